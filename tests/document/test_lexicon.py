from __future__ import annotations

import pytest

from svodka.document.lexicon import kinds, needs, openings, parse
from svodka.lang import pack

OF = kinds(pack.find()["ru"].table("boilerplate.tsv"))


@pytest.mark.parametrize(("line", "kind"), [
    ("Подписывайтесь на наш Telegram-канал", "subscribe"), ("Добавьте «Межу» в избранные источники", "subscribe"),
    ("Межа » Новости » Общество » В Лапинке открыли…", "crumbs"), ("Читай также: Семь супов на осень", "also"),
    ("Мэр Лапинки Рябов. Иллюстрация: mezha.example", "credit"), ("Пожар в порту. Кадр телеканала «Межа»", "credit"),
    ("Пожалуйста, уважайте труд журналистов", "legal"), ("Не копируйте статьи целиком.", "legal"),
    ("ЧИТАЙТЕ ТАКЖЕ: На Луге тронулся лёд", "also"), ("Картина дня", "more"), ("Новости партнёров", "more"),
    ("Комментарии (12)", "comments"), ("Фото: Глеб Сорока", "credit"), ("Стоп-кадр видео", "credit"),
    ("Просмотров: 1 204", "counter"), ("© 2012–2027 «Межа». Все права защищены.", "legal"), ("18+", "legal"),
    ("* Признан в РФ иностранным агентом", "agent"), ("Нашли опечатку? Нажмите Ctrl+Enter", "error"),
    ("Продолжая пользоваться сайтом, вы соглашаетесь с использованием cookie", "cookie"),
    ("Оформите подписку, чтобы дочитать статью", "paywall"), ("Происшествия", "rubric"), ("Контакты", "service"),
    ("Поделиться:", "share"), ("Запрещаются спам и реклама в комментариях", "comments")])
def test_furniture_is_known(line: str, kind: str) -> None:
    assert kind in OF(line)


@pytest.mark.parametrize("line", [
    "Происшествия последних дней обсудили на совещании у губернатора.",
    "Рябов назвал газету «Межа» → «Вестником» и «Лапинку» → «Лугой»: опечатка разошлась по стране.",
    "Читайте закон, посоветовал депутат Рябов.",
    "Фотограф Глеб Сорока открыл выставку в Лапинке.",
    "Комментарии министра по поводу пожара оказались противоречивыми, считает депутат Рябов.",
    "Подписывать договор в Заозёрье не стали, сообщил глава района.", "Новости о прорыве дамбы не подтвердились.",
    "Реклама лекарств будет запрещена с осени, сказал министр.", "Адресаты письма его не получили.",
    "Самое популярное место отдыха закрыли на карантин.", "Читатели газеты прислали в редакцию сорок писем."])
def test_prose_is_not(line: str) -> None:
    assert OF(line) == frozenset()


@pytest.mark.parametrize(("pattern", "letters"), [
    ("фото", "ф"), ("(?:ещ[её] )?больше", "еб"), ("[кт]оп|мир", "ктм"), (r"\bда", "д"), (r"\d+ лет", None),
    (r"\(?фото", None),
    ("(?:а)?", None)])
def test_the_letters_that_a_pattern_may_begin_with(pattern: str, letters: str | None) -> None:
    assert openings(parse(pattern)) == (None if letters is None else frozenset(letters))


@pytest.mark.parametrize(("pattern", "words"), [
    ("наш(?:ем)? канал", [" канал"]), (r"(?:доллар|евро)\W+\d", ["доллар", "евро"]), (r"(?:мост)?\d", []),
    ("(?:берег )+", ["берег "]),
    (r"(?:мост|\d)", [])])
def test_the_words_that_a_pattern_needs(pattern: str, words: list[str]) -> None:
    assert sorted(needs(parse(pattern))) == words


def test_a_line_is_of_every_kind_that_a_row_gives_it() -> None:
    rows = [{"pattern": pattern, "kind": kind, "where": where} for pattern, kind, where in (
        ("мост", "a", "whole"), ("мост\\b", "b", "start"), ("[*]? ?м", "c", "start"), ("т .тк", "d", "any"),
        ("\\d", "e", "any"))]
    of = kinds(rows)
    assert of("«Мост»") == {"a", "b", "c"} and of("* мел") == {"c"} and of("Рот открыт 2") == {"d", "e"} and not of("")
