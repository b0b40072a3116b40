#!/usr/bin/env python3
"""What the rules of analysis cost beside the parse that they stand on: CPU time of one thread, interleaved.

usage: rules.py [FOLDER] [--reports N]

FOLDER defaults to the reports of ../shared/gold/entities/text. Each report is parsed alone, analysed whole (parse,
attributions, times, figures, mentions) and read for attributions on a parse made before; the order of the three changes
from report to report. The median of the reports' ratios of whole to parse stands beside the sums. Passes, and says so,
where the folder is absent.
"""
from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from svodka import spans
from svodka.analysis import attributions, build
from svodka.lang import pack
from svodka.source import outlets
from svodka.types import Document

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("SVODKA_SHARED", HERE.parent.parent / "shared"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED / "gold" / "entities" / "text")
    parser.add_argument("--reports", type=int, default=120)
    options = parser.parse_args()
    files = sorted(options.folder.glob("*.txt"))
    if not files:
        print(f"rules: passed over, no .txt in {options.folder}")
        return 0
    russian, known = pack.find()["ru"], outlets.load()
    cited = build.cited_as(known)
    parse = russian.backend.parse
    rows = []
    for number, path in enumerate(files[:: max(1, len(files) // options.reports)]):
        text = path.read_text("utf-8")
        document = Document(id=path.stem, path=str(path), url="", outlet="", lang="ru", title="", text=text,
                            paragraphs=spans.lines(text))
        parsed = parse(text, document.paragraphs)
        jobs = (lambda d=document: parse(d.text, d.paragraphs),
                lambda d=document: build.build(d, russian, known),
                lambda d=document, p=parsed: attributions.find(build.read(d, p, russian), cited, None))
        turn = number % len(jobs)
        took = {k: cpu(jobs[k]) for k in (*range(turn, len(jobs)), *range(turn))}
        rows.append([took[k] for k in range(len(jobs))])
    bare, whole, said = (sum(column) for column in zip(*rows, strict=True))
    print(f"{len(rows)} reports, ms each: parse {1000 * bare / len(rows):.1f}, whole {1000 * whole / len(rows):.1f}, "
          f"attributions {1000 * said / len(rows):.1f}")
    print(f"all rules over the parse {whole / bare - 1:+.1%} (median report "
          f"{statistics.median(w / b for b, w, _ in rows) - 1:+.1%}), attributions alone {said / bare:+.1%}")
    return 0


def cpu(job: Callable[[], object]) -> float:
    began = time.process_time()
    job()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
