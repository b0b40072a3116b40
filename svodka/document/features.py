"""What the line judge sees: named features of a line by itself, and of its place on the page.

    Row (a line, with what HTML says of it) → TEXT and PAGE features → stage one's score → place features → stage two's

A feature is a small function that gives a number, most often 0 or 1; weights stand in `lines.toml`. A feature that a
page has nothing to say about (links in a flattened page) is 0. Pages of one outlet share most of their furniture: what
a line says by itself (TEXT) is found once and remembered; PAGE features are columns, a number for each line of a page.
"""
from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

STEM = 5  # letters by which two forms of a word are known as one
END = ".!?\u2026\u3002\uff01\uff1f\u0964\u06d4\u061f\u0589"  # also of Chinese, Hindi, Urdu, Arabic, Armenian
CLOSING = "\"'\u00bb\u201c\u201d)]"
DASHES = "-\u2013\u2014\u2022\u00b7*>"
WORD = re.compile(r"[^\W\d_]+")
CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
DAY = re.compile(r"\b\d{1,2}[./]\d{1,2}[./](?:\d\d){1,2}\b|\b(?:19|20)\d\d\b")
WIDE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
STOP = re.compile(r"[^\W\d_]{2}[\"\u00bb)]?[.!?\u2026]+[\"\u00bb)]?\s+[\"\u00ab(\u2014\u2013-]*\s*[^\W\d_]")
STOPS = re.compile(r"[.!?\u2026][\"\u00bb)]?\s")  # without one of which STOP need not be looked for
ADDRESS = re.compile(  # known by its point, at or colon: looking for those first takes a tenth of the time
    r"\.(?:(?<=www\.)|(?<=[a-z0-9-]\.)(?:ru|com|net|org|ua|info|by|kz|tv|su)\b)|@(?<=\w@)\w|:(?:(?<=http:)|(?<=https:))//",
    re.I)
BARS = re.compile(r"[|\u00bb\u2192>/:\u2022\u00b7]\s|\s[|\u00ab\u2192</\u2022\u00b7]\s?")
BAR = re.compile(r"[|\u00ab\u00bb\u2192<>/:\u2022\u00b7]")
DIGIT, LATIN = re.compile(r"\d"), re.compile(r"[a-z]")
COUNTED = re.compile(r"\(\d+\)\W*$|\s\d+$")
REMEMBERED, FURNITURE = 10_000, 500  # lines; characters of one that may stand on other pages
MOST_KNOWN = 100_000  # characters of a text by which it is known
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


class Line:
    """A line by itself, with what several features ask of it; `features` are the numbers of TEXT in its order."""

    def __init__(self, text: str, function_words: frozenset[str]) -> None:
        self.text = text
        self.cased = WORD.findall(text)
        self.words = " ".join(self.cased).lower().split()
        self.size = size(text)
        self.common = sum(map(function_words.__contains__, self.words))
        self.digits = len(DIGIT.findall(text))
        self.ends = ended(text)
        self.stems = stems(self.words)
        self.features = array("d", [feature(self) for feature in TEXT.values()]).tobytes()


remembered = lru_cache(maxsize=REMEMBERED)(Line)


def line(text: str, function_words: frozenset[str]) -> Line:
    return (remembered if len(text) <= FURNITURE else Line)(text, function_words)


class Sheet:
    """A page's rows with what several features ask of them, counted once."""

    def __init__(self, rows: Sequence[Row], title: str, function_words: frozenset[str]) -> None:
        self.rows = rows
        self.texts = [row.text for row in rows]
        self.lines = [line(text, function_words) for text in self.texts]
        self.sizes = [each.size for each in self.lines]
        self.ends = [each.ends for each in self.lines]
        self.times = Counter(self.texts)
        self.title = title

    @cached_property
    def stems(self) -> list[frozenset[str]]:
        return [each.stems for each in self.lines]

    @cached_property
    def title_stems(self) -> frozenset[str]:
        return stems([word.lower() for word in WORD.findall(self.title)])


def size(text: str) -> int:
    """Characters; those of a script that writes a word with one or two of them count as two and a half."""
    return len(text) + (len(WIDE.findall(text)) * 3 // 2 if text and max(text) >= "\u0e00" else 0)


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


def share(part: int, of: int) -> float:
    return part / of if of else 0.0


def title_case(line: Line) -> float:
    return share(sum([word[0].isupper() for word in line.cased]), len(line.cased))


def like_title(sheet: Sheet) -> list[float]:
    """Share of a line's stems that the page's title has, for a line of two and more."""
    title = sheet.title_stems
    return [len(own & title) / len(own) if title and len(own) > 1 else 0.0 for own in sheet.stems]


PLACES = ("nav", "foot", "aside", "form", "header", "article", "h1", "h3", "list", "cell", "p", "caption", "time",
          "quote", "poor", "rich")
KINDS = ("rubric", "service", "share", "subscribe", "also", "more", "comments", "credit", "counter", "legal", "agent",
         "error", "cookie", "paywall", "form", "video", "date")

TEXT: dict[str, Callable[[Line], float]] = {
    "ends as a sentence": lambda line: line.ends,
    "long and ended": lambda line: line.ends and line.size >= PROSE,
    "long, not ended": lambda line: not line.ends and line.size >= PROSE,
    "ends in a colon": lambda line: line.text.endswith(":"),
    "cut by dots": lambda line: line.text.endswith(("...", "\u2026")),
    "a question": lambda line: line.text.endswith("?"),
    "an exclamation": lambda line: line.text.endswith("!"),
    "several sentences": lambda line: min(3, len(STOP.findall(line.text))) if STOPS.search(line.text) else 0,
    "commas": lambda line: min(4, line.text.count(", ")),
    "function words": lambda line: share(line.common, len(line.words)),
    "many function words": lambda line: min(3.0, math.log1p(line.common)),
    "title case": title_case,
    "capitals": lambda line: line.text.isupper(),
    "digits": lambda line: share(line.digits, line.size),
    "no letters": lambda line: not line.words,
    "one word": lambda line: len(line.words) == 1,
    "starts with a time": lambda line: bool(line.digits and CLOCK.match(line.text)),
    "a time in it": lambda line: bool(line.digits and CLOCK.search(line.text)),
    "short with a date": lambda line: bool(line.digits and line.size < 60 and DAY.search(line.text)),
    "starts with a digit": lambda line: line.text[:1].isdigit(),
    "starts small": lambda line: line.text[:1].islower(),
    "starts with a dash": lambda line: line.text[:1] in DASHES,
    "an address": lambda line: bool(ADDRESS.search(line.text)),
    "bars": lambda line: min(4, len(BARS.findall(line.text))) if BAR.search(line.text) else 0,
    "ends in a number": lambda line: bool(line.digits and COUNTED.search(line.text)),
    "latin": lambda line: share(len(LATIN.findall(line.text.lower())), line.size),
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
    texts = np.frombuffer(b"".join([each.features for each in sheet.lines]))
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
