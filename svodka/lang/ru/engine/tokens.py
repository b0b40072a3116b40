"""razdel's tokens of a piece between spaces, without an object an atom.

A token never crosses a space, but a few rules look one atom beyond it (`2010, 2011`, `кто -то`): a piece that begins or
ends with such a sign is split with its neighbours in view.
"""
from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import Any

WORD = r"(?:[\u0430-\u044f\u0451\u0410-\u042f\u0401]+|[a-zA-Z]+)"
PLAIN = re.compile(rf'([\u00ab"(]?)({WORD}(?:-{WORD})*|[0-9]+)((?<=\D)[,.:;?\u00bb")])?')
TIES = frozenset("\u2011\u2013\u2014\u2212-_")  # razdel's dashes and the underscore
POINTS, SLASHES, ENDINGS = frozenset(".,"), frozenset("/\\"), frozenset(".?!\u2026")
Atom = tuple[str, str]  # type, text


@cache
def razdel() -> Any:
    return import_module("razdel.segmenters.tokenize")


def alone(piece: str) -> list[str]:
    """The tokens of a piece that are the same beside any other; none of one whose neighbours must be seen."""
    if plain := PLAIN.fullmatch(piece):
        return list(filter(None, plain.groups()))
    if len(piece) > 1 and (looks(piece[0], piece[1]) or looks(piece[-1], piece[-2])):
        return []
    return split(piece, None, None)


def looks(sign: str, beside: str) -> bool:
    """A sign at the edge of a piece by which a rule asks for the atom beyond the space."""
    return sign in TIES or (beside.isdecimal() and (sign in POINTS or sign in SLASHES))


def among(piece: str, before: str, after: str) -> list[str]:
    """The tokens of a piece between its neighbours; at the ends of what is read they are empty."""
    return split(piece, atoms(before)[-1] if before else None, atoms(after)[0] if after else None)


def atoms(piece: str) -> list[Atom]:
    return [(found.lastgroup or "", found[0]) for found in razdel().ATOM.finditer(piece)]


def split(piece: str, before: Atom | None, after: Atom | None) -> list[str]:
    """The tokens of a piece between two atoms of its neighbours."""
    own = atoms(piece)
    found = [own[0][1]]
    for far_left, left, right, far_right in zip((before, *own), own, own[1:], (*own[2:], after), strict=False):
        if joins(far_left, left, right, far_right, found[-1] + right[1]):
            found[-1] += right[1]
        else:
            found.append(right[1])
    return found


def joins(far_left: Atom | None, left: Atom, right: Atom, far_right: Atom | None, held: str) -> bool:
    """Whether razdel's rules join two atoms that no space parts; `held` is the token so far with the right one."""
    for signs, types in ((TIES, None), (POINTS, "INT"), (SLASHES, "INT")):
        one, other = (far_left, right) if left[1] in signs else (left, far_right) if right[1] in signs else (None, None)
        if one and other and (one[0] == other[0] == types if types else "PUNCT" not in (one[0], other[0])):
            return True
    kinds = (left[0], right[0])
    if kinds == ("PUNCT", "PUNCT"):
        return bool(razdel().SMILE.match(held) or (left[1] in ENDINGS and right[1] in ENDINGS)
                    or left[1] + right[1] in ("--", "**"))
    return ("OTHER" in kinds and not {"INT", "PUNCT"} & set(kinds)) or (left[1].lower() == "yahoo" and right[1] == "!")
