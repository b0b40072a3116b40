"""A report's parse as rules ask of it: words, features, children, subtrees, sentences."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Collection, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from svodka.lang.fold import folds, undotted
from svodka.types import Parse, Sent, Span

VERBS = ("VERB", "AUX")
SUBJECTS = ("nsubj", "nsubj:pass")
CLAUSES = ("acl:relcl", "parataxis", "acl", "advcl", "ccomp", "csubj", "discourse")


class Tag(NamedTuple):
    """What its features tell of a token. `feats` is to be read only."""

    feats: dict[str, str]
    case: str
    form: str  # of a verb
    short: bool  # of an adjective


@lru_cache(maxsize=10_000)
def tag(feats: str) -> Tag:
    told = dict(pair.split("=", 1) for pair in feats.split("|") if "=" in pair)
    return Tag(told, told.get("Case", ""), told.get("VerbForm", ""), told.get("Variant") == "Short")


def within(places: Sequence[int], first: int, last: int) -> Sequence[int]:
    """Of tokens in order those in [first, last)."""
    return places[bisect.bisect_left(places, first) : bisect.bisect_left(places, last)] if places else ()


class Tree:
    """A view of one parse, read-only; token indices are the parse's own. What rules ask of a token all the time (`pos`,
    `rel`, `head`, `case`, `finite`) is a column that is called: a list's own method, with no frame of Python."""

    def __init__(self, text: str, parse: Parse) -> None:
        self.text = text
        self.tokens = tokens = parse.tokens
        self.sents = parse.sents
        spans = [t.span for t in tokens]
        self._starts, self._stops = [s.start for s in spans], [s.stop for s in spans]
        self.words = list(map(text.__getitem__, map(slice, self._starts, self._stops)))
        self.low = folds(self.words)
        self.lemma = undotted([t.lemma for t in tokens])
        self._pos, self._rel, self._head = [t.pos for t in tokens], [t.rel for t in tokens], [t.head for t in tokens]
        self.pos: Callable[[int], str] = self._pos.__getitem__
        self.rel: Callable[[int], str] = self._rel.__getitem__
        self.head: Callable[[int], int] = self._head.__getitem__

    @cached_property
    def children(self) -> list[list[int] | tuple[()]]:
        below: list[list[int] | tuple[()]] = [()] * len(self.tokens)
        for i, head in enumerate(self._head):
            if head >= 0:
                if known := below[head]:
                    known.append(i)
                else:
                    below[head] = [i]
        return below

    @cached_property
    def tags(self) -> list[Tag]:
        feats = [t.feats for t in self.tokens]
        known = {each: tag(each) for each in set(feats)}
        return list(map(known.__getitem__, feats))

    @cached_property
    def sent_of(self) -> list[int]:
        out = [0] * len(self.tokens)
        for number, sent in enumerate(self.sents):
            out[sent.first : sent.last] = [number] * (sent.last - sent.first)
        return out

    @cached_property
    def feats(self) -> list[dict[str, str]]:
        return [t.feats for t in self.tags]

    @cached_property
    def case(self) -> Callable[[int], str]:
        return [t.case for t in self.tags].__getitem__

    @cached_property
    def finite(self) -> Callable[[int], bool]:
        return [t.form == "Fin" and p in VERBS for p, t in zip(self._pos, self.tags, strict=True)].__getitem__

    @cached_property
    def predicates(self) -> list[int]:
        """The verbs, short adjectives and what else has a subject, in order."""
        told_of = {self.head(i) for i in self.subjects if self.rel(i) in SUBJECTS}
        tags = enumerate(zip(self._pos, self.tags, strict=True))
        return [i for i, (p, t) in tags if p in VERBS or t.short or i in told_of]

    @cached_property
    def infinitives(self) -> list[int]:
        return [i for i, t in enumerate(self.tags) if t.form == "Inf"]

    @cached_property
    def subjects(self) -> list[int]:
        """The tokens that are subjects of whatever kind, in order."""
        kinds = {rel for rel in set(self._rel) if rel[:5] == "nsubj"}
        return [i for i, rel in enumerate(self._rel) if rel in kinds]

    @cached_property
    def brackets(self) -> list[int]:
        """Where brackets open."""
        return [i for i, word in enumerate(self.words) if word == "("] if "(" in self.text else []

    @cached_property
    def depth(self) -> dict[int, int]:
        """Of each predicate how far it is from its root."""
        return {i: len(self.path(i)) for i in self.predicates}

    def sent(self, i: int) -> Sent:
        return self.sents[self.sent_of[i]]

    def child(self, i: int, *rels: str) -> int | None:
        """The first child with one of these relations, in the order of the relations."""
        below = self.children[i]
        for rel in rels if below else ():
            for c in below:
                if self.rel(c) == rel:
                    return c
        return None

    def subtree(self, i: int, without: Collection[str] = ()) -> set[int]:
        """The token and all below it; branches with the relations `without` are left out."""
        found, waiting, children, rels = {i}, [i], self.children, self._rel
        for k in waiting:
            for c in children[k]:
                if c not in found and rels[c] not in without:
                    found.add(c)
                    waiting.append(c)
        return found

    def path(self, i: int) -> list[int]:
        """The token, its head, and so on to the root (heads may form a cycle: each is given once)."""
        out: list[int] = []
        while i >= 0 and i not in out:
            out.append(i)
            i = self.head(i)
        return out

    def under(self, i: int, top: int) -> bool:
        return top in self.path(i)

    def run(self, i: int, without: Collection[str] = CLAUSES) -> tuple[int, int]:
        """The contiguous phrase around a head as (first, last exclusive): its subtree without clauses, without
        punctuation at its ends."""
        inside = self.subtree(i, without)
        low, high = i, i
        while low - 1 in inside:
            low -= 1
        while high + 1 in inside:
            high += 1
        while (
            low < i
            and (self.pos(low) in ("PUNCT", "CCONJ", "ADP", "SCONJ") or self.rel(low) in ("cc", "mark"))
            and not self.opens(low)
        ):
            owned = self.pos(low) == "ADP" and low < self.head(low) < i
            low = max(k for k in self.subtree(self.head(low)) if k < i) + 1 if owned else low + 1
        while high > i and self.pos(high) == "PUNCT" and not self.closes(high, low):
            high -= 1
        return low, high + 1

    def opens(self, i: int) -> bool:
        return self.words[i] in '\u00ab\u201e\u201c"('

    def closes(self, i: int, low: int) -> bool:
        """A closing mark whose opening one stands in the same phrase."""
        pairs = {"\u00bb": "\u00ab", "\u201d": "\u201e\u201c", '"': '"', "\u201c": "\u201e", ")": "("}
        return any(w in pairs.get(self.words[i], "") for w in self.words[low:i])

    def span(self, first: int, last: int) -> Span:
        return Span(start=self._starts[first], stop=self._stops[last - 1])

    def at(self, offset: int) -> int:
        """Index of the first token that starts at or after a character offset (may be the number of tokens)."""
        return bisect.bisect_left(self._starts, offset)

    def inside(self, span: Span) -> range:
        """Indices of the tokens that start within a span."""
        return range(*self.limits(span))

    def limits(self, span: Span) -> tuple[int, int]:
        """The tokens that start within a span as [first, last)."""
        return bisect.bisect_left(self._starts, span.start), bisect.bisect_left(self._starts, span.stop)
