"""The best paths of the names' CRF over many sequences at once, and the spans that its tags make."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

BLOCK = 16  # rows
NEVER = -1e6  # score of a tag that a row cannot bear


def decode(emissions: Any, transitions: Any, seps: Any) -> Any:
    """A tag a row of `emissions` (rows x tags); `seps` are the rows between sequences, first and last among them.

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


def spans(tags: Sequence[str]) -> Iterator[tuple[int, int, Any]]:
    """First token, last (exclusive) and kind of each name; slovnet counts an I after an O to the last name begun."""
    kind, start, stop = "", 0, 0
    for i, tag in enumerate(tags):
        if tag == "O" and not kind:
            continue
        part, _, held = tag.partition("-")
        if part == "I":
            stop = i + 1
        elif part in ("O", "B"):
            if kind:
                yield start, stop, kind
            kind, start, stop = held, i, i + 1
    if kind:
        yield start, stop, kind
