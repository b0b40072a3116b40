"""natasha and svodka side by side on one thread: what `engine.py` and `analyse.py` share.

natasha runs as its documentation has it, on each report alone: segment, morphology, syntax, names, the lemma of every
token and, where ours makes them too, the normal form of every name. svodka reads some together, as its workers do.
"""
from __future__ import annotations

import argparse
import gc
import inspect
import os
import time
from collections import defaultdict, namedtuple
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from svodka.workers import TOGETHER

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # before numpy, which natasha imports

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("SVODKA_SHARED", HERE.parent.parent / "shared"))
FOLDER = SHARED / "gold" / "entities" / "text"
OWN = sorted((HERE.parent / "examples").rglob("*.txt"))[0]  # read first by both: what loads at the first call is loaded
COLD, HALF, WARM = "never seen", "second half of them", "seen before"
Reader = Callable[[Sequence[str]], int]  # texts of some reports to the number of their tokens


class Clock:
    """CPU seconds by part. What runs within a part and is a part itself counts as the inner one alone."""

    def __init__(self) -> None:
        self.took: defaultdict[str, float] = defaultdict(float)
        self.within = [0.0]

    def time(self, part: str, job: Callable[..., Any], *given: Any) -> Any:
        self.within.append(0.0)
        began = time.process_time()
        try:
            return job(*given)
        finally:
            took = time.process_time() - began
            self.took[part] += took - self.within.pop()
            self.within[-1] += took

    def watch(self, owner: Any, name: str, part: str | Callable[..., str]) -> None:
        """Times every call of owner.name; a part may be told by the arguments."""
        job = getattr(owner, name)
        setattr(owner, name, lambda *given: self.time(part if isinstance(part, str) else part(*given), job, *given))


def natasha(clock: Clock, normal: bool) -> Reader:
    """Raises ImportError where natasha does not run."""
    if not hasattr(inspect, "getargspec"):  # gone with Python 3.11; pymorphy2 asks it
        spec = namedtuple("spec", "args varargs keywords defaults")
        inspect.getargspec = lambda job: spec(*inspect.getfullargspec(job)[:4])  # type: ignore[attr-defined]
    from natasha import Doc, MorphVocab, NewsEmbedding, NewsMorphTagger, NewsNERTagger, NewsSyntaxParser, Segmenter

    vectors, segmenter, vocab = NewsEmbedding(), Segmenter(), MorphVocab()
    morph, syntax, names = NewsMorphTagger(vectors), NewsSyntaxParser(vectors), NewsNERTagger(vectors)
    split = {"tokens": segmenter.tokenize, "sentences": segmenter.sentenize}
    segmenter.tokenize = lambda text: clock.time("tokens", lambda: list(split["tokens"](text)))
    segmenter.sentenize = lambda text: clock.time("sentences", lambda: list(split["sentences"](text)))

    def read(text: str) -> int:
        doc = Doc(text)
        clock.time("packing", doc.segment, segmenter)
        clock.time("morphology", doc.tag_morph, morph)
        clock.time("syntax", doc.parse_syntax, syntax)
        clock.time("names", doc.tag_ner, names)
        clock.time("lemmas, records", lambda: [token.lemmatize(vocab) for token in doc.tokens])
        if normal:
            clock.time("normal forms", lambda: [span.normalize(vocab) for span in doc.spans])
        return len(doc.tokens)

    return lambda texts: sum(map(read, texts))


def texts(folder: Path, most: int | None) -> list[str]:
    return [path.read_text("utf-8", "replace") for path in sorted(folder.glob("*.txt"))[:most]]


def main(doc: str | None, title: str, make: Callable[[Clock], Reader], rows: Sequence[str]) -> int:
    """The command line of a bench: a folder of reports and how many of them."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--reports", type=int)
    options = parser.parse_args()
    return compare(title, options.folder, options.reports, make, rows)


def compare(title: str, folder: Path, most: int | None, make: Callable[[Clock], Reader], rows: Sequence[str]) -> int:
    """Prints the table: `rows` are parts in the order of work, normal forms only where they are one of them; the last
    line is the ratio on reports never seen."""
    reports = texts(folder, most)
    if not reports:
        print(f"{title}: passed over, no .txt in {folder}")
        return 0
    clocks = {"natasha": Clock(), "svodka": Clock()}
    try:
        readers = {"natasha": natasha(clocks["natasha"], "normal forms" in rows), "svodka": make(clocks["svodka"])}
    except ImportError as error:
        print(f"{title}: passed over, natasha cannot be imported here: {error}")
        return 0
    tokens, took = measure(reports, readers, clocks)
    print(f"{len(reports)} reports of {folder}, {tokens:,} tokens; CPU time of one thread")
    print(f"{'µs a token':22}{'natasha':>9}{'svodka':>9}{'ratio':>8}")
    for part in rows:
        line(part, *(1e6 * clocks[name].took.get(part, 0) / tokens for name in readers))
    for when, (count, seconds) in took.items():
        line(when, *(1e6 * seconds[name] / count for name in readers))
    theirs, ours = (took[COLD][1][name] for name in readers)
    print(f"reports/s{len(reports) / theirs:22.1f}{len(reports) / ours:9.1f}\nratio {theirs / ours:.2f}")
    return 0


def measure(reports: Sequence[str], readers: Mapping[str, Reader], clocks: Mapping[str, Clock]
            ) -> tuple[int, dict[str, tuple[int, dict[str, float]]]]:
    """natasha's tokens, and when → tokens and seconds by name. Both read some reports, one first, then the other; the
    second pass is svodka's alone, as natasha remembers nothing of a report."""
    for name, read in readers.items():
        read([OWN.read_text("utf-8")])
        clocks[name].took.clear()
    gc.freeze()  # each is spared the collector's walks through the other's tables
    rows, groups = [], [reports[i:i + TOGETHER] for i in range(0, len(reports), TOGETHER)]
    for number, group in enumerate(groups):
        took, count = {}, 0
        for name in list(readers)[::1 if number % 2 else -1]:
            took[name], found = cpu(readers[name], group)
            count = found if name == "natasha" else count
        rows.append((count, took))
    held = {name: dict(clock.took) for name, clock in clocks.items()}
    again = [(count, {**took, "svodka": cpu(readers["svodka"], group)[0]})
             for group, (count, took) in zip(groups, rows, strict=True)]
    for name, clock in clocks.items():
        clock.took = defaultdict(float, held[name])
    found = {COLD: summed(rows), HALF: summed(rows[len(rows) // 2:]), WARM: summed(again)}
    return found[COLD][0], found


def summed(rows: Sequence[tuple[int, Mapping[str, float]]]) -> tuple[int, dict[str, float]]:
    return (max(1, sum(count for count, _ in rows)),
            {name: sum(took[name] for _, took in rows) for name in rows[0][1]})


def cpu(job: Reader, texts: Sequence[str]) -> tuple[float, int]:
    began = time.process_time()
    count = job(texts)
    return time.process_time() - began, count


def line(name: str, theirs: float, ours: float) -> None:
    cells = [f"{each:9.2f}" if each else f"{'-':>9}" for each in (theirs, ours)]
    print(f"{name:22}{''.join(cells)}" + (f"{theirs / ours:8.1f}" if theirs and ours else ""))
