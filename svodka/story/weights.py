"""How much a word tells: rarer words tell more, in the language and in what is read.

Counting words over the reports at hand says nothing when they are two, so the count begins as if BACKGROUND reports
had been read in which each word stood as often as it does in the language (the backend's `frequencies`, where it has
them). A word common to all that was read loses weight as the reading grows.
"""
from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from svodka.types import Print

BACKGROUND = 60  # reports
LENGTH = 250  # words of content in one of them

Vector = Mapping[str, float]


def vectors(prints: Sequence[Print], frequencies: Mapping[str, float]) -> tuple[Vector, ...]:
    """A vector of length 1 for each print; `frequencies` are occurrences in a million words, 0 where not known."""
    rarity = rarities(prints, frequencies)
    return tuple(normal({lemma: weight * rarity[lemma] for lemma, weight in p.lemmas}) for p in prints)


def rarities(prints: Sequence[Print], frequencies: Mapping[str, float]) -> dict[str, float]:
    """-log of the share of reports that have the word, the background's among them."""
    held = Counter(lemma for p in prints for lemma, _ in p.lemmas)
    return {lemma: -math.log((n + BACKGROUND * expected(frequencies.get(lemma, 0.0))) / (len(prints) + BACKGROUND))
            for lemma, n in sorted(held.items())}


def expected(frequency: float) -> float:
    """The share of background reports that have a word of this frequency in a million."""
    return 1.0 - math.exp(-frequency * LENGTH / 1e6)


def normal(vector: Mapping[str, float]) -> Vector:
    length = math.sqrt(sum(x * x for x in vector.values()))
    return {key: x / length for key, x in vector.items()} if length else {}


def cosine(left: Vector, right: Vector) -> float:
    """Of two vectors of length 1."""
    small, large = sorted((left, right), key=len)
    return math.fsum(x * large[key] for key, x in small.items() if key in large)
