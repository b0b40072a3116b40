from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from svodka.story import live as module
from svodka.story import prints
from svodka.story.live import NONE, Live, regroup
from svodka.types import Constraints
from tests.story.made import START, many, told
from tests.story.reports import report

FIRE = "Лавка горела ночью. Пожар тушили часы."
VOTE = "Депутаты приняли бюджет. Голосование шло день."
PROPERTY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def small(monkeypatch):
    """As if many were held: only what is near is grouped anew, and stories are large soon."""
    monkeypatch.setattr(module, "FEW", 2)
    monkeypatch.setattr(module, "SAMPLE", 3)
    monkeypatch.setattr(module, "MOST", 7)


def live(constraints=NONE):
    return Live(lambda lemmas: [0.0] * len(lemmas), constraints)


def placed(made, constraints=NONE):
    held = live(constraints)
    for each in made:
        held.place(each)
    return held


def partition(held):
    return {frozenset(documents) for documents in held.stories().values()}


def made(name, text, **more):
    return prints.make(report(name, text, **more))


def test_reports_of_one_happening_join_and_others_start():
    held = live()
    assert held.place(made("a", FIRE)).how == "started"
    assert held.place(made("b", VOTE)).how == "started"
    joined = held.place(made("c", FIRE + " Лавочник цел."))
    assert joined.reasons[1].endswith(": a") and "лавка" in joined.reasons[2] and "лавочник" not in joined.reasons[2]
    assert joined.how == "joined" and set(held.stories()[joined.story]) == {"a", "c"}


@PROPERTY
@given(many().flatmap(lambda made: st.tuples(st.just(made), st.permutations(made))))
def test_while_few_are_held_their_order_does_not_matter(case):
    assert partition(placed(case[0])) == partition(placed(case[1]))


@PROPERTY
@given(many())
def test_all_grouped_anew_is_what_came_while_few_were_held(made):
    found = regroup(made, lambda lemmas: [0.0] * len(lemmas))
    assert {frozenset(made[at].document for at in group) for group in found} == partition(placed(made[::-1]))


@PROPERTY
@given(many())
def test_what_is_told_of_each_report_leads_to_the_stories_there_are(small, made):
    """No report is lost or doubled, and a store that follows what it is told holds the same stories."""
    held, story_of = live(), {}
    for each in made:
        told = held.place(each)
        assert set(told.merged) <= set(story_of.values())
        began = {story for story, _ in told.parents}
        assert not began & set(story_of.values())
        story_of |= {each.document: told.story, **dict(told.moved)}
        assert not set(told.merged) & set(story_of.values())
        assert (told.how == "started") == (list(story_of.values()).count(told.story) == 1)
    documents = [document for each in held.stories().values() for document in each]
    assert sorted(documents) == sorted(each.document for each in made)
    assert {document: story for story, own in held.stories().items() for document in own} == story_of


@PROPERTY
@given(many(), st.integers(0, 11))
def test_a_report_read_again_changes_nothing(small, made, at):
    held = placed(made)
    before, read = held.stories(), held.words.read
    again = held.place(made[at % len(made)])
    assert again.document in before[again.story] and not again.moved and not again.merged
    assert held.stories() == before and held.words.read == read


@PROPERTY
@given(many(), st.integers(0, 12), st.booleans())
def test_placing_the_rest_later_is_the_same_as_placing_all(small, made, at, counted):
    """An interruption: what is placed is loaded, with the counts that a store holds."""
    first = placed(made[:at])
    story_of = {document: story for story, own in first.stories().items() for document in own}
    counts = {lemma: sum(lemma in dict(each.lemmas) for each in made[:at])
              for each in made[:at] for lemma, _ in each.lemmas}
    later = live()
    later.load([(each, story_of[each.document]) for each in made[:at]], *((counts, at) if counted else ()))
    assert later.stories() == first.stories()
    for each in made[at:]:
        assert later.place(each) == first.place(each)


@PROPERTY
@given(many(), st.sets(st.sampled_from(list(combinations(range(12), 2))), max_size=4),
       st.sets(st.sampled_from(list(combinations(range(12), 2))), max_size=4))
def test_what_people_decided_outranks_all(small, made, together, apart):
    asked = Constraints(together=documents_of(together), apart=documents_of(apart))
    tops = module.Asked(asked)
    assume(all(tops.top(a) != tops.top(b) for a, b in asked.apart))
    story_of = {document: story for story, own in placed(made, asked).stories().items() for document in own}
    for a, b in asked.apart:
        assert a not in story_of or b not in story_of or story_of[a] != story_of[b]
    for a, b in asked.together:
        assert a not in story_of or b not in story_of or story_of[a] == story_of[b]


def documents_of(pairs):
    return frozenset((f"report {a:02}", f"report {b:02}") for a, b in pairs)


def test_a_chain_does_not_make_a_blob(small):
    """Each report shares half of its words with the next: no story holds two that share nothing."""
    words = [f"w{at:02}" for at in range(60)]
    chain = [told(f"{at:02}", " ".join(words[4 * at:4 * at + 8])) for at in range(13)]
    for own in partition(placed(chain)):
        assert max(map(int, own)) - min(map(int, own)) <= 2


def test_a_report_that_stands_between_bridges_two_stories_and_the_older_goes_on():
    held = live()
    one, other = held.place(told("a", "fire shop night")), held.place(told("b", "wind owner smoke"))
    both = held.place(told("c", "fire shop night wind owner smoke"))
    assert (one.how, other.how, both.how) == ("started", "started", "bridged")
    assert both.story == one.story and both.merged == (other.story,) and both.moved == (("b", one.story),)


def test_what_rests_is_no_longer_compared_and_a_follow_up_names_its_story():
    held = live()
    fire = held.place(told("a", "fire shop night owner", 0))
    held.place(told("b", "vote budget day", 9))
    held.rest(START + timedelta(days=5))
    assert partition(held) == {frozenset("b")}
    later = held.place(told("c", "court fire shop owner", 10))
    assert later.how == "started" and later.parents == ((later.story, fire.story),)
    assert held.place(told("d", "harvest wheat", 10)).parents == ()
    held.rest(START + timedelta(days=300))
    assert held.place(told("e", "fire shop owner court", 300)).parents[0][1] == later.story
    held.rest(START + timedelta(days=700))
    assert held.place(told("f", "fire shop owner court", 700)).parents == ()


def test_a_story_is_at_rest_when_its_last_report_is():
    held = live()
    story = held.place(told("a", "fire shop night owner", 0)).story
    held.place(told("b", "fire shop night owner smoke", 3))
    held.rest(START + timedelta(days=2))
    assert held.stories() == {story: ("b",)} and not held.rested.rows
    held.rest(START + timedelta(days=4))
    assert [row.document for row in held.rested.rows.values()] == [story]
