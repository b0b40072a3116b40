"""How many: the figures of a report with exact bounds, their unit and what they count.

    atoms → numbers of the pack's grammar → what is counted (`counted`) → what is no figure after all → records

`figures_rules` holds the visible lists of rules: why a number is no figure, what lets one stand without a noun.
"""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from svodka.analysis.atoms import Atoms, read
from svodka.analysis.counted import Counted, Sight, noun_after, of_bare, of_unit, unknown
from svodka.analysis.figures_rules import BARE, EXCLUDED, Number, a_numeral, count
from svodka.analysis.lexis import BREAK, Grammar, Word, grammar, lexis
from svodka.analysis.numbers import composed, multiplier, plain
from svodka.lang.pack import Pack
from svodka.types import Document, Figure, FigureKind, Parse, Span, Time

GRAMMAR = "figures_grammar.tsv"
KINDS: dict[str, FigureKind] = {"MONEY": "money", "MONEYSIGN": "money", "PERCENT": "percent", "MEASURE": "measure"}
HUNDRED = Decimal(100)


def find(doc: Document, parse: Parse, times: tuple[Time, ...], pack: Pack) -> tuple[Figure, ...]:
    """All figures in the order of the text; what `times` hold is none."""
    rules = rules_of(pack)
    if not rules.rules or not parse.tokens:
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
def rules_of(pack: Pack) -> Grammar:
    return grammar(pack, GRAMMAR)


def time_atoms(atoms: Atoms, times: Sequence[Time]) -> set[int]:
    return {i for time in times for i in range(bisect_right(atoms.stop, time.span.start),
                                               bisect_left(atoms.start, time.span.stop))}


def candidates(atoms: Atoms, rules: Grammar, taken: set[int]) -> Iterator[tuple[int, Number]]:
    for order, rule, match in rules.matches(atoms.classes):
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
            yield number._replace(first=number.first + 1, bound="")
        elif after is not None and number.unit is None and number.last == after.first and after.bound == "until" \
                and atoms.named(number.first - 1, "P_FROM"):
            yield number._replace(unit=after.unit)
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
        return number._replace(high=None, about=about, bound="more")
    if any(word in words for word in ("LESS", "ORLESS")):
        return number._replace(low=None, about=about, bound="less")
    if "P_UNTIL" in words:
        return number._replace(about=about, bound="until")
    about = about or atoms.named(number.at, *VAGUE)
    return number._replace(about=about) if about else number


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
    if below_zero(number, atoms):
        first, low, high = first - 1, None if high is None else -high, None if low is None else -low
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


def below_zero(number: Number, atoms: Atoms) -> bool:
    """A word for minus, or on a thermometer the sign."""
    before = number.first - 1
    degrees = number.unit is not None and number.unit.value.startswith("\u00b0")
    sign = degrees and atoms.named(before, "DASH") and atoms.stop[before] == atoms.start[number.first]
    return atoms.named(before, "MINUS") or sign
