"""Dates, numbers and counts in the words of the interface's language; no locale of the system is asked."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from svodka.types import Figure, Moment, Voice

DAY = timedelta(days=1)
DASH = "\u2013"
EVENING, MORNING = 18, 9  # the hours between which a night lies
SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))


def one_many(n: int) -> int:
    return 0 if n == 1 else 1


def one_few_many(n: int) -> int:
    """The East Slavic rule: 1, 21 … / 2-4, 22-24 … / the others."""
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else 2


PLURALS: Mapping[str, Callable[[int], int]] = {"one-many": one_many, "one-few-many": one_few_many}


class Words:
    """The strings of one `phrases.toml`."""

    def __init__(self, phrases: Mapping[str, Any]) -> None:
        self.phrases = phrases

    def label(self, key: str) -> str:
        return self.of("labels", key)

    def of(self, table: str, key: str) -> str:
        """The phrase; the key itself where the language has none, so that the lack is seen."""
        return str(self.phrases.get(table, {}).get(key, key))

    def count(self, key: str, n: int) -> str:
        forms: Sequence[str] = self.phrases["counts"][key]
        at = PLURALS[self.phrases["plural"]["rule"]](n)
        return forms[min(at, len(forms) - 1)].format(n=self.number(Decimal(n)))

    def voice(self, voice: Voice) -> str:
        return voice.name or self.of("voices", voice.kind)

    def link(self, voice: Voice) -> str:
        """A link of a chain: what its source is and its name. The word for what it is is not said twice (`the report
        report of the ministry`); a description is set off, for it cannot follow as a name does."""
        name = self.voice(voice)
        head = self.of("ways", voice.kind)
        kind = head.split()[-1].rstrip(":")
        if name.casefold().split()[0] == kind:
            return f"{head.rstrip(':').removesuffix(kind)}{name}"
        return f"{head}: {name}" if name[0].islower() and head[-1] != ":" else f"{head} {name}"

    def number(self, value: Decimal) -> str:
        """Digits in groups from 10,000 on; from a million in words where that loses nothing."""
        for power, name in SCALES:
            scaled = value.scaleb(-power)
            if abs(scaled) >= 1 and scaled == round(scaled, 3):
                return f"{self.digits(scaled)}\u00a0{self.of('numbers', name)}"
        return self.digits(value)

    def digits(self, value: Decimal) -> str:
        whole, _, part = f"{value:f}".partition(".")
        if len(whole.lstrip("-")) > 4:
            whole = f"{int(whole):,}".replace(",", self.of("numbers", "group"))
        part = part.rstrip("0")
        return whole + (self.of("numbers", "point") + part if part else "")

    def figure(self, figure: Figure) -> str:
        """The value as far as it is known: one number, a range, a bound, or that there is none yet."""
        low, high = figure.low, figure.high
        if low is None and high is None:
            return self.label("unknown_figure")
        if low is None or high is None:
            bound = self.label("at_most" if low is None else "at_least")
            value = f"{bound} {self.number(high if low is None else low)}"  # type: ignore[arg-type]
        else:
            value = self.number(low) if low == high else f"{self.number(low)}{DASH}{self.number(high)}"
        about = f"{self.label('about')} " if figure.approximate and low is not None and high is not None else ""
        return f"{about}{value}{self.unit(figure.unit)}"

    def unit(self, unit: str) -> str:
        return f"\u00a0{self.of('units', unit)}" if unit else ""

    # moments, as precise as they are and no more

    def moment(self, moment: Moment | None, year: int | None = None) -> str:
        """`year`: the one that the reader knows and that is not repeated."""
        if moment is None:
            return ""
        start, stop = moment.start, moment.stop
        if not (is_day(start) and is_day(stop)):
            return self.within_days(start, stop, year)
        last = max(start, stop - DAY)
        if last == start:
            return self.day(start, year)
        if is_whole_year(start, stop):
            return self.years(start, last)
        if start.day == 1 and stop.day == 1:
            return self.months(start, last, year)
        return self.days(start, last, year)

    def within_days(self, start: datetime, stop: datetime, year: int | None) -> str:
        """A minute, a part of a day, hours of one day, the night between two, or the days."""
        first, last = f"{start:%H:%M}", f"{stop:%H:%M}"
        if stop - start <= timedelta(minutes=1):
            return self.at(self.day(start, year), first)
        if stop - start <= DAY and start.date() == (stop - timedelta(microseconds=1)).date():
            last = "24:00" if last == "00:00" else last
            part = self.phrases["parts"].get(f"{start:%H}-{last[:2]}") if first[3:] == last[3:] == "00" else None
            return self.at(self.day(start, year), part or f"{first}{DASH}{last}")
        if stop - start < DAY and start.hour >= EVENING and stop.hour <= MORNING:
            return self.of("dates", "night").format(date=self.day(stop, year))
        return self.days(start, stop, year) if stop - start >= DAY else \
            f"{self.at(self.day(start, year), first)} {DASH} {self.at(self.day(stop, year), last)}"

    def names_day(self, said: str) -> bool:
        """The words name a month of this language: they can be read on any day, as `on Thursday` cannot."""
        dates = self.phrases["dates"]
        return bool({*dates["months"], *dates["months_of"]} & set(said.split()))

    def at(self, date: str, time: str) -> str:
        return self.of("dates", "time").format(date=date, time=time)

    def day(self, at: datetime, year: int | None = None) -> str:
        return self.dated("day" if at.year == year else "day_year", at)

    def days(self, first: datetime, last: datetime, year: int | None) -> str:
        if (first.year, first.month) == (last.year, last.month):
            return self.day(last, year).replace(str(last.day), f"{first.day}{DASH}{last.day}", 1) \
                if first.day != last.day else self.day(last, year)
        return f"{self.day(first, last.year if first.year == last.year else year)} {DASH} {self.day(last, year)}"

    def months(self, first: datetime, last: datetime, year: int | None) -> str:
        end = self.dated("month" if last.year == year else "month_year", last)
        if (first.year, first.month) == (last.year, last.month):
            return end
        return f"{self.dated('month' if first.year == last.year else 'month_year', first)} {DASH} {end}"

    def years(self, first: datetime, last: datetime) -> str:
        return self.dated("year", last) if first.year == last.year else f"{first.year}{DASH}{self.dated('year', last)}"

    def dated(self, form: str, at: datetime) -> str:
        dates = self.phrases["dates"]
        return str(dates[form]).format(day=at.day, year=at.year, month=dates["months"][at.month - 1],
                                       month_of=dates["months_of"][at.month - 1])


def is_day(at: datetime) -> bool:
    return (at.hour, at.minute, at.second, at.microsecond) == (0, 0, 0, 0)


def is_whole_year(start: datetime, stop: datetime) -> bool:
    return (start.month, start.day, stop.month, stop.day) == (1, 1, 1, 1)
