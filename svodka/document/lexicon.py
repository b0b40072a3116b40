"""A pack's `boilerplate.tsv` as a question: of what kinds of furniture is this line?

Hundreds of patterns are asked of every line of every page, so each is tried only where it may hold: one that begins a
line, where the line's first word begins as it may; any other, where a word it needs is there, and for these words all
lines are looked through at once. Both are read off the patterns themselves.
"""
from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from itertools import accumulate
from typing import Any

from svodka.document.characters import BREAK, REMEMBERED

LONGEST = 300  # characters of a line that are looked at
SENTENCE = 250  # a longer line is prose whatever words stand somewhere in it
AROUND = {"whole": (r"^\W*(?:", r")\W*$"), "start": (r"^[^\w\u00a9*(+]*(?:", r")"), "any": (r"(?:", r")")}
LETTER = re.compile(r"\w")
START = 4  # letters of a word by which it is looked for
FACTOR = 5003  # makes one number of letters on end; any odd one does
CATEGORIES = {"CATEGORY_DIGIT": "0123456789", "CATEGORY_SPACE": " "}
Kinds = Callable[[Sequence[str]], list[frozenset[str]]]  # of each of several lines
Row = Mapping[str, str]
parse: Callable[[str], Any] = import_module("re._parser").parse


def kinds(rows: Iterable[Row]) -> Kinds:
    """Raises re.error for a pattern that is none, KeyError for a place that is none."""
    begun: dict[str, list[Row]] = {}
    held: dict[str, list[tuple[Row, re.Pattern[str]]]] = {}
    for row in rows:
        parsed, pattern = parse(row["pattern"]), row["pattern"].join(AROUND[row["where"]])
        starts = openings(parsed) if row["where"] != "any" else None
        for start in starts or ():
            begun.setdefault(start, []).append(row)
        for need in sorted(needs(parsed) or {""}) if starts is None else ():
            held.setdefault(need, []).append((row, re.compile(pattern)))
    holders = finder(held)

    @lru_cache(maxsize=REMEMBERED)
    def asked(letters: str) -> list[tuple[str, re.Pattern[str]]]:
        """The rows that a line whose first word begins so may be one of."""
        own = [row for end in range(1, len(letters) + 1) for row in begun.get(letters[:end], ())]
        return [(row["kind"], re.compile(row["pattern"].join(AROUND[row["where"]]))) for row in own]

    def begins(text: str) -> set[str]:
        first = LETTER.search(text)
        own = asked(text[first.start():first.start() + START]) if first else ()
        return {kind for kind, pattern in own if pattern.match(text)}

    def of(lines: Sequence[str]) -> list[frozenset[str]]:
        texts = [straight(line[:LONGEST].lower()) for line in lines]
        found = [begins(text) for text in texts]
        for i, need in holders(texts):
            found[i].update([row["kind"] for row, pattern in held[need]
                             if (row["where"] != "any" or len(lines[i]) <= SENTENCE) and pattern.search(texts[i])])
        return [frozenset(each) for each in found]

    return of


def straight(text: str) -> str:
    """With one blank for each white space: of all white space nothing but the blank is printable."""
    return text.strip() if text.isprintable() and "  " not in text else " ".join(text.split())


def finder(words: Iterable[str]) -> Callable[[Sequence[str]], Iterator[tuple[int, str]]]:
    """Which of the words stand in which of several texts: all texts are looked through at once for the letters that
    the words begin with."""
    import numpy as np

    begun: dict[str, list[str]] = {}
    for word in words:
        begun.setdefault(word[:START] if len(word) >= START else "", []).append(word)
    short, known = begun.pop("", []), np.zeros(1 << 16, bool)
    known[hashes("".join(begun))[::START]] = True

    def of(texts: Sequence[str]) -> Iterator[tuple[int, str]]:
        text, ends = BREAK.join(texts), [*accumulate(len(text) + 1 for text in texts)]
        for at in known[hashes(text)].nonzero()[0].tolist():
            for word in begun.get(text[at:at + START], ()):
                if text.startswith(word, at):
                    yield bisect(ends, at), word
        for word in short:
            at = text.find(word)
            while at >= 0:
                yield bisect(ends, at), word
                at = text.find(word, ends[bisect(ends, at)])

    return of


def hashes(text: str) -> Any:
    """A number below 2**16 for each START characters on end."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint16)
    found = codes
    for step in range(1, START):
        found = found[:-1] * np.uint16(FACTOR) + codes[step:]
    return found


def openings(parsed: Any) -> tuple[str, ...] | None:
    """What the first word of a match may begin with, START characters at most; None where that is not sure."""
    found = {text for text, _ in beginnings(parsed, inside=False)}
    return tuple(sorted(found)) if all(found) else None


def beginnings(parsed: Any, inside: bool) -> set[tuple[str, bool]]:
    """What it may begin with, and whether what follows in the pattern follows there; `inside` a word that has begun,
    other characters than letters count too."""
    found = {("", True)}
    for part in parts(parsed):
        found = {(text, on) for text, on in found if not on} | {
            ((text + more)[:START], goes_on and len(text + more) < START)
            for text, on in found if on for more, goes_on in begun_by(*part, inside or bool(text))}
    return found


def begun_by(name: str, held: str, inner: Sequence[Any], least: int, inside: bool) -> set[tuple[str, bool]]:
    if name == "AT":
        return {("", True)}
    letters = {(char if inside or LETTER.match(char) else "", True) for char in held}
    found = letters or set().union(*(beginnings(each, inside) for each in inner)) or {("", False)}
    if name == "REPEAT":
        return {(text, on and not text and not inside) for text, on in found} | ({("", True)} if not least else set())
    return found


def needs(parsed: Any) -> frozenset[str]:
    """Words one of which stands in every match, the longest that there are; none where nothing is sure."""
    found, run = [frozenset[str]()], ""
    for name, held, inner, least in parts(parsed):
        if name == "LITERAL":
            run += held
            continue
        found.append(frozenset({run} if run else ()))
        run = ""
        own = [frozenset(held)] if name == "IN" else [needs(each) for each in inner if least]
        if own and all(own):
            found.append(frozenset().union(*own))
    found.append(frozenset({run} if run else ()))
    return max(found, key=lambda words: min((len(word.strip()) for word in words), default=0))


def parts(parsed: Any) -> Iterator[tuple[str, str, list[Any], int]]:
    """The parts of a parsed pattern: name, the letters of which it is one, the patterns of which it holds one, the
    least length of it."""
    for name, value in parsed:
        match str(name):
            case "LITERAL":
                yield "LITERAL", chr(value), [], 1
            case "IN" if all(str(each) == "LITERAL" for each, _ in value):
                yield "IN", "".join(chr(letter) for _, letter in value), [], 1
            case "IN" if all(str(each) == "LITERAL" or str(letter) in CATEGORIES for each, letter in value):
                yield "CLASS", "".join(CATEGORIES.get(str(letter)) or chr(letter) for _, letter in value), [], 1
            case "BRANCH":
                yield "BRANCH", "", value[1], min(each.getwidth()[0] for each in value[1])
            case "SUBPATTERN":
                yield "SUBPATTERN", "", [value[-1]], value[-1].getwidth()[0]
            case "MAX_REPEAT" | "MIN_REPEAT":
                yield "REPEAT", "", [value[2]], value[0] * value[2].getwidth()[0]
            case other:
                yield other, "", [], 0
