"""Content with no verb of its own: `called X a Y`, `holds X to be Y`, `X is held to be Y`, `takes X as Y`, and what
somebody does not foresee."""

from __future__ import annotations

from collections.abc import Iterator

from svodka.analysis import sources
from svodka.analysis.content import bounds, clause_end, pieces
from svodka.analysis.cues import Cue
from svodka.analysis.drafting import made, whole
from svodka.analysis.report import Draft, Report, Source
from svodka.analysis.tree import SUBJECTS

REACH = 14  # tokens between the cue and an amount
QUOTING = ("\u00bb", "\u201d", "(", ")")


def small_clause(report: Report, cue: Cue) -> Draft | None:
    """`called X a Y`, `holds X a Y`, `describes X as Y`: content is X and Y without the verb."""
    if not cue.governs & {"small", "as"} or (cue.kind == "verb" and passive(report, cue)):
        return None
    low, high = bounds(report, cue.word)
    called = instrumental(report, cue, low, high) or likened(report, cue, high)
    if called is None or awarded(report, cue, called):
        return None
    source = sources.find(report, cue, low, high) if cue.kind == "verb" else None
    ranges = around(report, cue, called, source, low, high)
    if source:  # behind what was called so: `does not hold her guilty X`
        ranges = [(a, source.first if a < source.first < b else b) for a, b in ranges]
    return made(report, cue, "small-clause", pieces(report, ranges), low, high, cue.stance) if ranges else None


def around(
    report: Report, cue: Cue, called: tuple[int, int], source: Source | None, low: int, high: int
) -> list[tuple[int, int]]:
    """The stretches of content: what is called stands between the cue and what it is called, behind both, or before."""
    tree, (first, last) = report.tree, called
    things = [c for c in named(report, cue, low, high) if not first <= c < last and not within(source, c)]
    behind = [c for c in things if c >= cue.last]
    ahead = [c for c in things if c < cue.first]
    start = source.last if source and cue.last <= source.first < first else cue.last
    if first < cue.first:
        what = whole(report, behind[0], cue, low, high) if behind else None
        return [called, (what[0], tail_of(report, what[1], high))] if what else []
    if any(tree.pos(k) in ("NOUN", "PROPN", "PRON", "X") for k in range(start, first)):
        return [(start, tail_of(report, last, high))]
    if later := [c for c in behind if c >= last]:
        return [(start, tail_of(report, whole(report, later[0], cue, low, high)[1], high))]
    if ahead:
        return [whole(report, ahead[0], cue, low, high), (start, tail_of(report, last, high))]
    act = next((k for k in range(last, min(high, last + 3)) if tree.feats[k].get("VerbForm") == "Inf"), None)
    return [(first, clause_end(report, first, act, cue, high))] if act else []


def within(source: Source | None, i: int) -> bool:
    return source is not None and source.first <= i < source.last


def named(report: Report, cue: Cue, low: int, high: int) -> Iterator[int]:
    """What is called something: an object of the cue, of a passive the subject."""
    tree = report.tree
    rels = SUBJECTS if cue.kind == "impersonal" else ("obj", "obl", "iobj", "xcomp", *SUBJECTS)
    for c in tree.children[cue.word]:
        if not low <= c < high or tree.rel(c) not in rels or tree.child(c, "case") is not None:
            continue
        if cue.kind == "impersonal" or tree.case(c) in ("Acc", "Gen", "") or tree.rel(c) == "obj":
            yield c


def instrumental(report: Report, cue: Cue, low: int, high: int) -> tuple[int, int] | None:
    """What it is called: a phrase in the instrumental with no preposition, among the cue's own, else next behind it."""
    if "small" not in cue.governs:
        return None
    tree = report.tree
    own = [c for c in tree.children[cue.word] if low <= c < high]
    near = range(cue.last, next((k for k in range(cue.last, high) if tree.finite(k)), high))
    for c in (*own, *near):
        if tree.case(c) != "Ins" or tree.pos(c) not in ("NOUN", "ADJ", "PROPN", "VERB", "DET", "NUM"):
            continue
        if sources.prepositional(tree, c, cue.word) or (c in own and tree.rel(c) in ("advmod", *SUBJECTS)):
            continue
        if tree.rel(c) == "obl:agent" or (tree.rel(c) == "nmod" and tree.pos(c) == "NOUN" and tree.head(c) in near):
            continue  # `the plan offered by X`, `the trade in arms`
        top = next(k for k in tree.path(c) if tree.rel(k) not in ("amod", "det", "acl") or tree.head(k) not in near)
        first, last = whole(report, top if top in near else c, cue, low, high)
        if last - first > 1 or not report.has("moment", c):
            return min(first, c), max(last, c + 1)
    return None


def likened(report: Report, cue: Cue, high: int) -> tuple[int, int] | None:
    """`took it as a threat`: `as` with no comma before it, and a nominal behind."""
    tree = report.tree
    if "as" not in cue.governs:
        return None
    for i in range(cue.last, min(high - 1, cue.last + REACH)):
        if tree.finite(i):
            return None
        if report.has("as", i) and tree.words[i - 1] != ",":
            inside = tree.subtree(tree.head(i)) if tree.head(i) > i else {i + 1}
            last = max(k for k in inside if k < high) + 1
            return None if any(tree.finite(k) and tree.child(k, *SUBJECTS) == i + 1 for k in inside) else (i, last)
    return None


def awarded(report: Report, cue: Cue, called: tuple[int, int]) -> bool:
    """`found him guilty`, `named him player of the year`: an act, not an opinion."""
    subject = report.tree.child(cue.word, *SUBJECTS)
    judged = subject is not None and report.has("judges", subject)
    return report.has("acts", cue.word) and (judged or any(report.has("prizes", k) for k in range(*called)))


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
    if what is None or at is None or tree.feats[cue.word].get("VerbForm") == "Inf":
        return None
    number = next((k for k in range(at + 1, min(high, at + 5)) if tree.pos(k) == "NUM"), None)
    if number is None or any(tree.pos(k) == "NOUN" for k in range(at, number)):
        return None
    amount = at, max(k for k in tree.subtree(tree.head(at)) if k < high) + 1
    thing = whole(report, what, cue, low, high)
    if thing[0] < cue.first:
        return made(report, cue, "worth", pieces(report, [thing, amount]), low, high, cue.stance)
    return made(report, cue, "worth", pieces(report, [(thing[0], amount[1])]), low, high, cue.stance)


def tail_of(report: Report, stop: int, high: int) -> int:
    """Where the words behind a small clause that the parser hung elsewhere end: before the next mark or predicate."""
    tree = report.tree
    while stop < high and not tree.finite(stop) and not tree.rel(stop).startswith("nsubj"):
        if tree.pos(stop) == "PUNCT" and tree.words[stop] not in QUOTING:
            break
        if tree.pos(stop) == "CCONJ" and not joins_noun(report, stop):
            break
        stop += 1
    return stop


def joins_noun(report: Report, conjunction: int) -> bool:
    """What the conjunction joins is no clause: `a spy and a former officer`."""
    tree, joined = report.tree, report.tree.head(conjunction)
    return (
        joined > conjunction
        and tree.pos(joined) in ("NOUN", "PROPN", "ADJ")
        and tree.case(joined) not in ("Nom", "")
        and not any(map(tree.finite, range(conjunction, joined)))
    )


def foreseen(report: Report, cue: Cue) -> Draft | None:
    """`does not expect a sharp turn`, `expects a rise in prices`: what is to come, or not to come, stands as a noun."""
    if "gen" not in cue.governs:
        return None
    tree = report.tree
    low, high = bounds(report, cue.word)
    reach = (c for c in tree.children[cue.word] if cue.last <= c < high)
    noun = next((c for c in reach if to_come(report, cue, c)), None)
    if noun is None:
        return None
    first, last = whole(report, noun, cue, low, high)
    draft = made(report, cue, "foreseen", pieces(report, [(first, tail_of(report, last, high))]), low, high, cue.stance)
    return draft if draft and draft.source else None


def to_come(report: Report, cue: Cue, c: int) -> bool:
    """A thing that may come about: a change by its name; of a negated cue any that is described, of sight a reason."""
    tree = report.tree
    if tree.pos(c) != "NOUN" or tree.feats[c].get("Animacy") != "Inan" or tree.child(c, "case") is not None:
        return False
    if not cue.negated:
        described = tree.child(c, "nmod", "amod", "obl") is not None
        return report.has("changes", c) and described and tree.case(c) in ("Gen", "Acc")
    if report.has("perceiving", cue.word):
        return report.has("reasons", c)
    return tree.case(c) == "Gen" and tree.child(c, "amod", "nmod", "acl", "det") is not None
