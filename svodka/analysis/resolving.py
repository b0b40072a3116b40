"""Which antecedent: whom or what a pronoun, an office or a generic noun points to.

Each kind of anaphor ranks its candidates by a few features: what it is called (the fit of an office or a noun), number
and gender, nearness in sentences of narration, being a subject, having spoken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from svodka.analysis import sources
from svodka.analysis.mentions import Figurehead, Named
from svodka.analysis.namesakes import alike
from svodka.analysis.report import Report, Source
from svodka.analysis.roles import DISAGREE, Role, agreement
from svodka.analysis.salience import Salience, is_subject
from svodka.analysis.tree import within
from svodka.lang.fold import fold
from svodka.types import Voice

FORGOTTEN = 8  # sentences of narration after which a pronoun reaches nobody
NEAR = 4  # the same for a plural pronoun
SUBJECT = 0.9
HYPERNYMS = ("person", "diplomat", "official", "politician")
HELD_BY_ONE = ("state", "premier", "head", "chair", "minister", "region", "town")  # offices of which a body has one
Found = Figurehead | Voice | Source


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A person where the text speaks of one: by name, or by a phrase alone."""

    at: int
    who: Found
    subject: bool
    gender: str


class Antecedents:
    def __init__(self, report: Report, salience: Salience) -> None:
        self.report = report
        self.salience = salience
        self._called: dict[str, tuple[set[str], set[str]]] = {}

    @cached_property
    def people(self) -> list[Mentioned]:
        found = [
            Mentioned(n.head, e, is_subject(self.report, n) and not self.report.speech_at(n.head), e.gender)
            for e in self.report.entities
            if e.kind == "PER"
            for n in e.names
        ]
        return [*found, *self.unnamed_people()]

    def unnamed_people(self) -> Iterator[Mentioned]:
        """Subjects that name one person by office or trade, with no name beside."""
        tree, named = self.report.tree, self.report.named
        for i in tree.subjects:
            row = self.report.sources.get(i)
            person = (row and row["kind"] in ("person", "anonymous")) or self.report.roles.title(tree.lemma[i])
            if not person or tree.feats[i].get("Number") != "Sing" or i in named:
                continue
            phrase = sources.phrase(self.report, i)
            if not self.report.speech_at(i) and not any(
                k in named and named[k][1].kind == "PER" and heads(self.report, named[k][0], phrase)
                for k in range(phrase.first, phrase.last)
            ):
                yield Mentioned(i, phrase, True, tree.feats[i].get("Gender", ""))

    def persons(self, source: Source, gender: str) -> Iterator[Found]:
        """The persons of this gender whom the text before may point to, the likeliest first (centering, in short)."""
        at, salience = source.head, self.salience
        since = self.quotation_start(at)
        known = [m for m in self.people if since <= m.at < at]
        known += [
            Mentioned(i, who or voice, True, g)
            for i, voice, who, g in salience.said
            if since <= i < at and (who.kind == "PER" if who else voice.kind in ("person", "anonymous"))
        ]
        scored = [
            (self.prominence(m, at) - salience.away(at, m.at), m.at, k)
            for k, m in enumerate(known)
            if m.gender in (gender, "")
        ]
        yield from (known[k].who for score, _, k in sorted(scored, reverse=True) if score > -FORGOTTEN)
        near = within(self.report.tree.subjects, since, at)
        bodies = [i for i in near if self.is_body_subject(i, gender) and salience.away(at, i) < NEAR]
        yield from (sources.phrase(self.report, i) for i in bodies[-1:])
        yield from [v for i, v, _, g in salience.said if since <= i < at and g == gender and v.kind != "anonymous"][-1:]
        behind = self.distinct(m for m in self.people if m.gender == gender)
        yield from behind if len(behind) == 1 and not since else []

    def is_body_subject(self, i: int, gender: str) -> bool:
        tree, named = self.report.tree, self.report.named
        row = self.report.sources.get(i)
        body = (row and row["kind"] not in ("document", "person")) or (i in named and named[i][1].kind == "ORG")
        return bool(body and tree.feats[i].get("Gender") == gender)

    def prominence(self, who: Mentioned, at: int) -> float:
        """A subject before others, the last speaker before others, one of whom only a quotation spoke behind others."""
        spoke = isinstance(who.who, Figurehead) and self.salience.is_last(who.who)
        quoted = self.report.speech_at(who.at) and not self.report.speech_at(at)
        return SUBJECT * who.subject + 0.3 * spoke - bool(quoted)

    def quotation_start(self, at: int) -> int:
        """A quotation's `he` is not its speaker: what it points to stands inside."""
        quote = self.report.speech_at(at)
        return self.report.tree.at(quote.inner.start) if quote else 0

    def group(self, source: Source) -> Source | None:
        """The several ones before: a plural or coordinated noun, rather a subject, rather able to speak."""
        tree, since = self.report.tree, self.quotation_start(source.head)
        scored = []
        for i in range(source.first - 1, since - 1, -1):
            away = self.salience.away(source.head, i)
            if away > NEAR:
                break
            if tree.pos(i) in ("NOUN", "PROPN") and self.is_many(i):
                subject = tree.rel(i).startswith("nsubj")
                score = SUBJECT * subject + self.speakable(i) - away
                if (subject or score > -away) and not self.owned_by_many(i):
                    scored.append((score, i))
        return sources.phrase(self.report, max(scored)[1]) if scored else None

    def owned_by_many(self, i: int) -> bool:
        """`the owners of hotels`: the owners."""
        tree, above = self.report.tree, self.report.tree.head(i)
        return tree.rel(i) == "nmod" and above >= 0 and self.is_many(above) and self.speakable(above) > 0

    def is_many(self, i: int) -> bool:
        tree = self.report.tree
        joined = any(
            tree.rel(c) == "conj" and tree.pos(c) in ("NOUN", "PROPN") and tree.case(c) == tree.case(i)
            for c in tree.children[i]
        )
        return (joined or tree.feats[i].get("Number") == "Plur") and tree.rel(i) not in ("conj", "flat:name", "appos")

    def speakable(self, i: int) -> float:
        tree = self.report.tree
        row = self.report.lexicon.sources.get(tree.lemma[i])
        able = row or i in self.report.named or tree.feats[i].get("Animacy") == "Anim"
        return 0.6 if able else -1.0

    def relative(self, source: Source) -> Source | None:
        """The noun that a relative clause describes; where the parser hung it elsewhere, the nearest that agrees."""
        tree = self.report.tree
        asked = {key: tree.feats[source.head].get(key) for key in ("Gender", "Number")}

        def agrees(i: int) -> bool:
            return tree.pos(i) in ("NOUN", "PROPN") and all(
                v in (None, tree.feats[i].get(key)) or (key == "Gender" and not tree.feats[i].get(key))
                for key, v in asked.items()
            )

        above = next((tree.head(k) for k in tree.path(source.head) if tree.rel(k) == "acl:relcl"), -1)
        if above >= 0 and agrees(above) and self.speakable(above) > 0:
            return sources.phrase(self.report, above)
        before = [i for i in range(source.first - 1, tree.sent(source.head).first - 1, -1) if agrees(i)]
        able = [i for i in before if self.speakable(i) > 0]
        return sources.phrase(self.report, (able or before)[0]) if before else None

    def holder(self, role: Role, source: Source) -> Figurehead | None:
        """The person of the report whom an office fits; one named only behind, if none before does."""
        tree, ranked = self.report.tree, []
        for entity in self.report.entities:
            if entity.kind != "PER" or self.other_gender(source, entity):
                continue
            fit = agreement(role, entity.roles)
            past = [n for n in entity.names if n.last <= source.first]
            if fit == DISAGREE or not (fit > 0 or (role.bare and (role.weak or (past and not entity.roles)))):
                continue
            away = tree.sent_of[source.head] - tree.sent_of[past[-1].head] if past else 6
            often = 0.05 * min(len(entity.names), 8)
            ahead = 0 if past else 3 if role.weak else 1
            score = fit + self.salience.is_last(entity) - 0.15 * min(away, 10) - ahead + often
            ranked.append((score, entity))
        best = max(ranked, key=lambda r: r[0], default=None)
        return best[1] if best and best[0] > -4 else self.protagonist(role, source)

    def unnamed(self, role: Role, source: Source) -> Voice | None:
        """`the diplomat`, `the woman` for the one who spoke last and whom the text describes without a name."""
        if role.office not in HYPERNYMS or not role.bare or not self.salience.said:
            return None
        at, voice, entity, gender = self.salience.said[-1]
        alone = entity is None and voice.kind in ("person", "anonymous") and gender == "Masc"
        return voice if alone and self.salience.away(source.head, at) < NEAR and " " in voice.name else None

    def protagonist(self, role: Role, source: Source) -> Figurehead | None:
        """Where no name stands beside the office: the one person who acts and of whom no office is told."""
        if role.office not in HELD_BY_ONE:
            return None
        unknown = self.distinct(m for m in self.people if m.subject and not getattr(m.who, "roles", True))
        if len(unknown) != 1 or self.other_gender(source, unknown[0]):
            return None
        return unknown[0] if len(unknown[0].names) > 1 else None

    @staticmethod
    def distinct(mentions: Iterable[Mentioned]) -> list[Figurehead]:
        return list({m.who.key: m.who for m in mentions if isinstance(m.who, Figurehead)}.values())

    def bearer(self, source: Source) -> Figurehead | None:
        """The latest person whom the text has called by this noun right before the name: `the magician X`."""
        tree, named = self.report.tree, self.report.named
        if tree.feats[source.head].get("Animacy") != "Anim":
            return None
        places = (n.first for e in self.report.entities if e.kind == "PER" for n in e.names if n.first > 0)
        beside = [
            i
            for i in places
            if tree.lemma[i - 1] == tree.lemma[source.head]
            and tree.sent_of[i - 1] == tree.sent_of[i]
            and tree.case(i - 1) in (tree.case(i), tree.case(named[i][0].head))
        ]
        past = [i for i in beside if i < source.first]
        return named[max(past) if past else min(beside)][1] if beside else None

    def other_gender(self, source: Source, entity: Figurehead) -> bool:
        """A noun for women, or a verb or adjective beside the source, says another gender than the name's."""
        tree = self.report.tree
        if not entity.gender:
            return False
        verb = tree.head(source.head)
        said = tree.feats[verb].get("Gender", "") if verb >= 0 and tree.rel(source.head).startswith("nsubj") else ""
        woman = tree.feats[source.head].get("Gender") == "Fem"  # while a masculine noun may name a woman
        return said not in ("", "Neut", entity.gender) or (woman and entity.gender != "Fem")

    def people_named(self, source: Source) -> Source | None:
        """`the women`: the names that the text joined before, of the gender that the noun says."""
        tree, named = self.report.tree, self.report.named
        for i in range(source.first - 1, -1, -1):
            if i in named and named[i][1].kind == "PER" and named[i][0].first == i:
                others = [c for c in tree.subtree(i) if c in named and named[c][1].kind == "PER"]
                joined = {id(named[c][1]): named[c][1] for c in (i, *others)}
                if len(joined) < 2 or any(self.other_gender(source, e) for e in joined.values()):
                    continue
                if self.report.has("people", source.head) or self.of_one_office(source, list(joined.values())):
                    return sources.phrase(self.report, i)
        return None

    def of_one_office(self, source: Source, people: list[Figurehead]) -> bool:
        role = self.report.roles.read(self.report.tree, source.first, source.last, source.head)
        return role is not None and any(agreement(role, e.roles) > 0 for e in people)

    def same_noun(self, source: Source) -> Iterator[Source]:
        """The phrases before, the latest first, with this noun (or one it ends) at their head and a name beside it."""
        tree, noun = self.report.tree, self.report.tree.lemma[source.head]
        for i in range(source.first - 1, -1, -1):
            if tree.lemma[i].endswith(noun) and tree.pos(i) in ("NOUN", "PROPN"):
                phrase = sources.phrase(self.report, i)
                names = any(k in self.report.named for k in range(i + 1, phrase.last))
                if names and tree.sent_of[i] == tree.sent_of[phrase.last - 1]:
                    yield phrase

    def body(self, source: Source, is_outlet: Callable[[str], bool]) -> Figurehead | None:
        """The body that a generic noun (`the ministry`, `the Irish carrier`) points to."""
        tree, ranked = self.report.tree, []
        for entity in self.report.entities:
            past = [n for n in entity.names if n.last <= source.first]
            if entity.kind != "ORG" or not past or "." in entity.name or is_outlet(entity.name):
                continue
            fit = self.body_fit(source, entity)
            if fit > DISAGREE:
                away = tree.sent_of[source.head] - tree.sent_of[past[-1].head]
                spoke = self.salience.is_last(entity)
                ranked.append((fit + 0.5 * len(past) + spoke - 0.15 * min(away, 10), entity))
        best = max(ranked, key=lambda r: r[0], default=None)
        return best[1] if best else None

    def body_fit(self, source: Source, entity: Figurehead) -> float:
        """How well a generic noun and the countries beside it suit a body; DISAGREE where they do not."""
        tree, noun = self.report.tree, self.report.tree.lemma[source.head]
        lands = {c for i in range(source.first, source.last) if (c := self.report.roles.country(tree.lemma[i]))}
        nouns, of = self.called(entity)
        if lands and of and not lands & of:
            return DISAGREE
        if nouns:
            same = noun in nouns
            return 1 + 2 * same + bool(lands & of) if same or self.classes([noun]) & self.classes(nouns) else DISAGREE
        known = fold(entity.name) in self.report.lexicon.sources
        last = self.salience.is_last(entity) and not self.report.has("organs", source.head)
        pointed = last or self.report.has("companies", source.head)
        return float(bool(lands & of)) if pointed and not known else DISAGREE

    def classes(self, nouns: Iterable[str]) -> set[str]:
        rows = (self.report.lexicon.sources.get(noun) for noun in nouns)
        return {name for row in rows if row for name in row["class"].split(",") if name}

    def called(self, entity: Figurehead) -> tuple[set[str], set[str]]:
        """The generic nouns of bodies at the head of its names or right before them, and the countries beside it."""
        if entity.key not in self._called:
            tree, nouns, lands = self.report.tree, set[str](), set[str]()
            for n in entity.names:
                opened = n.first - 1 if n.first and tree.opens(n.first - 1) else n.first
                around = range(max(opened - 2, 0), min(n.last + 1, len(tree.tokens)))
                lands |= {c for i in around if (c := self.report.roles.country(tree.lemma[i]))}
                for i in (n.head, n.first - 1, n.first - 2):
                    row = self.report.lexicon.sources.get(tree.lemma[i]) if i >= 0 else None
                    beside = i >= n.first - 1 or tree.opens(n.first - 1)
                    if beside and row and row["kind"] == "body" and row["generic"] == "yes":
                        nouns.add(tree.lemma[i])
            self._called[entity.key] = nouns, lands
        return self._called[entity.key]

    def fullest(self, source: Source) -> Source | None:
        """The phrase that describes the bearer of a bare noun in full: the nearest one before, else behind, with the
        same noun at its head and something to tell which; else one with a noun of the same class before."""
        tree, head = self.report.tree, source.head
        number, kinds = tree.feats[head].get("Number"), self.classes([tree.lemma[head]]) - {"company", "state"}
        known = {*self.report.sources, *self.report.of_kind("staff")} if kinds else set()
        known |= {i for i, lemma in enumerate(tree.lemma) if lemma == tree.lemma[head]}
        known -= {*range(source.first, source.last)}
        same = [i for i in known if self.same_class(i, tree.lemma[head], kinds) and tree.pos(i) == "NOUN"]
        for i in sorted(same, key=lambda i: (tree.lemma[i] != tree.lemma[head], i > head, abs(i - head))):
            if tree.feats[i].get("Number") == number and i not in self.report.named:
                phrase = self.to_adverb(sources.phrase(self.report, i))
                told = phrase.last > i + 1 or self.participle_behind(i)
                if told and (i < head or tree.lemma[i] == tree.lemma[head]):
                    return phrase
        return None

    def participle_behind(self, i: int) -> bool:
        tree = self.report.tree
        return any(tree.rel(c) == "acl" and c > i and tree.words[i + 1] == "," for c in tree.children[i])

    def to_adverb(self, phrase: Source) -> Source:
        """The phrase without `at once from …` behind it, which tells of the event."""
        tree = self.report.tree
        behind = range(phrase.head + 1, phrase.last - 1)
        last = next((i for i in behind if tree.pos(i) in ("ADV", "PART") and tree.pos(i + 1) == "ADP"), phrase.last)
        return replace(phrase, last=last)

    def same_class(self, i: int, noun: str, kinds: set[str]) -> bool:
        lemma = self.report.tree.lemma[i]
        return lemma == noun or bool(kinds and (kinds & self.classes([lemma]) or self.learned(i, kinds)))

    def learned(self, i: int, kinds: set[str]) -> bool:
        """`the staff of the university X`, for `the scientists`."""
        tree = self.report.tree
        staff = "learned" in kinds and self.report.has("staff", i) and tree.feats[i].get("Animacy") == "Anim"
        return staff and any(self.report.has("academia", c) and tree.rel(c) == "nmod" for c in tree.children[i])


def by_surname(report: Report, i: int) -> Figurehead | None:
    """The person whose surname a proper noun is that the tagger took for no name."""
    tree = report.tree
    if tree.pos(i) != "PROPN" or i in report.named:
        return None
    people = (e for e in report.entities if e.kind == "PER")
    return next((e for e in people if any(alike(tree.low[i], n.words[-1]) for n in e.names if n.words)), None)


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
