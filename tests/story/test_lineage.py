from hypothesis import given
from hypothesis import strategies as st

from svodka.ids import digest
from svodka.story import lineage
from svodka.types import Story


def story(id, documents, parents=()):
    return Story(id=id, documents=tuple(documents), parents=tuple(parents))


def born(documents):
    return story(digest("story", documents[0]), documents)


def told(groups, held, taken=()):
    return [(s.id, "".join(s.documents), s.parents) for s in lineage.name(groups, held, taken)]


A, B = born("abc"), born("de")


def test_a_story_keeps_its_id_while_it_grows_whatever_comes_first_now():
    assert told(["abczy", "de"], [A, B]) == [(A.id, "abczy", ()), (B.id, "de", ())]


def test_a_merged_one_keeps_the_older_id_and_names_the_other():
    assert told(["deabc"], [A, B]) == [(A.id, "deabc", (B.id,))]
    assert told(["deabc"], [B, A]) == [(B.id, "deabc", (A.id,))]


def test_ids_that_once_were_merged_are_handed_on():
    assert told(["xyabc"], [story("old", "xy", ["x1"]), story(A.id, "abc", ["a1"])]) == [
        ("old", "xyabc", ("x1", A.id, "a1"))]


def test_the_greater_part_goes_on_and_what_is_split_off_names_where_it_came_from():
    assert told(["bc", "a"], [A]) == [(digest("story", "a", "2"), "a", (A.id,)), (A.id, "bc", ())]
    assert told(["ab", "c"], [A]) == [(A.id, "ab", ()), (digest("story", "c"), "c", (A.id,))]


def test_what_was_merged_and_splits_takes_up_its_id():
    (merged,) = lineage.name(["abcde"], [A, B])
    assert told(["abc", "de"], [merged]) == [(A.id, "abc", ()), (B.id, "de", (A.id,))]


def test_an_id_of_another_story_is_not_given():
    assert told(["q"], [], {digest("story", "q")}) == [(digest("story", "q", "2"), "q", ())]


def test_a_report_that_changes_places_makes_no_parent():
    assert told(["abd", "e"], [story("x", "abd"), story("y", "e")]) == [("x", "abd", ()), ("y", "e", ())]
    assert told(["ab", "ed"], [story("x", "abd"), story("y", "e")]) == [("x", "ab", ()), ("y", "ed", ())]


documents = "abcdefgh"
partitions = st.lists(st.integers(0, 4), min_size=len(documents), max_size=len(documents)).map(
    lambda of: [[d for d, n in zip(documents, of, strict=True) if n == k] for k in sorted(set(of))])


@given(st.lists(partitions, min_size=1, max_size=6))
def test_over_any_changes_ids_are_single_and_no_id_is_lost(history):
    held = []
    for groups in history:
        before, held = held, list(lineage.name(groups, held))
        assert sorted(list(s.documents) for s in held) == sorted(groups)
        assert len({s.id for s in held}) == len(held)
        assert all(s.id not in s.parents for s in held)
        leads = {id for s in held for id in (s.id, *s.parents)}
        assert {id for s in before for id in (s.id, *s.parents)} <= leads, "each id that was leads to a story"
        assert lineage.name(groups, held) == tuple(held), "nothing has changed"


@given(partitions, st.randoms(use_true_random=False))
def test_the_order_of_the_groups_is_of_no_account(groups, random):
    held = [story("x", "abcd"), story("y", "efg"), born("h")]
    mixed = random.sample(groups, len(groups))
    assert lineage.name(mixed, held) == lineage.name(groups, held)
