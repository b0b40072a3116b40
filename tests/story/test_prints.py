from svodka.story import prints

from .reports import report


def test_a_word_of_the_lead_weighs_more_than_one_below_it():
    lead = "Ferry sinks. " + "Crew rows. " * (prints.LEAD - 1)
    weights = dict(prints.make(report("a", lead + "Harbour waits.")).lemmas)
    assert weights["ferry"] == prints.LEAD_WEIGHT ** prints.DAMPED
    assert weights["harbour"] == 1.0


def test_a_verb_weighs_a_little_more_and_repetition_ever_less():
    weights = dict(prints.make(report("a", "Ferry sinks/VERB. Harbour crew crew.")).lemmas)
    assert weights["ferry"] < weights["sinks"] < weights["crew"] < 2 * weights["ferry"]


def test_function_words_and_initials_are_left_out_but_not_numbers():
    weights = dict(prints.make(report("a", "the/DET J ferry 7 of/ADP.")).lemmas)
    assert set(weights) == {"ferry", "7"}


def test_a_day_is_the_same_word_with_and_without_its_year():
    with_year = prints.make(report("a", "Ferry sank fifth.", times={"fifth": "2031-03-05"}))
    without = prints.make(report("b", "Ferry sank on-the-5th.", times={"on-the-5th": "XXXX-03-05"}))
    assert dict(with_year.lemmas)["--03-05"] == dict(without.lemmas)["--03-05"] > 0
    assert len(with_year.days) == 1 and without.days == ()
    assert prints.days_in(with_year) == prints.days_in(without) == (2 * 31 + 5,)


def test_a_month_is_no_day():
    assert not any(lemma.startswith("--") for lemma, _ in
                   prints.make(report("a", "Ferry sank march.", times={"march": "XXXX-03"})).lemmas)
