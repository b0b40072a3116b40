"""docs/values.md: every example comes out as its table prints it."""
from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from svodka import spans
from svodka.analysis import figures, times
from svodka.lang import pack as packs
from svodka.types import Document, Figure, Moment, Time

PAGE = (Path(__file__).parent.parent / "docs/values.md").read_text("utf-8")
PACK = packs.find()["ru"]
DAY = Moment(start=datetime(2021, 6, 16), stop=datetime(2021, 6, 17))


def rows(heading: str, stop: str) -> list[list[str]]:
    part = PAGE[PAGE.index(heading):]
    lines = re.findall(r"^\| ?(.*?) ?\|$", part[:part.find(stop)], re.M)
    return [[cell.strip() for cell in line.split("|")] for line in lines if not line.startswith(("text", "---"))]


DATED, UNDATED = rows("## When", "**The interval**"), rows("**Without an anchor**", "**The role**")
COUNTED = rows("## How many", "**The bounds**")


def read(text: str, published: Moment | None) -> tuple[tuple[Time, ...], tuple[Figure, ...]]:
    doc = Document(id="d", path="d", url="", outlet="", lang="ru", title="", text=text, paragraphs=spans.lines(text),
                   published=published)
    parse = PACK.backend.parse(text, doc.paragraphs)
    found = times.find(doc, parse, PACK)
    return found, figures.find(doc, parse, found, PACK)


def iso(at: datetime) -> str:
    return at.isoformat()[:16] if at.hour or at.minute else at.date().isoformat()


def bound(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


@pytest.mark.parametrize(("row", "published"), [*((r, DAY) for r in DATED), *((r, None) for r in UNDATED)],
                         ids=[r[0] for r in (*DATED, *UNDATED)])
def test_a_time_comes_out_as_printed(row: list[str], published: Moment | None) -> None:
    text, *wanted = row
    (found,), _ = read(text, published)
    value = f"{iso(found.moment.start)}/{iso(found.moment.stop)}" if found.moment else found.partial or "?"
    assert [text[found.span.start:found.span.stop], value, found.anchor, found.role] == wanted


@pytest.mark.parametrize("row", COUNTED, ids=[r[0] for r in COUNTED])
def test_a_figure_comes_out_as_printed(row: list[str]) -> None:
    text, *wanted = row
    _, (found,) = read(text, None)
    bounds = f"{bound(found.low)}..{bound(found.high)}" + " about" * found.approximate
    assert [text[found.span.start:found.span.stop], bounds, found.unit, found.of] == wanted


def test_the_tables_were_found() -> None:
    assert (len(DATED), len(UNDATED), len(COUNTED)) == (9, 5, 10)
