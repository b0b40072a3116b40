#!/usr/bin/env python3
"""What natasha takes for a parse and what the Russian backend takes for the same labels: CPU time of one thread.

usage: engine.py [FOLDER] [--reports N]

FOLDER holds .txt and defaults to the reports of ../shared/gold/entities/text. Each report is read by both, one after
the other, first one then the other; the whole stands beside its parts. `never seen` begins with empty tables of words;
`seen before` is a second pass. The parse makes no normal forms of names, so natasha makes none here (`analyse.py` has
both make them). The last line is natasha's time over ours on reports never seen. Passes, and says so, where there are
no reports or natasha does not run.
"""
from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import beside

from svodka import spans

ROWS = ("tokens", "sentences", "new words", "first layer", "morphology", "syntax", "names", "packing",
        "lemmas, records")


def parser_of(clock: beside.Clock) -> beside.Reader:
    from svodka.lang import pack

    backend = pack.find()["ru"].backend
    watch(clock, backend)

    def read(texts: Sequence[str]) -> int:
        asked = [(text, spans.lines(text)) for text in texts]
        clock.time("lemmas, records", backend.ahead, asked)
        return sum(len(backend.parse(*each).tokens) for each in asked)

    return read


def watch(clock: beside.Clock, backend: Any) -> None:
    """The engine's parts under natasha's names; what one of its functions does for a network is told by the network."""
    from svodka.lang.ru.engine import engine, networks, pieces, types

    weights = backend.engine.weights
    parts = {id(weights.morph): "morphology", id(weights.syntax): "syntax", id(weights.names): "names"}
    named = engine.Engine.named
    engine.Engine.named = lambda *given: iter(clock.time("names", lambda: list(named(*given))))
    for owner, name, part in (
            (pieces.Cutter, "cut", "tokens"), (pieces, "parted", "sentences"),
            (types.Types, "find", "new words"), (types.Types, "sums", "first layer"),
            (networks, "syntax", "syntax"), (engine.Engine, "columns", "packing"),
            *((networks, name, lambda network, *_: parts[id(network)]) for name in ("encode", "head"))):
        clock.watch(owner, name, part)


if __name__ == "__main__":
    sys.exit(beside.main(__doc__, "engine", parser_of, ROWS))
