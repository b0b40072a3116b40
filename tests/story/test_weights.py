import math

import pytest

from svodka.story import prints, weights

from .reports import report


def made(*texts):
    return [prints.make(report(str(i), text)) for i, text in enumerate(texts)]


def test_a_word_rare_in_the_language_weighs_more_even_between_two_reports():
    rarity = weights.rarities(made("Ferry said.", "Ferry said."), {"said": 5000.0, "ferry": 2.0})
    assert rarity["ferry"] > 2 * rarity["said"]


def test_a_word_of_all_that_is_read_loses_weight_as_the_reading_grows():
    few, many = (weights.rarities(made(*["Ferry sinks."] * n), {})["ferry"] for n in (2, 200))
    assert many < few / 2


def test_vectors_have_length_one_and_an_empty_print_is_like_nothing():
    full, empty = weights.vectors(made("Ferry sinks off port.", ""), {})
    assert math.fsum(x * x for x in full.values()) == pytest.approx(1.0)
    assert weights.cosine(full, full) == pytest.approx(1.0)
    assert weights.cosine(full, empty) == 0.0
