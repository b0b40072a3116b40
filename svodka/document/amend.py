"""Second thoughts about the judge's rulings: shapes that a line by itself does not show, each a small named rule.

    rows, reasons → each rule in turn: the lines it rules otherwise → reasons

A rule gives pairs of a line and its new reason, empty for a line that is kept after all.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from svodka.document.features import DASHES, LINKED, Row, ended, is_prose
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
    rows: tuple[Row, ...]
    reasons: tuple[str, ...]

    def kept(self, i: int) -> bool:
        return 0 <= i < len(self.rows) and not self.reasons[i]

    @property
    def first(self) -> int:
        """The article's first line, 0 where it has none."""
        return next((i for i, reason in enumerate(self.reasons) if not reason), 0)

    @property
    def begun(self) -> int:
        """The first kept line that ends as a sentence, else the number of lines."""
        return next((i for i, row in enumerate(self.rows) if self.kept(i) and ended(row.text)), len(self.rows))


def amend(rows: Sequence[Row], reasons: Sequence[str]) -> list[str]:
    lines = Lines(rows=tuple(rows), reasons=tuple(reasons))
    for rule in RULES:
        if changes := dict(rule(lines)):
            now = tuple(changes.get(i, reason) for i, reason in enumerate(lines.reasons))
            lines = Lines(rows=lines.rows, reasons=now)
    return list(lines.reasons)


def captions(lines: Lines) -> Iterator[Change]:
    """What stands under a picture tells the picture, not the report."""
    return ((i, "caption") for i, row in enumerate(lines.rows)
            if "caption" in row.places and (lines.kept(i) or lines.reasons[i] in UNKNOWN) and len(row.text) < LONG)


def teasers(lines: Lines) -> Iterator[Change]:
    """Titles of other reports under a head that says so, below the article's beginning: they end otherwise than
    sentences do."""
    begun = lines.begun
    heads = (i for i, row in enumerate(lines.rows) if "also" in row.kinds and i > begun and len(row.text) <= HEAD)
    for head in heads:
        for i in range(head + 1, min(len(lines.rows), head + 1 + TITLES)):
            if ended(lines.rows[i].text) or len(lines.rows[i].text) >= TITLE:
                break
            if lines.kept(i):
                yield i, "also"


def links(lines: Lines) -> Iterator[Change]:
    """A line amid the article that is a link and no sentence is the title of another report."""
    first = lines.first
    return ((i, "also") for i, row in enumerate(lines.rows)
            if row.linked > LINKED and i > first + 1 and lines.kept(i) and not ended(row.text) and len(row.text) < LONG)


def pull_quotes(lines: Lines) -> Iterator[Change]:
    """A short line that stands within a longer one of the article is set there to catch the eye."""
    first = lines.first
    body = "\n".join(row.text for i, row in enumerate(lines.rows) if lines.kept(i))[:BODY]
    return ((i, "repeated") for i, row in enumerate(lines.rows)
            if i > first and lines.kept(i) and QUOTE <= len(row.text) < LONG and body.count(row.text) > 1)


def dialogue(lines: Lines) -> Iterator[Change]:
    """A question of an interview, before an answer that is kept: both begin with a dash."""
    return ((i, "") for i, row in enumerate(lines.rows)
            if speaks(row) and lines.reasons[i] in UNKNOWN and lines.kept(i + 1) and speaks(lines.rows[i + 1])
            and ended(row.text))


def speaks(row: Row) -> bool:
    return row.text[:1] in DASHES and row.text[1:2] == " "


def entries(lines: Lines) -> Iterator[Change]:
    """Another sentence under a time of day, as the kept lines next to it are: a live report's short entry."""
    clocked = [i for i, row in enumerate(lines.rows)
               if i and lines.rows[i - 1].text[-1:].isdigit() and LONE_CLOCK.match(lines.rows[i - 1].text)
               and ended(row.text)]
    for last, i, after in zip([-9, *clocked], clocked, [*clocked[1:], -9], strict=False):
        beside = (j for j in (last, after) if abs(j - i) <= AWAY and lines.kept(j))
        if lines.reasons[i] in UNKNOWN and any(beside):
            yield i, ""


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
    heads = [i for i, row in enumerate(lines.rows) if "comments" in row.kinds and i > begun]
    if len(heads) >= TALK:
        yield from ((i, "comments") for i in range(heads[0], len(lines.rows)) if lines.kept(i))


RULES: tuple[Callable[[Lines], Iterator[Change]], ...] = (
    captions, teasers, links, pull_quotes, dialogue, entries, gallery, discussion)
