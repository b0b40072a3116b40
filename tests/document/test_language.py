from __future__ import annotations

import pytest

from svodka.document.language import find


@pytest.mark.parametrize(("text", "lang"), [
    ("Глава района открыл новый мост через реку, движение началось в полдень.", "ru"),
    ("Голова району відкрив новий міст через річку, рух почався опівдні.", "uk"),
    ("Кіраўнік раёна адкрыў новы мост праз раку, рух пачаўся апоўдні.", "be"),
    ("Аудан әкімі өзен арқылы өтетін жаңа көпірді ашты, қозғалыс түсте басталды.", "kk"),
    ("The head of the district opened a new bridge over the river at noon.", "en"),
    ("Der Leiter des Bezirks eröffnete mittags eine neue Brücke über den Fluss.", "de"),
    ("Мост открыт", "ru"), ("Ціни на газ", "uk"), ("", ""), ("12:30 — 100", ""),
    ("Аким города Әбдіхалық Бекқұлов открыл мост. " + "Движение началось в полдень, сообщила мэрия. " * 20, "ru"),
])
def test_the_language_is_told(text: str, lang: str) -> None:
    assert find(text) == lang
