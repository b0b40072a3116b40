"""What an expression is counted from: the interval of the calendar that its parts name, before an hour or a half of it.

`BASES` is the order of rules; each looks at the parts (`Parts`) and answers a Moment or abstains. A rule that would
need an anchor which is not known abstains too: the value stays open.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from svodka.analysis import moments
from svodka.types import Moment

Parts = Mapping[str, Any]
ANY_DAY = date(2000, 1, 1)  # of a leap year
LEAP_DAY = (2, 29)  # the next may lie eight years away
AGAINST = 8
HOURS = {"clock", "dotted", "halfpast", "point", "one", "hour"}


class Known(NamedTuple):
    """What is known where an expression stands: the day of publication; month and day of the dateline that stands for
    it; the last time told before it, the last that was a day, the last of some days; a day close by; the year said in
    the sentence; whether the verb looks back (-1) or ahead (1)."""

    published: date | None = None
    dateline: tuple[int, int] | None = None
    told: Moment | None = None
    told_day: Moment | None = None
    told_days: Moment | None = None
    near: date | None = None
    year: int | None = None
    tense: int = 0


def by_day(parts: Parts, known: Known) -> Moment | None:
    if "day" not in parts or "month" not in parts:
        return None
    day, month = parts["day"], parts["month"]
    if (of := year_of(parts, known)) is not None:
        return moments.day(date(of, month, day))
    if known.published is None or has_year(parts):
        return None
    wide = "checked" in parts or (month, day) == LEAP_DAY
    days = [date(y, month, day) for y in years_near(known.published, wide) if exists(y, month, day)]
    checked = [d for d in days if d.weekday() == parts.get("checked")]
    return nearest([moments.day(d) for d in checked or days], known)


def by_month(parts: Parts, known: Known) -> Moment | None:
    if "month" not in parts or "day" in parts:
        return None
    return in_year(parts, known, lambda y: moments.months(y, parts["month"]))


def by_season(parts: Parts, known: Known) -> Moment | None:
    if "season" not in parts:
        return None
    return in_year(parts, known, lambda y: moments.season(parts["season"], y))


def by_piece(parts: Parts, known: Known) -> Moment | None:
    if "nth" not in parts:
        return None
    return in_year(parts, known, lambda y: moments.piece(y, parts["unit"], parts["nth"]))


def by_first_months(parts: Parts, known: Known) -> Moment | None:
    if "first" not in parts or not 1 <= parts["count"] <= 12:
        return None
    of = year_of(parts, known) or (known.published.year if known.published and not has_year(parts) else None)
    return None if of is None else moments.months(of, 1, int(parts["count"]))


def by_holiday(parts: Parts, known: Known) -> Moment | None:
    if "holiday" not in parts:
        return None
    month, day = parts["holiday"]
    return by_day({**parts, "month": month, "day": day}, known)


def by_year(parts: Parts, known: Known) -> Moment | None:
    return moments.year(parts["year"]) if "year" in parts else None


def by_decade(parts: Parts, known: Known) -> Moment | None:
    if "decade" in parts:
        return moments.years(parts["decade"], 10)
    if "century" in parts:
        return moments.years(parts["century"] * 100 - 99, 100)
    return None


def by_weekday(parts: Parts, known: Known) -> Moment | None:
    if "weekday" not in parts:
        return None
    if "unit" in parts:  # a weekday of a week that was said
        week = by_unit(parts, known)
        return None if week is None else moments.day(moments.shifted(week.start.date(), "day", parts["weekday"]))
    if (today := known.published) is None:
        return None
    back = (today.weekday() - parts["weekday"]) % 7
    turn = parts.get("dir")
    if turn in (-1, -2):
        return moments.day(moments.shifted(today, "day", -(back or 7)))
    if turn in (1, "nearest"):
        return moments.day(moments.shifted(today, "day", 7 - back))
    if turn == "next":
        return moments.day(moments.shifted(today, "day", 7 - today.weekday() + parts["weekday"]))
    if known.tense > 0:
        return moments.day(moments.shifted(today, "day", (7 - back) % 7))
    return moments.day(moments.shifted(today, "day", -back))


def by_relative(parts: Parts, known: Known) -> Moment | None:
    if "rel" not in parts or known.published is None:
        return None
    return moments.day(moments.shifted(known.published, "day", parts["rel"]))


def by_away(parts: Parts, known: Known) -> Moment | None:
    """A day before or after the day told."""
    if "away" not in parts or known.told_day is None:
        return None
    return moments.day(moments.shifted(known.told_day.start.date(), "day", parts["away"]))


def by_week(parts: Parts, known: Known) -> Moment | None:
    """`oneofdays`: some day of the week on this side of the day of publication."""
    if "week" not in parts or known.published is None:
        return None
    ends = (0, 7) if known.tense > 0 else (-7, 0)
    return moments.days(*(moments.shifted(known.published, "day", by) for by in ends))


def by_same(parts: Parts, known: Known) -> Moment | None:
    """The unit of what was told last: that same day, those days, that same year."""
    if parts.get("dir") not in ("same", "these"):
        return None
    unit = parts.get("unit", "day")
    if unit == "day":
        return known.told_days if parts["dir"] == "these" else known.told_day
    if known.told is None or unit not in ("week", "month", "year", "quarter"):
        return None
    return moments.unit(unit, known.told.start.date())


def by_unit(parts: Parts, known: Known) -> Moment | None:
    """A unit before, around or after the day of publication; the following day, week … of what was told."""
    if "unit" not in parts or not ("dir" in parts or "edge" in parts or "half" in parts) or "count" in parts:
        return None
    turn, unit = parts.get("dir", 0), parts["unit"]
    if unit == "day" and "half" in parts:
        day = known.near or known.published
        return None if day is None else moments.day(day)
    if turn == "nearest":
        return None if unit == "day" else first_ahead(unit, known.published)
    if turn == "next" and unit == "day":
        return None if known.told_day is None else moments.day(known.told_day.stop.date())
    if known.published is None or turn in ("same", "these"):
        return None
    return moments.unit(unit, moments.shifted(known.published, unit, 1 if turn == "next" else turn))


def first_ahead(unit: str, today: date | None) -> Moment | None:
    """The first such unit that begins after today."""
    if today is None:
        return None
    near = [moments.unit(unit, moments.shifted(today, unit, by)) for by in (0, 1)]
    return next(one for one in near if one.start > moments.at(today))


def by_night(parts: Parts, known: Known) -> Moment | None:
    """Last night is the night before the day of publication's morning; another part of a day by its own."""
    if "part" not in parts or "dir" not in parts or known.published is None:
        return None
    if parts["dir"] in ("same", 0):
        return known.told_day if parts["dir"] == "same" else moments.day(known.published)
    if not isinstance(parts["dir"], int):
        return None
    ahead = {-1: 0 if parts["part"] == "night" else -1, -2: -2}.get(parts["dir"], 1)
    return moments.day(moments.shifted(known.published, "day", ahead))


def by_count(parts: Parts, known: Known) -> Moment | None:
    """So many units ago, ahead, before or after."""
    unit = parts.get("unit")
    count = parts.get("count", 1)
    if "ago" in parts or "half_year" in parts:
        unit, count = "month", 6
    if unit is None or count is None or "dir" in parts or unit in ("minute", "second", "hour"):
        return None
    if "edge" in parts or "half" in parts or "nth" in parts or "first" in parts:
        return None
    from_told = "then" in parts or "before" in parts or ("hence" in parts and known.tense < 0)
    anchor = known.told.start.date() if from_told and known.told else known.published
    if count != int(count):
        unit, count = ("month", count * 12) if unit == "year" else (unit, count)
    if anchor is None or count != int(count):
        return None
    back = "before" in parts or not ("then" in parts or "hence" in parts or "half_year" in parts)
    return moments.unit(unit, moments.shifted(anchor, unit, int(count) * (-1 if back else 1)))


def by_near_day(parts: Parts, known: Known) -> Moment | None:
    """A part of the day or an hour alone: of the day just told, else of the day of publication."""
    if ("part" not in parts and not HOURS & parts.keys()) or {"rel", "weekday", "dir"} & parts.keys():
        return None
    day = known.near or known.published
    return None if day is None else moments.day(day)


def by_stretch(parts: Parts, known: Known) -> Moment | None:
    """So many units up to the day of publication, or from it on."""
    count, unit = parts.get("count"), parts.get("unit")
    if known.published is None or count is None or count != int(count) or unit in ("minute", "second", "hour", None):
        return None
    here = moments.day(known.published)
    if "recent" in parts:
        return Moment(start=moments.at(moments.shifted(known.published, unit, -int(count))), stop=here.stop)
    return Moment(start=here.start, stop=moments.at(moments.shifted(known.published, unit, int(count))) + moments.DAY)


def by_lead(parts: Parts, known: Known) -> Moment | None:
    """So many units before a date; before an event the value stays open."""
    whole = by_day(parts, known) or by_holiday(parts, known)
    if whole is None:
        return None
    there = whole.start.date()
    return by_count({"count": parts.get("count", 1), "unit": parts["unit"]}, Known(published=there))


ALONE = {"recent": by_stretch, "coming": by_stretch, "lead": by_lead}  # with these parts no other rule is asked
BASES: tuple[Callable[[Parts, Known], Moment | None], ...] = (
    by_day, by_month, by_season, by_piece, by_first_months, by_holiday, by_decade, by_weekday, by_relative, by_away,
    by_week, by_year, by_same, by_night, by_unit, by_count, by_near_day)


# helpers of the rules


def has_year(parts: Parts) -> bool:
    return "year" in parts or "dir" in parts


def year_of(parts: Parts, known: Known) -> int | None:
    """The year said, by number or beside this one."""
    if "year" in parts:
        return int(parts["year"])
    turn = parts.get("dir")
    if turn == "same":
        return known.told.start.year if known.told else None
    if turn is not None and known.published is not None:
        return known.published.year + (turn if isinstance(turn, int) else 1)
    return known.year if turn is None else None


def years_near(day: date, wide: bool) -> range:
    """The years in which a day of the calendar lies nearest; a leap day, or one on a weekday, may lie farther."""
    return range(max(1, day.year - 8), day.year + 9) if wide else range(max(1, day.year - 1), day.year + 2)


def exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def nearest(made: Iterable[Moment], known: Known) -> Moment:
    """The nearest to the day of publication, with what lies on the other side than the verb looks to `AGAINST` times
    farther: a past verb also announces what is near ahead, but a year's distance is not left unsaid."""
    today = moments.at(known.published or ANY_DAY)

    def distance(moment: Moment) -> tuple[int, datetime]:
        ahead, behind = (moment.start - today).days, (today - moment.stop).days + 1
        away = max(ahead, behind, 0)
        against = (known.tense < 0 and ahead > 0) or (known.tense > 0 and behind > 0)
        return away * (AGAINST if against else 1), moment.start

    return min(made, key=distance)


def in_year(parts: Parts, known: Known, make: Callable[[int], Moment]) -> Moment | None:
    """A piece of the year said, else the last that has begun or, ahead, the first that is not over."""
    if "dir" in parts and ("season" in parts or "month" in parts) and "of_year" not in parts:
        return beside(parts, known, make)
    if (of := year_of(parts, known)) is not None:
        return make(of)
    if known.published is None or has_year(parts):
        return None
    of = known.published.year
    if "nth" in parts and known.tense <= 0:  # accounts of a quarter look back
        return make(of) if make(of).start <= moments.at(known.published) else make(of - 1)
    return nearest([make(y) for y in (of - 1, of, of + 1)], known)


def beside(parts: Parts, known: Known, make: Callable[[int], Moment]) -> Moment | None:
    """Last summer, next March: without a word for year it is the piece that lies nearest on that side."""
    if known.published is None:
        return None
    today = moments.at(known.published)
    made = [make(known.published.year + k) for k in (-2, -1, 0, 1, 2)]
    turn = parts["dir"]
    if turn in (-1, -2):
        return [m for m in made if m.stop <= today][turn]
    if turn in (1, "next", "nearest"):
        return next(m for m in made if m.start > today)
    return make(known.published.year) if turn == 0 else None
