"""Which numbers are figures: `EXCLUDED` says why one is none, `BARE` what lets one stand without a noun or unit."""
from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from svodka.analysis.atoms import Atoms
from svodka.analysis.counted import NUMERALS, Counted, Sight, noun_after
from svodka.analysis.lexis import Word


class Number(NamedTuple):
    """Atoms `first` to `last` (exclusive) that say a number, its bounds, and its unit's word if one is said."""

    first: int
    last: int
    at: int
    end: int
    rule: str
    low: Decimal | None
    high: Decimal | None
    about: bool = False
    bound: str = ""
    unit: Word | None = None


def count(number: Number) -> Decimal | None:
    """What the noun's form is to agree with, None where any form will do."""
    if number.rule == "none":
        return None
    return number.high if number.high is not None else number.low


# what is no figure


def after_number_sign(number: Number, sight: Sight) -> bool:
    return sight.atoms.named(number.first - 1, "NUMERO")


def of_a_clock_or_score(number: Number, sight: Sight) -> bool:
    """Between a number and a number a colon: a score, a clock, a verse."""
    atoms = sight.atoms
    return any(0 <= i < len(atoms.start) and atoms.text[atoms.start[i]:atoms.stop[i]] == ":"
               and atoms.stop[i] - atoms.start[i] == 1 and 0 <= j < len(atoms.start) and touching(atoms, i, j)
               for i, j in ((number.first - 1, number.first), (number.last, number.last - 1)))


def touching(atoms: Atoms, i: int, j: int) -> bool:
    a, b = min(i, j), max(i, j)
    return atoms.stop[a] == atoms.start[b] and atoms.text[atoms.start[a] - 1:atoms.start[a]].strip() != ""


def of_a_chain(number: Number, sight: Sight) -> bool:
    """Telephone numbers and codes: a plus before digits, or digits hyphened to more."""
    atoms, first = sight.atoms, number.first
    before = atoms.text[max(0, atoms.start[first] - 1):atoms.start[first]]
    after = atoms.text[atoms.stop[number.last - 1]:atoms.stop[number.last - 1] + 2]
    return before == "+" or (before == "-" and atoms.named(first, *DIGITS) and atoms.named(first - 1, "DASH")
                             and atoms.named(first - 2, *DIGITS, "NAME")) or (after[:1] == "-" and after[1:].isdigit())


DIGITS = ("N0", "N12", "N24", "N31", "N59", "Y4", "NINT", "NDEC")


def of_a_name(number: Number, sight: Sight) -> bool:
    """After a Latin or proper word, or closing a quotation, with nothing of a quantity behind: a model, a title."""
    atoms, first = sight.atoms, number.first
    if number.unit is not None or not atoms.named(first, *DIGITS) or number.rule not in ("number", "range"):
        return False
    if number.first != number.at or sight.out_of(number.last) or sight.role_before(first) >= 0:
        return False
    dash = atoms.named(first - 1, "DASH")
    if atoms.named(number.last, "QUOTE") and (dash or atoms.named(first - 1, *NAMED)):
        return True
    if atoms.named(first - 1, "LATIN"):
        return True
    if (after := noun_after(number.last, count(number), sight)) is not None:
        return atoms.named(first - 1, *NAMED) and capitals(after.last - 1, atoms)
    if dash and atoms.named(first - 2, *NAMED) and not atoms.named(first - 3, "ADP", "P_IN", "P_ON", "P_BY"):
        return title(first - 2, atoms)
    return atoms.named(first - 1, *NAMED) and not sight.role(first - 1)


def title(at: int, atoms: Atoms) -> bool:
    """Is this word or the one before it capitalized inside a sentence?"""
    return any(atoms.text[atoms.start[i]:atoms.stop[i]][:1].isupper() for i in (at - 1, at) if i >= 0)


NAMED = ("LATIN", "PROPN", "NOUN", "NOUNG", "NAME")


def after_its_kind(number: Number, sight: Sight) -> bool:
    """`article 205`, `house 12`: a number after such a word, with no noun behind, is its name."""
    atoms = sight.atoms
    before = number.first - 2 if atoms.named(number.first - 1, "DOT") else number.first - 1
    if not atoms.named(before, "NUMBERED") or number.unit is not None:
        return False
    after = noun_after(number.last, count(number), sight)
    return atoms.named(number.first, *DIGITS) and (
        after is None or capitals(after.last - 1, atoms) or atoms.named(after.last - 1, "NUMBERED"))


def capitals(at: int, atoms: Atoms) -> bool:
    return atoms.text[atoms.start[at]:atoms.stop[at]].isupper()


def of_time(number: Number, sight: Sight) -> bool:
    """`minutes ten`: a length of time the other way round."""
    before = sight.atoms.named(number.first - 1, "U_MINUTE", "U_HOUR", "U_DAY", "U_YEARS", "U_MONTH")
    return before and number.unit is None and noun_after(number.last, count(number), sight) is None


def of_a_rank(number: Number, sight: Sight) -> bool:
    """`forms 1-4`, `form 5`: digits ahead of a word for a rank, which is not in the form that a count asks for."""
    if not sight.atoms.named(number.at, *DIGITS) or number.about or number.bound:
        return False
    after = noun_after(number.last, count(number), sight)
    if after is None or after.of not in sight.words("RANK") or (token := sight.token(after.last - 1)) is None:
        return False
    few = number.high is not None and number.high % 10 in (2, 3, 4) and number.high % 100 not in (12, 13, 14)
    single = "Number=Sing" in token.feats
    return single != few if number.rule == "range" else single and not few and number.high != 1


EXCLUDED = (of_time, after_number_sign, of_a_clock_or_score, of_a_chain, after_its_kind, of_a_name, of_a_rank)


# what lets a number stand alone


def of_words(number: Number, sight: Sight) -> bool:
    """Words of number, but `one`, which may be a pronoun, and `some`, which may be an adverb."""
    return number.rule in ("both", "people", "none", "share") or sight.atoms.named(number.at, "WNUM", "MANY")


def qualified(number: Number, sight: Sight) -> bool:
    return number.about or number.bound in ("more", "less")


def out_of(number: Number, sight: Sight) -> bool:
    return sight.out_of(number.last)


def of_a_verb(number: Number, sight: Sight) -> bool:
    """A verb of the sentence has it for subject or object, or a role stands before it."""
    return sight.role_before(number.first) >= 0 or sight.verbal(number.first, number.last)


def of_thousands(number: Number, sight: Sight) -> bool:
    return any(sight.atoms.named(i, "MULT", "MULTABBR", "MANYMULT") for i in range(number.at, number.last))


def near_end(number: Number, sight: Sight) -> bool:
    return sight.next_count(number.first, number.last) != ""


def from_to(number: Number, sight: Sight) -> bool:
    """Both ends of a change: from 300 to 580."""
    atoms, first, last = sight.atoms, number.first, number.last
    near = atoms.named(first - 1, "P_FROM") and atoms.named(last, "P_UNTIL") and atoms.named(last + 1, *NUMERALS)
    far = atoms.named(first - 1, "P_UNTIL") and atoms.named(first - 2, *NUMERALS)
    return (near or far) and sight.changed(first, last)


def of_a_share(number: Number, sight: Sight) -> bool:
    """After a thing was counted in the sentence, a number between a stop and a preposition: so many of them there."""
    before = sight.atoms.named(number.first - 1, "COMMA", "DASH", "PUNCT", "AND", "PRON")
    after = sight.atoms.named(number.last, "P_IN", "P_ON", "P_FROM", "ADP", "DASH")
    return before and after and sight.last_sent == sight.atoms.sent[number.at] and number.unit is None


BARE = (of_words, qualified, out_of, of_thousands, from_to, of_a_share, near_end, of_a_verb)


def a_numeral(number: Number, found: Counted, sight: Sight) -> bool:
    """`one` counts if a word says so, or with what is always counted; else it is a pronoun."""
    return number.bound != "" or number.about or sight.atoms.named(number.first - 1, "ONLY") \
        or found.of in sight.words("PERSON")
