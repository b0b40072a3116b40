"""Who a source is: names, roles, pronouns and generic nouns resolved to a voice."""

from __future__ import annotations

from dataclasses import replace

from svodka.analysis import sources
from svodka.analysis.mentions import Figurehead
from svodka.analysis.report import Report, Source
from svodka.analysis.resolving import Antecedents, Found, by_surname, heads
from svodka.analysis.salience import Salience
from svodka.analysis.voicing import Naming
from svodka.lang.fold import fold
from svodka.types import Voice, VoiceKind

PRESS = ("outlet", "agency", "broadcaster", "account")


class Speakers:
    """Resolves sources in the order of the text; `salience` remembers who spoke."""

    def __init__(self, report: Report, outlets: dict[str, tuple[str, VoiceKind]]) -> None:
        self.report = report
        self.salience = Salience(report)
        self.naming = Naming(report, outlets)
        self.antecedents = Antecedents(report, self.salience)

    def voice(self, source: Source | None, depth: int = 0) -> Voice | None:
        """The voice of a source phrase; None where it names nobody."""
        if source is None or depth > 3 or self.report.has("first_person", source.head):
            return None
        if owner := self.owner(source, depth + 1):
            return owner
        while source.first < source.head and self.pointing(source.first):
            source = replace(source, first=source.first + 1)  # `this expert`, `that same expert`, `X itself`
        for rule in (
            self.evidence,
            self.own_name,
            self.pronoun,
            self.relative,
            self.role,
            self.body,
            self.people,
            self.generic,
            self.described,
        ):
            found = rule(source, depth + 1)
            if found is not None:
                return found
        return None

    def at(self, found: Found | None, source: Source, depth: int) -> Voice | None:
        """The voice of an antecedent, spoken at the source."""
        if isinstance(found, Figurehead):
            longest = max(found.names, key=lambda n: n.last - n.first)
            if found.kind == "ORG" and self.report.tree.lemma[longest.head] in self.report.lexicon.sources:
                return self.at(sources.phrase(self.report, longest.head), source, depth)
            return self.naming.of(found, source)
        voice = self.voice(found, depth) if isinstance(found, Source) else found
        return voice and replace(voice, span=self.report.tree.span(source.first, source.last))

    def evidence(self, source: Source, depth: int) -> Voice | None:
        """`the results of the poll`: the poll."""
        tree = self.report.tree
        if not self.report.has("evidence", source.head):
            return None
        owned = (c for c in tree.children[source.head] if tree.rel(c) == "nmod" and tree.child(c, "case") is None)
        whole = next(owned, None)
        if whole is None or whole < source.head:
            return None
        return self.at(sources.phrase(self.report, whole), source, depth)

    def owner(self, source: Source, depth: int) -> Voice | None:
        """`its message`: a document belongs to the subject of the same sentence that its pronoun agrees with."""
        tree = self.report.tree
        mine = [i for i in range(source.first, source.head) if self.report.has("possessive", i)]
        if not mine or tree.lemma[source.head] not in self.report.lexicon.sources:
            return None
        sent = tree.sent(source.head)
        gender = "Fem" if self.report.lexicon.has("feminine", tree.low[mine[0]]) else "Masc"
        nouns = (i for i in range(sent.first, source.first) if tree.rel(i).startswith("nsubj"))
        noun = next((i for i in nouns if tree.feats[i].get("Gender") == gender), None)
        return self.voice(sources.phrase(self.report, noun), depth) if noun is not None else None

    def own_name(self, source: Source, depth: int) -> Voice | None:
        """A person's name at the head of the phrase or apposed to it; several names joined."""
        tree, named = self.report.tree, self.report.named
        many = tree.feats[source.head].get("Number") == "Plur" or any(
            tree.rel(c) == "conj" and c in named for c in tree.children[source.head]
        )
        if many and (together := self.naming.people(source)):
            return together
        for i in range(source.first, source.last):
            if i in named and named[i][1].kind == "PER":
                name, entity = named[i]
                if i > source.head and len(name.words) == 1 and name.words[-1] != fold(entity.name.split()[-1]):
                    continue  # a form of the surname that was taken for another nominative
                if heads(self.report, name, source):
                    return self.naming.of(entity, source)
        bracketed = named.get(source.last + 1) if tree.words[source.last : source.last + 1] == ["("] else None
        if bracketed and bracketed[1].kind == "PER" and source.head not in named:
            return self.naming.of(bracketed[1], source)
        bearer = by_surname(self.report, source.head)
        return self.naming.of(bearer, source) if bearer else None

    def pronoun(self, source: Source, depth: int) -> Voice | None:
        if not (self.report.has("personal", source.head) or self.report.has("possessive", source.head)):
            return None
        word, number = self.report.tree.low[source.head], self.report.tree.feats[source.head].get("Number")
        if number == "Plur" or self.report.lexicon.has("plural", word):
            return self.at(self.antecedents.group(source), source, depth) or self.naming.nobody(source)
        gender = "Fem" if self.report.lexicon.has("feminine", word) else "Masc"
        other = {e.key for e in self.report.entities if e.gender not in (gender, "")}
        voices = (self.at(found, source, depth) for found in self.antecedents.persons(source, gender))
        return next((v for v in voices if v and v.entity not in other), None) or self.naming.nobody(source)

    def relative(self, source: Source, depth: int) -> Voice | None:
        """The noun that a relative clause describes."""
        if not self.report.has("which", source.head):
            return None
        return self.at(self.antecedents.relative(source), source, depth)

    def role(self, source: Source, depth: int) -> Voice | None:
        """An office without a name: the person of the report whom it fits."""
        tree = self.report.tree
        role = self.report.roles.read(tree, source.first, source.last, source.head)
        if tree.feats[source.head].get("Number") == "Plur" or source.head in self.report.named:
            return None
        if role is None:
            return self.at(self.antecedents.bearer(source), source, depth)
        row = self.report.lexicon.sources.get(tree.lemma[source.head])
        named, unnamed = self.antecedents.holder(role, source), self.antecedents.unnamed(role, source)
        if row and row["kind"] == "anonymous":  # `our interlocutor`: rather the one without a name
            return self.at(unnamed or named, source, depth)
        return self.at(named or unnamed, source, depth)

    def body(self, source: Source, depth: int) -> Voice | None:
        return self.naming.body(source)

    def people(self, source: Source, depth: int) -> Voice | None:
        """`the women`: several persons named together before."""
        tree = self.report.tree
        if source.last - source.first > 1 or tree.feats[source.head].get("Number") != "Plur":
            return None
        return self.at(self.antecedents.people_named(source), source, depth)

    def generic(self, source: Source, depth: int) -> Voice | None:
        """`the outlet`, `the ministry`, `the company` with no name beside: the name or voice of that kind before."""
        tree = self.report.tree
        row = self.report.lexicon.sources.get(tree.lemma[source.head])
        if row is None or row["generic"] != "yes" or tree.feats[source.head].get("Number") == "Plur":
            return None
        beside = [i for i in range(source.first, source.last) if i != source.head and not self.pointing(i)]
        if any(not (tree.pos(i) == "ADJ" and self.report.roles.country(tree.lemma[i])) for i in beside):
            return None
        if not beside:
            for phrase in self.antecedents.same_noun(source):
                if (voice := self.voice(phrase, depth)) and voice.name:
                    return replace(voice, span=tree.span(source.first, source.last))
        if row["kind"] == "body":
            return self.at(self.antecedents.body(source, self.naming.is_outlet), source, depth)
        return None if beside else self.at(self.spoke_before(source, row["kind"]), source, depth)

    def pointing(self, i: int) -> bool:
        which = self.report.tree.pos(i) == "DET" and not self.report.has("some", i)
        return which or self.report.has("selves", i)

    def spoke_before(self, source: Source, kind: str) -> Voice | None:
        """The last voice of a kind; for a noun of the press, of any kind of press if there is none of its own."""
        noun = self.report.tree.lemma[source.head]
        past = [v for _, v, _, _ in reversed(self.salience.said) if v.name and fold(v.name) != noun]
        own = [v for v in past if v.kind == kind]
        press = [v for v in past if kind in PRESS and v.kind in PRESS]
        return next(iter(own or press), None)

    def described(self, source: Source, depth: int) -> Voice | None:
        """The phrase itself; for a bare noun the phrase that describes its bearer in full."""
        voice = self.naming.described(source)
        if source.last - source.first > 1 or not voice.name or self.naming.with_participle(source) > source.last:
            return replace(voice, name=self.with_body(source, voice.name))
        full = self.antecedents.fullest(source)
        return (self.at(full, source, depth) if full else None) or voice

    def with_body(self, source: Source, name: str) -> str:
        """`representatives of the company`, `a statement of the union`: which one, where the report names it."""
        tree, last = self.report.tree, source.last - 1
        row = self.report.lexicon.sources.get(tree.lemma[last])
        people = tree.feats[source.head].get("Animacy") == "Anim"
        if not row or row["kind"] != "body" or tree.case(last) != "Gen" or tree.feats[last].get("Number") == "Plur":
            return name
        owned = tree.head(last) == source.head and last - source.head <= 1 + (tree.pos(last - 1) == "ADJ")
        if not owned or last in self.report.named or not (people or self.naming.kind_of(source, "") == "document"):
            return name
        body = self.antecedents.body(Source(first=source.head + 1, last=last + 1, head=last), self.naming.is_outlet)
        called = self.naming.genitive(body) if body else ""
        if not called:
            return name
        if people and self.report.has("companies", last):
            return f"{name} {called}"
        return f"{name[: name.rindex(tree.words[source.head + 1])]}{called}"
