"""What the line judge sees: named features of a line by itself, and of its place on the page.

    Row (a line, with what HTML says of it) → TEXT and PAGE features → stage one's score → place features → stage two's

A feature is a small function that gives a number, most often 0 or 1; weights stand in `lines.toml`. A feature that a
page has nothing to say about (links in a flattened page) is 0. Features are columns, a number for each line: those of
TEXT are asked of all lines of a page at once that were not met before, and remembered, as pages share their furniture.
"""
from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from svodka.document.characters import BREAK, CLOSING, END, REMEMBERED, Remembered, Text

STEM = 5  # letters by which two forms of a word are known as one
WORD = re.compile(r"[^\W\d_]+")
CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
DAY = re.compile(r"\b\d{1,2}[./]\d{1,2}[./](?:\d\d){1,2}\b|\b(?:19|20)\d\d\b")
STOP = re.compile(  # nothing is given back: ten thousand blanks would be tried in two seconds
    r"[^\W\d_]{2}[\"\u00bb)]?[.!?\u2026]++[\"\u00bb)]?\s++[\"\u00ab(\u2014\u2013-]*+\s*+[^\W\d_]")
ADDRESS = re.compile(  # known by its point, at or colon, as these are seldom met
    r"\.(?:(?<=www\.)|(?<=[a-z0-9-]\.)(?:ru|com|net|org|ua|info|by|kz|tv|su)\b)|@(?<=\w@)\w|:(?:(?<=http:)|(?<=https:))//",
    re.I)
BARS = re.compile(r"[|\u00bb\u2192>/:\u2022\u00b7]\s|\s[|\u00ab\u2192</\u2022\u00b7]\s?")
MOST_KNOWN = 100_000  # characters of a text by which it is known
COUNTED = re.compile(rf"\(\d+\)[^\w{BREAK}]*{BREAK}|\s\d+{BREAK}")
MANY = 20  # function words: more are no more
LOGS = [min(3.0, math.log1p(words)) for words in range(MANY + 1)]
PROSE = 60  # characters of a line that ends as a sentence and may stand alone
LINKED = 0.6  # share of a title of another report in links, beside its date or counter
BANDS = (12, 25, 45, 70, 100, 150, 250, 500)


class Row(NamedTuple):  # not a record: thousands are made a second
    """A line of a page. `linked`, `places` and `voted` (the library took it) are known of HTML only; `kinds` are those
    of the boilerplate lexicon that it matches."""

    text: str
    linked: float = 0.0
    places: frozenset[str] = frozenset()
    voted: float = 0.0
    kinds: frozenset[str] = frozenset()


Line = tuple[int, bool, frozenset[str], bytes]  # size, whether it ends as a sentence, stems, the numbers of TEXT


class Lines:
    """Lines by themselves, with what several features ask of them: an array with a number a line. `size`: characters;
    those of a script that writes a word with one or two of them count as two and a half."""

    def __init__(self, texts: Sequence[str], function_words: frozenset[str]) -> None:
        import numpy as np

        self.texts, self.page = texts, Text(texts)
        words = self.page.words()
        self.stems = [*map(stems, words)]
        self.count = np.array([*map(len, words)])
        self.common = np.array([sum(map(function_words.__contains__, own)) for own in words])
        self.digits = self.page.count(self.page.at("digit"))
        self.size = self.page.sizes + self.page.count(self.page.at("wide")) * 3 // 2
        self.ends = self.page.last("end")
        for at in self.page.last("closing").nonzero()[0].tolist():
            self.ends[at] = ended(texts[at])

    def found(self, pattern: re.Pattern[str], starts: Callable[[Text], Any]) -> Any:
        """How often the pattern is found in each line; `starts`: where on a page it may begin."""
        return self.page.spread(self.page.matches(pattern, starts(self.page)))


def numbers(page: Text) -> Any:
    return page.marks[page.at("digit") & ~page.at("word", -1)]


def first_numbers(page: Text) -> Any:
    """Those that begin a line."""
    return page.marks[page.at("digit") & page.at("break", -1)]


def stops(page: Text) -> Any:
    """Two letters, and a quote or none, before a stop with something behind it."""
    stop = page.at("stop") & page.at("letter", -2) & ~page.at("break", 1)
    quoted = page.at("quote", -1) & page.at("letter", -3)
    return (page.marks - 2 - quoted)[stop & (quoted | page.at("letter", -1))]


def points(page: Text) -> Any:
    point = (page.at(".") | page.at(":")) & (page.at("latin", -1) | page.at("word", 1))
    return page.marks[point | page.at("@")]


def bars(page: Text) -> Any:
    import numpy as np

    before, behind = page.at("bar before") & page.at("space", 1), page.at("bar behind") & page.at("space", -1)
    return np.sort(np.concatenate((page.marks[before], page.marks[behind] - 1)))


def counters(page: Text) -> Any:
    return page.marks[page.at("digit") & (page.at("(", -1) | page.at("space", -1))] - 1


def by_themselves(texts: Sequence[str], function_words: frozenset[str]) -> list[Line]:
    import numpy as np

    found, columns = Lines(texts, function_words), np.empty((len(TEXT), len(texts)))
    for at, feature in enumerate(TEXT.values()):
        columns[at] = feature(found)
    rows, width = columns.T.tobytes(), columns.itemsize * len(TEXT)
    parts = [rows[at:at + width] for at in range(0, len(rows), width)]
    return list(zip(found.size.tolist(), found.ends.tolist(), found.stems, parts, strict=True))


@lru_cache(maxsize=16)
def remembered(function_words: frozenset[str]) -> Remembered[Line]:
    return Remembered(lambda texts: by_themselves(texts, function_words))


class Sheet:
    """A page's rows with what several features ask of them, counted once."""

    def __init__(self, rows: Sequence[Row], title: str, function_words: frozenset[str]) -> None:
        self.rows = rows
        self.texts = [row.text for row in rows]
        lines = remembered(function_words)(self.texts)
        self.sizes, self.ends = [line[0] for line in lines], [line[1] for line in lines]
        self.stems, self.numbers = [line[2] for line in lines], [line[3] for line in lines]
        self.times = Counter(self.texts)
        self.title = title

    @cached_property
    def title_stems(self) -> frozenset[str]:
        return stems([word.lower() for word in WORD.findall(self.title)])


def stems(words: Sequence[str]) -> frozenset[str]:
    return frozenset([word[:STEM] for word in words if len(word) >= STEM - 1])


def known_by(text: str) -> frozenset[str]:
    """The stems by which a text is known."""
    return stems(WORD.findall(text[:MOST_KNOWN].lower()))


def ended(text: str) -> bool:
    """Ends as a sentence does."""
    return text.rstrip(CLOSING)[-1:] in END or text[-1:] in END


def is_prose(text: str) -> bool:
    return len(text) >= PROSE and ended(text)


def share(part: Any, of: Any) -> Any:
    """0 of nothing."""
    return part / (of + (of == 0))


def like_title(sheet: Sheet) -> list[float]:
    """Share of a line's stems that the page's title has, for a line of two and more."""
    title = sheet.title_stems
    return [len(own & title) / len(own) if title and len(own) > 1 else 0.0 for own in sheet.stems]


PLACES = ("nav", "foot", "aside", "form", "header", "article", "h1", "h3", "list", "cell", "p", "caption", "time",
          "quote", "poor", "rich")
KINDS = ("rubric", "service", "share", "subscribe", "also", "more", "comments", "credit", "counter", "legal", "agent",
         "error", "cookie", "paywall", "form", "video", "date")

TEXT: dict[str, Callable[[Lines], Any]] = {
    "ends as a sentence": lambda lines: lines.ends,
    "long and ended": lambda lines: lines.ends & (lines.size >= PROSE),
    "long, not ended": lambda lines: ~lines.ends & (lines.size >= PROSE),
    "ends in a colon": lambda lines: lines.page.last(":"),
    "cut by dots": lambda lines: [text.endswith(("...", "\u2026")) for text in lines.texts],
    "a question": lambda lines: lines.page.last("?"),
    "an exclamation": lambda lines: lines.page.last("!"),
    "several sentences": lambda lines: lines.found(STOP, stops).clip(max=3),
    "commas": lambda lines: lines.page.count(lines.page.at(",") & lines.page.at("blank", 1)).clip(max=4),
    "function words": lambda lines: share(lines.common, lines.count),
    "many function words": lambda lines: [LOGS[min(MANY, common)] for common in lines.common.tolist()],
    "title case": lambda lines: share(lines.page.count(
        lines.page.at("capital") & lines.page.at("letter") & ~lines.page.at("letter", -1)), lines.count),
    "capitals": lambda lines: [text.isupper() for text in lines.texts],
    "digits": lambda lines: share(lines.digits, lines.size),
    "no letters": lambda lines: lines.count == 0,
    "one word": lambda lines: lines.count == 1,
    "starts with a time": lambda lines: lines.found(CLOCK, first_numbers),
    "a time in it": lambda lines: lines.found(CLOCK, numbers) > 0,
    "short with a date": lambda lines: (lines.size < 60) & (lines.found(DAY, numbers) > 0),
    "starts with a digit": lambda lines: lines.page.first("figure"),
    "starts small": lambda lines: lines.page.first("small"),
    "starts with a dash": lambda lines: lines.page.first("dash"),
    "an address": lambda lines: lines.found(ADDRESS, points) > 0,
    "bars": lambda lines: lines.found(BARS, bars).clip(max=4),
    "ends in a number": lambda lines: lines.found(COUNTED, counters) > 0,
    "latin": lambda lines: share(lines.page.count(lines.page.at("latin")), lines.size),
}
PAGE: dict[str, Callable[[Sheet], Sequence[float]]] = {
    "stands again": lambda sheet: [times > 1 for times in map(sheet.times.__getitem__, sheet.texts)],
    "like the title": like_title,
    "linked": lambda sheet: [row.linked for row in sheet.rows],
    "all linked": lambda sheet: [row.linked > 0.9 for row in sheet.rows],
    "voted": lambda sheet: [row.voted for row in sheet.rows],
}
NAMES = (*(f"band {at}" for at in range(len(BANDS) + 1)), *TEXT, *PAGE,
         *(f"place {name}" for name in PLACES), *(f"kind {name}" for name in KINDS))
OWN = len(BANDS) + 1  # where the columns of TEXT begin
MARKED = OWN + len(TEXT) + len(PAGE)  # and those of places and kinds


class Columns(NamedTuple):
    """`values`: an array with a row for each line and a column for each name."""

    names: tuple[str, ...]
    values: Any


def columns(sheet: Sheet, more: int = 0) -> Columns:
    """Every feature above, one for each place and kind, and `more` columns to fill."""
    import numpy as np

    values = np.zeros((len(sheet.rows), len(NAMES) + more))
    values[np.arange(len(values)), np.searchsorted(BANDS, sheet.sizes, side="right")] = 1
    texts = np.frombuffer(b"".join(sheet.numbers))
    values[:, OWN:OWN + len(TEXT)] = texts.reshape(len(values), -1)
    for at, column in enumerate(PAGE.values(), OWN + len(TEXT)):
        values[:, at] = column(sheet)
    for i, row in enumerate(sheet.rows):
        if row.kinds or row.places:
            values[i, MARKED:len(NAMES)] = marks(row.places, row.kinds)
    return Columns(names=NAMES, values=values)


@lru_cache(maxsize=REMEMBERED)
def marks(places: frozenset[str], kinds: frozenset[str]) -> Any:
    import numpy as np

    return np.array([*(name in places for name in PLACES), *(name in kinds for name in KINDS)], dtype=float)
