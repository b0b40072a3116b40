"""Intervals of the calendar: half-open, naive, civil. Pure arithmetic; a value outside the calendar raises ValueError
or OverflowError, which a rule of `times` takes for an abstention."""
from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from svodka.types import Moment

DAY = timedelta(days=1)
SEASON_LENGTH = 3  # months; winter begins in the December before
PARTS = {"night": (0, 6), "morning": (6, 12), "afternoon": (12, 18), "evening": (18, 24)}


def at(day: date) -> datetime:
    return datetime.combine(day, time())


def days(first: date, last: date) -> Moment:
    """From the first to the last day, both included."""
    return Moment(start=at(first), stop=at(last + DAY))


def day(which: date) -> Moment:
    return days(which, which)


def week(of: date) -> Moment:
    """Monday to Monday."""
    first = of - DAY * of.weekday()
    return days(first, first + DAY * 6)


def weekend(of: date) -> Moment:
    first = of - DAY * of.weekday() + DAY * 5
    return days(first, first + DAY)


def months(year: int, month: int, count: int = 1) -> Moment:
    """`count` months from this one."""
    ahead = month - 1 + count
    return Moment(start=datetime(year, month, 1), stop=datetime(year + ahead // 12, ahead % 12 + 1, 1))


def year(number: int) -> Moment:
    return years(number, 1)


def years(first: int, count: int) -> Moment:
    return Moment(start=datetime(first, 1, 1), stop=datetime(first + count, 1, 1))


def season(number: int, of: int) -> Moment:
    """Winter (1) of a year is the one that ends in it."""
    return months(of - 1, 12, SEASON_LENGTH) if number == 1 else months(of, 3 * number - 3, SEASON_LENGTH)


def piece(of: int, unit: str, nth: int) -> Moment:
    """The nth quarter or half of a year."""
    size = 3 if unit == "quarter" else 6
    if not 1 <= nth <= 12 // size:
        raise ValueError(f"no {unit} {nth}")
    return months(of, 1 + size * (nth - 1), size)


def unit(name: str, of: date) -> Moment:
    """The calendar unit that holds a day."""
    if name in ("day", "week", "weekend"):
        return {"day": day, "week": week, "weekend": weekend}[name](of)
    if name == "month":
        return months(of.year, of.month)
    if name == "quarter":
        return piece(of.year, name, (of.month + 2) // 3)
    if name == "halfyear":
        return piece(of.year, name, 1 if of.month < 7 else 2)
    size = {"year": 1, "decade": 10, "century": 100}[name]
    return years(of.year - (of.year - (size == 100)) % size, size)


def shifted(of: date, name: str, by: int) -> date:
    """The day `by` units away; a day that the month lacks becomes its last."""
    if name in ("day", "week", "weekend"):
        return of + DAY * by * (1 if name == "day" else 7)
    size = {"month": 1, "quarter": 3, "halfyear": 6, "year": 12, "decade": 120, "century": 1200}[name]
    count = of.year * 12 + of.month - 1 + by * size
    to, month = count // 12, count % 12 + 1
    return date(to, month, min(of.day, monthrange(to, month)[1]))


def third(whole: Moment, which: str) -> Moment:
    """The beginning, middle or end: of a month or less in whole days, of a year or more in whole months, of a
    day or two in hours."""
    long = (whole.stop - whole.start).days
    if long < 3:
        cuts = [whole.start + (whole.stop - whole.start) * k / 3 for k in range(4)]
    elif long > 300:
        size = round(long / 365.2425) * 12
        cuts = [start_of(whole, size * k // 3) for k in range(4)]
    else:
        cuts = [whole.start + DAY * round(long * k / 3) for k in range(4)]
    k = ("begin", "middle", "end").index(which)
    return Moment(start=cuts[k], stop=cuts[k + 1])


def half(whole: Moment, which: int) -> Moment:
    """The first or second half: of a day at noon, of a year in months, of other units in whole days."""
    long = (whole.stop - whole.start).days
    if which not in (1, 2):
        raise ValueError(f"no half {which}")
    if long > 300:
        middle = start_of(whole, round(long / 365.2425) * 6)
    else:
        middle = whole.start + (timedelta(hours=12) if long == 1 else DAY * ((long + 1) // 2))
    return Moment(start=whole.start, stop=middle) if which == 1 else Moment(start=middle, stop=whole.stop)


def start_of(whole: Moment, ahead: int) -> datetime:
    return at(shifted(whole.start.date(), "month", ahead))


def part(of: date, name: str) -> Moment:
    first, last = PARTS[name]
    return Moment(start=at(of) + timedelta(hours=first), stop=at(of) + timedelta(hours=last))


def night_before(of: date) -> Moment:
    """The night that ends in the morning of this day."""
    return Moment(start=at(of) - timedelta(hours=6), stop=at(of) + timedelta(hours=6))


def clock(of: date, hour: int, minute: int | None, zone: int | None = None) -> Moment:
    """A minute if minutes were said, else an hour."""
    start = at(of) + timedelta(hours=hour, minutes=minute or 0)
    length = timedelta(hours=1) if minute is None else timedelta(minutes=1)
    return Moment(start=start, stop=start + length, zone=zone)
