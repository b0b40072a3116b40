"""The loops between the matrix products by numpy alone: what `compiled.py` does in C, under the same names."""
from __future__ import annotations

from itertools import pairwise
from typing import Any

BLOCK = 16  # rows
NEVER = -1e6  # score of a tag that a row cannot bear


def sums(taps: Any, types: Any) -> Any:
    """The first layer of each row, after its ReLU: `taps` are the products of word types as left, own and right
    neighbour; zero for a separator, which is type 0."""
    import numpy as np

    left, own, right = taps
    found = own.take(types, 0)
    found[1:] += left.take(types[:-1], 0)
    found[:-1] += right.take(types[1:], 0)
    np.maximum(found, 0, out=found)
    found[types == 0] = 0
    return found


def product(rows: Any, matrix: Any) -> Any:
    """What a `weights.Matrix` makes of rows."""
    found = rows @ matrix.weight
    found += matrix.bias
    return found


def convolution(product: Any, layer: Any, types: Any) -> Any:
    """A layer's rows x out, after its ReLU, from rows x 3·out; zero for a separator."""
    import numpy as np

    out, blank = len(layer.left), types == 0
    found = product[:, out:2 * out].copy()
    found[1:] += product[:-1, :out]
    found[:-1] += product[1:, 2 * out:]
    found[1:][blank[:-1]] -= layer.left
    found[:-1][blank[1:]] -= layer.right
    np.maximum(found, 0, out=found)
    found[blank] = 0
    return found


def best_heads(dependents: Any, heads: Any, seps: Any, tie: float) -> Any:
    """Of each row the number of its head in its sentence, 0 for the root, whom the separator before stands for: the
    first of those whose score is within `tie` of the best."""
    import numpy as np

    found = np.zeros(len(heads), np.int64)
    for root, stop in pairwise(seps.tolist()):
        scores = dependents[root + 1:stop] @ heads[root:stop].T
        found[root + 1:stop] = (scores >= scores.max(1, keepdims=True) - tie).argmax(1)
    return found


def relations(products: Any, of: Any, dependents: Any) -> Any:
    """Of each row its best relation, by the products (its own numbers x relations) of its head, which is row `of`."""
    import numpy as np

    made = products.reshape(len(products), dependents.shape[1], -1)[of]
    return np.matmul(dependents[:, None], made)[:, 0].argmax(1)


def path(emissions: Any, transitions: Any, seps: Any) -> Any:
    """A tag a row of `emissions` (rows x tags): the best path between separators, the first and last row among them.

    Viterbi over all rows as one chain, in blocks of BLOCK rows side by side: the best scores within each block from
    every tag before it, then the tags at the blocks' ends one after another, then each block's way back."""
    import numpy as np

    rows, tags = emissions.shape
    count = -(-rows // BLOCK)
    own = np.zeros((count * BLOCK, tags), np.float32)
    own[:rows] = walled(emissions, transitions, seps)
    own[rows:, 1:] = NEVER
    own = np.ascontiguousarray(own.reshape(count, BLOCK, tags).transpose(1, 2, 0))  # step x tag x block
    moves, paths = transitions[:, :, None, None], np.empty((BLOCK, tags, tags, count), np.float32)
    paths[0] = transitions.T[:, :, None] + own[0][:, None]  # [step, tag, tag before the block, block]
    for step in range(1, BLOCK):
        np.add((paths[step - 1][:, None] + moves).max(0), own[step][:, None], out=paths[step])
    entries, last = ends(np.ascontiguousarray(paths[-1].transpose(2, 1, 0)))
    scores = np.take_along_axis(paths, entries[None, None, None, :], 2)[:, :, 0]
    found = np.empty((BLOCK, count), np.int64)
    found[-1] = last
    for step in range(BLOCK - 1, 0, -1):
        found[step - 1] = (scores[step - 1] + transitions[:, found[step]]).argmax(0)
    return found.T.reshape(-1)[:rows]


def walled(emissions: Any, transitions: Any, seps: Any) -> Any:
    """Emissions by which a separator bears tag 0 and no transition from or to it counts."""
    found = emissions.copy()
    found[seps[1:] - 1] -= transitions[:, 0]
    found[seps[:-1] + 1] -= transitions[0]
    found[seps] = NEVER
    found[seps, 0] = 0
    return found


def ends(paths: Any) -> tuple[Any, Any]:
    """The tag before each block and its last one, of block x first tag x last tag; the chain begins and ends with 0."""
    import numpy as np

    held = [np.where(np.arange(paths.shape[1]) == 0, 0, NEVER)]
    for block in paths:
        held.append((held[-1][:, None] + block).max(0))
    tags = [0]
    for score, block in zip(held[-2::-1], paths[::-1], strict=True):
        tags.append(int((score + block[:, tags[-1]]).argmax()))
    return np.array(tags[:0:-1]), np.array(tags[-2::-1])
