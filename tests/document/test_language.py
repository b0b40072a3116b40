from __future__ import annotations

import pytest

from svodka.document.language import find, other


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


UK = "Голова району відкрив новий міст через річку, рух почався опівдні, повідомила пресслужба."
KK = "Аудан әкімі өзен арқылы өтетін жаңа көпірді ашты, қозғалыс түсте басталды."
RU = "Глава района открыл новый мост через реку, движение началось в полдень, сообщила пресс-служба."
EN = "The head of the district opened a new bridge over the river at noon."


@pytest.mark.parametrize(("text", "lang", "other_lang"), [
    (RU, "ru", ""), (UK, "uk", ""), (KK, "kk", ""), (EN, "en", ""), (UK, "ru", "uk"), (KK, "ru", "kk"),
    (EN, "ru", "en"),
    (RU, "uk", "ru"), (RU, "kk", "ru"), (RU, "en", "ru"),
    ("市长星期二为新桥剪彩，交通从中午开始恢复。" * 3, "ru", "zh"),
    ("Мост открыл аким Әбдіхалық Бекқұлов, сообщила районная газета «Өркен» в среду вечером.", "ru", ""),
    ("Завод выпускает модели Lada Granta, Lada Vesta и Lada Niva Travel с 2019 года.", "ru", ""),
    ("«Міст відкрито»", "ru", ""), ("https://lugvestnik.example/2031/03/14/pozhar-v-portu", "ru", "")])
def test_a_paragraph_in_another_language_is_told(text: str, lang: str, other_lang: str) -> None:
    assert other(text, lang) == other_lang
