"""Grammars: which rules are tried where."""
from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from svodka.analysis import figures, times
from svodka.analysis.lexis import Grammar, lexis, needed
from svodka.errors import PackError
from svodka.lang import pack as packs
from svodka.lang.pack import Pack

PACK = packs.find()["ru"]
LETTERS = {name: name.lower() for name in "ABCDE"}


@pytest.mark.parametrize(("pattern", "letters"), [
    ("A? x:(B|C D?) E*", ["bc"]),
    ("A B+ (?!C)", ["a", "b"]),
    ("(A B? (C|D)*)? E", ["e"]),
    ("A (B|(?!C))", ["a"]),
    ("A B|C", ["abc"]),
])
def test_a_rule_needs_the_terms_that_cannot_be_empty(pattern: str, letters: list[str]) -> None:
    assert [set(each) for each in needed(pattern, LETTERS, "a table")] == [set(each) for each in letters]


def test_a_class_that_no_table_has_is_told() -> None:
    with pytest.raises(PackError):
        list(needed("A NONE", LETTERS, "a table"))


@pytest.mark.parametrize("rules_of", [times.rules_of, figures.rules_of])
def test_a_rule_is_passed_over_only_where_it_finds_nothing(rules_of: Callable[[Pack], Grammar]) -> None:
    rules, chance = rules_of(PACK), random.Random(6)
    known = sorted(set().union(*(letters for rule in rules.rules for letters in rule.needs)))
    for _ in range(300):
        classes = "".join(chance.choices([*known, *lexis(PACK).letters.values(), "\n"], k=30))
        every = {(i, m.span()) for i, rule in enumerate(rules.rules) for m in rule.pattern.finditer(classes)}
        assert {(i, match.span()) for i, _, match in rules.matches(classes)} == every
