"""Use cases without a language pack's weight: sources, lines, the tally, and that a failure stops no other report."""
from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from svodka import pipeline
from svodka.app import account, lines, outlets, sources, stages, views
from svodka.app.tally import Tally
from svodka.document import recurring
from svodka.errors import BadLine, WorkerDied
from svodka.jsonl import format_record
from svodka.store.sql import open_store
from svodka.types import (
    Analysis,
    Attribution,
    Copy,
    Document,
    Dropped,
    Failure,
    Figure,
    Mention,
    Moment,
    Outcome,
    Page,
    Reuse,
    Span,
    Story,
    Time,
    Voice,
)
from tests.document.test_recurring import NEWS, PAGES, kept

TEXT = "Потоп\n\nПодвал затопило, сообщила мэр Ивовая 14 марта. Воды 2,5 метра."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, stop=start + len(words))


def day(number: int) -> Moment:
    start = datetime(2031, 3, number)
    return Moment(start=start, stop=start + timedelta(days=1))


def analysis(id: str = "d1", path: str = "a.txt") -> Analysis:
    doc = Document(id=id, path=path, url="", outlet="Эхо", lang="ru", title="Потоп", text=TEXT,
                   paragraphs=(span("Потоп"), Span(start=7, stop=len(TEXT))), published=day(14))
    said = Attribution(
        span=span("Подвал затопило, сообщила мэр Ивовая"), cue=span("сообщила"), content=(span("Подвал затопило"),),
        voices=(Voice(kind="person", name="Анна Ивовая", entity="e1", span=span("мэр Ивовая")),
                Voice(kind="outlet", name="Эхо")), kind="indirect", rule="clause")
    return Analysis(
        document=doc, made="svodka 1", attributions=(said,), times=(Time(span=span("14 марта"), moment=day(14)),),
        figures=(Figure(span=span("2,5 метра"), low=Decimal("2.5"), high=Decimal("2.5"), unit="m", of="вода"),),
        mentions=(Mention(span=span("Ивовая"), kind="PER", normal="Анна Ивовая", entity="e1"),))


def outcomes(path: str, *rows: object) -> list[Outcome]:
    body = b"".join(lines.format_line(row) if isinstance(row, dict) else row for row in rows)  # type: ignore[misc]
    assert lines.are_records(body)
    return list(lines.records(path, body))


# lines


def test_a_line_of_each_stage_is_read_as_the_record_it_holds() -> None:
    found, story = analysis(), Story(id="s1", documents=("d1",))
    read = outcomes("x", lines.cleaned(found.document, "…"), lines.analysed(found),
                    lines.grouped(found, "a.txt", story, None))
    assert [item.value for item in read] == [found.document, found, lines.Grouped(analysis=found, story=story)]
    assert [item.key for item in read] == ["x#1", "x#2", "x#3"]


def test_flat_fields_are_those_that_the_scorers_read() -> None:
    flat = json.loads(lines.format_line(lines.analysed(analysis())))
    (said,) = flat["attributions"]
    assert {key: said[key] for key in ("content", "cue", "source", "speaker", "kind", "stance", "via", "rule")} == {
        "content": [[7, 22]], "cue": [24, 32], "source": [33, 43], "speaker": "Анна Ивовая", "kind": "indirect",
        "stance": "plain", "via": None, "rule": "clause"}
    assert [voice["name"] for voice in said["voices"]] == ["Анна Ивовая", "Эхо"]
    assert flat["times"][0]["start"] == "2031-03-14" and flat["times"][0]["end"] == "2031-03-15"
    assert (flat["figures"][0]["low"], flat["figures"][0]["approx"]) == (2.5, False)
    assert flat["mentions"] == [{"start": 37, "end": 43, "type": "PER", "normal": "Анна Ивовая", "entity": "e1"}]


@pytest.mark.parametrize(("start", "stop", "said"), [
    ("2031-03-14", "2031-03-15", ("2031-03-14", "2031-03-15")),
    ("2031-03-14T18:00", "2031-03-15", ("2031-03-14T18:00", "2031-03-15T00:00")),
    ("2031-03-14T18:05:30", "2031-03-14T18:06", ("2031-03-14T18:05", "2031-03-14T18:06"))])
def test_moments_are_days_where_they_are_whole_and_minutes_else(start: str, stop: str, said: tuple[str, str]) -> None:
    assert lines.moment(Moment(start=datetime.fromisoformat(start), stop=datetime.fromisoformat(stop))) == said
    assert lines.moment(None) == (None, None)


@pytest.mark.parametrize(("value", "said"), [("2300", "2300"), ("2.50", "2.5"), ("1E+3", "1000"), (None, "null")])
def test_numbers_are_json_numbers(value: str | None, said: str) -> None:
    assert json.dumps(lines.number(None if value is None else Decimal(value))) == said


@pytest.mark.parametrize("line", [
    "", "x", '{"path": "x"}', '{"text": "x", "document": "y"}', "[]", '{"path": "x", "document"'])
def test_what_is_no_line_of_a_stage(line: str) -> None:
    assert not lines.are_records(line.encode())


@pytest.mark.parametrize("line", [b'{"path": "x", "analysis": {"made": 1}}', b"\xff\xfe", b"[1]", b'{"path": "x"}'])
def test_a_line_that_holds_no_record_is_bad(line: bytes) -> None:
    with pytest.raises(BadLine, match=r"x#7"):
        lines.parse_line(line, "x#7")


def test_an_analysis_travels_between_processes_as_its_json() -> None:
    sent = pickle.dumps(found := analysis())
    assert pickle.loads(sent) == found and format_record(found) in sent


# sources


def no_stdin() -> bytes:
    raise AssertionError("standard input was not asked for")


def test_folders_are_walked_in_order_and_other_files_passed_over(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/.x", ".g/y.txt", "a.toml", "A.TXT"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [item.key for item in sources.find([str(tmp_path), str(tmp_path / "absent"), "-", str(tmp_path / "a/.x")])]
    assert found == [str(tmp_path / name) for name in ("A.TXT", "b.txt", "a/z.html", "absent")] + [
        "-", str(tmp_path / "a/.x")]


def test_what_is_neither_file_nor_folder_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (item,) = sources.find([str(tmp_path / "loop")])
    assert item.failure and item.failure.kind == "NotFound" and "neither" in item.failure.message


def test_a_sidecar_wins_over_the_command_line_and_is_found_by_either_name(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "a.toml").write_text('outlet = "Эхо"')
    (tmp_path / "b.txt.toml").write_text('published = 2031-03-14T10:00:00\nas_is = true')
    files = list(sources.find([str(tmp_path)]))
    a, b = (item.value for item in sources.load(files, {"outlet": "Радио", "published": "2031-03-15"}, no_stdin))
    assert (a.outlet, a.published, a.as_is) == ("Эхо", "2031-03-15", False)
    assert (b.outlet, b.published, b.as_is) == ("Радио", "2031-03-14 10:00:00", True)


def test_a_large_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.write(b"a")
        file.truncate(10**13)  # ten terabytes of nothing: to read it would not end
    (item,) = sources.load(sources.find([str(path)]), {}, no_stdin)
    assert item.failure and item.failure.kind == "Unreadable" and "20 MB" in item.failure.message


def test_an_unreadable_file_is_a_failure_and_the_next_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    for path in (good, bad):
        path.write_text(TEXT)
    opened: Callable[..., object] = Path.open

    def refuse(path: Path, *arguments: object, **options: object) -> object:
        if path == bad:
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    first, second = sources.load(sources.find([str(bad), str(good)]), {}, no_stdin)
    assert first.failure and first.failure.message == f"{bad}: Permission denied"
    assert isinstance(second.value, Page)


# stages


class Given(stages.House):
    """A house whose items are given, with no files behind them."""

    def __init__(self, *items: Outcome) -> None:
        super().__init__(["."], {}, no_stdin)
        self.given = items

    def loaded(self):  # type: ignore[no-untyped-def]
        return iter(self.given)


def test_what_is_read_is_told_before_the_first_report_is_done(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(TEXT)
    house, read = stages.House([str(tmp_path)], {}, no_stdin), list[str]()
    house.reads = read.append
    next(stages.clean(house))
    assert read == [str(tmp_path / name) for name in ("a.txt", "b.txt", "c.txt")]


def grouped(found: Analysis, story: Story) -> Outcome:
    return Outcome(key=found.document.path, value=lines.Grouped(analysis=found, story=story))


def test_stories_that_the_lines_name_are_kept_and_else_found_anew() -> None:
    a, b = analysis("d1", "a.txt"), analysis("d2", "b.txt")
    story = Story(id="by hand", documents=("d1", "d2"))
    named = Given(grouped(a, story), grouped(b, story))
    assert stages.group(named, lambda outcome: None)[1] == (story,)
    mixed = Given(grouped(a, story), Outcome(key="b.txt", value=b))
    assert "by hand" not in {s.id for s in stages.group(mixed, lambda outcome: None)[1]}


def test_a_copy_names_the_path_of_what_it_copies() -> None:
    a, b, again = analysis("d1", "a.txt"), analysis("d2", "b.txt"), analysis("d1", "c.txt")
    story = Story(id="s", documents=("d1", "d2"), copies=(Copy(document="d2", of="d1", share=0.9),))
    rows = list(stages.grouped([a, b, again], [story]))
    assert [(row["path"], row["copy_of"]) for row in rows] == [("a.txt", None), ("b.txt", "a.txt"), ("c.txt", "a.txt")]


def test_passages_stand_under_the_report_that_takes_them_and_make_no_copy_of_it() -> None:
    a, b = analysis("d1", "a.txt"), analysis("d2", "b.txt")
    taken = Copy(document="d2", of="d1", share=0.5, kind="partial",
                 passages=(Reuse(span=span("Воды 2,5 метра."), of=span("Воды 2,5 метра.")),))
    story = Story(id="s", documents=("d1", "d2"), copies=(taken,))
    assert [row["copy_of"] for row in stages.grouped([a, b], [story])] == [None, None]
    told = "".join(views.group_text([a, b], [story]))
    assert told.endswith("  b.txt  (takes passages from a.txt, 50%)\n      Воды 2,5 метра.\n\n")
    whole = replace(story, copies=(replace(taken, kind="light"),))
    assert "(copies a.txt, 50%)\n\n" in "".join(views.group_text([a, b], [whole]))


def test_failures_go_through_the_stages_as_they_are() -> None:
    failed = Outcome(key="x", failure=Failure(stage="read", kind="Unreadable", message="x: no"))
    house = Given(failed)
    assert list(stages.clean(house)) == list(stages.analyse(house)) == [failed]


def test_a_story_that_kills_its_worker_ends_the_run_by_name() -> None:
    with pytest.raises(WorkerDied, match="s1: the process"):
        stages.lost(Story(id="s1", documents=("d1",)))


# account


def test_reports_already_analysed_are_taken_into_the_store(tmp_path: Path) -> None:
    store, tally = open_store(tmp_path / "s"), Tally()
    seen: list[str] = []
    house = Given(Outcome(key="a.txt", value=analysis()), Outcome(key="a.txt", value=analysis()))
    ids = account.take(house, store, tally, lambda outcome: seen.append(outcome.key), outlets.StoreMemory(store))
    assert ids == {"d1"} and seen == ["a.txt", "a.txt"]
    assert tally.line() == "read 2 reports: 1 new, 1 known"


def test_a_failure_is_kept_in_the_store_and_counted(tmp_path: Path) -> None:
    store, tally = open_store(tmp_path / "s"), Tally()
    failure = Failure(stage="read", kind="Unreadable", message="x: no")
    given = Given(Outcome(key="x", failure=failure))
    account.take(given, store, tally, lambda outcome: None, outlets.StoreMemory(store))
    assert store.failures() == (("x", failure),)
    assert tally.line() == "read 0 reports; 1 failed" and list(tally.told()) == ["x: no"]


def test_an_interruption_leaves_store_and_tally_with_what_was_read(tmp_path: Path) -> None:
    store, tally = open_store(tmp_path / "s"), Tally()

    def interrupt(outcome: Outcome) -> None:
        if outcome.key == "b.txt":
            raise KeyboardInterrupt

    house = Given(*(Outcome(key=f"{c}.txt", value=analysis(c, f"{c}.txt")) for c in "abc"))
    with pytest.raises(KeyboardInterrupt):
        account.take(house, store, tally, interrupt, outlets.StoreMemory(store))
    assert [found.document.id for found in store.analyses()] == ["a", "b"]
    assert tally.line() == "read 2 reports: 2 new"


def test_runs_that_read_one_outlet_into_one_store_at_once_count_all_its_pages(tmp_path: Path) -> None:
    def run(names: str) -> Iterator[Outcome]:
        pages = [Outcome(key=name, value=Page(path=name, body=f"Мост {name} закрыт".encode(), media_type="text/plain",
                                              outlet="Эхо")) for name in names]
        memory = outlets.StoreMemory(open_store(tmp_path / "s"))
        return (done for batch in stages.cleaned(Given(*pages), memory, object) for _, done in batch)

    one, other = run("абв"), run("где")
    for each in (one, other, one, other, one, other):  # both have begun before either ends
        next(each)
    assert [list(each) for each in (one, other)] == [[], []]
    assert [known.pages for known in open_store(tmp_path / "s").recurring(["Эхо"])] == [6]


def test_reports_held_before_lose_what_is_known_by_now_to_recur(tmp_path: Path) -> None:
    def judged(doc: Document) -> Document:
        counter = doc.paragraphs[-2]
        return replace(doc, dropped=(Dropped(span=counter, reason="counter"),),
                       paragraphs=tuple(span for span in doc.paragraphs if span != counter))

    store, tally, house = open_store(tmp_path / "s"), Tally(), Given()
    other, old = replace(judged(PAGES[1]), id="other", outlet="Межа"), replace(judged(PAGES[1]), id="old")
    made = {doc: pipeline.made("ru", house.packs) for doc in (PAGES[0], *map(judged, PAGES[1:]), other)}
    for doc, by in {**made, old: "svodka 0"}.items():
        store.put(Analysis(document=doc, made=by))
    store.add_recurring([recurring.count(PAGES[0].outlet, PAGES)], recurring.add)
    before, memory, found = list(store.analyses()), outlets.StoreMemory(store), list[str]()
    memory.recall([PAGES[0].outlet])
    account.cleaned_anew(house, store, tally, lambda outcome: found.append(outcome.value.document.id), memory)
    assert set(found) == {doc.id for doc in PAGES[1:]}, "no page taken as it is, of another outlet or version"
    assert [a for a in store.analyses() if a.document.id not in found] == [
        a for a in before if a.document.id not in found]
    for number, analysis in enumerate(store.analyses(found), 1):
        assert kept(analysis.document) == list(list(NEWS.items())[number]) and analysis.tokens
    assert tally.line() == "read 0 reports; 4 cleaned anew"
    assert not list(memory.due()), "nothing more recurs than when they were cleared"


def test_stories_are_listed_newest_first_with_undated_ones_last(tmp_path: Path) -> None:
    store = open_store(tmp_path / "s")
    for id in "abc":
        store.put(analysis(id, f"{id}.txt"))
    store.change(0, [Story(id="old", documents=("a",), updated=day(14)), Story(id="none", documents=("b",)),
                     Story(id="young", documents=("c",), updated=day(15))])
    assert [(story.id, reports[0].path) for story, reports in account.stories(store)] == [
        ("young", "c.txt"), ("old", "a.txt"), ("none", "b.txt")]


def test_counts_of_each_kind() -> None:
    tally = Tally()
    for what in ("new", "known", "version", "renewed", "new"):
        tally.add(Outcome(key="x", value=1), what)
    assert tally.line() == "read 5 reports: 2 new, 1 known, 1 new version of a known url, 1 analysed anew"


def test_debug_tells_rule_words_and_value_of_each_thing() -> None:
    told = views.debug_text(analysis())
    assert "attribution [clause] 0: Эхо (outlet) ← Анна Ивовая (person) <сообщила>: Подвал затопило (indirect" in told
    assert "2,5 метра = 2.5 m вода" in told and "14 марта = 2031-03-14/2031-03-15" in told
    open_ended = replace(analysis().figures[0], low=None, approximate=True)
    assert views.figure(open_ended) == "about None..2.5 m вода"
