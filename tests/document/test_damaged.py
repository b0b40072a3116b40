"""Damaged pages give a document or a failure told in a line, and do so soon; `bench/mutate.py` asks a thousand."""
from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import mutate
from svodka import charset, mojibake
from svodka.document import build, extract, features, limits, recurring
from svodka.document.characters import Remembered
from svodka.spans import cut
from tests.document.pages import document, kept, outcome

TEXT = "Кирпичный завод возобновил работу после трёх месяцев простоя, сообщил директор завода Олег Дымов."


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.sampled_from(sorted(mutate.DAMAGES)), st.sampled_from(mutate.sources()), st.integers(0, 10_000))
def test_a_damaged_page_is_read_or_told(kind: str, page: tuple[str, bytes], seed: int) -> None:
    body = mutate.DAMAGES[kind](page[1], random.Random(seed))[:mutate.BIG // 2]
    assert mutate.read(body) in ("document", "Unreadable", "BadLine")


@pytest.mark.parametrize("tag", ["div", "font", "b", "table><tr><td"])
def test_what_lies_deep_is_read(tag: str) -> None:
    assert kept(document(f"<html><body>{f'<{tag}>' * 10_000}{TEXT}")) == [TEXT]


def test_tags_left_open_in_each_paragraph_do_not_end_the_article() -> None:
    page = "<html><body>" + "".join(f"<div><font>{i}. {TEXT}" for i in range(400))
    assert kept(document(page))[-1] == f"399. {TEXT}"


def test_the_library_is_not_asked_where_it_would_take_long() -> None:
    assert limits.affordable("", extract.parse(f"<p>{TEXT}</p>" * 5_000))
    assert not limits.affordable("", extract.parse("<div>" * 200 + f"<p>{TEXT}</p>" * 5_000))


def test_the_library_is_not_asked_about_very_many_elements_however_flat_they_lie() -> None:
    assert not limits.affordable("", extract.parse(f"<p>{TEXT}</p>" * (limits.MOST_ASKED + 1)))
    assert not limits.affordable("a" * (limits.HUGE + 1), extract.parse(f"<p>{TEXT}</p>"))


@pytest.mark.parametrize("page", ["{}", "<html><body><p>{}"])
def test_what_is_beyond_the_lines_of_a_report_is_left_out_as_one_with_a_reason(page: str) -> None:
    joint = "\n" if page == "{}" else "<p>"
    doc = document(page.format(joint.join(f"{i}. {TEXT}" for i in range(build.MOST_LINES + 2))))
    rest, = (each.span for each in doc.dropped if each.reason == build.BEYOND)
    assert kept(doc)[-1] == f"{build.MOST_LINES - 1}. {TEXT}"
    assert cut(doc.text, rest) == f"{build.MOST_LINES}. {TEXT}\n{build.MOST_LINES + 1}. {TEXT}"


def test_what_is_beyond_the_characters_of_a_report_is_left_out_with_a_reason() -> None:
    long = " ".join([TEXT] * (build.LONGEST_LINE // len(TEXT) + 1))
    most = build.MOST_CHARACTERS // build.LONGEST_LINE
    doc = document("\n".join(f"{i}. {long}" for i in range(most + 1)))
    assert kept(doc)[-1].startswith(f"{most - 1}. ")
    assert doc.dropped[-1].reason == build.BEYOND and cut(doc.text, doc.dropped[-1].span) == f"{most}. {long}"


def test_a_page_that_is_kept_as_it_is_has_no_line_beyond() -> None:
    doc = document("\n".join(f"{i}. {TEXT}" for i in range(build.MOST_LINES + 1)), as_is=True)
    assert not doc.dropped and kept(doc)[-1] == f"{build.MOST_LINES}. {TEXT}"


def test_a_failure_tells_that_the_end_of_a_page_was_not_looked_at() -> None:
    failure = outcome("\n".join(["15"] * build.MOST_LINES + [TEXT])).failure
    assert failure is not None and failure.message == "page: no article found in its first 5000 lines"


CROWD = "<i></i>" * (limits.CROWD // 2)


@pytest.mark.parametrize("filler", ["<p></p>", "<!--", "<!-- x -->", "<br>", "<td>1", "<x>", "<ul><li><a href='/1'>"])
def test_a_page_of_very_many_elements_is_read_without_a_tree(filler: str) -> None:
    page = f"<html><head><title>Завод</title></head><body><p>{TEXT}</p>{CROWD}{filler * 500}"
    assert limits.crowded(page) and kept(document(page))[0] == TEXT


def test_a_page_without_a_tree_keeps_its_words_and_loses_what_none_sees() -> None:
    page = (f"<html><head><title>Завод работает</title><script>if (a<b) '<p>x</p>'</script></head><body>{CROWD}"
            f"<style>p {{}}</style><!-- <p>тайна</p> --><div>{TEXT}<p>Город&nbsp;<b>Лу</b>горск &amp;&#1103;"
            "&#99999999999;<noscript>включите</noscript>")
    doc = document(page)
    assert doc.title == "Завод работает"
    assert doc.text.strip().split("\n") == [TEXT, "Город\xa0Лугорск &я\ufffd"]


def test_a_page_without_a_tree_breaks_lines_at_blocks_alone() -> None:
    assert limits.bare("<P>Кирпич<b>ный <a href=x>завод</a>.</p><td>1").split("\n") == ["", "Кирпичный завод.", "1"]
    end = limits.bare("." * limits.JOINED + "Кирпич<b>ный")
    assert end.endswith("Кирпич\nный")


def test_what_opens_and_does_not_close_hides_nothing() -> None:
    assert limits.bare("a<!-- b <!-- c --> d<script> e <script>f</script>").split() == ["a", "b", "d", "e"]


def test_a_tag_has_its_first_attributes() -> None:
    many = " ".join(f"a{i}='1 2'" for i in range(1_000))
    trimmed = limits.trim(f"<p>{TEXT}</p><p class=lead {many}>{TEXT}<img src='data:{'x' * 9_000}'><p id=x>")
    assert len(extract.parse(trimmed).findall(".//p")[1].attrib) == limits.ATTRIBUTES
    assert "a98=" in trimmed and "a99=" not in trimmed
    assert f"<img src='data:{'x' * 9_000}'><p id=x>" in trimmed


def test_a_tag_of_attributes_alone_is_read() -> None:
    many = " ".join(f"a{i}=1" for i in range(20_000))
    assert kept(document(f"<html><body><p {many}>{TEXT}</p>")) == [TEXT]


def test_names_that_are_whole_files_are_cut() -> None:
    long = "слово " * 1_000
    doc = document(f"<html><head><title>{long}</title><link rel=canonical href='http://a.example/{'x' * 5_000}'></head>"
                   f"<body><p>{TEXT}</p><a href='/{'y' * 5_000}'>a</a><a href='http://a.example/1'>b</a>")
    assert len(doc.title) <= build.LONGEST_TITLE and doc.url == "" and doc.links == ("http://a.example/1",)
    assert len(document(long * 2).title) == build.LONGEST_TITLE


def test_long_lines_and_pages_are_not_remembered() -> None:
    sizes = Remembered(lambda lines: [*map(len, lines)], most=2)
    recurring.remembered.cache_clear()
    for text in (TEXT, TEXT * 2_000):
        assert sizes([text, text]) == [len(text)] * 2
        recurring.lines(text)
    assert list(sizes.known) == [TEXT] and recurring.remembered.cache_info().currsize == 1
    for other in ("мост", "река", "луга"):
        assert sizes([other, TEXT]) == [4, len(TEXT)]
    assert list(sizes.known) == ["луга", TEXT], "beyond `most` all is forgotten"


def test_a_text_is_known_by_its_beginning() -> None:
    assert features.known_by("завод " + " " * features.MOST_KNOWN + "мосты") == {"завод"}


def test_scripts_left_open_do_not_hide_the_letters_from_the_counter() -> None:
    body = b"<html>" + b"<script>" * 100 + f"<p>{TEXT}".encode("cp1251")
    assert "Кирпичный" in charset.counted(body).decode("cp1251")
    assert "Кирпичный" not in charset.counted(f"<script>{TEXT}</script>я".encode("cp1251")).decode("cp1251")


def test_of_letters_without_a_space_the_beginning_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mojibake, "MOST_WORDS", 2)
    assert mojibake.likeness("завод" * 40 + "щщ" * 100) == mojibake.likeness("завод" * 40) > 0


def test_mojibake_is_mended_in_as_many_lines_as_a_report_has(monkeypatch: pytest.MonkeyPatch) -> None:
    spoilt = TEXT.encode("cp1251").decode("latin-1")
    monkeypatch.setattr(mojibake, "MOST_LETTERS", 3 * len(TEXT))
    assert mojibake.mend("\n".join([spoilt] * 9)) == "\n".join([TEXT] * 9)  # one and the same costs nothing
    assert mojibake.mend("\n".join(f"{i} {spoilt}" for i in range(5))).count("Кирпичный") == 3
