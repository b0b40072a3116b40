"""Title, period, the few lines in short, the list of reports."""
from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from svodka import spans
from svodka.digest import match, say
from svodka.digest.claims import Told
from svodka.digest.lexicon import fold, of_class, speech
from svodka.digest.match import Features
from svodka.digest.names import Names, key
from svodka.digest.readings import stands
from svodka.digest.report import Report
from svodka.digest.sources import unseen_speaker
from svodka.digest.statements import CONTENT, Statement
from svodka.digest.timeline import lead_sent, leans_back
from svodka.types import Line, Moment, Reading, ReportLine, Sent, Span, Story

MOST, ENOUGH_LINES = 6, 5
CHANGED = 2       # figures among them
WIDEST = 4        # lines that the most widely held may take before the newest has its turn
BELOW = 0.6       # how much a claim loses that stands at the end of its reports
ENOUGH = 0.38     # likeness from which a second line adds nothing
WITHIN = 0.6      # share of a line that another one says already


def title(reports: Sequence[Report], found: Sequence[Told], readings: Sequence[Reading]) -> Line:
    """The headline of the report that holds most of what is widely held and gives no number that another has
    replaced; the earliest of equals."""
    own = [r for r in reports if r.copy_of is None] or list(reports)
    shared = central(own, found)
    used = [{fold(t.lemma) for t in r.analysis.tokens} for r in own]
    most = max(shared.values(), default=0) or 1
    best = max(own, key=lambda r: (bool(r.doc.headline or r.doc.title), not outdated(r, readings),
                                   common_words(r, used) + shared[r.number] / most, -r.number))
    place = best.doc.headline or (best.doc.paragraphs[0] if best.doc.paragraphs else Span(start=0, stop=0))
    words = say.clean(best.doc.title or best.words(place)) or best.doc.path
    return Line(text=say.capital(words), refs=(best.ref(place),))


def central(own: Sequence[Report], found: Sequence[Told]) -> Counter[int]:
    """How many claims each report shares with another that is no copy, by its number."""
    numbers = {r.number for r in own}
    held = [{m.statement.report.number for m in t.members} & numbers for t in found]
    return Counter(number for h in held if len(h) > 1 for number in sorted(h))


def common_words(report: Report, used: Sequence[set[str]]) -> float:
    """The mean share of the reports that use a content word of its headline."""
    place = report.doc.headline
    tokens = [report.token(i) for i in report.inside(place)] if place else []
    lemmas = {fold(t.lemma) for t in tokens if t.pos in CONTENT}
    return sum(lemma in words for lemma in lemmas for words in used) / (len(used) * len(lemmas)) if lemmas else 0.0


def outdated(report: Report, readings: Sequence[Reading]) -> bool:
    """Its headline gives a number of a series that has gone on to another."""
    headline = report.doc.headline
    return headline is not None and any(
        v.ref.report == report.number and spans.inside(v.figure.span, headline)
        and (v.withdrawn or not match.compatible(v.figure, reading.values[-1].figure))
        for reading in readings if reading.state == "superseded" or any(x.withdrawn for x in reading.values)
        for v in reading.values)


def period(story: Story, reports: Sequence[Report]) -> Moment | None:
    """From the first to the last day of publication; else as the story has it."""
    known = [r.doc.published for r in reports if r.doc.published]
    start = min((m.start for m in known), default=story.began.start if story.began else None)
    stop = max((m.stop for m in known), default=story.updated.stop if story.updated else None)
    if start is None or stop is None:
        return None
    return Moment(start=start, stop=max(stop, start + timedelta(minutes=1)))


def lead(reports: Sequence[Report], found: Sequence[Told], readings: Sequence[Reading], names: Names
         ) -> tuple[Line, ...]:
    """Three to seven lines: what most origins hold, the newest figures, what each report leads with."""
    by_number = {report.number: report for report in reports}
    wide, first = list(widely_held(found)), list(firsts(reports))
    newest = [(report, sent, True) for report, sent, _ in first[1:2]]  # the last word of the story has its place
    opening = wide[:WIDEST] or first[:1]
    offers = [offer for offer in [*opening, *newest_figures(readings, by_number), *newest, *wide[WIDEST:], *first,
              *speakers(found, names)] if stands_alone(*offer[:2])] or first[:1]
    feats = match.features([whole(report, sent) for report, sent, _ in offers])
    chosen: list[int] = []
    told: set[str] = set()
    for i, (report, sent, needed) in enumerate(offers):
        holds = {t.claim.id for t in found if len(t.claim.line.refs) > 1 and stands_in(t, report, sent)}
        if len(chosen) < (MOST if needed else ENOUGH_LINES) and not (holds and holds <= told) \
                and not any(repeats(feats[i], feats[j]) for j in chosen):
            chosen.append(i)
            told |= holds
    return tuple(line(*offers[i][:2], found, names) for i in chosen)


def stands_in(t: Told, report: Report, sent: Sent) -> bool:
    return any(m.statement.report is report and spans.overlap(m.statement.pieces[0], sent.span) for m in t.members)


Offer = tuple[Report, Sent, bool]


def widely_held(found: Sequence[Told]) -> Iterator[Offer]:
    """Sentences of the claims that several origins or reports hold."""
    ranked = [t for t in found if len(t.claim.line.refs) > 1]
    ranked.sort(key=lambda t: (-t.claim.origins * (1 - BELOW * depth(t)), -len(t.claim.line.refs),
                               t.best.statement.place))
    for t in ranked:
        place = body_sent(t)
        if place and not only_speaks(t.best):
            yield *place, True


def body_sent(t: Told) -> tuple[Report, Sent] | None:
    """The sentence of the claim's best words; another's where that is a headline or leans on the one before it."""
    places = [(s.report, sent) for f in (t.best, *t.members) for s in [f.statement]
              if (sent := s.report.sent_at(s.pieces[0].start))
              and not (s.report.doc.headline and spans.overlap(s.report.doc.headline, sent.span))]
    return min(places, key=lambda place: linked(*place), default=None)


def linked(report: Report, sent: Sent) -> bool:
    """It begins with a word that ties it to what was told before."""
    return fold(report.token(sent.first).lemma) in of_class(report.pack, "link") or leans_back(report, sent)


def stands_alone(report: Report, sent: Sent) -> bool:
    """A stranger can read it: a whole sentence that opens with no pronoun and no tie to what was told before."""
    first, then = (report.token(min(i, sent.last - 1)) for i in (sent.first, sent.first + 1))
    if first.pos == "ADP":  # `at this`, `by her words`; not `at the fire`
        return then.pos not in ("PRON", "DET")
    ties = of_class(report.pack, "opening") | of_class(report.pack, "link")
    return first.pos not in ("PRON", "DET") and fold(first.lemma) not in ties


def only_speaks(f: Features) -> bool:
    """The report's own sentence that somebody spoke, and not what was said."""
    s = f.statement
    if s.index is not None or s.report.pack is None:
        return False
    return any(fold(s.report.token(i).lemma) in speech(s.report.pack) for i in s.tokens if s.report.token(i).head < 0)


def depth(t: Told) -> float:
    """How far below the top its reports have it, 0 to 1: background stands last."""
    def at(f: Features) -> float:
        report = f.statement.report
        return (bisect_right(report.sent_starts, f.statement.pieces[0].start) - 1) / len(report.sent_starts)

    return sum(map(at, t.members)) / len(t.members)


def newest_figures(readings: Sequence[Reading], by_number: dict[int, Report]) -> Iterator[Offer]:
    """The last value of what changed, the first of the readings before others."""
    for reading in [reading for reading in readings if reading.state != "same"][:CHANGED]:
        value = next((v for v in reversed(reading.values) if stands(v)), reading.values[-1])
        report = by_number[value.ref.report]
        sent = report.sent_at(value.figure.span.start)
        if sent:
            yield report, sent, True


def firsts(reports: Sequence[Report]) -> Iterator[Offer]:
    """The first sentence of each report that is no copy: the earliest, the latest, then the others."""
    own = [r for r in reports if r.copy_of is None]
    for report in [*own[:1], *own[-1:], *own[1:-1]]:
        sent = lead_sent(report)
        if sent:
            yield report, sent, False


def speakers(found: Sequence[Told], names: Names) -> Iterator[Offer]:
    """The first statement of each speaker, those with most statements first."""
    said: dict[str, list[Told]] = {}
    for t in found:
        first = t.claim.held_by[0]
        if first.attribution is not None and first.voices[0].kind in ("person", "body") and first.voices[0].name:
            said.setdefault(key(first.voices[0]), []).append(t)
    for mine in sorted(said.values(), key=lambda mine: -len(mine)):
        places = [p for t in mine if (p := body_sent(t))]
        named = [p for p in places if not unseen_speaker(p[0], p[1].span, names)]
        yield from ((report, sent, False) for report, sent in (named or places)[:1])


def whole(report: Report, sent: Sent) -> Statement:
    return Statement(report=report, index=None, pieces=(sent.span,), tokens=tuple(range(sent.first, sent.last)),
                     voices=())


def repeats(a: Features, b: Features) -> bool:
    """The first adds nothing to the second."""
    return (a.statement.pieces == b.statement.pieces and a.statement.report is b.statement.report) \
        or match.likeness(a, b) >= ENOUGH or match.shared(a, b) >= WITHIN * a.total


def line(report: Report, sent: Sent, found: Sequence[Told], names: Names) -> Line:
    """The sentence as it stands, signed where it hides its speaker, with all reports that hold a claim in it."""
    held = [ref for t in found if stands_in(t, report, sent) for ref in t.claim.line.refs]
    every = {ref.report: ref for ref in [*held, report.ref(sent.span)]}
    text = say.signed(say.sentence(report, sent.span), unseen_speaker(report, sent.span, names))
    return Line(text=text, refs=(every.pop(report.number), *(every[n] for n in sorted(every))))


def report_lines(reports: Sequence[Report]) -> tuple[ReportLine, ...]:
    return tuple(ReportLine(number=r.number, document=r.doc.id, path=r.doc.path, url=r.doc.url, outlet=r.doc.outlet,
                            title=say.clean(r.doc.title), published=r.doc.published, copy_of=r.copy_of)
                 for r in reports)
