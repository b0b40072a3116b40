"""Offices: what a noun phrase says of a person (`head of the foreign ministry of Y`), and whether two of them agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import contains

from svodka.analysis.cues import Lexicon
from svodka.analysis.tree import Tree
from svodka.lang.fold import fold
from svodka.lang.pack import Pack, Row
from svodka.types import record

Office = tuple[int, list[list[str]], tuple[str, str, str]]  # its row, the words behind the first, what it tells
REMEMBERED = 10_000  # phrases
DISAGREE = -9.0
LEADERS = ("chair", "state", "premier", "region", "town")  # offices whose holder is also called the head of his body


@record
class Role:
    """`office`: class of the title; `of`: lemmas beside it; `countries`: those among them that are countries;
    `names`: what else they name; `bare`: nothing beside it tells whose office it is."""

    title: str
    office: str
    of: frozenset[str]
    countries: frozenset[str]
    names: frozenset[str] = frozenset()
    bare: bool = False
    weak: bool = False
    also: str = ""


class Roles:
    """The pack's titles, offices and countries, ready to be asked."""

    def __init__(self, pack: Pack, lexicon: Lexicon) -> None:
        self.role = lru_cache(maxsize=REMEMBERED)(self.told)
        self.titles = {fold(row["lemma"]): row for row in pack.table("titles.tsv")}
        self.offices: dict[str, list[Office]] = {}  # by each word that they may begin with
        for number, row in enumerate(pack.table("offices.tsv")):
            first, *rest = (cell.split("|") for cell in fold(row["words"]).split())
            for word in first:
                office = number, rest, (row["class"], fold(row["adds"]), row["also"])
                self.offices.setdefault(word, []).append(office)
        generic = {lemma for lemma, row in lexicon.sources.items() if row["generic"] == "yes"}
        self.vague = generic | lexicon.words.get("places", frozenset())
        self.countries: dict[str, str] = {}
        for row in pack.table("countries.tsv"):
            for word in (row["name"], row["adjective"], *row["aliases"].split(",")):
                if word:
                    self.countries.setdefault(fold(word), fold(row["name"]))
        self.lands = frozenset(self.countries.values())

    def read(self, tree: Tree, first: int, last: int, head: int) -> Role | None:
        """The role that a phrase names, None if its head is no title."""
        title = tree.lemma[head]
        if self.title(title) is None:
            return None
        return self.role(title, tuple(tree.lemma[first:last]), tuple(map(tree.pos, range(first, last))), head - first)

    def told(self, title: str, lemmas: Sequence[str], tags: Sequence[str], head: int) -> Role:
        """The role that a title at `head` of a phrase names with the words beside it."""
        row, parts = self.title(title) or {}, list(zip(lemmas, tags, strict=True))
        words = [word for word, pos in parts if pos in ("NOUN", "PROPN", "ADJ")]
        nouns = [word for word, pos in parts if pos in ("NOUN", "PROPN")]
        proper = {word for i, (word, pos) in enumerate(parts) if pos == "PROPN" and i != head}
        office, adds, also = self.office(words) or self.office(nouns) or (row["class"], "", "")
        of = {self.countries.get(w, w) for w in words} - {title} | ({adds} - {""})
        lands = of & self.lands
        return Role(
            title=title,
            office=office,
            of=frozenset(of),
            weak=row["weak"] == "yes",
            also=also,
            countries=frozenset(lands),
            names=frozenset(proper - self.countries.keys() - self.vague | ({adds} - {""})),
            bare=not lands and not adds and all(w in self.vague for w in nouns if w != title),
        )

    def title(self, lemma: str) -> Row | None:
        """The row of a title; of a compound (`veteran-antifascist`) that of its first part."""
        return self.titles.get(lemma) or (self.titles.get(lemma.partition("-")[0]) if "-" in lemma else None)

    def office(self, words: Sequence[str]) -> tuple[str, str, str] | None:
        found = [(number, told) for at, word in enumerate(words, 1) for number, rest, told in self.offices.get(word, ())
                 if len(words) >= at + len(rest) and all(map(contains, rest, words[at:]))]
        return min(found)[1] if found else None

    def country(self, lemma: str) -> str:
        return self.countries.get(lemma, "")


def agreement(asked: Role, known: Iterable[Role]) -> float:
    """How well an asked role fits the roles known of one person: above 0 a fit, DISAGREE a contradiction, 0 no word."""
    best = 0.0
    for role in known:
        if asked.countries and role.countries and not asked.countries & role.countries:
            best = min(best, DISAGREE) if asked.office == role.office and best <= 0 else best
            continue
        if asked.names and role.names and not asked.names & role.names and asked.title == role.title:
            best = min(best, DISAGREE) if best <= 0 else best
            continue
        if asked.title == role.title or asked.office in (role.office, role.also):
            best = max(best, 2 + len(asked.of & role.of) - 0.25 * len(asked.of - role.of))
        else:
            leads = asked.office == "head" and role.office in LEADERS and asked.of & role.of - role.countries
            of_country = asked.weak and not asked.names and asked.countries & role.countries
            best = max(best, 1.5 if leads or of_country else 0.0)
    return best
