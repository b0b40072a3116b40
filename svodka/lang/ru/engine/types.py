"""Word types: the rows of first-layer products that a written word brings to each network, worked out once.

A type is a written word; its row holds 3 taps x 256 for each of three networks (9 KiB). The table is bounded: when it
is full it is begun anew, and words come back as they are met.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from svodka.lang.ru.engine import networks
from svodka.lang.ru.engine.networks import WIDE
from svodka.lang.ru.engine.weights import Network, Weights

MOST = 10_000  # types held: 92 MB
BATCH = 512  # words that are worked out together
VECTOR = 300  # numbers of a word's vector, before those of its shape


class Tap(NamedTuple):
    """Of one neighbour (left, own, right) and some networks side by side: what a word's vector is multiplied by, what
    its shape adds, and the products of the types known; row 0 is the separator's."""

    vectors: Any
    shapes: Any
    table: Any


class Types:
    """`taps` are those of morphology and syntax together (`words`) and of `names`: left, own, right."""

    def __init__(self, weights: Weights, most: int = MOST) -> None:
        self.weights, self.most = weights, most
        self.ids = {"": 0}
        self.taps = {kind: [tap(networks, at, most) for at in range(3)] for kind, networks in (
            ("words", (weights.morph, weights.syntax)), ("names", (weights.names,)))}

    def find(self, words: Sequence[str]) -> list[int]:
        """A type id a word, 0 of an empty one, the separator; those not met yet are worked out together. Fewer than
        `most` of the words may differ."""
        found = list(map(self.ids.get, words))
        if None in found:
            new = {word for word, at in zip(words, found, strict=True) if at is None}
            if len(self.ids) + len(new) > self.most:
                self.ids = {"": 0}
                new = set(words) - {""}
            for batch in batched(sorted(new), BATCH):
                self.add(batch)
            found = list(map(self.ids.get, words))
        return found  # type: ignore[return-value]

    def add(self, words: Sequence[str]) -> None:
        import numpy as np
        from slovnet.shape import word_shape

        held, first, last = self.weights, len(self.ids), len(self.ids) + len(words)
        rows = [held.word_ids.get(word.lower(), held.unknown) for word in words]
        shapes = [held.shape_ids[word_shape(word)] for word in words]
        vectors = held.codes[np.arange(len(held.codes)), held.indexes[rows]].reshape(len(words), -1)
        for each in (*self.taps["words"], *self.taps["names"]):
            np.matmul(vectors, each.vectors, out=each.table[first:last])
            each.table[first:last] += each.shapes[shapes]
        self.ids.update(zip(words, range(first, last), strict=True))

    def sums(self, ids: Any, kind: str) -> Any:
        """The first layer of each row, after its ReLU."""
        return networks.loops().sums([each.table for each in self.taps[kind]], ids)


def tap(networks: Sequence[Network], at: int, most: int) -> Tap:
    import numpy as np

    columns = slice(at * WIDE, (at + 1) * WIDE)
    parts = [network.first.taps.weight[:, columns] for network in networks]
    shapes = [network.shapes @ part[VECTOR:] + network.first.taps.bias[columns]
              for network, part in zip(networks, parts, strict=True)]
    return Tap(vectors=np.ascontiguousarray(np.hstack([part[:VECTOR] for part in parts])), shapes=np.hstack(shapes),
               table=np.zeros((most, WIDE * len(networks)), np.float32))


def batched(words: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (words[start:start + size] for start in range(0, len(words), size))
