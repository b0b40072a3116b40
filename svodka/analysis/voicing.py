"""What a source is called: a name as its bearer's fullest one, a description as its phrase in the nominative."""

from __future__ import annotations

import re
from itertools import pairwise

from svodka.analysis import kinds
from svodka.analysis.mentions import Figurehead, Named, clean
from svodka.analysis.report import Report, Source
from svodka.lang.fold import fold
from svodka.spans import cut
from svodka.types import Voice, VoiceKind

QUOTED = re.compile("(?:[\u00ab\u201e\u201c\"]|'')(.+?)(?:[\u00bb\u201d\u201c\"]|''|$)")
OPENING = ("\u00ab", '"', "\u201e", "\u201c", "''", "'")
MARKS = '"\u00ab\u201e\u201c'


def length(name: Named) -> int:
    return name.last - name.first


class Naming:
    """`outlets`: name and kind of voice by the folded name under which an outlet is cited."""

    def __init__(self, report: Report, outlets: dict[str, tuple[str, VoiceKind]]) -> None:
        self.report = report
        self.outlets = outlets

    def of(self, entity: Figurehead, source: Source) -> Voice:
        kind = "person" if entity.kind == "PER" else self.kind_of(source, entity.name)
        name = entity.name if entity.kind == "PER" else self.own_part(entity.name)
        return Voice(kind=kind, name=name, entity=entity.key, span=self.report.tree.span(source.first, source.last))

    def own_part(self, name: str) -> str:
        """The name in marks without the generic noun before it."""
        quoted = QUOTED.search(name)
        generic = self.report.lexicon.has("outlet_words", fold(name).split()[0]) if name else False
        return quoted[1] if generic and quoted and quoted.end() == len(name) else name

    def genitive(self, body: Figurehead) -> str:
        """A body's name as it stands behind a noun: as the report writes it so, or a name that does not decline."""
        tree = self.report.tree
        own = self.own_part(body.name)
        generic, _, rest = own.partition(" ")
        if rest and rest.isascii() and self.report.lexicon.has("outlet_words", fold(generic)):
            return rest
        if own != body.name or own.isascii() or own.isupper():
            return own
        said = [n for n in body.names if tree.case(n.head) == "Gen"]
        longest = max(said, key=length, default=None)
        return cut(tree.text, tree.span(longest.first, longest.last)) if longest else ""

    def nobody(self, source: Source) -> Voice:
        return Voice(kind="anonymous", name="", span=self.report.tree.span(source.first, source.last))

    def people(self, source: Source) -> Voice | None:
        """Several persons: each under the fullest name, joined as the text joins them."""
        named, tree = self.report.named, self.report.tree
        names = list({id(named[i][0]): named[i] for i in range(source.first, source.last) if i in named}.values())
        people = [(name, entity) for name, entity in names if entity.kind == "PER"]
        if len({entity.key for _, entity in people}) < 2:
            return None
        joined = people[0][1].name
        for (before, _), (name, entity) in pairwise(people):
            between = tree.words[before.last : name.first]
            joined += (", " if len(between) != 1 or between == [","] else f" {between[0]} ") + entity.name
        return Voice(kind="person", name=joined, span=tree.span(source.first, source.last))

    def body(self, source: Source) -> Voice | None:
        """A body, outlet or place named at the head of the phrase, an outlet's generic noun taken off."""
        tree, named = self.report.tree, self.report.named
        inside = [i for i in range(source.first, source.last) if i in named and named[i][1].kind in ("ORG", "LOC")]
        generic = self.report.lexicon.has("outlet_words", tree.lemma[source.head])
        if own := self.apposed(source):
            return own
        proper = [i for i in inside if not generic or (i != source.head and self.belongs(named[i][0], source.head))]
        together = any(tree.rel(c) == "conj" and source.head < c < source.last for c in tree.children[source.head])
        if (source.head not in named and not (generic and proper)) or together:
            return None
        if self.common(source):
            return None  # `the Ministry` at the head of a sentence
        name, entity = named[proper[0] if generic and proper else source.head]
        kind = self.kind_of(source, entity.name)
        span = tree.span(source.first, source.last)
        if generic and name.first > source.head and tree.opens(name.first - 1):  # a name in marks does not decline
            plain = cut(tree.text, tree.span(name.first, name.last))
            return Voice(kind=kind, name=clean(plain), entity=entity.key, span=span)
        if self.own_part(name.normal) != name.normal:
            return self.of(entity, source)
        if generic or self.is_outlet(name.normal):
            return Voice(kind=kind, name=name.normal, entity=entity.key, span=span)
        quoted = any(mark in tree.text[span.start : span.stop] for mark in MARKS)
        first, last = min(source.first, name.first), name.last if quoted else max(name.last, source.last)
        if last - first == 1 and tree.words[first].isupper() and len(entity.name.split()) > 1:
            return self.of(entity, source)  # an acronym of a name that the report gives in full
        text = self.nominative(first, last, source.head) + self.of_place(entity, first, last)
        return Voice(kind=kind, name=clean(text), entity=entity.key, span=span)

    def apposed(self, source: Source) -> Voice | None:
        """A body's name in foreign letters behind its generic noun and what describes it."""
        tree = self.report.tree
        row = self.report.lexicon.sources.get(tree.lemma[source.head])
        if row is None or row["generic"] != "yes" or row["kind"] == "document":
            return None
        for c in sorted(tree.subtree(source.head)):
            foreign = tree.pos(c) == "X" or tree.feats[c].get("Foreign") == "Yes"
            if tree.rel(c) == "appos" and c > source.head and foreign and tree.words[c][:1].isupper():
                last = c + 1
                while last < tree.sent(c).last and tree.head(last) == c and tree.rel(last) == "flat:foreign":
                    last += 1
                entity = self.report.named[c][1] if c in self.report.named else None
                first, last = (n.first, n.last) if entity and (n := self.report.named[c][0]) else (c, last)
                name = clean(cut(tree.text, tree.span(first, last)))
                span = tree.span(source.first, max(source.last, last))
                key = entity.key if entity else ""
                return Voice(kind=self.kind_of(source, name), name=name, entity=key, span=span)
        return None

    def belongs(self, name: Named, noun: int) -> bool:
        """The name is the noun's own: beside it, a mark between them or not, or apposed to it."""
        tree = self.report.tree
        behind = noun + 1 + (noun + 1 < len(tree.words) and tree.words[noun + 1] in OPENING)
        beside = name.first <= noun + 1 <= name.last or name.first == behind
        return beside or (tree.rel(name.head) == "appos" and tree.head(name.head) == noun)

    def of_place(self, entity: Figurehead, first: int, last: int) -> str:
        """Where a name of one word stands with one and the same place elsewhere in the report: that place."""
        tree = self.report.tree
        if last - first > 1 or entity.kind != "ORG" or tree.pos(first) == "X":
            return ""
        name = fold(entity.name)
        same = [n for e in self.report.entities if e.kind == "ORG" for n in e.names if n.words[:1] == (name,)]
        ends = [n.first + 1 for n in same]
        places = [tail for i in ends if i < len(tree.words) and (tail := self.place_behind(i))]
        return f" {places[0]}" if places and len({p[:4] for p in places}) == 1 else ""

    def place_behind(self, i: int) -> str:
        """The place that begins at a token: in the genitive, or a region behind its preposition."""
        tree, named = self.report.tree, self.report.named
        country = self.report.roles.country(tree.lemma[i])
        if country or (i in named and named[i][1].kind == "LOC"):
            last = named[i][0].last if i in named and named[i][1].kind == "LOC" else i + 1
            return cut(tree.text, tree.span(i, last)) if tree.case(i) in ("Gen", "") or tree.words[i].isupper() else ""
        if self.report.has("throughout", i) and i + 1 in named and named[i + 1][1].kind == "LOC":
            return cut(tree.text, tree.span(i, named[i + 1][0].last))
        return ""

    def described(self, source: Source) -> Voice:
        """The phrase itself in the nominative: a body, a document, somebody unnamed but described."""
        tree = self.report.tree
        kind = self.kind_of(source, "")
        span = tree.span(source.first, source.last)
        name = clean(self.nominative(source.first, self.with_participle(source), source.head))
        if self.report.has("outlet_words", source.head) and (quoted := QUOTED.search(name)):
            return Voice(kind=kind, name=quoted[1].strip("' "), span=span)
        common = self.common(source)
        if (
            (tree.pos(source.head) == "NOUN" or common)
            and not tree.words[source.first].isupper()
            and (source.first not in self.report.named or common)
            and tree.sent(source.first).first == source.first
        ):
            name = name[:1].lower() + name[1:]
        return Voice(kind=kind, name=name, span=span)

    def common(self, source: Source) -> bool:
        """A generic noun alone, though a tagger may take it for a name where it begins a sentence."""
        row = self.report.lexicon.sources.get(self.report.tree.lemma[source.head])
        bare = source.last - source.first == 1 and not self.report.tree.words[source.head].isupper()
        return bool(bare and row and row["generic"] == "yes")

    def with_participle(self, source: Source) -> int:
        """The end of the phrase with the participle behind its comma that tells which ones: `those, leading X`."""
        tree = self.report.tree
        for c in tree.children[source.head]:
            behind = tree.rel(c) == "acl" and c > source.last and tree.feats[c].get("VerbForm") == "Part"
            if c in self.report.telling:
                continue  # the cue itself: `a witness, claiming that P`
            if behind and tree.words[source.last] == "," and tree.sent_of[c] == tree.sent_of[source.head]:
                first, last = tree.run(c)
                return self.joined(c, last) if first == source.last + 1 or first == source.last else source.last
        return source.last

    def joined(self, participle: int, last: int) -> int:
        """The end of a second participle joined to the first."""
        tree = self.report.tree
        second = last + 1
        if second < tree.sent(participle).last and tree.pos(last) == "CCONJ":
            same = tree.feats[second].get("VerbForm") == "Part" and tree.case(second) == tree.case(participle)
            return tree.run(second)[1] if same else last
        return last

    def kind_of(self, source: Source, name: str) -> VoiceKind:
        return kinds.of(self.report, self.outlets, source, name)

    def is_outlet(self, name: str) -> bool:
        return fold(name) in self.outlets

    def nominative(self, first: int, last: int, head: int) -> str:
        tree = self.report.tree
        return self.report.backend.nominative(tree.text, tree.tokens, first, last, min(max(head, first), last - 1))
