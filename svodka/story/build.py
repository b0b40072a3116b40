"""Analyses → Stories.

    analyses ─ prints ─ window ─ likenesses ─ groups ─ copies, order ─ stories
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from svodka.lang.pack import Pack
from svodka.story import copies, lineage, live, order, prints, same, weights
from svodka.types import Analysis, Constraints, Moment, Print, Story, Verdict


def build(analyses: Sequence[Analysis], packs: Mapping[str, Pack], held: Sequence[Story] = (),
          asked: Constraints = live.NONE) -> tuple[Story, ...]:
    """Every analysis stands in exactly one story; the stories come in the order of their first reports in the input.
    A report given twice counts once. `held`: the stories before, the oldest first, whose ids stay."""
    once = tuple({a.document.id: a for a in analyses}.values())
    work = tuple(sorted(once, key=lambda a: a.document.id))  # so that nothing below depends on the order of the input
    made = tuple(printed(analysis, packs) for analysis in work)
    furniture, common = copies.furniture(work), frequencies(work, packs)
    place = {a.document.id: at for at, a in enumerate(once)}
    found = live.regroup(made, lambda lemmas: [common.get(lemma, 0.0) for lemma in lemmas], asked)
    named = lineage.name([[work[i].document.id for i in group] for group in found], held)
    told = [whole(own, [work[i] for i in sorted(group, key=lambda i: place[work[i].document.id])], furniture, packs)
            for own, group in zip(named, found, strict=True)]
    return tuple(sorted(told, key=lambda s: min(place[d] for d in s.documents)))


def printed(analysis: Analysis, packs: Mapping[str, Pack]) -> Print:
    """With what it means where the language's backend makes vectors."""
    pack = packs.get(analysis.document.lang) if analysis.tokens else None
    backend = pack.backend if pack and "analyse" in pack.provides else None
    return prints.make(analysis, backend if hasattr(backend, "vector") else None)  # type: ignore[arg-type]


def verdict(left: str, right: str, analyses: Sequence[Analysis], packs: Mapping[str, Pack]) -> Verdict:
    """Why two of the reports are or are not of one story; the others say how common each word is."""
    work = tuple({a.document.id: a for a in analyses}.values())
    return judged(left, right, [printed(a, packs) for a in work], frequencies(work, packs))


def judged(left: str, right: str, made: Sequence[Print], common: Mapping[str, float]) -> Verdict:
    sides = same.sides(made, weights.vectors(made, common))
    at = {p.document: i for i, p in enumerate(made)}
    return same.judge(sides[at[left]], sides[at[right]])


def frequencies(analyses: Sequence[Analysis], packs: Mapping[str, Pack]) -> dict[str, float]:
    """Occurrences of each lemma in a million words of its language, where the language's backend counts them."""
    found: dict[str, float] = {}
    for lang in sorted({a.document.lang for a in analyses if a.tokens} & packs.keys()):
        count = getattr(packs[lang].backend, "frequencies", None)
        lemmas = sorted({t.lemma for a in analyses if a.document.lang == lang for t in a.tokens if prints.speaks(t)})
        found.update(zip(lemmas, count(lemmas) if count else (), strict=False))
    return found


def whole(named: Story, members: Sequence[Analysis], furniture: copies.Furniture, packs: Mapping[str, Pack]) -> Story:
    """The whole of the story of which `named` gives id, reports and parents. `members`: its reports in the order of the
    input; `furniture`: sentences that are no reason to call one a copy."""
    positions, why = order.arrange(members, packs)
    moments = [moment for m in members if (moment := order.when(m)) is not None]
    return replace(named, documents=tuple(members[at].document.id for at in positions), order=why,
                   copies=copies.find(members, furniture),
                   began=min(moments, key=start, default=None), updated=max(moments, key=start, default=None))


def start(moment: Moment | None) -> datetime:
    return moment.start if moment else datetime.max
