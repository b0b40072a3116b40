"""Texts to tokens and sentences, by a table of the pieces between spaces.

    paragraphs → pieces → the number of each in the table → where sentences end → their tokens, looked up

What a piece holds (its tokens, the sign with which a sentence may end) is worked out once; all else is arithmetic on
arrays, of several texts at once.
"""
from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from svodka.lang.ru.engine import sentences, tokens

LONGEST = 400  # tokens of a sentence that are parsed together: the scores of heads grow with its square
REMEMBERED = 50_000  # pieces
SIZE, SIGN, PLAIN, FIRST, COUNT = range(5)  # columns of the table
Piece = str | tuple[str, str, str]  # alone, or with those before and after


class Paragraph(NamedTuple):
    """One that is not blank; `number` among those of its text."""

    text: str
    start: int
    stop: int
    number: int


class Tokens(NamedTuple):
    """Of the tokens of some sequences: starts, stops and rows in `Pieces.words`; `edges` are the tokens with which the
    sequences begin, and the end of the last."""

    starts: Any
    stops: Any
    rows: Any
    edges: Any


class Cut(NamedTuple):
    """Paragraphs read by sentence, and each as one, as the tagger of names reads them; `firsts` are the tokens of the
    former with which they begin, and the end of the last; `sents` are rows of start, stop, first token, last token
    (exclusive), paragraph."""

    sents: Any
    sentences: Tokens
    paragraphs: Tokens
    firsts: list[int]


class Pieces(dict[Piece, int]):
    """The number of each piece met, given when it is asked for, and its row of the table: length, where the sign begins
    with which a sentence may end (-1: none), whether one plainly does, its first row in `words` and how many it has
    there, none if its neighbours must be seen. Of each of `words`, which are tokens, `sizes` holds the length and
    `types` the word type once it is known, -1 before. `fresh` will be rows of the table."""

    def __init__(self) -> None:
        self.words, self.sizes, self.types = [""], array("i", [0]), array("q", [0])
        self.table, self.fresh = array("i"), list[int]()

    def __missing__(self, piece: Piece) -> int:
        found, own = len(self), piece if isinstance(piece, str) else piece[0]
        words = tokens.alone(own) if own is piece else tokens.among(*piece)
        self.fresh += (len(own), *sentences.sign(own), len(self.words), len(words))
        self.words += words
        self[piece] = found
        return found

    def find(self, pieces: Sequence[Piece]) -> Any:
        import numpy as np

        found, known = np.fromiter(map(self.__getitem__, pieces), np.int64, len(pieces)), len(self.sizes)
        self.table.fromlist(self.fresh)
        self.sizes.fromlist(list(map(len, self.words[known:])))
        self.types.fromlist([-1] * (len(self.words) - known))
        self.fresh.clear()
        return found

    def columns(self, ids: Any) -> Any:
        import numpy as np

        return np.frombuffer(self.table, np.int32).reshape(-1, COUNT + 1)[ids].T

    def tokens(self, ids: Any, at: Any, edges: Sequence[int]) -> tuple[Tokens, Any]:
        """The tokens of pieces that begin at these places, and how many stand before each piece and in all."""
        import numpy as np

        _, _, _, first, counts = self.columns(ids)
        upto = np.append(0, counts.cumsum())
        rows = np.arange(upto[-1]) + (first - upto[:-1]).repeat(counts)
        sizes = np.frombuffer(self.sizes, np.int32)[rows]
        stops = sizes.cumsum()
        stops += (at - (stops - sizes)[upto[:-1]]).repeat(counts)
        return Tokens(stops - sizes, stops, rows, upto[edges]), upto


class Cutter:
    def __init__(self, most: int = REMEMBERED) -> None:
        self.most, self.pieces = most, Pieces()

    def cut(self, paragraphs: Sequence[Paragraph]) -> Cut:
        if len(self.pieces) > self.most:
            self.pieces = Pieces()
        pieces, edges = split(paragraphs)
        ids = self.pieces.find(pieces)
        columns = self.pieces.columns(ids)
        starts = placed(paragraphs, pieces, edges, columns[SIZE])
        ends = parted(paragraphs, edges, starts, columns)
        own, whole = (self.among(pieces, ids, columns[COUNT] == 0, each) for each in (ends, edges))
        read, upto = self.pieces.tokens(own, starts, ends)
        firsts, read = upto[edges], read._replace(edges=shortened(read.edges))
        other = read._replace(edges=firsts) if (own == whole).all() else self.pieces.tokens(whole, starts, edges)[0]
        return Cut(sents(read, paragraphs, firsts), read, other, firsts.tolist())

    def among(self, pieces: Sequence[str], ids: Any, near: Any, edges: Sequence[int]) -> Any:
        """The numbers of pieces in sequences with these edges; each that is `near` has that of itself and its
        neighbours."""
        found, known, rows = ids.copy(), set(edges), near.nonzero()[0].tolist()
        found[rows] = self.pieces.find([(pieces[i], "" if i in known else pieces[i - 1],
                                         "" if i + 1 in known else pieces[i + 1]) for i in rows])
        return found


def split(paragraphs: Sequence[Paragraph]) -> tuple[list[str], list[int]]:
    """Pieces, those with which paragraphs begin, and the end of the last."""
    pieces, edges = list[str](), [0]
    for text, start, stop, _ in paragraphs:
        pieces += text[start:stop].split()
        edges.append(len(pieces))
    return pieces, edges


def placed(paragraphs: Sequence[Paragraph], pieces: Sequence[str], edges: Sequence[int], sizes: Any) -> Any:
    """Where each piece begins in its text."""
    import numpy as np

    ends = (sizes + 1).cumsum()
    starts = ends - sizes - 1
    bounds, last = np.array([each[1:3] for each in paragraphs]), np.array(edges[1:]) - 1
    starts += (bounds[:, 0] - starts[edges[:-1]]).repeat(np.diff(edges))
    for i in np.flatnonzero(starts[last] + sizes[last] != bounds[:, 1]).tolist():  # more than one space somewhere
        text, at, *_ = paragraphs[i]
        for row in range(edges[i], edges[i + 1]):
            starts[row] = at = text.index(pieces[row], at)
            at += len(pieces[row])
    return starts


def parted(paragraphs: Sequence[Paragraph], edges: Sequence[int], starts: Any, columns: Any) -> list[int]:
    """The pieces with which sentences begin, and the end of the last."""
    import numpy as np

    rows = np.flatnonzero(columns[SIGN] >= 0)
    of = np.searchsorted(edges, rows, "right") - 1
    size, sign, plain = columns[:FIRST, rows]
    asked = np.stack([starts[rows] + sign, starts[rows] + size, plain], 1)
    found, begun = set(edges), [paragraph.start for paragraph in paragraphs]
    for row, paragraph, told in zip(rows.tolist(), of.tolist(), asked.tolist(), strict=True):
        text, *bounds, _ = paragraphs[paragraph]
        if row + 1 not in found and sentences.ends(text, bounds, begun[paragraph], *told):
            found.add(row + 1)
            begun[paragraph] = told[1]
    return sorted(found)


def shortened(edges: Any) -> Any:
    import numpy as np

    return np.array([i for first, last in pairwise(edges.tolist()) for i in range(first, last, LONGEST)] + [edges[-1]])


def sents(read: Tokens, paragraphs: Sequence[Paragraph], firsts: Any) -> Any:
    import numpy as np

    first, last = read.edges[:-1], read.edges[1:]
    numbers = np.array([paragraph.number for paragraph in paragraphs])[np.searchsorted(firsts, first, "right") - 1]
    return np.stack([read.starts[first], read.stops[last - 1], first, last, numbers], 1)
