"""A figure in its place: what exactly it counts, who gives it, and whether it speaks of now."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from svodka import spans
from svodka.digest.lexicon import fold, of_class, roles
from svodka.digest.report import Report
from svodka.digest.sources import attribution_at
from svodka.digest.statements import CONTENT, lemma_in
from svodka.types import Figure, Sent, Stance

OUT_OF = "of"  # the governor of the whole that a part is taken from (`six of seven`)
LONG_AGO = timedelta(days=300)  # what is dated so far before the report is told of another event
LEAD = 2  # sentences below the headline that hold a report's main news
PART = 3  # tokens before a figure among which `of them` makes it a part of another


@dataclass(frozen=True, slots=True)
class Counted:
    """`of`: the role of the people counted or the noun's lemma; `near`: the content lemmas of the sentence; `verb`: the
    lemma that governs it; `whole`: the count of all, where `of` is a role; `earlier`: recalled from before."""

    report: Report = field(repr=False)
    figure: Figure
    of: str
    near: frozenset[str]
    verb: str
    whole: bool
    earlier: bool
    attribution: int | None
    stance: Stance
    noun: int | None = None
    apart: frozenset[str] = frozenset()
    part: bool = False
    withdrawn: bool = False


def find(report: Report) -> Iterator[Counted]:
    """The figures of a report that can be met in another; what is negated (`and not five`) is no count."""
    for figure in report.analysis.figures:
        sent = report.sent_at(figure.span.start)
        inside = report.inside(figure.span)
        if sent is None or not inside or negated(report, sent, inside[0]):
            continue
        found = counted(report, figure, sent, head_of(report, inside))
        if found.of and not long_ago(report, sent):
            yield found


def counted(report: Report, figure: Figure, sent: Sent, head: int) -> Counted:
    inside = report.inside(figure.span)
    index = attribution_at(report, figure.span)
    role = role_of(report, figure, head)
    first = inside[0]
    verb = OUT_OF if first > sent.first and lemma_in(report, (first - 1,), "of") else governor(report, head)
    near = frozenset(fold(report.token(i).lemma) for i in range(sent.first, sent.last)
                     if report.token(i).pos in CONTENT and report.token(i).pos != "NUM")
    noun = measured(report, head, verb) if figure.kind == "money" else None
    of = role or figure.of or (report.token(noun).lemma if noun is not None else "")
    words = range(sent.first, sent.last)
    return Counted(report=report, figure=figure, of=of, near=near - {fold(of)}, verb=verb, noun=noun,
                   whole=bool(role) and total(report, sent, head, verb, role) and not closer(report, figure, inside),
                   part=part(report, sent, head), apart=apart(report, inside), attribution=index,
                   stance=stance(report, index, head), earlier=lemma_in(report, words, "earlier"),
                   withdrawn=lemma_in(report, words, "mistake"))


def head_of(report: Report, inside: Sequence[int]) -> int:
    """The token of the figure on which the others hang."""
    return next((i for i in inside if report.token(i).head not in inside), inside[0])


def role_of(report: Report, figure: Figure, head: int) -> str:
    """The people's role in the event: the counted noun's own, or that of the verb where the noun is only `people`."""
    table = roles(report.pack) if report.pack else {}
    own = table.get(fold(figure.of))
    if own or not (fold(figure.of) in of_class(report.pack, "person") or not figure.of):
        return own or ""
    above = list(report.above(head))[:2]
    return next((table[fold(report.token(i).lemma)] for i in above if fold(report.token(i).lemma) in table), "")


def governor(report: Report, head: int) -> str:
    """The verb that the figure hangs on; a participle before a noun (`the injured`) is none, a predicate one is."""
    return next((fold(t.lemma) for t in map(report.token, report.above(head)) if t.pos == "VERB"
                 and ("VerbForm=Part" not in t.feats or "Variant=Short" in t.feats)), "")


def own_word(c: Counted) -> bool:
    """Given by the report or its outlet and by no speaker."""
    voices = c.report.analysis.attributions[c.attribution].voices if c.attribution is not None else ()
    return not voices or voices[0].kind == "outlet"


def total(report: Report, sent: Sent, head: int, verb: str, role: str) -> bool:
    """All who share the role: under a verb of the outcome or of counting, and not `of them`."""
    table = roles(report.pack) if report.pack else {}
    known = not verb or table.get(verb) == role or verb in of_class(report.pack, "total") \
        or lemma_in(report, list(report.above(head))[:2], "number")
    return known and not part(report, sent, head)


def part(report: Report, sent: Sent, head: int) -> bool:
    """`of them` or `among them` stands just before."""
    before = range(max(sent.first, head - PART - 1), head)
    words = of_class(report.pack, "of")
    return any(fold(report.token(i).lemma) in words and report.token(i + 1).pos in ("PRON", "DET") for i in before)


def measured(report: Report, head: int, verb: str) -> int | None:
    """What money is said of: the noun that it hangs on, what it is equalled to, or what is valued at it."""
    above, rel = report.token(head).head, report.token(head).rel
    figures = [f.span for f in report.analysis.figures]
    if rel == "root" or above < 0:
        found = report.subject(head)
    elif report.token(above).pos == "NOUN":
        found = above if above < head else None
    elif verb in of_class(report.pack, "total"):
        found = report.subject(above)
    else:
        objects = (c for c in report.children[above] if report.token(c).rel == "obj")
        found = next(objects, None) if rel == "obl" else None
    if found is None or report.token(found).pos != "NOUN" \
            or any(spans.inside(report.token(found).span, s) for s in figures):
        return None
    return found


def apart(report: Report, inside: Sequence[int]) -> frozenset[str]:
    """Modifiers of the counted noun and the places and names beside it: by them one number is not another's."""
    nouns = [i for i in (*inside, inside[-1] + 1) if i < len(report.analysis.tokens) and report.token(i).pos == "NOUN"]
    found = {j for i in nouns for j in report.subtree(i) if j not in inside and j not in nouns}
    return frozenset(fold(report.token(j).lemma) for j in found if report.token(j).pos in ("NOUN", "PROPN", "ADJ"))


def closer(report: Report, figure: Figure, inside: Sequence[int]) -> bool:
    """Not all the people but those of a kind: something hangs on the noun `people` (`citizens of France`)."""
    if fold(figure.of) not in of_class(report.pack, "person"):
        return False
    nouns = [i for i in (*inside, inside[-1] + 1) if i < len(report.analysis.tokens)
             and fold(report.token(i).lemma) == fold(figure.of)]
    return any(report.token(c).rel == "nmod" and c not in inside for i in nouns for c in report.children[i])


def long_ago(report: Report, sent: Sent) -> bool:
    """The sentence is dated by another year than the report's."""
    dated = [t.moment for t in report.analysis.times if t.moment and spans.inside(t.span, sent.span)]
    return report.published is not None and bool(dated) and all(
        m.stop < report.published - LONG_AGO for m in dated)


def in_lead(c: Counted) -> bool:
    """In the headline or among the report's first sentences."""
    headline = c.report.doc.headline
    body = [s for s in c.report.analysis.sents if not (headline and spans.overlap(headline, s.span))]
    return in_headline(c) or any(spans.inside(c.figure.span, s.span) for s in body[:LEAD])


def negated(report: Report, sent: Sent, first: int) -> bool:
    return first > sent.first and lemma_in(report, (first - 1,), "negation")


def stance(report: Report, index: int | None, head: int) -> Stance:
    """As the attribution has it; denied where the report tells of a denial that governs the figure."""
    if index is not None:
        return report.analysis.attributions[index].stance
    return "denied" if lemma_in(report, list(report.above(head)), "denial") else "plain"


def in_headline(c: Counted) -> bool:
    return c.report.doc.headline is not None and spans.inside(c.figure.span, c.report.doc.headline)
