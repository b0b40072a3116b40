"""A report with all that attribution rules ask of it, and the draft of an attribution that they hand on."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field, replace
from functools import cached_property

from svodka.analysis.cues import Cue, Lexicon
from svodka.analysis.mentions import Figurehead, Named
from svodka.analysis.quotes import Quote
from svodka.analysis.roles import Roles
from svodka.analysis.tree import Tree
from svodka.lang.pack import Backend
from svodka.types import Kind, Span, Stance, Voice


@dataclass(frozen=True, slots=True)
class Source:
    """A noun phrase: tokens [first, last) around a head."""

    first: int
    last: int
    head: int


@dataclass(frozen=True, slots=True)
class Draft:
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
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass
class Report:
    """`named` is remembered: call `renamed` when names or entities have changed."""

    tree: Tree
    paragraphs: tuple[Span, ...]
    quotes: tuple[Quote, ...]
    lexicon: Lexicon
    roles: Roles
    backend: Backend
    entities: list[Figurehead]
    cues: list[Cue] = field(default_factory=list)

    @cached_property
    def named(self) -> dict[int, tuple[Named, Figurehead]]:
        return {i: (n, e) for e in self.entities for n in e.names for i in range(n.first, n.last)}

    @cached_property
    def telling(self) -> frozenset[int]:
        """The verbs that are cues of something told, not of a name given."""
        told = {"what", "inf", "about", "quote", "in"}
        return frozenset(c.word for c in self.cues if c.kind == "verb" and c.governs & told)

    @cached_property
    def opened(self) -> list[int]:
        """Where each quotation begins; quotations do not overlap."""
        return [q.outer.start for q in self.quotes]

    @cached_property
    def classes(self) -> list[frozenset[str]]:
        """The closed classes of each token, by its lemma and by its form."""
        of, none = self.lexicon.classes, frozenset[str]()
        return [of.get(a, none) | of.get(b, none) for a, b in zip(self.tree.lemma, self.tree.low, strict=True)]

    def renamed(self) -> None:
        self.__dict__.pop("named", None)

    def quote_at(self, offset: int) -> Quote | None:
        before = bisect.bisect_right(self.opened, offset) - 1
        return self.quotes[before] if before >= 0 and self.quotes[before].holds(offset) else None

    def speech_at(self, i: int) -> Quote | None:
        """The quotation of speech that a token stands in."""
        quote = self.quote_at(self.tree.tokens[i].span.start)
        return quote if quote and quote.speech else None

    def has(self, kind: str, i: int) -> bool:
        """Whether the token's lemma or form is in a closed class of the pack's words."""
        return kind in self.classes[i]

    def own_words(self, verb: int) -> bool:
        """The first person inside a quotation: the speaker attributes to itself."""
        tree = self.tree
        subject = tree.child(verb, "nsubj")
        first = tree.feats[verb].get("Person") == "1" or (subject is not None and self.has("first_person", subject))
        return bool(first and self.speech_at(verb))
