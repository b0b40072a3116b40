"""Numbers composed of atoms: digits, words, multipliers; exact decimals, or the bounds of words that say no number."""
from __future__ import annotations

from decimal import Decimal

from svodka.analysis.atoms import Atoms
from svodka.analysis.lexis import Word

Bounds = tuple[Decimal, Decimal]
MULTIPLIERS = ("MULT", "MULTABBR", "MANYMULT", "MANY", "TEN")
ZERO, ONE = Decimal(0), Decimal(1)


def bounds(value: object) -> Bounds | None:
    """What one atom says: a number, or the least and the most of a vague word."""
    if isinstance(value, Decimal):
        return value, value
    if not isinstance(value, Word):
        return None
    low, _, high = value.value.partition("..")
    return Decimal(low), Decimal(high or low)


def multiplier(word: Word) -> Decimal:
    """Of a plural without a number the unit itself: tens are ten each."""
    low = word.value.partition("..")[0]
    if ".." not in word.value:
        return Decimal(low)
    return Decimal(low) / 2


def composed(atoms: Atoms, first: int, last: int) -> Bounds | None:
    """The number of atoms `first` to `last`; None if they make none (`three twenty`)."""
    low, high = ZERO, ZERO            # what is told up to the last multiplier
    part: list[Decimal] = []          # the numerals since
    for value in atoms.value[first:last]:
        if isinstance(value, Word) and value.kind == "DOT":
            continue
        if isinstance(value, Word) and value.kind in MULTIPLIERS and (part or high):
            factor = multiplier(value)
            if part:
                low, high = low + sum(part) * factor, high + sum(part) * factor
            else:
                low, high = low * factor, high * factor
            part = []
            continue
        told = bounds(value)
        if told is None:
            return None
        if told[0] != told[1]:
            low, high = told
        elif part and not descends(part[-1], told[0]):
            return None
        else:
            part.append(told[0])
    return plain(low + sum(part)), plain(high + sum(part))


def plain(number: Decimal) -> Decimal:
    """The same number with no zeros behind: 2300, not 2300.0."""
    return number.to_integral_value() if number == number.to_integral_value() else number.normalize()


def descends(before: Decimal, after: Decimal) -> bool:
    """Twenty five, a hundred twenty, two and a half: a later numeral is smaller than the last one's lowest place."""
    place = next((p for p in (Decimal(100), Decimal(10), ONE) if before % p == 0 and before >= p), ZERO)
    return after < place
