"""Kind, stance and evidence of an attribution whose spans are known."""

from __future__ import annotations

from svodka.analysis import promises
from svodka.analysis.content import bounds
from svodka.analysis.fragments import fragment
from svodka.analysis.report import Draft, Report
from svodka.types import Evidence, Kind, Stance


def kind(report: Report, draft: Draft) -> Kind:
    """How much of the content stands in quotation marks that quote (not names, not single words). The marks around a
    whole quotation that holds the cue too are another's."""
    tree = report.tree
    tokens = [i for s in draft.content for i in tree.inside(s) if tree.pos(i) != "PUNCT"]
    host = report.quote_at(draft.cue.start) if draft.cue and not draft.rule.startswith("quote") else None
    quoted = [i for i in tokens if quotes(report, i) and report.quote_at(tree.tokens[i].span.start) != host]
    if tokens and len(quoted) == len(tokens):
        return "direct"
    return "mixed" if quoted else "indirect"


def quotes(report: Report, i: int) -> bool:
    quote = report.quote_at(report.tree.tokens[i].span.start)
    return quote is not None and (quote.speech or fragment(report, quote))


def stance(report: Report, draft: Draft, own: str) -> Stance:
    """The cue's own stance, unless the words around it say more; `own` is the source's entity."""
    if draft.stance in ("denied", "demanded"):
        return draft.stance
    if draft.rule == "noun-infinitive" and not (draft.voice and draft.voice.name):
        return "plain"  # `an intention to close was reported`: nobody's
    if doubted(report, draft):
        return "distanced"
    if draft.stance == "plain" and draft.kind != "direct" and promises.commits(report, draft, own):
        return "promised"
    return draft.stance


def doubted(report: Report, draft: Draft) -> bool:
    """The article's own doubt: a word of doubt about the content's own predicate or beside the cue, or a source that
    is hearsay."""
    tree = report.tree
    if draft.source is not None and report.has("rumour", draft.source.head):
        return True
    words = {i for s in draft.content for i in tree.inside(s) if report.has("doubt", i) and not quotes(report, i)}
    near = range(max(0, draft.at - 3), min(len(tree.tokens), draft.at + 3)) if draft.cue else ()
    beside = any(
        report.has("doubt", i) and not quotes(report, i) and (tree.head(i) == draft.at or i == draft.at - 1)
        for i in near
        if i not in words
    )
    return beside or any(not in_aside_clause(report, draft, i) for i in words)


def in_aside_clause(report: Report, draft: Draft, i: int) -> bool:
    """The word stands by a phrase with a preposition, or in a clause that describes a noun of the content other than
    its subject: the content itself is not doubted."""
    tree, head = report.tree, report.tree.head(i)
    if head > i and tree.pos(head) == "NOUN" and tree.child(head, "case") is not None:
        return True
    inside = {k for s in draft.content for k in tree.inside(s)}
    clause = next((k for k in tree.path(i) if tree.rel(k) in ("acl:relcl", "acl")), None)
    noun = tree.head(clause) if clause is not None else -1
    return noun in inside and not tree.rel(noun).startswith("nsubj")


def denied_proof(report: Report, inside: range) -> bool:
    """`no proof`, `did not bring proof`."""
    return any(report.has("none", i) or (report.has("not", i) and report.has("proof_shown", i + 1)) for i in inside)


def proof_to_come(report: Report, inside: range) -> bool:
    """`to show it later`."""
    return any(report.has("proof_shown", i) and report.tree.feats[i].get("VerbForm") == "Inf" for i in inside)


def unproved_after(report: Report, first: int) -> bool:
    """The next sentence says that proof was not brought."""
    tree = report.tree
    if first >= len(tree.tokens):
        return False
    inside = range(first, tree.sent(first).last)
    promised = proof_to_come(report, inside)
    opens = any(report.has("proof", i) for i in range(first, min(first + 3, inside.stop)))
    return opens and (promised or denied_proof(report, inside))


def evidence(report: Report, draft: Draft) -> Evidence:
    """What the article says of proof: none yet (nor where it is only promised), or shown. Words on proof inside the
    content itself are the source's own."""
    tree = report.tree
    if draft.cue is None or not 0 <= draft.at < len(tree.tokens):
        return ""
    low, high = bounds(report, draft.at)
    sent = tree.sent(draft.at)
    low, high = min(low, sent.first), max(high, sent.last)
    here = range(low, high)
    if any(report.has("unproved", i) for i in here):
        return "none"
    promised = proof_to_come(report, here)
    shown = any(report.has("proof_shown", i) and tree.feats[i].get("Tense") == "Past" for i in here)
    own = {i for s in draft.content for i in tree.inside(s)} if not (promised or shown) else set()
    if not any(report.has("proof", i) and i not in own for i in here):
        return "none" if unproved_after(report, high) else ""
    if promised or denied_proof(report, here):
        return "none"
    return "shown" if shown else ""
