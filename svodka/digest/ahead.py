"""What is announced or promised, by whom and for when, and whether a later report says it was done."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from svodka import spans
from svodka.digest import match, say, wording
from svodka.digest.lexicon import ahead, fold, speech
from svodka.digest.match import Features
from svodka.digest.names import Names
from svodka.digest.report import Report, refs
from svodka.digest.sources import attribution_at, narrator, subject_voice, voices_at
from svodka.digest.statements import Statement, governed, pieces_of
from svodka.types import Line, Promise, PromiseKind, Ref, Sent, Span, Time, Voice

SAME = 0.45
OBJECTS = ("obj", "obl", "nsubj:pass", "nsubj", "iobj", "nmod")


@dataclass(frozen=True, slots=True)
class Plan:
    report: Report = field(repr=False)
    pieces: tuple[Span, ...]
    tokens: tuple[int, ...] = field(repr=False)
    voices: tuple[Voice, ...]
    verb: int | None
    due: Time | None
    whole: Sent
    kind: PromiseKind


def build(reports: Sequence[Report], names: Names, now: datetime) -> tuple[Promise, ...]:
    """Promises and announcements by due time, undated ones after them in the order of the reports."""
    found = [plan for report in reports for plan in plans(report, names)]
    made = [promise(group, reports) for group in merged(found)]
    made.sort(key=lambda p: (p.due is None, p.due.start if p.due else now))
    return tuple(made)


def plans(report: Report, names: Names) -> Iterator[Plan]:
    taken: list[Span] = []
    for a in report.analysis.attributions:
        if a.stance == "promised" and a.content:
            tokens = tuple(i for piece in a.content for i in report.inside(piece))
            sent = report.sent_at(a.content[0].start)
            if tokens and sent:
                taken += [*a.content]
                yield Plan(report=report, pieces=a.content, tokens=tokens, voices=names.voices(report, a.voices),
                           verb=act(report, tokens), due=due(report, a.span), whole=sent, kind="promise")
    yield from announced(report, names, taken)


def announced(report: Report, names: Names, taken: Sequence[Span]) -> Iterator[Plan]:
    """Sentences with a word of plans, or a verb in the future with a time that lies ahead."""
    words = ahead(report.pack) if report.pack else {}
    said = speech(report.pack) if report.pack else frozenset()
    for sent in report.analysis.sents:
        if report.doc.headline and spans.overlap(report.doc.headline, sent.span):
            continue
        for i in range(sent.first, sent.last):
            token = report.token(i)
            kind = words.get(fold(token.lemma), "")
            future = "Tense=Fut" in token.feats and token.pos in ("VERB", "AUX") and fold(token.lemma) not in said
            if any(s.start <= token.span.start < s.stop for s in taken) or not (kind or future):
                continue
            plan = planned(report, names, sent, i, kind)
            if plan:
                yield plan
                break


def planned(report: Report, names: Names, sent: Sent, i: int, kind: str) -> Plan | None:
    clause = clause_of(report, sent, i)
    place = Span(start=report.token(clause[0]).span.start, stop=report.token(clause[-1]).span.stop)
    time = due(report, place)
    past = "Tense=Past" in report.token(i).feats
    if time is not None and report.published is None and not hangs_on(report, time, i):
        time = None
    if (time is None and kind != "plan") or (
            past and (time is None or not time.moment or report.published is None)):
        return None
    who = doer(report, names, i, sent) if kind == "plan" else None
    voices = who or voices_at(report, report.token(i).span, names)
    if voices[0].kind == "outlet" and nameless(report, i):
        return None
    return Plan(report=report, pieces=pieces_of(report, clause), tokens=clause, voices=voices,
                verb=act(report, clause), due=time, whole=sent, kind="plan" if who else "announced")


def nameless(report: Report, i: int) -> bool:
    """Whoever is to do it is only a pronoun: a line must name who."""
    subject = report.subject(i)
    return subject is not None and report.token(subject).pos == "PRON"


def hangs_on(report: Report, time: Time, i: int) -> bool:
    """Where no day of publication tells what is to come, the verb must: the time stands under it or its infinitive."""
    above = list(report.above(report.inside(time.span)[0]))
    verb = next((j for j in above if report.token(j).pos in ("VERB", "AUX") or j == i), None)
    return verb is not None and (verb == i or report.token(verb).head == i or report.token(i).head == verb)


def clause_of(report: Report, sent: Sent, i: int) -> tuple[int, ...]:
    """The whole sentence, or within an attribution its content, that holds the word."""
    index = attribution_at(report, report.token(i).span)
    if index is None:
        return tuple(range(sent.first, sent.last))
    return tuple(j for piece in report.analysis.attributions[index].content for j in report.inside(piece)
                 if sent.first <= j < sent.last)


def doer(report: Report, names: Names, i: int, sent: Sent) -> tuple[Voice, ...]:
    """Who means to do it: the subject by name, or the one who spoke last; nobody where neither is known."""
    subject = report.subject(i)
    if subject is None:
        return ()
    who = subject_voice(report, subject, names)
    if who is None and report.token(subject).pos == "PRON":
        who = antecedent(report, names, subject, sent)
    return (who, *narrator(report)) if who else ()


def antecedent(report: Report, names: Names, pronoun: int, sent: Sent) -> Voice | None:
    """The person who spoke last, if no other is named since and number and gender agree."""
    before = [a for a in report.analysis.attributions if a.span.start < sent.span.start and a.voices
              and a.voices[0].kind == "person"]
    if not before:
        return None
    voice = names.voice(report, before[-1].voices[0])
    words = set(fold(voice.name).split())
    since = [m for m in report.analysis.mentions if m.kind == "PER"
             and before[-1].span.stop <= m.span.start < sent.span.start]
    if any(not words & set(fold(m.normal).split()) for m in since):
        return None
    own = [t for t in report.analysis.tokens if fold(t.lemma) in words or fold(report.words(t.span)) in words]
    return voice if any(wording.agree(report.token(pronoun), t) for t in own) else None


def due(report: Report, s: Span) -> Time | None:
    """The first time in the span that lies after the report's publication, or whose year nobody knows."""
    def comes(t: Time) -> bool:
        if t.moment is None:
            return bool(t.partial)
        return report.published is None or t.moment.stop > report.published

    return next((t for t in report.analysis.times if spans.inside(t.span, s) and comes(t)), None)


def act(report: Report, tokens: Sequence[int]) -> int | None:
    """The verb that says what is to be done: an infinitive if there is one, else the first verb."""
    verbs = [i for i in tokens if report.token(i).pos == "VERB"]
    return next((i for i in verbs if "VerbForm=Inf" in report.token(i).feats), verbs[0] if verbs else None)


def merged(found: Sequence[Plan]) -> list[list[Plan]]:
    """One promise told by several reports is one; the first that tells it stands for all."""
    feats = match.features([statement(p) for p in found])
    groups: list[list[int]] = []
    for i in range(len(found)):
        home = next((g for g in groups if any(same(found[j], found[i], feats[j], feats[i]) for j in g)), None)
        if home is None:
            groups.append([i])
        else:
            home.append(i)
    return [[found[i] for i in g] for g in groups]


def statement(plan: Plan) -> Statement:
    return Statement(report=plan.report, index=None, pieces=plan.pieces, tokens=plan.tokens, voices=plan.voices)


def same(a: Plan, b: Plan, x: Features, y: Features) -> bool:
    both = a.due is not None and b.due is not None
    if both and a.due and b.due and a.due.moment and b.due.moment and a.due.moment.start != b.due.moment.start:
        return False
    return (match.likeness(x, y) >= SAME or (both and one_act(a, b))) and not match.opposed(x, y)


def one_act(a: Plan, b: Plan) -> bool:
    """The same verb on the same thing, for the same day."""
    if a.verb is None or b.verb is None or not (a.due and b.due and a.due.moment and b.due.moment):
        return False
    return fold(a.report.token(a.verb).lemma) == fold(b.report.token(b.verb).lemma) and bool(
        objects(a.report, a.verb) & objects(b.report, b.verb))


def promise(group: Sequence[Plan], reports: Sequence[Report]) -> Promise:
    plan = next((p for p in group if p.due), group[0])
    return Promise(voices=plan.voices, kind=plan.kind, due=plan.due.moment if plan.due else None,
                   said=plan.report.words(plan.due.span) if plan.due else "",
                   line=Line(text=text(plan), refs=refs([(p.report, p.pieces[0]) for p in group])),
                   kept=kept(plan, reports))


def text(plan: Plan) -> str:
    """As a statement has it, from the verb of the promise on; any other plan by its content or its whole sentence."""
    index = attribution_at(plan.report, plan.pieces[0])
    if index is not None and plan.report.analysis.attributions[index].stance == "promised":
        return wording.words(replace(statement(plan), index=index))
    return say.content(plan.report, plan.pieces if speaks_for_itself(plan) else (plan.whole.span,))


def speaks_for_itself(plan: Plan) -> bool:
    """An attributed content that names its things; any other plan is told by its whole sentence."""
    tokens = [plan.report.token(i) for i in plan.tokens]
    return attribution_at(plan.report, plan.pieces[0]) is not None and not governed(statement(plan)) and any(
        t.pos in ("NOUN", "PROPN") for t in tokens) and not any(t.pos == "PRON" for t in tokens)


def kept(plan: Plan, reports: Sequence[Report]) -> Ref | None:
    """The first sentence of a later report that tells the same act of the same thing in the past."""
    if plan.verb is None:
        return None
    lemma, things = fold(plan.report.token(plan.verb).lemma), objects(plan.report, plan.verb)
    if not things:
        return None
    for report in reports:
        if not later(report, plan.report):
            continue
        for i, token in enumerate(report.analysis.tokens):
            if fold(token.lemma) == lemma and done(report, i) and things & objects(report, i):
                return report.ref(token.span)
    return None


def later(report: Report, than: Report) -> bool:
    if report.published and than.published:
        return report.published > than.published
    return report.number > than.number


def done(report: Report, i: int) -> bool:
    feats = report.token(i).feats
    return "Tense=Past" in feats and "Aspect=Imp" not in feats and not any(
        "Polarity=Neg" in report.token(c).feats for c in report.children[i])


def objects(report: Report, verb: int) -> frozenset[str]:
    """Lemmas of the nouns that the verb acts on, and theirs."""
    first = [c for c in report.children[verb] if report.token(c).rel in OBJECTS]
    second = [c for i in first for c in report.children[i] if report.token(c).rel == "nmod"]
    return frozenset(fold(report.token(c).lemma) for c in (*first, *second) if report.token(c).pos == "NOUN")
