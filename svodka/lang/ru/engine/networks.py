"""The three networks over packed sequences: rows of words end to end, one separator row between sequences.

The first convolution is linear in each word, so its products are kept per word type (`types.py`) and a word's row is
the sum of three; the layers above are one matrix product each, shifted and added. A separator's row is zero in every
layer, which is what slovnet's padding gives a convolution.
"""
from __future__ import annotations

from typing import Any

from svodka.lang.ru.engine import compiled, plain
from svodka.lang.ru.engine.weights import Network

WIDE = 256  # numbers that the first layer of a network gives
SIDE = 32  # numbers of a word as the dependent, or as the head, of another
TIE = 1e-4  # scores of heads differ so by rounding alone, as of a word that stands twice among the same: the first wins


def loops() -> Any:
    """What goes between the matrix products, compiled where it was built."""
    return compiled if compiled.library() else plain


def encode(network: Network, rows: Any, types: Any) -> Any:
    """Rows x 64 of the last layer after its ReLU, from those of the first (rows x 256); a separator is type 0. Where
    none stands at an edge, three rows there are not what they would be in full."""
    for layer in network.then:
        rows = loops().convolution(loops().product(rows, layer.taps), layer, types)
    return rows


def head(network: Network, rows: Any) -> Any:
    """What the first layer of a head gives; but for syntax that is rows x `network.tags`."""
    return loops().product(rows, network.head)


def syntax(network: Network, rows: Any, seps: Any) -> tuple[Any, Any]:
    """Of each row its head (the number of a word in its sentence from 1 on, 0 for the root) and its relation, an index
    into `network.tags`. The separator before a sentence stands for its root."""
    import numpy as np

    sides = np.maximum(head(network, rows), 0)
    sides[seps, SIDE:3 * SIDE] = network.arrays["root"]
    heads = loops().best_heads(sides[:, :SIDE] @ network.arrays["heads"], sides[:, SIDE:2 * SIDE], seps, TIE)
    roots = np.repeat(seps[:-1], np.diff(seps))
    distinct, of = np.unique(heads[:-1] + roots, return_inverse=True)
    products = sides[distinct, 2 * SIDE:3 * SIDE] @ network.arrays["relations"]
    return heads, np.append(loops().relations(products, of, sides[:-1, 3 * SIDE:]), 0)
