"""A report's paragraphs to columns of labels.

    paragraphs → tokens, packed twice: by sentence and by paragraph (names) → types of their words → networks → Columns
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Any

from svodka.lang.ru.engine import names, networks
from svodka.lang.ru.engine.pieces import Cut, Cutter, Paragraph, Tokens
from svodka.lang.ru.engine.types import Types
from svodka.lang.ru.engine.weights import load
from svodka.types import MentionKind

Sent = tuple[int, int, int, int, int]
Name = tuple[int, int, MentionKind]
ROWS = 2_000  # words that go through the networks at once, about: bounds the memory of a long text
REACH = 3  # words on each side that three convolutions see


@dataclass(slots=True)
class Columns:
    """The labels of a text, a value a token in each list; `heads` are token indices, -1 for a root; `sents` are
    (start, stop, first token, last token exclusive, paragraph), `names` (start, stop, kind)."""

    starts: list[int] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    rels: list[str] = field(default_factory=list)
    sents: list[Sent] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)


class Engine:
    """Models are loaded once; `fold` is what the models want done to a text, character for character."""

    def __init__(self, fold: Callable[[str], str] = str) -> None:
        self.weights = load()
        self.types = Types(self.weights)
        self.cutter = Cutter()
        self.fold = fold

    def columns(self, texts: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> list[Columns]:
        """Of each text, given with the spans of its paragraphs. Several together are a fifth faster than each alone."""
        paragraphs, upto = list[Paragraph](), [0]
        for text, spans in texts:
            folded = self.fold(text)
            paragraphs += [Paragraph(folded, a, b, at) for at, (a, b) in enumerate(spans) if folded[a:b].strip()]
            upto.append(len(paragraphs))
        if not paragraphs:
            return [Columns() for _ in texts]
        cut = self.cutter.cut(paragraphs)
        labels, named = self.labels(cut.sentences), list(self.named(cut.paragraphs))
        return [part(cut, labels, list(chain.from_iterable(named[low:high])), cut.firsts[low], cut.firsts[high])
                for low, high in pairwise(upto)]

    def labels(self, read: Tokens) -> tuple[list[str], Any, list[str]]:
        """Tags, heads (counted from the first token, -1 for a root) and relations of the tokens of sentences."""
        import numpy as np

        parts = zip(*[self.parse(read.rows, edges) for edges in grouped(read.edges)], strict=True)
        tags, heads, rels = map(np.concatenate, parts)
        return (list(map(self.weights.morph.tags.__getitem__, tags.tolist())), heads,
                list(map(self.weights.syntax.tags.__getitem__, rels.tolist())))

    def parse(self, rows: Any, edges: Any) -> tuple[Any, Any, Any]:
        """The labels of some sentences, tags and relations as numbers."""
        import numpy as np

        weights, wide = self.weights, networks.WIDE
        packs, at, seps = packed(rows, edges)
        types = self.find(packs)
        sums = self.types.sums(types, "words")
        tags = networks.head(weights.morph, networks.encode(weights.morph, sums[:, :wide], types)).argmax(1)
        heads, rels = networks.syntax(weights.syntax, networks.encode(weights.syntax, sums[:, wide:], types), seps)
        roots = np.repeat(edges[:-1], np.diff(edges)) - 1
        return tags[at], np.where(heads[at] > 0, heads[at] + roots, -1), rels[at]

    def find(self, rows: Any) -> Any:
        """The types of the words in these rows of the table of pieces, which are remembered there until the table of
        types may be begun anew."""
        import numpy as np

        pieces = self.cutter.pieces
        known = np.frombuffer(pieces.types, np.int64)
        new = rows[known[rows] < 0]
        if len(self.types.ids) + len(new) > self.types.most:
            known[:], new = -1, rows
        if len(new):
            known[new] = self.types.find(list(map(pieces.words.__getitem__, new.tolist())))
        return known[rows]

    def named(self, read: Tokens) -> Iterator[list[Name]]:
        """The names in each paragraph."""
        network = self.weights.names
        packs, at, seps = packed(read.rows, read.edges)
        tags = networks.loops().path(self.emissions(packs), network.arrays["transitions"], seps)[at]
        known = list(map(network.tags.__getitem__, tags.tolist()))
        for first, last in pairwise(read.edges.tolist()):
            yield [(int(read.starts[first + a]), int(read.stops[first + b - 1]), kind)
                   for a, b, kind in names.spans(known[first:last])]

    def emissions(self, rows: Any) -> Any:
        """Rows x tags; of a long paragraph in pieces that see REACH words more on both sides."""
        import numpy as np

        network, found = self.weights.names, []
        for start in range(0, len(rows), ROWS):
            low, high = max(0, start - REACH), min(len(rows), start + ROWS + REACH)
            types = self.find(rows[low:high])
            made = networks.encode(network, self.types.sums(types, "names"), types)
            found.append(networks.head(network, made[start - low:start - low + ROWS]))
        return np.concatenate(found)


def part(cut: Cut, labels: tuple[list[str], Any, list[str]], names: list[Name], first: int, last: int) -> Columns:
    """The columns of one text, whose tokens are those from `first` to `last`."""
    import numpy as np

    low, high = np.searchsorted(cut.sents[:, 2], (first, last))
    starts, stops = (each[first:last].tolist() for each in cut.sentences[:2])
    tags, heads, rels = labels
    return Columns(starts=starts, stops=stops, tags=tags[first:last], rels=rels[first:last], names=names,
                   heads=np.maximum(heads[first:last] - first, -1).tolist(),
                   sents=list(map(tuple, (cut.sents[low:high] - (0, 0, first, first, 0)).tolist())))


def grouped(edges: Any) -> Iterator[Any]:
    """The edges of sentences that go through the networks together."""
    first, held = 0, edges.tolist()
    for i, last in enumerate(held):
        if last - held[first] >= ROWS or i + 1 == len(held):
            yield edges[first:i + 1]
            first = i


def packed(rows: Any, edges: Any) -> tuple[Any, Any, Any]:
    """The rows of words of sequences with 0, the separator, between them, before the first and after the last; the
    places of the words, and those of the separators."""
    import numpy as np

    seps = edges - edges[0] + np.arange(len(edges))
    found = np.zeros(seps[-1] + 1, np.int64)
    at = np.delete(np.arange(len(found)), seps)
    found[at] = rows[edges[0]:edges[-1]]
    return found, at, seps
