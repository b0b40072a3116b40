"""Second thoughts about the judge's rulings: shapes that a line by itself does not show, each a small named rule.

    rows, reasons → each rule in turn: the lines it rules otherwise → reasons

A rule gives pairs of a line and its new reason, empty for a line that is kept after all.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from svodka.document.characters import DASHES
from svodka.document.features import LINKED, Row, ended, is_prose
from svodka.document.lines import LONG, UNKNOWN
from svodka.types import record

QUOTE = 30  # characters of a line that may repeat a part of another
BODY = 50_000  # characters of an article that a quotation is looked for in
HEAD = 40  # characters of a head over titles of other reports, at most
TITLE = 130  # characters of the title of another report, at most
TITLES = 4  # of other reports under one head
AWAY = 3  # lines between a live report's entries that are no part of them
LONE_CLOCK = re.compile(r"^\W*\d{1,2}[:.]\d\d\W*$")
PICTURES = 12  # lines that captions and counters may take
TALK = 3  # heads and buttons of a discussion
Change = tuple[int, str]


@record
class Lines:
    """`keep`: the kept lines; `first` and `begun` of them: the article's first line, 0 where it has none, and the first
    that ends as a sentence, else the number of lines."""

    rows: Sequence[Row]
    reasons: Sequence[str]
    keep: Sequence[int]

    @property
    def first(self) -> int:
        return self.keep[0] if self.keep else 0

    @property
    def begun(self) -> int:
        return next((i for i in self.keep if ended(self.rows[i].text)), len(self.rows))

    def of_kind(self, kind: str) -> list[int]:
        return [i for i, row in enumerate(self.rows) if row.kinds and kind in row.kinds]


def amend(rows: Sequence[Row], reasons: Sequence[str]) -> list[str]:
    lines = over(rows, reasons)
    for rule in RULES:
        if changes := dict(rule(lines)):
            lines = over(rows, [changes.get(i, reason) for i, reason in enumerate(lines.reasons)])
    return list(lines.reasons)


def over(rows: Sequence[Row], reasons: Sequence[str]) -> Lines:
    return Lines(rows=rows, reasons=reasons, keep=[i for i, reason in enumerate(reasons) if not reason])


def captions(lines: Lines) -> Iterator[Change]:
    """What stands under a picture tells the picture, not the report."""
    return ((i, "caption") for i, row in enumerate(lines.rows)
            if "caption" in row.places and lines.reasons[i] in ("", *UNKNOWN) and len(row.text) < LONG)


def teasers(lines: Lines) -> Iterator[Change]:
    """Titles of other reports under a head that says so, below the article's beginning: they end otherwise than
    sentences do."""
    begun = lines.begun
    for head in (i for i in lines.of_kind("also") if i > begun and len(lines.rows[i].text) <= HEAD):
        for i in range(head + 1, min(len(lines.rows), head + 1 + TITLES)):
            if ended(lines.rows[i].text) or len(lines.rows[i].text) >= TITLE:
                break
            if not lines.reasons[i]:
                yield i, "also"


def links(lines: Lines) -> Iterator[Change]:
    """A line amid the article that is a link and no sentence is the title of another report."""
    amid = ((i, lines.rows[i]) for i in lines.keep if i > lines.first + 1)
    return ((i, "also") for i, row in amid if row.linked > LINKED and not ended(row.text) and len(row.text) < LONG)


def pull_quotes(lines: Lines) -> Iterator[Change]:
    """A short line that stands within a longer one of the article is set there to catch the eye."""
    first = lines.first
    body = "\n".join([lines.rows[i].text for i in lines.keep])[:BODY]
    return ((i, "repeated") for i in lines.keep
            if i > first and QUOTE <= len(text := lines.rows[i].text) < LONG and body.count(text) > 1)


def dialogue(lines: Lines) -> Iterator[Change]:
    """A question of an interview, before an answer that is kept: both begin with a dash."""
    return ((i - 1, "") for i in lines.keep
            if i and speaks(lines.rows[i]) and lines.reasons[i - 1] in UNKNOWN and speaks(lines.rows[i - 1])
            and ended(lines.rows[i - 1].text))


def speaks(row: Row) -> bool:
    return row.text[:1] in DASHES and row.text[1:2] == " "


def entries(lines: Lines) -> Iterator[Change]:
    """Another sentence under a time of day, as the kept lines next to it are: a live report's short entry."""
    for i in (i for i in lines.keep if clocked(lines, i)):
        for way in (range(i - 1, i - 1 - AWAY, -1), range(i + 1, i + 1 + AWAY)):
            near = next((j for j in way if clocked(lines, j)), i)
            if lines.reasons[near] in UNKNOWN:
                yield near, ""


def clocked(lines: Lines, i: int) -> bool:
    """A sentence under a line that is a time of day."""
    above = lines.rows[i - 1].text if 0 < i < len(lines.rows) else ""
    return above[-1:].isdigit() and bool(LONE_CLOCK.match(above)) and ended(lines.rows[i].text)


def gallery(lines: Lines) -> Iterator[Change]:
    """Prose above the article's beginning, parted from it by nothing but pictures with their captions."""
    first = lines.first
    for i in range(first - 1, max(-1, first - 1 - PICTURES), -1):
        row = lines.rows[i]
        if not row.kinds & {"video", "credit", "counter"} and "caption" not in row.places:
            if i < first - 1 and lines.reasons[i] in UNKNOWN and is_prose(row.text):
                yield i, ""
            return


def discussion(lines: Lines) -> Iterator[Change]:
    """Below the head of the readers' comments, if several such words follow and prose of the article stands above."""
    begun = lines.begun
    heads = [i for i in lines.of_kind("comments") if i > begun]
    if len(heads) >= TALK:
        yield from ((i, "comments") for i in lines.keep if i >= heads[0])


RULES: tuple[Callable[[Lines], Iterator[Change]], ...] = (
    captions, teasers, links, pull_quotes, dialogue, entries, gallery, discussion)
