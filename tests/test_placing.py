"""Stories in the store: whatever the order, however often it is read, interrupted or shared, each report stands in one
story, ids stay, and what people decided holds."""
from __future__ import annotations

import random
import subprocess
import sys
from datetime import datetime
from functools import partial
from itertools import permutations
from pathlib import Path

import pytest

from svodka.app import account, placing, stages
from svodka.app.tally import Tally
from svodka.errors import ActRefused, UnknownReport, UnknownStory
from svodka.ids import digest
from svodka.store.sql import SqlStore, open_store
from svodka.story import build
from svodka.types import Analysis, Outcome, Placed, Story
from tests.story.reports import report

NOW = datetime(2031, 3, 20)
FERRY = "Ferry Aurelia sinks off Port Vell. Divers search wreck. Harbour master Ilda Morn blames hatch."
FERRY2 = "Divers leave wreck of ferry Aurelia. Ilda Morn speaks in Port Vell about hatch."
MAYOR = "Mayor Dorn resigns over budget. Council elects deputy Sela Quist."
MAYOR2 = "Council of Arden meets. Deputy Sela Quist follows mayor Dorn after budget quarrel."
REPORTS = [report("m", FERRY, published="2031-03-06"), report("b", MAYOR, published="2031-03-06"),
           report("d", MAYOR2, published="2031-03-07"), report("a", FERRY2, published="2031-03-05"),
           report("e", "Orchard blooms early in Kest valley.")]
WANTED = {frozenset("am"), frozenset("bd"), frozenset("e")}


class Given(stages.House):
    def __init__(self, found: list[Analysis]) -> None:
        super().__init__(["."], {}, bytes)
        self.found = found

    def loaded(self):  # type: ignore[no-untyped-def]
        return (Outcome(key=a.document.path, value=a) for a in self.found)


def read(store: SqlStore, *found: Analysis, watch: object = lambda outcome: None) -> None:
    account.read(Given(list(found)), store, Tally(), watch, NOW, "en")  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> SqlStore:
    return open_store(tmp_path / "s.sqlite")


def groups(store: SqlStore) -> set[frozenset[str]]:
    found = [id for story in store.stories() for id in story.documents]
    assert sorted(found) == sorted({a.document.id for a in store.analyses()}), "each report in one story"
    return {frozenset(story.documents) for story in store.stories()}


def home(store: SqlStore, document: str) -> str:
    (story,) = store.stories_of([document])
    assert document in story.documents
    return story.id


def test_ids_stay_while_reports_come_one_by_one_also_when_an_earlier_published_one_comes_later(store: SqlStore) -> None:
    known: dict[str, str] = {}
    for each in REPORTS:
        read(store, each)
        assert {id: home(store, id) for id in known} == known
        known = {a.document.id: home(store, a.document.id) for a in store.analyses()}
    assert groups(store) == WANTED and home(store, "a") == home(store, "m")
    assert store.stories_of(["a"])[0].documents == ("a", "m"), "it stands first all the same"


def test_reading_again_and_grouping_anew_change_nothing(store: SqlStore) -> None:
    read(store, *REPORTS)
    before, turn = store.stories(), store.turn()
    read(store, *reversed(REPORTS))
    assert (store.stories(), store.turn()) == (before, turn)
    assert placing.regroup(store, {}) == [] and store.stories() == before


def test_any_order_of_arrival_gives_the_same_groups_anew(tmp_path: Path) -> None:
    for at, order in enumerate(random.Random(7).sample(list(permutations(REPORTS)), 6)):
        store = open_store(tmp_path / f"{at}.sqlite")
        for each in order:
            read(store, each)
        placing.regroup(store, {})
        assert groups(store) == WANTED


@pytest.mark.parametrize("stop", ["m.txt", "b.txt", "a.txt"])
def test_an_interrupted_run_is_made_good_by_the_next(store: SqlStore, tmp_path: Path, stop: str) -> None:
    def interrupt(outcome: Outcome) -> None:
        if outcome.key == stop:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(store, *REPORTS, watch=interrupt)
    assert store.stories() == () and store.unplaced()
    read(store, *REPORTS)
    whole = open_store(tmp_path / "whole.sqlite")
    read(whole, *REPORTS)
    assert store.stories() == whole.stories() and store.unplaced() == ()
    assert store.lemmas() == whole.lemmas() and list(store.placed()) == list(whole.placed())


def test_who_is_late_looks_again(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process places reports between our look and our writing."""
    change, late = store.change, open_store(store.path)

    def interfere(*arguments: object, **options: object) -> bool:
        monkeypatch.setattr(store, "change", change)
        read(late, *REPORTS[2:])
        return change(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "change", interfere)
    read(store, *REPORTS[:2])
    assert groups(store) == WANTED


READER = """
import sys
from svodka.store.sql import open_store
from tests.test_placing import read
from tests.story.reports import report
for at in range(8):
    read(open_store({path!r}), report(f"{name}{{at}}", f"Town{{at}} elects mayor{{at}} of{{at}} party{{at}}."))
"""


def test_two_processes_on_one_store_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    both = [subprocess.Popen([sys.executable, "-c", READER.format(path=str(path), name=name)], cwd=Path.cwd())
            for name in "pq"]
    assert [process.wait() for process in both] == [0, 0]
    assert groups(open_store(path)) == {frozenset((f"p{at}", f"q{at}")) for at in range(8)}


def test_a_store_of_an_older_svodka_keeps_its_ids(store: SqlStore) -> None:
    for each in REPORTS[:2]:
        store.put(each)
    with store.transaction(write=True) as connection:
        store.put_stories(connection, [Story(id="old1", documents=("m",)), Story(id="old2", documents=("b",))], ())
    read(store, *REPORTS[2:])
    assert groups(store) == WANTED and (home(store, "a"), home(store, "d")) == ("old1", "old2")


def test_reports_that_rest_go_where_their_story_goes(store: SqlStore) -> None:
    """`x` is of story B but not compared any more; a new report bridges A and B."""
    stories = [Story(id="A", documents=("a",)), Story(id="B", documents=("b", "x"), parents=("old",))]
    for id in "abxn":
        store.put(report(id, FERRY))
    assert store.change(0, stories, [build.printed(a, {}) for a in store.analyses("abx")])
    placed = Placed(document="n", story="A", how="bridged", merged=("B",), moved=(("b", "A"),))
    (told,) = placing.settled([placed], store)
    assert (told.id, set(told.documents), told.parents) == ("A", set("abxn"), ("B", "old"))
    part = Placed(document="n", story="N", how="joined", moved=(("b", "N"),), parents=(("N", "B"),))
    told, rest = placing.settled([part], store)
    assert [(s.id, set(s.documents), s.parents) for s in (rest, told)] == [
        ("B", {"x"}, ("old",)), ("N", {"b", "n"}, ("B",))]


def test_what_follows_a_story_at_rest_names_it(store: SqlStore) -> None:
    read(store, *REPORTS)
    read(store, report("n", "Chess cup of Lumen ends. Pavo Reit wins.", published="2031-04-30"))
    read(store, report("f", "Court hears of ferry Aurelia, wreck and hatch. Ilda Morn of Port Vell speaks to divers.",
                       published="2031-05-02"))
    (story,) = store.stories_of(["f"])
    assert story.documents == ("f",) and story.parents == (home(store, "m"),)


# what people decide


def do(store: SqlStore, act: object, **names: object) -> list[Story]:
    return placing.decide(store, {}, partial(act, **names))  # type: ignore[call-overload, no-any-return]


def test_acts_hold_over_regrouping_and_reading_and_are_undone(store: SqlStore) -> None:
    read(store, *REPORTS)
    before = store.stories()
    ferry, mayor, orchard = (home(store, id) for id in "mbe")
    (both,) = do(store, placing.merge, left=orchard[:6], right=ferry)
    assert (both.id, both.parents) == (ferry, (orchard,)) and store.story(orchard) == both
    rest, part = do(store, placing.split, story=mayor, reports=["d.txt"])
    assert (rest.id, part.parents) == (mayor, (mayor,))
    held = {story.id: set(story.documents) for story in store.stories()}
    assert sorted(map(sorted, held.values())) == [["a", "e", "m"], ["b"], ["d"]]
    placing.regroup(store, {})
    read(store, *REPORTS)
    read(store, report("f", FERRY2 + " Hatch was open.", published="2031-03-06"))
    held[ferry].add("f")
    assert {story.id: set(story.documents) for story in store.stories()} == held
    for _ in range(2):
        do(store, placing.undo)
    grown = store.story(ferry)
    assert set(grown.documents) == set("amf") and grown.parents == ()
    assert [story for story in store.stories() if story.id != ferry] == [s for s in before if s.id != ferry]
    with pytest.raises(ActRefused, match="nothing to take back"):
        do(store, placing.undo)


def test_a_report_is_moved(store: SqlStore) -> None:
    read(store, *REPORTS)
    out, into = do(store, placing.move, report="d", story=home(store, "m"))
    assert (set(out.documents), set(into.documents)) == (set("b"), set("adm"))
    assert placing.regroup(store, {}) == []
    verdict, stories = placing.why(store, {}, "d", "b")
    assert len(stories) == 2 and "apart" in verdict.reasons[-1]
    assert "together" in placing.why(store, {}, "d", "a")[0].reasons[-1]
    assert not any("people" in reason for reason in placing.why(store, {}, "d", "e")[0].reasons)


def test_what_is_not_there_is_told_and_changes_nothing(store: SqlStore) -> None:
    read(store, *REPORTS)
    before, mayor = store.stories(), home(store, "b")
    for error, act in ((UnknownStory, partial(placing.merge, left="zz", right=mayor)),
                       (ActRefused, partial(placing.merge, left=mayor, right=mayor)),
                       (UnknownReport, partial(placing.split, story=mayor, reports=["zz"])),
                       (ActRefused, partial(placing.split, story=mayor, reports=["e"])),
                       (ActRefused, partial(placing.split, story=mayor, reports=["b", "d"])),
                       (UnknownReport, partial(placing.move, report="zz", story=mayor)),
                       (ActRefused, partial(placing.move, report="b", story=mayor))):
        with pytest.raises(error):
            do(store, act)
    assert store.stories() == before and store.acts() == ()


def test_reports_left_by_an_interrupted_run_can_be_decided_on(store: SqlStore) -> None:
    for each in REPORTS:
        store.put(each)
    (into,) = do(store, placing.move, report="e", story=digest("story", "a"))
    assert set(into.documents) == set("aem") and store.unplaced() == ()
