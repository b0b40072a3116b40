"""What of a sentence is left as content when an aside (`reports X`, `in the words of X`) is taken out of it."""

from __future__ import annotations

from svodka.analysis import chains
from svodka.analysis.asides import Aside, find
from svodka.analysis.content import pieces, predicate, trim
from svodka.analysis.cues import Cue
from svodka.analysis.report import Draft, Report
from svodka.analysis.tree import Tree
from svodka.types import Span


def content(report: Report, aside: Aside) -> tuple[Span, ...]:
    """What is left of the sentence: all of it, or only the clause that the aside stands in when that is a subordinate
    or a coordinated one and the aside does not end the sentence."""
    low, high = past_opening(report, aside), before_closing(report, aside)
    start = past_tail(report, aside, high)
    before, after = (low, aside.first), (start, high)
    if low < aside.first and start < high - 1:
        scope = scope_of(report.tree, aside, predicate(report.tree, start, high))
        if scope is not None:
            before, after = (max(low, scope[0]), aside.first), (start, min(high, scope[1]))
    return whole_quotes(report, pieces(report, [before, after]))


def before_closing(report: Report, aside: Aside) -> int:
    """Where another aside ends the sentence: it reports this one with its content."""
    for cue in report.cues:
        if aside.last <= cue.word < aside.high and cue.kind != "prep":
            other = find(report, cue)
            opening = report.has("as", aside.low) and aside.cue.first <= aside.low + 1
            if opening and not report.has("relays", cue.word):
                continue  # `As X reports, P, Y said`: X reports that Y said so
            if other and aside.last <= other.first and other.last >= aside.high - 1:
                return other.first
    return aside.high


def past_tail(report: Report, aside: Aside, high: int) -> int:
    """Where the aside's own tail ends: the source behind its source, a relative clause of its source."""
    tree, at = report.tree, aside.last
    while at < high - 2:
        comma = at + (tree.words[at] == ",")
        link = next((c for c in report.cues if c.kind == "link" and c.first == comma), None)
        if link is not None and (behind := chains.referred(report, link, high)):
            at = behind.last
        elif comma > at and any(report.has("which", k) for k in (comma, comma + 1)) and at == aside.last:
            verb = next((k for k in range(comma, high) if tree.finite(k)), high)
            end = next((k for k in range(verb, high) if tree.words[k] == ","), high)
            at = end if predicate(tree, end, high) is not None else high
        else:
            break
    return at


def whole_quotes(report: Report, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """A quotation of several sentences that ends in the first span is content from its beginning."""
    quote = report.quote_at(spans[0].start) if spans else None
    if quote is None or not quote.speech or spans[-1].stop <= quote.inner.stop:
        return spans
    return (Span(start=quote.outer.start, stop=spans[0].stop), *spans[1:])


def contrasted(report: Report, aside: Aside) -> bool:
    """`six, and not five, as X says`: the aside stands by the denied member alone, which is no proposition."""
    tree, at = report.tree, aside.first - 1
    start = next((i for i in range(at - 1, aside.low, -1) if tree.words[i] == ","), None)
    return (
        start is not None
        and tree.words[at] == ","
        and tree.pos(start + 1) == "CCONJ"
        and report.has("not", start + 2)
        and not any(tree.finite(i) for i in range(start, at))
    )


def past_opening(report: Report, aside: Aside) -> int:
    """The sentence's start, or where it goes on behind a colon before the aside, or behind another aside that opens
    it: `As X reports, P, Y said`."""
    tree = report.tree
    if aside.first > aside.low and tree.words[aside.first - 1] == ":":
        return aside.first
    relays = report.has("relays", aside.cue.word) and aside.last >= aside.high - 1
    if aside.first > aside.low and report.has("as", aside.low) and not relays:
        comma = next((i for i in range(aside.low, aside.first) if tree.words[i] == ","), None)
        return aside.low if comma is None else comma + 1
    return aside.low


def scope_of(tree: Tree, aside: Aside, top: int | None) -> tuple[int, int] | None:
    if top is None:
        return None
    clause = next(
        (
            k
            for k in tree.path(top)
            if tree.rel(k) in ("acl:relcl", "conj", "advcl", "parataxis", "ccomp")
            and tree.pos(k) in ("VERB", "AUX", "ADJ", "NOUN")
        ),
        None,
    )
    if clause is None or clause < aside.low or clause >= aside.high:
        return None
    inside = sorted(k for k in tree.subtree(clause) if aside.low <= k < aside.high)
    if not inside or (inside[0] >= aside.first and not joined(tree, aside)):
        return None
    start = max(inside[0], aside.first if inside[0] >= aside.first else inside[0])
    return start, inside[-1] + 1


def joined(tree: Tree, aside: Aside) -> bool:
    """A conjunction right before the aside: what it covers begins there."""
    before = aside.first - 1
    while before >= aside.low and tree.pos(before) == "PUNCT":
        before -= 1
    return before >= aside.low and tree.pos(before) in ("CCONJ", "SCONJ")


def hearsay(report: Report, number: int) -> Draft | None:
    """`Allegedly P.`: a sentence that opens with the article's own doubt, on nobody's word."""
    tree, sent = report.tree, report.tree.sents[number]
    if not report.has("hearsay", sent.first) or predicate(tree, sent.first + 1, sent.last) is None:
        return None
    span = trim(report, sent.first + 1, sent.last)
    cue = tree.span(sent.first, sent.first + 1)
    if span is None:
        return None
    return Draft(rule="hearsay", at=sent.first, cue=cue, content=(span,), stance="distanced")


def draft(report: Report, cue: Cue) -> Draft | None:
    aside = find(report, cue)
    if (
        aside is None
        or (aside.source and report.has("nobody", aside.source.head))
        or (
            aside.source
            and report.has("first_person", aside.source.head)
            and report.quote_at(report.tree.tokens[cue.word].span.start)
        )
    ):
        return None
    spans = () if contrasted(report, aside) else content(report, aside)
    if not spans or sum(s.stop - s.start for s in spans) < 8:
        return None
    cue_first = aside.cue.first
    cue_last = aside.source.last if aside.source and cue_first <= aside.source.first < cue.last else cue.last
    return Draft(
        rule=f"aside-{cue.kind}",
        at=cue.word,
        cue=report.tree.span(cue_first, max(cue_last, cue.last)),
        content=spans,
        source=aside.source,
        stance=cue.says,
    )
