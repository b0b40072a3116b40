"""How far content reaches: clauses, sentences less the cue's own words, and what is trimmed from their ends."""

from __future__ import annotations

from svodka.analysis.cues import Cue
from svodka.analysis.report import Report
from svodka.analysis.tree import SUBJECTS, Tree, within
from svodka.types import Span

DASHES = ("\u2014", "\u2013", "-", "\u2212")
OPENING, CLOSING = '\u00ab\u201e\u201c"(', '\u00bb\u201c\u201d")'
NARRATION = ("conj", "parataxis", "root", "advcl", "nsubj")


def bounds(report: Report, i: int) -> tuple[int, int]:
    """The sentence of a token as [low, high), or the part of it inside the quotation that holds the token."""
    if (known := report.bounds.get(i)) is None:
        sent, quote = report.tree.sent(i), report.speech_at(i)
        inside = report.tree.inside(quote.inner) if quote else range(sent.first, sent.last)
        known = report.bounds[i] = max(sent.first, inside.start), min(sent.last, inside.stop)
    return known


def clause_end(report: Report, start: int, verb: int, cue: Cue, high: int) -> int:
    """Where the clause that begins at `start` and whose predicate is `verb` ends and narration resumes: before the
    first later branch that hangs on the cue, or above it, as a verb of its own."""
    tree = report.tree
    above, over = set(tree.path(cue.word)) - {verb}, tree.path(verb)
    for j in range(start, high):
        if j > verb and tree.tags[j].form == "Conv" and tells_on(report, j, start):
            return j
        if j > verb and tree.finite(j) and (other := another_speaks(report, j, verb, cue)):
            return other
        if j in over:
            if j in above and j > verb:
                return main_clause(tree, j, verb, cue)
            continue
        head = tree.head(j)
        if head >= 0 and head != verb and head not in above:
            continue
        stop = min(k for k in tree.subtree(j) if k >= start)
        if j > verb and stop > verb and narrates(report, j, above, cue) and closed(report, stop, verb):
            return stop
        if head >= 0 and tree.rel(j) in ("conj", "ccomp") and stop > verb and resumes(report, j, verb, cue, stop):
            return stop
    return high


def another_speaks(report: Report, j: int, verb: int, cue: Cue) -> int | None:
    """Where a joined clause begins in which somebody is named who tells of something else (`P, and the minister writes
    that Q`), or the speaker comes back as a pronoun which the clause's own subject is not (`P, but she links it to Q`).
    Trees err here: the clause is taken to begin behind the last comma before its verb."""
    tree = report.tree
    subject, own = tree.child(j, *SUBJECTS), tree.child(verb, *SUBJECTS)
    first = next((k + 1 for k in range(j, verb, -1) if tree.words[k] == ","), None)
    if first is None or subject is None or not first <= subject < j:
        return None
    if tree.pos(first) != "CCONJ" and not report.has("connectives", first):
        return None
    if report.has("personal", subject):
        gender = [tree.feats[k].get("Gender") for k in (subject, cue.word, own if own is not None else subject)]
        return first if gender[0] == gender[1] != gender[2] and None not in gender else None
    return first if j in report.telling and tree.words[j + 1] == "," and report.has("that", j + 2) else None


def closed(report: Report, stop: int, verb: int) -> bool:
    """A subordinate clause ends in a mark: `and` with none before it joins two verbs of the clause itself."""
    tree = report.tree
    open_end = report.has("and", stop) and tree.pos(stop - 1) != "PUNCT"
    return not open_end or tree.feats[verb].get("VerbForm") == "Inf"


def narrates(report: Report, j: int, above: set[int], cue: Cue) -> bool:
    """A branch of the cue or of what stands above it, with a verb or a subject of its own."""
    tree = report.tree
    if tree.head(j) < 0:
        return "inf" in cue.governs and tree.finite(j)
    if tree.rel(j) == "advcl" and any(report.has("if", c) for c in tree.children[j]):
        return False  # a condition of what was said
    if any(report.has("that", c) for c in tree.children[j]):
        return False  # `P, which leads to Q`, or a second clause with its own conjunction
    own = tree.pos(j) in ("VERB", "AUX") or tree.child(j, "nsubj") is not None
    return tree.head(j) in above and tree.rel(j) in NARRATION and own


def tells_on(report: Report, j: int, start: int) -> bool:
    """A gerund of telling behind a comma goes with the cue: `said that P, adding that Q`."""
    tree = report.tree
    return (
        (j in report.telling or report.has("speaking", j))
        and "," in tree.words[max(start, j - 2) : j]
        and not any(start <= k < j and tree.finite(k) for k in report.telling)
    )


def unbroken(report: Report, start: int, stop: int) -> int:
    """A quotation that opens behind `start` is not cut: the stretch ends behind it."""
    tree = report.tree
    quote = report.speech_at(stop - 1) if stop > start else None
    if quote is None or tree.at(quote.outer.start) < start:
        return stop
    return max(stop, tree.at(quote.outer.stop))


def main_clause(tree: Tree, j: int, verb: int, cue: Cue) -> int:
    """Where the clause of the cue's own governor begins: `recalling that P, X noted`."""
    branches = [c for c in tree.children[j] if verb < c < j and not tree.under(cue.word, c) and tree.pos(c) != "PUNCT"]
    return min([j, *(min(tree.subtree(c)) for c in branches if min(tree.subtree(c)) > verb)])


def resumes(report: Report, j: int, verb: int, cue: Cue, stop: int) -> bool:
    """A coordinated verb with no subject that goes with the cue, not with the clause's own predicate: behind an
    infinitive; or behind a comma, where it agrees with the cue alone, or the comma closes the clause (before `and` none
    would stand between two predicates of one subject), or it tells something that a thing or its silence cannot."""
    tree = report.tree

    def form(i: int) -> tuple[str, ...]:
        return tuple(tree.feats[i].get(key, "") for key in ("Tense", "Gender", "Number"))

    if not tree.finite(j) or form(j) != form(cue.word) or tree.child(j, *SUBJECTS) is not None:
        return False
    if tree.feats[verb].get("VerbForm") == "Inf":
        return True
    comma = next((k for k in (stop - 1, stop) if tree.words[k] == ","), None)
    if comma is None:
        return False
    if form(j)[0] == "Past" and form(j) != form(verb):
        return True
    subject = tree.child(verb, *SUBJECTS)
    thing = subject is not None and tree.feats[subject].get("Animacy") == "Inan"
    if j in report.telling and (thing or report.has("not", j - 1)):
        return True
    closes = report.has("and", comma + 1) and "," not in tree.words[verb:comma]
    return closes and tree.rel(j) == "conj" and not tree.child(verb, "conj")


def trim(report: Report, first: int, last: int) -> Span | None:
    """The tokens [first, last) as a span: no punctuation or connective at the ends, no unmatched marks."""
    tree = report.tree
    last = before_remark(tree, first, last)
    changed = True
    while changed and first < last:
        changed = False
        if tree.words[first] in OPENING and matched(tree, first, last) == last - 1:
            first, last, changed = first + 1, last - 1, True
        elif leading(tree, first, last):
            first, changed = first + 1, True
        elif trailing(tree, first, last):
            last, changed = last - 1, True
        elif (skip := connective(report, first, last)) > 0:
            first, changed = first + skip, True
    return tree.span(first, last) if first < last else None


def before_remark(tree: Tree, first: int, last: int) -> int:
    """A bracket with a predicate at the end is the editor's remark, not content."""
    end = last
    while end > first and tree.pos(end - 1) == "PUNCT" and tree.words[end - 1] != ")":
        end -= 1
    if end > first and tree.words[end - 1] == ")":
        opening = next((k for k in range(end - 2, first, -1) if tree.words[k] == "("), None)
        if opening is not None and any(tree.finite(k) for k in range(opening, end)):
            return opening
    return last


def leading(tree: Tree, first: int, last: int) -> bool:
    word = tree.words[first]
    if tree.pos(first) != "PUNCT" and word not in DASHES:
        return False
    return word not in OPENING or matched(tree, first, last) is None


def trailing(tree: Tree, first: int, last: int) -> bool:
    word = tree.words[last - 1]
    if word in ("?", "!", "\u2026", "..."):
        return False
    if word in CLOSING:
        return not any(matched(tree, k, last) == last - 1 for k in range(first, last - 1) if tree.words[k] in OPENING)
    return tree.pos(last - 1) == "PUNCT" or word in DASHES or tree.pos(last - 1) == "CCONJ"


def matched(tree: Tree, i: int, last: int) -> int | None:
    """The index of the mark that closes the one at `i`."""
    pairs = {"\u00ab": "\u00bb", "\u201e": "\u201c\u201d", "\u201c": "\u201d", '"': '"', "(": ")"}
    closers, depth = pairs.get(tree.words[i], ""), 0
    for k in range(i + 1, last):
        if tree.words[k] == tree.words[i] and tree.words[k] not in closers:
            depth += 1
        elif tree.words[k] in closers and closers:
            if depth == 0:
                return k
            depth -= 1
    return None


def connective(report: Report, first: int, last: int) -> int:
    """How many tokens at the start are a discourse connective (0 if none)."""
    if report.tree.low[first] not in report.lexicon.connecting:
        return 0
    phrases = report.lexicon.words["connectives"]
    for size in (4, 3, 2, 1):
        words = report.tree.low[first : first + size]
        if first + size < last and " ".join(words) in phrases and not so_called(report, first):
            return size
    return 0


def so_called(report: Report, first: int) -> bool:
    """The first of the two words that name a `so-called` thing."""
    tree = report.tree
    return report.lexicon.has("so_called", " ".join((tree.low[first], *tree.lemma[first + 1 : first + 2])))


def pieces(report: Report, ranges: list[tuple[int, int]]) -> tuple[Span, ...]:
    spans = [trim(report, a, b) for a, b in ranges if a < b]
    return tuple(s for s in spans if s is not None and has_word(report, s))


def has_word(report: Report, span: Span) -> bool:
    return any(report.tree.pos(i) != "PUNCT" for i in report.tree.inside(span))


def predicate(tree: Tree, first: int, last: int) -> int | None:
    """The predicate of a stretch: the token nearest the root that is a verb, short adjective or has a subject."""
    can = within(tree.predicates, first, last)
    return min(can, key=tree.depth.__getitem__, default=None)
