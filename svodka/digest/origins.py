"""How many independent origins stand behind a claim: at most so many, and why.

Two holders count as one where one report copies the other or took the sentence from it, where both name the same source
in their chain (an agency, a speaker, the paper itself), or where their outlets are of one family. What nothing joins is
counted apart: the number is an upper bound.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from svodka import spans
from svodka.digest.names import key
from svodka.digest.phrases import Phrases
from svodka.digest.report import Report
from svodka.types import Held, Outlet, Voice

CARRIERS = ("agency", "broadcaster", "outlet", "document", "account")


class Outlets(Protocol):
    def find(self, name: str) -> Outlet | None:
        """The outlet of this name or domain."""
        ...


Tie = tuple[str, str]  # why (a phrase's key) and the name that ties


def ties(held: Held, report: Report, original: Report, outlets: Outlets) -> tuple[Tie, ...]:
    """What this holder shares with whoever has the same tie."""
    found = [("why_copy", original.doc.id)]
    found += [("why_copy", of) for of, passage in report.taken if spans.overlap(passage, held.ref.span)]
    for at, voice in enumerate(held.voices):
        if voice.kind != "anonymous" and key(voice):
            found.append((kind_of_tie(voice, at), outlet_key(voice, outlets)))
    outlet = outlets.find(report.doc.outlet) if report.doc.outlet else None
    if outlet and outlet.family:
        found.append(("why_family", outlet.family))
    return tuple(found)


def kind_of_tie(voice: Voice, at: int) -> str:
    return "why_credit" if voice.kind in CARRIERS else "why_speaker" if at == 0 else "why_chain"


def outlet_key(voice: Voice, outlets: Outlets) -> str:
    """The outlet's id where the voice is one that is known, so that all its names are one."""
    known = outlets.find(voice.name) if voice.kind in CARRIERS and voice.name else None
    return f"outlet:{known.id}" if known else key(voice)


def groups(held_by: Sequence[Held], reports: Mapping[str, Report], outlets: Outlets) -> tuple[tuple[int, ...], ...]:
    """Indices of the holders of one origin each, in order."""
    first: dict[str, int] = {}
    home = list(range(len(held_by)))

    def root(i: int) -> int:
        while home[i] != i:
            i = home[i]
        return i

    for i, held in enumerate(held_by):
        report = reports[held.ref.document]
        for _, name in ties(held, report, original_of(report, reports), outlets):
            a, b = sorted((root(i), root(first.setdefault(name, i))))
            home[b] = a
    found: dict[int, list[int]] = {}
    for i in range(len(held_by)):
        found.setdefault(root(i), []).append(i)
    return tuple(map(tuple, found.values()))


def original_of(report: Report, reports: Mapping[str, Report]) -> Report:
    """The report at the end of the chain of copies."""
    by_number = {r.number: r for r in reports.values()}
    seen: set[int] = set()
    while report.copy_of in by_number and report.number not in seen:
        seen.add(report.number)
        report = by_number[report.copy_of]
    return report


def why(held_by: Sequence[Held], reports: Mapping[str, Report], outlets: Outlets, phrases: Phrases) -> str:
    """The reason for the number in words: what ties the holders, or that nothing does."""
    if len({held.ref.document for held in held_by}) < 2:
        return phrases.say("why_single")
    shared: dict[Tie, set[str]] = {}
    shown: dict[Tie, str] = {}
    for held in held_by:
        report = reports[held.ref.document]
        for tie in ties(held, report, original_of(report, reports), outlets):
            shared.setdefault(tie, set()).add(report.doc.id)
            shown.setdefault(tie, name_of(tie, held.voices, outlets))
    found = [phrases.say(tie[0], name=shown[tie]) for tie, docs in shared.items() if len(docs) > 1]
    return "; ".join(dict.fromkeys(found)) or phrases.say("why_apart")


def name_of(tie: Tie, voices: Iterable[Voice], outlets: Outlets) -> str:
    return next((v.name for v in voices if v.name and outlet_key(v, outlets) == tie[1]), tie[1])
