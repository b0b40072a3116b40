"""The store: what a second reading does, versions, damaged and newer files, two writers, and a kill at any moment."""
from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from svodka.errors import StoreTooNew, StoreUnwritable, UnknownReport, UnknownStory
from svodka.store.sql import HEAD, SqlStore, engine, open_store, upgrade
from svodka.types import (
    Act,
    Analysis,
    Copy,
    Document,
    Failure,
    Moment,
    Outcome,
    Print,
    Recurring,
    Span,
    Story,
    Time,
)

DAY = Moment(start=datetime(2031, 3, 14), stop=datetime(2031, 3, 14) + timedelta(days=1), zone=180)


def analysis(id: str, text: str = "Подвал затопило.", url: str = "", made: str = "svodka 1") -> Analysis:
    doc = Document(id=id, path=f"{id}.txt", url=url, outlet="Эхо", lang="ru", title="Потоп", text=text,
                   paragraphs=(Span(start=0, stop=len(text)),), published=DAY)
    return Analysis(document=doc, made=made, times=(Time(span=Span(start=0, stop=6), moment=DAY, rule="r"),))


@pytest.fixture
def store(tmp_path: Path) -> SqlStore:
    return open_store(tmp_path / "deep" / "folder" / "s.sqlite")


def test_a_report_comes_back_as_it_was_put(store: SqlStore) -> None:
    given = analysis("a")
    assert store.put(given) == "new"
    assert list(store.analyses()) == [given]
    assert store.made("a") == "svodka 1" and store.made("b") is None


def test_the_same_report_again_changes_nothing(store: SqlStore) -> None:
    store.put(analysis("a"))
    assert store.put(analysis("a")) == "known"
    assert len(list(store.analyses())) == 1


def test_a_report_made_by_other_code_is_replaced_in_its_place(store: SqlStore) -> None:
    store.put(analysis("a"))
    store.put(analysis("b"))
    assert store.put(analysis("a", made="svodka 2")) == "renewed"
    assert [(a.document.id, a.made) for a in store.analyses()] == [("a", "svodka 2"), ("b", "svodka 1")]
    cleaned = replace(analysis("b"), times=())
    assert (store.put(cleaned), store.put(cleaned, anew=True)) == ("known", "renewed")
    assert list(store.analyses(["b"])) == [cleaned]


def test_another_text_under_one_url_is_a_version_and_both_are_kept(store: SqlStore) -> None:
    store.put(analysis("a", url="https://e.example/1"))
    assert store.put(analysis("b", text="Подвал сух.", url="https://e.example/1")) == "version"
    assert [a.document.id for a in store.analyses()] == ["a", "b"]
    held = sqlite3.connect(store.path).execute("select id, version_of from reports order by seq").fetchall()
    assert held == [("a", None), ("b", "a")]


def test_reports_without_a_url_are_no_versions_of_each_other(store: SqlStore) -> None:
    store.put(analysis("a"))
    assert store.put(analysis("b", text="Другое.")) == "new"


def test_chosen_reports_in_order_of_arrival_over_several_batches(store: SqlStore) -> None:
    for at in range(205):
        store.put(analysis(f"r{at:03}"))
    assert len(list(store.analyses())) == 205
    assert [a.document.id for a in store.analyses(["r204", "r003", "absent"])] == ["r003", "r204"]


def test_reports_are_listed_without_their_analyses(store: SqlStore) -> None:
    store.put(analysis("a", url="https://e.example/1"))
    (line,) = store.reports()
    assert (line.number, line.document, line.path, line.outlet, line.title) == (1, "a", "a.txt", "Эхо", "Потоп")
    assert line.published == DAY


def made(document: str, *lemmas: str) -> Print:
    return Print(document=document, lemmas=tuple((lemma, 1.0) for lemma in lemmas), entities=(),
                 published=DAY if lemmas else None)


@pytest.fixture
def told(store: SqlStore) -> SqlStore:
    """Reports a to d; a and b in one story, c in another, d in none."""
    for id in "abcd":
        store.put(analysis(id, url=f"https://e.example/{id}"))
    copies = (Copy(document="b", of="a", share=0.5),)
    stories = [Story(id="abd2", documents=("b", "a"), copies=copies, began=DAY), Story(id="abc1", documents=("c",))]
    assert store.change(0, stories, [made("a", "x", "y"), made("b", "x"), made("c")], {"x": 0.5})
    return store


def test_stories_come_back_as_they_were_put_the_oldest_first(told: SqlStore) -> None:
    assert [story.id for story in told.stories()] == ["abd2", "abc1"] and told.stories()[0].began == DAY
    assert [story.id for story in told.stories(["abc1", "none"])] == ["abc1"]
    assert [story.id for story in told.stories_of(["c", "d"])] == ["abc1"]
    assert told.unplaced() == ("d",)
    assert [(each.document, story) for each, story in told.placed()] == [("a", "abd2"), ("b", "abd2"), ("c", "abc1")]
    assert (told.lemmas(), told.counted()) == ({"x": (2, 0.5), "y": (1, 0.0)}, 3)


def test_a_print_without_a_day_is_of_the_newest_before_it(told: SqlStore) -> None:
    assert told.newest() == "2031-03-14"
    assert len(list(told.placed("2031-03-14"))) == 3 and not list(told.placed("2031-03-15"))


def test_stories_that_ended_are_told_by_their_last_print(told: SqlStore) -> None:
    later = replace(made("d", "x"), published=Moment(start=DAY.stop, stop=DAY.stop + timedelta(days=1)))
    assert told.change(1, [Story(id="new", documents=("d",))], [later])
    assert [(each.document, story) for each, story in told.ended("2031-03-15", 9)] == [("b", "abd2"), ("c", "abc1")]
    assert [story for _, story in told.ended("2031-03-16", 1)] == ["new"] and not list(told.ended("2031-03-14", 9))


def test_stories_are_changed_one_by_one(told: SqlStore) -> None:
    (old, other) = told.stories()
    assert told.change(1, [replace(old, documents=("b", "a", "d"))], [made("d", "y")])
    assert told.stories() == (replace(old, documents=("b", "a", "d")), other), "it keeps its place"
    assert (told.lemmas(), told.counted()) == ({"x": (2, 0.5), "y": (2, 0.0)}, 4) and told.unplaced() == ()


def test_a_story_whose_reports_another_has_is_no_more_and_leads_to_it(told: SqlStore) -> None:
    both = Story(id="abc1", documents=("a", "b", "c"), parents=("abd2", "old9"))
    assert told.change(1, [both])
    assert told.stories() == (both,) == told.stories_of("a")
    for id in ("abc", "abd2", "abd", "old", "ab"):
        assert told.story(id) == both
    assert told.ids() == {"abc1", "abd2", "old9"}
    assert told.change(2, [replace(both, parents=())])
    with pytest.raises(UnknownStory):
        told.story("old")


def test_nothing_is_changed_by_who_has_looked_before_another_changed_it(told: SqlStore) -> None:
    before = told.stories()
    merged = Story(id="abc1", documents=("a", "b", "c"))
    act = Act(kind="merge", before=before, after=(merged,))
    assert told.turn() == 1 and not told.change(0, [merged], [made("d", "z")], act=act)
    assert (told.stories(), told.acts(), told.unplaced()) == (before, (), ("d",)) and "z" not in told.lemmas()
    assert told.change(1, [merged], act=act)
    assert told.acts() == (act,) and told.turn() == 2


def test_all_anew(told: SqlStore) -> None:
    only = Story(id="new", documents=("a", "b", "c", "d"))
    assert told.change(1, [only], [made(id, "z") for id in "abcd"], anew=True)
    assert told.stories() == (only,) and told.lemmas() == {"z": (4, 0.0)}


def test_unknown_stories_are_told(told: SqlStore) -> None:
    for id in ("ab", "zz", "", "abd2%", "_bd2"):
        with pytest.raises(UnknownStory):
            told.story(id)


def test_a_whole_id_wins_over_one_that_goes_on(store: SqlStore) -> None:
    short, long = Story(id="ab", documents=("a",)), Story(id="abc", documents=("b",))
    store.change(0, [long, short])
    assert store.story("ab") == short


def test_a_report_is_named_by_its_id_path_or_address(told: SqlStore) -> None:
    told.put(analysis("ef", text="Другое."))
    told.put(replace(analysis("eg"), document=replace(analysis("eg").document, path="ef.txt")))
    for name in ("a", "a.txt", "https://e.example/a"):
        assert told.report(name) == "a"
    for name, why in (("e", "several"), ("ef.txt", "ef, eg"), ("zz", "no such"), ("", "no such")):
        with pytest.raises(UnknownReport, match=why):
            told.report(name)


def test_newest_reports_of_an_outlet(store: SqlStore) -> None:
    for id in "abc":
        store.put(analysis(id))
    store.put(replace(analysis("d"), document=replace(analysis("d").document, outlet="", url="https://e.example/d")))
    assert store.of_outlet("Эхо", 2) == ("c", "b") and store.of_outlet("e.example", 9) == ("d",)


def test_what_was_known_when_reports_were_cleared(store: SqlStore) -> None:
    assert store.cleared("Эхо") is None
    for pages in (3, 4):
        store.put_cleared(Recurring(outlet="Эхо", pages=pages, lines=((7, 1),)))
    assert store.cleared("Эхо") == Recurring(outlet="Эхо", pages=4, lines=((7, 1),))


def test_a_failure_is_kept_once_a_key(store: SqlStore) -> None:
    for message in ("x: empty", "x: binary"):
        store.put_failure(Outcome(key="x", failure=Failure(stage="read", kind="Unreadable", message=message)))
    assert store.failures() == (("x", Failure(stage="read", kind="Unreadable", message="x: binary")),)


def test_opened_again_it_holds_the_same_and_is_not_migrated_again(store: SqlStore, tmp_path: Path) -> None:
    store.put(analysis("a"))
    store.close()
    again = open_store(store.path)
    assert [a.document.id for a in again.analyses()] == ["a"]
    mode = sqlite3.connect(store.path).execute("pragma journal_mode").fetchone()
    assert mode == ("wal",)


def test_a_new_store_is_what_the_revisions_make(store: SqlStore, tmp_path: Path) -> None:
    """A new one is made without them: what `tables` says and what the hand-written revisions make must not drift."""
    by_revisions = SqlStore(tmp_path / "r.sqlite", engine(tmp_path / "r.sqlite"))
    with by_revisions.transaction(write=True) as connection:
        upgrade(connection)
    assert inside(by_revisions) == inside(store) and len(inside(store)) > 10


def inside(store: SqlStore) -> list[tuple[str, ...]]:
    """What a store is made of, and its revision."""
    with sqlite3.connect(store.path) as raw:
        held = raw.execute("select type, name, sql from sqlite_master order by name").fetchall()
        return [tuple(" ".join(str(cell).split()) for cell in row) for row in held] + raw.execute(
            "select version_num from alembic_version").fetchall()


def test_a_store_of_the_first_revision_is_brought_up_to_date(store: SqlStore) -> None:
    store.put(analysis("a"))
    store.close()
    with sqlite3.connect(store.path) as raw:
        for table in ("recurring", "prints", "lemmas", "parents", "acts", "grouping", "cleared"):
            raw.execute(f"drop table {table}")
        for index in ("ix_reports_outlet", "ix_reports_path"):
            raw.execute(f"drop index {index}")
        raw.execute("update alembic_version set version_num = '0001'")
    newer = open_store(store.path)
    newer.add_recurring([Recurring(outlet="Эхо", pages=1)], added)
    assert newer.made("a") == "svodka 1" and len(newer.recurring(["Эхо"])) == 1


def added(known: Recurring, fresh: Recurring) -> Recurring:
    return replace(known, pages=known.pages + fresh.pages, lines=fresh.lines)


def test_what_is_learnt_of_an_outlet_is_added_to_what_was_known(store: SqlStore) -> None:
    first = Recurring(outlet="Эхо", pages=3, lines=((2**64 - 1, 3), (7, 1)))
    other = Recurring(outlet="Межа", pages=1, lines=((7, 1),))
    store.add_recurring([first, other], added)
    assert store.recurring(["Межа", "Эхо", "Луга"]) == (other, first)
    store.add_recurring([replace(first, pages=4)], added)
    store.add_recurring([], added)
    assert open_store(store.path).recurring(["Эхо", "Межа"]) == (replace(first, pages=7), other)


COUNTER = """
import sys
from svodka.store.sql import open_store
from svodka.types import Recurring
sys.path.insert(0, {here!r})
from test_sql import added
store = open_store({path!r})
for _ in range(50):
    store.add_recurring([Recurring(outlet=name, pages=1) for name in "ab"], added)
"""


def test_two_processes_that_count_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    code = COUNTER.format(here=str(Path(__file__).parent), path=str(path))
    both = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert [known.pages for known in open_store(path).recurring("ab")] == [100, 100]


def test_head_is_the_newest_revision() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    from svodka.store.sql import KNOWN, MIGRATIONS

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    assert script.get_current_head() == HEAD
    assert sorted(r.revision for r in script.walk_revisions()) == sorted(KNOWN)


def test_a_store_of_a_newer_svodka_is_refused_and_left_as_it_was(store: SqlStore) -> None:
    store.close()
    with sqlite3.connect(store.path) as raw:
        raw.execute("update alembic_version set version_num = '9999'")
    with pytest.raises(StoreTooNew, match="9999"):
        open_store(store.path)
    assert sqlite3.connect(store.path).execute("select version_num from alembic_version").fetchone() == ("9999",)


def test_a_file_that_is_no_store_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Это не хранилище, а письмо. " * 100, "utf-8")
    before = path.read_bytes()
    with pytest.raises(StoreUnwritable, match="not a store"):
        open_store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("where", ["file/inside.sqlite", "folder"])
def test_a_store_that_cannot_be_made_is_told(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreUnwritable):
        open_store(tmp_path / where)


def test_a_reader_beside_a_writer_is_not_held_up(store: SqlStore) -> None:
    store.put(analysis("a"))
    with store.transaction(write=True):
        assert len(store.reports()) == 1


WRITER = """
import sys
from svodka.store.sql import open_store
sys.path.insert(0, {here!r})
from test_sql import analysis
store = open_store({path!r})
for at in range(10_000):
    store.put(analysis(f"r{{at}}", text="Слово. " * 400))
    print(f"r{{at}}", flush=True)
"""


@pytest.mark.parametrize("kept", [1, 7, 30])
def test_a_kill_loses_at_most_the_report_in_hand(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "s.sqlite"
    code = WRITER.format(here=str(Path(__file__).parent), path=str(path))
    writer = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env={**os.environ})
    assert writer.stdout is not None
    told = [writer.stdout.readline().strip() for _ in range(kept)]
    writer.send_signal(signal.SIGKILL)
    told += writer.stdout.read().split()
    writer.wait()
    assert sqlite3.connect(path).execute("pragma integrity_check").fetchone() == ("ok",)
    held = list(open_store(path).analyses())  # each is parsed whole
    assert {a.document.id for a in held} >= set(told) and len(held) <= len(told) + 1
    assert all(a == analysis(a.document.id, text="Слово. " * 400) for a in held)


def test_two_processes_open_a_new_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    code = f"from svodka.store.sql import open_store; print(len(open_store({str(path)!r}).reports()))"
    both = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate()[0] for process in both] == ["0\n", "0\n"]


def test_a_report_of_which_only_the_made_is_new_keeps_its_version(store: SqlStore) -> None:
    store.put(analysis("a", url="u"))
    store.put(analysis("b", url="u", text="x"))
    store.put(replace(analysis("b", url="u", text="x"), made="svodka 2"))
    held = sqlite3.connect(store.path).execute("select version_of from reports where id = 'b'").fetchone()
    assert held == ("a",)
