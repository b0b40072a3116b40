from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svodka.errors import ActRefused
from svodka.ids import digest
from svodka.story import acts, lineage
from svodka.types import Constraints, Story


def story(id, documents, parents=()):
    return Story(id=id, documents=tuple(documents), parents=tuple(parents))


def told(act):
    return [(s.id, "".join(s.documents), s.parents) for s in act.after]


A, B = story("A", "abc", ["old"]), story("B", "de")


def pairs(*words):
    return frozenset((w[0], w[1]) for w in words)


def test_merged_stories_are_one_under_the_older_id():
    act = acts.merge([A, B])
    assert told(act) == [("A", "abcde", ("old", "B"))] and act.before == (A, B)
    assert acts.constraints([act]) == Constraints(together=pairs("ab", "ac", "ad", "ae"))


def test_a_part_split_off_is_apart_from_the_rest():
    act = acts.split(A, "a", {"x"})
    assert told(act) == [("A", "bc", ("old",)), (digest("story", "a"), "a", ("A",))]
    assert acts.constraints([act]) == Constraints(together=pairs("bc"), apart=pairs("ab"))


def test_the_person_names_the_part_that_gets_a_new_id_however_great_it_is():
    assert told(acts.split(A, "bc"))[0][:2] == ("A", "a")


def test_a_report_moved_is_with_the_one_and_apart_from_the_other():
    act = acts.move("b", A, B)
    assert told(act) == [("A", "ac", ("old",)), ("B", "deb", ())]
    assert acts.constraints([act]) == Constraints(together=pairs("ac", "bd", "be"), apart=pairs("ab"))


def test_a_story_whose_only_report_is_moved_becomes_part_of_the_other():
    assert told(acts.move("z", story("Z", "z"), A)) == [("A", "abcz", ("old", "Z"))]


@pytest.mark.parametrize("refused", [
    lambda: acts.merge([A, A]), lambda: acts.split(A, "abc"), lambda: acts.move("a", A, A),
    lambda: acts.undo([], [A]), lambda: acts.undo([acts.merge([A, B]), acts.undo([acts.merge([A, B])], [A])], [A])])
def test_what_cannot_be_done_is_refused(refused):
    with pytest.raises(ActRefused):
        refused()


def test_the_later_act_holds_where_two_disagree():
    merged = acts.merge([A, B])
    split = acts.split(merged.after[0], "de")
    assert acts.constraints([merged, split]) == Constraints(together=pairs("ab", "ac", "de"), apart=pairs("ad"))
    again = acts.merge(list(split.after))
    assert acts.constraints([merged, split, again]) == acts.constraints([merged])


def test_among_these_reports_alone():
    assert acts.constraints([acts.merge([A, B])], "cde") == Constraints(together=pairs("cd", "ce"))
    assert acts.constraints([acts.split(A, "a")], "ac") == Constraints(apart=pairs("ac"))


def test_undo_leaves_what_has_come_since_where_it_fits():
    merged = acts.merge([A, B])
    back = acts.undo([merged], [story("A", "abcdexy", ["old", "B", "C"])])
    assert told(back) == [("A", "abcxy", ("old", "C")), ("B", "de", ())]
    split = acts.split(A, "a")
    (rest, part) = split.after
    grown = replace(part, documents=("a", "x"))
    assert told(acts.undo([split], [rest, grown])) == [("A", "abcx", ("old",))]
    apart = acts.split(story("Q", "bx"), "x")  # so x may not come back to where b is
    assert told(acts.undo([apart, split], [rest, grown])) == [("A", "abc", ("old",)), (part.id, "x", ("A",))]


def test_undo_of_what_has_since_become_part_of_an_older_story_leaves_that_story():
    merged = acts.merge([A, B])
    back = acts.undo([merged], [story("Z", "zabcde", ["A", "old", "B"])])
    assert sorted(told(back)) == [("A", "abc", ("old",)), ("B", "de", ()), ("Z", "z", ())]


# any person, and a machine that groups as it likes within what was asked

documents = "abcdefgh"


def heeded(asked, held):
    home = {d: s.id for s in held for d in s.documents}
    return (all(home[a] == home[b] for a, b in asked.together)
            and all(home[a] != home[b] for a, b in asked.apart))


def regrouped(held, asked, choose):
    """Some grouping that does what was asked: sets that are together, joined at will where they are not apart."""
    top = {id: above for above, id in asked.together}
    groups = {}
    for d in documents:
        groups.setdefault(top.get(d, d), []).append(d)
    made = []
    for own in groups.values():
        free = [g for g in made if all(acts.fits(d, g, asked) for d in own)]
        at = choose(len(free) + 1)
        if at < len(free):
            free[at] += own
        else:
            made.append(own)
    return list(lineage.name(made, held))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_acts_are_heeded_survive_regrouping_and_are_taken_back_whole(data):
    def choose(n):
        return data.draw(st.integers(0, n - 1))

    held = regrouped([], Constraints(), choose)
    log, before = [], []
    for _ in range(data.draw(st.integers(1, 12))):
        what = choose(5)
        one, other = held[choose(len(held))], held[choose(len(held))]
        if what == 0:
            held = regrouped(held, acts.constraints(log), choose)
            before = []  # from here on `undo` need not lead back to the same
            continue
        try:
            if what == 1:
                act = acts.merge([s for s in held if s in (one, other)])
            elif what == 2:
                act = acts.split(one, one.documents[:1 + choose(len(one.documents))], {s.id for s in held})
            elif what == 3:
                act = acts.move(one.documents[0], one, other)
            else:
                last = acts.in_force(log)[-1:]
                known = {d for a in last for s in a.after for d in s.documents}
                now = [s for s in held if known & set(s.documents)]
                act = acts.undo(log, now, {s.id for s in held if s not in now})
        except ActRefused:
            continue
        log.append(act)
        gone = {s.id for s in act.before}
        was, held = held, [s for s in held if s.id not in gone] + list(act.after)
        assert sorted(d for s in held for d in s.documents) == list(documents), "no report is lost or doubled"
        assert len({s.id for s in held}) == len(held)
        assert heeded(acts.constraints(log), held)
        if what == 4 and before:
            assert same(held, before.pop())
        elif what != 4:
            before.append(was)


def same(left, right):
    return {(s.id, frozenset(s.documents), s.parents) for s in left} == {
        (s.id, frozenset(s.documents), s.parents) for s in right}
