"""Who a source is: names, roles, pronouns and generic nouns resolved to a voice."""

from __future__ import annotations

import re

from svodka.analysis import sources
from svodka.analysis.mentions import Figurehead, Named, alike
from svodka.analysis.report import Report, Source
from svodka.analysis.roles import DISAGREE, Role, agreement
from svodka.analysis.salience import Salience
from svodka.lang.fold import fold
from svodka.types import Voice, VoiceKind

QUOTED = re.compile("(?:[\u00ab\u201e\u201c\"]|'')(.+?)(?:[\u00bb\u201d\u201c\"]|''|$)")
WINDOW = 60  # tokens back within which a pronoun seeks its noun


class Speakers:
    """Resolves sources in the order of the text; `salience` remembers who spoke."""

    def __init__(self, report: Report, outlets: dict[str, tuple[str, VoiceKind]]) -> None:
        self.report = report
        self.outlets = outlets
        self.salience = Salience(report)

    def voice(self, source: Source | None, at: int) -> Voice | None:
        """The voice of a source phrase; None where it names nobody."""
        if source is None or self.report.has("first_person", source.head):
            return None
        for rule in (
            self.owner,
            self.own_name,
            self.pronoun,
            self.relative,
            self.role,
            self.body,
            self.generic,
            self.described,
        ):
            found = rule(source, at)
            if found is not None:
                return found
        return None

    def owner(self, source: Source, at: int) -> Voice | None:
        """`its message`: a document belongs to the subject of the same sentence that its pronoun agrees with."""
        tree = self.report.tree
        mine = [i for i in range(source.first, source.head) if self.report.has("possessive", i)]
        if not mine or tree.lemma[source.head] not in self.report.lexicon.sources:
            return None
        sent = tree.sent(source.head)
        gender = "Fem" if self.report.lexicon.has("feminine", tree.low[mine[0]]) else "Masc"
        nouns = (i for i in range(sent.first, source.first) if tree.rel(i).startswith("nsubj"))
        noun = next((i for i in nouns if tree.feats[i].get("Gender") == gender), None)
        return self.voice(sources.phrase(self.report, noun), at) if noun is not None else None

    def own_name(self, source: Source, at: int) -> Voice | None:
        """A person's name at the head of the phrase or apposed to it."""
        tree, named = self.report.tree, self.report.named
        for i in range(source.first, source.last):
            if i in named and named[i][1].kind == "PER":
                name, entity = named[i]
                if i > source.head and len(name.words) == 1 and name.words[-1] != fold(entity.name.split()[-1]):
                    continue  # a form of the surname that was taken for another nominative
                if heads(self.report, name, source):
                    return self.of(entity, source)
        for entity in self.report.entities:
            if (
                entity.kind == "PER"
                and tree.pos(source.head) == "PROPN"
                and source.head not in named
                and any(alike(tree.low[source.head], n.words[-1]) for n in entity.names if n.words)
            ):
                return self.of(entity, source)
        return self.plural_names(source) if tree.feats[source.head].get("Number") == "Plur" else None

    def plural_names(self, source: Source) -> Voice | None:
        named = self.report.named
        people = list(
            dict.fromkeys(
                named[i][1].name for i in range(source.first, source.last) if i in named and named[i][1].kind == "PER"
            )
        )
        if len(people) < 2:
            return None
        return Voice(kind="person", name=", ".join(people), span=self.report.tree.span(source.first, source.last))

    def pronoun(self, source: Source, at: int) -> Voice | None:
        tree = self.report.tree
        if not (self.report.has("personal", source.head) or self.report.has("possessive", source.head)):
            return None
        word = tree.low[source.head]
        feats = tree.feats[source.head]
        plural = feats.get("Number") == "Plur" or self.report.lexicon.has("plural", word)
        feminine = self.report.lexicon.has("feminine", word)
        if plural:
            return self.plural(source, at)
        gender = "Fem" if feminine else "Masc"
        described = self.salience.unnamed(source.head, gender)
        if described is not None:
            return Voice(kind=described.kind, name=described.name, span=tree.span(source.first, source.last))
        entity = self.salience.nearest(source.head, gender)
        return (
            self.of(entity, source)
            if entity
            else Voice(kind="anonymous", name="", span=tree.span(source.first, source.last))
        )

    def plural(self, source: Source, at: int) -> Voice:
        """The nearest plural noun that stands as a subject or speaks; the phrase as written if there is none."""
        tree = self.report.tree
        for i in range(source.first - 1, max(-1, source.first - WINDOW), -1):
            plural = tree.feats[i].get("Number") == "Plur" or any(tree.rel(c) == "conj" for c in tree.children[i])
            if (
                plural
                and tree.pos(i) in ("NOUN", "PROPN")
                and (tree.rel(i).startswith("nsubj") or tree.feats[i].get("Animacy") == "Anim")
                and tree.pos(i) != "PRON"
            ):
                first, last = tree.run(i)
                return Voice(
                    kind="anonymous",
                    name=self.nominative(first, last, i).lower()
                    if tree.pos(i) == "NOUN"
                    else self.nominative(first, last, i),
                    span=tree.span(source.first, source.last),
                )
        return Voice(kind="anonymous", name="", span=tree.span(source.first, source.last))

    def relative(self, source: Source, at: int) -> Voice | None:
        """The noun that a relative clause describes."""
        if not self.report.has("which", source.head):
            return None
        tree = self.report.tree
        noun = next((tree.head(k) for k in tree.path(source.head) if tree.rel(k) == "acl:relcl"), None)
        if (
            noun is None
            or noun < 0
            or tree.feats[noun].get("Gender") not in (tree.feats[source.head].get("Gender"), None)
        ):
            noun = self.before_comma(source)
        if noun is None:
            return None
        first, last = tree.run(noun)
        return self.voice(Source(first=first, last=last, head=noun), at)

    def before_comma(self, source: Source) -> int | None:
        """The noun nearest before a relative that agrees with it, where the parser hung the clause elsewhere."""
        tree = self.report.tree
        wanted = {key: tree.feats[source.head].get(key) for key in ("Gender", "Number")}
        return next(
            (
                i
                for i in range(source.first - 1, tree.sent(source.head).first - 1, -1)
                if tree.pos(i) in ("NOUN", "PROPN")
                and tree.feats[i].get("Number") == wanted["Number"]
                and wanted["Gender"] in (tree.feats[i].get("Gender"), None)
                and tree.feats[i].get("Animacy") == "Anim"
            ),
            None,
        )

    def role(self, source: Source, at: int) -> Voice | None:
        """An office without a name: the person of the report whom it fits."""
        tree = self.report.tree
        role = self.report.roles.read(tree, source.first, source.last, source.head)
        if role is None or tree.feats[source.head].get("Number") == "Plur":
            return None
        entity = self.holder(role, source)
        return self.of(entity, source) if entity else None

    def holder(self, role: Role, source: Source) -> Figurehead | None:
        tree = self.report.tree
        ranked = []
        for k, entity in enumerate(self.report.entities):
            if entity.kind != "PER":
                continue
            fit = agreement(role, entity.roles)
            if fit == DISAGREE or contradicts_gender(self.report, source, entity):
                continue
            past = [n for n in entity.names if n.last <= source.first]
            away = tree.sent_of[source.head] - tree.sent_of[past[-1].head] if past else 6
            spoke = bool(self.salience.last and self.salience.last[-1][1] is entity)
            if fit > 0 or (past and not role.of and (role.weak or not entity.roles)):
                often = 0.05 * min(len(entity.names), 8)
                ranked.append(
                    (fit + (1.0 if spoke else 0.0) - 0.15 * min(away, 10) - (0 if past else 1) + often, -k, entity)
                )
        best = max(ranked, key=lambda r: r[:2], default=None)
        return best[2] if best and best[0] > -2 else None

    def body(self, source: Source, at: int) -> Voice | None:
        """A body, outlet or place named at the head of the phrase, an outlet's generic noun taken off."""
        tree, named = self.report.tree, self.report.named
        inside = [i for i in range(source.first, source.last) if i in named and named[i][1].kind in ("ORG", "LOC")]
        head_named = source.head in named
        generic = self.report.lexicon.has("outlet_words", tree.lemma[source.head])
        quoted = tree.text[tree.span(source.first, source.last).start : tree.span(source.first, source.last).stop]
        proper = [i for i in inside if not generic or i != source.head]
        if head_named or (generic and proper):
            i = proper[0] if generic and proper else source.head if head_named else inside[0]
            name, entity = named[i]
            kind = self.kind_of(source, entity.name)
            if generic or is_outlet(self.outlets, name.normal):
                return Voice(kind=kind, name=name.normal, entity=entity.key, span=tree.span(source.first, source.last))
            last = max(name.last, source.last if not mark_in(quoted) else name.last)
            first = min(source.first, name.first)
            text = self.nominative(first, last, source.head) + self.of_place(entity, first, last)
            return Voice(kind=kind, name=clean(text), entity=entity.key, span=tree.span(source.first, source.last))
        return None

    def of_place(self, entity: Figurehead, first: int, last: int) -> str:
        """Where a bare acronym stands with one and the same place elsewhere in the report: that place."""
        tree = self.report.tree
        if last - first > 1 or entity.kind != "ORG" or not tree.words[first].isupper():
            return ""
        places = [
            tree.words[n.last]
            for n in entity.names
            if n.last in self.report.named
            and tree.case(n.last) in ("Gen", "")
            and self.report.named[n.last][1].kind == "LOC"
        ]
        return f" {places[0]}" if places and len({p[:4] for p in places}) == 1 else ""

    def generic(self, source: Source, at: int) -> Voice | None:
        """`the outlet`, `the ministry`, `the company` with nothing beside: the last voice or name of that kind."""
        tree = self.report.tree
        row = self.report.lexicon.sources.get(tree.lemma[source.head])
        if row is None or row["generic"] != "yes" or source.last - source.first > 1:
            return None
        kind = row["kind"]
        if tree.feats[source.head].get("Number") == "Plur":
            return None
        past = [
            v
            for v, _ in reversed(self.salience.last)
            if v.kind == kind and v.name and fold(v.name) != tree.lemma[source.head]
        ]
        same = self.same_noun(source)
        if same is not None:
            return self.voice(same, at)
        if kind == "body":
            return self.company(source) if self.report.has("companies", source.head) else None
        return past[0] if past else None

    def same_noun(self, source: Source) -> Source | None:
        """The latest phrase before with this noun (or one it ends) at its head and a name beside it."""
        tree, noun = self.report.tree, self.report.tree.lemma[source.head]
        for i in range(source.first - 1, -1, -1):
            if (
                tree.lemma[i].endswith(noun)
                and tree.pos(i) in ("NOUN", "PROPN")
                and (i + 1 in self.report.named or (i + 2 in self.report.named and tree.opens(i + 1)))
            ):
                phrase = sources.phrase(self.report, i)
                names = any(k in self.report.named for k in range(i + 1, phrase.last))
                if names and tree.sent_of[i] == tree.sent_of[phrase.last - 1] and self.voice(phrase, i) is not None:
                    return phrase
        return None

    def company(self, source: Source) -> Voice | None:
        """The body named most often before."""
        bodies = [
            e
            for e in self.report.entities
            if e.kind == "ORG"
            and "." not in e.name  # no site's name
            and fold(e.name) not in self.report.lexicon.sources
            and not is_outlet(self.outlets, e.name)
        ]
        counts = [(sum(n.last <= source.first for n in e.names), -k, e) for k, e in enumerate(bodies)]
        best = max(counts, key=lambda c: c[:2], default=None)
        return self.of(best[2], source) if best and best[0] > 0 else None

    def described(self, source: Source, at: int) -> Voice:
        """The phrase itself in the nominative: a body, a document, somebody unnamed but described."""
        tree = self.report.tree
        row = self.report.lexicon.sources.get(tree.lemma[source.head])
        kind: VoiceKind = row["kind"] if row else self.kind_of(source, "")  # type: ignore[assignment]
        name = clean(self.nominative(source.first, source.last, source.head))
        if self.report.has("outlet_words", source.head) and (quoted := QUOTED.search(name)):
            return Voice(kind=kind, name=quoted[1].strip("' "), span=tree.span(source.first, source.last))
        if (
            tree.pos(source.head) == "NOUN"
            and not tree.words[source.first].isupper()
            and source.first not in self.report.named
            and tree.sent(source.first).first == source.first
        ):
            name = name[:1].lower() + name[1:]
        name = self.fuller(name, source) + self.its_company(source)
        return Voice(kind=kind, name=name, span=tree.span(source.first, source.last))

    def fuller(self, name: str, source: Source) -> str:
        """A bare noun is the phrase by which the same speaker was described before."""
        if source.last - source.first > 1 or not name:
            return name
        before = (v.name for v, entity in reversed(self.salience.last) if entity is None and v.name != name)
        return next((other for other in before if fold(other).split()[0] == fold(name)), name)

    def its_company(self, source: Source) -> str:
        """`representatives of the company`: which company, where the report names one."""
        tree, last = self.report.tree, source.last - 1
        people = tree.feats[source.head].get("Animacy") == "Anim" and last == source.head + 1
        if not people or not self.report.has("companies", last) or tree.feats[last].get("Number") == "Plur":
            return ""
        voice = self.company(source)
        return f" {voice.name}" if voice else ""

    def kind_of(self, source: Source, name: str) -> VoiceKind:
        tree = self.report.tree
        around = range(max(source.first - 1, 0), source.last)
        kinds = [
            self.report.lexicon.sources[tree.lemma[i]]["kind"]
            for i in around
            if tree.lemma[i] in self.report.lexicon.sources
            and (i == source.head or i < source.first or tree.rel(i) == "appos")
        ]
        if "account" in kinds:
            return "account"
        known = self.outlets.get(fold(name))
        if known:
            return known[1]
        if kinds and kinds[0] != "person":
            return kinds[0]  # type: ignore[return-value]
        if tree.lemma[source.head] in self.report.roles.titles:
            return "person"
        entity = self.report.named.get(source.head)
        return "body" if entity else "anonymous"

    def of(self, entity: Figurehead, source: Source) -> Voice:
        kind: VoiceKind = "person" if entity.kind == "PER" else "body"
        return Voice(
            kind=kind, name=entity.name, entity=entity.key, span=self.report.tree.span(source.first, source.last)
        )

    def nominative(self, first: int, last: int, head: int) -> str:
        tree = self.report.tree
        return self.report.backend.nominative(tree.text, tree.tokens, first, last, min(max(head, first), last - 1))


def heads(report: Report, name: Named, source: Source) -> bool:
    """The name is the phrase's head or reaches it by apposition alone: not `the spokesman of X`."""
    tree = report.tree
    both = tree.case(name.head) == tree.case(source.head) == "Nom" and not (
        tree.rel(name.head) == "nmod" and tree.head(name.head) == source.head and name.last - name.first == 1
    )
    if name.first <= source.head < name.last or both:
        return True
    for k in tree.path(name.head):
        if k == source.head:
            return True
        beside = (
            tree.head(k) == source.head and k == source.head + 1 and tree.case(k) == "Nom" == tree.case(source.head)
        )
        if tree.case(k) and tree.case(source.head) and tree.case(k) != tree.case(source.head):
            return False
        if (
            tree.rel(k) not in ("appos", "flat", "flat:name", "parataxis", "conj")
            and not beside
            and not (tree.rel(k) == "nmod" and tree.case(k) == tree.case(source.head) == "Nom")
        ):
            return False
    return False


def contradicts_gender(report: Report, source: Source, entity: Figurehead) -> bool:
    """A verb or adjective beside the source says another gender than the name's."""
    tree = report.tree
    verb = tree.head(source.head)
    said = tree.feats[verb].get("Gender", "") if verb >= 0 and tree.rel(source.head).startswith("nsubj") else ""
    return bool(said and entity.gender and said != entity.gender and said != "Neut")


def is_outlet(outlets: dict[str, tuple[str, VoiceKind]], name: str) -> bool:
    return fold(name) in outlets


def mark_in(words: str) -> bool:
    return any(mark in words for mark in '"\u00ab\u201e\u201c')


def clean(name: str) -> str:
    """A name without the marks that enclose it whole and without a bracket behind it."""
    name = name.strip(" ,.;:\u2014\u2013")
    if name.endswith(")") and "(" in name:
        name = name[: name.rindex("(")].strip()
    pairs = (("\u00ab", "\u00bb"), ('"', '"'), ("\u201e", "\u201c"), ("\u201c", "\u201d"))
    for opening, closer in pairs:
        if name.startswith(opening) and name.endswith(closer) and name.count(opening) + name.count(closer) == 2:
            name = name[1:-1]
    return (
        name.lstrip('\u00ab\u201e\u201c"')
        if sum(map(name.count, '\u00ab\u201e\u201c"')) > sum(map(name.count, "\u00bb\u201d")) and '"' not in name[1:]
        else name
    )
