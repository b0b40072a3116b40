"""By what way a statement came: the printing outlet first, the origin last."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from svodka.render.words import Words
from svodka.types import Claim, Held, Moment, ReportLine, Voice

ARROW = " \u2190 "
UNSAID = Voice(kind="anonymous", name="")


def speaker_of(claim: Claim) -> Voice:
    """The origin in the first report that holds the claim as somebody's words."""
    said = next((held for held in claim.held_by if held.attribution is not None), claim.held_by[0])
    return said.voices[0] if said.voices else UNSAID


def chains(claim: Claim, reports: Mapping[str, ReportLine], words: Words) -> Iterator[str]:
    """One chain a way; outlets that had it the same way stand together at its head."""
    ways: dict[tuple[str, ...], dict[str, None]] = {}
    for held in claim.held_by:
        outlet = printed_by(reports[held.ref.document])
        ways.setdefault(way(held, outlet, words), {})[outlet] = None
    if all(not path for path in ways) and len(ways) == 1 and claim.held_by[0].attribution is None:
        return  # narration: its outlets are the references
    for path, outlets in ways.items():
        yield ARROW.join((", ".join(outlets), *path))


def way(held: Held, outlet: str, words: Words) -> tuple[str, ...]:
    """The voices between the reader and the origin, the outlet itself left out."""
    names = [words.voice(voice) for voice in reversed(held.voices)]
    return tuple(name for at, name in enumerate(names) if name != outlet and name not in names[:at])


def first_by(claim: Claim, reports: Mapping[str, ReportLine], words: Words,
             when: Callable[[Moment | None], str]) -> str:
    """Which of several outlets had it first, where all that hold it are dated."""
    held = list({h.ref.document: reports[h.ref.document] for h in claim.held_by}.values())
    if len({printed_by(report) for report in held}) < 2 or any(report.published is None for report in held):
        return ""
    return f"{words.label('first')}: {printed_by(earliest(held))}, {when(earliest(held).published)}"


def earliest(reports: Sequence[ReportLine]) -> ReportLine:
    return min(reports, key=lambda r: (r.published.start if r.published else datetime.max, r.number))


def printed_by(report: ReportLine) -> str:
    """The outlet; where none is known the report's number, which leads to its file in the list of reports."""
    return report.outlet or f"[{report.number}]"
