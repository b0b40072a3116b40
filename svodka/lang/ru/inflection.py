"""A word put in another form: what pymorphy3's `inflect` gives, asked of the dictionary's tables.

pymorphy3 makes all forms of a word to choose one. Which one that is depends on the word's paradigm and not on the word,
so it is chosen once a paradigm (the same way) and only that form is made. What pymorphy3 guesses by a word's parts is
left to it.
"""
from __future__ import annotations

from collections.abc import Set
from functools import lru_cache
from typing import Any

REMEMBERED = 10_000  # choices


def inflect(parse: Any, wanted: Set[str]) -> str:
    """The form of a reading's word with these grammemes, else ""."""
    (analyzer, *place), *guesses = parse.methods_stack
    if guesses or type(analyzer).__name__ != "DictionaryAnalyzer":
        made = parse.inflect(wanted)
        return str(made.word) if made else ""
    (word, paradigm, at), dictionary = place, analyzer.dict
    to = chosen(dictionary, paradigm, at, frozenset(wanted))
    if to is None:
        return ""
    row = dictionary.paradigms[paradigm]  # of its forms the endings, then the tags, then the prefixes
    prefix, ending = dictionary.paradigm_prefixes[row[len(row) // 3 * 2 + to]], dictionary.suffixes[row[to]]
    return str(prefix + dictionary.build_stem(row, at, word) + ending)


@lru_cache(maxsize=REMEMBERED)
def chosen(dictionary: Any, paradigm: int, at: int, wanted: frozenset[str]) -> int | None:
    """Of a paradigm's forms with these grammemes the one likest to that which stands at `at`, the first of equals."""
    row = dictionary.paradigms[paradigm]
    held = [dictionary.gramtab[tag].grammemes for tag in row[len(row) // 3 : len(row) // 3 * 2]]
    like = dictionary.build_tag_info(paradigm, at).updated_grammemes(wanted)

    def nearness(form: int) -> float:
        return float(len(like & held[form]) - 0.1 * len(like ^ held[form]))

    return max((form for form, grammemes in enumerate(held) if wanted <= grammemes), key=nearness, default=None)
