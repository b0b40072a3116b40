#!/usr/bin/env python3
"""Memory of one process that cleans and analyses many reports in which new words keep coming.

usage: memory.py [--reports 1000,5000,20000] [--caches]

The reports are sentences of our own examples, shuffled, three words in ten misspelt, so that every table of words that
can grow does. After each count of reports it tells what the process holds now, what of it is its own (not shared with
other processes) and the most it ever held; `--caches` lists what is remembered and up to where.
Fails where more than 450 MB were held, or where the process still grew by a tenth between the last two counts.
"""
from __future__ import annotations

import argparse
import functools
import gc
import os
import random
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # before numpy

from svodka import charset, jsonl, pipeline
from svodka.app import outlets as learnt
from svodka.lang import pack
from svodka.source import items, outlets

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
MOST, GROWTH = 450, 1.10  # MB, times
SENTENCES, MISSPELT, LONG = 12, 0.3, 5  # sentences a report; share of its words of so many letters and more
WORD = re.compile(r"\w+")
PAGES = 5  # of an outlet: too few for lines to be taken for its furniture
LISTED = 500  # entries of a cache that is told


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", default="1000,5000,20000")
    parser.add_argument("--caches", action="store_true")
    options = parser.parse_args()
    marks = sorted({int(each) for each in options.reports.split(",")})
    if not Path("/proc/self/smaps_rollup").exists():
        print("memory: passed over, the kernel does not tell a process's memory in /proc")
        return 0
    print(f"{'reports':>9}{'held MB':>9}{'own MB':>9}{'most MB':>9}{'ms each':>9}")
    rows, began = [], time.process_time()
    for number, _ in enumerate(analysed(reports(marks[-1])), 1):
        if number in marks:
            rows.append(megabytes())
            each = 1000 * (time.process_time() - began) / number
            print(f"{number:9}{rows[-1][0]:9.0f}{rows[-1][1]:9.0f}{rows[-1][2]:9.0f}{each:9.1f}", flush=True)
    if options.caches:
        told(caches())
    flat = len(rows) < 2 or rows[-1][0] <= GROWTH * rows[-2][0]
    print(f"memory {rows[-1][2]:.0f} MB, {MOST} allowed; {'flat' if flat else 'still growing'}")
    return 0 if rows[-1][2] <= MOST and flat else 1


def analysed(bodies: Iterable[bytes]) -> Iterator[bytes]:
    """Bytes to JSON lines, as `svodka analyse` reads files of many outlets."""
    packs, known = pack.find(), outlets.load()
    pages = (page for number, body in enumerate(bodies)
             for page in items.items("page", body, {"outlet": f"outlet {number // PAGES}"}))
    clean = functools.partial(pipeline.documents, packs=packs, outlets=known)
    for batch in learnt.cleaned(pages, clean, learnt.Memory()):
        for _, doc in batch:
            yield jsonl.format_record(pipeline.analysis(doc, packs, known).value)


def reports(count: int) -> Iterator[bytes]:
    chance = random.Random(6)
    texts = [charset.decode(path.read_bytes()) for path in sorted(EXAMPLES.rglob("*.txt"))]
    lines = {line for each in texts if each for line in re.split(r"(?<=[.!?]) |\n+", each.text)}
    sentences = sorted(line for line in lines if len(line) > 40)
    letters = sorted(set("".join(sentences[0].lower())) - set(" .,-"))

    def misspelt(word: re.Match[str]) -> str:
        if len(word[0]) < LONG or chance.random() > MISSPELT:
            return word[0]
        at = chance.randrange(1, len(word[0]) - 3)
        return word[0][:at] + "".join(chance.choices(letters, k=3)) + word[0][at + 3:]

    for _ in range(count):
        yield "\n".join(WORD.sub(misspelt, each) for each in chance.sample(sentences, SENTENCES)).encode()


def megabytes() -> tuple[float, float, float]:
    """Held now, own, the most ever."""
    status = kilobytes("status")
    rollup = kilobytes("smaps_rollup")
    return tuple(each / 1024 for each in (  # type: ignore[return-value]
        status["VmRSS"], rollup["Private_Clean"] + rollup["Private_Dirty"], status["VmHWM"]))


def kilobytes(name: str) -> dict[str, int]:
    found = re.findall(r"^(\w+):\s+(\d+) kB", Path("/proc/self", name).read_text(), re.M)
    return {key: int(value) for key, value in found}


def caches() -> list[tuple[int, int | None, str]]:
    """What functools remembers in this process: entries, entries allowed, where."""
    found = [(each.cache_info(), getattr(each, "__wrapped__", each)) for each in gc.get_objects()
             if isinstance(each, functools._lru_cache_wrapper)]
    return sorted(((info.currsize, info.maxsize, f"{job.__module__}.{job.__qualname__}") for info, job in found
                   if info.currsize >= LISTED), key=lambda row: (-row[0], row[2]))


def told(rows: Sequence[tuple[int, int | None, str]]) -> None:
    for size, most, name in rows:
        print(f"{size:9} of {most or 'no bound':>9}  {name}")


if __name__ == "__main__":
    sys.exit(main())
