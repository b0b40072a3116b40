"""razdel's tokens and sentences, the same spans, without an object an atom.

    text → pieces between spaces → tokens of each; most pieces are told by themselves and remembered

A token never crosses a space, but a few rules look one atom beyond it (`2010, 2011`, `кто -то`): a piece that begins or
ends with such a sign is split with its neighbours in view.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

REMEMBERED = 50_000  # pieces
PLAIN = re.compile(r"(?:[\u0430-\u044f\u0451\u0410-\u042f\u0401]+|[a-zA-Z]+|[0-9]+)")
TIES = frozenset("\u2011\u2013\u2014\u2212-_")  # razdel's dashes and the underscore
POINTS, SLASHES, ENDINGS = frozenset(".,"), frozenset("/\\"), frozenset(".?!\u2026")
WORD_AFTER = re.compile(r"\s+([^\W\d_]+)(?![^\W\d])")
WORD_BEFORE = re.compile(r"(?:^|[\W\d])([^\W\d_]{3,})$")
WINDOW = 10  # characters that razdel looks at on both sides of a sentence's end
Atom = tuple[int, int, str, str]  # start, stop, type, text
Pairs = tuple[tuple[int, int], ...]


@cache
def razdel() -> tuple[Any, Any]:
    """Its modules of tokens and of sentences."""
    from importlib import import_module

    return import_module("razdel.segmenters.tokenize"), import_module("razdel.segmenters.sentenize")


def tokens(text: str, start: int, stop: int) -> tuple[list[int], list[int]]:
    """Starts and stops of the tokens of text[start:stop]."""
    starts: list[int] = []
    stops: list[int] = []
    pieces, at = text[start:stop].split(), start
    for i, piece in enumerate(pieces):
        at = text.index(piece, at)
        found = alone(piece)
        if found is None:
            before = atoms(pieces[i - 1])[-1] if i else None
            after = atoms(pieces[i + 1])[0] if i + 1 < len(pieces) else None
            found = split(piece, before, after)
        for first, last in found:
            starts.append(at + first)
            stops.append(at + last)
        at += len(piece)
    return starts, stops


@lru_cache(maxsize=REMEMBERED)
def alone(piece: str) -> Pairs | None:
    """The tokens of a piece that are the same beside any other; None of one whose neighbours must be seen."""
    if PLAIN.fullmatch(piece):
        return ((0, len(piece)),)
    if len(piece) > 1 and (looks(piece[0], piece[1]) or looks(piece[-1], piece[-2])):
        return None
    return split(piece, None, None)


def looks(sign: str, beside: str) -> bool:
    """A sign at the edge of a piece by which a rule asks for the atom beyond the space."""
    return sign in TIES or (beside.isdecimal() and (sign in POINTS or sign in SLASHES))


def atoms(piece: str) -> list[Atom]:
    return [(found.start(), found.end(), found.lastgroup or "", found[0]) for found in razdel()[0].ATOM.finditer(piece)]


def split(piece: str, before: Atom | None, after: Atom | None) -> Pairs:
    """The tokens of a piece between two atoms of its neighbours."""
    row, found, begun = [before, *atoms(piece), after], [], 0
    for i in range(2, len(row) - 1):
        if not joins(row[i - 2], row[i - 1], row[i], row[i + 1], piece[begun:row[i][1]]):  # type: ignore
            found.append((begun, row[i][0]))  # type: ignore
            begun = row[i][0]  # type: ignore
    return (*found, (begun, len(piece)))


def joins(far_left: Atom | None, left: Atom, right: Atom, far_right: Atom | None, held: str) -> bool:
    """Whether razdel's rules join two atoms that no space parts; `held` is the token so far with the right one."""
    for signs, types in ((TIES, None), (POINTS, "INT"), (SLASHES, "INT")):
        one, other = (far_left, right) if left[3] in signs else (left, far_right) if right[3] in signs else (None, None)
        if one and other and (one[2] == other[2] == types if types else "PUNCT" not in (one[2], other[2])):
            return True
    kinds = (left[2], right[2])
    if kinds == ("PUNCT", "PUNCT"):
        return bool(razdel()[0].SMILE.match(held) or (left[3] in ENDINGS and right[3] in ENDINGS)
                    or left[3] + right[3] in ("--", "**"))
    return ("OTHER" in kinds and not {"INT", "PUNCT"} & set(kinds)) or (left[3].lower() == "yahoo" and right[3] == "!")


def sentences(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of text[start:stop], as razdel parts them; its rules are asked only of signs with a space
    behind them, as it parts nowhere else."""
    rules, begun = razdel()[1], start
    for found in rules.sentenize.split.re.finditer(text, start, stop):
        at, end = found.span()
        if end == stop or not text[end].isspace() or goes_on(text, end, stop):
            continue
        seen = rules.SentSplit(text[max(start, at - WINDOW):at], found[1], text[end:min(stop, end + WINDOW)])
        seen.buffer = text[begun:at]
        plain = len(seen.buffer) > rules.BULLET_SIZE and ends_plainly(text, at, end, stop)
        if plain or not joined(seen, rules.RULES):
            yield from stripped(text, begun, end)
            begun = end
    yield from stripped(text, begun, stop)


def goes_on(text: str, end: int, stop: int) -> bool:
    """A word in small letters follows: most signs that end no sentence."""
    found = WORD_AFTER.match(text, end, min(stop, end + WINDOW))
    return found is not None and found[1].isalpha() and found[1].islower()


def ends_plainly(text: str, at: int, end: int, stop: int) -> bool:
    """A point, question or exclamation mark between a word that is no abbreviation and a capital: no rule joins it."""
    left = WORD_BEFORE.search(text[max(0, at - WINDOW):at])
    right = WORD_AFTER.match(text, end, min(stop, end + WINDOW))
    return (text[at:end] in ENDINGS and left is not None and left[1].lower() not in abbreviations()
            and right is not None and right[1][0].isupper())


@cache
def abbreviations() -> frozenset[str]:
    rules = razdel()[1]
    return frozenset(rules.HEAD_SOKRS) | frozenset(rules.SOKRS) | frozenset(rules.INITIALS)


def across(text: str, sentences: Sequence[tuple[int, int]]) -> bool:
    """Whether some token may be another one where two sentences are read as one."""
    return any(looks(text[end - 1], text[end - 2:end - 1]) or looks(text[start], text[start + 1:start + 2])
               for (_, end), (start, _) in pairwise(sentences))


def joined(seen: Any, rules: Sequence[Any]) -> bool:
    action = next((action for rule in rules if (action := rule(seen))), "")
    return bool(action == "join")


def stripped(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    piece = text[start:stop]
    held = piece.lstrip()
    if held:
        yield stop - len(held), start + len(piece.rstrip())
