"""Quotations: pairs of marks of every shape, nested ones apart, told from names and scare quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from svodka.analysis.tree import Tree
from svodka.types import Span

PAIRS = {"\u00ab": "\u00bb", "\u201e": "\u201c\u201d", "\u201c": "\u201d", "\u2018": "\u2019"}
STRAIGHT = '"'
BEHIND = re.compile(r".?.,\s*[-\u2013\u2014]\s|..\.(?:\s|$)|[!?\u2026.].\s*(?:[-\u2013\u2014]\s|\n|$)")
LONGEST = 6000  # characters: an unbalanced mark must not swallow the report


@dataclass(frozen=True, slots=True)
class Quote:
    """`outer` with the marks, `inner` without; `speech` is false for names and scare quotes."""

    outer: Span
    inner: Span
    speech: bool


def find(tree: Tree, paragraphs: tuple[Span, ...]) -> tuple[Quote, ...]:
    """Outermost quotations in order. An opening mark with no closing one in its paragraph is passed over."""
    return tuple(
        Quote(outer=outer, inner=Span(start=outer.start + 1, stop=outer.stop - 1), speech=is_speech(tree, outer))
        for p in paragraphs
        for outer in outermost(tree.text, p)
    )


def outermost(text: str, paragraph: Span) -> Iterator[Span]:
    at = paragraph.start
    while at < paragraph.stop:
        stop = closing(text, at, paragraph.stop) if text[at] in PAIRS or opens_straight(text, at) else None
        if stop is None:
            at += 1
        else:
            if stop - at > 2:
                yield Span(start=at, stop=stop)
            at = stop


def opens_straight(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (
        text[at] == STRAIGHT
        and bool(after)
        and not after.isspace()
        and (not before or before.isspace() or before in "([\u2014\u2013-:")
    )


def closing(text: str, at: int, limit: int) -> int | None:
    """The offset behind the mark that closes the one at `at`, or None."""
    opening, limit = text[at], min(limit, at + LONGEST)
    if opening == STRAIGHT:
        return closing_straight(text, at, limit)
    depth = 0
    for i in range(at, limit):
        if text[i] == opening and opening not in PAIRS[opening]:
            depth += 1
        elif text[i] in PAIRS[opening] and (i > at):
            depth -= 1
            if depth == 0:
                return i + 1
    return None


def closing_straight(text: str, at: int, limit: int) -> int | None:
    """Straight marks nest by their neighbours: one that opens inside raises the depth, unless it never closes."""
    depth, first = 0, None
    for i in range(at, limit):
        if text[i] != STRAIGHT:
            continue
        if opens_straight(text, i):
            depth += 1
        else:
            first = first if first is not None else i + 1
            depth -= 1
            if depth == 0:
                return i + 1
    return first


def is_speech(tree: Tree, outer: Span) -> bool:
    """A quotation that says something: a predicate and more than two words, or several sentences, or one that stands
    as a sentence or before a comma and a dash."""
    inside = [i for i in tree.inside(outer) if tree.pos(i) != "PUNCT"]
    if len(inside) < 3:
        return len(inside) == 2 and stands_alone(tree.text, outer) and any(tree.pos(i) == "VERB" for i in inside)
    predicates = sum(tree.finite(i) or tree.feats[i].get("Variant") == "Short" for i in inside)
    words = tree.text[outer.start : outer.stop]
    ends = any(mark in words for mark in ".!?\u2026")
    return bool(predicates) or (ends and len(inside) > 3) or len(inside) > 7 or stands_alone(tree.text, outer)


def stands_alone(text: str, outer: Span) -> bool:
    """Behind the end of a sentence or line, and before such an end or `, -`."""
    before = text[: outer.start].rstrip(" \u00a0")[-1:]
    return before in ("", "\n", ".", "!", "?", "\u2014", "\u2013") and bool(
        BEHIND.match(text[outer.stop - 2 : outer.stop + 8])
    )
