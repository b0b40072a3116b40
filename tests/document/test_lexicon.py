from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svodka.document.lexicon import AROUND, SENTENCE, finder, kinds, needs, openings, parse
from svodka.lang import pack

ROWS = pack.find()["ru"].table("boilerplate.tsv")
ALL = kinds(ROWS)
PIECES = sorted({*re.findall(r"\w+|\W", " ".join(row["pattern"] for row in ROWS)), "12", "2031", "мост", "Река", "  "})


def OF(line: str) -> frozenset[str]:
    return ALL([line])[0]


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
    ("фото", ["фото"]), ("(?:ещ[её] )?боль", ["боль", "еще ", "ещё "]), ("[кт]оп|мир", ["коп", "мир", "топ"]),
    (r"\bда", ["да"]), (r"\(?фото", ["фото"]), ("e-?mail", ["e-", "emai"]), ("а+б", ["а"]), (r"мы\w+", ["мы"]),
    (r"\d лет", [f"{digit} ле" for digit in range(10)]), ("©", None), (r"\w+", None), ("(?:а)?", None)])
def test_what_the_first_word_of_a_pattern_begins_with(pattern: str, letters: list[str] | None) -> None:
    found = openings(parse(pattern))
    assert (found and sorted(found)) == letters


@pytest.mark.parametrize(("pattern", "words"), [
    ("наш(?:ем)? канал", [" канал"]), (r"(?:доллар|евро)\W+\d", ["доллар", "евро"]), (r"(?:мост)?\d", []),
    ("(?:берег )+", ["берег "]),
    (r"\w+ [|/] \w", ["/", "|"]), (r"[|\d]", []),
    (r"(?:мост|\d)", [])])
def test_the_words_that_a_pattern_needs(pattern: str, words: list[str]) -> None:
    assert sorted(needs(parse(pattern))) == words


def test_a_line_is_of_every_kind_that_a_row_gives_it() -> None:
    rows = [{"pattern": pattern, "kind": kind, "where": where} for pattern, kind, where in (
        ("мост", "a", "whole"), ("мост\\b", "b", "start"), ("[*]? ?м", "c", "start"), ("т .тк", "d", "any"),
        ("\\d", "e", "any"))]
    assert kinds(rows)(["«Мост»", "* мел", "Рот открыт 2", ""]) == [{"a", "b", "c"}, {"c"}, {"d", "e"}, frozenset()]


def by_definition(line: str) -> set[str]:
    text = " ".join(line[:300].lower().split())
    return {row["kind"] for row in ROWS if (row["where"] != "any" or len(line) <= SENTENCE)
            and re.search(row["pattern"].join(AROUND[row["where"]]), text)}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join), min_size=1, max_size=9))
def test_of_many_lines_at_once_the_kinds_are_those_of_every_pattern_tried(lines: list[str]) -> None:
    assert ALL(lines) == [by_definition(line) for line in lines]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("абв ", min_size=1, max_size=6), unique=True), st.lists(st.text("абв ")))
def test_words_are_found_in_the_lines_that_have_them(words: list[str], lines: list[str]) -> None:
    assert set(finder(words)(lines)) == {(i, word) for i, line in enumerate(lines) for word in words if word in line}
