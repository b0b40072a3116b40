"""What a page says of itself and of its parts: our own pages with the fields that they must give, in `.toml` beside
them. A moment is written as `2027-03-14T09:32+04:00`, without the zone or the time of day where the page lacks it."""
from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from svodka.document import amend, dates, parts
from svodka.document.extract import HtmlLine
from svodka.document.features import Row
from svodka.spans import cut, inside
from svodka.types import Document, Moment, Span
from tests.document.pages import FLAT, HTML, PACKS, document, kept, marked

FIELDS = [path for path in FLAT + HTML if path.with_suffix(".toml").exists()]
MONTHS = dates.calendar(PACKS["ru"].toml("dates.toml")).months


def written(moment: Moment | None) -> str:
    if moment is None:
        return ""
    text = moment.start.isoformat(timespec="minutes") if not dates.is_day(moment) else moment.start.date().isoformat()
    sign, zone = ("-" if (moment.zone or 0) < 0 else "+"), abs(moment.zone or 0)
    return text if moment.zone is None else f"{text}{sign}{zone // 60:02}:{zone % 60:02}"


def field(doc: Document, name: str) -> object:
    value = getattr(doc, name)
    if isinstance(value, Moment) or name == "published":
        return written(value)
    if isinstance(value, Span):
        return cut(doc.text, value).strip()
    if name == "captions":
        return [[caption.text, caption.credit] for caption in value]
    if name == "sisters":
        return [cut(doc.text, span) for span in value]
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("path", FIELDS, ids=lambda path: path.name)
def test_the_fields_of_a_page(path: Path) -> None:
    doc = document(marked(path)[0] if path.suffix == ".page" else path.read_bytes())
    wanted = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
    assert {name: field(doc, name) for name in wanted} == wanted


def test_there_are_pages_enough_of_both_kinds() -> None:
    assert len(FLAT) >= 15 and len(HTML) >= 15 and len(FIELDS) >= 15


@pytest.mark.parametrize("path", FIELDS, ids=lambda path: path.name)
def test_the_parts_stand_where_they_are_said_to(path: Path) -> None:
    """Sub-heading and lead are kept, captions and sisters are not."""
    doc = document(marked(path)[0] if path.suffix == ".page" else path.read_bytes())
    left = {dropped.span for dropped in doc.dropped}
    assert {span for span in (doc.headline, doc.subheading, doc.lead) if span} <= set(doc.paragraphs)
    assert all(any(inside(span, whole) for whole in left) for span in doc.sisters)
    assert not {cut(doc.text, span) for span in doc.sisters} & set(kept(doc))
    assert all(any(c.span.start <= span.start < c.span.stop for span in left) for c in doc.captions)


@pytest.mark.parametrize(("text", "prefix"), [
    ("МОСКВА, 10 янв — РИА Новости. Снег выпал ночью.", "МОСКВА, 10 янв — РИА Новости. "),
    ("КАМЕННЫЙ, 21 октября. /РечИнфо/. Порт увеличил перевалку.", "КАМЕННЫЙ, 21 октября. /РечИнфо/. "),
    ("Заозёрск. 3 марта. РечИнфо - Суд арестовал счета.", ""),
    ("НОВЫЙ БЕРЕГ, 3 марта 2027 г. — Суд арестовал счета.", "НОВЫЙ БЕРЕГ, 3 марта 2027 г. — "),
    ("Встреча, 10 января — день памяти.", "Встреча, 10 января — "),
    ("Снег выпал ночью, 10 января, сообщили синоптики.", ""), ("ЛУГА, 10 домов — без света.", "")])
def test_a_dateline_is_a_place_and_a_day(text: str, prefix: str) -> None:
    assert text[:parts.dateline(text, MONTHS)] == prefix


def rules(*rows: Row, reasons: str) -> list[str]:
    """`k` stands for a kept line, `x` for one left out."""
    return amend.amend(rows, ["" if mark == "k" else "amid" for mark in reasons])


SAID = Row(text="Глава района рассказал, что движение по мосту началось в полдень.")
MORE = Row(text="Старую переправу разберут до конца сентября.")


def test_a_question_before_a_kept_answer_is_kept() -> None:
    question, answer = Row(text="— Почему?"), Row(text="— Потому что снег лежит.")
    assert rules(question, answer, reasons="xk") == ["", ""]
    assert rules(Row(text="— Главная"), answer, reasons="xk") == ["amid", ""]


def test_titles_under_a_head_are_others() -> None:
    head, title = Row(text="ЧИТАЙТЕ ТАКЖЕ", kinds=frozenset({"also"})), Row(text="Названы лучшие пляжи области")
    assert rules(SAID, head, title, MORE, reasons="kxkk") == ["", "amid", "also", ""]
    assert rules(head, title, SAID, reasons="xkk") == ["amid", "", ""]


def test_a_caption_is_dropped_as_a_caption() -> None:
    caption = Row(text="Мост через Лугу открыли во вторник.", places=frozenset({"caption"}))
    assert rules(SAID, caption, reasons="kk") == ["", "caption"]


def test_a_pull_quote_is_kept_once() -> None:
    quote = Row(text="движение по мосту началось в полдень")
    assert rules(Row(text="Мост открыли"), quote, SAID, reasons="kkk") == ["", "repeated", ""]


def test_a_discussion_is_known_by_its_buttons() -> None:
    head, button = (Row(text=text, kinds=frozenset({"comments"})) for text in ("Комментарии (5)", "Ответить"))
    assert rules(SAID, head, MORE, button, button, reasons="kxkxx") == ["", "amid", "comments", "amid", "amid"]
    assert rules(SAID, head, MORE, reasons="kxk") == ["", "amid", ""]


def test_only_reports_of_the_same_site_are_earlier_ones() -> None:
    links = ("https://www.luga.example/2027/1.html", "https://luga.example/tag/1", "https://gorod.example/2027/2.html",
             "https://luga.example/")
    lines = [HtmlLine(text="Мост открыли"), HtmlLine(text="Ранее сообщали.", links=links)]
    assert list(parts.earlier(lines, ["", ""], "https://luga.example/3.html")) == [links[0]]
