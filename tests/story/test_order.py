import pytest

from svodka.lang import pack as packs
from svodka.spans import lines
from svodka.story import order, phases
from svodka.types import Analysis, Document

from .reports import report

ASKS = ("Губернатор Лесного края Пётр Званцев попросил соседние области помочь: он обратился к ним с просьбой "
        "оказать содействие в тушении пожара на складе.")
THANKS = "Пётр Званцев поблагодарил соседние области за вовремя оказанную помощь. Пожар на складе потушен."
DOUBTS = "Пришлют ли соседние области помощь? Ответа пока нет. Пожарные просят помощи."
REFUSED = "Соседние области не оказали краю помощи. Глава края просит помощи у столицы."


@pytest.fixture(scope="module")
def russian():
    return packs.find()["ru"]


def read(russian, name, text):
    parse = russian.backend.parse(text, lines(text))
    doc = Document(id=name, path=name, url="", outlet="", lang="ru", title="", text=text, paragraphs=lines(text))
    return Analysis(document=doc, made="test", tokens=parse.tokens, sents=parse.sents)


def test_a_request_stands_before_thanks_for_the_same_thing_whatever_the_input(russian):
    asks, thanks = read(russian, "asks", ASKS), read(russian, "thanks", THANKS)
    for given in ((asks, thanks), (thanks, asks)):
        found, why = order.arrange(given, {"ru": russian})
        assert [given[i].document.id for i in found] == ["asks", "thanks"]
        assert why[0] == "first" and why[1].startswith("phase: request")


def test_what_is_asked_about_or_denied_is_not_told_as_done(russian):
    for text in (DOUBTS, REFUSED):
        ranks = {p.thing: p.name for p in phases.find(read(russian, "a", text), russian)}
        assert ranks["помощь"] == "request"


def test_no_shared_thing_no_order(russian):
    other = read(russian, "b", "Пётр Званцев поблагодарил артистов за концерт.")
    _, why = order.arrange((other, read(russian, "a", ASKS)), {"ru": russian})
    assert why[1] == "unknown: as given"


def test_publication_outranks_all():
    a = report("a", "Ferry sank fifth.", published="2031-03-09", times={"fifth": "2031-03-05"})
    b = report("b", "Ferry sank seventh.", published="2031-03-08", times={"seventh": "2031-03-07"})
    found, why = order.arrange((a, b), {})
    assert found == (1, 0) and why[1] == "published: 2031-03-09 00:00"


def test_days_told_order_undated_reports_round_the_year():
    a = report("a", "Ferry raised second.", times={"second": "XXXX-01-02"})
    b = report("b", "Ferry sank thirtieth.", times={"thirtieth": "XXXX-12-30"})
    found, why = order.arrange((a, b), {})
    assert found == (1, 0) and why[1] == "day told: XXXX-12-30 before XXXX-01-02"


def test_a_day_below_the_lead_is_not_the_day_of_the_news():
    tail = report("a", "Ferry sank. " + "Crew rows. " * 6 + "Inquest ninth.", times={"ninth": "2031-03-09"})
    assert order.day_of_news(tail) is None


def test_unknown_keeps_the_order_of_the_input_and_says_so():
    found, why = order.arrange((report("b", "Ferry."), report("a", "Ferry.")), {})
    assert found == (0, 1) and why == ("first", "unknown: as given")


def test_rules_that_run_in_a_circle_lose_no_report():
    """a before b by publication, b before c and c before a by days told."""
    a = report("a", "Ferry ninth.", published="2031-03-01", times={"ninth": "2031-03-09"})
    b = report("b", "Ferry fifth.", published="2031-03-02", times={"fifth": "2031-03-05"})
    c = report("c", "Ferry seventh.", times={"seventh": "2031-03-07"})
    found, _ = order.arrange((a, b, c), {})
    assert sorted(found) == [0, 1, 2]
