from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svodka.document import build
from svodka.source.outlets import Outlets
from svodka.spans import cut
from svodka.types import Document, Outlet, Page
from tests.document.pages import FLAT, HTML, OUTLETS, PACKS, document, either, kept, marked, outcome


@pytest.mark.parametrize("path", FLAT, ids=lambda path: path.stem)
def test_a_flattened_page_keeps_its_article(path: Path) -> None:
    text, wanted = marked(path)
    assert [line for line in kept(document(text)) if line not in either(path)] == wanted


@pytest.mark.parametrize("path", HTML, ids=lambda path: path.stem)
def test_an_html_page_keeps_its_article(path: Path) -> None:
    assert kept(document(path.read_bytes())) == path.with_suffix(".html.kept").read_text("utf-8").splitlines()


@pytest.mark.parametrize("path", FLAT + HTML, ids=lambda path: path.name)
def test_every_line_is_kept_or_dropped_with_a_reason(path: Path) -> None:
    doc = document(marked(path)[0] if path.suffix == ".page" else path.read_bytes())
    spans = sorted([*doc.paragraphs, *(dropped.span for dropped in doc.dropped)], key=lambda span: span.start)
    assert [cut(doc.text, span) for span in spans] == [line.strip() for line in doc.text.splitlines() if line.strip()]
    assert all(dropped.reason for dropped in doc.dropped)


@pytest.mark.parametrize("path", FLAT + HTML, ids=lambda path: path.name)
def test_cleaning_is_the_same_each_time(path: Path) -> None:
    body = path.read_bytes()
    assert document(body) == document(body)


@pytest.mark.parametrize(("name", "headline"), [
    ("portal", "В Приозёрске открыли новый мост через Лугу"), ("plain", "Завод в Каменке возобновил работу"),
    ("longread", "Последний паромщик Луги"), ("telegram", None)])
def test_the_headline_is_a_line_of_the_page(name: str, headline: str | None) -> None:
    doc = document(marked(next(path for path in FLAT if path.stem == name))[0])
    assert (doc.headline and cut(doc.text, doc.headline)) == headline
    assert headline is None or (doc.title == headline and doc.paragraphs[0] == doc.headline)


def test_without_a_headline_the_first_sentence_is_the_title() -> None:
    doc = document("Мэр Олег Дымов объявил об отставке. Причин он не назвал, сообщила его пресс-служба.\n"
                   "Выборы нового главы города состоятся осенью, решили депутаты.")
    assert (doc.title, doc.headline) == ("Мэр Олег Дымов объявил об отставке.", None)


@pytest.mark.parametrize(("name", "published"), [
    ("portal", datetime(2027, 4, 12, 10, 15)), ("agency", datetime(2026, 10, 7, 18, 5)),
    ("agent_notice", datetime(2027, 7, 3, 16, 20)), ("paywall", datetime(2026, 5, 21)), ("tabloid", None)])
def test_the_date_stands_near_the_headline(name: str, published: datetime | None) -> None:
    doc = document(marked(next(path for path in FLAT if path.stem == name))[0])
    assert (doc.published and doc.published.start) == published


def test_what_html_says_of_itself() -> None:
    doc = document(next(path for path in HTML if path.stem == "agency").read_bytes())
    assert (doc.title, doc.outlet) == ("Пожар на мельнице в Заозёрье потушен", "РечИнфо")
    assert doc.authors == ("Инна Белкина",)
    assert doc.url == "https://rechinfo.example/2027/02/03/melnica.html"
    assert doc.published is not None
    assert (doc.published.start, doc.published.zone) == (datetime(2027, 2, 3, 9, 41), 180)
    assert "https://rechinfo.example/2027/02/02/fire.html" in doc.links


def test_the_nearest_hint_wins_and_a_known_outlet_has_its_own_name() -> None:
    known = Outlets([Outlet(id="ri", name="Речное информбюро", names=("РечИнфо",), domains=("rechinfo.example",))])
    body = next(path for path in HTML if path.stem == "agency").read_bytes()
    page = Page(path="p", body=body, media_type="text/html", published="2027-02-04")
    made = build.build(page, PACKS, known).value
    assert isinstance(made, Document) and made.outlet == "Речное информбюро" and made.published is not None
    assert made.published.start == datetime(2027, 2, 4)


def test_as_is_keeps_every_line() -> None:
    text, _ = marked(FLAT[0])
    doc = document(text, as_is=True)
    assert (kept(doc), doc.dropped) == (text.splitlines(), ())


def test_offsets_are_the_files_own() -> None:
    text = ("\ufeffЗавод в Каменке возобновил работу\r\n\r\n"
            "  Кирпичный завод возобновил работу, сообщил директор.\r\n\r\nКонец простоя.")
    doc = document(text)
    assert doc.text == text[1:]
    assert kept(doc)[1] == "Кирпичный завод возобновил работу, сообщил директор."


def test_prose_that_stands_again_is_kept_once() -> None:
    text, wanted = marked(next(path for path in FLAT if path.stem == "portal"))
    doc = document(text.replace(wanted[-1], wanted[-1] + "\n" + wanted[1]))
    assert kept(doc).count(wanted[1]) == 1 and "repeated" in {dropped.reason for dropped in doc.dropped}


def test_a_language_without_a_pack_is_named_and_kept() -> None:
    doc = document(marked(next(path for path in FLAT if path.stem == "ukrainian"))[0])
    assert doc.lang == "uk" and len(doc.paragraphs) >= 3


def test_the_same_text_under_another_outlet_is_another_document() -> None:
    text = "Завод в Каменке возобновил работу после двухмесячного простоя, сообщил директор."
    assert document(text, outlet="А").id != document(text, outlet="Б").id
    assert document(text, outlet="А").id == document(text, outlet="А").id


@pytest.mark.parametrize("body", [b"", b"\x00\x01\x02\x03" * 50, b"<html><body><script>x()</script></body></html>",
                                  "<html><body><nav><a href=/>Главная</a><a href=/n>Новости</a></nav></body></html>"])
def test_what_holds_no_article_is_a_failure_with_the_path(body: bytes | str) -> None:
    failure = outcome(body).failure
    assert failure is not None and (failure.stage, failure.kind) == ("document", "Unreadable")
    assert failure.message.startswith("page: ")


@pytest.mark.parametrize("body", [
    "<div>" * 10_000 + "Глава района открыл мост через реку." + "</div>" * 10_000,
    "<p " + "x" * 1_000_000 + ">Мост открыт.",
    "<html>" + "<p>Мост открыли." * 3000, "<table><tr><td>" * 500 + "Мост", "<![CDATA[ <<<>>> &&& ]]>",
    "<a href='http://[bad'>Мост</a>"])
def test_a_broken_page_gives_a_document_or_a_failure(body: str) -> None:
    made = outcome(body)
    assert (made.value is None) != (made.failure is None)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
                 st.text(alphabet="<>/pdiva hре .\n", max_size=200).map(lambda text: ("<html>" + text).encode())))
def test_no_bytes_raise(body: bytes) -> None:
    for kind in ("text/plain", "text/html"):
        page = Page(path="page", body=body, media_type=kind)  # type: ignore[arg-type]
        made = build.build(page, PACKS, OUTLETS)
        assert (made.value is None) != (made.failure is None)


def test_a_paragraph_cut_off_at_its_end_is_an_article_all_the_same() -> None:
    said = "Инженеры осмотрели опоры моста и нашли трещины. Движение закрыли до конца лета, сообщили в управе. "
    text = f"Мост закрыли\n\nРепортаж с берега,\n\n{said * 8}Позднее в управе добавили, что деньги на\n"
    assert any("нашли трещины" in line for line in kept(document(text)))


def test_paragraphs_of_another_language_are_told() -> None:
    ru = ["Глава района открыл новый мост через реку, движение началось в полдень, сообщила мэрия.",
          "Строили мост три года, на работы ушло триста миллионов рублей из областного бюджета."]
    uk = "Голова району відкрив новий міст через річку, рух почався опівдні, повідомила пресслужба."
    doc = document("\n".join([ru[0], uk, ru[1]]))
    assert [(cut(doc.text, each.span), each.lang) for each in doc.foreign] == [(uk, "uk")] and doc.lang == "ru"


@pytest.mark.parametrize("mark", ["{}", "<p>{}</p>"])
def test_a_script_without_spaces_has_an_article(mark: str) -> None:
    article = ["市长星期二为新桥剪彩，交通从中午开始恢复。新闻处说，这座桥用了三年时间建成。",
               "来自附近村庄的居民参加了仪式。他们说，他们等这座桥已经等了二十年。",
               "工程花费了三亿元，由地方预算支付。"]
    doc = document("\n".join(mark.format(line) for line in ["首页", "新闻", "体育", *article, "联系我们", "版权所有"]))
    assert doc.lang == "zh" and set(article[:2]) <= set(kept(doc)) and "联系我们" not in kept(doc)
