"""A report with all that attribution rules ask of it, and the draft of an attribution that they hand on."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from svodka.analysis.cues import Cue, Lexicon, Places
from svodka.analysis.mentions import Figurehead, Named
from svodka.analysis.quotes import Quote
from svodka.analysis.roles import Roles
from svodka.analysis.tree import Tree, within
from svodka.lang.pack import Backend, Row
from svodka.types import Kind, Span, Stance, Voice, record

TOLD = ("what", "inf", "about", "quote", "in")  # what a verb that tells may govern


@record
class Source:
    """A noun phrase: tokens [first, last) around a head."""

    first: int
    last: int
    head: int


class Draft(NamedTuple):
    """An attribution as a rule sees it: `at` is the token by which drafts are ordered and subjects carried over;
    `follows`: the drafts one of whose speakers goes on here."""

    rule: str
    at: int
    cue: Span | None
    content: tuple[Span, ...]
    source: Source | None = None
    stance: Stance = "plain"
    voice: Voice | None = None
    kind: Kind = "indirect"
    via: int | None = None
    follows: tuple[int, ...] = ()

    def but(self, **changes: object) -> Draft:
        return self._replace(**changes)  # type: ignore[arg-type]


@dataclass
class Report:
    """What is asked again and again is remembered: call `renamed` when names or entities have changed, `requoted` with
    other quotations."""

    tree: Tree
    paragraphs: tuple[Span, ...]
    quotes: tuple[Quote, ...]
    lexicon: Lexicon
    roles: Roles
    backend: Backend
    entities: list[Figurehead]
    places: Places
    cues: list[Cue]
    by_kind: dict[str, Sequence[int]] = field(default_factory=dict)

    @cached_property
    def named(self) -> dict[int, tuple[Named, Figurehead]]:
        return {i: (n, e) for e in self.entities for n in e.names for i in range(n.first, n.last)}

    @cached_property
    def telling(self) -> frozenset[int]:
        """The verbs that are cues of something told."""
        return frozenset(c.word for c in self.cues if c.kind == "verb" and not c.governs.isdisjoint(TOLD))

    @cached_property
    def quoting(self) -> frozenset[int]:
        """The verbs that a quotation may stand beside."""
        return frozenset(c.word for c in self.cues if c.kind == "verb" and "quote" in c.governs)

    @cached_property
    def opened(self) -> list[int]:
        """Where each quotation begins; quotations do not overlap."""
        return [q.outer.start for q in self.quotes]

    def of_kind(self, kind: str) -> Sequence[int]:
        """The tokens of a closed class, in order."""
        known = self.by_kind.get(kind)
        if known is None:
            words = self.lexicon.words.get(kind, frozenset()) & self.places.keys()
            known = self.by_kind[kind] = sorted({i for word in words for i in self.places[word]})
        return known

    def tells(self, *kinds: str) -> bool:
        """Whether a word of one of these closed classes stands anywhere in the report."""
        return any(map(self.of_kind, kinds))

    @cached_property
    def sources(self) -> dict[int, Row]:
        """The tokens that the pack knows for sources, in order."""
        known, lemma = self.lexicon.sources, self.tree.lemma
        here = {i for word in self.places.keys() & known for i in self.places[word] if lemma[i] == word}
        return {i: known[lemma[i]] for i in sorted(here)}

    @cached_property
    def accounts(self) -> list[int]:
        return [i for i, row in self.sources.items() if row["kind"] == "account"]

    @cached_property
    def quoted(self) -> list[Quote | None]:
        """The quotation that each token stands in."""
        out: list[Quote | None] = [None] * len(self.tree.tokens)
        for quote in self.quotes:
            for i in self.tree.inside(quote.outer):
                out[i] = quote if quote.holds(self.tree.tokens[i].span.start) else None
        return out

    @cached_property
    def phrases(self) -> dict[int, Source]:
        """As `sources.phrase` has cut them, by their heads."""
        return {}

    @cached_property
    def bounds(self) -> dict[int, tuple[int, int]]:
        """As `content.bounds` has told them."""
        return {}

    @cached_property
    def by_key(self) -> dict[str, Figurehead]:
        return {e.key: e for e in reversed(self.entities)}

    def renamed(self) -> None:
        for known in ("named", "by_key", "phrases"):
            self.__dict__.pop(known, None)

    def requoted(self, quotes: tuple[Quote, ...]) -> None:
        self.quotes = quotes
        for known in ("opened", "quoted", "bounds"):
            self.__dict__.pop(known, None)

    def quote_at(self, offset: int) -> Quote | None:
        before = bisect.bisect_right(self.opened, offset) - 1
        return self.quotes[before] if before >= 0 and self.quotes[before].holds(offset) else None

    def speech_at(self, i: int) -> Quote | None:
        """The quotation of speech that a token stands in."""
        quote = self.quoted[i]
        return quote if quote and quote.speech else None

    def has(self, kind: str, i: int) -> bool:
        """Whether the token's lemma or form is in a closed class of the pack's words."""
        words = self.lexicon.words.get(kind, ())
        return self.tree.lemma[i] in words or self.tree.low[i] in words

    def all(self, kind: str, first: int, last: int) -> Sequence[int]:
        """The tokens of a closed class in [first, last), in order."""
        return within(self.of_kind(kind), first, last)

    def own_words(self, verb: int) -> bool:
        """The first person inside a quotation: the speaker attributes to itself."""
        if self.speech_at(verb) is None:
            return False
        subject = self.tree.child(verb, "nsubj")
        named = subject is not None and self.has("first_person", subject)
        return named or self.tree.feats[verb].get("Person") == "1"
