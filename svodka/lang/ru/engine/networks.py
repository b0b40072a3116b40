"""The three networks over packed sequences: rows of words end to end, one separator row between sequences.

The first convolution is linear in each word, so its products are kept per word type (`types.py`) and a word's row is
the sum of three; the layers above are one matrix product each, shifted and added. A separator's row is zero in every
layer, which is what slovnet's padding gives a convolution.
"""
from __future__ import annotations

from itertools import pairwise
from typing import Any

from svodka.lang.ru.engine.weights import Layer, Network

WIDE = 256  # numbers that the first layer of a network gives
TIE = 1e-4  # scores of heads differ so by rounding alone, as of a word that stands twice among the same: the first wins


def encode(network: Network, first: Any, seps: Any) -> Any:
    """Rows x 64 of the last layer, from the sums of first-layer products (rows x 256, overwritten); `seps` are the
    rows of separators. Where none stands at an edge, three rows there are not what they would be in full."""
    import numpy as np

    rows = first
    for layer in network.then:
        np.maximum(rows, 0, out=rows)
        rows[seps] = 0
        rows = convolve(layer, rows, seps)
    np.maximum(rows, 0, out=rows)
    rows *= network.scale
    rows += network.shift
    return rows


def convolve(layer: Layer, rows: Any, seps: Any) -> Any:
    import numpy as np

    made, out = np.matmul(rows, layer.taps), layer.out
    sums = made[:, out:2 * out] + layer.bias
    sums[1:] += made[:-1, :out]
    sums[:-1] += made[1:, 2 * out:]
    sums[seps[seps < len(rows) - 1] + 1] -= layer.left
    sums[seps[seps > 0] - 1] -= layer.right
    return sums


def morph(network: Network, rows: Any) -> Any:
    """The tag of each row, as an index into `network.tags`."""
    return (rows @ network.head["weight"] + network.head["bias"]).argmax(1)


def syntax(network: Network, rows: Any, seps: Any) -> tuple[Any, Any]:
    """Of each row its head (the number of a word in its sentence from 1 on, 0 for the root) and its relation, an index
    into `network.tags`. The separator before a sentence stands for its root."""
    import numpy as np

    weights = network.head

    def ff(kind: str, side: str, values: Any) -> Any:
        made = values @ weights[f"{kind}.{side}.weight"] + weights[f"{kind}.{side}.bias"]
        return np.maximum(made, 0, out=made)

    own, others = ff("head", "head", rows) @ weights["head.kernel"], ff("head", "tail", rows)
    heads, held = np.zeros(len(rows), np.int64), ff("rel", "head", rows)
    others[seps] = ff("head", "tail", weights["head.root"][None])
    held[seps] = ff("rel", "head", weights["rel.root"][None])
    edges = seps.tolist()
    for root, stop in pairwise(edges):
        scores = own[root + 1:stop] @ others[root:stop].T
        heads[root + 1:stop] = (scores >= scores.max(1, keepdims=True) - TIE).argmax(1)
    roots = np.repeat(seps[:-1], np.diff(seps))
    at = np.append(heads[:-1] + roots, 0)
    made = (held[at] @ weights["rel.kernel"]).reshape(len(rows), -1, held.shape[1])
    return heads, np.matmul(made, ff("rel", "tail", rows)[:, :, None])[:, :, 0].argmax(1)
