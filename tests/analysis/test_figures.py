"""Figures: the pack's examples, and what holds for every number and every text."""
from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from measured import PACK, TEXTS, document, marked

from svodka.analysis import figures, times
from svodka.lang import pack as packs
from svodka.types import Figure

EXAMPLES = PACK.table("examples/figures.tsv")


def find(text: str) -> tuple[Figure, ...]:
    doc = document(text, "2021-06-16")
    parse = PACK.backend.parse(text, doc.paragraphs)
    return figures.find(doc, parse, times.find(doc, parse, PACK), PACK)


def said(figure: Figure) -> str:
    bounds = f"{bound(figure.low)}..{bound(figure.high)}" if (figure.low, figure.high) != (None, None) else "?"
    return f"{bounds};{figure.unit or 'c'};{'~' * figure.approximate}{figure.of}"


def bound(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


@pytest.mark.parametrize("row", EXAMPLES, ids=[row["text"] for row in EXAMPLES])
def test_example(row: dict[str, str]) -> None:
    text, wanted = marked(row["text"])
    found = find(text)
    assert [text[f.span.start:f.span.stop] for f in found] == wanted
    assert [said(f) for f in found] == row["values"].split()


def test_there_are_enough_examples() -> None:
    assert len(EXAMPLES) >= 250


def written(number: int, space: str) -> str:
    return f"{number:,}".replace(",", space)


@settings(max_examples=60, deadline=None)
@given(st.integers(2200, 10**12), st.sampled_from([" ", "\u00a0", "\u202f", ""]))
def test_a_number_in_digits_reads_back(number: int, space: str) -> None:
    unit = next(row["words"].split("|")[0] for row in PACK.table("units.tsv") if row["value"] == "USD")
    found = find(f"{written(number, space)} {unit}")
    assert [(f.low, f.high, f.unit) for f in found] == [(Decimal(number), Decimal(number), "USD")]


@settings(max_examples=60, deadline=None)
@given(st.decimals(min_value="0.001", max_value=999, places=3))
def test_a_decimal_reads_back_exactly(number: Decimal) -> None:
    found = find(f"{str(number).replace('.', ',')} %")
    wanted = number if not str(number).endswith(",000") and number % 1 else None
    if wanted is not None:
        assert [(f.low, f.high, f.unit) for f in found] == [(wanted, wanted, "%")]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 999))
def test_a_number_in_words_reads_back(number: int) -> None:
    rows = [row for row in PACK.table("numbers.tsv") if row["class"] in ("WNUM", "ONE")]
    names = {Decimal(row["value"]): row["words"].split("|")[0] for row in rows}
    parts, rest = [], number
    for place in sorted((n for n in names if n == int(n) and n != 150), reverse=True):
        if 0 < place <= rest:
            parts.append(names[place])
            rest -= int(place)
    assert rest == 0
    found = find(f"{' '.join(parts)} %")
    assert [(f.low, f.high) for f in found] == [(Decimal(number), Decimal(number))]


@settings(max_examples=150, deadline=None)
@given(TEXTS)
@example("\u00b2\u00b3 \u0664 12\u0663 $ $$ 5- -5 5-- 1.2.3.4 1,,2 %% 5%5%")
@example("9" * 5000)
def test_no_text_raises_and_spans_fit(text: str) -> None:
    for figure in find(text):
        assert 0 <= figure.span.start < figure.span.stop <= len(text)
        assert figure.low is None or figure.high is None or figure.low <= figure.high


def test_a_pack_without_a_grammar_finds_nothing() -> None:
    doc = document("5 %")
    assert figures.find(doc, PACK.backend.parse(doc.text, doc.paragraphs), (), packs.find()["en"]) == ()
