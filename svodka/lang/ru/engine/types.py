"""Word types: the rows of first-layer products that a written word brings to each network, worked out once.

A type is a word of the vocabulary (or none) in a shape: all that the networks see of a written word. Its row holds 3
taps x 256 for each of three networks (9 KiB). The table is bounded: when it is full it keeps the words that the news
have most often, half a table of them; the others come back as they are met.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from svodka.lang.ru.engine import networks
from svodka.lang.ru.engine.networks import WIDE
from svodka.lang.ru.engine.weights import Network, Weights

T = TypeVar("T")
Kind = tuple[int, int]  # row of the vocabulary, shape

MOST = 6_000  # types held: 55 MB
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
        self.rows: dict[Kind, int] = {}
        self.taps = {kind: [tap(networks, at, most) for at in range(3)] for kind, networks in (
            ("words", (weights.morph, weights.syntax)), ("names", (weights.names,)))}

    def find(self, words: Sequence[str]) -> list[int]:
        """A type id a word, 0 of an empty one, the separator; those not met yet are worked out together. Fewer than
        `most` of the words may differ."""
        try:
            return list(map(self.ids.__getitem__, words))
        except KeyError:
            self.learn(set(words))
            return list(map(self.ids.__getitem__, words))

    def learn(self, words: set[str]) -> None:
        new = words.difference(self.ids)
        if len(self.ids) + len(new) > self.most:
            self.keep(min(self.most // 2, self.most - len(words) - 1))
            new = words.difference(self.ids)
        for batch in batched(sorted(new), BATCH):
            self.add(batch)

    def add(self, words: Sequence[str]) -> None:
        import numpy as np
        from slovnet.shape import word_shape

        held, first = self.weights, len(self.rows) + 1
        kinds = [(held.word_ids.get(word.lower(), held.unknown), held.shape_ids[word_shape(word)]) for word in words]
        if new := [kind for kind in dict.fromkeys(kinds) if kind not in self.rows]:
            vectors, shapes = held.vectors([row for row, _ in new]), [shape for _, shape in new]
            for each in (*self.taps["words"], *self.taps["names"]):
                rows = each.table[first:first + len(new)]
                np.matmul(vectors, each.vectors, out=rows)
                rows += each.shapes.take(shapes, 0)
            self.rows.update(zip(new, range(first, first + len(new)), strict=True))
        self.ids.update(zip(words, map(self.rows.__getitem__, kinds), strict=True))

    def keep(self, most: int) -> None:
        """Forgets all words but those that the news have most often."""
        often = {at: self.weights.counts[row] for (row, _), at in self.rows.items()}
        words = sorted((word for word in self.ids if word), key=lambda word: -often[self.ids[word]])[:most]
        kept = {at: i for i, at in enumerate(sorted({self.ids[word] for word in words}), 1)}
        for each in (*self.taps["words"], *self.taps["names"]):
            for batch in batched(list(kept), BATCH):  # upwards: a row moves to where none is that is still to move
                each.table[kept[batch[0]]:kept[batch[-1]] + 1] = each.table.take(batch, 0)
        self.rows = {kind: kept[at] for kind, at in self.rows.items() if at in kept}
        self.ids = {"": 0} | {word: kept[self.ids[word]] for word in words}

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


def batched(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[start:start + size] for start in range(0, len(items), size))
