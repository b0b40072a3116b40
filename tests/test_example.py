"""The example and what its digest must hold agree: every quotation of tests/stories/example.toml stands in its report,
and the reports are as mixed in format, outlet and day as the README promises."""
from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
FACTS = tomllib.loads((HERE / "stories" / "example.toml").read_text("utf-8"))
CHARSETS = {"0314-lugorsky-vestnik.txt": "cp1251", "0315-lugorsky-vestnik.txt": "koi8-r",
            "0317-lugorsky-vestnik.txt": "cp1251"}
REPORTS = [path for story in FACTS["story"] for path in story["reports"]]
QUOTED = [row for table in ("statement", "promise") for row in FACTS[table]]


def words(path: str) -> str:
    """The report's text as its file holds it, tags and entities aside."""
    name, _, line = path.partition("#")
    raw = (EXAMPLES / name).read_bytes().decode(CHARSETS.get(name, "utf-8"))
    if line:
        raw = " ".join(json.loads(raw.splitlines()[int(line) - 1]).values())
    return re.sub(r"<[^>]+>", " ", raw)


@pytest.mark.parametrize("row", QUOTED, ids=lambda row: row["content"][:40])
def test_what_is_quoted_stands_in_its_report(row: dict[str, str]) -> None:
    assert row["report"] in REPORTS
    assert row["content"] in words(row["report"])


def test_every_file_of_the_example_is_in_one_story() -> None:
    files = {p.name for p in EXAMPLES.iterdir() if p.is_file() and p.suffix != ".toml"}
    assert {path.partition("#")[0] for path in REPORTS} == files
    assert len(REPORTS) == len(set(REPORTS))
    assert sum(len((EXAMPLES / f).read_bytes().splitlines()) for f in files if f.endswith(".jsonl")) == sum(
        "#" in path for path in REPORTS)


def test_the_example_is_as_mixed_as_real_input() -> None:
    kinds = {path.partition("#")[0].rpartition(".")[2] for path in REPORTS}
    days = {path[:4] for path in REPORTS if path[0].isdigit()}
    assert len(FACTS["story"][0]["reports"]) >= 12
    assert kinds == {"txt", "html", "jsonl"}
    assert days == {"0314", "0315", "0316", "0317"}
    for name, charset in CHARSETS.items():
        with pytest.raises(UnicodeDecodeError):
            (EXAMPLES / name).read_bytes().decode("utf-8")
        assert "\ufffd" not in (EXAMPLES / name).read_bytes().decode(charset)


def test_the_lines_of_the_portals_do_stand_in_the_pages() -> None:
    pages = "\n".join(words(path) for path in REPORTS)
    assert [line for line in FACTS["not_in_text"]["lines"] if line not in pages] == []


def test_sidecars_stand_beside_their_reports() -> None:
    for sidecar in EXAMPLES.glob("*.toml"):
        assert sidecar.with_suffix(".txt").exists(), sidecar
        assert set(tomllib.loads(sidecar.read_text("utf-8"))) <= {"outlet", "url", "published"}
