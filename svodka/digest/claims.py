"""Claims: the same content across reports made one, with all who hold it."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from svodka import ids, spans
from svodka.digest import holding, match, origins, wording
from svodka.digest.match import Features
from svodka.digest.names import Names, key
from svodka.digest.origins import Outlets
from svodka.digest.phrases import Phrases
from svodka.digest.report import Report, refs
from svodka.digest.statements import SMALLEST, Statement, find, parts, pieces_of, tells, undated, weight
from svodka.types import Claim, Held, Line, Span

LEAD_SENTS = 2  # a report's first sentences below the headline: its own main news


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with the statements behind it; `best` is the one whose words stand for all."""

    claim: Claim
    members: tuple[Features, ...] = field(repr=False)
    best: Features = field(repr=False)


def build(reports: Sequence[Report], names: Names, outlets: Outlets, phrases: Phrases) -> tuple[Told, ...]:
    """All claims of a story in the order in which they first stand in its reports."""
    wholes = [s for report in reports for s in find(report, names)]
    every = match.features([part for whole in wholes for part in parts(whole)])
    by_id = {report.doc.id: report for report in reports}
    found = [told(members, by_id, names, outlets, phrases) for members in memberships(every)]
    return tuple(sorted(once(found), key=lambda t: t.best.statement.place))


def once(found: Sequence[Told]) -> Iterator[Told]:
    """Without what another line of the same speaker says word for word, with more, in the same report: a headline
    that cuts a quotation short, a sentence that is quoted again."""
    for t in found:
        if len(t.claim.line.refs) > 1 or not any(within(t, other) for other in found):
            yield t


def within(t: Told, other: Told) -> bool:
    a, b = t.best.statement, other.best.statement
    if t is other or a.index is None or b.index is None or a.report is not b.report or not a.voices or not b.voices \
            or (key(a.voices[0]), t.claim.held_by[0].stance) != (key(b.voices[0]), other.claim.held_by[0].stance):
        return False
    short, long = (f" {' '.join(holding.said(f))} " for f in (t.best, other.best))
    return short in long and (len(short), b.place, b.index) < (len(long), a.place, a.index)  # of equals the first


def memberships(every: Sequence[Features]) -> Iterator[tuple[Features, ...]]:
    """Groups of statements: those that several reports hold, and single ones worth keeping, put together again."""
    groups = [part for group in match.groups(every) for part in split(tuple(every[i] for i in group))]
    alone = list({id(m): m for group in groups if not shared(group) for m in group}.values())
    several = list(reunited([group for group in groups if shared(group)]))
    late = list(latecomers(alone, several))
    for i, group in enumerate(several):
        yield (*group, *(f for f, home in late if home == i))
    singles: dict[tuple[int, tuple[Span, ...]], list[Features]] = {}
    for f in rejoined(sorted(alone, key=lambda f: f.statement.place), every):
        singles.setdefault((f.statement.report.number, f.statement.pieces), []).append(f)
    yield from map(tuple, singles.values())


def latecomers(alone: Sequence[Features], several: Sequence[tuple[Features, ...]]) -> Iterator[tuple[Features, int]]:
    """Parts that only side by side say what a claim says (`seven are dead` and `forty are hurt`), with the claim."""
    homes: dict[tuple[int, int | None, int], list[Features]] = {}
    for f in alone:
        homes.setdefault(whole(f), []).append(f)
    lines = [spokesman(group) for group in several]
    for side_by_side in homes.values():
        f = together(sorted(side_by_side, key=lambda f: f.statement.place))
        fits = [i for i, line in enumerate(lines) if len(side_by_side) > 1 and match.likeness(f, line) >= match.ALIKE
                and not match.apart(f, line) and holding.heard(line, [f])]
        if fits:
            yield f, fits[0]


def split(group: tuple[Features, ...]) -> Iterator[tuple[Features, ...]]:
    return holding.split(group) if shared(group) else iter([group])


def shared(group: Sequence[Features]) -> bool:
    return len({m.statement.report.number for m in group}) > 1


def reunited(groups: Sequence[tuple[Features, ...]]) -> Iterator[tuple[Features, ...]]:
    """Parts that the same statements of the same reports hold side by side are one claim again, if each says it all."""
    found: dict[frozenset[tuple[int, int | None, int]], list[tuple[Features, ...]]] = {}
    for group in groups:
        found.setdefault(frozenset(map(whole, group)), []).append(group)
    for side_by_side in found.values():
        one = united(side_by_side)
        if any(len(holding.heard(line, one)) == len(one) for line in one):
            yield one
        else:
            yield from side_by_side


def united(groups: Sequence[tuple[Features, ...]]) -> tuple[Features, ...]:
    homes: dict[tuple[int, int | None, int], dict[int, Features]] = {}
    for f in (f for group in groups for f in group):
        homes.setdefault(whole(f), {})[id(f)] = f
    return tuple(together(sorted(home.values(), key=lambda f: f.statement.place)) for home in homes.values())


def whole(f: Features) -> tuple[int, int | None, int]:
    """What the part is a part of: an attribution, or a sentence of the report."""
    s = f.statement
    return s.report.number, s.index, s.report.place(s.pieces[0]).start


def rejoined(alone: Sequence[Features], every: Sequence[Features]) -> Iterator[Features]:
    """Parts of one attribution that no other report holds, as one again; narration only where it leads a report."""
    order = {id(f): i for i, f in enumerate(every)}
    runs: list[list[Features]] = []
    for f in sorted(alone, key=lambda f: order[id(f)]):
        last = runs[-1][-1] if runs else None
        if last and last.statement.index is not None and last.statement.index == f.statement.index \
                and last.statement.report is f.statement.report and order[id(last)] + 1 == order[id(f)]:
            runs[-1].append(f)
        else:
            runs.append([f])
    for run in runs:
        if run[0].statement.index is not None or leads(run[0].statement):
            yield together(run)


def together(run: Sequence[Features]) -> Features:
    if len(run) == 1:
        return run[0]
    first = run[0].statement
    tokens = tuple(sorted({i for f in run for i in f.statement.tokens}))
    a = first.attribution
    whole = a is not None and set(tokens) >= {i for piece in a.content for i in first.report.inside(piece)}
    pieces = a.content if a and whole else pieces_of(first.report, tokens)
    weights = {lemma: w for f in run for lemma, w in f.weights.items()}
    return Features(statement=replace(first, pieces=pieces, tokens=tokens), weights=weights,
                    total=sum(weights.values()), core=frozenset().union(*(f.core for f in run)),
                    deeds=frozenset().union(*(f.deeds for f in run)),
                    actors=frozenset().union(*(f.actors for f in run)),
                    negated=frozenset().union(*(f.negated for f in run)),
                    figures=tuple(x for f in run for x in f.figures))


def leads(statement: Statement) -> bool:
    """Among the first sentences of a report's body, which is no copy."""
    report = statement.report
    if report.copy_of is not None:
        return False
    headline = report.doc.headline
    body = [s for s in report.analysis.sents if not (headline and spans.overlap(headline, s.span))
            and weight(report, undated(report, range(s.first, s.last))) >= SMALLEST
            and tells(report, range(s.first, s.last))]
    return any(spans.overlap(s.span, statement.pieces[0]) for s in body[:LEAD_SENTS])


def told(members: Sequence[Features], reports: Mapping[str, Report], names: Names, outlets: Outlets,
         phrases: Phrases) -> Told:
    members = tuple(sorted(members, key=lambda f: f.statement.place))
    best = spokesman(members)
    held_by = tuple(holders(members, best))
    statement = best.statement
    line = Line(text=wording.line(statement, phrases),
                refs=refs([(f.statement.report, f.statement.pieces[0]) for f in (best, *members)]))
    claim = Claim(id=claim_id(members[0].statement), line=line, held_by=held_by,
                  origins=len(origins.groups(held_by, reports, outlets)),
                  why=origins.why(held_by, reports, outlets, phrases))
    return Told(claim=claim, members=members, best=best)


def claim_id(first: Statement) -> str:
    """Of the first place where it stands: the same while no earlier report joins."""
    return "c" + ids.digest(first.report.doc.id, str(first.pieces[0].start), str(first.pieces[-1].stop),
                            str(first.index), size=4)


def spokesman(members: Sequence[Features]) -> Features:
    """The member whose words stand for all: such as all others say, of a speaker if any has one, like the others, with
    no pronoun for a subject, from the body of its report and not from the headline."""
    common = [line for line in members if len(holding.heard(line, members)) == len(members)]
    said = [f for f in common if f.statement.index is not None]

    def fit(f: Features) -> tuple[float, float]:
        others = [match.likeness(f, g) for g in members if g is not f]
        less = pronouns(f.statement) + headline(f.statement) + wording.expands(f.statement) + holding.ragged(f)
        return (sum(others) / len(others) if others else 0.0) - 0.2 * less, f.total

    return max(said or common or members, key=fit)


def headline(statement: Statement) -> bool:
    first = statement.report.doc.headline
    return bool(first and spans.overlap(first, statement.pieces[0]))


def pronouns(statement: Statement) -> int:
    tokens = statement.report.analysis.tokens
    return sum(tokens[i].pos == "PRON" and tokens[i].rel.startswith("nsubj") for i in statement.tokens)


def holders(members: Sequence[Features], best: Features) -> Iterator[Held]:
    """One a report and speaker: the fullest of its statements; in the order of the reports."""
    fullest: dict[tuple[int, str], Features] = {}
    for f in members:
        s = f.statement
        who = (s.report.number, key(s.voices[0]) if s.voices and s.index is not None else "")
        if who not in fullest or fullest[who].total < f.total:
            fullest[who] = f
    named = {number for number, speaker in fullest if speaker}
    for (number, speaker), f in sorted(fullest.items(), key=lambda item: item[1].statement.place):
        if speaker or number not in named:  # a headline that repeats what the body attributes holds nothing itself
            yield held(f.statement, holding.verbatim(f, best))


def held(statement: Statement, verbatim: bool) -> Held:
    """A quotation in other words than the line's holds the line, and not word for word."""
    a, report = statement.attribution, statement.report
    kind = "indirect" if a is None or (a.kind == "direct" and not verbatim) else a.kind
    return Held(voices=statement.voices, kind=kind, stance=a.stance if a else "plain",
                evidence=a.evidence if a else "", ref=report.ref(statement.pieces[0]), attribution=statement.index,
                said=report.doc.published)
