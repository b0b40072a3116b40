"""A document as the models and the words compare it: without what a reader does not see or speak.

A soft hyphen, a zero-width space or a stress mark amid a word makes two words of it that nobody knows; a letter in two
pieces is another letter. The text of a document never changes, so the analysis is made on a bare copy and its spans are
moved back (docs/decisions/008).
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from svodka.types import Document, Span

UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
ODD = re.compile(f"[{UNSEEN}\u0300\u0301\u0306\u0308]")
PIECE = re.compile(f"[{UNSEEN}]+|.[\u0300\u0301\u0306\u0308]+", re.S)
STRESS = dict.fromkeys((0x300, 0x301))
Back = Callable[[Any], Any]


def bare(doc: Document) -> tuple[Document, Back]:
    """The bare copy, and what moves the spans of a record made on it to the document's; the document itself, where
    there is nothing to leave out."""
    if not ODD.search(doc.text):
        return doc, lambda made: made
    text, starts, stops = stripped(doc.text)
    places = {place: at for at, place in reversed(list(enumerate(starts)))}

    def there(offset: int) -> int:
        while offset not in places:
            offset += 1
        return places[offset]

    def inner(span: Span) -> Span:
        return Span(start=there(span.start), stop=there(span.stop))

    def outer(span: Span) -> Span:
        empty = span.start >= span.stop
        return Span(start=starts[span.start], stop=starts[span.start] if empty else stops[span.stop - 1])

    copy = replace(doc, text=text, **{field.name: moved(getattr(doc, field.name), inner)
                                      for field in fields(doc) if field.name != "text"})
    return copy, lambda made: moved(made, outer)


def stripped(text: str) -> tuple[str, list[int], list[int]]:
    """The bare text; where each of its letters begins and ends, and where the text does."""
    letters: list[str] = []
    starts: list[int] = []
    stops: list[int] = []
    at = 0
    for piece in [*PIECE.finditer(text), None]:
        begin, end = piece.span() if piece else (len(text), len(text))
        letters += text[at:begin]
        starts += range(at, begin)
        stops += range(at + 1, begin + 1)
        if piece and piece[0][0] not in UNSEEN:
            whole = unicodedata.normalize("NFC", piece[0].translate(STRESS))
            letters += whole
            starts += [begin] * len(whole)
            stops += [end] * len(whole)
        at = end
    return "".join(letters), [*starts, len(text)], stops


def moved(made: Any, outer: Callable[[Span], Span]) -> Any:
    """The record with each span in it moved; documents stay."""
    if isinstance(made, Span):
        return outer(made)
    if isinstance(made, tuple):
        return tuple(moved(each, outer) for each in made)
    if is_dataclass(made) and not isinstance(made, (type, Document)):
        return replace(made, **{field.name: moved(getattr(made, field.name), outer) for field in fields(made)})
    return made
