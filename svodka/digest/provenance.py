"""Where the reports of a story come from: its independent origins, each with the reports that lead back to it.

A copy leads to what it repeats; a report that credits another outlet at its beginning, or for most of its text, to that
outlet; any other to its own, and outlets of one family are one. A report that is mostly the words of one speaker has
the origin of an earlier one that is so. What nothing joins is counted apart: the number of origins is an upper bound.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from svodka import spans
from svodka.digest.names import Names, key, normal
from svodka.digest.origins import Outlets, original_of
from svodka.digest.phrases import Phrases
from svodka.digest.report import Report
from svodka.types import Origin, Ref, Span, Voice

BEGINNING = 2  # sentences, and the headline, in which a report credits the outlet that it has its news from
MOST = 0.5  # of a report's text
PRESS = ("agency", "broadcaster", "outlet")


@dataclass(frozen=True, slots=True)
class Lead:
    """From a report back to its origin: the sentence that shows it, and `why`, empty where that is its own outlet."""

    origin: str
    name: str
    ref: Ref
    why: str = ""
    speaker: str = ""


def find(reports: Sequence[Report], names: Names, outlets: Outlets, phrases: Phrases) -> tuple[Origin, ...]:
    """In the order of their first reports."""
    by_id = {report.doc.id: report for report in reports}
    first = {report.number: original_of(report, by_id) for report in reports}
    leads: dict[int, Lead] = {}
    for report in sorted(reports, key=lambda r: first[r.number] is not r):  # copies last
        original = first[report.number]
        leads[report.number] = lead(report, names, outlets, phrases, tuple(leads.values())) if original is report else \
            replace(leads[original.number], ref=report.ref(opening(report)), why=phrases.say("why_copy"))
    every = [leads[report.number] for report in reports]
    return tuple(gathered([x for x in every if x.origin == one]) for one in dict.fromkeys(x.origin for x in every))


def gathered(leads: Sequence[Lead]) -> Origin:
    return Origin(name=leads[0].name, refs=tuple(x.ref for x in leads), why=tuple(x.why for x in leads))


def lead(report: Report, names: Names, outlets: Outlets, phrases: Phrases, before: Sequence[Lead]) -> Lead:
    """To the outlet that it credits or to its own; to an origin known before where it is one speaker's words."""
    found = credited(report, names, outlets, phrases) or printed(report, outlets, before, phrases)
    voice = speaker(report, names)
    if voice is None:
        return found
    twin = next((x for x in before if x.speaker == key(voice)), None)
    if twin and all(x.origin != found.origin for x in before):
        return replace(twin, ref=found.ref, why=phrases.say("why_speaker", name=voice.name))
    return replace(found, speaker=key(voice))


def credited(report: Report, names: Names, outlets: Outlets, phrases: Phrases) -> Lead | None:
    """To the outlet that the report names as its source at its beginning or for most of its text."""
    own, title = house(report.doc.outlet, outlets), report.doc.headline
    body = [s for s in report.analysis.sents if not (title and spans.overlap(title, s.span))][:BEGINNING]
    for a in report.analysis.attributions:
        if (body and a.span.start < body[-1].span.stop) or covers(report, a.content):
            for voice in reversed(names.voices(report, a.voices)):
                if voice.kind in PRESS and voice.name and house(voice.name, outlets) != own:
                    return Lead(origin=house(voice.name, outlets), name=voice.name, ref=report.ref(a.span),
                                why=phrases.say("why_credit", name=voice.name))
    return None


def printed(report: Report, outlets: Outlets, before: Iterable[Lead], phrases: Phrases) -> Lead:
    """To its own outlet or the family of that; a report of an unknown one stands for itself."""
    name = report.doc.outlet
    home = house(name, outlets) if name else report.doc.id
    first = next((x.name for x in before if x.origin == home), name)
    return Lead(origin=home, name=name, ref=report.ref(opening(report)),
                why=phrases.say("why_family", name=home) if first != name else "")


def house(name: str, outlets: Outlets) -> str:
    """What all names of an outlet and its family have in common."""
    known = outlets.find(name) if name else None
    return (known.family or known.id) if known else normal(name)


def speaker(report: Report, names: Names) -> Voice | None:
    """Whose words are most of the report."""
    said: dict[str, tuple[Voice, list[Span]]] = {}
    for a in report.analysis.attributions:
        voice = names.voice(report, a.voices[0]) if a.voices else None
        if voice and voice.kind not in (*PRESS, "anonymous") and key(voice):
            said.setdefault(key(voice), (voice, []))[1].extend(a.content)
    return next((voice for voice, content in said.values() if covers(report, content)), None)


def covers(report: Report, content: Iterable[Span]) -> bool:
    inside = {at for piece in content for at in report.inside(piece)}
    return len(inside) > MOST * len(report.analysis.tokens)


def opening(report: Report) -> Span:
    """The headline, else the first sentence."""
    sents = report.analysis.sents
    return report.doc.headline or (sents[0].span if sents else Span(start=0, stop=len(report.doc.text)))
