from __future__ import annotations

import codecs

import pytest

from svodka.charset import decode

NEWS = "Мэр Заозёрья Олег Дымов открыл мост через реку Лугу.\r\nДвижение начнётся в полдень.\n"
LYING = '<html><head><meta charset="{}"></head><body>' + NEWS + "</body></html>"
SCRIPT = "<html><script>" + "var a = 'x'; function f(b) { return b + 1; }\n" * 700 + "</script><p>" + NEWS


@pytest.mark.parametrize(("body", "text", "charset"), [
    (NEWS.encode(), NEWS, "utf-8"),
    (codecs.BOM_UTF8 + NEWS.encode(), NEWS, "utf-8"),
    (b"Plain ASCII report.", "Plain ASCII report.", "utf-8"),
    (NEWS.encode("cp1251"), NEWS, "cp1251"),
    ("Мост открыли во вторник.".encode("cp1251"), "Мост открыли во вторник.", "cp1251"),
    (NEWS.upper().encode("cp1251"), NEWS.upper(), "cp1251"),
    (NEWS.encode("koi8-r"), NEWS, "koi8-u"),
    (NEWS.encode("cp866"), NEWS, "cp866"),
    (NEWS.encode("utf-16"), NEWS, "utf-16-le"),
    (codecs.BOM_UTF16_BE + NEWS.encode("utf-16-be"), NEWS, "utf-16-be"),
    (NEWS.encode("utf-16-le"), NEWS, "utf-16-le"),
    (NEWS.encode("utf-16-be"), NEWS, "utf-16-be"),
    (LYING.format("koi8-r").encode("cp1251"), LYING.format("koi8-r"), "cp1251"),
    (LYING.format("windows-1251").encode(), LYING.format("windows-1251"), "utf-8"),
    (SCRIPT.encode("cp1251"), SCRIPT, "cp1251"),
])
def test_the_charset_is_told(body: bytes, text: str, charset: str) -> None:
    found = decode(body)
    assert found is not None and (found.text, found.charset, found.bad) == (text, charset, 0)


def test_a_cut_letter_is_noted_and_the_rest_read() -> None:
    found = decode(NEWS.strip().removesuffix(".").encode()[:-1])
    assert found is not None and found.charset == "utf-8"
    assert (found.bad, found.text) == (1, NEWS.strip()[:-2] + "\ufffd")


def test_the_text_is_what_python_reads_in_that_charset() -> None:
    body = codecs.BOM_UTF8 + "Мост\r\n\tоткрыт\u2028сегодня\u00ad \r\n".encode()
    found = decode(body)
    assert found is not None and found.text == body.decode("utf-8-sig")


@pytest.mark.parametrize("body", [b"", b"\x00" * 100, bytes(range(256)) * 20,
                                  b"\x89PNG\r\n\x1a\n" + bytes(range(128)) * 9, b" \r\n\t "])
def test_what_is_no_text_has_no_charset(body: bytes) -> None:
    assert decode(body) is None
