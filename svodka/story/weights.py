"""How much a word tells: rarer words tell more, in the language and in what is read.

The weight of a word is the mean of two rarities. In the language (the backend's `frequencies`, where it has them), it
does not depend on what else is read, so that two reports alone can be judged. In the reading, a word common to all
reports of one affair loses weight as the reading grows; the count begins as if BACKGROUND reports of the language had
been read before, since counting over a handful says nothing.
"""
from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from svodka.types import Print

BACKGROUND = 20  # reports
LENGTH = 250  # words of content in one of them
RAREST = 1 / 120  # share of reports: below it a word's frequency in the language is not known well
OF_LANGUAGE = 0.3  # of the weight that rarity in the language makes up

Vector = Mapping[str, float]


def vectors(prints: Sequence[Print], frequencies: Mapping[str, float], of_language: float = OF_LANGUAGE
            ) -> tuple[Vector, ...]:
    """A vector of length 1 for each print; `frequencies` are occurrences in a million words, 0 where not known."""
    rarity = rarities(prints, frequencies, of_language)
    return tuple(normal({lemma: weight * rarity[lemma] for lemma, weight in p.lemmas}) for p in prints)


def rarities(prints: Sequence[Print], frequencies: Mapping[str, float], of_language: float = OF_LANGUAGE
             ) -> dict[str, float]:
    held = Counter(lemma for p in prints for lemma, _ in p.lemmas)
    return {lemma: rarity(n, len(prints), expected(frequencies.get(lemma, 0.0)), of_language)
            for lemma, n in sorted(held.items())}


def rarity(held: int, read: int, share: float, part: float) -> float:
    """Of a word that `held` of `read` reports have, and this share of the reports of the language; the language's
    part of the weight is `part`."""
    in_language = -math.log(max(share, RAREST))
    in_reading = -math.log((held + BACKGROUND * share) / (read + BACKGROUND))
    return part * in_language + (1 - part) * in_reading


def expected(frequency: float) -> float:
    """The share of the reports of the language that have a word of this frequency in a million."""
    return 1.0 - math.exp(-frequency * LENGTH / 1e6)


def normal(vector: Mapping[str, float]) -> Vector:
    length = math.sqrt(sum(x * x for x in vector.values()))
    return {key: x / length for key, x in vector.items()} if length else {}


def cosine(left: Vector, right: Vector) -> float:
    """Of two vectors of length 1."""
    small, large = sorted((left, right), key=len)
    return sum(x * large[key] for key, x in small.items() if key in large)
