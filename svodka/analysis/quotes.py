"""Quotations: pairs of marks of every shape, nested, doubled or lost ones too, told from names and scare quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from svodka.analysis.tree import Tree
from svodka.types import Span, record

MARKS = "\u00ab\u00bb\u201e\u201c\u201d\"'"
MARK = re.compile("''|[\u00ab\u00bb\u201e\u201c\u201d\"]")
OPENERS, CLOSERS = "\u00ab\u201e", "\u00bb"  # shapes with one use; the others go by their neighbours
ENDS_SPEECH = re.compile(r"\s*(?:,\s*[-\u2013\u2014]\s|\.(?:\s|$))")
ENDS_LINE = re.compile(r"\s*(?:[-\u2013\u2014]\s|\n|$)")
CUE_BEHIND = re.compile(r"[,.!?\u2026]\s*[-\u2013\u2014]\s*(\w)")
CUE_CLOSED = re.compile(r"\s*,\s*(?:[-\u2013\u2014]\s*)?(\w)")
STOPS = "!?\u2026."
AMISS, MERGED, RESTART = 1.0, 0.4, 0.7  # prices: a mark without another; one closing for two; speech inside speech
ILL = 2.5  # the price of a mark against its neighbours: two that have no other are likelier
DEPTH = 4
LONGEST = 6000  # characters: a lost mark must not swallow the report
WITHIN = 4  # paragraphs of one quotation whose marks stand only at its ends


@record
class Quote:
    """`outer` with the marks, `inner` without; `speech` is false for names and scare quotes; `gap`: a remark inside
    that tells who speaks."""

    outer: Span
    inner: Span
    speech: bool
    gap: Span | None = None

    def holds(self, offset: int) -> bool:
        gap = self.gap
        return self.outer.start <= offset < self.outer.stop and not (gap and gap.start <= offset < gap.stop)


@record
class Mark:
    """`opens`, `closes`: how ill it would serve as one or the other; `starts`: it stands where a sentence may begin."""

    at: Span
    opens: float
    closes: float
    starts: bool
    ends: bool


@record
class Paragraph:
    """A paragraph's outermost pairs, and the marks that have no other."""

    span: Span
    pairs: tuple[tuple[Span, Span], ...]
    lone: tuple[Mark, ...]

    def opening(self) -> Mark | None:
        """The last mark that opens here and is not closed."""
        return next((m for m in reversed(self.lone) if m.opens < m.closes), None)

    def closing(self) -> Mark | None:
        return next((m for m in self.lone if m.closes < m.opens), None)


def find(tree: Tree, paragraphs: tuple[Span, ...]) -> tuple[Quote, ...]:
    """Outermost quotations in order."""
    text = tree.text
    found = sorted(bridged(tree, [balanced(text, p) for p in paragraphs]), key=lambda pair: pair[0].start)
    out: list[Quote] = []
    for a, b in found:
        outer, inner = Span(start=a.start, stop=b.stop), Span(start=a.stop, stop=b.start)
        if (not out or out[-1].outer.stop <= outer.start) and inner.stop - inner.start > 0:
            out.append(Quote(outer=outer, inner=inner, speech=is_speech(tree, inner, outer)))
    return tuple(out)


def balanced(text: str, paragraph: Span) -> Paragraph:
    """The cheapest way in which the marks of a paragraph open and close each other."""
    places = [Span(start=m.start(), stop=m.end()) for m in MARK.finditer(text, paragraph.start, paragraph.stop)]
    prices = [prices_of(text, at, paragraph) for at in places]
    opening, closing = [opens for opens, _ in prices[::2]], [closes for _, closes in prices[1::2]]
    if len(opening) == len(closing) and not any(opening + closing):  # nothing amiss
        return Paragraph(span=paragraph, pairs=tuple(zip(places[::2], places[1::2], strict=True)), lone=())
    marks = [mark_at(text, at, *price, paragraph) for at, price in zip(places, prices, strict=True)]
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}  # by depth: price, and the change at each mark
    for mark in marks:
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        for depth, (price, steps) in ways.items():
            for change, cost in choices(mark, depth):
                new = (price + cost, (*steps, change))
                if depth + change not in after or new[0] < after[depth + change][0]:
                    after[depth + change] = new
        ways = after
    paired, lone, depth, opened = [], [], 0, paragraph
    for mark, change in zip(marks, ways[0][1], strict=True):
        if change > 0 and depth == 0:
            opened = mark.at
        if change == 0 and depth == 0:
            lone.append(mark)
        depth += change
        if change < 0 and depth == 0:
            paired.append((opened, mark.at))
    return Paragraph(span=paragraph, pairs=tuple(paired), lone=tuple(lone))


def choices(mark: Mark, depth: int) -> Iterator[tuple[int, float]]:
    yield 0, AMISS
    if depth < DEPTH:
        yield 1, mark.opens + (RESTART if depth and mark.starts else 0.0)
    if depth:
        yield -1, mark.closes
    if depth > 1 and mark.ends:
        yield -2, mark.closes + MERGED


def around(text: str, at: Span, paragraph: Span) -> tuple[str, str]:
    """The nearest characters of the paragraph on both sides of a mark."""
    return text[max(paragraph.start, at.start - 4) : at.start], text[at.stop : min(paragraph.stop, at.stop + 4)]


def mark_at(text: str, at: Span, opens: float, closes: float, paragraph: Span) -> Mark:
    left, right = (side.strip() for side in around(text, at, paragraph))
    starts = left[-1:] in ("", ":", "\u2014", "\u2013", *STOPS) and bool(right) and right[0] not in ",.;:)"
    return Mark(at=at, opens=opens, closes=closes, starts=starts, ends=ends_speech(text, at.stop))


def prices_of(text: str, at: Span, paragraph: Span) -> tuple[float, float]:
    """How ill a mark would open and close, by its shape and its neighbours: `the_"word`, `word",_`, or a space on both
    sides."""
    left, right = around(text, at, paragraph)
    before, after = left.rstrip(MARKS)[-1:], right.lstrip(MARKS)[:1]
    far_left, far_right = left.rstrip()[-1:], right.lstrip()[:1]
    tight_left = bool(before) and not before.isspace() and before not in "([\u2014\u2013-:/"
    tight_right = bool(after) and (after.isalnum() or after in "([@#$\u2116\u2026")
    if tight_left and not tight_right:
        opens, closes = ILL, 0.0
    elif tight_right and not tight_left:
        opens, closes = 0.0, ILL
    elif tight_left or not far_right or far_right in ",.;:)\u2014\u2013-":
        opens, closes = 0.5, 0.1
    else:
        opens, closes = (0.1, 0.5) if far_left in ("", ":", ",") else (0.25, 0.25)
    if text[at.start] in OPENERS and not (tight_left and not tight_right):
        return 0.0, closes + 0.5
    return (opens + 0.5, 0.0) if text[at.start] in CLOSERS else (opens, closes)


def ends_speech(text: str, stop: int) -> bool:
    after = text[stop : stop + 8]
    return bool(ENDS_SPEECH.match(after) or ENDS_LINE.match(after))


def bridged(tree: Tree, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Span, Span]]:
    """All pairs, with those between paragraphs and those of which one mark is lost."""
    for k, p in enumerate(paragraphs):
        yield from p.pairs
        opening, closing = p.opening(), p.closing()
        if opening is not None:
            cut = before_cue(tree.text, opening, p) if opening.starts else None
            end = cut or far_closing(paragraphs, k, opening) or at_end(tree.text, opening, p)
            if end is not None:
                yield opening.at, end
        if closing is not None and (start := lost_opening(tree, closing, p)) is not None:
            yield Span(start=start, stop=start), closing.at


def lost_opening(tree: Tree, closing: Mark, p: Paragraph) -> int | None:
    """Where the quotation began whose opening mark is lost: with the sentence before a cue, with the paragraph that
    it ends."""
    cue = CUE_CLOSED.match(tree.text, closing.at.stop)
    if cue and cue[1].islower():
        return tree.sents[tree.sent_of[max(tree.at(closing.at.start) - 1, 0)]].span.start
    ends = not tree.text[closing.at.stop : p.span.stop].strip(". ")
    return p.span.start if ends and not p.pairs else None


def before_cue(text: str, opening: Mark, p: Paragraph) -> Span | None:
    """Where a quotation that is not closed stops before `, - said X`."""
    for cue in CUE_BEHIND.finditer(text, opening.at.stop, p.span.stop):
        if cue[1].islower() and not any(a.start < cue.start() < b.stop for a, b in p.pairs):
            stop = cue.start() + (text[cue.start()] in STOPS)
            return Span(start=stop, stop=stop)
    return None


def at_end(text: str, opening: Mark, p: Paragraph) -> Span | None:
    """Behind a colon a quotation that is not closed runs to the end of its paragraph."""
    introduced = text[p.span.start : opening.at.start].rstrip().endswith(":")
    return Span(start=p.span.stop, stop=p.span.stop) if introduced else None


def far_closing(paragraphs: Sequence[Paragraph], k: int, opening: Mark) -> Span | None:
    """The closing mark in a paragraph further on; each paragraph between may open with the mark again."""
    again = opening.at.start == paragraphs[k].span.start
    for j in range(k + 1, len(paragraphs)):
        p = paragraphs[j]
        if p.span.stop - opening.at.start > LONGEST or (j > k + 1 and not opening.starts):
            return None
        first = p.lone[0] if p.lone else None
        if first is not None and first.closes < first.opens:
            return first.at
        if again and p.pairs and p.pairs[0][0].start == p.span.start:
            return p.pairs[0][1]
        repeated = first is not None and first.at.start == p.span.start
        if (first is not None and not repeated) or (not repeated and j - k >= WITHIN):
            return None
    return None


def is_speech(tree: Tree, inner: Span, outer: Span) -> bool:
    """A quotation that says something: a predicate and more than two words, or several sentences, or one that stands
    as a sentence or before a comma and a dash."""
    inside = [i for i in tree.inside(inner) if tree.pos(i) != "PUNCT"]
    if len(inside) < 3:
        return len(inside) == 2 and stands_alone(tree.text, inner, outer) and any(tree.pos(i) == "VERB" for i in inside)
    if len(inside) > 7 or any(tree.finite(i) or tree.feats[i].get("Variant") == "Short" for i in inside):
        return True
    ends = any(mark in tree.text[inner.start : inner.stop] for mark in STOPS)
    return (ends and len(inside) > 3) or stands_alone(tree.text, inner, outer)


def stands_alone(text: str, inner: Span, outer: Span) -> bool:
    """Behind the end of a sentence or line, and before such an end or `, -`."""
    before = text[: outer.start].rstrip(" \u00a0")[-1:]
    if before not in ("", "\n", ".", "!", "?", "\u2014", "\u2013"):
        return False
    after, last = text[outer.stop : outer.stop + 8], text[inner.start : inner.stop].rstrip()[-1:]
    return bool(ENDS_SPEECH.match(after) or (last in ("!", "?", "\u2026", ".", ",") and ENDS_LINE.match(after)))
