"""Whether a source commits itself: the content is a future act of its own, or of a body that it speaks for."""

from __future__ import annotations

from svodka.analysis import sources
from svodka.analysis.content import predicate
from svodka.analysis.report import Draft, Report

ACTORS = ("person", "body", "document")


def commits(report: Report, draft: Draft, own: str) -> bool:
    """`own`: the source's entity. The content's predicate is an act to come whose doer is the source."""
    tree, told = report.tree, [tokens for s in draft.content if (tokens := report.tree.inside(s))]
    top = predicate(tree, told[0].start, told[-1].stop) if told else None
    if top is None or not to_come(report, top):
        return False
    said = [c for c in tree.children[top] if tree.rel(c).startswith("nsubj") and any(c in tokens for tokens in told)]
    doer = next((c for c in said if sources.agrees(tree, c, top)), None)
    if doer is None:
        return undone_by_others(report, draft, top, own)
    if report.has("personal", doer):
        return agrees(report, draft, doer)
    if doer in report.named and report.named[doer][1].key == own:
        return True
    return speaks_for(report, draft, own, doer, handed=tree.rel(doer) == "nsubj:pass" or passive(report, top))


def to_come(report: Report, top: int) -> bool:
    """A verb in the future, or a word of intent; a state (`will depend`, `will be cheap`) is no act."""
    tree = report.tree
    if report.has("intends", top):
        return True
    if report.has("ready", top) or report.has("departs", top):
        return report.has("departs", top) or any(tree.feats[c].get("VerbForm") == "Inf" for c in tree.children[top])
    words = [top, *(c for c in tree.children[top] if tree.rel(c) in ("aux", "aux:pass"))]
    ahead = any(tree.feats[i].get("Tense") == "Fut" or report.has("will", i) for i in words)
    return ahead and tree.pos(top) == "VERB" and not report.has("states", top)


def passive(report: Report, top: int) -> bool:
    return report.tree.feats[top].get("Voice") == "Pass"


def undone_by_others(report: Report, draft: Draft, top: int, own: str) -> bool:
    """No subject: the source itself; in the plural (`they will mend it`) only where the cue is in the plural too."""
    tree = report.tree
    if draft.rule == "about-this" or tree.child(top, "csubj") or passive(report, top):
        return False
    verbs = [top, *(c for c in tree.children[top] if tree.finite(c) and tree.rel(c).startswith("aux"))]
    if any(tree.feats[i].get("Number") == "Plur" for i in verbs):
        said = tree.finite(draft.at) and tree.feats[draft.at].get("Number") == "Plur"
        return said and bool(own) and draft.source is not None
    known = bool(own) or (draft.source is not None and tree.finite(draft.at))
    return known and tree.feats[top].get("Person") in ("3", None)


def agrees(report: Report, draft: Draft, pronoun: int) -> bool:
    """The pronoun can stand for the source: its number, and its gender in the singular."""
    tree, source = report.tree, draft.source
    if source is None:
        return bool(draft.voice and draft.voice.name) and tree.feats[pronoun].get("Number") != "Plur"
    mine, its = tree.feats[source.head], tree.feats[pronoun]
    many = mine.get("Number") == "Plur" or (tree.finite(draft.at) and tree.feats[draft.at].get("Number") == "Plur")
    if its.get("Number") == "Plur":
        return many
    return not mine.get("Gender") or not its.get("Gender") or mine["Gender"] == its["Gender"]


def speaks_for(report: Report, draft: Draft, own: str, doer: int, handed: bool) -> bool:
    """The doer is the country or body of the source's office, or, named by its kind alone, the body that speaks."""
    tree, voice = report.tree, draft.voice
    if voice is None or voice.kind not in ACTORS:
        return False
    holder = report.by_key.get(own)
    roles = holder.roles if holder and voice.kind == "person" else []
    if any(learned(report, role.title) for role in roles):
        return False
    if handed:  # `the plan will be published` by those whom an official speaks for
        return bool(roles) and report.has("handed", tree.head(doer))
    land = report.roles.country(tree.lemma[doer])
    if any(land in role.countries or tree.lemma[doer] in role.of for role in roles if land or role.of):
        return True
    row = report.lexicon.sources.get(tree.lemma[doer])
    bare = not any(tree.rel(c) in ("nmod", "appos", "acl:relcl") for c in tree.children[doer])
    ours = row is not None and row["kind"] == "body" and row["generic"] == "yes" and bare
    return ours and (bool(roles) or voice.kind in ("body", "document"))


def learned(report: Report, title: str) -> bool:
    """Who speaks by trade, not for anybody: an expert, an analyst."""
    row = report.lexicon.sources.get(title)
    return row is not None and "learned" in row["class"]
