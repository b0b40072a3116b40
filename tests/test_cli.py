"""The command line from outside: what it prints, on which stream, with which exit code; each bad input by itself."""
from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from svodka import __version__, pipeline
from svodka.app import stages
from svodka.cli import app
from svodka.types import Outcome
from svodka.workers import Workers
from tests.test_workers import alive, grouped, soon

NEWS = ("Мост через Сойву закрыли\n\n"
        "Мост через реку Сойву закрыли для грузовиков, сообщил мэр Ольхова Пётр Ставров. Он заявил, что в опоре нашли "
        "трещину длиной 2 метра.\n\n"
        "«Ремонт закончим до 1 мая», — сказал Ставров. По данным инспекции, за день по мосту проходит 1200 машин.\n")
OTHER = ("В Ольхове открыли библиотеку\n\n"
         "Новая детская библиотека открылась в Ольхове, рассказала заведующая Инна Лепова. В фонде 12 тысяч книг.\n\n"
         "«Мы ждали этого шесть лет», — сказала Лепова. Первыми читателями стали ученики школы № 3.\n")
ENGLISH = "The bridge is closed\n\nThe bridge over the river was closed to lorries on Monday, the mayor said. " * 4


def run(*arguments: object, stdin: bytes | str = "", env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], input=stdin, env={"LANG": "ru_RU.UTF-8", **(env or {})})


def write(folder: Path, name: str, body: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    return path


def lines(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store" / "s.sqlite"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    return made


def read(folder: Path, store: Path, *more: object, **options: object) -> Result:
    return run("read", folder, "--store", store, "--now", "2031-03-20T12:00", *more, **options)  # type: ignore[arg-type]


# what a person decides


def test_a_person_decides_and_takes_it_back(folder: Path, store: Path) -> None:
    write(folder, "a.txt", NEWS)
    write(folder, "b.txt", OTHER)
    read(folder, store)
    more = ("--store", store, "--format", "jsonl")
    bridge, library = sorted(lines(run("stories", *more)), key=lambda line: line["reports"])
    merged = run("merge", bridge["story"], library["story"][:8], *more)
    assert [line["story"] for line in lines(merged)] == [bridge["story"]] and merged.exit_code == 0
    assert lines(run("stories", *more)) == lines(merged) and len(lines(merged)[0]["reports"]) == 2
    assert run("regroup", *more).stdout == "" and lines(run("stories", *more)) == lines(merged)
    assert run("show", library["story"], "--store", store).exit_code == 0, "the merged one leads to it"
    split = lines(run("split", bridge["story"], folder / "b.txt", *more))
    assert sorted(line["reports"] for line in split) == [bridge["reports"], library["reports"]]
    moved = run("move", folder / "b.txt", bridge["story"], "--store", store, "--lang", "ru")
    assert "2 сообщения" in moved.stdout and bridge["story"] in moved.stdout
    for _ in range(3):
        assert run("undo", "--store", store).exit_code == 0
    assert sorted(lines(run("stories", *more)), key=lambda line: line["reports"]) == [bridge, library]


@pytest.mark.parametrize("arguments", [
    ("merge", "zz", "zz"), ("split", "zz", "a.txt"), ("move", "zz", "zz"), ("undo",), ("why", "zz", "a.txt")])
def test_an_act_on_what_is_not_there_is_one_line(folder: Path, store: Path, arguments: tuple[str, ...]) -> None:
    write(folder, "a.txt", NEWS)
    read(folder, store)
    result = run(*arguments, "--store", store)
    assert result.exit_code == 2 and result.stdout == ""
    assert result.stderr.startswith("svodka: ") and result.stderr.count("\n") == 1


def test_why_two_reports_are_of_one_story_or_not(folder: Path, store: Path) -> None:
    for name, text in (("a.txt", NEWS), ("b.txt", OTHER), ("c.txt", NEWS + "Проезд закрыт.")):
        write(folder, name, text)
    read(folder, store)
    told = run("why", folder / "a.txt", folder / "c.txt", "--store", store).stdout
    assert told.startswith("yes\n  likeness ") and "they stand in one story: " in told
    (line,) = lines(run("why", folder / "a.txt", folder / "b.txt", "--store", store, "--format", "jsonl"))
    assert line["same"] == "no" and len(line["stories"]) == 2 and line["record"]["reasons"] == line["reasons"]


# read


def test_reads_a_folder_and_tells_its_stories_on_stdout_and_the_counts_on_stderr(folder: Path, store: Path) -> None:
    write(folder, "a.txt", NEWS)
    write(folder, "b.txt", OTHER)
    result = read(folder, store)
    assert result.exit_code == 0
    assert result.stderr == "read 2 reports: 2 new\n"
    assert "Мост через Сойву закрыли" in result.stdout and "КТО ЧТО ГОВОРИТ" in result.stdout
    assert "Пётр Ставров" in result.stdout


def test_reading_again_changes_nothing_and_says_so(folder: Path, store: Path) -> None:
    write(folder, "a.txt", NEWS)
    first = read(folder, store)
    again = read(folder, store)
    assert again.stderr == "read 1 report: 1 known\n"
    assert again.stdout == first.stdout


def test_a_new_report_is_told_with_what_the_store_holds_of_its_story(folder: Path, store: Path) -> None:
    read(write(folder, "a.txt", NEWS), store)
    more = NEWS.replace("1200 машин", "1200 машин и 30 автобусов")
    result = read(write(folder, "b.txt", more), store)
    assert "2 сообщения" in result.stdout and result.stderr == "read 1 report: 1 new\n"


def test_files_of_a_folder_are_read_recursively_in_order_without_hidden_ones(folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / ".git").mkdir()
    for name in ("b.txt", "deep/a.txt", ".hidden.txt", ".git/c.txt"):
        write(folder, name, NEWS + name)
    paths = [line["path"] for line in lines(run("clean", folder, "--format", "jsonl"))]
    assert paths == [str(folder / "b.txt"), str(folder / "deep/a.txt")]


def test_a_sidecar_says_what_the_report_does_not(folder: Path) -> None:
    write(folder, "a.txt", NEWS)
    write(folder, "a.toml", 'outlet = "Ольховский листок"\npublished = 2031-03-14\nurl = "https://listok.example/1"')
    write(folder, "b.txt", OTHER)
    a, b = lines(run("clean", folder, "--format", "jsonl", "--outlet", "Радио", "--published", "2031-03-15"))
    assert (a["document"]["outlet"], a["document"]["url"]) == ("Ольховский листок", "https://listok.example/1")
    assert a["document"]["published"]["start"].startswith("2031-03-14")
    assert b["document"]["outlet"] == "Радио" and b["document"]["published"]["start"].startswith("2031-03-15")


def test_a_collection_may_bring_its_own_outlets(folder: Path) -> None:
    (folder / "outlets").mkdir()
    write(folder, "outlets/own.toml", 'id = "listok"\nname = "Ольховский листок"\ndomains = ["listok.example"]')
    write(folder, "a.jsonl", json.dumps({"url": "https://listok.example/2", "text": NEWS}))
    (line,) = lines(run("clean", folder, "--format", "jsonl"))
    assert line["document"]["outlet"] == "Ольховский листок"


def test_reads_standard_input(store: Path) -> None:
    result = run("read", "-", "--store", store, stdin=NEWS.encode("windows-1251"))
    assert result.exit_code == 0 and "Мост через Сойву закрыли" in result.stdout


@pytest.mark.parametrize(("format", "mark"), [("terminal", "КОРОТКО"), ("markdown", "## Коротко"),
                                              ("html", "<!DOCTYPE html>"), ("json", '"claims"')])
def test_every_format(folder: Path, store: Path, format: str, mark: str) -> None:
    write(folder, "a.txt", NEWS)
    assert mark in read(folder, store, "--format", format).stdout


def test_headings_in_the_language_asked_for_or_of_the_locale(folder: Path, store: Path) -> None:
    write(folder, "a.txt", NEWS)
    assert "WHO SAYS WHAT" in read(folder, store, "--lang", "en").stdout
    assert "WHO SAYS WHAT" in read(folder, store, env={"LANG": "C.UTF-8"}).stdout
    assert "КТО ЧТО ГОВОРИТ" in read(folder, store, env={"LANG": "en_GB.UTF-8", "LC_ALL": "ru_RU.UTF-8"}).stdout


def test_quiet_leaves_out_the_counts_and_not_the_failures(folder: Path, store: Path) -> None:
    write(folder, "a.txt", NEWS)
    write(folder, "empty.txt", "")
    assert read(folder, store, "--quiet").stderr == f"svodka: {folder / 'empty.txt'}: the file is empty\n"


def test_debug_names_the_rule_of_each_thing_found(folder: Path, store: Path) -> None:
    write(folder, "a.txt", NEWS)
    told = read(folder, store, "--debug").stderr
    assert re.search(r"attribution \[\w+", told) and "Пётр Ставров" in told
    assert re.search(r"figure +\[\w+", told) and "1200" in told
    assert re.search(r"time +\[\w+", told) and "1 мая" in told


def test_the_stories_of_a_store_are_listed_and_shown(folder: Path, store: Path) -> None:
    write(folder, "a.txt", NEWS)
    write(folder, "b.txt", OTHER)
    told = read(folder, store).stdout
    listed = run("stories", "--store", store)
    ids = re.findall(r"^([0-9a-f]{16})  ", listed.stdout, re.M)
    assert len(ids) == 2 and "Мост через Сойву закрыли" in listed.stdout and "1 сообщение" in listed.stdout
    shown = [run("show", id[:10], "--store", store, "--now", "2031-03-20T12:00").stdout for id in ids]
    assert all(part in told for part in shown)
    assert [line["story"] for line in lines(run("stories", "--store", store, "--format", "jsonl"))] == ids


def test_an_unknown_story_is_one_line_and_exit_code_2(store: Path) -> None:
    result = run("show", "f00", "--store", store)
    assert result.exit_code == 2 and result.stdout == ""
    assert result.stderr.startswith("svodka: f00: no such story") and result.stderr.count("\n") == 1


def test_packs_and_what_each_can_do() -> None:
    table = {line.split()[0]: line for line in run("packs").stdout.splitlines()}
    assert all(stage in table["ru"] for stage in ("clean", "analyse", "interface"))
    assert "interface" in table["en"] and "analyse" not in table["en"]


def test_packs_tells_what_compiled_part_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    faster = {"no_such_module": "fast-forms", "no/such.so": "the part in C", "./pack.toml": "?", "json": "?"}
    monkeypatch.setitem(stages.packs()["ru"].meta, "faster", faster)
    told = [line for line in run("packs").stdout.splitlines() if "slower" in line]
    assert told == [f"    slower than it could be: {part} is not installed" for part in ("fast-forms", "the part in C")]


def test_version() -> None:
    assert run("--version").stdout == f"svodka {__version__}\n"


# the stages as filters


def test_each_stage_takes_the_lines_of_the_one_before(folder: Path) -> None:
    write(folder, "a.txt", NEWS)
    write(folder, "b.txt", NEWS.replace("Ставров", "Ставров, глава города,", 1))
    cleaned = run("clean", folder, "--format", "jsonl")
    analysed = run("analyse", "--format", "jsonl", stdin=cleaned.stdout)
    grouped = run("group", "-", "--format", "jsonl", stdin=analysed.stdout)
    told = run("tell", "--format", "jsonl", "--now", "2031-03-20", stdin=grouped.stdout)
    assert told.stdout == run("tell", folder, "--format", "jsonl", "--now", "2031-03-20").stdout
    assert [set(line) for line in lines(cleaned)] == [{"path", "text", "document"}] * 2
    assert {"path", "attributions", "times", "figures", "mentions", "analysis"} == set(lines(analysed)[0])
    (story,) = {line["story"] for line in lines(grouped)}
    assert [line["copy_of"] for line in lines(grouped)].count(None) == 1
    (account,) = lines(told)
    assert account["story"] == story and {"claims", "relations", "readings", "digest"} < set(account)
    member = account["claims"][0]["members"][0]
    assert {"path", "span", "speaker", "stance"} <= set(member)
    assert all(path in {str(folder / "a.txt"), str(folder / "b.txt")} for claim in account["claims"]
               for origin in claim["origins"] for path in origin)


def test_lines_of_analyse_point_into_the_file(folder: Path) -> None:
    path = write(folder, "a.txt", "\r\n" + NEWS)
    text = path.read_bytes().decode()
    for more in ((), ("--as-is",)):
        (line,) = lines(run("analyse", path, "--format", "jsonl", *more))
        said = [text[start:stop] for found in line["attributions"] for start, stop in found["content"]]
        assert any("в опоре нашли трещину" in words for words in said)
        figures = {text[f["span"][0]:f["span"][1]]: (f["low"], f["of"]) for f in line["figures"]}
        assert any(low == 1200 for low, _ in figures.values())
        names = {text[m["start"]:m["end"]]: m["type"] for m in line["mentions"]}
        assert names["Пётр Ставров"] == "PER"
    first = next(a for a in line["attributions"] if a["speaker"] == "Пётр Ставров")
    assert first["kind"] in ("direct", "indirect", "mixed") and first["stance"] and "via" in first


def test_as_is_keeps_every_line(folder: Path) -> None:
    path = write(folder, "a.txt", "ЧИТАЙТЕ ТАКЖЕ\n\n" + NEWS + "\nПодписывайтесь на наш канал\n")
    kept = lines(run("clean", path, "--as-is", "--format", "jsonl"))[0]["text"]
    assert kept.splitlines()[0] == "ЧИТАЙТЕ ТАКЖЕ" and kept.splitlines()[-1] == "Подписывайтесь на наш канал"


@pytest.mark.parametrize(("stage", "words"), [("clean", "Мост через Сойву"), ("analyse", "Пётр Ставров"),
                                              ("group", "Мост через Сойву"), ("tell", "КОРОТКО")])
def test_without_json_lines_each_stage_prints_something_to_read(folder: Path, stage: str, words: str) -> None:
    result = run(stage, write(folder, "a.txt", NEWS))
    assert result.exit_code == 0 and words in result.stdout and not result.stdout.startswith("{")


def test_one_text_under_two_names_is_a_copy_in_group(folder: Path) -> None:
    for name in ("a.txt", "b.txt"):
        write(folder, name, NEWS)
    a, b = lines(run("group", folder, "--format", "jsonl"))
    assert a["story"] == b["story"]
    assert (a["copy_of"], b["copy_of"]) == (None, str(folder / "a.txt"))


def test_a_broken_line_of_an_earlier_stage_is_named_and_the_rest_read(folder: Path) -> None:
    write(folder, "a.txt", NEWS)
    line = run("clean", folder, "--format", "jsonl").stdout
    result = run("analyse", "--format", "jsonl", stdin=line + '{"path": "x", "document": {}}\n{"pa\n' + line)
    assert len(lines(result)) == 2
    assert re.findall(r"^svodka: (-#\d)", result.stderr, re.M) == ["-#2", "-#3"]


def test_removed_lines_are_shown_in_their_place_with_the_reason(folder: Path) -> None:
    head, body = NEWS.split("\n", 1)
    path = write(folder, "a.txt", f"{head}\nЧИТАЙТЕ ТАКЖЕ\n{body}")
    shown = run("clean", path, "--show-dropped", "--quiet")
    assert shown.exit_code == 0 and shown.stdout.splitlines()[:4] == [
        f"## {path}: lines kept 3, removed 1", "", "  Мост через Сойву закрыли", "- [also] ЧИТАЙТЕ ТАКЖЕ"]
    kept = [line[2:] for line in shown.stdout.splitlines() if line.startswith("  ")]
    assert kept == lines(run("clean", path, "--format", "jsonl"))[0]["text"].splitlines()


def test_records_do_not_go_with_struck_out_lines(folder: Path) -> None:
    result = run("clean", write(folder, "a.txt", NEWS), "--show-dropped", "--format", "jsonl")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("svodka: --show-dropped: prints text") and result.stderr.count("\n") == 1


FRAME = "Рыбак поймал щуку с кольцом\nФото: архив клуба «Сойва»"
BODIES = {
    "Мост через Сойву закрыли": "Мост через Сойву закрыли для грузовиков, сообщил мэр Ольхова Пётр Ставров в среду.",
    "Хлебозавод остановил печи": "Хлебозавод остановил две печи из-за нехватки муки, рассказала директор Инна Лепова.",
    "Сёла остались без света": "Три села остались без света после грозы, передали энергетики Межевого района.",
    "Школьники сняли фильм": "Школьники из Дубравы сняли фильм о паромщике, премьера пройдёт в клубе в субботу."}


def of_one_outlet(folder: Path) -> list[Path]:
    return [write(folder, f"{number}.txt", f"{head}\n{body}\n{FRAME}\n")
            for number, (head, body) in enumerate(BODIES.items())]


def test_what_recurs_over_an_outlets_pages_is_left_out(folder: Path) -> None:
    paths = of_one_outlet(folder)
    sister = FRAME.splitlines()[0]
    together = run("clean", folder, "--outlet", "Заря", "--show-dropped").stdout
    assert together.count(f"- [recurring] {sister}") == 4
    assert f"  {sister}" in run("clean", paths[0], "--outlet", "Заря", "--show-dropped").stdout
    assert run("clean", folder, "--outlet", "Заря", "--as-is").stdout.count(f"\n{sister}") == 4
    backwards = run("clean", *reversed(paths), "--outlet", "Заря", "--format", "jsonl")
    assert lines(backwards)[::-1] == lines(run("clean", folder, "--outlet", "Заря", "--format", "jsonl"))
    analysed = lines(run("analyse", folder, "--outlet", "Заря", "--format", "jsonl"))
    assert {d["reason"] for line in analysed for d in line["analysis"]["document"]["dropped"]} >= {"recurring"}


def test_the_store_remembers_what_recurs_and_counts_a_report_once(folder: Path, store: Path) -> None:
    from svodka.store.sql import open_store

    *before, last = of_one_outlet(folder)
    told = [read(path, store, "--outlet", "Заря").stderr for path in (*before, before[0], last)]
    new = "read 1 report: 1 new"
    assert told == [f"{new}\n"] * 3 + ["read 1 report: 1 known\n", f"{new}; 3 cleaned anew\n"]
    held = open_store(store)
    (known,) = held.recurring(["Заря"])
    assert (known.pages, known.lines[0][1]) == (4, 4)
    assert all("recurring" in {d.reason for d in a.document.dropped} for a in held.analyses())


# bad input


def one_failure(folder: Path, store: Path, name: str, body: bytes | str | None, reason: str) -> None:
    """Beside a good report the bad one is told in one line; alone it makes exit code 2 and nothing on stdout."""
    bad = folder / name
    if body is not None:
        write(folder, name, body)
    good = write(folder, "good.txt", NEWS)
    both = run("read", bad, good, "--store", store)
    assert both.exit_code == 0 and "Мост через Сойву" in both.stdout
    assert both.stderr.splitlines()[-1] == "read 1 report: 1 new; 1 failed"
    (told,) = [line for line in both.stderr.splitlines() if line.startswith("svodka: ")]
    assert told.startswith(f"svodka: {bad}: ") and reason in told
    alone = run("read", bad, "--store", store)
    assert alone.exit_code == 2 and alone.stdout == ""
    assert "Traceback" not in alone.stderr and alone.stderr.splitlines()[-1] == "read 0 reports; 1 failed"


def test_missing_path(folder: Path, store: Path) -> None:
    one_failure(folder, store, "absent.txt", None, "no such file or folder")


@pytest.mark.parametrize("body", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_empty_file(folder: Path, store: Path, body: bytes) -> None:
    one_failure(folder, store, "empty.txt", body, "empty")


@pytest.mark.parametrize("body", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, b"%PDF-1.7\n" + b"\x00\xff" * 500,
                                  b"\x00\x01\x02\x03" * 3000])
def test_binary_file(folder: Path, store: Path, body: bytes) -> None:
    one_failure(folder, store, "photo.txt", body, "")


def test_a_line_of_50_megabytes(folder: Path, store: Path) -> None:
    one_failure(folder, store, "long.txt", "слово " * 4_600_000, "more than 20 MB")


def test_a_json_line_of_50_megabytes(folder: Path, store: Path) -> None:
    path = write(folder, "a.jsonl", json.dumps({"text": NEWS}) + "\n" + json.dumps({"text": "x" * 50_000_000}))
    result = run("read", path, "--store", store)
    assert f"svodka: {path}#2: 50 MB" in result.stderr and "read 1 report: 1 new; 1 failed" in result.stderr


def test_html_with_no_article(folder: Path, store: Path) -> None:
    one_failure(folder, store, "bare.html", "<html><head><script>var a = 1;</script></head><body></body></html>", "")


def test_truncated_utf8_is_read_to_its_end(folder: Path, store: Path) -> None:
    path = write(folder, "cut.txt", (NEWS * 3).encode()[:-3])
    assert path.read_bytes()[-1] >= 0x80
    result = run("read", path, "--store", store)
    assert result.exit_code == 0 and "Пётр Ставров" in result.stdout


def test_unknown_charset(folder: Path, store: Path) -> None:
    one_failure(folder, store, "odd.txt", bytes(range(0x80, 0x100)) * 40 + b"\x81\x8d\x8f" * 300, "")


def test_a_broken_json_line_is_named_by_number_and_the_rest_read(folder: Path, store: Path) -> None:
    good = json.dumps({"text": NEWS}), json.dumps({"text": OTHER})
    path = write(folder, "a.jsonl", good[0] + '\n{"text": "обры\n' + good[1] + "\n")
    result = run("read", path, "--store", store)
    assert result.exit_code == 0
    assert f"svodka: {path}#2: broken JSON" in result.stderr
    assert result.stderr.splitlines()[-1] == "read 2 reports: 2 new; 1 failed"


def test_a_language_without_a_pack_is_kept_told_and_not_analysed(folder: Path, store: Path) -> None:
    path = write(folder, "en.txt", ENGLISH)
    result = run("read", path, "--store", store)
    assert result.exit_code == 0
    assert f"svodka: {path}: kept, not analysed: language en has no pack" in result.stderr
    assert "read 1 report: 1 new" in result.stderr
    assert sqlite3.connect(store).execute("select lang, path from reports").fetchall() == [("en", str(path))]


def test_a_time_of_publication_that_is_not_understood_is_told(folder: Path, store: Path) -> None:
    path = write(folder, "a.txt", NEWS)
    result = read(folder, store, "--published", "on Tuesday week")
    assert result.exit_code == 0
    assert f"svodka: {path}: the time of publication is not understood: on Tuesday week" in result.stderr


def test_the_most_reported_story_is_told_first(folder: Path, store: Path) -> None:
    write(folder, "a.txt", OTHER.replace("Ольхов", "Киржим"))
    write(folder, "b.txt", NEWS)
    write(folder, "c.txt", NEWS.replace("1200 машин", "1200 машин и 30 автобусов"))
    told = read(folder, store, "--format", "json").stdout
    assert [len(digest["story"]["documents"]) for digest in json.loads(told)] == [2, 1]


def test_one_url_with_two_texts_is_two_versions_and_both_are_kept(folder: Path, store: Path) -> None:
    rows = [{"url": "https://listok.example/1", "text": text} for text in (NEWS, NEWS.replace("1200", "1300"))]
    path = write(folder, "a.jsonl", "\n".join(map(json.dumps, rows)))
    result = run("read", path, "--store", store)
    assert "read 2 reports: 1 new, 1 new version of a known url" in result.stderr
    held = sqlite3.connect(store).execute("select id, version_of from reports order by seq").fetchall()
    assert len(held) == 2 and held[1][1] == held[0][0]


def test_an_unwritable_store_is_one_line_and_exit_code_2(folder: Path) -> None:
    write(folder, "a.txt", NEWS)
    for store in (folder, folder / "a.txt" / "s.sqlite", folder / "a.txt"):
        result = run("read", folder, "--store", store)
        assert result.exit_code == 2 and result.stdout == ""
        assert result.stderr.startswith(f"svodka: {store}: ") and result.stderr.count("\n") == 1
    assert (folder / "a.txt").read_text("utf-8") == NEWS


def test_a_store_of_a_newer_svodka_is_refused(folder: Path, store: Path) -> None:
    write(folder, "a.txt", NEWS)
    read(folder, store)
    with sqlite3.connect(store) as raw:
        raw.execute("update alembic_version set version_num = '9999'")
    result = read(folder, store)
    assert result.exit_code == 2 and "written by a newer svodka" in result.stderr


@pytest.mark.parametrize("text", ['outlet = "Эхо', 'outlett = "Эхо"', "outlet = 5", "as_is = 1", "published = 10:00:00",
                                  "[title]\na = 1"])
def test_a_broken_sidecar_is_told_and_its_report_not_read_without_it(folder: Path, store: Path, text: str) -> None:
    write(folder, "a.txt", NEWS)
    write(folder, "a.toml", text)
    result = read(folder, store)
    assert result.exit_code == 2 and "a.toml: " in result.stderr and "sidecar" in result.stderr


@pytest.mark.parametrize("arguments", [("read",), ("read", "a", "--now", "soon"), ("read", "a", "--format", "pdf"),
                                       ("teach",), ("show",)])
def test_wrong_use_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2 and result.stdout == "" and "Usage" in result.stderr


def test_a_folder_without_reports_is_told(folder: Path, store: Path) -> None:
    result = read(folder, store)
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [f"svodka: {folder}: no reports in this folder", "read 0 reports; 1 failed"]


def test_pipes_and_dangling_links_of_a_folder_are_told_and_not_waited_for(folder: Path, store: Path) -> None:
    write(folder, "z.txt", NEWS)
    os.mkfifo(folder / "pipe")
    (folder / "lost.txt").symlink_to(folder / "absent")
    (folder / "round").symlink_to(folder)
    result = read(folder, store)
    assert result.exit_code == 0 and result.stderr.splitlines() == [
        f"svodka: {folder / 'lost.txt'}: neither a file nor a folder",
        f"svodka: {folder / 'pipe'}: neither a file nor a folder", "read 1 report: 1 new; 2 failed"]


def test_a_folder_that_may_not_be_listed_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(top: Path, onerror: object) -> Iterator[tuple[str, list[str], list[str]]]:
        onerror(PermissionError(13, "Permission denied", f"{top}/deep"))  # type: ignore[operator]
        yield str(top), [], ["a.txt"]

    write(folder, "a.txt", NEWS)
    monkeypatch.setattr("svodka.app.sources.os.walk", refuse)
    result = run("clean", folder)
    assert result.exit_code == 0 and f"svodka: {folder}/deep: Permission denied" in result.stderr


def test_a_name_that_is_no_text_is_read(folder: Path, store: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/a\xff.txt")).write_text(NEWS, "utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/b\xff.txt")).write_text("")
    result = read(folder, store)
    assert result.exit_code == 0 and f"svodka: {folder}/b\\xff.txt: the file is empty" in result.stderr
    assert read(folder, store).stderr.splitlines()[-1] == "read 1 report: 1 known; 1 failed"
    assert [line["path"] for line in lines(run("analyse", folder, "--format", "jsonl"))] == [f"{folder}/a\\xff.txt"]


def test_a_report_may_not_steer_the_terminal(folder: Path, store: Path) -> None:
    path = write(folder, "a.txt", NEWS.replace("Сойву", "Сой\x1b[31mву\x1b]0;title\x07"))
    for result in (read(folder, store), run("clean", path), run("analyse", path), run("group", path)):
        assert "Сой" in result.stdout and not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", result.stdout)
    assert "\\u001b[31m" in read(folder, store, "--format", "json").stdout


def test_another_programs_database_is_refused_and_left_as_it_was(folder: Path, store: Path) -> None:
    write(folder, "a.txt", NEWS)
    store.parent.mkdir()
    with sqlite3.connect(store) as raw:
        raw.execute("create table reports (a)")
    result = read(folder, store)
    assert result.exit_code == 2 and result.stderr == f"svodka: {store}: this file is not a store of svodka\n"
    assert sqlite3.connect(store).execute("select name from sqlite_master").fetchall() == [("reports",)]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("command", ["packs", "read"])
def test_a_full_disk_is_one_line(folder: Path, store: Path, command: str) -> None:
    arguments = ["packs"] if command == "packs" else ["read", str(write(folder, "a.txt", NEWS)), "--store", str(store)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-m", "svodka.cli", *arguments], stdout=full, stderr=subprocess.PIPE,
                              text=True, check=False)
    assert done.returncode == 2 and done.stderr.splitlines()[-1] == "svodka: the output: No space left on device"


def test_a_defect_is_one_line_and_all_of_it_with_debug(folder: Path, store: Path,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object) -> None:
        raise IndexError("tuple index out of range")

    write(folder, "a.txt", NEWS)
    monkeypatch.setattr("svodka.digest.build.build", break_down)
    result = read(folder, store, "--quiet")
    assert result.exit_code == 2 and result.stdout == ""
    assert re.fullmatch(r"svodka: a defect of svodka, please report it: IndexError in test_cli\.py:\d+: tuple .+\n",
                        result.stderr)
    assert isinstance(read(folder, store, "--debug").exception, IndexError)


def test_closed_streams(folder: Path) -> None:
    def closed(fd: int, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["sh", "-c", f'exec "$@" {fd}>&-', "sh", sys.executable, "-m", "svodka.cli", *arguments],
                              capture_output=True, text=True, check=False)

    assert closed(1, "packs").returncode == 0
    assert closed(2, "clean", str(write(folder, "a.txt", NEWS))).returncode == 0
    empty = closed(0, "clean", "-")
    assert empty.returncode == 2 and empty.stderr.startswith("svodka: -: the file is empty")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_keeps_what_was_read_and_exits_with_130(folder: Path, store: Path, jobs: str) -> None:
    for at in range(400):
        write(folder, f"{at:03}.txt", NEWS.replace("1200", str(2000 + at)))
    process = grouped("-m", "svodka.cli", "read", str(folder), "--jobs", jobs, "--store", str(store))
    assert soon(lambda: count(store) >= 3)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers, too
    out, told = process.communicate(timeout=60)
    assert process.returncode == 130 and "Traceback" not in told and out == ""
    said = re.search(r"read (\d+) reports?: (\d+) new", told)
    assert said and "svodka: interrupted" in told
    assert 3 <= count(store) < 400 and count(store) - int(said[1]) in (0, 1)
    assert soon(lambda: not alive(process.pid))


def count(store: Path) -> int:
    """Reports held by now; none as long as there is no table."""
    try:
        with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as raw:
            return int(raw.execute("select count(*) from reports").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


# processes


def several(folder: Path) -> list[Path]:
    """Reports of one outlet, one of them twice, one in a language without a pack, one that cannot be read."""
    paths = [write(folder, f"{at:02}.txt", f"{(NEWS, OTHER)[at % 2]}\n\nЭто было {at} марта 2031 года.\n")
             for at in range(1, 13)]
    return [*paths, write(folder, "13.txt", paths[0].read_bytes()), write(folder, "14.txt", ENGLISH),
            write(folder, "15.txt", "")]


@pytest.mark.parametrize("command", [
    ("clean", "--format", "jsonl"), ("analyse", "--format", "jsonl"), ("analyse",), ("group", "--format", "jsonl"),
    ("tell", "--format", "json", "--now", "2031-03-20"), ("read", "--format", "json", "--now", "2031-03-20"),
    ("analyse", "--debug"), ("read", "--debug", "--now", "2031-03-20")], ids=" ".join)
def test_jobs_change_nothing_in_what_is_printed(folder: Path, tmp_path: Path, command: tuple[str, ...],
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    several(folder)
    started, start = list[int](), Workers.started
    monkeypatch.setattr(Workers, "started", lambda self, work, jobs: started.append(jobs) or start(self, work, jobs))
    more = [["--store", tmp_path / f"{at}.sqlite"] if command[0] == "read" else [] for at in range(3)]
    one, three, two = (run(*command, folder, "--outlet", "Заря", "--jobs", jobs, *more[at])
                       for at, jobs in enumerate((1, 3, 2)))
    assert set(started) == {2, 3}, "and --jobs 1 starts none"
    assert one.exit_code == 0 and one.stdout
    assert (one.stdout, one.stderr) == (three.stdout, three.stderr) == (two.stdout, two.stderr)


def test_stages_pass_on_what_was_done_before_between_what_is_to_be_done(folder: Path) -> None:
    cleaned, analysed = (run(stage, *several(folder)[:12], "--format", "jsonl").stdout.splitlines(keepends=True)
                         for stage in ("clean", "analyse"))
    mixed = "".join(line for pair in zip(cleaned, analysed, strict=True) for line in pair)
    one, three = (run("analyse", "--format", "jsonl", "--jobs", jobs, stdin=mixed) for jobs in (1, 3))
    assert one.stdout == three.stdout == "".join(line * 2 for line in analysed)


def test_a_report_that_kills_its_process_is_told_and_counted(folder: Path, store: Path,
                                                             monkeypatch: pytest.MonkeyPatch) -> None:
    here, build = os.getpid(), pipeline.analysis

    def deadly(item: Outcome, **known: Any) -> Outcome:
        if item.key.endswith("07.txt") and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return build(item, **known)

    several(folder)
    monkeypatch.setattr(pipeline, "analysis", deadly)
    result = read(folder, store, "--jobs", "2")
    assert result.exit_code == 0 and "Мост через Сойву закрыли" in result.stdout
    told = [line for line in result.stderr.splitlines() if "07.txt" in line]
    assert told == [f"svodka: {folder}/07.txt: the process that worked on it died, and again when it was tried alone"]
    assert result.stderr.splitlines()[-1] == "read 13 reports: 12 new, 1 known; 2 failed"


# weight


def test_help_imports_nothing_heavy() -> None:
    code = ("import sys, svodka.cli\n"
            "try: svodka.cli.app(['--help'])\n"
            "except SystemExit: pass\n"
            "print(sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)")
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr
    loaded = set(re.findall(r"'(\w+)'", told))
    assert "typer" in loaded
    assert not loaded & {"numpy", "sqlalchemy", "alembic", "slovnet", "navec", "pymorphy3", "lxml", "rich", "jinja2",
                         "msgspec", "readability", "trafilatura", "rapidfuzz", "rensa", "platformdirs"}


def test_help_names_every_command() -> None:
    shown = run("--help").stdout
    for command in ("read", "clean", "analyse", "group", "tell", "show", "stories", "packs"):
        assert re.search(rf"^  {command} ", shown, re.M)
