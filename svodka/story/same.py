"""Do two reports tell of one happening: a likeness, and a verdict with its reasons."""
from __future__ import annotations

from svodka.story.prints import YEAR, days_in
from svodka.story.weights import Vector, cosine
from svodka.types import Print, Verdict

YES = 0.25  # average likeness at which reports make one story
NO = 0.15
NEAR = 3  # days between two publications that cost nothing
FAR = 7  # days beyond NEAR after which likeness counts half
OTHER_DAYS = 1.4  # divides the likeness of reports that both name days, none of them within a day of each other


def likeness(left: Print, right: Print, a: Vector, b: Vector) -> float:
    """Cosine of the weighted words, less for reports published far apart or naming other days: what comes again and
    again, and what follows, shares names and words but not the day."""
    return cosine(a, b) / strictness(left, right)


def strictness(left: Print, right: Print) -> float:
    """What likeness is divided by: 1 or more."""
    apart = days_apart(left, right)
    return (1.0 + max(0.0, (apart or 0.0) - NEAR) / FAR) * (OTHER_DAYS if name_other_days(left, right) else 1.0)


def name_other_days(left: Print, right: Print) -> bool:
    gaps = [(a - b) % YEAR for a in days_in(left) for b in days_in(right)]
    return bool(gaps) and all(1 < gap < YEAR - 1 for gap in gaps)


def days_apart(left: Print, right: Print) -> float | None:
    """Days between the two publications, None if one is unknown."""
    if left.published is None or right.published is None:
        return None
    return abs((left.published.start - right.published.start).total_seconds()) / 86_400


def judge(left: Print, right: Print, a: Vector, b: Vector) -> Verdict:
    """The verdict on a pair by itself; a group may decide otherwise by the quorum of all its pairs."""
    alike = likeness(left, right, a, b)
    return Verdict(left=left.document, right=right.document, reasons=reasons(left, right, a, b, alike),
                   same="yes" if alike >= YES else "no" if alike < NO else "unsure")


def reasons(left: Print, right: Print, a: Vector, b: Vector, alike: float) -> tuple[str, ...]:
    """What speaks for the verdict, the weightiest first."""
    shared = sorted(a.keys() & b.keys(), key=lambda key: (-a[key] * b[key], key))
    told = [f"likeness {alike:.2f} (one story from {YES:.2f})"]
    told += [f"{key} {a[key] * b[key]:.2f}" for key in shared[:8]]
    names = sorted({key for key, _ in left.entities} & {key for key, _ in right.entities})
    if names:
        told.append(f"{len(names)} names in common: " + ", ".join(names[:8]))
    apart = days_apart(left, right)
    if apart is not None and apart > NEAR:
        told.append(f"published {apart:.0f} days apart: likeness divided by {1.0 + (apart - NEAR) / FAR:.1f}")
    if name_other_days(left, right):
        told.append(f"they name other days: likeness divided by {OTHER_DAYS}")
    return tuple(told)
