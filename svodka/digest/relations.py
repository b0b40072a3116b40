"""How claims of one story stand to each other; each rule answers or abstains, the first that answers is kept."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from svodka.digest import match
from svodka.digest.claims import Told
from svodka.types import Relation, RelationKind

NEAR = 0.42       # likeness from which two claims are about the same thing
WITHIN = 0.8      # share of the general claim that the specific one repeats
Answer = tuple[bool, RelationKind] | None  # True: from the first to the second


def denial(a: Told, b: Told) -> Answer:
    """One is held only by who denies it, the other plainly, and their numbers agree."""
    left, right = denied(a), denied(b)
    if left == right or match.clash(a.best, b.best):
        return None
    denier, other = (a, b) if left else (b, a)
    said, then = last_time(denier), first_time(other)
    return None if said and then and said < then else (left, "denies")  # nobody denies what is said later


def update(a: Told, b: Told) -> Answer:
    """Another figure of the same thing in a later report."""
    if not match.clash(a.best, b.best) or denied(a) or denied(b):
        return None
    when, then = first_time(a), first_time(b)
    if when and then and when != then:
        return when > then, "updates"
    return True, "contradicts"


def contradiction(a: Told, b: Told) -> Answer:
    """One negates what the other says plainly."""
    return (True, "contradicts") if match.opposed(a.best, b.best) and denied(a) == denied(b) else None


def support(a: Told, b: Told) -> Answer:
    """The specific holds the general."""
    if denied(a) != denied(b) or match.shared(a.best, b.best) < WITHIN * min(a.best.total, b.best.total):
        return None
    return a.best.total > b.best.total, "supports"


RULES: tuple[Callable[[Told, Told], Answer], ...] = (denial, update, contradiction, support)


def relate(found: Sequence[Told]) -> tuple[Told, ...]:
    """The claims with their relations; only those of different reports are compared."""
    every = [t.best for t in found]
    made: dict[int, list[Relation]] = {}
    pairs = sorted(match.candidates(every), key=lambda pair: -match.likeness(every[pair[0]], every[pair[1]]))
    for i, j in pairs:
        answer = judge(found[i], found[j])
        if answer:
            a, b = (i, j) if answer[0] else (j, i)
            if not any(r.kind == "denies" for r in made.get(a, ())) or answer[1] != "denies":  # one denial, one target
                made.setdefault(a, []).append(Relation(kind=answer[1], claim=found[b].claim.id))
    return tuple(replace(t, claim=replace(t.claim, relations=tuple(made.get(i, ())))) for i, t in enumerate(found))


def judge(a: Told, b: Told) -> Answer:
    if match.likeness(a.best, b.best) < NEAR:
        return None
    return next((answer for rule in RULES if (answer := rule(a, b)) is not None), None)


def denied(t: Told) -> bool:
    return all(match.denies(f) for f in t.members)


def first_time(t: Told) -> datetime | None:
    return min((h.said.start for h in t.claim.held_by if h.said), default=None)


def last_time(t: Told) -> datetime | None:
    return max((h.said.start for h in t.claim.held_by if h.said), default=None)
