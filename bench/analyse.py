#!/usr/bin/env python3
"""What natasha takes for a bare parse and what svodka takes for its whole analysis: CPU time of one thread.

usage: analyse.py [FOLDER] [--reports N]

FOLDER holds .txt and defaults to the reports of ../shared/gold/entities/text. Each report is read by both, one after
the other, first one then the other: by natasha to its labels, lemmas and normal forms; by svodka to its parse, names,
who said what, times and figures. `never seen` begins with empty tables of words; `seen before` is a second pass. The
last line is natasha's time over ours on reports never seen. Passes, and says so, where there are no reports or natasha
does not run.
"""
from __future__ import annotations

import sys
from collections.abc import Sequence

import beside

from svodka import spans
from svodka.types import Document

ROWS = ("tokens", "sentences", "morphology", "syntax", "names", "packing", "lemmas, records", "normal forms", "parse",
        "mentions", "times", "figures", "attributions", "other rules")


def analyser(clock: beside.Clock) -> beside.Reader:
    from svodka.analysis import attributions, build, figures, mentions, times
    from svodka.lang import pack
    from svodka.source import outlets

    russian, known = pack.find()["ru"], outlets.load()
    clock.watch(russian.backend, "ahead", "parse")
    clock.watch(mentions, "gather", "mentions")
    for module in (mentions, times, figures, attributions):
        clock.watch(module, "find", module.__name__.rpartition(".")[2])

    def read(texts: Sequence[str]) -> int:
        docs = [Document(id="", path="", url="", outlet="", lang="ru", title="", text=text,
                         paragraphs=spans.lines(text)) for text in texts]
        clock.time("other rules", build.ahead, docs, russian)
        return sum(len(clock.time("other rules", build.build, doc, russian, known).tokens) for doc in docs)

    return read


if __name__ == "__main__":
    sys.exit(beside.main(__doc__, "analyse", analyser, ROWS))
