"""When a page was published, as an interval of civil time with the precision and the zone that the page gives.

    fields and hints → meta data → url → a line of the page that is nothing but a date, near the headline

`parse` reads one string. Pages of a year's copyright give 1 January of it to careless readers: such a date is dropped.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz
from typing import Any

from svodka.types import Moment, record

EARLIEST, LATEST = 1990, 2100
ISO = re.compile(r"^(\d{4})-?(\d\d)-?(\d\d)"
                 r"(?:[T ]+(\d\d):?(\d\d)(?::?\d\d(?:[.,]\d+)?)?\s*(Z|UTC|[+-]\d\d:?\d\d|[+-]\d\d)?)?$")
CLOCK = r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?"
NUMERIC = r"(?P<day>[0-3]?\d)[./-](?P<month>[01]?\d)[./-](?P<year>(?:19|20)\d\d|\d\d)(?!\d)"
BACKWARD = r"(?P<year>(?:19|20)\d\d)[./-](?P<month>[01]?\d)[./-](?P<day>[0-3]?\d)(?!\d)"
WORDED = r"(?P<day>[0-3]?\d)(?:\s*-?\s*[^\W\d_]{1,2})?\s+(?P<name>[^\W\d_]{3,9})\.?,?\s+(?P<year>(?:19|20)\d\d)(?!\d)"
DATES = tuple(re.compile(rf"(?<![\d.:/-]){shape}") for shape in (WORDED, NUMERIC, BACKWARD))
ZONE = r"(?P<offset>(?:GMT|UTC)?[+-]\d\d?(?::?\d\d)?)\b|(?P<zone>[^\W\d_]+)"
TIME = re.compile(rf"(?<![\d.:]){CLOCK}(?![\d:])\s*\(?(?:{ZONE})?", re.I)
URL = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>0?[1-9]|1[0-2])[/-](?P<day>0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
                 r"|/(?P<year2>20\d\d)(?P<month2>0[1-9]|1[0-2])(?P<day2>0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
COPYRIGHT = re.compile(r"(?:\u00a9|\(c\)|copyright)\D{0,40}((?:19|20)\d\d)", re.I)
DIGITS = re.compile(r"(?:\D*+\d){5}")  # fewer have no date with a year
LONGEST_LINE = 120
LONGEST = 300  # characters of a field that are looked at
NEAR = 8  # lines between a date line and the headline


@record
class Calendar:
    """A language's words of dates (`dates.toml`); an empty one reads dates in digits."""

    months: tuple[tuple[str, ...], ...] = ()
    zones: tuple[tuple[str, int], ...] = ()
    fillers: frozenset[str] = frozenset()


def calendar(data: Mapping[str, Any]) -> Calendar:
    return Calendar(months=tuple(map(tuple, data.get("months", ()))),
                    zones=tuple(sorted(data.get("zones", {}).items())), fillers=frozenset(data.get("fillers", ())))


def find(said: str, meta: Iterable[str], url: str, near: Sequence[str], text: str, words: Calendar) -> Moment | None:
    """The first date that holds, in the order above, with the time of day that another of the same day may say; `near`
    are the page's lines by nearness to the headline."""
    tries = (parse(said, words), finest(parse(each, words) for each in meta), by_url(url),
             next((each for line in near if (each := by_line(line, words))), None))
    found = [each for each in tries if each and not stale(each, text)]
    return next((each for each in found if not is_day(each) and each.start.date() == found[0].start.date()),
                found[0] if found else None)


def stale(found: Moment, text: str) -> bool:
    """1 January of a year for which the page claims its copyright."""
    return (found.start.month, found.start.day) == (1, 1) and is_day(found) and (
        str(found.start.year) in COPYRIGHT.findall(text))


def finest(moments: Iterable[Moment | None]) -> Moment | None:
    """The first of those that say the time of day, else the first."""
    found = [moment for moment in moments if moment]
    return next((moment for moment in found if not is_day(moment)), found[0] if found else None)


def parse(text: str, words: Calendar) -> Moment | None:
    """A date as fields and pages write it, None if it is none."""
    text = " ".join(text[:LONGEST].split())
    return next((found for rule in RULES if text and (found := rule(text, words))), None)


def by_iso(text: str, words: Calendar) -> Moment | None:
    found = ISO.match(text)
    if not found:
        return None
    year, month, day, hour, minute, zone = found.groups()
    return moment(int(year), int(month), int(day), hour, minute, offset(zone) if zone else None)


def by_epoch(text: str, words: Calendar) -> Moment | None:
    found = re.match(r"^(\d{9,10})(?:\.\d+|\d{3})?$", text)
    if not found:
        return None
    at = datetime.fromtimestamp(int(found[1]), UTC)
    return moment(at.year, at.month, at.day, str(at.hour), str(at.minute), 0)


def by_mail(text: str, words: Calendar) -> Moment | None:
    """RFC 822, as feeds write it: `Thu, 10 Jan 2019 18:30:00 +0300`."""
    if not re.search(r"\d \w{3,9} \d{2,4} \d\d?:\d\d", text, re.ASCII):
        return None
    try:
        found = parsedate_tz(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if not found:
        return None
    zone = found[9]
    return moment(*found[:3], str(found[3]), str(found[4]), zone // 60 if zone is not None else None)


def by_words(text: str, words: Calendar) -> Moment | None:
    """A date in digits or with the month's name, a time of day before or after it."""
    for shape in DATES:
        for found in shape.finditer(text):
            if (made := dated(found, text, words)) is not None:
                return made
    return None


RULES: tuple[Callable[[str, Calendar], Moment | None], ...] = (by_iso, by_epoch, by_mail, by_words)


def dated(found: re.Match[str], text: str, words: Calendar) -> Moment | None:
    parts = found.groupdict()
    month = month_of(parts["name"], words) if "name" in parts else int(parts["month"])
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    rest = text[:found.start()] + " " + text[found.end():]
    clock = TIME.search(text, found.end()) or TIME.search(rest)
    if clock is None:
        return moment(year, month, int(parts["day"]), None, None, None)
    return moment(year, month, int(parts["day"]), clock["hour"], clock["minute"], zone_of(clock, words))


def zone_of(clock: re.Match[str], words: Calendar) -> int | None:
    if clock["offset"]:
        return offset(clock["offset"])
    return dict(words.zones).get((clock["zone"] or "").lower())


def month_of(name: str, words: Calendar) -> int:
    """1 to 12, 0 for a word that is no month."""
    name = name.lower()
    return next((at for at, starts in enumerate(words.months, 1) if name.startswith(starts)), 0)


def offset(zone: str) -> int | None:
    found = re.search(r"([+-])(\d\d?):?(\d\d)?$", zone)
    if not found:
        return 0
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return None if minutes > 14 * 60 else minutes if found[1] == "+" else -minutes


def moment(year: int, month: int, day: int, hour: str | None, minute: str | None, zone: int | None) -> Moment | None:
    """A day, or a minute of it; None for a date that the calendar or the press lacks."""
    try:
        start = datetime(year, month, day, int(hour or 0), int(minute or 0))
    except ValueError:
        return None
    if not EARLIEST <= year <= LATEST:
        return None
    length = timedelta(minutes=1) if hour is not None else timedelta(days=1)
    return Moment(start=start, stop=start + length, zone=zone if hour is not None else None)


def is_day(found: Moment) -> bool:
    return found.stop - found.start == timedelta(days=1)


def by_url(url: str) -> Moment | None:
    found = URL.search(url)
    if not found:
        return None
    year, month, day = (int(found[name] or found[name + "2"]) for name in ("year", "month", "day"))
    return moment(year, month, day, None, None, None)


def by_line(line: str, words: Calendar) -> Moment | None:
    """The date of a line that holds little else: `17.01.2012, 16:43`, also with a rubric or an author beside it."""
    if len(line) > LONGEST_LINE or not DIGITS.match(line):
        return None
    found = by_words(line, words)
    return found if found and len(others(line, words)) <= 4 else None


def others(line: str, words: Calendar) -> list[str]:
    """Words of a line that no date has."""
    return [word for word in re.findall(r"[^\W\d_]+", line.lower())
            if word not in words.fillers and not month_of(word, words) and word not in dict(words.zones)]
