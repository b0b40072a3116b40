"""By what way words came, told in words: the printing outlet first, the origin last."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from svodka.render.words import Words
from svodka.types import Claim, Moment, ReportLine, Voice

DASH = " \u2014 "
UNSAID = Voice(kind="anonymous", name="")
Reports = Mapping[str, ReportLine]


def speaker_of(claim: Claim) -> Voice:
    """The origin in the first report that holds the claim as somebody's words."""
    said = next((held for held in claim.held_by if held.attribution is not None), claim.held_by[0])
    return said.voices[0] if said.voices else UNSAID


def chains(held: Iterable[tuple[str, Sequence[Voice]]], reports: Reports, words: Words, under: str = ""
           ) -> Iterator[str]:
    """One chain a way, of pairs of document and voices: outlets that had it the same way stand together at its head,
    those that name no source come last. `under`: the heading that the reader has before him: it is not said again,
    and who had it from there directly needs no chain. A chain that another continues is not repeated."""
    ways: dict[tuple[str, ...], dict[str, None]] = {}
    links: dict[str, Voice] = {}
    for document, voices in held:
        outlet = printed_by(reports[document])
        links.update({words.voice(voice): voice for voice in voices})
        ways.setdefault(way(voices, outlet, words), {})[outlet] = None
    own = ways.pop((), {})
    for path, outlets in ways.items():
        longer = [o for other, o in ways.items() if len(other) > len(path) and other[:len(path)] == path]
        left = [name for name in outlets if not any(name in names for names in longer)]
        told = path[:-1] if path[-1] == under else path
        if left and told:
            yield f"{', '.join(left)}{DASH}{words.of('ways', 'then').join(words.link(links[name]) for name in told)}"
    sourceless = [name for name in own if name != under and not any(name in outlets for outlets in ways.values())]
    if sourceless:
        yield f"{words.label('unsourced')}: {', '.join(sourceless)}"


def way(voices: Sequence[Voice], outlet: str, words: Words) -> tuple[str, ...]:
    """The voices between the reader and the origin, the outlet itself left out, by name or without one."""
    names = [words.voice(voice) for voice in reversed(voices) if voice.name or voice.kind != "outlet"]
    return tuple(name for at, name in enumerate(names) if name != outlet and name not in names[:at])


def first_by(claim: Claim, reports: Reports, words: Words, when: Callable[[Moment | None], str]) -> str:
    """Which of several independent sources had it first, where all that hold it are dated."""
    held = list({h.ref.document: reports[h.ref.document] for h in claim.held_by}.values())
    if claim.origins < 2 or len({printed_by(report) for report in held}) < 2 \
            or any(report.published is None for report in held):
        return ""
    first = min(held, key=lambda r: (r.published.start if r.published else datetime.max, r.number))
    return f"{words.label('first')}: {printed_by(first)}, {when(first.published)}"


def printed_by(report: ReportLine) -> str:
    """The outlet; where none is known the report's number, which leads to its file in the list of reports."""
    return report.outlet or f"[{report.number}]"
