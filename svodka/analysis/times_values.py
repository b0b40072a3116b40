"""What a time expression means: the parts a pattern found, counted from what is known, to an interval."""
from __future__ import annotations

from datetime import date, timedelta

from svodka.analysis import moments
from svodka.analysis.times_bases import ALONE, ANY_DAY, BASES, Known, Parts, exists
from svodka.types import Moment

ANY_YEARS = (2000, 2001, 2002, 2003)  # a leap year among them, and no day on one weekday in all
FORMS = {timedelta(days=1): "XXXX-%m-%d", timedelta(hours=1): "XXXX-%m-%dT%H", timedelta(minutes=1): "XXXX-%m-%dT%H:%M"}


def value(parts: Parts, known: Known) -> Moment | None:
    """The interval, None where it cannot be known."""
    try:
        if any(name.startswith("b_") for name in parts):
            return between(parts, known)
        return single(parts, known)
    except (ValueError, OverflowError, KeyError):
        return None


def between(parts: Parts, known: Known) -> Moment | None:
    """From the near to the far end; the near end takes from the far what it leaves unsaid."""
    near = {name: v for name, v in parts.items() if not name.startswith("b_")}
    far = {name.removeprefix("b_"): v for name, v in parts.items() if name.startswith("b_")}
    for name in ("month", "year", "dir", "zone"):
        if name in far and name not in near and ("day" in near or name != "month") and "weekday" not in near:
            near[name] = far[name]
    if "year" in far and near.get("month", 0) > far.get("month", 99) and near["year"] == far["year"]:
        near["year"] -= 1
    if "year" in far and far["year"] < 100:
        far["year"] += near["year"] // 100 * 100
    for name in ("day", "month", "rel", "weekday", "year"):  # hours between take the day that was said
        if ("clock" in far or "hour" in far) and name in near:
            far.setdefault(name, near[name])
    if "count" in far:  # 10-15 years ago: the farther end is the earlier
        far["unit"] = near["unit"]
    last = single(far, known)
    if last is None:
        return None
    first = single(near, known)
    if first is not None and first.start > last.start and "weekday" in near:
        first = moments.day(moments.shifted(first.start.date(), "week", -1))
    if first is None or first.start >= last.stop:
        return None
    return Moment(start=first.start, stop=last.stop, zone=last.zone)


def single(parts: Parts, known: Known) -> Moment | None:
    rules = [rule for name, rule in ALONE.items() if name in parts] or BASES
    whole = next((made for rule in rules if (made := rule(parts, known)) is not None), None)
    return None if whole is None else narrowed(parts, whole)


def narrowed(parts: Parts, whole: Moment) -> Moment | None:
    """The part, hour, beginning or half of an interval that was said."""
    day = whole.start.date()
    one_day = (whole.stop - whole.start).days == 1
    if (hour := hour_of(parts)) is not None:
        return moments.clock(day, *hour, zone=parts.get("zone")) if one_day else None
    if "part" in parts and one_day:
        return moments.night_before(day) if "night" in parts else moments.part(day, parts["part"])
    if "night" in parts:
        return moments.night_before(day)
    if "edge" in parts:
        return moments.third(whole, parts["edge"])
    if "half" in parts:
        return moments.half(whole, parts["half"])
    return whole


def hour_of(parts: Parts) -> tuple[int, int | None] | None:
    """Hour and minute said, on the clock of 24 hours; the minute is None where only an hour was said."""
    if "clock" in parts:
        hour, minute = parts["clock"]
        return turned(hour, minute, parts.get("part"))
    if "dotted" in parts:
        return parts["dotted"]  # type: ignore[no-any-return]
    if "halfpast" in parts:
        return turned(parts["halfpast"] - 1, 30, parts.get("part"))
    if "point" in parts:
        return parts["point"], None
    if "one" in parts:
        return turned(1, None, parts.get("part"))
    if "hour" in parts:
        return turned(parts["hour"], parts.get("minute"), parts.get("part"))
    return None


def turned(hour: int, minute: int | None, part: str | None) -> tuple[int, int | None]:
    if hour > 24 or (minute or 0) > 59:
        raise ValueError(f"no such hour: {hour}:{minute}")
    return (hour + 12 if part in ("afternoon", "evening") and hour < 12 else hour % 12 if part == "night" and hour == 12
            else hour), minute


def partial(parts: Parts, known: Known) -> str:
    """What is known without an anchor, in the form of ISO 8601-2: `XXXX-01-11`, `XXXX-XX-XXT10:45`."""
    return counted(parts, known) or written(parts)


def counted(parts: Parts, known: Known) -> str:
    """What a dateline without a year makes of it: a day or an hour that is the same in whatever year."""
    if known.dateline is None or "year" in parts:
        return ""
    found = {form(value(parts, known._replace(published=date(of, *known.dateline)))) for of in ANY_YEARS
             if exists(of, *known.dateline)}
    return found.pop() if len(found) == 1 else ""


def form(moment: Moment | None) -> str:
    if moment is None or moment.stop - moment.start not in FORMS:
        return ""
    return moment.start.strftime(FORMS[moment.stop - moment.start])


def written(parts: Parts) -> str:
    """What the words alone say."""
    if any(name in parts for name in ALONE):
        return ""
    if any(name in parts for name in ("year", "decade", "century", "dir")) or any(n.startswith("b_") for n in parts):
        return ""
    if "day" in parts and not exists(ANY_DAY.year, parts["month"], parts["day"]):
        return ""
    text = ""
    if "month" in parts:
        text = f"XXXX-{parts['month']:02d}" + (f"-{parts['day']:02d}" if "day" in parts else "")
    elif "weekday" in parts:
        text = f"XXXX-WXX-{parts['weekday'] + 1}"
    try:
        hour = hour_of(parts)
    except ValueError:
        hour = None
    if hour is not None:
        text = (text or "XXXX-XX-XX") + f"T{hour[0]:02d}" + (f":{hour[1]:02d}" if hour[1] is not None else "")
    return text
