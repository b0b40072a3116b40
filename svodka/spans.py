"""Arithmetic of spans: half-open, in characters of one text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from svodka.types import Span, bulk

BREAKS = r"\n\r\v\f\x1c-\x1e\x85\u2028\u2029"  # as str.splitlines knows them
LINE = re.compile(rf"\S(?:[^{BREAKS}]*[^{BREAKS}\s])?")


def span(start: int, stop: int) -> Span:
    return Span(start=start, stop=stop)


def cut(text: str, spans: Span | Iterable[Span], joint: str = " … ") -> str:
    """The words of one span, or of several with `joint` between them."""
    if isinstance(spans, Span):
        return text[spans.start : spans.stop]
    return joint.join(text[s.start : s.stop] for s in spans)


def overlap(a: Span, b: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(a.stop, b.stop) - max(a.start, b.start))


def inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.stop <= outer.stop


def cover(spans: Sequence[Span]) -> Span:
    """The smallest span that holds all of them; ValueError if there are none."""
    return Span(start=min(s.start for s in spans), stop=max(s.stop for s in spans))


def strip(text: str, s: Span, chars: str | None = None) -> Span:
    """The span without white space (or `chars`) at its ends."""
    words = text[s.start : s.stop]
    start = s.start + len(words) - len(words.lstrip(chars))
    return Span(start=start, stop=max(start, s.start + len(words.rstrip(chars))))


def find_lines(text: str) -> Iterator[tuple[int, int]]:
    """Bounds of the lines of a text that are not blank, without the white space around them."""
    return ((found.start(), found.end()) for found in LINE.finditer(text))


def many(bounds: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    pairs = list(bounds)
    return bulk(Span, [start for start, _ in pairs], [stop for _, stop in pairs])


def lines(text: str) -> tuple[Span, ...]:
    return many(find_lines(text))
