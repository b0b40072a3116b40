#!/usr/bin/env python3
"""Pages a second that cleaning reads, flat and HTML, beside the libraries: CPU time of one thread, interleaved.

usage: clean.py [FOLDER]

FOLDER holds flat/ and html/ and defaults to ../shared/gold/pages. Each page is cleaned whole, bytes to a JSON line; an
HTML page is also given to readability and, if it is installed, to trafilatura, in an order that changes from page to
page. Start-up (packs, models, the first page) is left out. Passes, and says so, where the folder is absent.
"""
from __future__ import annotations

import argparse
import importlib.util
import logging
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from svodka import charset, jsonl, pipeline
from svodka.document import language
from svodka.lang import pack
from svodka.source import items, outlets

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("SVODKA_SHARED", HERE.parent.parent / "shared"))
FLOOR, OVER = 300, 1.2  # flat pages a second; times what the library that svodka uses takes for an HTML page
USED = "readability"
Job = Callable[[bytes], object]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED / "gold" / "pages")
    folder = parser.parse_args().folder
    pages = {kind: [path.read_bytes() for path in sorted(folder.glob(f"{kind}/*"))] for kind in ("flat", "html")}
    if not any(pages.values()):
        print(f"clean: passed over, no pages in {folder}")
        return 0
    logging.disable(logging.CRITICAL)
    jobs = {"svodka": cleaner(), **libraries()}
    language.model()
    if pages["flat"]:
        took = measure(pages["flat"], {"svodka": jobs["svodka"]})["svodka"]
        print(f"flat  {told('svodka', took)}, {FLOOR} wanted")
    if pages["html"]:
        times = measure(pages["html"], jobs)
        print("html ", ", ".join(told(name, took) for name, took in times.items()))
        print(f"html  svodka takes {times['svodka'] / times[USED]:.2f} of {USED}, {OVER} wanted")
    return 0


def cleaner() -> Job:
    """Bytes to JSON lines, as `svodka clean` reads a file."""
    packs, known = pack.find(), outlets.load()

    def clean(body: bytes) -> object:
        made = [pipeline.document(page, packs, known) for page in items.items("page", body, {})]
        return [jsonl.format_record(each.value) for each in made if each.failure is None]

    return clean


def libraries() -> dict[str, Job]:
    """Each takes text: the bytes are decoded by us, as STACK.md wants it."""
    from readability import Document

    found: dict[str, Job] = {"readability": lambda body: Document(text(body)).summary(html_partial=True)}
    if importlib.util.find_spec("trafilatura"):
        import trafilatura

        found["trafilatura"] = lambda body: trafilatura.extract(text(body))
    return found


def text(body: bytes) -> str:
    decoded = charset.decode(body)
    return decoded.text if decoded else ""


def measure(pages: list[bytes], jobs: dict[str, Job]) -> dict[str, float]:
    """Seconds a page by job."""
    for job in jobs.values():
        cpu(job, pages[0])
    took, names = dict.fromkeys(jobs, 0.0), list(jobs)
    for number, body in enumerate(pages):
        turn = number % len(names)
        for name in (*names[turn:], *names[:turn]):
            took[name] += cpu(jobs[name], body)
    return {name: seconds / len(pages) for name, seconds in took.items()}


def cpu(job: Job, body: bytes) -> float:
    began = time.process_time()
    try:
        job(body)
    except Exception as error:  # a library may fail on a broken page: the time it took counts all the same
        logging.debug("%s", error)
    return time.process_time() - began


def told(name: str, seconds: float) -> str:
    return f"{name} {1 / seconds:.0f} pages/s ({1000 * seconds:.1f} ms)"


if __name__ == "__main__":
    sys.exit(main())
