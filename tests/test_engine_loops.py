"""The engine's loops give the same in C as by numpy, and by numpy what they are said to."""
from __future__ import annotations

from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from svodka.lang.ru.engine import Engine, compiled, networks, plain, weights

EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "examples").rglob("*.txt"))
built = pytest.mark.skipif(compiled.library() is None, reason="installed without a C compiler")
CHANCE = np.random.default_rng(3)
SEPS = np.array([0, 1, 7, 8, 30, 431, 432, 449])  # sequences of no, one, a few and 400 words
ROWS = int(SEPS[-1]) + 1
TYPES = CHANCE.integers(1, 40, ROWS)
TYPES[SEPS] = 0


def drawn(*shape: int) -> Any:
    return CHANCE.standard_normal(shape).astype(np.float32)


@built
@pytest.mark.parametrize("types", [TYPES, TYPES[3:20], TYPES[:1], TYPES[2:3]], ids=["whole", "piece", "blank", "one"])
def test_layers_are_the_same_to_the_last_bit(types: Any) -> None:
    taps = [drawn(40, 512) for _ in range(3)]
    for tap in taps:
        tap[0] = 0
    assert np.array_equal(compiled.sums(taps, types), plain.sums(taps, types))
    layer = SimpleNamespace(left=drawn(128), right=drawn(128))
    product = drawn(len(types), 3 * 128)
    assert np.array_equal(compiled.convolution(product, layer, types), plain.convolution(product, layer, types))


@built
@pytest.mark.parametrize(("wide", "out"), [(256, 384), (128, 192), (64, 753), (64, 8)])
def test_products_are_the_same(wide: int, out: int) -> None:
    held, made = drawn(ROWS, 2 * wide)[:, wide:], weights.matrix(drawn(wide, out), drawn(out))
    held[held < 0.7] = 0
    assert np.allclose(compiled.product(held, made), plain.product(held, made), atol=1e-4)


@built
def test_heads_and_relations_are_the_same() -> None:
    sides = drawn(ROWS, 128)
    sides[100:120] = sides[99]  # words that look alike: the first of them is the head
    given = (drawn(ROWS, 32), sides[:, 32:64], SEPS, networks.TIE)
    heads = plain.best_heads(*given)
    assert np.array_equal(compiled.best_heads(*given), heads)
    assert not set(range(100 - 30, 120 - 30)) & set(heads[31:431])
    of, products = CHANCE.integers(0, 50, ROWS), drawn(50, 32 * 45)
    assert np.array_equal(compiled.relations(products, of, sides[:, 96:]), plain.relations(products, of, sides[:, 96:]))


@pytest.mark.parametrize("loops", [plain, pytest.param(compiled, marks=built)])
def test_a_path_is_the_best_of_all(loops: Any) -> None:
    emissions, transitions, seps = drawn(14, 3), drawn(3, 3), np.array([0, 1, 6, 13])
    found = loops.path(emissions, transitions, seps)
    for first, stop in ((2, 6), (7, 13)):
        paths = np.stack(np.meshgrid(*[range(3)] * (stop - first)), -1).reshape(-1, stop - first)
        scores = emissions[np.arange(first, stop), paths].sum(1) + transitions[paths[:, :-1], paths[:, 1:]].sum(1)
        assert tuple(found[first:stop]) == tuple(paths[scores.argmax()])


@built
def test_paths_are_the_same() -> None:
    given = (drawn(ROWS, 8), drawn(8, 8), SEPS)
    words = np.flatnonzero(TYPES)
    assert np.array_equal(compiled.path(*given)[words], plain.path(*given)[words])


@built
def test_a_machine_without_the_compiled_part_gives_the_same_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [(text, [(0, len(text))]) for text in (path.read_text("utf-8", "replace") for path in EXAMPLES)]
    found = Engine().columns(texts)
    monkeypatch.setattr(compiled, "library", lambda: None)
    assert networks.loops() is plain and Engine().columns(texts) == found


@built
def test_a_library_of_other_sources_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / compiled.PATH.name).write_bytes(compiled.PATH.read_bytes())
    monkeypatch.setattr(compiled, "PATH", tmp_path / compiled.PATH.name)
    monkeypatch.setattr(compiled, "library", cache(compiled.library.__wrapped__))
    assert networks.loops() is compiled
    (tmp_path / "kernels.c").write_text("/* changed since */")
    compiled.library.cache_clear()
    assert networks.loops() is plain
