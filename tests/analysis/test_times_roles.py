"""The four times of a report kept apart, and the dateline as an anchor."""
from __future__ import annotations

import pytest
from measured import PACK, document

from svodka.analysis import times
from svodka.types import Time

WEDNESDAY = "2021-06-16"


def find(text: str, published: str = "-") -> tuple[Time, ...]:
    doc = document(text, published)
    return times.find(doc, PACK.backend.parse(text, doc.paragraphs), PACK)


@pytest.mark.parametrize(("text", "roles"), [
    ("Губернатор заявил во вторник, что мост закроют в четверг.", "statement event"),
    ("«Мост закроют в июле», — сообщил 14 июня в интервью мэр Лев Мохов.", "event statement"),
    ("Как сообщила вчера пресс-служба завода, цех закрыли в мае.", "statement event"),
    ("Об этом мэр рассказал журналистам в среду, 16 июня.", "statement"),
    ("Об этом говорится в заявлении министерства от 12 июня.", "statement"),
    ("14 июня мэр рассказал о событиях 2015 года.", "statement event"),
    ("Мэр отметил в пятницу юбилей.", "event"),  # a verb of speech with nothing said
    ("Мэр пообещал построить мост к 2030 году.", "event"),
    ("Мост закрыли в пятницу.", "event"),
    ("Опубликовано 14 марта, 10:30, обновлено в 12:40\nМост закрыли во вторник.", "publication edit event"),
    ("Дата публикации: 14.06.2021\nМост закрыли.", "publication"),
    ("Новость обновлена 15 июня в 10:00.", "edit"),
    ("Исправлено 15 июня: в заметке неверно назвали день.", "edit"),
    ("Дорогу обновили в 2015 году.", "event"),
    ("Дорога обновлена в 2015 году.", "event"),
    ("ЗАРЕЧИНСК, 14 июня — Мост закрыли в пятницу.", "publication event"),
    ("Мост закрыт\nЗаречинск. 14 июня. Речинформ — Мост закрыли.", "publication"),
    ("В Заречинске, 14 июня, закрыли мост.", "event"),
])
def test_what_a_time_is_the_time_of(text: str, roles: str) -> None:
    assert [t.role for t in find(text, WEDNESDAY)] == roles.split()


def test_a_full_dateline_stands_for_the_day_of_publication() -> None:
    _, yesterday, tuesday = find("ЗАРЕЧИНСК, 14 марта 2031 г. — Вчера вечером мост закрыли, во вторник открыли.")
    assert yesterday.moment and f"{yesterday.moment.start:%Y-%m-%dT%H}" == "2031-03-13T18"
    assert tuesday.moment and f"{tuesday.moment.start:%Y-%m-%d}" == "2031-03-11"
    assert (yesterday.anchor, tuesday.anchor) == ("dateline", "dateline")


def test_a_dateline_without_a_year_says_what_holds_in_every_year() -> None:
    found = find("МОСКВА, 10 янв — Вчера в 10:30 мост закрыли, во вторник откроют.")
    assert [(t.moment, t.partial) for t in found] == [
        (None, "XXXX-01-10"), (None, "XXXX-01-09T10:30"), (None, "XXXX-WXX-2")]
    assert find("МОСКВА, 1 марта. Мост закрыли вчера.")[1].partial == ""  # 28 or 29 February


def test_the_day_of_publication_outdoes_the_dateline() -> None:
    assert [t.anchor for t in find("МОСКВА, 14 июня — Мост закрыли вчера.", WEDNESDAY)] == ["published", "published"]


def test_no_dateline_no_anchor() -> None:
    assert [t.moment for t in find("Мост закрыли вчера вечером.")] == [None]
