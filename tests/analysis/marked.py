"""Sentences in marked text and back: `[v source] [q cue], that [c content]`, with a number behind the letter where one
text holds several attributions (after razdel's `tests/partition.py`)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from svodka.types import Attribution, Span

MARK = re.compile(r"\[([vqc])(\d*) |\[(q)(\d*)\s?(?=:)|\]")
Marks = dict[tuple[int, str], list[Span]]


def parse_marked(text: str) -> tuple[str, Marks]:
    """The plain text and the spans of each mark by (number, letter); `¶` becomes an empty line."""
    text = text.replace(" ¶ ", "\n\n")
    plain, at, stack, marks = "", 0, list[tuple[int, str, int]](), Marks()
    for mark in MARK.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        if mark[0] == "]":
            number, letter, start = stack.pop()
            marks.setdefault((number, letter), []).append(Span(start=start, stop=len(plain)))
        else:
            stack.append((int(mark[2] or mark[4] or 1), mark[1] or mark[3], len(plain)))
    return plain + text[at:], marks


def format_marked(text: str, found: Mapping[int, Attribution]) -> str:
    """The text with the spans of the attributions marked, numbers left out where there is one."""
    edges = []
    for number, a in found.items():
        tag = str(number) if len(found) > 1 else ""
        spans = [("c", s) for s in a.content] + [("q", a.cue)] * (a.cue is not None) + [("v", a.voices[0].span)] * (
            a.voices[0].span is not None)
        for letter, s in spans:
            edges.append((s.start, 1, -s.stop, f"[{letter}{tag} "))
            edges.append((s.stop, 0, -s.start, "]"))
    out, at = "", 0
    for place, _, _, mark in sorted(edges):
        out, at = out + text[at:place] + mark, place
    return out + text[at:]
