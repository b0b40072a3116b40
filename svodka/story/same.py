"""Do two reports tell of one story: a likeness, and a verdict with its reasons.

A story is one happening with its echoes. In a handful of reports with known days it is wider: what follows one event
(the inquiry, the promise, the correction) shares its names and place, but few words, and where little is read nothing
else is near it. So reports near in print join from `running` on, by the weights of the language alone; the more is
read, the more is asked for, until a follow-up told by many is a story of its own.
"""
from __future__ import annotations

from collections.abc import Sequence
from operator import mul

from svodka.story.prints import YEAR, days_in
from svodka.story.weights import Vector, cosine
from svodka.types import Print, Verdict, record

YES = 0.43  # average likeness at which reports make one story
NO = 0.35
MEANING = 0.5  # how much likeness of meaning counts beside that of words
NO_MEANING = 0.79  # its square where a report has no vector: words alone then have to be as like as 0.25
NEAR = 3  # days between two publications that cost nothing
FAR = 7  # days beyond NEAR after which likeness counts half
RUNNING = 0.12  # average likeness, by the language's weights, at which a handful of dated reports make one story
HANDFUL = 25  # reports
OTHER_DAYS = 1.4  # divides the likeness of reports that both name days, none of them within a day of each other


@record
class Side:
    """What is compared of one report; `days` are those that it names."""

    print: Print
    vector: Vector
    days: tuple[int, ...]


def sides(prints: Sequence[Print], vectors: Sequence[Vector]) -> tuple[Side, ...]:
    return tuple(Side(print=p, vector=v, days=days_in(p)) for p, v in zip(prints, vectors, strict=True))


def likeness(left: Side, right: Side) -> float:
    """The cosine of the weighted words, less for reports published far apart or naming other days (what comes again and
    again, and what follows, shares names and words but not the day), and the square of that of what they mean: the same
    told in other words."""
    return sum(parts(left, right))


def parts(left: Side, right: Side) -> tuple[float, float]:
    """What of the likeness the words make up, and what the meaning."""
    words, alike = cosine(left.vector, right.vector) / strictness(left, right), meaning(left, right)
    return words / (1 + MEANING), MEANING * (NO_MEANING if alike is None else alike ** 2) / (1 + MEANING)


def meaning(left: Side, right: Side) -> float | None:
    """The cosine of two reports' vectors, 0 or more; None where one has none."""
    a, b = left.print.meaning, right.print.meaning
    return max(0.0, sum(map(mul, a, b))) if a and b else None


def running_likeness(left: Side, right: Side) -> float:
    """The same without regard to days named: what follows names its own. 0 if a day of publication is unknown."""
    if left.print.published is None or right.print.published is None:
        return 0.0
    return cosine(left.vector, right.vector) / by_publication(left, right)


def running(read: int) -> float:
    """The average likeness at which groups of so many reports read are one running story; above 1 never."""
    return RUNNING * max(1.0, read / HANDFUL)


def strictness(left: Side, right: Side) -> float:
    """What likeness is divided by: 1 or more."""
    return by_publication(left, right) * (OTHER_DAYS if name_other_days(left, right) else 1.0)


def by_publication(left: Side, right: Side) -> float:
    return 1.0 + max(0.0, (days_apart(left, right) or 0.0) - NEAR) / FAR


def days_apart(left: Side, right: Side) -> float | None:
    """Days between the two publications, None if one is unknown."""
    a, b = left.print.published, right.print.published
    return None if a is None or b is None else abs((a.start - b.start).total_seconds()) / 86_400


def name_other_days(left: Side, right: Side) -> bool:
    gaps = [(a - b) % YEAR for a in left.days for b in right.days]
    return bool(gaps) and all(1 < gap < YEAR - 1 for gap in gaps)


def judge(left: Side, right: Side) -> Verdict:
    """The verdict on a pair by itself; a group may decide otherwise by the quorum of all its pairs."""
    alike = likeness(left, right)
    return Verdict(left=left.print.document, right=right.print.document, reasons=reasons(left, right, alike),
                   same="yes" if alike >= YES else "no" if alike < NO else "unsure")


def reasons(left: Side, right: Side, alike: float) -> tuple[str, ...]:
    """What speaks for the verdict, the weightiest first, then what it was divided by."""
    a, b = left.vector, right.vector
    shared = sorted(a.keys() & b.keys(), key=lambda key: (-a[key] * b[key], key))
    (words, meant), whole = parts(left, right), cosine(a, b)
    source = "by meaning" if meaning(left, right) is not None else "for want of vectors"
    told = [f"likeness {alike:.2f} = {words:.2f} by words + {meant:.2f} {source} (one story from {YES:.2f})"]
    told += [f"{words * a[key] * b[key] / whole:.3f} {key}" for key in shared[:8]]
    names = sorted({key for key, _ in left.print.entities} & {key for key, _ in right.print.entities})
    if names:
        told.append(f"{len(names)} names in common: " + ", ".join(names[:8]))
    if (by := by_publication(left, right)) > 1.0:
        told.append(f"published {days_apart(left, right):.0f} days apart: likeness divided by {by:.1f}")
    if name_other_days(left, right):
        told.append(f"they name other days: likeness divided by {OTHER_DAYS}")
    return tuple(told)
