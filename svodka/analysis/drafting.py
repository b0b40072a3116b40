"""From a cue and its content to a draft: for whom the cue speaks, or that it speaks for nobody."""

from __future__ import annotations

from svodka.analysis import asides, sources
from svodka.analysis.cues import Cue
from svodka.analysis.report import Draft, Report, Source
from svodka.types import Span, Stance


def whole(report: Report, head: int, cue: Cue, low: int, high: int) -> tuple[int, int]:
    """The full stretch of a phrase on its own side of the cue, without verbs that are coordinated with it."""
    tree = report.tree
    under = tree.subtree(head)
    under -= {k for j in under if j != head and tree.finite(j) and tree.rel(j) == "conj" for k in tree.subtree(j)}
    high = next((k for k in range(head, high) if tree.finite(k) and k not in under), high)
    inside = [k for k in under if low <= k < high and (k < cue.first) == (head < cue.first)]
    return min(inside), max(inside) + 1


def made(
    report: Report, cue: Cue, rule: str, spans: tuple[Span, ...], low: int, high: int, stance: Stance
) -> Draft | None:
    """The draft, if the cue speaks for somebody: not for the author (`it should be noted that`), not as an order."""
    if not spans or authorial(report, cue) or report.own_words(cue.word):
        return None
    if cue.negated:
        stance = "plain" if stance == "denied" else "denied"
    source = source_for(report, cue, low, high)
    if source and (stance == "promised" or report.has("minds", cue.word)) and lifeless(report, source):
        return None
    if source is None and nobody_vouches(report, cue, rule):
        return None
    if source and (report.has("nobody", source.head) or (report.has("this", source.head) and cue.kind != "noun")):
        return None
    return Draft(
        rule=rule, at=cue.word, cue=report.tree.span(cue.first, cue.last), content=spans, source=source, stance=stance
    )


def lifeless(report: Report, source: Source) -> bool:
    """`The house threatens to fall`, `the plan supposes that P`: a thing gives no word and has no mind."""
    return report.has("things", source.head) and not any(k in report.named for k in range(source.first, source.last))


def nobody_vouches(report: Report, cue: Cue, rule: str) -> bool:
    """Without a source an accusation is nobody's, a noun nobody's but for hearsay, and `it follows` an inference."""
    if cue.kind == "noun":
        return not report.has("unowned", cue.word) and not (by_hand(report, cue) and rule == "infinitive")
    return rule == "accusation" or report.has("sourced_only", cue.word)


def source_for(report: Report, cue: Cue, low: int, high: int) -> Source | None:
    if cue.kind == "noun":
        owner = sources.genitive(report, cue.word)
        return owner or carrier(report, cue, low)
    if cue.kind == "said_in":
        return asides.said_in(report, cue, high)
    if asides.unnamed(report.tree, cue):
        return None
    return sources.find(report, cue, low, high)


def carrier(report: Report, cue: Cue, low: int) -> Source | None:
    """`came with a proposal`: the subject of the verb that carries the noun."""
    tree = report.tree
    verb = tree.head(cue.word)
    if verb < 0 or tree.pos(verb) != "VERB" or not (by_hand(report, cue) or report.has("light", verb)):
        return None
    return sources.find(report, sources.verbal(verb), low, cue.word)


def by_hand(report: Report, cue: Cue) -> bool:
    """`sent out letters with an offer`."""
    return any(report.has("with", k) for k in report.tree.children[cue.word])


def yet_to_come(report: Report, verb: int) -> bool:
    """`will propose`: nothing has been said yet."""
    tree = report.tree
    return (tree.finite(verb) and tree.feats[verb].get("Tense") == "Fut") or any(
        report.has("will", c) for c in tree.children[verb]
    )


def authorial(report: Report, cue: Cue) -> bool:
    tree = report.tree
    feats = tree.feats[cue.word]
    if feats.get("Mood") == "Imp" or yet_to_come(report, cue.word):
        return True
    if (
        feats.get("Person") == "1"
        and not tree.child(cue.word, "nsubj")
        and report.quote_at(tree.tokens[cue.word].span.start) is None
    ):
        return True
    if feats.get("VerbForm") == "Inf":
        if report.has("findings", cue.word):
            return True  # `tries to find out`: nothing has been found
        return sources.shared(report, cue, 0, 0) is None
    return False
