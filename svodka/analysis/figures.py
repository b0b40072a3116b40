"""How many: the figures of a report with exact bounds, their unit and what they count.

    atoms → numbers of the pack's grammar → what is counted (`counted`) → what is no figure after all → records

`EXCLUDED` and `BARE` are the visible lists of rules: the first say why a number is no figure, the second what lets
a number stand without a noun or unit.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from svodka.analysis.atoms import Atoms, read
from svodka.analysis.counted import Counted, Sight, noun_after, of_bare, of_unit, unknown
from svodka.analysis.lexis import BREAK, Rule, Word, grammar, lexis
from svodka.analysis.numbers import composed, multiplier, plain
from svodka.lang.pack import Pack
from svodka.types import Document, Figure, FigureKind, Parse, Span, Time

GRAMMAR = "figures_grammar.tsv"
KINDS: dict[str, FigureKind] = {"MONEY": "money", "MONEYSIGN": "money", "PERCENT": "percent", "MEASURE": "measure"}
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Number:
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


def find(doc: Document, parse: Parse, times: tuple[Time, ...], pack: Pack) -> tuple[Figure, ...]:
    """All figures in the order of the text; what `times` hold is none."""
    rules = rules_of(pack)
    if not rules or not parse.tokens:
        return ()
    sight = Sight(atoms=read(doc, parse, lexis(pack)), parse=parse, pack=pack)
    taken = time_atoms(sight.atoms, times)
    figures = []
    for number in shared(longest(candidates(sight.atoms, rules, taken)), sight.atoms):
        figure = made(number, sight)
        if figure is not None:
            figures.append(figure)
    figures += unknown(sight)
    return tuple(sorted(figures, key=lambda f: (f.span.start, f.span.stop)))


@lru_cache(maxsize=8)
def rules_of(pack: Pack) -> tuple[Rule, ...]:
    return grammar(pack, GRAMMAR)


def time_atoms(atoms: Atoms, times: Sequence[Time]) -> set[int]:
    held: set[int] = set()
    spans = sorted((t.span.start, t.span.stop) for t in times)
    at = 0
    for i, start in enumerate(atoms.start):
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at < len(spans) and spans[at][0] <= start and atoms.stop[i] > start:
            held.add(i)
    return held


def candidates(atoms: Atoms, rules: Sequence[Rule], taken: set[int]) -> Iterator[tuple[int, Number]]:
    for order, rule in enumerate(rules):
        for match in rule.pattern.finditer(atoms.classes):
            if taken.isdisjoint(range(match.start(), match.end())):
                number = number_of(rule.name, match, atoms)
                if number is not None:
                    yield order, number


def longest(ranked: Iterator[tuple[int, Number]]) -> list[Number]:
    used: set[int] = set()
    chosen = []
    for _, number in sorted(ranked, key=lambda pair: (pair[1].first - pair[1].last, pair[0], pair[1].first)):
        span = range(number.first, number.last)
        if used.isdisjoint(span):
            used.update(span)
            chosen.append(number)
    return sorted(chosen, key=lambda number: number.first)


def shared(numbers: Sequence[Number], atoms: Atoms) -> Iterator[Number]:
    """From 5 to 7 million roubles: the near end has the far end's unit, and the far end is no bound."""
    ends = {one.last: one for one in numbers}
    for number, after in zip_longest(numbers, numbers[1:]):
        if number.bound == "until" and (near := ends.get(number.first)) and atoms.named(near.first - 1, "P_FROM"):
            yield replace(number, first=number.first + 1, bound="")
        elif after is not None and number.unit is None and number.last == after.first and after.bound == "until" \
                and atoms.named(number.first - 1, "P_FROM"):
            yield replace(number, unit=after.unit)
        else:
            yield number


# the number


def number_of(rule: str, match: Any, atoms: Atoms) -> Number | None:
    """The bounds that the parts of a match say together; None if they make no number."""
    groups = match.groupdict()

    def span(name: str) -> tuple[int, int] | None:
        return match.span(name) if groups.get(name) else None

    n = span("n") or span("m")
    assert n is not None
    unit = next((atoms.value[at[0]] for name in ("u", "s") if (at := span(name))), None)
    low, high = values(rule, n, span, atoms)
    if low is None or high is None or low > high:
        return None
    if unit is not None and (c := span("c")):
        return coins(match, n, c, unit, atoms.value[span("v")[0]], low, atoms)  # type: ignore[index]
    if unit is not None and unit.factor:
        low, high = plain(low * Decimal(unit.factor)), plain(high * Decimal(unit.factor))
    number = Number(match.start(), match.end(), n[0], match.end(), rule, low, high, unit=unit)
    return bounded(number, [atoms.value[i].kind for name in ("q", "after", "from") if (at := span(name))
                            for i in range(*at)], atoms)


def coins(match: Any, n: tuple[int, int], c: tuple[int, int], unit: Word, small: Word, low: Decimal,
          atoms: Atoms) -> Number | None:
    """Roubles and kopecks: one sum, if both are of one currency."""
    rest = composed(atoms, *c)
    if rest is None or small.value != unit.value or not small.factor or unit.factor:
        return None
    both = plain(low + rest[0] * Decimal(small.factor))
    return Number(match.start(), match.end(), n[0], match.end(), "coins", both, both, unit=unit)


def values(rule: str, n: tuple[int, int], span: Any, atoms: Atoms) -> tuple[Decimal | None, Decimal | None]:
    if rule == "adjective":
        return atoms.value[n[0]][0], atoms.value[n[0]][0]
    if rule == "one":
        return multiplier(atoms.value[n[0]]), multiplier(atoms.value[n[0]])
    first = composed(atoms, *n)
    if first is None:
        return None, None
    low: Decimal | None = first[0]
    high: Decimal | None = first[1]
    if rule == "share":
        low = high = share(atoms.value[n[0]], span("k"), atoms)
    if b := span("b"):
        far = composed(atoms, *b)
        if far is None:
            return None, None
        high = far[1]
    factor = Decimal(1)
    for i in range(*(span("m") or (0, 0))):
        factor *= multiplier(atoms.value[i]) if atoms.value[i].kind != "DOT" else 1
    return (None, None) if low is None or high is None else (plain(low * factor), plain(high * factor))


def share(word: Word, count: tuple[int, int] | None, atoms: Atoms) -> Decimal | None:
    """A half, a third, three quarters, in percent."""
    whole = composed(atoms, *count) if count else (Decimal(1), Decimal(1))
    one = Decimal(50) if word.kind == "HALF" else Decimal(word.value)
    if whole is None:
        return None
    return (HUNDRED * whole[0] / 3).quantize(Decimal("0.01")) if one == THIRD and whole[0] > 1 else one * whole[0]


THIRD = Decimal("33.33")


def bounded(number: Number, words: Sequence[str], atoms: Atoms) -> Number:
    """Applies the words of bound and approximation."""
    about = "ABOUT" in words
    if any(word in words for word in ("MORE", "ODD", "ORMORE", "P_OF")):
        return replace(number, high=None, about=about, bound="more")
    if any(word in words for word in ("LESS", "ORLESS")):
        return replace(number, low=None, about=about, bound="less")
    if "P_UNTIL" in words:
        return replace(number, about=about, bound="until")
    vague = isinstance(atoms.value[number.at], Word) and atoms.value[number.at].kind in VAGUE
    return replace(number, about=about or vague)


VAGUE = ("MANY", "MANYMULT", "FEW", "PAIR")


# what it counts


def made(number: Number, sight: Sight) -> Figure | None:
    """The record, or None where the number is no figure."""
    if any(rule(number, sight) for rule in EXCLUDED):
        return None
    kind = kind_of(number, sight.atoms)
    if number.rule == "adjective":
        found = noun_after(number.last, None, sight)
        return None if found is None else record(number, found, kind, sight, number.last)
    if number.unit is not None:
        return record(number, of_unit(number.first, number.last, kind, sight), kind, sight, number.last)
    found = noun_after(number.last, count(number), sight)
    if found is not None and found.kind == "time":
        return None
    if found is None and sight.atoms.named(number.at, "ONE", "FEW", "PAIR") and number.last == number.at + 1:
        return None
    if found is None and not any(rule(number, sight) for rule in BARE):
        return None
    if found is None and number.rule == "both":  # of whom was said before: no noun, no guess
        return record(number, Counted(""), kind, sight, number.last)
    if found is None:
        return record(number, of_bare(number.first, number.last, sight), kind, sight, number.last)
    if sight.atoms.named(number.at, "ONE") and not a_numeral(number, found, sight):
        return None
    return record(number, found, kind, sight, found.last)


def count(number: Number) -> Decimal | None:
    """What the noun's form is to agree with, None where any form will do."""
    if number.rule == "none":
        return None
    return number.high if number.high is not None else number.low


def kind_of(number: Number, atoms: Atoms) -> FigureKind:
    if number.unit is not None:
        return KINDS[number.unit.kind]
    if number.rule == "share":
        return "percent"
    if number.rule == "adjective":
        return "percent" if atoms.value[number.at][1] == "%" else "measure"
    return "count"


def record(number: Number, counted: Counted, kind: FigureKind, sight: Sight, last: int) -> Figure:
    atoms = sight.atoms
    first, low, high = number.first, number.low, number.high
    if number.bound == "until":
        if sight.changed(number.first, number.last):
            first = number.first + 1
        else:
            low = None
    symbol = number.unit.value if number.unit else "%" if number.rule == "share" else \
        atoms.value[number.at][1] if number.rule == "adjective" else ""
    if counted.noun:
        sight.last_of, sight.last_bare, sight.last_sent = counted.of, "", atoms.sent[number.at]
    elif kind == "count" and sight.last_sent != atoms.sent[number.at]:
        sight.last_of, sight.last_bare, sight.last_sent = "", counted.of, atoms.sent[number.at]
    if atoms.named(last - 1, "DOT") and atoms.classes[last] == BREAK:
        last -= 1  # the sentence's own
    return Figure(span=Span(start=atoms.start[first], stop=atoms.stop[last - 1]), low=low, high=high, kind=kind,
                  unit=symbol, of=counted.of, approximate=number.about, rule=number.rule)


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


EXCLUDED = (after_number_sign, of_a_clock_or_score, of_a_chain, after_its_kind, of_a_name)


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


def of_a_share(number: Number, sight: Sight) -> bool:
    """After a thing was counted in the sentence, a number between a stop and a preposition: so many of them there."""
    before = sight.atoms.named(number.first - 1, "COMMA", "DASH", "PUNCT", "AND")
    after = sight.atoms.named(number.last, "P_IN", "P_ON", "P_FROM", "ADP", "DASH")
    return before and after and sight.last_sent == sight.atoms.sent[number.at] and number.unit is None


BARE = (of_words, qualified, out_of, of_thousands, of_a_share, near_end, of_a_verb)


def a_numeral(number: Number, found: Counted, sight: Sight) -> bool:
    """`one` counts if a word says so, or with what is always counted; else it is a pronoun."""
    return number.bound != "" or number.about or sight.atoms.named(number.first - 1, "ONLY") \
        or found.of in sight.words("PERSON")
