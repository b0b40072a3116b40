"""What is told by its place alone: lines of a dialogue, speech in a paragraph of its own, posts, and headlines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from svodka.analysis import sources
from svodka.analysis.content import DASHES, bounds, predicate, trim
from svodka.analysis.interrupts import parted, remark
from svodka.analysis.quotes import Quote
from svodka.analysis.report import Draft, Report, Source
from svodka.analysis.resolving import by_surname
from svodka.analysis.tree import Tree
from svodka.spans import overlap
from svodka.types import Span

LABEL = re.compile(r"([^\W\d_][\w.\- ]{1,30}?)\s*:\s*(?=\w)")
HANDLE = re.compile(r"\(@\w+\)")
NAME_WORDS = 4  # of an account before its handle
CUE_NEAR = 8  # tokens between a cue and the colon that ends its paragraph
ENDS = (".", "!", "?", "\u2026")
LABEL_WORDS = 7  # of a headline's speaker


def with_unmarked(report: Report) -> tuple[Quote, ...]:
    """The report's quotations and the stretches that are direct speech without marks; marks inside those are inner."""
    more = [Quote(outer=s, inner=s, speech=True) for s in (*spoken_lines(report), *posts(report))]
    marked = (as_cued(report, q) for q in report.quotes if not any(overlap(q.outer, m.outer) for m in more))
    return tuple(parted(report, q) for q in sorted((*marked, *more), key=lambda q: q.outer.start))


def as_cued(report: Report, quote: Quote) -> Quote:
    """A quotation too short to be told from a name by itself is speech beside a cue: behind a colon, or where it opens
    a sentence and a cue follows; and in a headline before a colon, if it has a predicate."""
    tree = report.tree
    start, after = tree.at(quote.outer.start), tree.at(quote.outer.stop)
    if quote.speech or after >= len(tree.words):
        return quote
    clause = predicate(tree, start, after) is not None
    if not clause and any(i in report.named for i in range(start, after)):
        return quote
    able = report.quoting
    first = start in (0, tree.sent(start).first)
    behind = after
    while behind < len(tree.words) and (tree.words[behind] == "," or tree.words[behind] in DASHES):
        behind += 1
    said = first and behind > after and any(i in able for i in (behind, behind + 1))
    near = any(i in able for i in range(start - 1 - CUE_NEAR, start - 1))
    told = tree.words[start - 1] == ":" and (near or clause)
    ends = tree.words[after] in ENDS or tree.words[after - 2] in ENDS
    title = first and tree.words[after] == ":" and clause
    return replace(quote, speech=said or title or (told and ends))


def spoken_lines(report: Report) -> Iterator[Span]:
    """`X: P` in a dialogue, a line behind a dash, a paragraph behind one that ends with a cue and a colon."""
    tree = report.tree
    labels = dialogue(report)
    for k, p in enumerate(report.paragraphs):
        tokens = tree.inside(p)
        if len(tokens) < 3:
            continue
        first = tokens.start
        if k in labels:
            first = next(i for i in tokens if tree.words[i] == ":") + 1
        elif tree.words[first] in DASHES and tokens.stop - first > 4 and remark(report, tokens, marked=False):
            first += 1
        elif k and announced(report, tree.inside(report.paragraphs[k - 1])) and tokens.stop - first > 4:
            first += tree.words[first] in DASHES
        else:
            continue
        if first < tokens.stop and not report.quote_at(tree.tokens[first].span.start):
            yield tree.span(first, tokens.stop)


def dialogue(report: Report) -> frozenset[int]:
    """The paragraphs that begin with the label of a speaker, where one and the same label recurs."""
    text, found = report.tree.text, dict[int, re.Match[str]]()
    for k, p in enumerate(report.paragraphs):
        label = LABEL.match(text, p.start, p.stop) if text.find(":", p.start, p.stop) > 0 else None
        if label and label[1][0].isupper() and len(label[1].split()) <= 3:
            found[k] = label
    again = Counter(m[1] for m in found.values())
    known = {m[1] for m in found.values() if speaks(report, m)}
    if not any(again[name] > 1 for name in known):
        return frozenset()
    return frozenset(k for k, m in found.items() if m[1] in known or again[m[1]] > 1)


def speaks(report: Report, label: re.Match[str]) -> bool:
    """The label is a person's name, an office or a trade."""
    tree = report.tree
    inside = tree.inside(Span(start=label.start(1), stop=label.end(1)))
    return any(
        tree.lemma[i] in report.roles.titles
        or (tree.lemma[i] in report.lexicon.sources and report.lexicon.sources[tree.lemma[i]]["kind"] == "person")
        or (report.named[i][1].kind == "PER" if i in report.named else tree.pos(i) == "PROPN")
        for i in inside
    )


def announced(report: Report, tokens: range) -> bool:
    """A paragraph that ends with a cue and a colon; what it tells itself (`of which X informed:`) was told before."""
    tree = report.tree
    if len(tokens) < 3 or tree.words[tokens.stop - 1] != ":":
        return False
    low = tree.sent(tokens.stop - 1).first
    cue = next((c for c in reversed(report.cues) if low <= c.word < tokens.stop and "quote" in c.governs), None)
    if cue is None or tokens.stop - cue.last > CUE_NEAR or sources.find(report, cue, low, tokens.stop) is None:
        return False
    return not any(report.has("about", i) and report.has("that", i + 1) for i in range(low, cue.word))


def posts(report: Report) -> Iterator[Span]:
    """The words before `- Name (@name)`, in one script as far back as they go."""
    tree = report.tree
    for handle in HANDLE.finditer(tree.text):
        name = account(report, tree.at(handle.start()))
        if name is None:
            continue
        low = tree.inside(next(p for p in report.paragraphs if p.start <= handle.start() < p.stop)).start
        stop = name.first - (tree.words[name.first - 1] in DASHES)
        first = stop
        while first > low and not foreign(tree.words[first - 1], tree.words[name.first]):
            first -= 1
        span = trim(report, first, stop)
        if (span and predicate(tree, first, stop) is not None) or (span and stop - first > 4):
            yield span


def foreign(word: str, other: str) -> bool:
    return any(c.isalpha() for c in word) and word.isascii() != other.isascii()


def account(report: Report, bracket: int) -> Source | None:
    """The capital words right before a handle."""
    tree, first = report.tree, bracket
    while first > 0 and bracket - first < NAME_WORDS and tree.words[first - 1][:1].isupper():
        first -= 1
    return Source(first=first, last=bracket, head=first) if first < bracket else None


def posted(report: Report, quote: Quote) -> Draft | None:
    """A post: the account behind it is its speaker."""
    tree = report.tree
    handle = HANDLE.search(tree.text, quote.outer.stop, quote.outer.stop + 80)
    name = account(report, tree.at(handle.start())) if handle else None
    if name is None or name.first - tree.at(quote.outer.stop) > 2:
        return None
    dash = tree.span(name.first - 1, name.first) if tree.words[name.first - 1] in DASHES else None
    return Draft(rule="post", at=name.first, cue=dash, content=(quote.inner,), kind="direct", source=name)


def headline_colon(report: Report, colon: int) -> Draft | None:
    """`X: P` in a line of its own: a name or body before a colon, a clause behind it."""
    tree = report.tree
    low, high = bounds(report, colon)
    head = speaker_alone(report, low, colon)
    if head is None or colon + 3 > high or report.has("question", colon + 1):
        return None
    content, top = trim(report, colon + 1, high), predicate(tree, colon + 1, high)
    if content is None or top is None or (place(report, head) and not stated(report, low, top, high)):
        return None
    source = Source(first=low, last=colon, head=head)
    return Draft(rule="colon", at=colon, cue=tree.span(colon, colon + 1), content=(content,), source=source)


def place(report: Report, head: int) -> bool:
    return head in report.named and report.named[head][1].kind == "LOC"


def stated(report: Report, low: int, top: int, high: int) -> bool:
    """What a headline lays in a country's mouth is a judgement, not an event that happened there (a rubric)."""
    tree = report.tree
    words = [top, *(c for c in tree.children[top] if tree.rel(c) in ("aux", "cop", "aux:pass"))]
    past = any(tree.feats[i].get("Tense") == "Past" or tree.feats[i].get("Voice") == "Pass" for i in words)
    return low == 0 and not past and tree.words[high - 1] not in (".", "?")


def speaker_alone(report: Report, low: int, high: int) -> int | None:
    """The head of a phrase that names somebody who may speak and nothing else."""
    tree = report.tree
    words = range(low, high)
    if not 0 < len(words) <= LABEL_WORDS or any(tree.finite(i) for i in words):
        return None
    head = next((i for i in words if tree.head(i) not in words), None)
    if head is None or (tree.case(head) not in ("Nom", "") and not tree.words[head].isupper()):
        return None
    if any(circumstance(report, i, head) for i in words):
        return None  # what a headline is about, not who speaks
    known = tree.lemma[head] in report.lexicon.sources or tree.lemma[head] in report.roles.titles
    return head if head in report.named or known or by_surname(report, head) else None


def circumstance(report: Report, i: int, head: int) -> bool:
    """`X in despair`, `the premier under fire`, `A and B`; but `X on Y` and `the envoy in Y` speak."""
    tree = report.tree
    if tree.pos(i) == "CCONJ":
        return place(report, head)
    titled = tree.lemma[head] in report.roles.titles and tree.case(tree.head(i)) != "Ins"
    return tree.pos(i) == "ADP" and i not in report.named and not report.has("about", i) and not titled


def headline_behind(report: Report) -> Draft | None:
    """`P - X` in the first line: a clause, a dash, and who says it."""
    tree = report.tree
    tokens = tree.inside(report.paragraphs[0]) if report.paragraphs else range(0)
    dash = next((i for i in reversed(tokens) if tree.words[i] in DASHES), None)
    if dash is None or predicate(tree, tokens.start, dash) is None:
        return None
    head = speaker_alone(report, dash + 1, tokens.stop)
    content = trim(report, tokens.start, dash)
    if head is None or content is None or place(report, head) or not told_in(tree, tree.inside(content)):
        return None
    source = Source(first=dash + 1, last=tokens.stop, head=head)
    return Draft(rule="headline-behind", at=head, cue=tree.span(dash, dash + 1), content=(content,), source=source)


def told_in(tree: Tree, tokens: range) -> bool:
    return any(tree.finite(i) or tree.feats[i].get("Variant") == "Short" for i in tokens)


def headline_quoted(report: Report, quote: Quote) -> Draft | None:
    """`"P": X on Y` in the first line: the quotation, a colon, then who said it."""
    tree = report.tree
    tokens = tree.inside(report.paragraphs[0])
    colon = tree.at(quote.outer.stop)
    if tree.at(quote.outer.start) != tokens.start or colon + 1 >= tokens.stop or tree.words[colon] != ":":
        return None
    subject = next((i for i in range(colon + 1, tokens.stop) if may_head(report, i)), None)
    if subject is None:
        return None
    return Draft(
        rule="headline-quoted",
        at=subject,
        cue=tree.span(colon, colon + 1),
        content=(quote.inner,),
        kind="direct",
        source=sources.phrase(report, subject),
    )


def may_head(report: Report, i: int) -> bool:
    """A name, office or source in the nominative that no preposition governs."""
    tree = report.tree
    known = tree.lemma[i] in report.lexicon.sources or tree.lemma[i] in report.roles.titles or i in report.named
    return known and tree.case(i) == "Nom" and tree.child(i, "case") is None and not place(report, i)
