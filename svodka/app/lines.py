"""Records to and from the JSON lines that the stages pass on: flat fields for a reader, the full record beside them.

    clean     path text                                       document
    analyse   path attributions times figures mentions        analysis
    group     path story copy_of                              analysis grouped
    tell      story claims relations readings                 digest
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

from svodka.errors import BadLine
from svodka.jsonl import format_record, parse_record
from svodka.spans import cover, cut
from svodka.types import (
    Analysis,
    Attribution,
    Digest,
    Document,
    Failure,
    Figure,
    Held,
    Mention,
    Moment,
    Outcome,
    Span,
    Story,
    Time,
    Voice,
    record,
)

NESTED = ("document", "analysis")
Flat = dict[str, Any]


@record
class Grouped:
    """A report with the story that it was found to belong to."""

    analysis: Analysis
    story: Story


def format_line(flat: Mapping[str, Any]) -> bytes:
    return msgspec.json.encode(flat) + b"\n"


def are_records(body: bytes) -> bool:
    """Does the first line that is not blank hold a record of one of our stages?"""
    line = body[:4096].lstrip()[:1] == b"{" and body.lstrip().partition(b"\n")[0]
    if not line:
        return False
    try:
        fields = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return "path" in fields and any(bytes(fields.get(name, b"")).startswith(b"{") for name in NESTED)


def records(path: str, body: bytes) -> Iterator[Outcome]:
    """An Outcome of Document, Analysis or Grouped for every line that is not blank, BadLine for a broken one."""
    for number, line in enumerate(body.split(b"\n"), 1):
        if not line.strip():
            continue
        about = f"{path}#{number}"
        try:
            yield Outcome(key=about, value=parse_line(line, about))
        except BadLine as error:
            yield Outcome(key=about, failure=Failure(stage="read", kind="BadLine", message=str(error)))


def parse_line(line: bytes, about: str) -> Document | Analysis | Grouped:
    fields = parse_record(line, dict[str, msgspec.Raw], about)
    if "analysis" in fields:
        analysis = parse_record(bytes(fields["analysis"]), Analysis, about)
        if "grouped" in fields:
            return Grouped(analysis=analysis, story=parse_record(bytes(fields["grouped"]), Story, about))
        return analysis
    if "document" in fields:
        return parse_record(bytes(fields["document"]), Document, about)
    raise BadLine(about, "no record of a stage in it: neither 'analysis' nor 'document'")


def raw(value: Any) -> msgspec.Raw:
    return msgspec.Raw(format_record(value))


# what each stage prints


def cleaned(doc: Document, text: str) -> Flat:
    return {"path": doc.path, "text": text, "document": raw(doc)}


def analysed(analysis: Analysis) -> Flat:
    return {
        "path": analysis.document.path,
        "attributions": [attribution(found, analysis.document.text) for found in analysis.attributions],
        "times": [time(found) for found in analysis.times],
        "figures": [figure(found) for found in analysis.figures],
        "mentions": [mention(found) for found in analysis.mentions if found.score == 1],
        "analysis": raw(analysis)}


def grouped(analysis: Analysis, path: str, story: Story, copy_of: str | None) -> Flat:
    return {"path": path, "story": story.id, "copy_of": copy_of, "analysis": raw(analysis), "grouped": raw(story)}


def told(digest: Digest, held: Mapping[str, Analysis], origins: Sequence[Sequence[Sequence[int]]]) -> Flat:
    """`origins`: for each claim the indices of those who hold it, a group for each independent origin."""
    paths = {report.document: report.path for report in digest.reports}
    return {
        "story": digest.story.id,
        "claims": [{"id": claim.id, "members": [member(m, held, paths) for m in claim.held_by],
                    "origins": [list(dict.fromkeys(paths[claim.held_by[i].ref.document] for i in group))
                                for group in groups], "why": claim.why}
                   for claim, groups in zip(digest.claims, origins, strict=True)],
        "relations": [{"a": claim.id, "b": relation.claim, "kind": relation.kind}
                      for claim in digest.claims for relation in claim.relations],
        "readings": [{"of": reading.of, "unit": reading.unit, "state": reading.state,
                      "values": [{"path": paths[value.ref.document], "low": number(value.figure.low),
                                  "high": number(value.figure.high)} for value in reading.values]}
                     for reading in digest.readings],
        "digest": raw(digest)}


def member(held_by: Held, held: Mapping[str, Analysis], paths: Mapping[str, str]) -> Flat:
    """One report's way of holding a claim: the words of the content, or the sentence where it is narration."""
    document, span = held_by.ref.document, held_by.ref.span
    if held_by.attribution is not None:
        span = cover(held[document].attributions[held_by.attribution].content)
    return {"path": paths[document], "span": pair(span), "stance": held_by.stance, "kind": held_by.kind,
            "speaker": held_by.voices[0].name if held_by.attribution is not None and held_by.voices else "narration",
            "voices": [voice(v) for v in held_by.voices]}


def attribution(found: Attribution, text: str) -> Flat:
    first = found.voices[0] if found.voices else None
    return {
        "span": pair(found.span), "cue": pair(found.cue), "content": [pair(piece) for piece in found.content],
        "source": pair(first.span) if first else None, "speaker": first.name if first else "", "kind": found.kind,
        "stance": found.stance, "evidence": found.evidence, "via": found.via, "rule": found.rule,
        "voices": [voice(v) for v in found.voices], "text": cut(text, found.content)}


def voice(v: Voice) -> Flat:
    return {"kind": v.kind, "name": v.name, "entity": v.entity, "span": pair(v.span)}


def time(found: Time) -> Flat:
    start, end = moment(found.moment)
    return {"span": pair(found.span), "start": start, "end": end, "partial": found.partial, "anchor": found.anchor,
            "role": found.role, "rule": found.rule}


def figure(found: Figure) -> Flat:
    return {"span": pair(found.span), "low": number(found.low), "high": number(found.high), "approx": found.approximate,
            "kind": found.kind, "unit": found.unit, "of": found.of, "rule": found.rule}


def mention(found: Mention) -> Flat:
    return {"start": found.span.start, "end": found.span.stop, "type": found.kind, "normal": found.normal,
            "entity": found.entity}


def pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.stop]


def moment(found: Moment | None) -> tuple[str | None, str | None]:
    """Days where the interval is of whole days, else minutes."""
    if found is None:
        return None, None
    ends = found.start, found.stop
    whole = all((at.hour, at.minute, at.second) == (0, 0, 0) for at in ends)
    first, last = (f"{at:%Y-%m-%d}" if whole else iso_minutes(at) for at in ends)
    return first, last


def iso_minutes(at: datetime) -> str:
    return at.isoformat(timespec="minutes")


def number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
