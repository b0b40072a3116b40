"""Who said what: the marked sentences of every pack's own examples, and the rules by what they must tell apart."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from svodka import spans
from svodka.analysis import attributions, build
from svodka.lang import pack as packs_of
from svodka.lang.pack import Row
from svodka.types import Attribution, Document
from tests.analysis.marked import Marks, format_marked, parse_marked

PACKS = packs_of.find(Path(__file__).parents[1] / "packs")
CASES = [
    (code, row)
    for code, pack in PACKS.items()
    for path in sorted((pack.folder / "examples").glob("attributions*.tsv"))
    for row in pack.table(f"examples/{path.name}")
]


@cache
def found_in(code: str, text: str) -> tuple[Attribution, ...]:
    doc = Document(id="x", path="x", url="", outlet="", lang=code, title="", text=text, paragraphs=spans.lines(text))
    report = build.read(doc, PACKS[code].backend.parse(text, doc.paragraphs), PACKS[code])
    return attributions.find(report, {}, None)


def wanted(row: Row, marks: Marks) -> list[tuple[object, ...]]:
    out: list[tuple[object, ...]] = []
    for number, value in enumerate(filter(None, row["values"].split("|")), 1):
        speaker, kind, stance, via = value.split(";")
        via_of = int(via) if via else None
        content = tuple(marks.get((number, "c"), ()))
        out.append((content, speaker, kind, stance, via_of))
    return out


def told(found: tuple[Attribution, ...]) -> list[tuple[object, ...]]:
    by_content = sorted(range(len(found)), key=lambda k: (found[k].cue or found[k].content[0]).start)
    return [(a.content, a.voices[0].name, a.kind, a.stance, a.via) for a in (found[k] for k in by_content)]


@pytest.mark.parametrize(("code", "row"), CASES, ids=[f"{code}-{row['text'][:60]}" for code, row in CASES])
def test_an_example_is_read_as_marked(code: str, row: Row) -> None:
    text, marks = parse_marked(row["text"])
    found = found_in(code, text)
    expected = wanted(row, marks)
    starts = [(marks.get((k, "q")) or marks[k, "c"])[0].start for k in range(1, len(expected) + 1)]
    order = sorted(range(len(expected)), key=starts.__getitem__)
    place = {k: i for i, k in enumerate(order)}
    expected = [(*expected[k][:4], place[v - 1] if isinstance(v := expected[k][4], int) else None) for k in order]
    assert told(found) == expected, format_marked(text, dict(enumerate(found, 1)))


def test_marked_text_comes_back_as_it_was() -> None:
    marked = "[v Лев Мохов] [q сказал], что [c мост закрыт]."
    text, _ = parse_marked(marked)
    assert format_marked(text, {1: found_in("ru", text)[0]}) == marked


def test_every_attribution_names_its_rule_and_stays_inside_the_text() -> None:
    text = "«Мост старый, — сказал Лев Мохов. — Его закроют». По словам мэра, денег нет, передаёт ТАСС."
    for a in found_in("ru", text):
        assert a.rule and all(0 <= s.start < s.stop <= len(text) for s in a.content)
