"""Kind, stance and evidence of an attribution whose spans are known."""

from __future__ import annotations

from svodka.analysis import promises
from svodka.analysis.content import bounds
from svodka.analysis.fragments import fragment
from svodka.analysis.quotes import Quote
from svodka.analysis.report import Draft, Report
from svodka.types import Evidence, Kind, Stance


def kind(report: Report, draft: Draft) -> Kind:
    """How much of the content stands in quotation marks that quote (not names, not single words). The marks around a
    whole quotation that holds the cue too are another's."""
    tree = report.tree
    if not any(q.outer.start < s.stop and s.start < q.outer.stop for q in report.quotes for s in draft.content):
        return "indirect"
    held = [report.quoted[i] for s in draft.content for i in tree.inside(s) if tree.pos(i) != "PUNCT"]
    host = report.quote_at(draft.cue.start) if draft.cue and not draft.rule.startswith("quote") else None
    quoted = [quote is not host and quotes(report, quote) for quote in held]
    if quoted and all(quoted):
        return "direct"
    return "mixed" if any(quoted) else "indirect"


def quotes(report: Report, quote: Quote | None) -> bool:
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
    if not report.tells("doubt"):
        return False
    words = {i for s in draft.content for i in report.all("doubt", *tree.limits(s))}
    near = report.all("doubt", draft.at - 3, draft.at + 3) if draft.cue else ()
    beside = (i for i in near if i not in words and (tree.head(i) == draft.at or i == draft.at - 1))
    inside = (i for i in words if not in_aside_clause(report, draft, i))
    return any(not quotes(report, report.quoted[i]) for i in (*beside, *inside))


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


def denied_proof(report: Report, first: int, last: int) -> bool:
    """`no proof`, `did not bring proof`."""
    denied = any(report.has("not", i - 1) for i in report.all("proof_shown", first + 1, last + 1))
    return denied or bool(report.all("none", first, last))


def proof_to_come(report: Report, first: int, last: int) -> bool:
    """`to show it later`."""
    return any(report.tree.feats[i].get("VerbForm") == "Inf" for i in report.all("proof_shown", first, last))


def unproved_after(report: Report, first: int) -> bool:
    """The next sentence says that proof was not brought."""
    tree = report.tree
    if first >= len(tree.tokens):
        return False
    last = tree.sent(first).last
    opens = report.all("proof", first, min(first + 3, last))
    return bool(opens) and (proof_to_come(report, first, last) or denied_proof(report, first, last))


def evidence(report: Report, draft: Draft) -> Evidence:
    """What the article says of proof: none yet (nor where it is only promised), or shown. Words on proof inside the
    content itself are the source's own."""
    tree = report.tree
    if draft.cue is None or not 0 <= draft.at < len(tree.tokens) or not report.tells("proof", "unproved"):
        return ""
    low, high = bounds(report, draft.at)
    sent = tree.sent(draft.at)
    low, high = min(low, sent.first), max(high, sent.last)
    if report.all("unproved", low, high):
        return "none"
    promised = proof_to_come(report, low, high)
    shown = any(tree.feats[i].get("Tense") == "Past" for i in report.all("proof_shown", low, high))
    own = {i for s in draft.content for i in tree.inside(s)} if not (promised or shown) else set()
    if own.issuperset(report.all("proof", low, high)):
        return "none" if unproved_after(report, high) else ""
    if promised or denied_proof(report, low, high):
        return "none"
    return "shown" if shown else ""
