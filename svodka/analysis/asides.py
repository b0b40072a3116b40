"""Parenthetical cues: `P, reports X`, `as X said, P`, `in the words of X, P`: where the cue's own
words begin and end."""

from __future__ import annotations

from dataclasses import dataclass

from svodka.analysis import sources
from svodka.analysis.content import DASHES, bounds
from svodka.analysis.cues import Cue
from svodka.analysis.report import Report, Source
from svodka.analysis.tree import SUBJECTS, Tree

EDGES = frozenset((",", ";", "(", ")", ".", "!", "?", "\u2026", ":", *DASHES))
LONGEST = 24  # tokens of an aside: a longer one is a clause of its own
TOKENS_BEFORE = 9  # of an aside before its verb


@dataclass(frozen=True, slots=True)
class Aside:
    """Tokens [first, last) are the cue with its source, without the marks around them; [low, high) is the sentence."""

    cue: Cue
    first: int
    last: int
    low: int
    high: int
    source: Source | None


def find(report: Report, cue: Cue) -> Aside | None:
    if cue.kind in ("prep", "how"):
        return by_preposition(report, cue)
    if cue.kind in ("impersonal", "said_in") or "aside" in cue.governs:
        return by_verb(report, cue)
    return None


def by_verb(report: Report, cue: Cue) -> Aside | None:
    tree = report.tree
    short = cue.kind in ("said_in", "predicative") and tree.pos(cue.word) in ("VERB", "ADJ")
    if not tree.finite(cue.word) and not short:
        return None
    if cue.kind == "impersonal" and tree.child(cue.word, *SUBJECTS) is not None:
        return None  # `a change is expected`: said of the noun, not of the sentence
    low, high = bounds(report, cue.word)
    high = before_quotation(report, cue, high)
    first = left_edge(tree, cue, low)
    if first is None or (first == low and not report.has("as", first)):
        return None
    last = right_edge(report, cue, high)
    many = last - first > LONGEST or any(k != cue.word and tree.finite(k) for k in range(first, last))
    if many or opens_clause(report, cue, first):
        return None
    source = source_of(report, cue, first, last)
    if source is None and not may_stand_alone(report, cue, first, ends=last >= high - 1):
        return None
    if (source is not None and not first <= source.head < last) or subject_elsewhere(tree, cue, first, last):
        return None
    if has_object(report, cue, source):
        return None
    return Aside(cue=cue, first=first, last=last, low=low, high=high, source=source)


def source_of(report: Report, cue: Cue, first: int, last: int) -> Source | None:
    if cue.kind == "said_in":
        return said_in(report, cue, last)
    return None if unnamed(report.tree, cue) else sources.find(report, cue, first, last)


def may_stand_alone(report: Report, cue: Cue, first: int, ends: bool) -> bool:
    """With nobody named beside it: an impersonal cue, `as they say`, a speaker carried on, a name that was lost."""
    tree = report.tree
    if report.has("sourced_only", cue.word):
        return False
    lost = ends and report.has("relays", cue.word) and tree.feats[cue.word].get("Tense") == "Pres"
    plural = tree.feats[cue.word].get("Number") == "Plur"
    return cue.kind != "verb" or plural or lost or report.has("as", first) or carries(report, cue, first)


def before_quotation(report: Report, cue: Cue, high: int) -> int:
    """A quotation of speech right behind the cue is the next sentence: the name between them is lost."""
    after = min(cue.last, high - 1)
    quote = report.speech_at(after)
    opened = quote and quote.outer.start == report.tree.tokens[after].span.start
    return after if opened and report.has("relays", cue.word) else high


def unnamed(tree: Tree, cue: Cue) -> bool:
    """An impersonal form: nobody is named by it, whatever noun stands beside."""
    return cue.kind == "impersonal" or tree.feats[cue.word].get("Voice") == "Pass"


def subject_elsewhere(tree: Tree, cue: Cue, first: int, last: int) -> bool:
    return any(tree.rel(c).startswith("nsubj") and not first <= c < last for c in tree.children[cue.word])


def carries(report: Report, cue: Cue, first: int) -> bool:
    """A bare past verb in the singular between a dash and the end: the speaker is the one before."""
    return report.tree.words[first - 1] in DASHES and report.tree.feats[cue.word].get("Tense") == "Past"


def left_edge(tree: Tree, cue: Cue, low: int) -> int | None:
    for i in range(cue.first, max(low, cue.first - TOKENS_BEFORE) - 1, -1):
        if i == low:
            return low
        if tree.words[i - 1] in EDGES:
            return i if tree.words[i - 1] in (",", "(", *DASHES) else None
    return None


def right_edge(report: Report, cue: Cue, high: int) -> int:
    """The first edge behind the cue that is not inside its source: quotation marks and apposed names belong to it."""
    tree = report.tree
    for i in range(cue.last, high):
        if (
            tree.words[i] in EDGES
            and not (i in report.named and tree.words[i] not in DASHES)
            and not inside_name(report, i)
            and not enumeration(tree, i, cue.word)
        ):
            return i
    return high


def inside_name(report: Report, i: int) -> bool:
    return i - 1 in report.named and i + 1 in report.named and report.named[i - 1] == report.named[i + 1]


def enumeration(tree: Tree, i: int, top: int) -> bool:
    """A comma within the subject itself: `X, head of Y` or `X, Y and Z`."""
    after = i + 1
    if tree.words[i] != "," or after >= len(tree.tokens):
        return False
    heads = tree.path(after)
    return (
        top in heads
        and tree.rel(heads[heads.index(top) - 1]) == "nsubj"
        and not any(tree.rel(k) in ("acl:relcl", "parataxis") for k in heads[: heads.index(top)])
        and tree.case(after) == "Nom"
    )


def opens_clause(report: Report, cue: Cue, first: int) -> bool:
    """A conjunction or relative at the edge: the verb has a clause of its own to head."""
    tree = report.tree
    return any(
        (tree.pos(i) in ("CCONJ",) and i == first)
        or report.has("which", i)
        or (tree.pos(i) == "SCONJ" and not report.has("as", i))
        or (report.has("as", i) and i == first > 1 and report.has("before_as", i - 2))  # `after that, as`
        for i in range(first, cue.word)
    )


def has_object(report: Report, cue: Cue, source: Source | None) -> bool:
    """An object or clause of the verb's own: then the sentence around it is not its content."""
    tree = report.tree
    for c in tree.children[cue.word]:
        if source and source.first <= c < source.last:
            continue
        if tree.rel(c) in ("obj", "xcomp", "csubj") and tree.case(c) in ("Acc", "Gen", "Ins") and c > cue.word:
            return True
        if tree.rel(c) == "obj" and report.has("selves", c):
            return True  # `as the rules demand it`
        if tree.rel(c) in ("xcomp", "ccomp") and tree.feats[c].get("VerbForm") == "Inf":
            return True
        if tree.rel(c) == "ccomp" and any(report.has("that", k) for k in tree.children[c]):
            return True
        if tree.rel(c) == "obl" and any(report.has("about", k) for k in tree.children[c]):
            return True
    return False


def said_in(report: Report, cue: Cue, last: int) -> Source | None:
    """The document or body of `it says in X` behind the cue, of `in X it is said` before it."""
    first = report.tree.sent(cue.word).first
    return document_in(report, range(cue.last, min(last, cue.last + 4)), any_noun=True) or document_in(
        report, range(cue.first - 1, max(first, cue.first - 10) - 1, -1), any_noun=False
    )


def document_in(report: Report, reach: range, any_noun: bool) -> Source | None:
    """The noun under the first preposition `in` of the reach, before any mark; a known source unless `any_noun`. Behind
    `at` it must be a page or a site."""
    tree = report.tree
    for i in reach:
        if tree.words[i] in EDGES:
            return None
        at = report.has("at", i)
        if report.has("in", i) or report.has("out_of", i) or at:
            head = next(
                (k for k in range(i + 1, min(len(tree.tokens), i + 6)) if tree.pos(k) in ("NOUN", "PROPN", "X")), None
            )
            row = report.lexicon.sources.get(tree.lemma[head]) if head is not None else None
            known = (row and row["kind"] in PAGES) if at else (any_noun or row or head in report.named)
            return sources.phrase(report, head) if head is not None and known else None
    return None


PAGES = ("outlet", "account")


def by_preposition(report: Report, cue: Cue) -> Aside | None:
    tree = report.tree
    low, high = bounds(report, cue.first)
    source = sources.genitive(report, cue.word)
    if cue.case == "Dat" or cue.last - cue.first == 1:
        source = governed(report, cue, high)
    if source and report.has("norms", source.head):
        return None
    own = [i for i in range(cue.first, cue.last) if report.has("possessive", i)]
    if own:
        source = Source(first=own[0], last=own[0] + 1, head=own[0])
    last = max(cue.last, source.last if source else cue.last)
    if last >= high:
        last = high
    while last < high and source and tree.words[last] not in EDGES and belongs(tree, last, source):
        last += 1
    while last < high and report.has("as", cue.first) and tree.words[last] not in EDGES:
        last += 1  # `as became known on Friday`
    if last < high and tree.words[last] in CLOSERS:
        last += 1
    return Aside(cue=cue, first=cue.first, last=last, low=low, high=high, source=source)


CLOSERS = ("\u00bb", "\u201d", '"')


def belongs(tree: Tree, i: int, source: Source) -> bool:
    return tree.under(i, source.head) and not tree.finite(i) and tree.rel(i) != "nsubj"


def governed(report: Report, cue: Cue, high: int) -> Source | None:
    """The noun in the case that the cue governs, before any mark."""
    tree = report.tree
    for i in range(cue.last, min(high, cue.last + 6)):
        if tree.words[i] in EDGES:
            break
        if tree.pos(i) in ("NOUN", "PROPN", "X", "PRON") and (tree.case(i) in (cue.case, "") or i in report.named):
            return sources.phrase(report, i)
    return None
