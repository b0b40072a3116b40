"""Content with no verb of its own: `called X a Y`, `holds X to be Y`, `X is held to be Y`, `takes X as Y`, and what
somebody does not foresee."""

from __future__ import annotations

from collections.abc import Iterator

from svodka.analysis.content import bounds, pieces
from svodka.analysis.cues import Cue
from svodka.analysis.drafting import made, whole
from svodka.analysis.report import Draft, Report
from svodka.analysis.tree import SUBJECTS

REACH = 14  # tokens between the cue and an amount
QUOTING = ("\u00bb", "\u201d", "(", ")")


def small_clause(report: Report, cue: Cue) -> Draft | None:
    """`called X a Y`, `holds X a Y`, `describes X as Y`: content is X and Y without the verb."""
    if not cue.governs & {"small", "as"} or (cue.kind == "verb" and passive(report, cue)):
        return None
    low, high = bounds(report, cue.word)
    what = next(named(report, cue, low, high), None)
    called = next((c for c in kids(report, cue, low, high) if c != what and predicated(report, cue, c)), None)
    if what is None or called is None:
        return None
    first, last = sorted([whole(report, what, cue, low, high), whole(report, called, cue, low, high)])
    last = last[0], tail_of(report, last[1], high)
    if first[1] >= last[0] - 1 and not first[1] <= cue.first < last[0]:
        first, last = (first[0], max(first[1], last[1])), (0, 0)
    return made(report, cue, "small-clause", pieces(report, [first, last]), low, high, cue.stance)


def passive(report: Report, cue: Cue) -> bool:
    """`was found guilty`: an act of nobody who is named."""
    return report.tree.feats[cue.word].get("Voice") == "Pass"


def worth(report: Report, cue: Cue) -> Draft | None:
    """`put the damage at N`, `the damage is put at N`: content is the thing and the amount."""
    if "worth" not in cue.governs or passive(report, cue) != (cue.kind == "impersonal"):
        return None
    tree = report.tree
    low, high = bounds(report, cue.word)
    what = next(named(report, cue, low, high), None)
    at = next((k for k in range(cue.last, min(high, cue.last + REACH)) if report.has("in", k)), None)
    if what is None or at is None or not any(tree.pos(k) == "NUM" for k in range(at + 1, min(high, at + 5))):
        return None
    amount = at, max(k for k in tree.subtree(tree.head(at)) if k < high) + 1
    thing = whole(report, what, cue, low, high)
    if thing[0] < cue.first:
        return made(report, cue, "worth", pieces(report, [thing, amount]), low, high, cue.stance)
    return made(report, cue, "worth", pieces(report, [(thing[0], amount[1])]), low, high, cue.stance)


def kids(report: Report, cue: Cue, low: int, high: int) -> list[int]:
    return [c for c in report.tree.children[cue.word] if low <= c < high]


def named(report: Report, cue: Cue, low: int, high: int) -> Iterator[int]:
    """What is called something: the object, of a passive the subject."""
    tree = report.tree
    subject = tree.child(cue.word, "nsubj")
    if cue.kind == "impersonal":
        yield from (c for c in kids(report, cue, low, high) if tree.rel(c) in SUBJECTS)
        return
    for c in kids(report, cue, low, high):
        if (
            tree.rel(c) in ("obj", "obl", "iobj", "nsubj:pass", "nsubj")
            and c != subject
            and (tree.case(c) in ("Acc", "Gen", "") or tree.rel(c) == "obj")
            and tree.child(c, "case") is None
            and not likened(report, c)
        ):
            yield c


def predicated(report: Report, cue: Cue, c: int) -> bool:
    """What it is called: in the instrumental, or behind `as`."""
    tree = report.tree
    if tree.rel(c) not in ("xcomp", "obl", "obj", "iobj", "ccomp", "advcl", "acl", "conj"):
        return False
    if tree.pos(c) not in ("NOUN", "ADJ", "PROPN", "VERB", "DET", "NUM"):
        return False
    return likened(report, c) or (
        "small" in cue.governs and tree.case(c) == "Ins" and tree.child(c, "case") is None
    )


def likened(report: Report, c: int) -> bool:
    """`took it as a threat`: no comma before `as`, no predicate of its own."""
    tree = report.tree
    return any(report.has("as", k) and k < c and tree.words[k - 1] != "," for k in tree.children[c]) and (
        tree.pos(c) in ("NOUN", "PROPN", "ADJ") or tree.feats[c].get("VerbForm") == "Part"
    )


def tail_of(report: Report, stop: int, high: int) -> int:
    """Where the words behind a small clause that the parser hung elsewhere end: before the next mark or predicate."""
    tree = report.tree
    while (
        stop < high
        and not tree.finite(stop)
        and (tree.pos(stop) not in ("PUNCT", "CCONJ") or tree.words[stop] in QUOTING)
        and not tree.rel(stop).startswith("nsubj")
    ):
        stop += 1
    return stop


def foreseen(report: Report, cue: Cue) -> Draft | None:
    """`does not expect a sharp turn`: what somebody holds not to come stands as a noun in the genitive."""
    if "gen" not in cue.governs or not cue.negated:
        return None
    tree = report.tree
    low, high = bounds(report, cue.word)
    noun = next(
        (
            c
            for c in tree.children[cue.word]
            if cue.last <= c < high
            and tree.pos(c) == "NOUN"
            and tree.case(c) == "Gen"
            and tree.feats[c].get("Animacy") == "Inan"
            and tree.child(c, "case") is None
            and (
                report.has("reasons", c)
                if report.has("perceiving", cue.word)
                else tree.child(c, "amod", "nmod", "acl", "det") is not None
            )
        ),
        None,
    )
    if noun is None:
        return None
    first, last = whole(report, noun, cue, low, high)
    draft = made(report, cue, "foreseen", pieces(report, [(first, tail_of(report, last, high))]), low, high, cue.stance)
    return draft if draft and draft.source else None
