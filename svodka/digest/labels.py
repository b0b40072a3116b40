"""What a number counts, in words of its report: the noun with what hangs on it, in the nominative."""
from __future__ import annotations

from collections.abc import Sequence

from svodka.digest.counts import Counted, head_of
from svodka.digest.lexicon import fold
from svodka.digest.report import Report
from svodka.types import Span

AFTER = 4      # words behind the noun that a label may keep
LONGEST = 90   # characters of a clause that may stand for a label


def label(c: Counted) -> str:
    """The role of the people; else the counted noun's phrase; else the clause around the number."""
    if c.whole:
        return c.of
    inside = c.report.inside(c.figure.span)
    noun = noun_of(c, inside)
    if noun is None or (c.figure.kind == "money" and noun in inside):  # roubles are no label of roubles
        return clause(c.report, inside[0]) or c.of
    return phrase(c.report, noun, inside)


def noun_of(c: Counted, inside: Sequence[int]) -> int | None:
    """The token of the counted noun: in the figure, just behind it, or above it."""
    report, last = c.report, inside[-1]
    near = [*reversed(inside), *range(last + 1, min(last + 3, len(report.analysis.tokens)))]
    if c.figure.of:
        named = (i for i in near if fold(report.token(i).lemma) == fold(c.figure.of))
        return next(named, inside[-1] if report.token(inside[-1]).pos != "NUM" else None)
    above = report.token(head_of(report, inside)).head
    return above if 0 <= above < inside[0] and c.of and report.token(above).lemma == c.of else None


def phrase(report: Report, noun: int, figure: Sequence[int]) -> str:
    """The noun and the words behind it that hang on it, up to a comma or the number."""
    if report.pack is None:
        return report.token(noun).lemma
    tree, last = set(report.subtree(noun)), noun
    while last + 1 in tree and last - noun < AFTER and report.token(last + 1).pos != "PUNCT" \
            and (last + 1 not in figure or noun in figure):
        last += 1
    while last > noun and report.token(last).pos not in ("NOUN", "PROPN"):
        last -= 1
    return report.pack.backend.nominative(report.doc.text, report.analysis.tokens, noun, last + 1, noun)


def clause(report: Report, i: int) -> str:
    """The words between the commas around the number, if they are few."""
    sent = report.sent_at(report.token(i).span.start)
    if sent is None:
        return ""
    marks = [j for j in range(sent.first, sent.last) if report.token(j).rel == "punct"
             and report.words(report.token(j).span) in ",;.!?()"]
    first = max((j + 1 for j in marks if j < i), default=sent.first)
    last = min((j for j in marks if j > i), default=sent.last)
    words = report.words(Span(start=report.token(first).span.start, stop=report.token(last - 1).span.stop))
    return " ".join(words.split()) if len(words) <= LONGEST else ""
