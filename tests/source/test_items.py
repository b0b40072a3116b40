from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svodka.source.items import LARGEST, items
from svodka.types import Failure, Outcome, Page

TEXT = "Мост открыли во вторник. Движение началось в полдень."


def read(body: str | bytes, path: str = "a.txt", **hints: str) -> list[Outcome]:
    return list(items(path, body.encode() if isinstance(body, str) else body, hints))


def page(body: str | bytes, path: str = "a.txt", **hints: str) -> Page:
    (outcome,) = read(body, path, **hints)
    assert isinstance(outcome.value, Page), outcome.failure
    return outcome.value


def failure(outcome: Outcome) -> Failure:
    assert outcome.failure is not None
    return outcome.failure


@pytest.mark.parametrize(("body", "media_type"), [
    (TEXT, "text/plain"), ("[Фото] " + TEXT, "text/plain"), ("{" + TEXT, "text/plain"), ("<<" + TEXT, "text/plain"),
    ("<!DOCTYPE html><p>" + TEXT, "text/html"), ("\ufeff  <html><p>" + TEXT, "text/html"),
    (f"<p>{TEXT}</p>", "text/html"), (json.dumps({"text": TEXT}), "text/plain"),
    (json.dumps({"html": f"<p>{TEXT}</p>"}), "text/html"), (json.dumps([{"body": TEXT}], indent=1), "text/plain")])
def test_the_kind_is_told_by_content(body: str, media_type: str) -> None:
    assert page(body, "a.bin").media_type == media_type


def test_a_utf16_page_is_html() -> None:
    assert page(f"<html><p>{TEXT}".encode("utf-16")).media_type == "text/html"


@pytest.mark.parametrize("names", [
    ("url", "outlet", "published", "title", "text"), ("link", "source", "date", "headline", "body"),
    ("permalink", "site", "pubDate", "Title", "content"),
    ("canonical_url", "publisher", "datetime", "headline", "articleBody")])
def test_fields_have_the_names_of_most_exports(names: tuple[str, ...]) -> None:
    values = ("http://luga.example/1", "Межа", "2027-04-12", "Мост открыт", TEXT)
    found = page(json.dumps(dict(zip(names, values, strict=True))), "a.jsonl")
    assert (found.url, found.outlet, found.published, found.title) == values[:4]
    assert found.body.decode() == f"Мост открыт\n\n{TEXT}"
    assert found.path == "a.jsonl#1"


def test_an_object_names_its_outlet_too() -> None:
    assert page(json.dumps({"source": {"name": "Межа"}, "text": TEXT})).outlet == "Межа"


def test_a_title_that_stands_in_the_text_is_not_repeated() -> None:
    text = f"Мост открыт!\n{TEXT}"
    assert page(json.dumps({"title": "Мост открыт", "text": text})).body.decode() == text


def test_fields_win_over_hints_and_hints_fill_the_rest() -> None:
    found = page(json.dumps({"outlet": "Межа", "text": TEXT}), outlet="Шум", published="2027-04-12", as_is="true")
    assert (found.outlet, found.published, found.as_is) == ("Межа", "2027-04-12", True)


def test_a_text_has_its_hints() -> None:
    found = page(TEXT, outlet="Шум", url="http://a.example", lang="ru")
    assert (found.outlet, found.url, found.lang, found.as_is) == ("Шум", "http://a.example", "ru", False)
    assert found.body.decode() == TEXT


def test_a_broken_line_is_named_and_the_rest_read() -> None:
    good = json.dumps({"text": TEXT})
    found = read("\n".join([good, '{"text": "обрыв', "", "[1]", '{"url": "x"}', good]), "a.jsonl")
    assert [outcome.key for outcome in found] == [f"a.jsonl#{n}" for n in (1, 2, 4, 5, 6)]
    kinds = [outcome.failure and outcome.failure.kind for outcome in found]
    assert kinds == [None, "BadLine", "BadLine", "BadLine", None]
    assert failure(found[1]).message.startswith("a.jsonl#2: broken JSON")


def test_a_broken_first_line_does_not_make_a_text() -> None:
    found = read('{"text": "обрыв\n' + json.dumps({"text": TEXT}), "a.jsonl")
    assert [outcome.failure is None for outcome in found] == [False, True]


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_lines_with_a_byte_order_mark_or_in_utf_16(charset: str) -> None:
    line = json.dumps({"text": TEXT, "title": "Мост"}, ensure_ascii=False) + "\n"
    for body in (line, line + line):
        found = read(body.encode(charset), "a.jsonl")
        assert [outcome.value.title for outcome in found] == ["Мост"] * body.count("\n")


@pytest.mark.parametrize("body", ['[{"text": "обрыв"}, {"te', '[\n {"text":\n "обр', '{\n "text": "обрыв",\n "url"'])
def test_a_json_text_that_is_cut_is_one_failure_and_no_prose(body: str) -> None:
    (outcome,) = read(body, "a.json")
    assert failure(outcome).kind == "BadLine" and failure(outcome).message.startswith("a.json: broken JSON")


def test_half_a_letter_and_places_to_break_a_word() -> None:
    (outcome,) = read('{"text": "Мо\\u00adст", "title": "a\\ud800", "outlet": "\\udfff"}', "a.jsonl")
    assert outcome.value.body.decode().endswith("Мост")
    assert (outcome.value.title, outcome.value.outlet) == ("a?", "?")


def test_bytes_that_are_not_utf8_in_a_line() -> None:
    (one, two) = read(b'{"text": "\xff\xfe\xfa"}\n' + json.dumps({"text": TEXT}).encode(), "a.jsonl")
    assert failure(one).kind == "BadLine" and two.failure is None


@pytest.mark.parametrize("body", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"%PDF-1.7 ...", b"PK\x03\x04....",
                                  b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"x" * (LARGEST + 1)])
def test_what_cannot_be_read(body: bytes) -> None:
    (outcome,) = read(body)
    assert (failure(outcome).stage, failure(outcome).kind) == ("read", "Unreadable")
    assert failure(outcome).message.startswith("a.txt: ")


def test_a_line_of_fifty_megabytes_is_a_failure_and_the_rest_read() -> None:
    found = read(b'{"text": "' + b"x" * (LARGEST + 1) + b'"}\n' + json.dumps({"text": TEXT}).encode(), "a.jsonl")
    assert [outcome.failure and outcome.failure.kind for outcome in found] == ["Unreadable", None]


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(alphabet='{}[]":,\n\\u0d8 text<html>', max_size=120).map(str.encode)))
def test_no_bytes_raise(body: bytes) -> None:
    for outcome in items("a", body, {}):
        assert (outcome.value is None) != (outcome.failure is None)


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r"])
def test_lines_of_an_older_export(charset: str) -> None:
    text = "Мост через Тальву закрыли на ремонт до конца лета, сообщили в городской управе. " * 3
    found = read(json.dumps({"title": "Мост закрыли", "text": text}, ensure_ascii=False).encode(charset), "a.jsonl")
    assert [outcome.value.title for outcome in found] == ["Мост закрыли"]
