#!/usr/bin/env python3
"""What it costs to put a report into its story while more and more are held.

usage: stories.py [--held 10000,1000000] [--window 200000] [--placed 1000]

The reports are simulated (`Simulated` says from which distributions of real ones). First a steady stream of a million
reports a year: after each count of `--held`, what is older than 14 days at rest, `--placed` more are placed and the
median time told. Those held before are taken in with the stories they are of, as a store hands them over, since placing
them all takes hours. Then a window of `--window` reports in 14 days: its memory and reports a second.
Fails where the last median is above 1.5 times the first, fewer than 100 reports a second are placed, or the window has
more than 1.5 GB.
"""
from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # before numpy

import numpy as np

from svodka.story.live import Live
from svodka.types import Moment, Print

START = datetime(2031, 1, 1)
A_YEAR, WINDOW, TAIL = 1_000_000, 14, 6  # reports, days, days
RATIO, A_SECOND, MEGABYTES = 1.5, 100, 1500


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held", default="10000,1000000")
    parser.add_argument("--window", type=int, default=200_000)
    parser.add_argument("--placed", type=int, default=1000)
    options = parser.parse_args()
    medians = steady(sorted(map(int, options.held.split(","))), options.placed)
    second, memory = full(options.window, options.placed)
    ratio = medians[-1] / medians[0]
    print(f"ratio {ratio:.2f}, {RATIO} allowed; {second:.0f} reports/s, {A_SECOND} asked; "
          f"window {memory:.0f} MB, {MEGABYTES} allowed")
    return 0 if ratio <= RATIO and second >= A_SECOND and memory <= MEGABYTES else 1


def steady(marks: Sequence[int], placed: int) -> list[float]:
    """The median seconds of placing a report after each mark."""
    made = Simulated(marks[-1] + len(marks) * placed, A_YEAR / 365)
    stream, live, held, medians = iter(made), Live(made.frequencies), 0, []
    for mark in marks:
        load(live, islice(stream, mark - held))
        took, _ = place(live, list(islice(stream, placed)))
        held = mark + placed
        medians.append(float(np.median(took)))
        print(f"{mark:9} held, {len(live.row_of):7} in the window, {len(live.words.numbers):8} words, "
              f"{len(live.rested.rows):7} stories at rest: {1000 * medians[-1]:.2f} ms a report, "
              f"19 of 20 under {1000 * np.quantile(took, .95):.2f}", flush=True)
    return medians


def full(size: int, placed: int) -> tuple[float, float]:
    """Reports a second in a window of so many, and its megabytes."""
    made = Simulated(size + placed, size / WINDOW)
    stream, before = iter(made), megabytes()
    live = Live(made.frequencies)
    load(live, islice(stream, size), resting=False)
    memory = megabytes() - before
    took, right = place(live, list(islice(stream, placed)))
    print(f"{len(live.row_of):9} in the window, {memory:.0f} MB: {placed / sum(took):.0f} reports a second; "
          f"{right:.3f} put into the story they are of")
    return placed / sum(took), memory


def load(live: Live, reports: Iterator[tuple[Print, str]], resting: bool = True) -> None:
    """Day by day, and days before the window go to rest."""
    day = -1
    for made, story in reports:
        live.load([(made, story)])
        if resting and made.published and (today := (made.published.start - START).days) != day:
            day = today
            live.rest(made.published.start - timedelta(WINDOW))


def place(live: Live, reports: Sequence[tuple[Print, str]]) -> tuple[list[float], float]:
    """Seconds of each, and how many of those whose story is held were put into it."""
    took, right = [], []
    for made, story in reports:
        known = story in live.members
        began = time.process_time()
        told = live.place(made)
        took.append(time.process_time() - began)
        if known:
            right.append(told.story == story)
    return took, sum(right) / max(1, len(right))


class Simulated:
    """Prints like those of the 453 reports of the gold (`shared/gold/stories.tsv`), of which was measured:

    words of a report      13, 55, 87, 146, 434 at the percentiles 1, 10, 50, 90, 99: lognormal, sd of the logarithm 0.5
    their weights          QUANTILES
    how common a word is   Zipf: the 10th word stands in 1 of 3 reports, the 100th in 1 of 6, two in five in one alone
    reports of a story     k or more in k ** -1.15 of the stories; published over days, 1.5 on average
    likeness of words      in one story 0.34 in the middle, in one affair 0.12, else 0.01 (here .32, .07, 0)
    likeness of meaning    0.91, 0.78, 0.49
    """

    QUANTILES = (1, 1, 1, 1, 1.2, 1.62, 3.2, 3.9, 3.9, 5.0, 18.0)
    VOCABULARY, COMMON, AFFAIRS = 1_000_000, 500, 2_000
    POOL = 40  # words of an affair, and of a story
    OF_STORY, OF_AFFAIR = 0.55, 0.3  # of a report's words

    def __init__(self, reports: int, a_day: float) -> None:
        self.chance = chance = np.random.default_rng(7)
        more = reports + int(TAIL * a_day)  # the last days, in which no story begins, are left out
        sizes = np.floor((1 - chance.random(more)) ** (-1 / 1.15)).astype(np.int64).clip(1, 500)
        sizes = sizes[:np.searchsorted(np.cumsum(sizes), more) + 1]
        story = np.repeat(np.arange(len(sizes)), sizes)
        when = (chance.random(len(sizes)) * more / a_day)[story] + chance.exponential(1.5, len(story))
        order = np.argsort(when)[:reports]
        self.story, self.when = story[order], when[order]
        self.affair = chance.zipf(1.2, len(sizes)) % self.AFFAIRS
        rank = np.arange(self.VOCABULARY)
        share = 1 / (rank + 20) ** 1.3
        self.share, self.below = share / share.sum(), np.cumsum(share / share.sum())
        self.names = [f"{each:07}" for each in rank]
        self.rare = chance.permutation(np.arange(self.COMMON, 200_000))
        self.meant = [unit(chance.normal(size=(count, 300))) for count in (1, self.AFFAIRS, 5_000)]

    def frequencies(self, lemmas: Sequence[str]) -> list[float]:
        return [1e6 * float(self.share[int(lemma)]) for lemma in lemmas]

    def __iter__(self) -> Iterator[tuple[Print, str]]:
        for number, (story, when) in enumerate(zip(self.story.tolist(), self.when.tolist(), strict=True)):
            yield self.one(number, story, when), f"story {story}"

    def one(self, number: int, story: int, when: float) -> Print:
        chance, affair = self.chance, int(self.affair[story])
        size = int(np.clip(chance.lognormal(np.log(155), 0.5), 10, 900))
        own, around = int(size * self.OF_STORY), int(size * self.OF_AFFAIR)
        words = np.concatenate([self.pool(story, 104_729, own), self.pool(affair, 15_485_863, around),
                                np.searchsorted(self.below, chance.random(size - own - around))])
        words, first = np.unique(words.clip(0, self.VOCABULARY - 1), return_index=True)
        given = np.interp(chance.random((2, len(words))), np.linspace(0, 1, 11), self.QUANTILES)
        weights = np.where(first < own + around, given.max(axis=0), given[0])
        at = START + timedelta(when)
        general, of_affair, of_story = self.meant[0][0], self.meant[1][affair], self.meant[2][story % 5_000]
        meaning = unit(.7 * general + .54 * of_affair + .36 * of_story + .3 * unit(chance.normal(size=300)))
        return Print(document=f"report {number}", entities=(), published=Moment(start=at, stop=at),
                     lemmas=tuple(zip(map(self.names.__getitem__, words.tolist()), weights.tolist(), strict=True)),
                     meaning=tuple(meaning.round(4).tolist()))

    def pool(self, of: int, step: int, count: int) -> np.ndarray:
        """Words of a story or an affair, its first ones more often."""
        place = (self.POOL * self.chance.random(count) ** 1.6).astype(np.int64)
        return np.asarray(self.rare[(of * step + place * 7_919) % len(self.rare)])


def unit(vectors: np.ndarray) -> np.ndarray:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))


def megabytes() -> float:
    """Held by this process."""
    import gc

    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    sys.exit(main())
