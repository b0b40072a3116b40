"""docs/engine.md's arithmetic is that of the models and of the code."""
from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from svodka.lang.ru.engine import types
from svodka.lang.ru.engine.networks import SIDE
from svodka.lang.ru.engine.weights import Layer, Network, load

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "engine.md").read_text("utf-8")
NAMED = {"pieces.LONGEST", "engine.ROWS", "engine.REACH", "networks.WIDE", "networks.TIE", "types.MOST", "types.VECTOR",
         "plain.BLOCK", "weights.TILE", "pieces.REMEMBERED", "backend.KNOWN", "lemmas.LABELS"}


@cache
def weights() -> Any:
    return load()


def rows(first: str) -> dict[str, list[str]]:
    """The cells behind the first one of each row whose first cell matches."""
    found = (line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| "))
    return {cells[0]: cells[1:] for cells in found if re.fullmatch(first, cells[0])}


def number(cell: str) -> float:
    return float(cell.replace(",", ""))


def test_the_numbers_of_the_page_are_those_of_the_code() -> None:
    told = {name.strip("`"): number(cells[0]) for name, cells in rows(r"`\w+\.[A-Z]+`").items()}
    held = {}
    for name in told:
        module, _, constant = name.partition(".")
        package = "svodka.lang.ru" if module in ("backend", "lemmas") else "svodka.lang.ru.engine"
        held[name] = getattr(import_module(f"{package}.{module}"), constant)
    assert told == held and set(told) == NAMED


def test_the_flops_of_the_page_are_those_of_the_models() -> None:
    morph, syntax, names = networks()
    layers = zip(*[(network.first, *network.then) for network in networks()], strict=True)
    told = {name: [number(cell) for cell in cells[:2]] for name, cells in rows(r"(\w+ convolution|heads? .*)").items()}
    held = {f"{name} convolution": [flops(each[0]), sum(map(flops, each))]
            for name, each in zip(("first", "second", "third"), layers, strict=True)}
    for name, network in (("head of morphology", morph), ("head of names", names)):
        held[name] = [2 * network.head.weight.size] * 2
    held["heads and relations of syntax"] = [of_syntax(syntax)] * 2
    assert told == held
    whole = sum(both for _, both in held.values())
    known = whole - held["first convolution"][1]
    assert f"{(whole + 1_600) / 1e6:.2f} Mflop a\nword, {(known + 1_600) / 1e6:.2f} without" in PAGE


def networks() -> tuple[Network, Network, Network]:
    return weights().morph, weights().syntax, weights().names


def flops(layer: Layer) -> int:
    return 2 * int(layer.taps.weight.size)


def of_syntax(network: Network) -> int:
    """The four layers side by side, both kernels, and the dependent's numbers for each relation of its head."""
    products = network.head.weight, network.arrays["heads"], network.arrays["relations"]
    return 2 * int(sum(each.size for each in products) + len(network.tags) * SIDE)


def test_a_type_takes_the_bytes_and_flops_that_the_page_tells() -> None:
    firsts = [network.first for network in networks()]
    size = sum(4 * layer.taps.weight.shape[1] for layer in firsts)
    assert f"{size:,} bytes" in PAGE
    assert f"holds {types.MOST:,} types in {types.MOST * size / 1e6:.0f} MB" in PAGE
    assert f"{sum(2 * types.VECTOR * layer.taps.weight.shape[1] for layer in firsts):,} flops" in PAGE
    tables = types.Types(weights(), most=10).taps
    assert sum(tap.table[0].nbytes for taps in tables.values() for tap in taps) == size
