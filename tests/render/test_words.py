"""Dates, numbers and counts in words: no more precise than what was said."""
from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import get_args

import pytest

from svodka import types
from svodka.lang import pack
from svodka.render.words import Words
from svodka.types import Figure, Moment, Span

PACKS = pack.find()
RU, EN = (Words(PACKS[code].phrases) for code in ("ru", "en"))


def moment(start: str, stop: str) -> Moment:
    return Moment(start=datetime.fromisoformat(start), stop=datetime.fromisoformat(stop))


@pytest.mark.parametrize(("n", "said"), [
    (1, "1 сообщение"), (2, "2 сообщения"), (4, "4 сообщения"), (5, "5 сообщений"), (0, "0 сообщений"),
    (11, "11 сообщений"), (12, "12 сообщений"), (14, "14 сообщений"), (21, "21 сообщение"), (22, "22 сообщения"),
    (111, "111 сообщений"), (101, "101 сообщение"), (1004, "1004 сообщения")])
def test_russian_plurals(n: int, said: str) -> None:
    assert RU.count("reports", n) == said


def test_english_plurals() -> None:
    assert [EN.count("reports", n) for n in (0, 1, 2, 21)] == ["0 reports", "1 report", "2 reports", "21 reports"]


@pytest.mark.parametrize(("start", "stop", "ru", "en"), [
    ("2031-03-14", "2031-03-15", "14 марта 2031", "14 March 2031"),
    ("2031-03-14T19:30", "2031-03-14T19:31", "14 марта 2031, 19:30", "14 March 2031, 19:30"),
    ("2031-03-14T04:00", "2031-03-14T05:00", "14 марта 2031, 04:00–05:00", "14 March 2031, 04:00–05:00"),
    ("2031-03-14T22:30", "2031-03-15", "14 марта 2031, 22:30–24:00", "14 March 2031, 22:30–24:00"),
    ("2031-03-14T18:00", "2031-03-15", "14 марта 2031, вечером", "14 March 2031, in the evening"),
    ("2031-03-14T06:00", "2031-03-14T12:00", "14 марта 2031, утром", "14 March 2031, in the morning"),
    ("2031-03-13T18:00", "2031-03-14T06:00", "в ночь на 14 марта 2031", "night to 14 March 2031"),
    ("2031-03-13T12:00", "2031-03-14T11:00", "13 марта 2031, 12:00 – 14 марта 2031, 11:00",
     "13 March 2031, 12:00 – 14 March 2031, 11:00"),
    ("2031-03-14", "2031-03-18", "14–17 марта 2031", "14–17 March 2031"),
    ("2031-02-27", "2031-03-02", "27 февраля – 1 марта 2031", "27 February – 1 March 2031"),
    ("2030-12-30", "2031-01-02", "30 декабря 2030 – 1 января 2031", "30 December 2030 – 1 January 2031"),
    ("2031-03-01", "2031-04-01", "март 2031", "March 2031"),
    ("2031-01-01", "2031-04-01", "январь – март 2031", "January – March 2031"),
    ("2030-12-01", "2031-02-01", "декабрь 2030 – январь 2031", "December 2030 – January 2031"),
    ("2031-01-01", "2032-01-01", "2031 год", "2031"),
    ("2020-01-01", "2030-01-01", "2020–2029 год", "2020–2029"),
])
def test_moments(start: str, stop: str, ru: str, en: str) -> None:
    assert RU.moment(moment(start, stop)) == ru
    assert EN.moment(moment(start, stop)) == en


def test_a_known_year_is_not_repeated_and_another_is_said() -> None:
    assert RU.moment(moment("2031-03-14", "2031-03-15"), year=2031) == "14 марта"
    assert RU.moment(moment("2030-03-14", "2030-03-15"), year=2031) == "14 марта 2030"
    assert RU.moment(moment("2031-02-27", "2031-03-02"), year=2031) == "27 февраля – 1 марта"
    assert RU.moment(moment("2031-03-01", "2031-04-01"), year=2031) == "март"
    assert RU.moment(None) == ""


@pytest.mark.parametrize(("value", "ru", "en"), [
    ("0", "0", "0"), ("7", "7", "7"), ("2300", "2300", "2300"), ("23000", "23\u00a0000", "23,000"),
    ("2.50", "2,5", "2.5"), ("-12000", "-12\u00a0000", "-12,000"), ("1500000", "1,5\u00a0млн", "1.5\u00a0million"),
    ("2125000000", "2,125\u00a0млрд", "2.125\u00a0billion"), ("1234567", "1\u00a0234\u00a0567", "1,234,567"),
    ("1E+6", "1\u00a0млн", "1\u00a0million"), ("3000000000000", "3\u00a0трлн", "3\u00a0trillion")])
def test_numbers(value: str, ru: str, en: str) -> None:
    assert (RU.number(Decimal(value)), EN.number(Decimal(value))) == (ru, en)


@pytest.mark.parametrize(("low", "high", "more", "said"), [
    (5, 5, {}, "5"), (25, 30, {}, "25–30"), (100, None, {}, "не менее 100"), (None, 100, {}, "не более 100"),
    (None, None, {}, "число не названо"), (40, 40, {"approximate": True}, "около 40"),
    (6000000, 6000000, {"unit": "RUB"}, "6\u00a0млн\u00a0руб."), (5, 7, {"unit": "%"}, "5–7\u00a0%"),
    (3, 3, {"unit": "km"}, "3\u00a0км"), (3, 3, {"unit": "XAU"}, "3\u00a0XAU")])
def test_figures(low: int | None, high: int | None, more: dict, said: str) -> None:
    bounds = [None if value is None else Decimal(value) for value in (low, high)]
    assert RU.figure(Figure(span=Span(start=0, stop=1), low=bounds[0], high=bounds[1], **more)) == said


def test_the_languages_have_the_same_strings() -> None:
    def keys(table: dict) -> set[str]:
        return {f"{name}.{key}" for name, entries in table.items() if name != "units" for key in entries}

    assert keys(PACKS["ru"].phrases) == keys(PACKS["en"].phrases)


def test_every_kind_and_stance_of_the_records_has_words() -> None:
    for words in (RU, EN):
        for table, kinds in (("kinds", types.Kind), ("stances", types.Stance), ("voices", types.VoiceKind),
                             ("relations", types.RelationKind), ("states", types.ReadingState)):
            assert set(words.phrases[table]) == set(get_args(kinds)), table
        assert set(words.phrases["evidences"]) == set(get_args(types.Evidence)) - {""}
        assert set(words.phrases["differences"]) == {"figures", "contradicts", "denies", "words"}


@pytest.mark.parametrize(("kind", "name", "ru", "en"), [
    ("agency", "Речвест", "со ссылкой на агентство Речвест", "citing the agency Речвест"),
    ("outlet", "Эхо", "со ссылкой на издание Эхо", "citing the outlet Эхо"),
    ("outlet", "областная газета", "со ссылкой на издание: областная газета", "citing the outlet: областная газета"),
    ("broadcaster", "эфир «Эха»", "со ссылкой на эфир «Эха»", "citing the broadcast: эфир «Эха»"),
    ("broadcaster", "Эхо ТВ", "со ссылкой на эфир: Эхо ТВ", "citing the broadcast: Эхо ТВ"),
    ("document", "доклад", "со ссылкой на документ: доклад", "citing the document: доклад"),
    ("person", "Анна Ивовая", "со слов: Анна Ивовая", "in the words of Анна Ивовая"),
    ("anonymous", "", "со слов: неназванный источник", "in the words of: an unnamed source"),
])
def test_a_link_of_a_chain_says_what_its_source_is(kind: str, name: str, ru: str, en: str) -> None:
    voice = types.Voice(kind=kind, name=name)  # type: ignore[arg-type]
    assert (RU.link(voice), EN.link(voice)) == (ru, en)


def test_every_kind_of_voice_has_its_link_and_every_plan_its_word() -> None:
    for words in (RU, EN):
        assert set(words.phrases["ways"]) == set(get_args(types.VoiceKind)) | {"then"}
        assert set(words.phrases["ahead"]) == set(get_args(types.PromiseKind)) | {"printed"}
