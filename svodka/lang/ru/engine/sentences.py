"""razdel's ends of sentences. It parts only at a sign with a space behind it, so its rules are asked of signs at the
end of a piece between spaces, and of those only where the piece and the letter after it do not tell."""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

WINDOW = 10  # characters that razdel looks at on both sides of a sign
OPENING = frozenset("\u00ab\u201c\u2018\"\u201e'([")
WORD_AFTER = re.compile(r"\s+([^\W\d_]+)(?![^\W\d])")
WORD_BEFORE = re.compile(r"(?:^|[\W\d])([^\W\d_]*)$")


@cache
def razdel() -> Any:
    return import_module("razdel.segmenters.sentenize")


@cache
def signs() -> tuple[frozenset[str], frozenset[str]]:
    """Last letters of signs that may end a sentence; those of them that do so only behind another."""
    rules = razdel()
    return frozenset(rules.DELIMITERS + "("), frozenset(rules.QUOTES + rules.CLOSE_BRACKETS)


@cache
def abbreviations() -> frozenset[str]:
    rules = razdel()
    return frozenset(rules.SOKRS | rules.INITIALS | {first for first, *_ in rules.PAIR_SOKRS})


def sign(piece: str) -> tuple[int, bool]:
    """Where the sign begins with which a piece may end a sentence, -1 without one; whether it does so before any
    capital."""
    some, closing = signs()
    if piece[-1] not in some or (piece[-1] in closing and piece[-2:-1].isalnum()):
        return -1, False
    at = len(piece) - 1
    if piece[-1] in "()":  # maybe of a smile
        found = razdel().sentenize.split.re.finditer(piece)
        at = next((each.start() for each in found if each.end() == len(piece)), -1)
    if at < 1 or piece[at:] != ".":
        return at, at > 0 and piece[at:] in razdel().ENDINGS
    word = WORD_BEFORE.search(piece[max(0, at - WINDOW):at])
    left = word[1] or piece[at - 1] if word else ""
    if len(left) == 1 and left.isupper():  # А. Б. Сорока
        return -1, False
    return at, word is not None and len(word[1]) != 1 and left.lower() not in abbreviations()


def ends(text: str, bounds: Sequence[int], begun: int, at: int, end: int, plain: bool) -> bool:
    """Whether the sign text[at:end] ends the sentence begun in the paragraph with these bounds."""
    after = text[end + 1]
    if plain and at - begun > razdel().BULLET_SIZE and (after.isupper() or after.isdecimal() or after in OPENING):
        return True
    start, stop = bounds
    word = WORD_AFTER.match(text, end, min(stop, end + WINDOW))
    if word and word[1].isalpha() and word[1].islower():
        return False
    seen = razdel().SentSplit(text[max(start, at - WINDOW):at], text[at:end], text[end:min(stop, end + WINDOW)])
    seen.buffer = text[begun:at]
    return next((action for rule in razdel().RULES if (action := rule(seen))), "") != "join"
