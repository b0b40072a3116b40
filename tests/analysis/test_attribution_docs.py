"""docs/attribution.md names the rules that find something in the examples, and what a cue may govern."""

from __future__ import annotations

import re
from pathlib import Path

from svodka.lang import pack
from tests.analysis.marked import parse_marked
from tests.analysis.test_attributions import CASES, found_in

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "svodka" / "analysis"
DOCS = (ROOT / "docs" / "attribution.md").read_text("utf-8")


def named(first: str, last: str) -> set[str]:
    """The first cells of the table between two lines of the page."""
    part = DOCS[DOCS.index(first) : DOCS.index(last)]
    return set(re.findall(r"^ *\| `([a-z_-]+)` \|", part, re.M))


def test_every_rule_has_an_example_and_stands_in_the_docs() -> None:
    texts = [(code, parse_marked(row["text"])[0]) for code, row in CASES if code == "ru"]
    rules = {a.rule for code, text in texts for a in found_in(code, text)}
    assert rules == named("| rule |", "**Who a phrase means.**")


def test_every_module_by_which_attributions_are_found_stands_in_the_docs() -> None:
    found, todo = set[str](), {"attributions", "bodies"}
    while todo:
        found |= todo
        texts = [(FOLDER / f"{module}.py").read_text("utf-8") for module in todo]
        names = re.findall(r"^from svodka\.analysis(?:\.(\w+) import| import (.+))", "\n".join(texts), re.M)
        todo = {module for one, many in names for module in (one or many).split(", ")} - found
    part = DOCS[DOCS.index("## How it is found") : DOCS.index("Which rule found")]
    assert found <= set(re.findall(r"`([a-z]+)`", part))


def test_the_docs_say_what_a_cue_may_govern() -> None:
    governed = {g for row in pack.find()["ru"].table("cues.tsv") for g in row["governs"].split(",") if g}
    assert governed == named("| governs |", "2. Give only")
