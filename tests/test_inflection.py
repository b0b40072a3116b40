"""A form taken from the dictionary's tables is the one that pymorphy3 chooses among all forms of the word."""
from __future__ import annotations

import re
from pathlib import Path

import pytest

from svodka.lang.ru.inflection import inflect

pymorphy3 = pytest.importorskip("pymorphy3")
EXAMPLES = sorted((Path(__file__).parents[1] / "examples").rglob("*.txt"))
WANTED = [{"nomn"}, {"nomn", "plur"}, {"nomn", "sing", "femn"}, {"gent", "sing"}]


def test_each_word_of_the_examples_is_inflected_as_pymorphy_does() -> None:
    known = pymorphy3.MorphAnalyzer()
    words = {word for path in EXAMPLES for word in re.findall(r"[\w-]+", path.read_text("utf-8", "replace"))}
    differing = [(parse.word, wanted) for word in sorted(words) for parse in known.parse(word) for wanted in WANTED
                 if inflect(parse, wanted) != getattr(parse.inflect(wanted), "word", "")]
    assert words and not differing
