"""Where the accounts part: disputed figures, denials, contradictions, and one thing under several words."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from svodka import spans
from svodka.digest import match, say
from svodka.digest.claims import Told
from svodka.digest.lexicon import fold, naming, of_class
from svodka.digest.match import Features
from svodka.digest.names import Names, key
from svodka.digest.readings import disputing
from svodka.digest.report import Report, refs
from svodka.digest.sources import attribution_at, voices_at
from svodka.types import Claim, Difference, Line, Reading, Span, Voice

HOLDERS = 3    # speakers shown for one word
LONGEST = 240  # characters of a side's words; a longer clause is cut to the phrase


def build(reports: Sequence[Report], found: Sequence[Told], readings: Sequence[Reading], names: Names
          ) -> tuple[Difference, ...]:
    return (*figures(readings, reports), *claims([t.claim for t in found], reports), *rumours(found, reports),
            *words(reports, names))


def who(voices: Sequence[Voice], report: Report) -> str:
    """Whose side this is: the origin by name, by its description, or the report's outlet or file."""
    for voice in voices:
        if voice.name:
            return voice.name
        if voice.span is not None:
            return say.capital(report.words(voice.span))
    return report.doc.outlet or report.doc.path.rsplit("/", 1)[-1]


def figures(readings: Sequence[Reading], reports: Sequence[Report]) -> Iterator[Difference]:
    by_id = {report.doc.id: report for report in reports}
    for reading in readings:
        if reading.state == "disputed":
            own = [v for v in reading.values if by_id[v.ref.document].copy_of is None]
            sides = [Line(text=f"{who(v.voices, by_id[v.ref.document])}: "
                          f"{say.clean(by_id[v.ref.document].words(v.figure.span))}", refs=(v.ref,))
                     for v in disputing(own) if v.stance != "denied"]
            yield Difference(kind="figures", about=reading.of, sides=distinct(sides))


def claims(found: Sequence[Claim], reports: Sequence[Report]) -> Iterator[Difference]:
    by_claim = {claim.id: claim for claim in found}
    by_id = {report.doc.id: report for report in reports}
    for claim in found:
        for relation in claim.relations:
            other = by_claim.get(relation.claim)
            if other and relation.kind in ("contradicts", "denies"):
                yield Difference(kind="denies" if relation.kind == "denies" else "contradicts", about="",
                                 sides=(side(other, by_id), side(claim, by_id)))


def rumours(found: Sequence[Told], reports: Sequence[Report]) -> Iterator[Difference]:
    """A denial and what it denies, told beside it in one report in other words: a claim of another speaker that the
    report keeps at a distance and that names the same rare thing."""
    by_id = {report.doc.id: report for report in reports}
    for denial in found:
        if not all(match.denies(m) for m in denial.members) or any(r.kind == "denies" for r in denial.claim.relations):
            continue
        for claim in found:
            if claim is not denial and rumour(claim, denial):
                yield Difference(kind="denies", about="", sides=(side(claim.claim, by_id), side(denial.claim, by_id)))
                break


def rumour(claim: Told, denial: Told) -> bool:
    a, b = claim.claim.held_by[0], denial.claim.held_by[0]
    return (all(h.stance == "distanced" for h in claim.claim.held_by) and a.ref.document == b.ref.document
            and bool(a.voices and b.voices) and key(a.voices[0]) != key(b.voices[0])
            and any(rare(claim.best, lemma) for lemma in things(claim.best) & things(denial.best)))


def things(f: Features) -> frozenset[str]:
    """Nouns of the content, no names."""
    tokens = (f.statement.report.token(i) for i in f.statement.tokens)
    return frozenset(fold(t.lemma) for t in tokens if t.pos == "NOUN")


def rare(f: Features, lemma: str) -> bool:
    """It tells this content from others of the story: at least half as heavy as the heaviest of its words."""
    return 2 * f.weights.get(lemma, 0.0) >= max(f.weights.values())


def side(claim: Claim, by_id: Mapping[str, Report]) -> Line:
    """Who holds it: what; of a denial the whole sentence, that it be seen as one."""
    names = dict.fromkeys(who(h.voices, by_id[h.ref.document]) for h in claim.held_by)
    ref = claim.line.refs[0]
    denied = all(h.stance == "denied" for h in claim.held_by)
    text = say.sentence(by_id[ref.document], ref.span) if denied else claim.line.text
    return Line(text=f"{', '.join(names)}: {text}", refs=claim.line.refs)


@dataclass(frozen=True, slots=True)
class Naming:
    """One use of a word that names what happened."""

    report: Report = field(repr=False)
    token: int
    axis: str
    family: str
    voices: tuple[Voice, ...]
    attributed: bool

    @property
    def holder(self) -> str:
        return who(self.voices, self.report)


def words(reports: Sequence[Report], names: Names) -> Iterator[Difference]:
    """For each axis of the table the families of words side by side, if not all holders use the same."""
    every = [n for report in reports if report.copy_of is None for n in namings(report, names)]
    for axis in dict.fromkeys(n.axis for n in every):
        chosen = list(sides([n for n in every if n.axis == axis]))
        if parted(chosen):
            yield Difference(kind="words", about=axis, sides=distinct(
                [Line(text=f"{who(n.voices, n.report)}: {phrase(n)}",
                      refs=refs([(n.report, n.report.token(n.token).span)])) for n in chosen]))


def parted(every: Sequence[Naming]) -> bool:
    """Two holders each use a word that the other does not."""
    uses: dict[str, set[str]] = {}
    for n in every:
        uses.setdefault(n.holder, set()).add(n.family)
    return any(a - b and b - a for a in uses.values() for b in uses.values())


def namings(report: Report, names: Names) -> Iterator[Naming]:
    table = naming(report.pack) if report.pack else {}
    headline = report.doc.headline
    for i, token in enumerate(report.analysis.tokens):
        found = table.get(fold(token.lemma))
        if found and not denied(report, i) and not asked(report, token.span) \
                and not (headline and spans.inside(token.span, headline)):
            yield Naming(report=report, token=i, axis=found[0], family=found[1],
                         voices=voices_at(report, token.span, names),
                         attributed=attribution_at(report, token.span) is not None)


def denied(report: Report, i: int) -> bool:
    """A negation stands on the word or on what it hangs on: that it is not so is no name for it."""
    words = of_class(report.pack, "negation")
    above = [] if report.token(i).rel == "conj" else list(report.above(i))[:2]  # `not this, but that`
    return any(fold(report.token(j).lemma) in words for j in above) or any(
        fold(report.token(c).lemma) in words for j in (i, *above[:1]) for c in report.children[j])


def asked(report: Report, s: Span) -> bool:
    """In what somebody calls for, promises or denies: to have it looked into is not to say that it was so."""
    index = attribution_at(report, s)
    above = report.above(report.inside(s)[0]) if report.inside(s) else ()
    verbs = (i for i in above if report.token(i).pos == "VERB")
    return (index is not None and report.analysis.attributions[index].stance in ("demanded", "promised", "denied")) \
        or any("VerbForm=Inf" in report.token(i).feats for i in list(verbs)[:1])


def sides(every: Sequence[Naming]) -> Iterator[Naming]:
    """Who uses which family: what speakers say, and the reports' own word where no speaker uses it; one each."""
    spoken = {n.family for n in every if n.attributed}
    seen: list[tuple[str, str]] = []
    ranked = sorted(every, key=lambda n: not predicative(n))
    first = {(n.family, n.holder): n for n in reversed(ranked)}
    for n in every:
        if (n.attributed or n.family not in spoken) and (n.family, n.holder) not in seen \
                and may_stand(n, seen):
            seen.append((n.family, n.holder))
            yield first[(n.family, n.holder)]


def may_stand(n: Naming, seen: Sequence[tuple[str, str]]) -> bool:
    """A speaker has one line, and another only for a word that none has used before."""
    users = [holder for family, holder in seen if family == n.family]
    return not users or (len(users) < HOLDERS and n.holder not in (holder for _, holder in seen))


def predicative(n: Naming) -> bool:
    """The word, or what it hangs on, is said of something: it has a subject or a copula."""
    return any(n.report.subject(i) is not None for i in (n.token, *list(n.report.above(n.token))[:1]))


def phrase(n: Naming) -> str:
    """The words of the attributed content around the naming, cut to its own phrase where they are long."""
    report, token = n.report, n.report.token(n.token)
    index = attribution_at(report, token.span)
    if index is not None:
        a = report.analysis.attributions[index]
        place = report.place(token.span)
        pieces = tuple(Span(start=max(p.start, place.start), stop=min(p.stop, place.stop)) for p in a.content
                       if spans.overlap(p, place))
        if sum(p.stop - p.start for p in pieces) <= LONGEST:
            return say.content(report, pieces, a.kind)
    return noun_phrase(report, n.token)


def noun_phrase(report: Report, i: int) -> str:
    """The word with what hangs on it, in the nominative; without its preposition and marks at the ends."""
    tree = [j for j in report.subtree(i) if report.token(j).pos not in ("ADP", "PUNCT") or j > i]
    while tree[-1] != i and report.token(tree[-1]).pos == "PUNCT":
        tree.pop()
    if report.pack is None or len(tree) != tree[-1] - tree[0] + 1:
        return report.words(report.token(i).span)
    return report.pack.backend.nominative(report.doc.text, report.analysis.tokens, tree[0], tree[-1] + 1, i)


def distinct(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines with the same words made one, with all their references."""
    found: dict[str, Line] = {}
    for line in lines:
        old = found.get(line.text)
        more = {r.report: r for r in (*old.refs, *line.refs)} if old else {}
        found[line.text] = Line(text=line.text, refs=tuple(more.values())) if old else line
    return tuple(found.values())
