"""The list of the stories that a store holds."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from svodka.render.words import Words
from svodka.types import Moment, ReportLine, Story


def render(found: Iterable[tuple[Story, Sequence[ReportLine]]], phrases: Mapping[str, Any]) -> Iterator[str]:
    """Two lines a story: its id and headline; how many reports and when."""
    words = Words(phrases)
    for story, reports in found:
        facts = (words.count("reports", len(reports)), words.moment(between(story.began, story.updated)))
        yield f"{story.id}  {reports[0].title}\n{'':18}{', '.join(filter(None, facts))}\n"


def between(began: Moment | None, updated: Moment | None) -> Moment | None:
    if began is None or updated is None:
        return began or updated
    return Moment(start=began.start, stop=max(began.stop, updated.stop))
