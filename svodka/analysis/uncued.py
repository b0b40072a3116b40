"""Quotations with no cue of their own: who goes on speaking, or of whom the sentence before tells."""

from __future__ import annotations

from collections.abc import Iterable

from svodka.analysis import sources
from svodka.analysis.quotes import STOPS, Quote
from svodka.analysis.report import Draft, Report, Source
from svodka.analysis.salience import person_subject
from svodka.analysis.speech import filled

CLAUSE = 5  # tokens of a clause that is quoted as such


def continued(report: Report, quote: Quote, drafts: list[Draft]) -> Draft | None:
    """A quotation with no cue that is a sentence of its own: the speaker of the sentence or quotation before goes on;
    else the person whom the sentence before is about speaks; else nobody known."""
    tree = report.tree
    start, after = tree.at(quote.outer.start), tree.at(quote.outer.stop)
    opens = tree.sent(start).first in (start, start - 1) or tree.words[start - 1] in STOPS
    draft = Draft(
        rule="quote-continued", at=start, cue=None, content=(filled(report, quote.inner),), kind="direct", source=None
    )
    hosts = speakers_before(report, quote, drafts)
    if hosts and (opens or retold(report, quote, drafts)):
        return draft.but(follows=hosts)
    alone = after >= len(tree.words) or tree.words[after] in STOPS or tree.words[after - 2] in STOPS
    if not opens or not alone or tree.sent_of[start] == 0:
        return None
    return draft.but(rule="quote-alone", source=subject_before(report, start))


def retold(report: Report, quote: Quote, drafts: list[Draft]) -> bool:
    """`X said P. But now «Q»`: a sentence with no attribution of its own ends in a clause in quotation marks."""
    tree = report.tree
    inside = tree.inside(quote.inner)
    sent = tree.sent(inside.start)
    told = any(sent.span.start <= s.start < sent.span.stop for d in drafts for s in d.content)
    clause = any(tree.finite(i) for i in inside) and len(inside) > CLAUSE
    return clause and not told and sent.span.stop - quote.outer.stop < 2


def speakers_before(report: Report, quote: Quote, drafts: list[Draft]) -> tuple[int, ...]:
    """The attributions that end in the sentence before, or the last quotation here or in the paragraph before; those
    that no other of them holds come first."""
    tree = report.tree
    start = tree.at(quote.outer.start)
    here = next(k for k, p in enumerate(report.paragraphs) if p.start <= quote.outer.start < p.stop)
    low = report.paragraphs[max(0, here - 1)].start
    ends = [(end_of(d), k) for k, d in enumerate(drafts) if d.rule not in ("colon", "headline-behind")]
    past = [(end, k) for end, k in ends if low <= end <= quote.outer.start]
    last = max(past, default=None)
    if last is None:
        return ()
    same = tree.sent_of[tree.at(last[0]) - 1]
    before = max(0, min(start, tree.sent(start).first) - 1)
    if tree.words[start - 1] in STOPS:
        before = start - 1
    if drafts[last[1]].kind != "direct" and tree.sent_of[before] != same:
        return ()
    near = [k for end, k in past if tree.sent_of[tree.at(end) - 1] == same]
    return tuple(sorted(near, key=lambda k: (held(drafts[k], (drafts[j] for j in near)), -end_of(drafts[k]))))


def end_of(draft: Draft) -> int:
    return max(s.stop for s in (*draft.content, *([draft.cue] if draft.cue else [])))


def held(draft: Draft, others: Iterable[Draft]) -> bool:
    cue = draft.cue
    return cue is not None and any(s.start <= cue.start < s.stop for o in others if o is not draft for s in o.content)


def subject_before(report: Report, start: int) -> Source | None:
    """Who speaks in the sentence before, or the person who is its subject."""
    tree = report.tree
    number = tree.sent_of[start] - (tree.sent(start).first >= start - 1)
    if number < 0:
        return None
    sent = tree.sents[number]
    told = [c for c in report.cues if sent.first <= c.word < sent.last and c.kind == "verb" and "quote" in c.governs]
    heads = [h for c in reversed(told) if (h := sources.subject(report, c, sent.first, sent.last)) is not None]
    heads += [i for i in range(sent.first, sent.last) if person_subject(report, i)]
    return sources.phrase(report, heads[0]) if heads else None
