"""A report's paragraphs to columns of labels.

    paragraphs → sentences → tokens → type ids, packed twice: by sentence and by paragraph (names) → networks → Columns
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from svodka.lang.ru.engine import names, networks, tokens
from svodka.lang.ru.engine.types import Types
from svodka.lang.ru.engine.weights import load
from svodka.types import MentionKind

Sent = tuple[int, int, int, int, int]
LONGEST = 400  # tokens of a sentence that are parsed together: the scores of heads grow with its square
ROWS = 2_000  # words that go through the networks at once, about: bounds the memory of a long text
REACH = 3  # words on each side that three convolutions see


@dataclass(slots=True)
class Columns:
    """The labels of a text, a value a token in each list; `heads` are token indices, -1 for a root; `sents` are
    (start, stop, first token, last token exclusive, paragraph), `names` (start, stop, kind)."""

    starts: list[int] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    rels: list[str] = field(default_factory=list)
    sents: list[Sent] = field(default_factory=list)
    names: list[tuple[int, int, MentionKind]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cut:
    """The tokens of a paragraph read as one, as the tagger of names reads it."""

    starts: list[int]
    stops: list[int]
    words: list[str]


class Engine:
    """Models are loaded once; `fold` is what the models want done to a text, character for character."""

    def __init__(self, fold: Callable[[str], str] = str) -> None:
        self.weights = load()
        self.types = Types(self.weights)
        self.fold = fold

    def columns(self, texts: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> list[Columns]:
        """Of each text, given with the spans of its paragraphs. Several together are a fifth faster than each alone."""
        found, cuts, edges = Columns(), [], [(0, 0)]
        for text, paragraphs in texts:
            folded = self.fold(text)
            cuts.append([cut for at, span in enumerate(paragraphs) if (cut := self.cut(found, folded, *span, at))])
            edges.append((len(found.words), len(found.sents)))
        for group in grouped(found.sents):
            self.parse(found, group)
        named = self.named([cut for each in cuts for cut in each])
        return [part(found, *low, *high, [name for _ in each for name in next(named)])
                for (low, high), each in zip(pairwise(edges), cuts, strict=True)]

    def cut(self, found: Columns, text: str, start: int, stop: int, paragraph: int) -> Cut | None:
        """Tokens and sentences of a paragraph, added to the columns; what names are looked for in."""
        begun, edges = len(found.words), []
        for at, end in tokens.sentences(text, start, stop):
            starts, stops = tokens.tokens(text, at, end)
            first = len(found.words)
            for i in range(0, len(starts), LONGEST):
                last = min(i + LONGEST, len(starts))
                found.sents.append((starts[i], stops[last - 1], first + i, first + last, paragraph))
            found.starts += starts
            found.stops += stops
            found.words += [text[a:b] for a, b in zip(starts, stops, strict=True)]
            edges.append((at, end))
        if tokens.across(text, edges):
            starts, stops = tokens.tokens(text, start, stop)
            return Cut(starts=starts, stops=stops, words=[text[a:b] for a, b in zip(starts, stops, strict=True)])
        return Cut(starts=found.starts[begun:], stops=found.stops[begun:], words=found.words[begun:]) if edges else None

    def parse(self, found: Columns, sents: Sequence[Sent]) -> None:
        """Tags, heads and relations of these sentences, which follow those parsed before."""
        import numpy as np

        first, weights, wide = len(found.tags), self.weights, networks.WIDE
        words, rows, seps = packed([found.words[a:b] for _, _, a, b, _ in sents])
        types = np.array(self.types.find(words))
        sums = self.types.sums(types, "words")
        tags = networks.head(weights.morph, networks.encode(weights.morph, sums[:, :wide], types)).argmax(1)
        heads, rels = networks.syntax(weights.syntax, networks.encode(weights.syntax, sums[:, wide:], types), seps)
        found.tags += map(weights.morph.tags.__getitem__, tags[rows].tolist())
        found.rels += map(weights.syntax.tags.__getitem__, rels[rows].tolist())
        roots = np.arange(first, first + len(rows)) - rows + np.repeat(seps[:-1], np.diff(seps) - 1)
        found.heads += np.where(heads[rows] > 0, heads[rows] + roots, -1).tolist()

    def named(self, cuts: Sequence[Cut]) -> Iterator[list[tuple[int, int, MentionKind]]]:
        """The names in each paragraph."""
        network = self.weights.names
        words, _, seps = packed([cut.words for cut in cuts])
        tags = networks.loops().path(self.emissions(words), network.arrays["transitions"], seps) if cuts else seps
        known = list(map(network.tags.__getitem__, tags.tolist()))
        for cut, at in zip(cuts, seps.tolist(), strict=False):
            yield [(cut.starts[a], cut.stops[b - 1], kind)
                   for a, b, kind in names.spans(known[at + 1:at + 1 + len(cut.words)])]

    def emissions(self, words: Sequence[str]) -> Any:
        """Rows x tags; of a long paragraph in pieces that see REACH words more on both sides."""
        import numpy as np

        network, found = self.weights.names, []
        for start in range(0, len(words), ROWS):
            low, high = max(0, start - REACH), min(len(words), start + ROWS + REACH)
            types = np.array(self.types.find(words[low:high]))
            rows = networks.encode(network, self.types.sums(types, "names"), types)
            found.append(networks.head(network, rows[start - low:start - low + ROWS]))
        return np.concatenate(found)


def part(found: Columns, first: int, sent: int, last: int, end: int,
         names: list[tuple[int, int, MentionKind]]) -> Columns:
    """The columns of one text, whose tokens and sentences begin with these."""
    return Columns(
        starts=found.starts[first:last], stops=found.stops[first:last], words=found.words[first:last],
        tags=found.tags[first:last], heads=[head - first if head >= 0 else -1 for head in found.heads[first:last]],
        rels=found.rels[first:last], names=names,
        sents=[(start, stop, a - first, b - first, at) for start, stop, a, b, at in found.sents[sent:end]])


def grouped(sequences: Sequence[Sent]) -> Iterator[Sequence[Sent]]:
    """Sequences that go through the networks together."""
    first = 0
    for i, (_, _, _, last, _) in enumerate(sequences):
        if last - sequences[first][2] >= ROWS or i + 1 == len(sequences):
            yield sequences[first:i + 1]
            first = i + 1


def packed(sequences: Sequence[Sequence[str]]) -> tuple[list[str], Any, Any]:
    """Words of sequences with an empty one, the separator, between them, before the first and after the last; the rows
    of the words, and those of the separators."""
    import numpy as np

    words = [""]
    for each in sequences:
        words += each
        words.append("")
    seps = np.cumsum([0, *[len(each) + 1 for each in sequences]])
    return words, np.delete(np.arange(len(words)), seps), seps
