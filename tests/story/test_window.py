from datetime import timedelta
from itertools import product

from hypothesis import given, settings
from pytest import approx

from svodka.story import same, weights
from svodka.story.window import LONGEST, NEAREST, Window, Words
from tests.story.made import START, many, told

COMMON = {"a": 900.0, "b": 90.0, "c": 3.0}


def frequencies(lemmas):
    return [COMMON.get(lemma, 0.0) for lemma in lemmas]


def window(made):
    held = Window(Words(frequencies))
    for each in made:
        held.words.count(held.rows[held.add(each)].words)
    return held


@settings(max_examples=100, deadline=None)
@given(many())
def test_all_at_once_is_what_a_pair_by_itself_is(made):
    held, rows = window(made), range(len(made))
    sides = same.sides(made, weights.vectors(made, COMMON))
    by_language = same.sides(made, weights.vectors(made, COMMON, 1.0))
    alike, running = held.alike(rows, rows), held.running(rows, rows)
    for a, b in product(rows, rows):
        assert alike[a, b] == approx(same.likeness(sides[a], sides[b]), abs=2e-3)
        assert running[a, b] == approx(same.running_likeness(by_language[a], by_language[b]), abs=2e-3)


@settings(max_examples=50, deadline=None)
@given(many())
def test_who_shares_a_word_is_near_and_nobody_else(made):
    held = window(made)
    for row, each in enumerate(made):
        sharing = {at for at, other in enumerate(made) if at != row and dict(each.lemmas).keys() & dict(other.lemmas)}
        assert set(held.near(row)) == sharing


def test_whoever_has_many_words_in_common_comes_first_and_the_newest_of_those_alike():
    held = window([told("0", "a b c d"), told("1", "d"), told("2", "d"), told("3", "a b c d e")])
    assert held.near(3) == [0, 2, 1]


def test_what_is_looked_at_has_a_bound():
    held = window([told("rare", "often seldom"), *(told(str(at), "often") for at in range(2 * LONGEST)),
                   told("new", "often seldom")])
    near = held.near(held.next - 1)
    assert near[0] == 0 and len(near) == NEAREST
    assert min(near[1:]) > LONGEST


def test_rests_by_days_of_publication_and_numbers_are_not_given_again():
    held = window([told("late", "a", 9), told("early", "a", 1), told("undated", "a")])
    held.rest(START + timedelta(days=5))
    assert [row.document for row in held.rows.values()] == ["late", "undated"]
    assert held.add(told("new", "a", 9)) == 3 and set(held.near(3)) == {0, 2}


def test_a_summary_has_the_words_of_all_and_the_newest_day():
    held = window([told("x", "a fire shop", 1), told("y", "b fire shop", 3)])
    row = held.put(held.summary("story", [0, 1]))
    assert held.rows[row].when == held.rows[1].when
    assert held.cosines([held.rows[row]], [held.rows[0]], .3)[0, 0] > held.cosines(
        [held.rows[1]], [held.rows[0]], .3)[0, 0]


def test_more_words_read_before_than_there_is_room_for():
    words = Words(frequencies)
    words.begin({f"w{at:05}": at for at in range(5000)}, 9)
    assert words.held[words.number(["w00007", "w04999"])].tolist() == [7, 4999] and words.read == 9
