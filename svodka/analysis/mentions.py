"""Names in a report: the tagger's spans mended, put in the nominative, gathered under one entity each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from svodka.analysis.namesakes import acronym_of, alike, part_of, same_person
from svodka.analysis.roles import Role, Roles
from svodka.analysis.tree import Tree
from svodka.lang.fold import fold
from svodka.lang.pack import Backend
from svodka.spans import cut
from svodka.types import MentionKind, Name, Span

BESIDE = 12  # tokens between an office and a place or name of its
LETTERS = 4  # so many capitals may stand for words; more are a name in capitals
SITE = re.compile(r"(?:\.\w+)+(?=\W|$)")
INITIAL = re.compile(r"(?<!\w)(\w{1,2}\.)(?=\w)")  # written together with what it stands before
CLOSERS = {"(": ")", "\u00ab": "\u00bb", "\u201e": "\u201c", '"': '"'}
OPENERS = frozenset(CLOSERS)
NAME_PARTS = ("flat:name", "flat", "appos", "flat:foreign")


@dataclass(slots=True)
class Named:
    """One name where it stands: token range, its head token, its words in the nominative."""

    first: int
    last: int
    head: int
    kind: MentionKind
    normal: str
    words: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.words = folded(self.normal)


@lru_cache(maxsize=10_000)
def folded(name: str) -> tuple[str, ...]:
    return tuple(fold(w) for w in INITIAL.sub(r"\1 ", name.replace('"', " ").replace("\u2019", "'")).split())


@dataclass(slots=True)
class Figurehead:
    """An entity while it is being gathered from its mentions (becomes a types.Entity)."""

    kind: MentionKind
    name: str
    gender: str = ""
    names: list[Named] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.kind}:{fold(self.name)}"

    @property
    def aliases(self) -> tuple[str, ...]:
        return tuple(sorted({n.normal for n in self.names} - {self.name}))


def find(tree: Tree, names: Sequence[Name], backend: Backend) -> list[Named]:
    """The names as token ranges, in order; pieces that begin or end within a token are widened to it."""
    out: list[Named] = []
    for name in sorted(names, key=attrgetter("span.start")):
        first, last = tree.limits(mended(tree.text, name.span))
        while first < last and tree.pos(first) == "PUNCT":
            first += 1
        while first < last and tree.pos(last - 1) == "PUNCT" and not tree.closes(last - 1, first):
            last -= 1
        if first < last and (not out or first >= out[-1].last):
            head = first if last - first == 1 else top(tree, range(first, last))
            normal = nominative(tree, backend, first, last, head, name.kind)
            out.append(Named(first=first, last=last, head=head, kind=name.kind, normal=normal))
    return list(joined(tree, out, backend))


def joined(tree: Tree, names: Sequence[Named], backend: Backend) -> Iterator[Named]:
    """A surname and the name behind it are one where the tagger saw two and the parser one."""
    held: Named | None = None
    for name in names:
        if held and held.last == name.first and held.kind == name.kind == "PER" and one_person(tree, held, name):
            normal = nominative(tree, backend, held.first, name.last, held.head, "PER")
            held = Named(first=held.first, last=name.last, head=held.head, kind="PER", normal=normal)
            continue
        if held:
            yield held
        held = name
    if held:
        yield held


def one_person(tree: Tree, left: Named, right: Named) -> bool:
    return (
        tree.sent_of[left.first] == tree.sent_of[right.first]
        and tree.rel(right.head) in ("flat:name", "flat")
        and left.first <= tree.head(right.head) < left.last
    )


def mended(text: str, span: Span) -> Span:
    """A name that opens a bracket or quotation it does not close ends before it, unless the mark closes right behind;
    a site's name goes on to its end."""
    words = text[span.start : span.stop]
    if not text.startswith(".", span.stop) and OPENERS.isdisjoint(words):
        return span
    if site := SITE.match(text, span.stop):
        words += site[0]
    if not text.startswith("(", span.start):
        words = words.partition("(")[0].rstrip()  # a bracket tells the name in other letters, or more of its bearer
    for opening, closer in CLOSERS.items():
        at = words.rfind(opening)
        odd = words.count(opening) % 2 if opening == closer else words.count(opening) > words.count(closer)
        if at > 0 and odd and text.startswith(closer, span.start + len(words)):
            words += closer
        elif at > 0 and odd:
            words = words[:at].rstrip()
    return Span(start=span.start, stop=span.start + len(words))


def top(tree: Tree, inside: Iterable[int]) -> int:
    """The token of a range whose head lies outside of it (the first such)."""
    tokens = list(inside)
    return next((i for i in tokens if tree.head(i) not in tokens and tree.pos(i) != "PUNCT"), tokens[0])


def nominative(tree: Tree, backend: Backend, first: int, last: int, head: int, kind: MentionKind) -> str:
    if kind == "PER":
        return person(tree, backend, first, last)
    return clean(backend.nominative(tree.text, tree.tokens, first, last, head))


def person(tree: Tree, backend: Backend, first: int, last: int, gender: str = "") -> str:
    name = backend.person(tree.text, tree.tokens[first:last], gender) + "." * initial(tree, last - 1)
    return name.title() if name.isupper() and len(name) > LETTERS else name


def initial(tree: Tree, i: int) -> bool:
    """A single letter before its full stop."""
    return len(tree.words[i]) == 1 and tree.words[i].isupper() and tree.words[i + 1 : i + 2] == ["."]


@lru_cache(maxsize=10_000)
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


def gather(tree: Tree, named: Sequence[Named], roles: Roles, backend: Backend) -> list[Figurehead]:
    """Entities in order of first mention. People meet by surname, bodies by name or acronym, places by name."""
    out: list[Figurehead] = []
    known = defaultdict[Hashable, list[Figurehead]](list)
    for name in sorted(named, key=lambda n: (-len(n.words), n.first)):
        if name.kind == "PER" and name.last - name.first == 1 and roles.country(tree.lemma[name.head]):
            continue  # `the Polish premier`: no surname
        keys = looked_up(name)
        home = bearer(tree, name, known[keys[0]] if keys else ())
        if home is None:
            home = Figurehead(kind=name.kind, name=name.normal)
            out.append(home)
            for key in keys:
                known[key].append(home)
        home.names.append(name)
    for entity in out:
        entity.names.sort(key=attrgetter("first"))
        if entity.kind == "PER":
            reread(tree, entity, backend)
            entity.gender = gender_of(tree, entity.names)
        entity.name = best_form(tree, entity)
        if entity.kind == "PER":
            note_roles(tree, entity, roles, backend)
    share_plural_roles(tree, out, roles)
    return sorted(out, key=lambda e: e.names[0].first)


def looked_up(name: Named) -> Sequence[Hashable]:
    """What its entity is known by, and looked up by the first of it: a place by its name, a body among all, a person
    by its words' first letters, that of the last word first (a shorter name, which comes later, adds no other)."""
    if name.kind == "PER":
        return list(dict.fromkeys(word[0] for word in reversed(name.words)))
    return [name.kind if name.kind == "ORG" else name.words]


def bearer(tree: Tree, name: Named, known: Sequence[Figurehead]) -> Figurehead | None:
    """The entity that a name belongs to. Of several people with one surname: the very word, their gender, the last one
    named; by another part of the name (`Anna` of `Anna Vey`) only somebody whom nobody else may be taken for."""
    if name.kind != "PER":
        return next((e for e in known if name.kind == "LOC" or joins(name, e)), None)
    words = name.words
    if fit := [e for e in known if any(same_person(words, other.words) for other in e.names)]:
        return fit[0] if len(fit) == 1 else max(fit, key=lambda e: closeness(tree, name, e))
    part = [e for e in known if any(part_of(words, other.words) for other in e.names)]
    return part[0] if len(part) == 1 else None


def closeness(tree: Tree, name: Named, entity: Figurehead) -> tuple[bool, bool, int]:
    of = gender_of(tree, [name])
    return (
        any(name.words[-1] == other.words[-1] for other in entity.names),
        not of or of == gender_of(tree, entity.names),
        max((other.first for other in entity.names if other.first < name.first), default=-1),
    )


def joins(name: Named, entity: Figurehead) -> bool:
    words = name.words
    return any(words == other.words or acronym_of(name.normal, other.normal) for other in entity.names)


def best_form(tree: Tree, entity: Figurehead) -> str:
    """The fullest form; of the fullest ones that which stands in the nominative, then the most frequent, then first."""
    if len({n.normal for n in entity.names}) == 1:
        return entity.names[0].normal
    sizes = [fullness(n.words) for n in entity.names]
    full = [n for n, size in zip(entity.names, sizes, strict=True) if size == max(sizes)]
    pool = [n.normal for n in full if tree.case(n.head) == "Nom"]
    best = commonest(pool or [n.normal for n in full])
    said = (n for n in entity.names if tree.case(n.head) == tree.case(n.last - 1) == "Nom")
    surnames = [n.normal.split()[-1].rpartition(".")[2] for n in said if alike(n.words[-1], fold(best.split()[-1]))]
    if pool or entity.kind != "PER" or not surnames:
        return best
    return " ".join([*best.split()[:-1], commonest(surnames)])


def fullness(words: Sequence[str]) -> tuple[int, int]:
    return sum(len(w.strip(".")) > 1 for w in words), len(words)


def commonest(forms: Iterable[str]) -> str:
    """The most frequent, of equals the first."""
    said = list(forms)
    return max(dict.fromkeys(said), key=said.count)


def gender_of(tree: Tree, names: Iterable[Named]) -> str:
    found = [
        tree.feats[i].get("Gender", "")
        for n in names
        for i in range(n.first, n.last)
        if tree.feats[i].get("Number") == "Sing"
    ]
    found += doing(tree, names)
    told = [g for g in found if g in ("Fem", "Masc")]
    return commonest(told) if told else ""


def doing(tree: Tree, names: Iterable[Named]) -> list[str]:
    """The genders of the verbs that these names are subjects of."""
    heads = [tree.head(n.head) for n in names if tree.rel(n.head)[:5] == "nsubj" and tree.head(n.head) >= 0]
    return [g for h in heads if tree.pos(h) == "VERB" and (g := tree.feats[h].get("Gender"))]


def reread(tree: Tree, entity: Figurehead, backend: Backend) -> None:
    """What the verbs tell of a person's gender tells how its names decline: `Rhoda` is no genitive of a man's name."""
    told = set(doing(tree, entity.names))
    if len(told) != 1:
        return
    read = {tree.feats[i].get("Gender") for n in entity.names for i in range(n.first, n.last) if tree.pos(i) == "PROPN"}
    if read != told:
        for n in entity.names:
            n.normal = person(tree, backend, n.first, n.last, *told)
            n.words = folded(n.normal)


def note_roles(tree: Tree, entity: Figurehead, roles: Roles, backend: Backend) -> None:
    for name in entity.names:
        head = title_beside(tree, name, roles)
        if head is None or (head < name.first and misread(tree, name, entity)):
            continue
        first, last = tree.run(head)
        if head < name.first:
            first, last = first, min(last, name.first)
        if not first <= head < last:
            continue
        role = roles.read(tree, first, last, head)
        if role:
            entity.roles.append(role)
            if tree.feats[head].get("Number") != "Plur":
                entity.titles.append(backend.nominative(tree.text, tree.tokens, first, last, head))


def misread(tree: Tree, name: Named, entity: Figurehead) -> bool:
    """`The spokesman of X`, its genitive read as a nominative."""
    return tree.rel(name.head) == "nmod" and name.words[-1:] != (fold(entity.name.split()[-1]),)


def title_beside(tree: Tree, name: Named, roles: Roles) -> int | None:
    """The token of an office right before the name or in apposition behind it."""
    for i in tree.path(name.head):
        if (
            i < name.first
            and roles.title(tree.lemma[i])
            and name.first - i < BESIDE
            and tree.sent(i) == tree.sent(name.head)
        ):
            same_case = tree.case(i) == tree.case(name.head) or not tree.case(name.head)
            return i if same_case else None
        if tree.rel(i) not in NAME_PARTS and (tree.rel(i) != "nmod" or tree.case(i) != tree.case(tree.head(i))):
            break
    return next(
        (
            c
            for i in range(name.first, name.last)
            for c in tree.children[i]
            if c >= name.last
            and tree.rel(c) in ("appos", "parataxis", "conj")
            and roles.title(tree.lemma[c])
            and tree.pos(c - 1) != "CCONJ"
        ),
        None,
    )


def share_plural_roles(tree: Tree, entities: Sequence[Figurehead], roles: Roles) -> None:
    """`the presidents of A and B, X and Y`: one office in the plural, as many places as people, in the same order."""
    people = [(n, e) for e in entities if e.kind == "PER" for n in e.names]
    places = sorted((n for e in entities if e.kind == "LOC" for n in e.names), key=attrgetter("first"))
    for i in sorted({i for a, b in pairwise(places) for i in range(max(0, b.first - BESIDE + 1), a.first)}):
        if not roles.title(tree.lemma[i]) or tree.feats[i].get("Number") != "Plur":
            continue
        sent = tree.sent(i)
        near = [n for n in places if i < n.first < min(i + BESIDE, sent.last)]
        after = sorted(
            ((n, e) for n, e in people if near and near[-1].last <= n.first < min(sent.last, i + 16)),
            key=lambda pair: pair[0].first,
        )
        if len(near) > 1 and len(near) == len(after):
            for place, (_, person) in zip(near, after, strict=True):
                role = roles.read(tree, i, i + 1, i)
                if role:
                    country = roles.country(fold(place.normal)) or fold(place.normal)
                    person.titles.append(f"{role.title} {cut(tree.text, tree.span(place.first, place.last))}")
                    land = frozenset({country})
                    person.roles.append(Role(title=role.title, office=role.office, of=land, countries=land))
