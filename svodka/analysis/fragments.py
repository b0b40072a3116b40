"""Words of somebody's quoted inside the article's own sentence: `promised «strict control» of prices`."""

from __future__ import annotations

from collections.abc import Collection

from svodka.analysis import drafting, sources
from svodka.analysis.content import so_called, trim
from svodka.analysis.cues import Cue
from svodka.analysis.quotes import Quote
from svodka.analysis.report import Draft, Report

REACH = 7  # tokens between a cue and the words quoted


def fragment(report: Report, quote: Quote) -> bool:
    """Words of somebody's, not a name: they do not begin with a capital, are not those of a `so-called` thing, and not
    one adjective before its noun."""
    tree = report.tree
    inside = [k for k in tree.inside(quote.inner) if tree.pos(k) != "PUNCT"]
    before = tree.at(quote.outer.start) - 1
    called = before > 0 and so_called(report, before - 1)
    if not inside or called or not tree.words[inside[0]][:1].islower():
        return False
    alone = tree.pos(inside[0]) in ("NOUN", "VERB") or (tree.pos(inside[0]) == "ADJ" and tree.rel(inside[0]) != "amod")
    return len(inside) > 1 or alone


def quoted_words(report: Report, quote: Quote, claimed: Collection[int]) -> Draft | None:
    """The complement of a cue holds quoted words: it is content, though no clause."""
    tree = report.tree
    at = tree.at(quote.outer.start)
    low, high = tree.sent(at).first, max(tree.sent(at).last, tree.at(quote.outer.stop))
    cue = governor(report, low, at) if fragment(report, quote) else None
    if cue is None or cue.word in claimed or drafting.authorial(report, cue) or report.own_words(cue.word):
        return None
    branch = next((k for i in tree.inside(quote.inner) for k in tree.path(i) if tree.head(k) == cue.word), None)
    if branch is None or (tree.rel(branch) == "obj" and cue.stance == "plain"):
        return None  # `noticed a «domino effect»` is no speech
    whole = [k for k in tree.subtree(branch) if cue.last <= k < high]
    first, last = min([*whole, at]), tree.at(quote.outer.stop)
    if first < at and tree.pos(first) == "ADP":
        if not report.has("about", first):
            return None  # where or with whom, not what
        first += 1
    while last < high and last in whole and tree.pos(last) != "PUNCT":
        last += 1
    content, source = trim(report, first, last), sources.find(report, cue, low, high)
    if content is None or source is None or source.first <= at < source.last:
        return None
    span = tree.span(cue.first, cue.last)
    return Draft(rule="quoted-words", at=cue.word, cue=span, content=(content,), source=source, stance=cue.says)


def governor(report: Report, low: int, at: int) -> Cue | None:
    """The verb of speech right before, with nothing between that is a verb or a mark."""
    tree = report.tree
    here = [c for c in report.cues if low <= c.word < at and c.kind == "verb" and c.governs & {"quote", "inf"}]
    if not here or at - here[-1].last > REACH:
        return None
    between = range(here[-1].last, at)
    return None if any(tree.pos(i) in ("PUNCT", "VERB", "AUX") for i in between) else here[-1]
