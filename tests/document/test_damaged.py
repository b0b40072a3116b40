"""Damaged pages give a document or a failure told in a line, and do so soon; `bench/mutate.py` asks a thousand."""
from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import mutate
from svodka.document import extract
from tests.document.pages import document, kept

TEXT = "Кирпичный завод возобновил работу после трёх месяцев простоя, сообщил директор завода Олег Дымов."


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.sampled_from(sorted(mutate.DAMAGES)), st.sampled_from(mutate.sources()), st.integers(0, 10_000))
def test_a_damaged_page_is_read_or_told(kind: str, page: tuple[str, bytes], seed: int) -> None:
    body = mutate.DAMAGES[kind](page[1], random.Random(seed))[:mutate.BIG // 2]
    began = time.process_time()
    assert mutate.read(body) in ("document", "Unreadable", "BadLine")
    assert time.process_time() - began < 2 * mutate.SECONDS


@pytest.mark.parametrize("tag", ["div", "font", "b", "table><tr><td"])
def test_what_lies_deep_is_read(tag: str) -> None:
    assert kept(document(f"<html><body>{f'<{tag}>' * 10_000}{TEXT}")) == [TEXT]


def test_tags_left_open_in_each_paragraph_do_not_end_the_article() -> None:
    page = "<html><body>" + "".join(f"<div><font>{i}. {TEXT}" for i in range(400))
    assert kept(document(page))[-1] == f"399. {TEXT}"


def test_the_library_is_not_asked_where_it_would_take_long() -> None:
    assert extract.affordable(extract.parse(f"<p>{TEXT}</p>" * 5_000))
    assert not extract.affordable(extract.parse("<div>" * 200 + f"<p>{TEXT}</p>" * 5_000))


def test_lines_beyond_what_a_report_has_are_left_out_with_a_reason() -> None:
    doc = document("\n".join(f"{i}. {TEXT}" for i in range(9_000)))
    assert doc.dropped[-1].reason == "beyond"
