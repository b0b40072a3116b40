"""When: the time expressions of a report, each with the interval it means or, where its anchor is unknown, open.

    atoms → candidates of the pack's grammar → the longest → edges and prepositions → neighbours joined → values

The grammar is data (`times_grammar.tsv`); what its parts mean is read here (`READERS`) and counted in `times_values`.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from svodka.analysis.atoms import Atoms, read
from svodka.analysis.lexis import Grammar, Word, grammar, lexis
from svodka.analysis.moments import day
from svodka.analysis.tense import tense
from svodka.analysis.times_bases import Known
from svodka.analysis.times_roles import Where, is_dateline, role
from svodka.analysis.times_values import partial, value
from svodka.lang.pack import Pack
from svodka.types import Document, Moment, Parse, Span, Time

GRAMMAR = "times_grammar.tsv"
PREPOSITIONS = ("P_IN", "P_ON", "P_TO", "P_UNTIL", "P_AFTER", "P_FROM", "P_BY", "P_OF", "P_FOR", "P_BEFORE",
                "P_BETWEEN", "NOTLATER", "ABOUT")
LONG = 31  # days: what `these days` may be


@dataclass(slots=True)
class Found:
    """Atoms `first` to `last` (exclusive), the parts in them, the preposition before them as a class name."""

    first: int
    last: int
    rule: str
    parts: dict[str, Any] = field(default_factory=dict)
    preposition: str = ""


def find(doc: Document, parse: Parse, pack: Pack) -> tuple[Time, ...]:
    """All time expressions in the order of the text, none within another."""
    rules = rules_of(pack)
    if not rules.rules or not parse.tokens:
        return ()
    atoms = read(doc, parse, lexis(pack))
    found = joined([edged(one, atoms) for one in longest(candidates(atoms, rules))], atoms)
    return tuple(valued(found, atoms, doc, parse, pack))


@lru_cache(maxsize=8)
def rules_of(pack: Pack) -> Grammar:
    return grammar(pack, GRAMMAR)


def candidates(atoms: Atoms, rules: Grammar) -> Iterator[tuple[int, Found]]:
    for order, rule, match in rules.matches(atoms.classes):
        parts = parts_of(match, atoms)
        if parts is not None and match.end() > match.start():
            yield order, Found(match.start(), match.end(), rule.name, parts)


def longest(ranked: Iterator[tuple[int, Found]]) -> list[Found]:
    """Of those that overlap the longest, of equals the one that says more, then the earlier rule's."""
    taken: set[int] = set()
    chosen = []
    for _, found in sorted(ranked, key=lambda pair: (pair[1].first - pair[1].last, -len(pair[1].parts), pair[0])):
        span = range(found.first, found.last)
        if taken.isdisjoint(span):
            taken.update(span)
            chosen.append(found)
    return sorted(chosen, key=lambda found: found.first)


# what is read from the atoms of a part


def number(first: int, last: int, atoms: Atoms) -> Any:
    """A number in digits or words; None for words that say none exactly."""
    total: Any = 0
    for told in atoms.value[first:last]:
        if isinstance(told, Word):
            if ".." in told.value:
                return None
            told = Decimal(told.value)
        if told is None:
            return None
        total += told
    return total


def whole(first: int, last: int, atoms: Atoms) -> int | None:
    found = number(first, last, atoms)
    return int(found) if found is not None and found == int(found) else None


def word(first: int, last: int, atoms: Atoms) -> str | None:
    known = atoms.value[first]
    return known.value if isinstance(known, Word) else None


def turn(first: int, last: int, atoms: Atoms) -> int | str | None:
    """Which way a word such as `last`, `this`, `next`, `that same` points."""
    known = atoms.value[first]
    if known.kind == "THAT" or (last - first > 1 and known.kind == "THIS"):
        return "same"
    return known.value if known.kind == "NEXT" else int(known.value)


def decade(first: int, last: int, atoms: Atoms) -> int | None:
    found = whole(first, last, atoms)
    if found is None or found >= 1000:
        return found
    return found + (2000 if found in (0, 10) else 1900)


def holiday(first: int, last: int, atoms: Atoms) -> tuple[int, int]:
    month, day = atoms.value[first].value.split("-")
    return int(month), int(day)


def dotted(first: int, last: int, atoms: Atoms) -> tuple[int, int] | None:
    """`19.30` as hour and minute; a comma or one digit makes it a decimal."""
    hour, dot, minute = atoms.text[atoms.start[first]:atoms.stop[first]].partition(".")
    if not dot or len(minute) != 2 or not hour.isdigit() or not minute.isdigit():
        return None
    return (int(hour), int(minute)) if int(hour) < 24 and int(minute) < 60 else None


def zone(first: int, last: int, atoms: Atoms) -> int | str:
    said: str = atoms.value[first].value
    return int(said) if said.isdigit() else said


def dates(first: int, last: int, atoms: Atoms) -> str | None:
    """The first, tenth or twentieth days of a month are its beginning, middle or end."""
    tens = (whole(first, last, atoms) or 0) % 100 // 10
    return ("begin", "middle", "end")[tens] if tens < 3 else None


def raw(first: int, last: int, atoms: Atoms) -> Any:
    return atoms.value[first]


READERS: dict[str, Callable[[int, int, Atoms], Any]] = {
    "date": raw, "day": whole, "month": whole, "year": whole, "decade": decade, "century": raw, "nth": raw,
    "unit": word, "of_year": word, "first": word, "dir": turn, "edge": word, "half": whole, "season": whole,
    "weekday": whole, "rel": whole, "part": word, "night": word, "holiday": holiday, "week": word, "count": number,
    "ago": word, "hence": word, "then": word, "before": word, "half_year": word, "clock": raw, "dates": dates,
    "away": whole, "hour": whole, "minute": whole, "zone": zone, "one": word, "halfpast": whole, "dotted": dotted,
    "point": whole, "lead": word, "recent": word, "coming": word}
PART_NAMES = {"1": "night"}  # a night is a part of the day too


def parts_of(match: Any, atoms: Atoms) -> dict[str, Any] | None:
    """The parts with their values; None if one of them cannot be what the pattern takes it for."""
    parts: dict[str, Any] = {}
    for name in match.re.groupindex:
        first, last = match.span(name)
        if first < 0 or first == last:
            continue
        far, bare = ("b_" if name.startswith("b_") else ""), name.removeprefix("b_")
        made = READERS[bare](first, last, atoms)
        if bare in ("nth", "century"):
            made = made if isinstance(made, int) else whole(first, last, atoms)
        if made is None and bare != "count":
            return None
        if bare == "dates":
            parts["edge"] = made
        elif bare == "date":
            parts |= {far + "year": made.year, far + "month": made.month, far + "day": made.day}
        elif bare == "part":
            parts[far + bare] = PART_NAMES.get(made, made)
        elif bare != "zone" or isinstance(made, int):
            parts[far + bare] = {"afternoon": "day"}.get(made, made) if bare == "unit" else made
    return settled(parts, match, atoms)


def settled(parts: dict[str, Any], match: Any, atoms: Atoms) -> dict[str, Any] | None:
    """`this day` and `these days` point at what was told, not at the day of publication; `the last years` without a
    number are no length."""
    if "recent" in parts and "count" not in parts:
        if "unit" in parts and atoms.plural(match.end() - 1):
            return None
        parts |= {"unit": parts.get("unit", "day"), "count": Decimal(1)}
    if parts.get("dir") == 0 and parts.get("unit") == "day":
        last = match.end() - 1
        several = atoms.named(last - 1, "WNUM", "N12", "N24", "NCARD") or atoms.plural(last)
        parts["dir"] = "these" if several else "same"
    return parts


# edges, prepositions, neighbours


def edged(found: Found, atoms: Atoms) -> Found:
    """Takes in the beginning, middle or half of it that stands before it, then the preposition."""
    first, parts = found.first, found.parts
    if not atoms.named(first, *PREPOSITIONS) and not {"part", "clock", "hour", "weekday"} & parts.keys():
        if atoms.named(first - 1, "EDGE") and "edge" not in parts:
            parts, first = {**parts, "edge": word(first - 1, first, atoms)}, first - 1
        elif atoms.named(first - 1, "HALF") and atoms.named(first - 2, "ORDW", "FIRSTN", "NORD31"):
            parts, first = {**parts, "half": whole(first - 2, first - 1, atoms)}, first - 2
    if not atoms.named(first, *PREPOSITIONS) and atoms.named(first - 1, *PREPOSITIONS):
        first -= 1
    kind = atoms.value[first].kind if isinstance(atoms.value[first], Word) else ""
    return Found(first, found.last, found.rule, parts, kind if kind in PREPOSITIONS else "")


KINDS = (("clock", ("clock", "hour", "dotted", "point", "halfpast", "one")), ("part", ("part",)),
         ("weekday", ("weekday",)), ("date", ("day", "holiday")), ("relative", ("rel",)))
TOGETHER = {frozenset(pair) for pair in (
    ("clock", "part"), ("clock", "weekday"), ("clock", "date"), ("clock", "relative"), ("part", "weekday"),
    ("part", "date"), ("part", "relative"), ("weekday", "date"), ("weekday", "relative"), ("date", "relative"),
    ("week", "weekday"), ("week", "date"), ("clock", "same"), ("part", "same"), ("date", "same"))}


def kinds(parts: dict[str, Any]) -> set[str]:
    """What an expression says; empty if nothing is to be joined to it."""
    if any(name.startswith("b_") for name in parts):
        return set()
    found = {kind for kind, names in KINDS if any(name in parts for name in names)}
    if not found and parts.get("unit") == "week" and "count" not in parts:
        return {"week"}
    if not found and parts.get("dir") in ("same", "next") and parts.get("unit", "day") == "day":
        return {"same"}
    return found


def joined(found: list[Found], atoms: Atoms) -> list[Found]:
    """Neighbours that say one moment together, and the two ends of a range, become one."""
    out: list[Found] = []
    for one in found:
        while out and (both := ranged(out[-1], one, atoms) or together(out[-1], one, atoms)):
            out.pop()
            one = both
        out.append(one)
    return out


def together(a: Found, b: Found, atoms: Atoms) -> Found | None:
    gap = b.first - a.last
    if not (gap == 0 or (gap == 1 and atoms.named(a.last, "COMMA"))):
        return None
    left, right = kinds(a.parts), kinds(b.parts)
    if not left or not right or left & right:
        return None
    if any(frozenset((x, y)) not in TOGETHER for x in left for y in right):
        return None
    if gap and b.preposition in ("P_UNTIL", "P_AFTER", "P_FROM"):
        return None
    parts = {**a.parts, **b.parts}
    if "date" in left | right:  # the date says which day it is, the weekday of which year
        if "weekday" in parts:
            parts["checked"] = parts["weekday"]
        for name in ("weekday", "rel", "edge", "unit", *(("dir",) if "of_year" not in parts else ())):
            parts.pop(name, None)
    return Found(a.first, b.last, f"{a.rule}+{b.rule}", parts, a.preposition)


def ranged(a: Found, b: Found, atoms: Atoms) -> Found | None:
    far = {name for name in (*a.parts, *b.parts) if name.startswith("b_")}
    if far or "count" in a.parts or "count" in b.parts:
        return None
    fits = (a.preposition in ("P_FROM", "P_OF") and b.preposition in ("P_BY", "P_UNTIL") and a.last == b.first) or (
        b.first == a.last + 1 and not b.preposition and (
            atoms.named(a.last, "DASH") or (a.preposition == "P_BETWEEN" and atoms.named(a.last, "AND"))))
    if not fits or not (kinds(a.parts) == kinds(b.parts) or {"year"} & a.parts.keys() & b.parts.keys()):
        return None
    parts = {**a.parts, **{f"b_{name}": v for name, v in b.parts.items()}}
    return Found(a.first, b.last, f"{a.rule}-{b.rule}", parts, a.preposition)


# values, in the order of the text


def valued(found: Sequence[Found], atoms: Atoms, doc: Document, parse: Parse, pack: Pack) -> Iterator[Time]:
    published = doc.published.start.date() if doc.published else None
    line = dateline(found, atoms, parse)
    known, at, day_at = Known(published=published), -1, -9
    if published is None and line is not None:
        known = known._replace(published=day_of(line), dateline=(line.parts["month"], line.parts["day"]))
    held = {i for one in found for i in range(one.first, one.last)}
    for one in found:
        sent = atoms.sent[one.first]
        same = sent == at
        known = known._replace(tense=looks(one, atoms, parse), year=known.year if same else None,
                               near=known.near if sent - day_at <= 1 else None)
        moment = value(one.parts, known)
        where = Where(one.first, one.last, moment, one is line, doc.published, held, atoms, parse, pack)
        yield Time(span=Span(start=atoms.start[one.first], stop=atoms.stop[one.last - 1]), moment=moment,
                   partial="" if moment else partial(one.parts, known), role=role(where), rule=one.rule,
                   anchor=anchor(one.parts, moment, known))
        if moment is not None:
            known, at = after(known, one, moment), sent
            day_at = sent if known.near == moment.start.date() else day_at


def dateline(found: Sequence[Found], atoms: Atoms, parse: Parse) -> Found | None:
    """The day at the head of the report, beside its place."""
    days = [one for one in found
            if {"day", "month"} <= one.parts.keys() and set() < kinds(one.parts) <= {"date", "clock"}]
    return next((one for one in days if is_dateline(one.first, one.last, atoms, parse)), None)


def day_of(line: Found) -> date | None:
    made = value({name: line.parts[name] for name in ("day", "month", "year") if name in line.parts}, Known())
    return made.start.date() if made else None


def after(known: Known, one: Found, moment: Moment) -> Known:
    """What is known once this has been told."""
    known = known._replace(told=moment)
    if "year" in one.parts and "b_year" not in one.parts:
        known = known._replace(year=one.parts["year"])
    days = (moment.stop - moment.start).days
    if days <= 1:
        told = day(moment.start.date())
        return known._replace(told_day=told, near=told.start.date())
    return known._replace(told_days=moment) if days <= LONG else known


def looks(one: Found, atoms: Atoms, parse: Parse) -> int:
    """Back or ahead: by the verb; `until X`, `by X` and `for X` look ahead where no verb says otherwise."""
    found = tense(parse, atoms, one.first, one.last)
    if one.preposition == "P_ON" and "day" in one.parts:
        return -1 if atoms.named(one.first - 1, "ASOF") or atoms.named(one.first - 2, "ASOF") else 1
    if found == 0 and one.preposition in ("P_UNTIL", "P_TO", "NOTLATER"):
        return 1
    return found


ABSOLUTE = ("year", "decade", "century", "b_year")
FROM_TEXT = ("then", "before", "away")


def anchor(parts: dict[str, Any], moment: Moment | None, known: Known) -> str:
    """What the value was counted from."""
    if moment is None or any(name in parts for name in ABSOLUTE):
        return ""
    if parts.get("dir") in ("same", "these") or any(name in parts for name in FROM_TEXT):
        return "text"
    return "dateline" if known.dateline else "published"
