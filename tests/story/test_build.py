import random

from svodka.story import acts, build

from .reports import report

FERRY = "Ferry Aurelia sinks off Port Vell. Divers search wreck. Harbour master Ilda Morn blames hatch."
FERRY2 = "Divers leave wreck of ferry Aurelia. Ilda Morn speaks in Port Vell about hatch."
MAYOR = "Mayor Dorn resigns over budget. Council elects deputy Sela Quist."
MAYOR2 = "Council of Arden meets. Deputy Sela Quist follows mayor Dorn after budget quarrel."


def reports():
    return [report("a", FERRY), report("b", MAYOR), report("c", FERRY2), report("d", MAYOR2),
            report("e", "Orchard blooms early in Kest valley.")]


def partition(stories):
    return {frozenset(s.documents) for s in stories}


def test_reports_of_one_happening_are_one_story():
    assert partition(build.build(reports(), {})) == {frozenset("ac"), frozenset("bd"), frozenset("e")}


def test_two_reports_alone_are_judged_as_well():
    assert len(build.build([report("a", FERRY), report("c", FERRY2)], {})) == 1
    assert len(build.build([report("a", FERRY), report("b", MAYOR)], {})) == 2


def test_groups_and_ids_do_not_depend_on_the_order_of_the_input():
    found = {(s.id, frozenset(s.documents)) for s in build.build(reports(), {})}
    for seed in range(5):
        mixed = reports()
        random.Random(seed).shuffle(mixed)
        assert {(s.id, frozenset(s.documents)) for s in build.build(mixed, {})} == found


def test_stories_come_in_the_order_of_their_first_reports():
    assert [min(s.documents) for s in build.build(reports(), {})] == ["a", "b", "e"]


def ids(stories):
    return {frozenset(s.documents): s.id for s in stories}


def test_ids_stay_while_stories_grow_whatever_comes_and_however_often():
    """One by one and then all again in another order: also where a later comer was published first, or comes first by
    its id."""
    given = [report("m", FERRY, published="2031-03-06"), report("b", MAYOR), report("d", MAYOR2),
             report("a", FERRY2, published="2031-03-05"), report("e", "Orchard blooms early in Kest valley.")]
    held = ()
    for at in range(1, len(given) + 1):
        before, held = held, build.build(given[:at], {}, held)
        assert {s.id for s in before} <= {s.id for s in held}
    assert partition(held) == {frozenset("am"), frozenset("bd"), frozenset("e")}
    assert ids(build.build(list(reversed(given)), {}, held)) == ids(held)
    assert not any(s.parents for s in held)


def test_a_story_merged_by_a_later_report_keeps_the_older_id_and_names_the_other():
    held = (build.build([report("c", FERRY2)], {}) + build.build([report("a", FERRY)], {}))
    (story,) = build.build([report("a", FERRY), report("c", FERRY2)], {}, held)
    assert (story.id, story.parents) == (held[0].id, (held[1].id,))


def test_what_people_decided_outranks_likeness():
    held = build.build(reports(), {})
    ferry, mayor, orchard = held
    log = [acts.merge([ferry, orchard]), acts.split(mayor, "d", {s.id for s in held})]
    for given in (reports(), list(reversed(reports()))):
        made = build.build(given, {}, [*log[0].after, *log[1].after], acts.constraints(log))
        assert partition(made) == {frozenset("ace"), frozenset("b"), frozenset("d")}
        assert ids(made) == ids([*log[0].after, *log[1].after])
    assert partition(build.build(reports(), {}, held, acts.constraints([*log, acts.undo(log, log[1].after)]))) == {
        frozenset("ace"), frozenset("bd")}


def test_a_report_given_twice_counts_once():
    assert build.build([report("a", FERRY), report("a", FERRY)], {})[0].documents == ("a",)


def test_a_report_without_tokens_is_its_own_story():
    stories = build.build([report("a", "", lang="xx"), report("b", "", lang="xx")], {})
    assert partition(stories) == {frozenset("a"), frozenset("b")}


def test_a_story_spans_its_days():
    later, earlier = report("c", FERRY2, published="2031-03-06"), report("a", FERRY, published="2031-03-05")
    story = build.build([later, earlier], {})[0]
    assert story.began.start.day == 5 and story.updated.start.day == 6


def test_nothing_is_made_of_nothing():
    assert build.build([], {}) == ()


def test_a_verdict_says_why():
    verdict = build.verdict("a", "c", reports(), {})
    assert verdict.same == "yes" and len(verdict.reasons) > 1


FOLLOWS = "Court in Port Vell opens case against owner of Aurelia. Lawyer of families asks for speed, judge agrees."


def test_what_follows_an_event_is_of_its_story_in_a_handful_of_dated_reports():
    dated = [report("a", FERRY, published="2031-03-05"), report("f", FOLLOWS, published="2031-03-07"),
             report("b", MAYOR, published="2031-03-06")]
    assert partition(build.build(dated, {})) == {frozenset("af"), frozenset("b")}


def test_but_not_where_days_are_unknown_or_far_or_much_is_read():
    undated = [report("a", FERRY), report("f", FOLLOWS)]
    far = [report("a", FERRY, published="2031-03-05"), report("f", FOLLOWS, published="2031-06-07")]
    others = [report(f"o{i}", f"Town{i} elects mayor{i} of{i} party{i}.", published="2031-03-06") for i in range(60)]
    many = [report("a", FERRY, published="2031-03-05"), report("f", FOLLOWS, published="2031-03-07"), *others]
    for given in (undated, far, many):
        assert frozenset("af") not in partition(build.build(given, {}))
