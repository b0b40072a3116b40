from __future__ import annotations

from datetime import datetime

import pytest

from svodka.document import dates
from svodka.lang import pack

WORDS = dates.calendar(pack.find()["ru"].toml("dates.toml"))


@pytest.mark.parametrize(("text", "start", "zone"), [
    ("2019-01-10", datetime(2019, 1, 10), None),
    ("2019-01-10T18:30:00+03:00", datetime(2019, 1, 10, 18, 30), 180),
    ("2019-01-10T18:30Z", datetime(2019, 1, 10, 18, 30), 0),
    ("20190110T183000Z", datetime(2019, 1, 10, 18, 30), 0),
    ("Thu, 10 Jan 2019 18:30:00 +0300", datetime(2019, 1, 10, 18, 30), 180),
    ("10.01.2019 18:30", datetime(2019, 1, 10, 18, 30), None),
    ("18:30, 10.01.19", datetime(2019, 1, 10, 18, 30), None),
    ("10 января 2019, 18:30", datetime(2019, 1, 10, 18, 30), None),
    ("10 января 2019 г. в 18:30 (МСК)", datetime(2019, 1, 10, 18, 30), 180),
    ("5 мая 2021 года", datetime(2021, 5, 5), None),
    ("2012/01/17 16:43", datetime(2012, 1, 17, 16, 43), None),
    ("1547134200", datetime(2019, 1, 10, 15, 30), 0),
])
def test_a_date_as_pages_write_it(text: str, start: datetime, zone: int | None) -> None:
    found = dates.parse(text, WORDS)
    assert found is not None and (found.start, found.zone) == (start, zone)
    assert dates.is_day(found) == (start.hour == 0)


@pytest.mark.parametrize("text", ["", "сегодня", "31.02.2019", "январь 2019", "1.5.3", "10 мостов 2019", "0045-01-01",
                                  "12:30"])
def test_what_is_no_date(text: str) -> None:
    assert dates.parse(text, WORDS) is None


@pytest.mark.parametrize(("line", "is_date"), [
    ("17.01.2012, 16:43", True), ("Опубликовано: 5 мая 2021 года в 10:00", True), ("Политика | 5 мая 2021", True),
    ("Мост открыли 5 мая 2021 года, движение началось в полдень", False), ("Тел. 10-01-2019", True), ("5 мая", False)])
def test_a_line_that_is_nothing_but_a_date(line: str, is_date: bool) -> None:
    assert (dates.by_line(line, WORDS) is not None) == is_date


def find(said: str = "", meta: tuple[str, ...] = (), url: str = "", near: tuple[str, ...] = (),
         text: str = "") -> datetime | None:
    found = dates.find(said, meta, url, near, text, WORDS)
    return found and found.start


def test_the_nearest_to_the_report_wins() -> None:
    assert find("2019-01-10", ("2019-01-11",), "/2019/01/12/") == datetime(2019, 1, 10)
    assert find("", ("2019-01-11",), "/2019/01/12/") == datetime(2019, 1, 11)
    assert find("", (), "https://a.example/2019/01/12/most.html") == datetime(2019, 1, 12)
    assert find(near=("Мост открыли", "13.01.2019, 09:05")) == datetime(2019, 1, 13, 9, 5)


def test_a_time_of_the_same_day_makes_a_day_precise() -> None:
    assert find(url="/2019/01/13/", near=("13.01.2019, 09:05",)) == datetime(2019, 1, 13, 9, 5)
    assert find(url="/2019/01/13/", near=("14.01.2019, 09:05",)) == datetime(2019, 1, 13)


def test_the_first_of_january_of_a_copyright_is_no_date() -> None:
    assert find("", ("2009-01-01",), text="\u00a9 2009\u20132026 Межа") is None
    assert find("", ("2009-01-01",), text="Год 2009") == datetime(2009, 1, 1)
