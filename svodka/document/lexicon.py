"""A pack's `boilerplate.tsv` as a question: of what kinds of furniture is this line?

Hundreds of patterns are asked of every line of every page, so each is tried only where it may hold: one that begins a
line, where the line's first letter is one it may begin with; one that stands anywhere, where a word it needs is there.
Both are read off the patterns themselves.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any

LONGEST = 300  # characters of a line that are looked at
SENTENCE = 250  # a longer line is prose whatever words stand somewhere in it
AROUND = {"whole": (r"^\W*(?:", r")\W*$"), "start": (r"^[^\w\u00a9*(+]*(?:", r")"), "any": (r"(?:", r")")}
LETTER = re.compile(r"\w")
Kinds = Callable[[str], frozenset[str]]
Row = Mapping[str, str]
parse: Callable[[str], Any] = import_module("re._parser").parse


def kinds(rows: Iterable[Row]) -> Kinds:
    """Raises re.error for a pattern that is none, KeyError for a place that is none."""
    placed = [(row, parse(row["pattern"])) for row in rows if AROUND[row["where"]]]
    begun = [(row, openings(parsed)) for row, parsed in placed if row["where"] != "any"]
    held = [(need, row["kind"], re.compile(row["pattern"])) for row, parsed in placed if row["where"] == "any"
            for need in sorted(needs(parsed) or {""})]

    @cache
    def asked(letter: str) -> tuple[re.Pattern[str], Callable[[], list[tuple[str, re.Pattern[str]]]]]:
        """Of a line with this first letter: whether any holds, and then which."""
        own = [row for row, letters in begun if letters is None or letter in letters]
        return re.compile("|".join(joined(own)) or r"(?!)"), cache(lambda: by_kind(own))

    def of(line: str) -> frozenset[str]:
        text = " ".join(line[:LONGEST].lower().split())
        first = LETTER.search(text)
        some, which = asked(first[0] if first else "")
        found = {kind for kind, pattern in which() if pattern.search(text)} if some.search(text) else set()
        if len(line) <= SENTENCE:
            found.update([kind for need, kind, pattern in held if need in text and pattern.search(text)])
        return frozenset(found)

    return of


def by_kind(rows: Sequence[Row]) -> list[tuple[str, re.Pattern[str]]]:
    names = dict.fromkeys(row["kind"] for row in rows)
    return [(name, re.compile("|".join(joined([row for row in rows if row["kind"] == name])))) for name in names]


def joined(rows: Sequence[Row]) -> Iterator[str]:
    """One pattern a place, of all rows that stand there."""
    for where, (before, behind) in AROUND.items():
        patterns = [row["pattern"] for row in rows if row["where"] == where]
        if patterns:
            yield before + "|".join(patterns) + behind


def openings(parsed: Any) -> frozenset[str] | None:
    """The letters that a match may begin with; None where it may begin with something else, or be empty."""
    found: frozenset[str] = frozenset()
    for name, held, inner, least in parts(parsed):
        if name != "AT":
            own = [frozenset(held)] if held else [openings(each) for each in inner] or [None]
            if any(each is None or not all(map(LETTER.match, each)) for each in own):
                return None
            found = found.union(*(each for each in own if each))
            if least:
                return found
    return None


def needs(parsed: Any) -> frozenset[str]:
    """Words one of which stands in every match, the longest that there are; none where nothing is sure."""
    found, run = [frozenset[str]()], ""
    for name, held, inner, least in parts(parsed):
        if name == "LITERAL":
            run += held
            continue
        found.append(frozenset({run} if run else ()))
        run = ""
        own = [needs(each) for each in inner if least]
        if own and all(own):
            found.append(frozenset().union(*own))
    found.append(frozenset({run} if run else ()))
    return max(found, key=lambda words: min(map(len, words), default=0))


def parts(parsed: Any) -> Iterator[tuple[str, str, list[Any], int]]:
    """The parts of a parsed pattern: name, the letters of which it is one, the patterns of which it holds one, the
    least length of it."""
    for name, value in parsed:
        match str(name):
            case "LITERAL":
                yield "LITERAL", chr(value), [], 1
            case "IN" if all(str(each) == "LITERAL" for each, _ in value):
                yield "IN", "".join(chr(letter) for _, letter in value), [], 1
            case "BRANCH":
                yield "BRANCH", "", value[1], min(each.getwidth()[0] for each in value[1])
            case "SUBPATTERN":
                yield "SUBPATTERN", "", [value[-1]], value[-1].getwidth()[0]
            case "MAX_REPEAT" | "MIN_REPEAT":
                yield "REPEAT", "", [value[2]], value[0] * value[2].getwidth()[0]
            case other:
                yield other, "", [], 0
