#!/usr/bin/env python3
"""Stories of reports that come one by one, beside those of all grouped at once, on the gold.

usage: arrival.py [--orders 5]

The reports of `shared/gold/stories.tsv` come in so many orders drawn by chance. Told of each: which part of the pairs
that the gold has in one story were compared when the later came, and the B-cubed F1 of the stories at the end.
Fails where less than 0.99 of the pairs were compared, or an F1 is more than 0.02 below that of all at once.
Passes, and says so, where ../shared is absent.
"""
from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # before numpy

from svodka.app import lines
from svodka.lang import pack
from svodka.story import build
from svodka.story.live import Live, regroup
from svodka.types import Print

SHARED = Path(os.environ.get("SVODKA_SHARED", Path(__file__).resolve().parent.parent.parent / "shared"))
COMPARED, BELOW = 0.99, 0.02


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--orders", type=int, default=5)
    options = parser.parse_args()
    if not (SHARED / "gold").is_dir():
        print(f"arrival: passed over, no gold at {SHARED}")
        return 0
    made, common, gold = read()
    grouped = regroup(made, rates(common))
    at_once = b_cubed(gold, {made[i].document: str(at) for at, group in enumerate(grouped) for i in group})
    print(f"all at once  B-cubed F1 {at_once:.3f}", flush=True)
    rows = []
    for seed in range(options.orders):
        rows.append(arrived(random.Random(seed).sample(made, len(made)), common, gold))
        print(f"order {seed}      B-cubed F1 {rows[-1][0]:.3f}, {rows[-1][1]:.4f} of the pairs compared", flush=True)
    worst, fewest = (min(column) for column in zip(*rows, strict=True))
    print(f"arrival: F1 {worst - at_once:+.3f} at worst, {-BELOW} allowed; {fewest:.4f} compared, {COMPARED} asked")
    return 0 if worst >= at_once - BELOW and fewest >= COMPARED else 1


def read() -> tuple[list[Print], Mapping[str, float], dict[str, list[str]]]:
    """Prints by id, how common their words are, and of each document the gold's stories (it may be two files)."""
    command = [sys.executable, "-m", "svodka.cli", "analyse", "--as-is", "--quiet", "--format", "jsonl",
               str(SHARED / "gold" / "entities" / "text")]
    body = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    analyses = [each.value for each in lines.records("gold", body)]
    rows = [line.split("\t") for line in (SHARED / "gold" / "stories.tsv").read_text("utf-8").splitlines() if line]
    story = {row[0]: row[1] for row in rows}
    gold: dict[str, list[str]] = {}
    for analysis in analyses:
        gold.setdefault(analysis.document.id, []).append(story[Path(analysis.document.path).name])
    packs = pack.find()
    work = sorted({a.document.id: a for a in analyses}.values(), key=lambda a: a.document.id)
    return [build.printed(each, packs) for each in work], build.frequencies(work, packs), gold


def arrived(order: Sequence[Print], common: Mapping[str, float], gold: Mapping[str, Sequence[str]]
            ) -> tuple[float, float]:
    """B-cubed F1 at the end, and the part of the gold's pairs that were compared."""
    live, compared, wanted, came = Live(rates(common)), 0, 0, set[str]()
    for made in order:
        live.place(made)
        near = {live.document(row) for row in live.window.near(live.row_of[made.document])}
        mates = {other for other in came if set(gold[other]) & set(gold[made.document])}
        compared, wanted = compared + len(mates & near), wanted + len(mates)
        came.add(made.document)
    found = {document: story for story, documents in live.stories().items() for document in documents}
    return b_cubed(gold, found), compared / wanted


def rates(common: Mapping[str, float]) -> Callable[[Sequence[str]], list[float]]:
    return lambda lemmas: [common.get(lemma, 0.0) for lemma in lemmas]


def b_cubed(gold: Mapping[str, Sequence[str]], found: Mapping[str, str]) -> float:
    """F1 over files, as `shared/bench/score_stories.py` has it."""
    files = [(story, found[document]) for document, stories in gold.items() for story in stories]
    both, right, told = Counter(files), Counter(a for a, _ in files), Counter(b for _, b in files)
    precision = sum(both[pair] / told[pair[1]] for pair in files) / len(files)
    recall = sum(both[pair] / right[pair[0]] for pair in files) / len(files)
    return 2 * precision * recall / (precision + recall)


if __name__ == "__main__":
    sys.exit(main())
