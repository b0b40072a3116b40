from svodka.story import prints
from svodka.story.build import NONE
from svodka.story.live import Live
from svodka.types import Constraints
from tests.story.reports import report

FIRE = "Лавка горела ночью. Пожар тушили часы."
VOTE = "Депутаты приняли бюджет. Голосование шло день."


def live(constraints=NONE):
    return Live(lambda lemmas: [0.0] * len(lemmas), constraints)


def made(name, text, **more):
    return prints.make(report(name, text, **more))


def test_reports_of_one_happening_join_and_others_start():
    held = live()
    assert held.place(made("a", FIRE)).how == "started"
    assert held.place(made("b", VOTE)).how == "started"
    placed = held.place(made("c", FIRE + " Лавочник цел."))
    assert placed.how == "joined" and set(held.stories()[placed.story]) == {"a", "c"}


def test_a_report_read_again_changes_nothing():
    held = live()
    first = held.place(made("a", FIRE))
    before = held.stories()
    again = held.place(made("a", FIRE))
    assert again.story == first.story and not again.moved and held.stories() == before


def test_what_people_hold_apart_stays_apart_and_together_together():
    apart = live(Constraints(apart=frozenset({("a", "b")})))
    together = live(Constraints(together=frozenset({("a", "b")})))
    for each in (made("a", FIRE), made("b", FIRE)):
        apart.place(each)
    for each in (made("a", FIRE), made("b", VOTE)):
        together.place(each)
    assert len(apart.stories()) == 2 and len(together.stories()) == 1
