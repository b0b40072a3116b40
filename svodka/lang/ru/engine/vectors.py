"""A text's vector from the vectors of its words.

The mean weighted by smooth inverse frequency, a / (a + p), where p is the word's share of the texts that the vectors
were made from (Arora, Liang, Ma 2017, "A simple but tough-to-beat baseline for sentence embeddings"). The mean of all
texts, which the paper takes off, is left in: two reports are to be alike by themselves, whatever is read beside them.
"""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from svodka.lang.ru.engine.weights import Weights

SMOOTH = 1e-3


def mean(weights: Weights, words: Sequence[str], shares: Sequence[float]) -> Any:
    """300 numbers, of length 1; zeros where no word is known. `shares` say how much each word counts in the text."""
    import numpy as np

    ids = [weights.word_ids.get(word.lower(), weights.unknown) for word in words]
    known = [(at, share * SMOOTH / (SMOOTH + weights.counts[at] / weights.total))
             for at, share in zip(ids, shares, strict=True) if at < weights.unknown]
    if not known:
        return np.zeros(weights.codes.shape[0] * weights.codes.shape[2], np.float32)
    found = np.array([share for _, share in known], np.float32) @ weights.vectors([at for at, _ in known])
    return found / np.linalg.norm(found)
