from svodka.story import build

from .reports import report

BODY = ("Ferry Aurelia sinks off Port Vell with sixty people aboard. Divers search the wreck since dawn. "
        "Harbour master Ilda Morn blames a loose cargo hatch. The owner promises to pay the families.")
CUT = BODY.rsplit("The owner", 1)[0]
OWN = "Ferry Aurelia lies deep off Port Vell. Our reporter met divers near the wreck, families wait, the owner hides."


def copies(*reports):
    return {c.document: c.of for story in build.build(reports, {}) for c in story.copies}


def test_a_cut_reprint_copies_the_longer_report_where_days_are_unknown():
    assert copies(report("a", CUT), report("b", BODY), report("c", OWN)) == {"a": "b"}


def test_the_earliest_published_is_the_original():
    found = copies(report("a", BODY, published="2031-03-06"), report("b", CUT, published="2031-03-05"))
    assert found == {"a": "b"}


def test_the_agency_that_the_others_credit_is_the_original():
    found = copies(report("a", BODY, outlet="Gazette", credits=("Portnews",)),
                   report("b", CUT, outlet="Portnews", credits=()),
                   report("c", BODY + " Divers rest.", outlet="Bugle", credits=("Portnews",)))
    assert found == {"a": "b", "c": "b"}


def test_share_is_of_the_copys_own_words():
    story = build.build((report("a", CUT), report("b", BODY)), {})[0]
    assert story.copies[0].share == 1.0


def test_two_reports_of_one_happening_in_own_words_are_no_copies():
    assert copies(report("a", BODY), report("c", OWN)) == {}
