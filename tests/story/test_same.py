from svodka.story import prints, same, weights

from .reports import report


def sides(*reports):
    made = [prints.make(r) for r in reports]
    return same.sides(made, weights.vectors(made, {}))


def judged(*reports):
    return same.judge(*sides(*reports))


TEXT = "Ferry Aurelia sinks off Port Vell. Divers search wreck."


def test_alike_reports_are_one_story_and_the_reasons_name_what_they_share():
    verdict = judged(report("a", TEXT), report("b", "Ferry Aurelia sank. Divers reach wreck off Port Vell."))
    assert verdict.same == "yes"
    assert any(reason.endswith(" aurelia") for reason in verdict.reasons)


def test_unlike_reports_are_not():
    assert judged(report("a", TEXT), report("b", "Mayor Dorn resigns over budget.")).same == "no"


def test_far_apart_in_print_needs_a_stronger_likeness():
    other = "Ferry Aurelia mourned. Port Vell opens museum, ship model, guests, music, anthem, speech."
    near = judged(report("a", TEXT, published="2031-03-05"), report("b", other, published="2031-03-06"))
    far = judged(report("a", TEXT, published="2031-03-05"), report("b", other, published="2031-05-06"))
    assert near.same != "no" and far.same == "no"
    assert "days apart" in far.reasons[-1]


def test_unknown_days_neither_help_nor_harm():
    assert same.strictness(*sides(report("a", TEXT, published="2031-03-05"), report("b", TEXT))) == 1.0


def test_reports_that_name_other_days_need_a_stronger_likeness():
    days = [report(name, "Ferry strike today.", times={"today": when}) for name, when in
            (("a", "XXXX-08-10"), ("b", "2031-08-11"), ("c", "XXXX-09-28"), ("d", "XXXX-01-01"), ("e", "XXXX-12-31"))]
    a, b, c, d, e, silent = sides(*days, report("f", "Ferry strike."))
    assert same.strictness(a, c) == same.OTHER_DAYS
    assert same.strictness(a, b) == same.strictness(d, e) == 1.0
    assert same.strictness(a, silent) == 1.0
    assert "other days" in judged(days[0], days[2]).reasons[-1]


class Meanings:
    """A backend for which reports of ships mean one thing, all others another."""

    def vector(self, words, shares):
        assert len(words) == len(shares)
        return (1.0, 0.0) if {"Ferry", "Vessel"} & set(words) else (0.6, 0.8)


def test_other_words_of_the_same_meaning_count():
    ferry, vessel, mayor = (same.sides([prints.make(report(name, text), Meanings())], [{}])[0] for name, text in
                            (("a", "Ferry sinks."), ("b", "Vessel goes-down."), ("c", "Mayor resigns.")))
    assert same.meaning(ferry, vessel) == 1.0 and same.meaning(ferry, mayor) == 0.6
    assert same.likeness(ferry, vessel) > same.likeness(ferry, mayor)
    assert same.reasons(ferry, mayor, 0.12)[0].startswith("likeness 0.12 = 0.00 by words + 0.12 by meaning")


def test_without_vectors_words_alone_decide_as_ever():
    bare, ferry = same.sides([prints.make(report("a", TEXT)), prints.make(report("b", TEXT), Meanings())], [{}, {}])
    assert same.meaning(bare, ferry) is None
    assert same.NO > same.likeness(bare, ferry) > 0 and "meaning" not in " ".join(same.reasons(bare, ferry, 0.1))
