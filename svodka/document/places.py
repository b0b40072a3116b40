"""Where a line stands: among its neighbours, and about the page's densest block of prose.

Stage two of the line judge. Columns have names; each is an array with one number a line.
"""
from __future__ import annotations

from collections import Counter
from typing import Any

from svodka.document.features import Sheet, columns

NEIGHBOURS = (-2, -1, 1, 2)
WINDOWS = ((-1, -1), (1, 1), (-2, -1), (1, 2), (-4, -1), (1, 4), (-8, 8))
LIFTS = (0.0, 1.0, 2.0, 3.0)
ENOUGH, PART = 400, 0.6  # characters in lines that end as sentences; share of those of the page
CLIP = 6.0  # scores beyond are sure enough
LOW, HIGH = -3.0, 4.0  # what one line may weigh when the block is chosen
NEAR_HEAD = 8  # lines above the block where a headline may stand
ENDING = frozenset(("more", "comments"))  # heads of lists after which the article seldom goes on


def line_columns(sheet: Sheet) -> dict[str, Any]:
    """Stage one: a line's own features and the shape of its neighbours."""
    import numpy as np

    found = columns(sheet)
    shapes = {"size": np.minimum(np.array(sheet.sizes, dtype=float), 400) / 100,
              "ended": np.array(sheet.ends, dtype=float),
              "linked": found["linked"]}
    for step in NEIGHBOURS:
        found.update((f"{name} at {step:+d}", shifted(values, step)) for name, values in shapes.items())
    return found


def shifted(values: Any, step: int) -> Any:
    """Each line's neighbour's value, 0 beyond the ends."""
    import numpy as np

    moved = np.zeros_like(values)
    if step < 0:
        moved[-step:] = values[:step]
    else:
        moved[:-step] = values[step:]
    return moved


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


def lift(sheet: Sheet, scores: Any) -> Any:
    """The scores raised as far as a block of ENOUGH prose needs, or of a PART of all where there is little of it:
    nearly every page has an article, a short one too."""
    prose = [size if end else 0 for size, end in zip(sheet.sizes, sheet.ends, strict=True)]
    enough = min(ENOUGH, PART * sum(prose))
    for step in LIFTS:
        first, last = block(scores + step)
        if sum(prose[first:last]) >= enough:
            return scores + step
    return scores


def place_columns(sheet: Sheet, scores: Any) -> dict[str, Any]:
    """Stage two: the scores of stage one around the line, and how it stands to the block."""
    import numpy as np

    count, at = len(sheet.rows), np.arange(len(sheet.rows))
    first, last = block(scores)
    score = scores.clip(-CLIP, CLIP)
    inside = ((at >= first) & (at < last)).astype(float)
    before, after = np.log1p(np.maximum(first - at, 0)), np.log1p(np.maximum(at - last + 1, 0))
    words = np.array(shared(sheet, scores, first, last))
    sizes = np.array(sheet.sizes)
    ends = np.array(endings(sheet, first))
    head = ((first - at > 0) & (first - at <= NEAR_HEAD)).astype(float)
    return {
        "score": score, "score above 0": score.clip(0),
        **{f"mean {a:+d} {b:+d}": mean(score, a, b) for a, b in WINDOWS},
        "in the block": inside, "lines before": before, "lines after": after,
        "before": (before > 0).astype(float), "after": (after > 0).astype(float),
        "words": words, "words before": words * (before > 0), "words inside": words * inside,
        "words after": words * (after > 0),
        "after one ending": (ends > 0).astype(float), "after two endings": (ends > 1).astype(float),
        "short inside": inside * (sizes < 100), "score inside": inside * score,
        **{f"at {-k} from the block": (at == first - k).astype(float) for k in (1, 2, 3)},
        "next after the block": (at == last).astype(float), "near above": head, "words near above": head * words,
        "a headline's size near above": head * words * ((sizes > 25) & (sizes < 130)),
        "lines": np.full(count, np.log1p(count)),
    }


def mean(score: Any, first: int, last: int) -> Any:
    """The mean of the lines from `first` to `last` away, 0 beyond the ends."""
    import numpy as np

    total = np.concatenate([[0.0], np.cumsum(score)])
    at = np.arange(len(score))
    low, high = (np.clip(at + first, 0, len(score)), np.clip(at + last + 1, 0, len(score)))
    return (total[high] - total[low]) / (last - first + 1)


def shared(sheet: Sheet, scores: Any, first: int, last: int) -> list[float]:
    """Share of a line's stems that stand in other lines of the block."""
    kept = [i for i in range(first, last) if scores[i] > 0]
    counts = Counter(stem for i in kept for stem in sheet.stems[i])
    once, twice = frozenset(counts), frozenset(stem for stem, times in counts.items() if times > 1)
    own = frozenset(kept)
    return [len(stems & (twice if i in own else once)) / len(stems) if len(stems) > 1 else 0.0
            for i, stems in enumerate(sheet.stems)]


def endings(sheet: Sheet, first: int) -> list[int]:
    """How many heads of other lists stand between the block's beginning and the line."""
    found, seen = [], 0
    for i, row in enumerate(sheet.rows):
        seen += i >= first and not ENDING.isdisjoint(row.kinds)
        found.append(seen)
    return found
