"""What the line judge sees: named features of a line by itself, and of its place on the page.

    Row (a line, with what HTML says of it) → LOCAL features → stage one's score → PLACE features → stage two's score

A feature is a small function that gives a number, most often 0 or 1; weights stand in `lines.toml`. A feature that a
page has nothing to say about (links in a flattened page) is 0.
"""
from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property

from svodka.types import record

STEM = 5  # letters by which two forms of a word are known as one
END = ".!?\u2026"
CLOSING = "\"'\u00bb\u201c\u201d)]"
DASHES = "-\u2013\u2014\u2022\u00b7*>"
WORD = re.compile(r"[^\W\d_]+")
CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
DAY = re.compile(r"\b\d{1,2}[./]\d{1,2}[./](?:\d\d){1,2}\b|\b(?:19|20)\d\d\b")
STOP = re.compile(r"[^\W\d_]{2}[\"\u00bb)]?[.!?\u2026]+[\"\u00bb)]?\s+[\"\u00ab(\u2014\u2013-]*\s*[^\W\d_]")
ADDRESS = re.compile(r"https?://|www\.|\w@\w|\b[a-z0-9-]+\.(?:ru|com|net|org|ua|info|by|kz|tv|su)\b", re.I)
BARS = re.compile(r"[|\u00bb\u2192>/:\u2022\u00b7]\s|\s[|\u00ab\u2192</\u2022\u00b7]\s?")
COUNTED = re.compile(r"\(\d+\)\W*$|\s\d+$")
BANDS = (12, 25, 45, 70, 100, 150, 250, 500)


@record
class Row:
    """A line of a page. `linked`, `places` and `voted` (the library took it) are known of HTML only; `kinds` are those
    of the boilerplate lexicon that it matches."""

    text: str
    linked: float = 0.0
    places: frozenset[str] = frozenset()
    voted: float = 0.0
    kinds: frozenset[str] = frozenset()


class Sheet:
    """A page's rows with what several features ask of them, counted once."""

    def __init__(self, rows: Sequence[Row], title: str, function_words: frozenset[str]) -> None:
        self.rows = rows
        self.words = [[word.lower() for word in WORD.findall(row.text)] for row in rows]
        self.sizes = [len(row.text) for row in rows]
        self.bands = [bisect_right(BANDS, size) for size in self.sizes]
        self.common = [sum(map(function_words.__contains__, words)) for words in self.words]
        self.times = Counter(row.text for row in rows)
        self.title = title
        self.ends = [ended(row.text) for row in rows]

    @cached_property
    def stems(self) -> list[frozenset[str]]:
        return [stems(words) for words in self.words]

    @cached_property
    def title_stems(self) -> frozenset[str]:
        return stems([word.lower() for word in WORD.findall(self.title)])


def stems(words: Sequence[str]) -> frozenset[str]:
    return frozenset(word[:STEM] for word in words if len(word) >= STEM - 1)


def ended(text: str) -> bool:
    """Ends as a sentence does."""
    return text.rstrip(CLOSING)[-1:] in END or text[-1:] in END


def share(part: int, of: int) -> float:
    return part / of if of else 0.0


def title_case(sheet: Sheet, i: int) -> float:
    words = WORD.findall(sheet.rows[i].text)
    return share(sum(word[:1].isupper() for word in words), len(words))


def like_title(sheet: Sheet, i: int) -> float:
    """Share of the line's stems that the page's title has, for a line of two and more."""
    own = sheet.stems[i]
    return len(own & sheet.title_stems) / len(own) if len(own) > 1 else 0.0


def latin(text: str) -> float:
    return share(sum("a" <= char <= "z" for char in text.lower()), len(text))


Feature = Callable[[Sheet, int], float]
PLACES = ("nav", "foot", "aside", "form", "header", "article", "h1", "h3", "list", "cell", "p", "caption", "time",
          "quote", "poor", "rich")
KINDS = ("rubric", "service", "share", "subscribe", "also", "more", "comments", "credit", "counter", "legal", "agent",
         "error", "cookie", "paywall", "form", "video", "date")


def in_band(at: int) -> Feature:
    return lambda sheet, i: float(sheet.bands[i] == at)


def in_place(name: str) -> Feature:
    return lambda sheet, i: float(name in sheet.rows[i].places)


def of_kind(name: str) -> Feature:
    return lambda sheet, i: float(name in sheet.rows[i].kinds)


LOCAL: dict[str, Feature] = {
    **{f"band {at}": in_band(at) for at in range(len(BANDS) + 1)},
    "ends as a sentence": lambda sheet, i: float(sheet.ends[i]),
    "long and ended": lambda sheet, i: float(sheet.ends[i] and sheet.sizes[i] >= 60),
    "long, not ended": lambda sheet, i: float(not sheet.ends[i] and sheet.sizes[i] >= 60),
    "ends in a colon": lambda sheet, i: float(sheet.rows[i].text.endswith(":")),
    "cut by dots": lambda sheet, i: float(sheet.rows[i].text.endswith(("...", "\u2026"))),
    "a question": lambda sheet, i: float(sheet.rows[i].text.endswith("?")),
    "an exclamation": lambda sheet, i: float(sheet.rows[i].text.endswith("!")),
    "several sentences": lambda sheet, i: min(3.0, len(STOP.findall(sheet.rows[i].text))),
    "commas": lambda sheet, i: min(4.0, sheet.rows[i].text.count(", ")),
    "function words": lambda sheet, i: share(sheet.common[i], len(sheet.words[i])),
    "many function words": lambda sheet, i: min(3.0, math.log1p(sheet.common[i])),
    "title case": title_case,
    "capitals": lambda sheet, i: float(sheet.rows[i].text.isupper()),
    "digits": lambda sheet, i: share(sum(map(str.isdigit, sheet.rows[i].text)), sheet.sizes[i]),
    "no letters": lambda sheet, i: float(not sheet.words[i]),
    "one word": lambda sheet, i: float(len(sheet.words[i]) == 1),
    "starts with a time": lambda sheet, i: float(bool(CLOCK.match(sheet.rows[i].text))),
    "a time in it": lambda sheet, i: float(bool(CLOCK.search(sheet.rows[i].text))),
    "short with a date": lambda sheet, i: float(sheet.sizes[i] < 60 and bool(DAY.search(sheet.rows[i].text))),
    "starts with a digit": lambda sheet, i: float(sheet.rows[i].text[:1].isdigit()),
    "starts small": lambda sheet, i: float(sheet.rows[i].text[:1].islower()),
    "starts with a dash": lambda sheet, i: float(sheet.rows[i].text[:1] in DASHES),
    "an address": lambda sheet, i: float(bool(ADDRESS.search(sheet.rows[i].text))),
    "bars": lambda sheet, i: min(4.0, len(BARS.findall(sheet.rows[i].text))),
    "ends in a number": lambda sheet, i: float(bool(COUNTED.search(sheet.rows[i].text))),
    "latin": lambda sheet, i: latin(sheet.rows[i].text),
    "stands again": lambda sheet, i: float(sheet.times[sheet.rows[i].text] > 1),
    "like the title": like_title,
    "linked": lambda sheet, i: sheet.rows[i].linked,
    "all linked": lambda sheet, i: float(sheet.rows[i].linked > 0.9),
    "voted": lambda sheet, i: sheet.rows[i].voted,
    **{f"place {name}": in_place(name) for name in PLACES},
    **{f"kind {name}": of_kind(name) for name in KINDS},
}
