"""Whether two names may be those of one person or body: their words compared, whatever their endings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from svodka.lang.fold import fold

LONG = 6  # letters: only longer words that differ in one letter are one
DOUBLED = re.compile(r"(\w)\1+")


def same_person(short: Sequence[str], full: Sequence[str]) -> bool:
    """The shorter name's last word is the longer one's, and what stands before it does not disagree."""
    if not short or not full:
        return False
    if len(short) == 1 and len(full) > 2 and any(alike(short[0], word) for word in full[1:-1]):
        return not short[0].endswith(".")  # the first of two surnames
    if not alike(short[-1], full[-1]):
        return False
    before, known = short[:-1], full[:-1]
    return not before or not known or all(any(stands_for(w, k) for k in known) for w in before)


def part_of(short: Sequence[str], full: Sequence[str]) -> bool:
    """Each word is one of the longer name's or its initial, in whatever order; one of them in full."""
    return (
        len(short) <= len(full)
        and len(full) > 1
        and all(any(stands_for(w, k) for k in full) for w in short)
        and any(alike(w, k) for w in short for k in full if not is_initial(w))
    )


def is_initial(word: str) -> bool:
    return word.endswith(".") or len(word) == 1


def stands_for(a: str, b: str) -> bool:
    """The same word, or one the initial of the other."""
    return a[:1] == b[:1] and (is_initial(a) or is_initial(b) or near(a, b))


def alike(a: str, b: str) -> bool:
    """The same word but for a case ending that was read wrong, or spelled another way (`Maas`, `Mas`)."""
    return a[:1] == b[:1] and near(a, b)


@lru_cache(maxsize=20_000)
def near(a: str, b: str) -> bool:
    """The same word or almost, of two with the same first letter."""
    shared = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if a == b or (shared >= 4 and max(len(a), len(b)) - shared <= 2):
        return True
    left, right = DOUBLED.sub(r"\1", a), DOUBLED.sub(r"\1", b)
    one_off = len(left) == len(right) > LONG and sum(x != y for x, y in zip(left, right, strict=True)) == 1
    return len(left) > 2 and (left == right or one_off)


def acronym_of(a: str, b: str) -> bool:
    """One is made of the first letters of the other's words (small words may be left out)."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if not short.isupper() or len(short) < 3:
        return False
    words = [w for w in fold(long).replace("-", " ").split() if w.isalpha()]
    letters = [w[0] for w in words]
    without = [w[0] for w in words if len(w) > 2]
    return list(fold(short)) in (letters, without)
