"""One person or body over the reports of a story: entities that share a name are made one."""
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from svodka import ids
from svodka.digest.lexicon import fold
from svodka.digest.report import Report
from svodka.types import Entity, Voice

Key = tuple[int, str]  # report's number and the entity's id there


@dataclass(frozen=True, slots=True)
class Names:
    """`of` leads from an entity of one report to the story's; `entities` in order of first appearance; `fuller` from a
    body's short name, in the report with this number, to the name in full."""

    of: Mapping[Key, Entity]
    entities: tuple[Entity, ...]
    by_name: Mapping[str, Entity]
    fuller: Mapping[Key, str]

    def voice(self, report: Report, voice: Voice) -> Voice:
        """The voice under the fullest name of the story."""
        entity = self.of.get((report.number, voice.entity)) or self.by_name.get(normal(voice.name))
        if voice.kind == "body":
            full = self.fuller.get((report.number, normal(entity.name if entity else voice.name)))
            if full:
                entity = self.by_name.get(normal(full))
                voice = Voice(kind=voice.kind, name=full, entity=entity.id if entity else "", span=voice.span)
        if entity is None or not voice.name:
            return voice
        return Voice(kind=voice.kind, name=entity.name, entity=entity.id, span=voice.span)

    def voices(self, report: Report, voices: Sequence[Voice]) -> tuple[Voice, ...]:
        return tuple(self.voice(report, voice) for voice in voices)


def key(voice: Voice) -> str:
    """What tells one voice from another; empty for one without a name."""
    return voice.entity or normal(voice.name)


@lru_cache(maxsize=50_000)
def normal(name: str) -> str:
    return " ".join(re.findall(r"\w+", fold(name)))


def merge(reports: Sequence[Report]) -> Names:
    found = [((report.number, entity.id), entity) for report in reports for entity in report.analysis.entities]
    groups: list[list[tuple[Key, Entity]]] = []
    shelf: dict[tuple[str, str], list[list[tuple[Key, Entity]]]] = {}  # where an entity can find its like
    # fuller names first, so that a surname alone finds its bearer
    for key_, entity in sorted(found, key=lambda pair: -len(normal(pair[1].name).split())):
        near = {id(group): group for place in places(entity) for group in shelf.get(place, ())}
        fits = [group for group in near.values() if same(entity, group)]
        home = fits[0] if len(fits) == 1 or (fits and entity.kind != "PER") else []
        if not home:
            groups.append(home)
        home.append((key_, entity))
        for place in places(entity):
            if not any(group is home for group in shelf.setdefault(place, [])):
                shelf[place].append(home)
    order = {key_: i for i, (key_, _) in enumerate(found)}
    groups.sort(key=lambda group: min(order[key_] for key_, _ in group))
    made = [(group, joined([entity for _, entity in sorted(group, key=lambda pair: order[pair[0]])]))
            for group in groups]
    return Names(of={key_: entity for group, entity in made for key_, _ in group},
                 entities=tuple(entity for _, entity in made), by_name=name_index([entity for _, entity in made]),
                 fuller=full_names(reports))


def full_names(reports: Sequence[Report]) -> dict[Key, str]:
    """Bodies that speak under the beginning of one longer name alone: `the inspectorate`, `the inspectorate of the
    port of Z`. A single word leads to the name in its own report, and only where it is no name itself; several words
    lead to that of any report."""
    named = {report.number: bodies(report) for report in reports}
    every = {name: shown for names in named.values() for name, shown in names.items()}
    found: dict[Key, str] = {}
    for number, own in named.items():
        for name, shown in own.items():
            if " " not in name and not shown[0].islower():
                continue
            longer = sorted((n for n in (every if " " in name else own) if n.startswith(name + " ")), key=len)
            if longer and all(longer[-1].startswith(n) for n in longer):
                found[number, name] = every[longer[-1]]
    return found


def bodies(report: Report) -> dict[str, str]:
    """The names that bodies bear in the report, as compared and as shown."""
    entities = [name for e in report.analysis.entities if e.kind == "ORG" for name in (e.name, *e.aliases)]
    voices = [v.name for a in report.analysis.attributions for v in a.voices if v.kind == "body" and v.name]
    return {normal(name): name for name in (*voices, *entities) if normal(name)}


def places(entity: Entity) -> tuple[tuple[str, str], ...]:
    """Kind and surname of a person, kind and each name of anything else."""
    if entity.kind == "PER":
        return ((entity.kind, normal(entity.name).rpartition(" ")[2]),)
    return tuple(dict.fromkeys((entity.kind, normal(name)) for name in (entity.name, *entity.aliases) if normal(name)))


def name_index(entities: Sequence[Entity]) -> dict[str, Entity]:
    """Names that one entity alone bears."""
    bearers: dict[str, list[Entity]] = {}
    for entity in entities:
        for name in sorted({normal(entity.name), *map(normal, entity.aliases)}):
            bearers.setdefault(name, []).append(entity)
    return {name: found[0] for name, found in bearers.items() if len(found) == 1}


def same(entity: Entity, group: Sequence[tuple[Key, Entity]]) -> bool:
    return any(alike(entity, other) for _, other in group)


def alike(a: Entity, b: Entity) -> bool:
    if a.kind != b.kind:
        return False
    names = [[normal(name) for name in (e.name, *e.aliases) if normal(name)] for e in (a, b)]
    if a.kind != "PER":
        return bool(set(names[0]) & set(names[1]))
    return person(names[0][:1], names[1][:1])


def person(a: Sequence[str], b: Sequence[str]) -> bool:
    """Same surname (the last word) and no first name that speaks against it."""
    if not a or not b:
        return False
    x, y = a[0].split(), b[0].split()
    short, long = sorted((x, y), key=len)
    return short[-1] == long[-1] and all(
        any(part == other or (len(part) == 1 and other.startswith(part)) for other in long[:-1])
        for part in short[:-1])


def joined(entities: Sequence[Entity]) -> Entity:
    """One entity of several: the fullest name of a person, the name most reports use for anything else."""
    names = [entity.name for entity in entities]
    best = max(names, key=lambda name: (len(name.split()), names.count(name))) if entities[0].kind == "PER" \
        else max(names, key=names.count)
    every = [alias for entity in entities for alias in (entity.name, *entity.aliases)]
    return Entity(id=ids.digest(entities[0].kind, normal(best), size=6), kind=entities[0].kind, name=best,
                  aliases=tuple(a for a in unique(every) if normal(a) != normal(best)),
                  roles=unique(role for entity in entities for role in entity.roles),
                  members=unique(member for entity in entities for member in entity.members))


def unique(words: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for word in words:
        if word.strip():
            found.setdefault(normal(word), word)
    return tuple(found.values())


def worth_telling(names: Names, spoken: frozenset[str]) -> tuple[Entity, ...]:
    """Those that have members listed, bodies under several names, and speakers with a role or another name."""
    return tuple(e for e in names.entities if e.members or (e.kind == "ORG" and e.aliases)
                 or (e.id in spoken and (e.roles or e.aliases)))
