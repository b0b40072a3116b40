"""Kind, stance and evidence of an attribution whose spans are known."""

from __future__ import annotations

from svodka.analysis.content import bounds, predicate
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
    tree = report.tree
    quote = report.quote_at(tree.tokens[i].span.start)
    if quote is None:
        return False
    if quote.speech:
        return True
    return fragment(report, quote)


def stance(report: Report, draft: Draft, own: str) -> Stance:
    """The cue's own stance, unless the words around it say more; `own` is the source's entity."""
    if draft.stance in ("denied", "demanded"):
        return draft.stance
    if doubted(report, draft):
        return "distanced"
    if draft.stance == "plain" and draft.kind != "direct" and commits(report, draft, own):
        return "promised"
    return draft.stance


def doubted(report: Report, draft: Draft) -> bool:
    """A word of the article's own doubt inside the content, outside quotation marks, or beside the cue."""
    tree = report.tree
    inside = [i for s in draft.content for i in tree.inside(s)]
    near = range(max(0, draft.at - 3), min(len(tree.tokens), draft.at + 3)) if draft.cue else ()
    return any(
        report.has("doubt", i) and not quotes(report, i)
        for i in (*inside, *near)
        if not (q := report.quote_at(tree.tokens[i].span.start)) or not q.speech
    )


def commits(report: Report, draft: Draft, own: str) -> bool:
    """The content is a future act of the source itself: a predicate in the future with no other subject."""
    tree = report.tree
    tokens = [i for s in draft.content for i in tree.inside(s)]
    top = predicate(tree, tokens[0], tokens[-1] + 1) if tokens else None
    if top is None or not own or not future(report, top):
        return False
    subject = next((c for c in tree.children[top] if tree.rel(c).startswith("nsubj") and c in tokens), None)
    if subject is None and draft.cue is not None and tree.feats[top].get("Number") == "Plur":
        return tree.feats[draft.at].get("Number") == "Plur"  # `they will mend it`: by nobody named
    if subject is None:
        return (
            tree.feats[top].get("Person") in ("3", None)
            and not tree.child(top, "csubj", "xcomp")
            and tree.feats[top].get("Voice") != "Pass"
        )
    return report.has("personal", subject) or (subject in report.named and report.named[subject][1].key == own)


def future(report: Report, top: int) -> bool:
    tree = report.tree
    words = [top, *(c for c in tree.children[top] if tree.rel(c) in ("aux", "cop", "aux:pass"))]
    return any(tree.feats[i].get("Tense") == "Fut" or report.has("will", i) for i in words) or report.has(
        "intends", top
    )


def denied_proof(report: Report, inside: range) -> bool:
    """`no proof`, `did not bring proof`."""
    return any(report.has("none", i) or (report.has("not", i) and report.has("proof_shown", i + 1)) for i in inside)


def unproved_after(report: Report, first: int) -> bool:
    """The next sentence says that proof was not brought."""
    tree = report.tree
    if first >= len(tree.tokens):
        return False
    inside = range(first, tree.sent(first).last)
    return any(report.has("proof", i) for i in range(first, min(first + 3, inside.stop))) and denied_proof(
        report, inside
    )


def evidence(report: Report, draft: Draft) -> Evidence:
    """What the sentence says of proof: none yet, or shown."""
    if draft.cue is None or not 0 <= draft.at < len(report.tree.tokens):
        return ""
    low, high = bounds(report, draft.at)
    sent = report.tree.sent(draft.at)
    low, high = min(low, sent.first), max(high, sent.last)
    proof = [i for i in range(low, high) if report.has("proof", i)]
    if not proof:
        return "none" if unproved_after(report, high) else ""
    if denied_proof(report, range(low, high)):
        return "none"
    shown = any(report.has("proof_shown", i) and report.tree.feats[i].get("Tense") == "Past" for i in range(low, high))
    return "shown" if shown else ""
