"""Lines of a text, and records made many at once."""
from __future__ import annotations

from svodka import spans
from svodka.types import Span, bulk


def test_lines_are_those_that_are_not_blank_without_the_space_around_them() -> None:
    text = " one \r\n\n\t\u00a0\n two three\u2028four\x0b \x1ffive\x1csix"
    assert [text[found.start:found.stop] for found in spans.lines(text)] == ["one", "two three", "four", "five", "six"]


def test_records_made_in_bulk_are_those_made_one_by_one() -> None:
    assert bulk(Span, [1, 3], [2, 5]) == (Span(start=1, stop=2), Span(start=3, stop=5)) and bulk(Span, [], []) == ()
