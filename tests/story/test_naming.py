from svodka.story.naming import fresh, name

AGES = {"old": 0, "new": 1}


def named(groups, story_of):
    return name(groups, story_of, AGES.__getitem__, AGES.__contains__)


def test_of_joined_stories_the_older_goes_on_though_it_is_smaller():
    found = named([["a", "b", "c", "x"]], {"a": "new", "b": "new", "c": "old"})
    assert found.ids == ("old",) and found.gone == {"new": 0} and found.parents == {}


def test_of_a_parted_story_the_largest_part_goes_on_and_the_other_names_it():
    found = named([["a"], ["b", "c"]], {"a": "old", "b": "old", "c": "old"})
    assert found.ids[1] == "old" and found.parents == {0: "old"} and found.ids[0] not in AGES


def test_a_part_of_the_older_story_does_not_take_the_name_of_the_younger_from_its_own():
    found = named([["a", "b"], ["c", "d"]], {"a": "old", "b": "old", "c": "old", "d": "new"})
    assert found.ids == ("old", "new")


def test_an_id_is_never_given_twice():
    """The report that began a story left it, and now begins another."""
    mine = fresh("a", lambda id: False)
    found = name([["a"], ["b", "c"]], {"a": mine, "b": mine, "c": mine}, {mine: 0}.__getitem__, {mine}.__contains__)
    assert found.ids[1] == mine and found.ids[0] != mine and found.parents == {0: mine}
