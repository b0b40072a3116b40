"""Story and analyses → Digest.

    reports → names → claims → relations ┐
            └────────→ readings ─────────┼→ differences → title, lead → Digest
            └────────→ timeline, ahead ──┘
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from svodka.digest import ahead, claims, compare, compose, names, phrases, provenance, readings, relations, timeline
from svodka.digest.origins import Outlets
from svodka.digest.phrases import Phrases
from svodka.digest.report import Report, load
from svodka.lang.pack import Pack
from svodka.types import Analysis, Digest, Story


def build(story: Story, analyses: Mapping[str, Analysis], outlets: Outlets, packs: Mapping[str, Pack],
          now: datetime, lang: str) -> Digest:
    """The account of a story; `analyses` by document id, `lang` the language of the interface."""
    reports = load(story, analyses, packs)
    if not reports:
        raise ValueError(f"story {story.id} has no report at hand")
    strings = phrases.load(packs, lang)
    known = names.merge(reports)
    found = relations.relate(claims.build(reports, known, outlets, strings))
    counts = readings.build(reports, known)
    spoken = frozenset(v.entity for t in found for h in t.claim.held_by for v in h.voices if v.entity)
    return Digest(
        story=story, now=now, lang=lang, title=compose.title(reports, found, counts),
        period=compose.period(story, reports),
        reports=compose.report_lines(reports), lead=compose.lead(reports, found, counts, known),
        timeline=timeline.build(reports, known), claims=tuple(t.claim for t in found), readings=counts,
        differences=compare.build(reports, found, counts, known), ahead=ahead.build(reports, known, now),
        names=names.worth_telling(known, spoken), notes=tuple(notes(reports, strings)),
        origins=provenance.find(reports, known, outlets, strings))


def notes(reports: Sequence[Report], strings: Phrases) -> Iterator[str]:
    """What a reader must know of the reports: those that could not be analysed, and those without a day."""
    for report in reports:
        if not report.analysis.sents:
            yield strings.say("note_not_analysed", number=report.number, lang=report.doc.lang)
    undated = [str(report.number) for report in reports if report.doc.published is None]
    if undated:
        yield strings.say("note_undated", numbers=", ".join(undated))
