from __future__ import annotations

import pytest

from svodka.charset import decode
from svodka.mojibake import letter, mend

TEXT = "Президент и Иран: «Район» — сообщил мэр. Сразу после этого её спросили об ИТОГАХ."
ABOVE, BELOW = "Хорошая строка стоит выше.", "И ещё одна хорошая строка стоит ниже."


def misread(text: str, real: str, read: str) -> str:
    """As a careless reader does, who leaves bytes that the set lacks as they are."""
    return "".join(letter(byte, read) for byte in text.encode(real))


@pytest.mark.parametrize(("read", "real"), [
    ("cp1251", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "utf-8"), ("koi8-r", "utf-8"), ("cp866", "utf-8"),
    ("mac_cyrillic", "utf-8"), ("latin-1", "cp1251"), ("cp1252", "cp1251"), ("koi8-r", "cp1251"), ("cp866", "cp1251"),
    ("cp1251", "koi8-r"), ("cp1251", "cp866")])
def test_a_misread_line_is_read_anew(read: str, real: str) -> None:
    text = TEXT.encode(real, "replace").decode(real)
    assert mend(f"{ABOVE}\n{misread(text, real, read)}\r\n{BELOW}") == f"{ABOVE}\n{text}\r\n{BELOW}"


@pytest.mark.parametrize("text", [
    misread(misread(TEXT, "utf-8", "cp1251"), "utf-8", "cp1251"),  # read wrong twice
    TEXT.encode().decode("cp1251", "replace"),  # by a reader who marks what the set lacks
    misread(TEXT, "utf-8", "cp1251").replace("\xa0", " "),  # no-break spaces lost since
])
def test_what_was_read_twice_or_lost_a_byte_is_mended(text: str) -> None:
    assert mend(text) == TEXT


def test_a_part_of_a_line_is_mended() -> None:
    assert mend(f"Он сказал: {misread(TEXT, 'utf-8', 'cp1251')}") == f"Он сказал: {TEXT}"


@pytest.mark.parametrize("text", [
    "Le théâtre était fermé à l'été, où naît la forêt.", "Їжак і ґедзь єднаються: СТАРИЙ ТОРФ, УФА.",
    "УФСИН и ФПК: ВЫСТУПИЛИ СТО ЧЕЛОВЕК", "Сёла и Рёбра: фейерверк, Я не ПЮИ!", "Әбдіхалық Бекқұлов көпірді ашты.",
    "при +20 °С и 5 Р° ещё", "ВКонтакте, мРНК, еСИМ и iPhone", "Τα Νέα της ημέρας", ""])
def test_what_is_right_stays(text: str) -> None:
    assert mend(text) == text


def test_a_page_of_two_charsets_is_read() -> None:
    body = "\n".join([ABOVE] * 9).encode("cp1251") + b"\n" + TEXT.encode()
    found = decode(body)
    assert found is not None and found.text == "\n".join([ABOVE] * 9 + [TEXT])
