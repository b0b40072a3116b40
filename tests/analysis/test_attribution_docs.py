"""docs/attribution.md names the rules that find something in the examples, and what a cue may govern."""

from __future__ import annotations

import re
from pathlib import Path

from svodka.lang import pack
from tests.analysis.marked import parse_marked
from tests.analysis.test_attributions import CASES, found_in

DOCS = (Path(__file__).parents[2] / "docs" / "attribution.md").read_text("utf-8")


def named(first: str, last: str) -> set[str]:
    """The first cells of the table between two lines of the page."""
    part = DOCS[DOCS.index(first) : DOCS.index(last)]
    return set(re.findall(r"^ *\| `([a-z_-]+)` \|", part, re.M))


def test_every_rule_has_an_example_and_stands_in_the_docs() -> None:
    texts = [(code, parse_marked(row["text"])[0]) for code, row in CASES if code == "ru"]
    rules = {a.rule for code, text in texts for a in found_in(code, text)}
    assert rules == named("| rule |", "**Who a phrase means.**")


def test_the_docs_say_what_a_cue_may_govern() -> None:
    governed = {g for row in pack.find()["ru"].table("cues.tsv") for g in row["governs"].split(",") if g}
    assert governed == named("| governs |", "2. Give only")
