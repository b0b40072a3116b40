"""Content that stands before: `P. X reported this`, `P. Such is the opinion of X`, `P, of which X told`."""

from __future__ import annotations

from collections.abc import Sequence

from svodka.analysis import sources
from svodka.analysis.asides import said_in
from svodka.analysis.content import DASHES, bounds, predicate, trim
from svodka.analysis.cues import Cue
from svodka.analysis.report import Draft, Report
from svodka.spans import inside
from svodka.types import Span

HEAD = 4  # tokens before a pointer that stands at the head of its sentence


def about_this(report: Report, cue: Cue) -> Draft | None:
    """The content is the sentence before, the quotation that ends there, or the clause before in the same sentence."""
    tree = report.tree
    cue = carried_noun(report, cue)
    if cue.kind not in ("verb", "opinion", "said_in") or tree.feats[cue.word].get("VerbForm") in ("Inf", "Conv"):
        return None
    if report.own_words(cue.word):
        return None
    low, high = bounds(report, cue.word)
    pointer = points_back(report, cue, low, high)
    if pointer is None:
        return None
    first = clause_of(report, pointer, low)
    span = sentence_before(report, low) if first == low else trim(report, low, first)
    source = said_in(report, cue, high) if cue.kind == "said_in" else sources.find(report, cue, first, high)
    if span is None or (source is not None and source.first <= pointer < source.last):
        return None
    return Draft(
        rule="about-this",
        at=cue.word,
        cue=tree.span(cue.first, cue.last),
        content=(span,),
        source=source,
        stance=cue.says,
    )


def carried_noun(report: Report, cue: Cue) -> Cue:
    """For `such a statement` the verb that carries the noun stands as the cue."""
    tree, before = report.tree, cue.word - 1
    if cue.kind != "noun":
        return cue
    verb = tree.head(cue.word)
    such = before >= 0 and (report.has("such", before) or report.has("this", before))
    if not such or verb < 0 or not tree.finite(verb) or not report.has("voiced", verb):
        return cue
    return Cue(word=verb, first=verb, last=verb + 1, kind="verb", governs=frozenset(), stance=cue.stance)


def points_back(report: Report, cue: Cue, low: int, high: int) -> int | None:
    """The token that stands for what was just said, if the cue has nothing else for its content."""
    stop = min(high, cue.last + 12)
    if report.all("that", cue.last, stop) or ":" in report.tree.words[cue.last : stop]:
        return None
    stop = min(cue.word + 5, high)
    this = {*report.all("this", low, stop + 1), *report.all("of_which", low, stop + 1), *report.all("such", low, stop)}
    if not this and not report.has("words_of", low) and not report.has("so", low):
        return None
    for i in sorted({low, *this, *(k - 1 for k in this)}):
        for points in POINTERS if low <= i < stop else ():
            pointer = points(report, cue, i, low)
            if pointer is not None:
                return pointer
    return None


def about_it(report: Report, cue: Cue, i: int, low: int) -> int | None:
    """`about this`, `of which`, `points at this`."""
    tree = report.tree
    it = i + 1
    if it >= len(tree.tokens) or tree.pos(it) == "DET":
        return None
    relative = report.has("of_which", it) and report.has("about", i) and i > low and tree.words[i - 1] == ","
    this = report.has("this", it) and (
        report.has("about", i) or (report.has("at", i) and report.has("points_at", cue.word))
    )
    between = tree.words[low:i] + tree.words[it : cue.word]
    ours = tree.head(it) == cue.word or (i - low < HEAD and "," not in between)
    return it if (this and ours and not cue.negated) or relative else None


def statement(report: Report, cue: Cue, i: int, low: int) -> int | None:
    """`such a statement`, `this information`, or a bare `this` that is confirmed or denied."""
    tree = report.tree
    if i - low > 1 and tree.words[i - 1] not in (",", *DASHES):
        return None
    if not (report.has("this", i) or report.has("such", i)):
        return i if i == low and bare_words(report, cue, i) else None
    noun = next((k for k in (i + 1, i) if k < len(tree.tokens) and tree.head(k) == cue.word), None)
    if noun is None or tree.rel(noun) not in ("obj", "obl", "nsubj", "nsubj:pass", "iobj"):
        return None
    if noun == i:
        return i if report.has("this", i) and tree.rel(i) == "obj" and report.has("answers", cue.word) else None
    told = report.has("words_of", noun) or any(c.word == noun and c.kind == "noun" for c in report.cues)
    return noun if told and not tree.child(noun, "nmod", "acl:relcl") else None


def bare_words(report: Report, cue: Cue, noun: int) -> bool:
    """`The statement is cited by X`: an object at the sentence's head, nobody's in its own words."""
    tree = report.tree
    ours = report.has("words_of", noun) and tree.head(noun) == cue.word and tree.rel(noun) == "obj"
    return ours and not tree.child(noun, "nmod", "acl:relcl", "acl")


def so_held(report: Report, cue: Cue, i: int, low: int) -> int | None:
    """`So holds X.`"""
    return i if i == low == cue.first - 1 and report.has("so", i) and "what" in cue.governs else None


POINTERS = (about_it, statement, so_held)


def clause_of(report: Report, pointer: int, low: int) -> int:
    """Where the pointer's own clause begins: the sentence, or the mark before it if a clause stands there that is no
    opening aside."""
    tree = report.tree
    mark = next((i for i in range(pointer - 1, low, -1) if tree.words[i] in (",", ";", *DASHES)), None)
    if mark is None or report.has("as", low) or predicate(tree, low, mark) is None:
        return low
    return mark


def sentence_before(report: Report, low: int) -> Span | None:
    tree = report.tree
    number = tree.sent_of[low] - 1
    if number < 0:
        return None
    sent = tree.sents[number]
    last = next((i for i in reversed(range(sent.first, sent.last)) if tree.pos(i) != "PUNCT"), sent.first)
    quote = report.speech_at(last)
    if quote and tree.inside(quote.inner).start <= sent.first + 1:
        return trim(report, *tree.limits(quote.inner))
    return trim(report, sent.first, sent.last)


def retold(report: Report, drafts: Sequence[Draft]) -> list[Draft]:
    """`As Z reports, X said this`: Z reports the sentence before too."""
    out = list(drafts)
    for d in drafts:
        if d.rule != "about-this" or d.cue is None:
            continue
        for j, other in enumerate(drafts):
            if other.rule != "about-this" and any(inside(d.cue, s) for s in other.content):
                out[j] = other.but(content=(*d.content, *other.content))
    return out
