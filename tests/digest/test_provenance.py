from svodka.types import Outlet

from .make import Outlets, report, says, tell

DAM = "Плотина в Озёрске закрыта до лета."
BRIDGE = "На мосту через Тихую меняют настил."
WATER = "Вода в реке поднялась на два метра."


def origins(*reports, **options):
    """Name, numbers of the reports and why each of them leads there."""
    return [(one.name, [ref.report for ref in one.refs], list(one.why)) for one in tell(*reports, **options).origins]


def test_a_copy_leads_to_what_it_repeats_and_a_report_to_whom_it_credits():
    agency = report(DAM, outlet="Волна")
    copy = report(DAM + " Вот так.", outlet="Берег")
    crediting = report(f"Плотина закрыта, сообщает «Волна». {BRIDGE}",
                       says("Волна", "Плотина закрыта", kind="agency"), outlet="Заря")
    own = report(WATER, outlet="Маяк")
    assert origins(agency, copy, crediting, own, copies=((2, 1),)) == [
        ("Волна", [1, 2, 3], ["", "перепечатка одного текста", "источник один: Волна"]), ("Маяк", [4], [""])]


def test_reports_of_an_agency_that_is_not_at_hand_are_of_one_origin():
    def made(outlet):
        return report(f"{outlet} пишет. Плотина закрыта, сообщает «Волна».",
                      says("Волна", "Плотина закрыта", kind="agency"), outlet=outlet)
    assert origins(made("Берег"), made("Заря")) == [("Волна", [1, 2], ["источник один: Волна"] * 2)]


def test_whom_a_report_credits_for_one_sentence_at_its_end_is_not_where_it_comes_from():
    late = report(f"{DAM} {BRIDGE} {WATER} Паводок ждут в мае, сообщает «Волна».",
                  says("Волна", "Паводок ждут в мае", kind="agency"), outlet="Заря")
    assert [name for name, _, _ in origins(report(WATER, outlet="Волна"), late)] == ["Волна", "Заря"]


def test_outlets_of_one_family_are_one_origin():
    book = Outlets(Outlet(id="bereg", name="Берег", family="Лад"), Outlet(id="zarya", name="Заря", family="Лад"))
    assert origins(report(DAM, outlet="Берег"), report(BRIDGE, outlet="Заря"), report(WATER, outlet="Берег"),
                   outlets=book) == [("Берег", [1, 2, 3], ["", "издания одной семьи: Лад", ""])]


def test_reports_that_are_mostly_the_words_of_one_speaker_are_one_origin():
    def made(outlet, more=""):
        return report(f"Дамба устоит, воды хватит до самой осени, заявил Илья Громов.{more}",
                      says("Илья Громов", "Дамба устоит, воды хватит до самой осени"), outlet=outlet)
    assert origins(made("Берег"), made("Заря")) == [
        ("Берег", [1, 2], ["", "говорит один источник: Илья Громов"])]
    assert len(origins(made("Берег"), made("Заря", f" {DAM} {BRIDGE} {WATER}"))) == 2  # most of it is its own
    assert len(origins(made("Берег"), report(DAM, outlet="Заря"), made("Заря"))) == 2  # it has a word of its own, too


def test_reports_of_unknown_outlets_stand_for_themselves():
    assert [numbers for _, numbers, _ in origins(report(DAM), report(BRIDGE))] == [[1], [2]]


def test_each_report_leads_to_one_origin_by_a_sentence_of_its_own():
    made = tell(report(DAM, outlet="Берег"), report(DAM + " Вот так.", outlet="Заря"), report(WATER), copies=((2, 1),))
    refs = [ref for one in made.origins for ref in one.refs]
    assert sorted(ref.report for ref in refs) == [1, 2, 3]
    assert all(ref.document == made.reports[ref.report - 1].document and ref.quote for ref in refs)
