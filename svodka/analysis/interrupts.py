"""A cue inside a quotation: «A, - said X. - B»; its words are no part of what is quoted."""

from __future__ import annotations

from dataclasses import replace

from svodka.analysis import sources
from svodka.analysis.content import DASHES, trim
from svodka.analysis.cues import Cue
from svodka.analysis.quotes import Quote
from svodka.analysis.report import Draft, Report, Source
from svodka.types import Span

CUE_NEAR = 4  # tokens between the dash and the cue
LONGEST = 20  # tokens of a remark between two dashes
TAIL = 16  # tokens of a remark at the end of a marked quotation
ENDS = (",", ".", "!", "?", "\u2026")


def parted(report: Report, quote: Quote) -> Quote:
    """The quotation with its gap known, if a cue stands inside it."""
    found = remark(report, report.tree.inside(quote.inner), quote.outer != quote.inner) if quote.speech else None
    return replace(quote, gap=report.tree.span(found[0], found[1])) if found else quote


def remark(report: Report, inside: range, marked: bool) -> tuple[int, int, Cue, Source] | None:
    """The dashes around the first remark as [first, last), its cue and source."""
    tree = report.tree
    for i in range(inside.start + 1, inside.stop - 1):
        if tree.words[i] not in DASHES or tree.words[i - 1] not in ENDS:
            continue
        again = range(i + 2, min(i + LONGEST, inside.stop))
        stop = next((k for k in again if tree.words[k] in DASHES and tree.words[k - 1] in (",", ".")), None)
        last = inside.stop if stop is None else stop
        cue = cue_in(report, i + 1, last)
        if cue is None or cue.word - i > CUE_NEAR or (stop is None and marked and inside.stop - i > TAIL):
            continue
        source = sources.find(report, cue, i + 1, last)
        if source is not None:
            return i, last if stop is None else last + 1, cue, source
    return None


def interrupted(report: Report, quote: Quote) -> Draft | None:
    tree = report.tree
    inside = tree.inside(quote.inner)
    found = remark(report, inside, quote.outer != quote.inner) if quote.gap else None
    if found is None:
        return None
    first, last, cue, source = found
    parts = [trim(report, inside.start, first), rest(report, last, inside.stop)]
    return made(report, "quote-interrupted", cue, tuple(p for p in parts if p), source)


def rest(report: Report, first: int, last: int) -> Span | None:
    """What goes on behind the remark: a conjunction that opens it belongs to it."""
    tree = report.tree
    span = trim(report, first, last)
    while first < last and tree.pos(first) == "PUNCT":
        first += 1
    return Span(start=tree.tokens[first].span.start, stop=span.stop) if span and tree.words[first].islower() else span


def cue_in(report: Report, first: int, stop: int) -> Cue | None:
    """The first cue in [first, stop) that may govern a quotation."""
    return next((c for c in report.cues if first <= c.word < stop and governs(report, c)), None)


def governs(report: Report, cue: Cue) -> bool:
    if cue.kind == "verb":
        form = report.tree.feats[cue.word].get("VerbForm")
        return bool(cue.governs & {"quote", "aside"}) and form not in ("Inf", "Part")
    return cue.kind in ("said_in", "opinion")


def made(report: Report, rule: str, cue: Cue, content: tuple[Span, ...], source: Source | None) -> Draft:
    return Draft(
        rule=rule,
        at=cue.word,
        cue=report.tree.span(cue.first, cue.last),
        content=content,
        source=source,
        stance=cue.says,
        kind="direct",
    )
