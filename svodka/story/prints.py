"""Analysis → Print: what of a report is compared with other reports.

The news of a report stands in its first sentences, so a word there weighs more than the same word below. Days that the
report names are words too, whatever their form (`--07-09`, as ISO 8601-2 writes a day without a year).
"""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from svodka.ids import hash64
from svodka.types import Analysis, Print, Time, Token

LEAD = 5  # sentences, the headline among them, that hold the news
LEAD_WEIGHT = 5.0
DAY_WEIGHT = 2.0
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "X"})
SHINGLE = 4  # words: shorter ones are shared by chance, longer ones break at every light edit
DAY_OF_YEAR = re.compile(r"[0-9X]{4}-(\d\d-\d\d)")


def make(analysis: Analysis) -> Print:
    """The print of one report; a report without tokens has only its name and time."""
    return Print(
        document=analysis.document.id,
        lemmas=ordered(lemma_weights(analysis)),
        entities=ordered(Counter(f"{m.kind}:{m.normal.casefold()}" for m in analysis.mentions)),
        shingles=shingles(analysis),
        days=tuple(t.moment for t in analysis.times if t.moment is not None and one_day(t)),
        published=analysis.document.published,
    )


def lemma_weights(analysis: Analysis) -> Mapping[str, float]:
    weights: defaultdict[str, float] = defaultdict(float)
    for at, sent in enumerate(analysis.sents):
        for token in analysis.tokens[sent.first:sent.last]:
            if speaks(token):
                weights[token.lemma] += LEAD_WEIGHT if at < LEAD else 1.0
    for day in days_named(analysis.times):
        weights[day] += DAY_WEIGHT
    return weights


def speaks(token: Token) -> bool:
    """Words of content: a single letter is an initial or a list mark."""
    return token.pos in CONTENT and (len(token.lemma) > 1 or token.lemma.isdigit())


def days_named(times: Iterable[Time]) -> Iterator[str]:
    """`--MM-DD` of each time that names one day, with or without a year."""
    for time in times:
        if time.moment is not None and one_day(time):
            yield f"--{time.moment.start:%m-%d}"
        elif time.moment is None and (known := DAY_OF_YEAR.match(time.partial)):
            yield f"--{known[1]}"


def one_day(time: Time) -> bool:
    moment = time.moment
    return moment is not None and (moment.stop - moment.start).total_seconds() <= 86_400


def shingles(analysis: Analysis) -> tuple[int, ...]:
    """Hashes of every run of SHINGLE words, sorted and each once; of the whole text if it is shorter."""
    text = analysis.document.text
    words = [text[t.span.start:t.span.stop].casefold() for t in analysis.tokens if t.pos != "PUNCT"]
    if not words:
        return ()
    runs = {" ".join(words[i:i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}
    return tuple(sorted(hash64(run) for run in runs))


def ordered(weights: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted((key, float(weight)) for key, weight in weights.items()))
