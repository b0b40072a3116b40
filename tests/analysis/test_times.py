"""Times: the pack's examples, and what holds for every date and every text."""
from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from measured import PACK, TEXTS, document, marked

from svodka.analysis import times
from svodka.lang import pack as packs
from svodka.types import Moment, Time

EXAMPLES = PACK.table("examples/times.tsv")


def find(text: str, published: str = "-") -> tuple[Time, ...]:
    doc = document(text, published)
    return times.find(doc, PACK.backend.parse(text, doc.paragraphs), PACK)


def iso(moment: datetime) -> str:
    return moment.isoformat()[:16] if moment.hour or moment.minute else moment.date().isoformat()


def said(time: Time) -> str:
    return f"{iso(time.moment.start)}/{iso(time.moment.stop)}" if time.moment else time.partial or "?"


@pytest.mark.parametrize("row", EXAMPLES, ids=[row["text"] for row in EXAMPLES])
def test_example(row: dict[str, str]) -> None:
    text, wanted = marked(row["text"])
    found = find(text, row["published"])
    assert [text[t.span.start:t.span.stop] for t in found] == wanted
    assert [said(t) for t in found] == row["values"].split()


def test_there_are_enough_examples() -> None:
    assert len(EXAMPLES) >= 250


MONTHS = [row["words"].split("|")[1] for row in PACK.table("times.tsv") if row["class"] == "MONTH"]
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31))


@settings(max_examples=40, deadline=None)
@given(DAYS)
def test_a_date_in_every_pattern_reads_back(day: date) -> None:
    wanted = [Moment(start=datetime(day.year, day.month, day.day),
                     stop=datetime(day.year, day.month, day.day) + timedelta(days=1))]
    word = MONTHS[day.month - 1]
    for text in (f"{day.day} {word} {day.year} года", f"{day:%d.%m.%Y}", f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}",
                 f"{day.day}-го {word} {day.year} г.", f"{day:%d.%m.%y}"):
        assert [t.moment for t in find(f"Мост открыли {text}")] == wanted, text


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 23), st.integers(0, 59))
def test_a_clock_time_reads_back(hour: int, minute: int) -> None:
    start = datetime(2021, 6, 16, hour, minute)
    for text in (f"{hour}:{minute:02d}", f"{hour:02d}:{minute:02d} мск"):
        assert [t.moment and t.moment.start for t in find(f"Мост открыли в {text}", "2021-06-16")] == [start], text


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(["-", "2021-06-16", "0001-01-01", "9999-12-30"]))
@example("В понедельник, начало днем ранее", "2021-06-16")
@example("99999999999999999999 года, 31 февраля 30.02.2021, 24:59, в 305 веке", "2021-06-16")
@example("через 99999 лет, 99999 веков назад, в XXXXX веке", "9999-12-30")
def test_no_text_raises_and_spans_fit(text: str, published: str) -> None:
    last = 0
    for time in find(text, published):
        assert last <= time.span.start < time.span.stop <= len(text)
        assert time.moment is None or time.moment.start < time.moment.stop
        last = time.span.stop


def test_the_anchor_is_named() -> None:
    found = find("5 июня мост закрыли. В тот же день приехал министр. В 2015 году моста не было.", "2021-06-16")
    assert [t.anchor for t in found] == ["published", "text", ""]


def test_the_zone_said_is_kept() -> None:
    assert [t.moment and t.moment.zone for t in find("В 19:30 мск мост закрыли.", "2021-06-16")] == [180]


def test_a_pack_without_a_grammar_finds_nothing() -> None:
    doc = document("Мост открыли 12 мая.")
    assert times.find(doc, PACK.backend.parse(doc.text, doc.paragraphs), packs.find()["en"]) == ()
