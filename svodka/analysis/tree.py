"""A report's parse as rules ask of it: words, features, children, subtrees, sentences."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from functools import cached_property

from svodka.lang.fold import fold
from svodka.types import Parse, Sent, Span

SUBJECTS = ("nsubj", "nsubj:pass")
CLAUSES = ("acl:relcl", "parataxis", "acl", "advcl", "ccomp", "csubj", "discourse")


class Tree:
    """A view of one parse, read-only; token indices are the parse's own."""

    def __init__(self, text: str, parse: Parse) -> None:
        self.text = text
        self.tokens = parse.tokens
        self.sents = parse.sents
        self.words = [text[t.span.start : t.span.stop] for t in parse.tokens]
        self.low = [fold(word) for word in self.words]
        self.lemma = [fold(t.lemma) for t in parse.tokens]
        self.children: list[list[int]] = [[] for _ in parse.tokens]
        for i, token in enumerate(parse.tokens):
            if token.head >= 0:
                self.children[token.head].append(i)
        self._starts = [t.span.start for t in parse.tokens]

    @cached_property
    def sent_of(self) -> list[int]:
        out = [0] * len(self.tokens)
        for number, sent in enumerate(self.sents):
            out[sent.first : sent.last] = [number] * (sent.last - sent.first)
        return out

    @cached_property
    def feats(self) -> list[dict[str, str]]:
        cache: dict[str, dict[str, str]] = {}
        for t in self.tokens:
            if t.feats not in cache:
                cache[t.feats] = dict(pair.split("=", 1) for pair in t.feats.split("|") if "=" in pair)
        return [cache[t.feats] for t in self.tokens]

    def sent(self, i: int) -> Sent:
        return self.sents[self.sent_of[i]]

    def pos(self, i: int) -> str:
        return self.tokens[i].pos

    def rel(self, i: int) -> str:
        return self.tokens[i].rel

    def head(self, i: int) -> int:
        return self.tokens[i].head

    def case(self, i: int) -> str:
        return self.feats[i].get("Case", "")

    def child(self, i: int, *rels: str) -> int | None:
        """The first child with one of these relations, in the order of the relations."""
        return next((c for rel in rels for c in self.children[i] if self.rel(c) == rel), None)

    def subtree(self, i: int, without: Iterable[str] = ()) -> set[int]:
        """The token and all below it; branches with the relations `without` are left out."""
        barred, found, waiting = set(without), {i}, [i]
        while waiting:
            for c in self.children[waiting.pop()]:
                if c not in found and self.rel(c) not in barred:
                    found.add(c)
                    waiting.append(c)
        return found

    def path(self, i: int) -> Iterator[int]:
        """The token, its head, and so on to the root (heads may form a cycle: each is given once)."""
        seen: set[int] = set()
        while i >= 0 and i not in seen:
            seen.add(i)
            yield i
            i = self.head(i)

    def under(self, i: int, top: int) -> bool:
        return any(k == top for k in self.path(i))

    def run(self, i: int, without: Iterable[str] = CLAUSES) -> tuple[int, int]:
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
        return Span(start=self.tokens[first].span.start, stop=self.tokens[last - 1].span.stop)

    def at(self, offset: int) -> int:
        """Index of the first token that starts at or after a character offset (may be the number of tokens)."""
        return bisect.bisect_left(self._starts, offset)

    def inside(self, span: Span) -> range:
        """Indices of the tokens that start within a span."""
        return range(self.at(span.start), self.at(span.stop))

    def limits(self, span: Span) -> tuple[int, int]:
        """The tokens that start within a span as [first, last)."""
        tokens = self.inside(span)
        return tokens.start, tokens.stop

    def finite(self, i: int) -> bool:
        return self.pos(i) in ("VERB", "AUX") and self.feats[i].get("VerbForm") == "Fin"
