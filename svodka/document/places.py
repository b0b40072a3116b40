"""Where a line stands: among its neighbours, and about the page's densest block of prose.

Stage two of the line judge. Columns have names; each is an array with one number a line.
"""
from __future__ import annotations

from typing import Any

from svodka.document.features import NAMES as OWN
from svodka.document.features import Columns, Sheet, columns

NEIGHBOURS = (-2, -1, 1, 2)
SHAPES = ("size", "ended", "linked")  # of them
NAMES = (*OWN, *(f"{shape} at {step:+d}" for step in NEIGHBOURS for shape in SHAPES))
WINDOWS = ((-1, -1), (1, 1), (-2, -1), (1, 2), (-4, -1), (1, 4), (-8, 8))
LIFTS = (0.0, 1.0, 2.0, 3.0)
ENOUGH, PART = 400, 0.6  # characters in lines that end as sentences; share of those of the page
CLIP = 6.0  # scores beyond are sure enough
LOW, HIGH = -3.0, 4.0  # what one line may weigh when the block is chosen
NEAR_HEAD = 8  # lines above the block where a headline may stand
ENDING = frozenset(("more", "comments"))  # heads of lists after which the article seldom goes on


def line_columns(sheet: Sheet) -> Columns:
    """Stage one: a line's own features and the shape of its neighbours, 0 beyond the ends."""
    import numpy as np

    values = columns(sheet, len(NAMES) - len(OWN)).values
    sizes = np.minimum(sheet.sizes, 400) / 100
    shapes = np.column_stack([sizes, *(values[:, OWN.index(name)] for name in ("ends as a sentence", "linked"))])
    for at, step in zip(range(len(OWN), len(NAMES), len(SHAPES)), NEIGHBOURS, strict=True):
        there = slice(max(0, step), len(values) + min(0, step))
        values[max(0, -step):len(values) - max(0, step), at:at + len(SHAPES)] = shapes[there]
    return Columns(names=NAMES, values=values)


def block(scores: Any) -> tuple[int, int]:
    """The contiguous lines whose clipped scores have the largest sum; empty where no line has one above 0."""
    best, first, last = 0.0, 0, 0
    run, start = 0.0, 0
    for i, score in enumerate(scores.clip(LOW, HIGH).tolist()):
        if run <= 0:
            run, start = 0.0, i
        run += score
        if run > best:
            best, first, last = run, start, i + 1
    return first, last


def lift(sheet: Sheet, scores: Any) -> tuple[Any, int, int]:
    """The scores raised as far as a block of ENOUGH prose needs, or of a PART of all where there is little of it:
    nearly every page has an article, a short one too. With the block, empty where none is enough."""
    prose = [size if end else 0 for size, end in zip(sheet.sizes, sheet.ends, strict=True)]
    enough = min(ENOUGH, PART * sum(prose))
    for step in LIFTS:
        first, last = block(scores + step)
        if sum(prose[first:last]) >= enough:
            return scores + step, first, last
    return scores, *block(scores)


def place_columns(sheet: Sheet, scores: Any, first: int, last: int) -> Columns:
    """Stage two: the scores of stage one around the line, and how it stands to the block."""
    import numpy as np

    count, at, sizes = len(sheet.rows), np.arange(len(sheet.rows)), np.array(sheet.sizes)
    score = scores.clip(-CLIP, CLIP)
    above, inside, below = at < first, (at >= first) & (at < last), at >= last
    head = above & (at >= first - NEAR_HEAD)
    words, ends = np.array(shared(sheet, scores, first, last)), endings(sheet, first)
    named = {
        "score": score, "score above 0": score.clip(0), **means(score),
        "in the block": inside, "lines before": np.log1p((first - at).clip(0)),
        "lines after": np.log1p((at - last + 1).clip(0)), "before": above, "after": below,
        "words": words, "words before": words * above, "words inside": words * inside, "words after": words * below,
        "after one ending": ends > 0, "after two endings": ends > 1,
        "short inside": inside & (sizes < 100), "score inside": inside * score,
        **{f"at {-k} from the block": at == first - k for k in (1, 2, 3)},
        "next after the block": at == last, "near above": head, "words near above": head * words,
        "a headline's size near above": head * words * ((sizes > 25) & (sizes < 130)),
        "lines": np.log1p(count),
    }
    values = np.empty((len(named), count))
    for row, column in zip(values, named.values(), strict=True):
        row[:] = column
    return Columns(names=tuple(named), values=values.T)


def means(score: Any) -> dict[str, Any]:
    """The means of the lines from one place to another about a line, 0 beyond the ends."""
    import numpy as np

    count, far = len(score), max(max(-first, last) for first, last in WINDOWS)
    total = np.concatenate([np.zeros(far + 1), score, np.zeros(far)]).cumsum()

    def upto(step: int) -> Any:
        return total[far + 1 + step:far + 1 + step + count]

    return {f"mean {first:+d} {last:+d}": (upto(last) - upto(first - 1)) / (last - first + 1)
            for first, last in WINDOWS}


def shared(sheet: Sheet, scores: Any, first: int, last: int) -> list[float]:
    """Share of a line's stems that stand in other lines of the block."""
    own = frozenset(i for i in range(first, last) if scores[i] > 0)
    once: set[str] = set()
    twice: set[str] = set()
    for i in own:
        twice |= once & sheet.stems[i]
        once |= sheet.stems[i]
    return [len(stems & (twice if i in own else once)) / len(stems) if len(stems) > 1 else 0.0
            for i, stems in enumerate(sheet.stems)]


def endings(sheet: Sheet, first: int) -> Any:
    """How many heads of other lists stand between the block's beginning and the line."""
    import numpy as np

    found = np.zeros(len(sheet.rows))
    for i, row in enumerate(sheet.rows):
        if row.kinds and i >= first and not ENDING.isdisjoint(row.kinds):
            found[i:] += 1
    return found
