"""The window: prints of the reports that what comes in is compared with, in compact form, and whom it is compared with.

A print is kept as bytes of numbers: its words as indices into one vocabulary with their weights, its meaning in half
precision, the days it names as bits. What a word weighs is counted when two reports are compared, since it changes with
all that is read. A report is looked up by its HEAVIEST words, a list of reports each, kept by day of publication, so
that resting a day is dropping its lists. Of each list only the newest LONGEST are looked at and of those found only the
NEAREST compared, so that the cost does not grow with what is held.
"""
from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from svodka.story import prints, same, weights
from svodka.types import Print

HEAVIEST = 40  # words of a report by which it is looked up
LONGEST = 256  # newest reports of a word that are looked at
NEAREST = 128  # reports that are compared
SUMMED = 24  # words of a story at rest
EPOCH = datetime(1970, 1, 1)
DAY = 86_400

Frequencies = Callable[[Sequence[str]], Sequence[float]]
Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


class Words:
    """Lemmas as numbers, and how rare each is in the language and in all that was read."""

    def __init__(self, frequencies: Frequencies) -> None:
        self.frequencies = frequencies
        self.numbers: dict[str, int] = {}
        self.held = np.zeros(1 << 12, np.int32)  # reports that have it, of all that were read
        self.share = np.zeros(1 << 12, np.float64)  # of the language's reports that have it
        self.column = np.full(1 << 12, -1, np.int32)  # where it stands in the table being made
        self.read = 0

    def number(self, lemmas: Sequence[str]) -> Ints:
        if new := [lemma for lemma in lemmas if lemma not in self.numbers]:
            first = len(self.numbers)
            self.numbers.update(zip(new, range(first, first + len(new)), strict=True))
            self.grow()
            self.share[first:first + len(new)] = [weights.expected(f) for f in self.frequencies(new)]
        return np.fromiter(map(self.numbers.__getitem__, lemmas), np.int32, len(lemmas))

    def begin(self, counts: Mapping[str, int], read: int) -> None:
        """What was read before."""
        numbers = self.number(sorted(counts))  # first: it may make room
        self.held[numbers] = [counts[lemma] for lemma in sorted(counts)]
        self.read = read

    def count(self, words: bytes) -> None:
        """One more report read, that has these."""
        self.held[np.frombuffer(words, np.int32)] += 1
        self.read += 1

    def grow(self) -> None:
        if len(self.numbers) > len(self.held):
            size = len(self.numbers) * 3 // 2
            self.held, self.share = (np.concatenate([old, np.zeros(size - len(old), old.dtype)])
                                     for old in (self.held, self.share))
            self.column = np.full(size, -1, np.int32)

    def rarity(self, words: Ints, of_language: float) -> Floats:
        """`weights.rarity` of each."""
        share = self.share[words]
        in_language = -np.log(np.maximum(share, weights.RAREST))
        in_reading = -np.log((self.held[words] + weights.BACKGROUND * share) / (self.read + weights.BACKGROUND))
        return np.asarray(of_language * in_language + (1 - of_language) * in_reading)


@dataclass(slots=True)
class Row:
    """A print. `when` is the day of publication, of the newest report before it where that is not known."""

    document: str
    published: float
    when: float
    words: bytes
    weights: bytes
    meaning: bytes
    days: bytes


class Window:
    """Prints by number, later ones higher, in lists of `span` days."""

    def __init__(self, words: Words, span: int = 1) -> None:
        self.words, self.span = words, span
        self.rows: dict[int, Row] = {}
        self.lists: dict[int, defaultdict[int, array[int]]] = {}  # span of days → word → rows
        self.next, self.newest = 0, 0.0

    def add(self, made: Print) -> int:
        published = day(made.published.start) if made.published else np.nan
        self.newest = max(self.newest, published) if made.published else self.newest
        return self.put(Row(
            document=made.document, published=published, when=published if made.published else self.newest,
            words=self.words.number([lemma for lemma, _ in made.lemmas]).tobytes(),
            weights=np.array([weight for _, weight in made.lemmas], np.float32).tobytes(),
            meaning=np.array(made.meaning, np.float16).tobytes(), days=bits(prints.days_in(made))))

    def put(self, held: Row) -> int:
        """Its number."""
        row, self.next = self.next, self.next + 1
        self.rows[row] = held
        lists = self.lists.setdefault(int(held.when) // self.span, defaultdict(lambda: array("i")))
        for word in np.frombuffer(held.words, np.int32).tolist():
            lists[word].append(row)
        return row

    def summary(self, name: str, rows: Sequence[int]) -> Row:
        """Of several prints as one: the words that are heaviest in all of them together, and the newest day."""
        held = [self.rows[row] for row in rows]
        words, at = np.unique(np.frombuffer(b"".join(r.words for r in held), np.int32), return_inverse=True)
        weight = np.bincount(at, np.frombuffer(b"".join(r.weights for r in held), np.float32)) / len(held)
        heaviest = np.sort(np.argsort(-weight * self.words.rarity(words, weights.OF_LANGUAGE), kind="stable")[:SUMMED])
        when = max(r.when for r in held)
        return Row(document=name, published=when, when=when, words=words[heaviest].tobytes(),
                   weights=weight[heaviest].astype(np.float32).tobytes(), meaning=b"", days=bits(()))

    def older(self, than: datetime) -> set[int]:
        """Those of the spans of days that are wholly earlier."""
        return {row for row, held in self.rows.items() if int(held.when) // self.span < int(day(than)) // self.span}

    def rest(self, before: datetime) -> None:
        """They are let go."""
        for row in self.older(before):
            del self.rows[row]
        limit = int(day(before)) // self.span
        self.lists = {span: lists for span, lists in self.lists.items() if span >= limit}

    def near(self, row: int) -> list[int]:
        """The reports that share most with it of its HEAVIEST words, the nearest first."""
        held = self.rows[row]
        return [other for other in self.nearest(held, NEAREST + 1) if other != row][:NEAREST]

    def nearest(self, held: Row, most: int) -> list[int]:
        words, weight = self.weighed(held)
        heaviest = np.argsort(-weight, kind="stable")[:HEAVIEST]  # lemmas stand in their order: the first wins a tie
        days = [self.lists[each] for each in sorted(self.lists, reverse=True)]
        found = [newest(word, days) for word in words[heaviest].tolist()]
        others, at = np.unique(np.concatenate([*found, np.zeros(0, np.int32)]), return_inverse=True)
        scores = np.bincount(at, np.repeat(weight[heaviest] ** 2, [len(rows) for rows in found]), len(others))
        best = np.lexsort((-others, -scores))[:most]
        return list(map(int, others[best]))

    def weighed(self, held: Row) -> tuple[Ints, Floats]:
        words = np.frombuffer(held.words, np.int32)
        return words, np.frombuffer(held.weights, np.float32) * self.words.rarity(words, weights.OF_LANGUAGE)

    def shared(self, row: int, other: int) -> list[int]:
        """At which places in the first print its words stand that the other has too, the heaviest first."""
        (words, weight), (others, _) = self.weighed(self.rows[row]), self.weighed(self.rows[other])
        return [int(at) for at in np.argsort(-weight, kind="stable") if words[at] in others]

    def alike(self, left: Sequence[int], right: Sequence[int]) -> Floats:
        """`same.likeness` of each of the left with each of the right."""
        a, b = [self.rows[row] for row in left], [self.rows[row] for row in right]
        strictness = by_publication(a, b) * np.where(name_other_days(a, b), same.OTHER_DAYS, 1.0)
        words = self.cosines(a, b, weights.OF_LANGUAGE) / strictness
        return np.asarray((words + same.MEANING * meaning(a, b)) / (1 + same.MEANING)).round(9)

    def running(self, left: Sequence[int], right: Sequence[int]) -> Floats:
        """`same.running_likeness`, likewise."""
        a, b = [self.rows[row] for row in left], [self.rows[row] for row in right]
        known = np.outer([r.published == r.published for r in a], [r.published == r.published for r in b])
        return np.where(known, self.cosines(a, b, 1.0) / by_publication(a, b), 0.0).round(9)

    def cosines(self, left: Sequence[Row], right: Sequence[Row], of_language: float) -> Floats:
        columns = np.unique(np.frombuffer(b"".join(r.words for r in left), np.int32))
        self.words.column[columns] = np.arange(len(columns), dtype=np.int32)
        tables = [self.table(rows, len(columns), of_language) for rows in (left, right)]
        self.words.column[columns] = -1
        return np.asarray(tables[0] @ tables[1].T)

    def table(self, rows: Sequence[Row], width: int, of_language: float) -> Floats:
        """A row each, of length 1 with the words that have no column here."""
        words = np.frombuffer(b"".join(r.words for r in rows), np.int32)
        given = np.frombuffer(b"".join(r.weights for r in rows), np.float32)
        weight = given * self.words.rarity(words, of_language)
        at = np.repeat(np.arange(len(rows)), [len(r.words) // 4 for r in rows])
        length = np.sqrt(np.bincount(at, weight ** 2, len(rows)))
        column = self.words.column[words]
        there = column >= 0
        made = np.zeros((len(rows), width))
        made[at[there], column[there]] = weight[there]
        return np.asarray(made / np.where(length > 0, length, 1.0)[:, None])


def newest(word: int, days: Sequence[Mapping[int, array[int]]]) -> Ints:
    """The last LONGEST of the reports that have the word; `days` from the newest on."""
    found: list[array[int]] = []
    left = LONGEST
    for lists in days:
        if left > 0 and (rows := lists.get(word)) is not None:
            found.append(rows[-left:])
            left -= len(found[-1])
    return np.concatenate([np.frombuffer(rows, np.int32) for rows in found]) if found else np.zeros(0, np.int32)


def by_publication(left: Sequence[Row], right: Sequence[Row]) -> Floats:
    apart = np.abs(np.subtract.outer([r.published for r in left], [r.published for r in right]))
    return np.asarray(1.0 + np.maximum(0.0, np.nan_to_num(apart) - same.NEAR) / same.FAR)


def meaning(left: Sequence[Row], right: Sequence[Row]) -> Floats:
    """The square of the likeness of meaning."""
    size = max(len(r.meaning) for r in (*left, *right))
    a, b = (np.frombuffer(b"".join(r.meaning.ljust(size, b"\0") for r in rows), np.float16).astype(np.float64)
            .reshape(len(rows), size // 2) for rows in (left, right))
    known = np.outer([bool(r.meaning) for r in left], [bool(r.meaning) for r in right])
    return np.where(known, np.maximum(0.0, a @ b.T) ** 2, same.NO_MEANING)


def name_other_days(left: Sequence[Row], right: Sequence[Row]) -> NDArray[np.bool_]:
    """Both name days, none of them within a day of each other."""
    a, b = (np.unpackbits(np.frombuffer(b"".join(r.days for r in rows), np.uint8).reshape(len(rows), -1), axis=1,
                          count=prints.YEAR).astype(np.float64) for rows in (left, right))
    beside = a + np.roll(a, 1, axis=1) + np.roll(a, -1, axis=1)
    return np.asarray(np.outer(a.any(axis=1), b.any(axis=1)) & (beside @ b.T == 0))


def bits(days: Iterable[int]) -> bytes:
    named = np.zeros(prints.YEAR, np.uint8)
    named[[each % prints.YEAR for each in days]] = 1
    return np.packbits(named).tobytes()


def day(at: datetime) -> float:
    return (at - EPOCH).total_seconds() / DAY
