"""Lines of a page as one text and as arrays, so that a question is asked of all of them at once.

    lines → Text: the classes of its characters → marks (all but plain letters and blanks) → matches → counts by line

A pattern tried at every character of a page takes longer than all else: it is tried only at marks beside which stands
what it begins with. What a line was once found to be is remembered: pages share their furniture.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Generic, TypeVar

T = TypeVar("T")
BREAK = "\uffff"  # between lines: neither a letter nor a space; Unicode promises that no text has it
AROUND = 3  # characters before and behind a mark that may be asked about
REMEMBERED, FURNITURE = 10_000, 500  # lines; characters of one that may stand on other pages
PORTION = 128  # lines asked about at once: a page has few more, and a text that is no page takes little memory
END = ".!?\u2026\u3002\uff01\uff1f\u0964\u06d4\u061f\u0589"  # also of Chinese, Hindi, Urdu, Arabic, Armenian
CLOSING = "\"'\u00bb\u201c\u201d)]"
DASHES = "-\u2013\u2014\u2022\u00b7*>"
Class = Callable[[str], object]
PLAIN: dict[str, Class] = {
    "letter": re.compile(r"[^\W\d_]").match, "small": str.islower, "word": re.compile(r"\w").match,
    "space": re.compile(r"\s").match, "blank": " ".__eq__, "break": BREAK.__eq__}
CLASSES: dict[str, Class] = {
    **PLAIN, "capital": str.isupper, "digit": re.compile(r"\d").match, "figure": str.isdigit,
    "latin": lambda char: re.search("[a-z]", char.lower()),
    "wide": re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]").match,
    "stop": ".!?\u2026".__contains__, "quote": "\"\u00bb)".__contains__, "end": END.__contains__,
    "closing": CLOSING.__contains__, "dash": DASHES.__contains__,
    "bar before": "|\u00bb\u2192>/:\u2022\u00b7".__contains__, "bar behind": "|\u00ab\u2192</\u2022\u00b7".__contains__,
    **{char: char.__eq__ for char in ".,:?!@("}}
BITS = {name: 2 << at for at, name in enumerate(CLASSES)}
MARK = sum(BITS.values()) - sum(BITS[name] for name in PLAIN)


class Text:
    """Lines as one text; `bounds` are where they begin in it, and where one more would."""

    def __init__(self, lines: Sequence[str]) -> None:
        import numpy as np

        joined = BREAK.join(lines)
        if joined.count(BREAK) >= len(lines):
            joined = BREAK.join([line.replace(BREAK, " ") for line in lines])
        self.text = BREAK * AROUND + joined + BREAK * (1 + AROUND)
        self.codes = np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), "<u4")
        self.classes = classes(self.codes)
        self.sizes = np.fromiter(map(len, lines), int, len(lines))
        self.bounds = np.concatenate(([AROUND], (self.sizes + 1).cumsum() + AROUND))
        self.firsts, self.lasts = self.classes[self.bounds[:-1]], self.classes[self.bounds[1:] - 2]
        self.marks = (self.classes & MARK != 0).nonzero()[0]
        self.beside: dict[int, Any] = {}

    def at(self, name: str, step: int = 0) -> Any:
        """Which marks are of the class, or have one of it so many characters behind, before if below 0."""
        if step not in self.beside:
            self.beside[step] = self.classes[self.marks + step]
        return self.beside[step] & BITS[name] != 0

    def first(self, name: str) -> Any:
        """Which lines begin with a character of the class."""
        return self.firsts & BITS[name] != 0

    def last(self, name: str) -> Any:
        """Which lines end with one."""
        return self.lasts & BITS[name] != 0

    def count(self, marks: Any) -> Any:
        """How many of these marks each line has."""
        return self.spread(self.marks[marks])

    def spread(self, positions: Any) -> Any:
        """How many of the positions stand in each line."""
        at = positions.searchsorted(self.bounds)
        return at[1:] - at[:-1]

    def matches(self, pattern: re.Pattern[str], starts: Any) -> Any:
        """The positions where the pattern holds, as finditer gives them; it begins nowhere but at `starts`."""
        import numpy as np

        found, end = [], 0
        for at in starts.tolist():
            if at >= end and (match := pattern.match(self.text, at)):
                found.append(at)
                end = match.end()
        return np.array(found, dtype=int)

    def words(self) -> list[list[str]]:
        """The words of each line in small letters."""
        left: bytes = tables()[1][self.codes].tobytes()
        return [line.split() for line in left.decode("utf-32-le").split(BREAK)[AROUND:-1 - AROUND]]


@cache
def tables() -> tuple[Any, Any]:
    """For each character the bits of its classes, and what of it stands in a word: the small letter, else a blank."""
    import numpy as np

    return np.zeros(0x110000, np.uint32), np.full(0x110000, ord(" "), np.uint32)


def classes(codes: Any) -> Any:
    """The bits of the classes of each character; what a character is of is found when it is first met."""
    bits, letters = tables()
    found = bits[codes]
    if not found.all():
        for code in set(codes[found == 0].tolist()):
            char = chr(code)
            letters[code] = ord(char.lower()[0]) if CLASSES["letter"](char) else code if char == BREAK else ord(" ")
            bits[code] = 1 + sum(BITS[name] for name, holds in CLASSES.items() if holds(char))
        found = bits[codes]
    return found


class Remembered(Generic[T]):
    """What `of` says of lines, asked once of each that may be furniture; all is forgotten when too much is known."""

    def __init__(self, of: Callable[[Sequence[str]], Sequence[T]], most: int = REMEMBERED) -> None:
        self.of, self.most = of, most
        self.known: dict[str, T] = {}

    def __call__(self, lines: Sequence[str]) -> list[T]:
        if len(self.known) > self.most:
            self.known = {}
        known = self.known  # one for the whole call: another thread may begin anew
        new = [line for line in dict.fromkeys(lines) if line not in known]
        said: dict[str, T] = {}
        for at in range(0, len(new), PORTION):
            said.update(zip(new[at:at + PORTION], self.of(new[at:at + PORTION]), strict=True))
        known.update((line, found) for line, found in said.items() if len(line) <= FURNITURE)
        return [known[line] if line in known else said[line] for line in lines]
