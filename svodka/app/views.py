"""What the filters print for a reader, and `--debug`: each thing found, with its rule and words."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from svodka.app import lines
from svodka.app.stages import House, document_of, grouped
from svodka.lang.pack import STAGES, Pack
from svodka.spans import cut
from svodka.types import (
    Analysis,
    Attribution,
    Copy,
    CopyKind,
    Digest,
    Document,
    Figure,
    ReportLine,
    Story,
    Time,
    Verdict,
)

GAP = " \u2026 "
ARROW = " \u2190 "
COPIED: Mapping[CopyKind, str] = {
    "exact": "word for word", "light": "copies", "partial": "takes passages from"}


def clean_line(doc: Document) -> bytes:
    from svodka.document.build import kept

    return lines.format_line(lines.cleaned(doc, kept(doc)))


def clean_text(doc: Document) -> str:
    from svodka.document.build import kept

    return f"## {doc.path}\n\n{kept(doc)}\n\n"


def analysis_line(analysis: Analysis) -> bytes:
    return lines.format_line(lines.analysed(analysis))


def analysis_text(analysis: Analysis) -> str:
    """What was found in one report, in the order of the text."""
    rows = sorted(found_things(analysis))
    missing = [f"  not done: {', '.join(analysis.missing)}"] if analysis.missing else []
    return "\n".join([f"## {analysis.document.path}", *missing, *(f"  {row}" for _, row in rows), "", ""])


def debug_text(value: Any) -> str:
    doc = document_of(value)
    dropped = [f"  dropped     [{d.reason}] {clip(doc.text[d.span.start:d.span.stop])}" for d in doc.dropped]
    if isinstance(value, Document):
        return "\n".join([f"## {doc.path}", *dropped])
    return "\n".join([f"## {doc.path}", *dropped, *(f"  {row}" for _, row in sorted(found_things(value)))])


def found_things(analysis: Analysis) -> Iterator[tuple[int, str]]:
    text = analysis.document.text
    for at, a in enumerate(analysis.attributions):
        yield a.span.start, f"attribution [{a.rule}] {attribution(a, at, text)}"
    for t in analysis.times:
        yield t.span.start, f"time        [{t.rule}] {clip(cut(text, t.span))} = {time(t)}"
    for f in analysis.figures:
        yield f.span.start, f"figure      [{f.rule}] {clip(cut(text, f.span))} = {figure(f)}"
    for m in analysis.mentions:
        yield m.span.start, f"mention     [{m.kind}] {clip(cut(text, m.span))} = {m.normal}"


def attribution(a: Attribution, at: int, text: str) -> str:
    chain = ARROW.join(f"{v.name or '?'} ({v.kind})" for v in reversed(a.voices))
    marks = ", ".join(filter(None, (a.kind, a.stance, a.evidence and f"evidence {a.evidence}",
                                    "" if a.via is None else f"via {a.via}")))
    cue = f" <{clip(cut(text, a.cue))}>" if a.cue else ""
    return f"{at}: {chain}{cue}: {clip(cut(text, a.content, GAP))} ({marks})"


def time(t: Time) -> str:
    start, end = lines.moment(t.moment)
    return f"{start}/{end}" if start else t.partial or "open"


def figure(f: Figure) -> str:
    low, high = lines.number(f.low), lines.number(f.high)
    value = "unknown" if low is None and high is None else str(low) if low == high else f"{low}..{high}"
    return " ".join(filter(None, ("about" if f.approximate else "", value, f.unit, f.of)))


def clip(words: str, width: int = 160) -> str:
    words = " ".join(words.split())
    return words if len(words) <= width else words[:width - 1] + "\u2026"


def group_lines(held: Sequence[Analysis], stories: Iterable[Story]) -> Iterator[bytes]:
    return map(lines.format_line, grouped(held, stories))


def group_text(held: Sequence[Analysis], stories: Iterable[Story]) -> Iterator[str]:
    docs = {analysis.document.id: analysis.document for analysis in held}
    for story in stories:
        copies = {copy.document: copy for copy in story.copies}
        yield f"## {story.id}: {docs[story.documents[0]].title}\n"
        for id in story.documents:
            yield f"  {docs[id].path}{repeating(copies[id], docs) if id in copies else ''}\n"
            yield from passages(copies[id], docs[id]) if id in copies else ()
        yield "\n"


def repeating(copy: Copy, docs: Mapping[str, Document]) -> str:
    return f"  ({COPIED[copy.kind]} {docs[copy.of].path}, {copy.share:.0%})"


def passages(copy: Copy, doc: Document) -> Iterator[str]:
    """What a report of its own has from the other."""
    if not copy.whole:
        yield from (f"      {clip(cut(doc.text, passage.span), 100)}\n" for passage in copy.passages)


def tell_lines(digests: Iterable[Digest], held: Mapping[str, Analysis], house: House) -> Iterator[bytes]:
    from svodka.digest import origins, report

    for digest in digests:
        reports = {r.doc.id: r for r in report.load(digest.story, held, house.packs)}
        groups = [origins.groups(claim.held_by, reports, house.outlets) for claim in digest.claims]
        yield lines.format_line(lines.told(digest, held, groups))


def story_lines(found: Iterable[tuple[Story, Sequence[ReportLine]]]) -> Iterator[bytes]:
    for story, reports in found:
        yield lines.format_line({"story": story.id, "title": reports[0].title, "reports": [r.path for r in reports],
                                 "record": lines.raw(story)})


def verdict_line(verdict: Verdict, stories: Sequence[Story]) -> bytes:
    return lines.format_line({"same": verdict.same, "reasons": verdict.reasons, "stories": [s.id for s in stories],
                              "record": lines.raw(verdict)})


def verdict_text(verdict: Verdict, stories: Sequence[Story]) -> str:
    """The verdict on the two by themselves, its reasons, and where they stand."""
    where = "they stand in one story" if len(stories) == 1 else "they stand in two stories"
    return "\n".join([verdict.same, *(f"  {reason}" for reason in verdict.reasons),
                      f"{where}: {', '.join(story.id for story in stories)}", ""])


def packs_text(packs: Mapping[str, Pack]) -> str:
    """A line a language; the stages stand in their order, a dash for what the pack cannot do."""
    rows = []
    for pack in packs.values():
        rows.append(f"{pack.code:<4}{pack.name:<12}{pack.version:<8}" + "  ".join(
            stage if stage in pack.provides else "-" * len(stage) for stage in STAGES))
        rows += [f"    slower than it could be: {part} is not installed" for part in pack.lacks()]
    return "\n".join(rows) + "\n"
