"""Analysis → Print: what of a report is compared with other reports.

The news of a report stands in its first sentences, so a word there weighs more than the same word below; names are of
the whole affair, verbs of the happening, so a verb weighs a little more; said often, a word weighs more, but ever less
each time. Days that the report names are words too, whatever their form (`--07-09`, a day of any year).
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from svodka.types import Analysis, Print, Time, Token

LEAD = 5  # sentences, the headline among them, that hold the news
LEAD_WEIGHT = 7.0
VERB_WEIGHT = 1.3
DAY_WEIGHT = 2.0
DAMPED = 0.7  # power of the summed weight of a word
DAY = "--"  # begins a day among the lemmas; no lemma of content begins so
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "X"})
YEAR = 12 * 31
DAY_OF_YEAR = re.compile(r"[0-9X]{4}-(\d\d-\d\d)")


class Meanings(Protocol):
    """A backend that makes vectors of texts."""

    def vector(self, words: Sequence[str], shares: Sequence[float]) -> tuple[float, ...]: ...


def make(analysis: Analysis, backend: Meanings | None = None) -> Print:
    """The print of one report; a report without tokens has only its name and time."""
    return Print(
        document=analysis.document.id,
        lemmas=ordered(lemma_weights(analysis)),
        entities=ordered(Counter(f"{m.kind}:{m.normal.casefold()}" for m in analysis.mentions)),
        days=tuple(t.moment for t in analysis.times if t.moment is not None and one_day(t)),
        published=analysis.document.published,
        meaning=backend.vector(*content(analysis)) if backend else (),
    )


def content(analysis: Analysis) -> tuple[list[str], list[float]]:
    """The words of content, and how much each counts."""
    text, spoken = analysis.document.text, [
        (token.span, LEAD_WEIGHT if at < LEAD else 1.0) for at, sent in enumerate(analysis.sents)
        for token in analysis.tokens[sent.first:sent.last] if speaks(token)]
    return [text[span.start:span.stop] for span, _ in spoken], [share for _, share in spoken]


def lemma_weights(analysis: Analysis) -> Mapping[str, float]:
    weights: defaultdict[str, float] = defaultdict(float)
    for at, sent in enumerate(analysis.sents):
        for token in analysis.tokens[sent.first:sent.last]:
            if speaks(token):
                place = LEAD_WEIGHT if at < LEAD else 1.0
                weights[token.lemma] += place * (VERB_WEIGHT if token.pos == "VERB" else 1.0)
    for day in days_named(analysis.times):
        weights[day] += DAY_WEIGHT
    return {key: weight ** DAMPED for key, weight in weights.items()}


def speaks(token: Token) -> bool:
    """Words of content: a single letter is an initial or a list mark."""
    return token.pos in CONTENT and (len(token.lemma) > 1 or token.lemma.isdigit())


def days_named(times: Iterable[Time]) -> Iterator[str]:
    """`--MM-DD` of each time that names one day, with or without a year."""
    for time in times:
        if time.moment is not None and one_day(time):
            yield f"{DAY}{time.moment.start:%m-%d}"
        elif time.moment is None and (known := DAY_OF_YEAR.match(time.partial)):
            yield f"{DAY}{known[1]}"


def days_in(made: Print) -> tuple[int, ...]:
    """The days that a print names, numbered in a year of YEAR days."""
    first, last = (bisect_left(made.lemmas, (mark,)) for mark in (DAY, DAY + "~"))
    return tuple(day_number(key) for key, _ in made.lemmas[first:last])


def day_number(day: str) -> int:
    """Of what ends in `MM-DD`; as if each month had 31 days, which is enough to compare."""
    return (int(day[-5:-3]) - 1) * 31 + int(day[-2:])


def one_day(time: Time) -> bool:
    moment = time.moment
    return moment is not None and (moment.stop - moment.start).total_seconds() <= 86_400


def ordered(weights: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted((key, float(weight)) for key, weight in weights.items()))
