"""The lemma of a word that bears a tag: the normal form of that reading of the dictionary's which agrees best with the
tag, the likeliest of equals.

pymorphy3 makes each reading of a word an object, with its normal form and how likely it is, and puts them in order.
Here its tables are asked directly, and what no choice hangs on is not worked out; nor are those kinds of guess tried
that cannot be right of a word of Russian letters.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from svodka.lang.ru.inflection import inflect
from svodka.lang.ru.persons import features

POS = {
    "NOUN": {"NOUN"},
    "PROPN": {"NOUN"},
    "ADJ": {"ADJF", "ADJS", "COMP", "PRTF"},
    "NUM": {"NUMR", "ADJF"},
    "VERB": {"VERB", "INFN", "GRND", "PRTF", "PRTS"},
    "AUX": {"VERB", "INFN", "GRND"},
    "PRON": {"NPRO", "NOUN"},
    "DET": {"ADJF", "NPRO"},
    "ADV": {"ADVB", "PRED", "COMP"},
    "ADP": {"PREP"},
    "CCONJ": {"CONJ"},
    "SCONJ": {"CONJ"},
    "PART": {"PRCL"},
}
CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
NUMBERS = {"Sing": "sing", "Plur": "plur"}
GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
NAMED = frozenset(("Surn", "Name", "Patr", "Geox", "Orgn"))
DESCRIBING = frozenset(("PRTF", "ADJF"))
LABELS = 50_000  # remembered, by word and tag: 0.4 kB each
LETTERS = re.compile("[а-яё]{2,}")  # one letter may be an initial


class Lemmas:
    """`reading` gives pymorphy3's own reading that fits a word's part of speech and features best."""

    def __init__(self, analyzer: Any, reading: Callable[[str, str, str], Any]) -> None:
        from pymorphy3 import units
        from pymorphy3.lang.ru import KNOWN_PREFIXES

        self.dictionary, self.similar, self.reading = analyzer.dictionary, analyzer.char_substitutes, reading
        self.paradigms, self.tags = analyzer.dictionary.paradigms, analyzer.dictionary.gramtab
        self.likelihood = analyzer.prob_estimator.p_t_given_w.prob
        self.guesses = (units.KnownPrefixAnalyzer(KNOWN_PREFIXES), units.UnknownPrefixAnalyzer(),
                        units.KnownSuffixAnalyzer(), units.UnknAnalyzer())
        for each in self.guesses:
            each.init(analyzer)

    def find(self, word: str, pos: str, feats: str) -> str:
        lower = word.lower()
        if word.isascii():  # as no word of the dictionary is
            return lower
        if places := self.known(lower):
            tag, paradigm, at, form = self.best(lower, places, pos, feats)
            if not names(tag, pos):
                return str(self.dictionary.build_normal_form(paradigm, at, form))
        elif LETTERS.fullmatch(lower):
            tag, normal = self.best(lower, self.guessed(lower), pos, feats)
            if not names(tag, pos):
                return str(normal)
        reading = self.reading(word, pos, feats)
        named = inflect(reading, {"nomn", "sing", "masc"}) if names(reading.tag, pos) else ""
        return named or str(reading.normal_form)

    def known(self, lower: str) -> list[tuple[Any, ...]]:
        """The places of a form in the dictionary's tables, with the tag that stands there."""
        found = self.dictionary.words.similar_items(lower, self.similar) if len(lower) > 1 else ()
        return [(self.tags[(held := self.paradigms[paradigm])[len(held) // 3 + at]], paradigm, at, form)
                for form, places in found for paradigm, at in places]

    def guessed(self, lower: str) -> list[tuple[Any, ...]]:
        """Tags and normal forms, as pymorphy3 guesses at a word by its beginning and its ending."""
        seen: set[Any] = set()
        known, unknown, ending, nothing = (each.parse for each in self.guesses)
        found = (known(lower, lower, seen) or unknown(lower, lower, seen) + ending(lower, lower, seen)
                 or nothing(lower, lower, seen))
        return [(tag, normal) for _, tag, normal, *_ in found]

    def best(self, lower: str, readings: Sequence[tuple[Any, ...]], pos: str, feats: str) -> tuple[Any, ...]:
        if len(readings) == 1:
            return readings[0]
        fits = [fit(tag, pos, feats) for tag, *_ in readings]
        most = max(fits)
        equal = [each for each, how in zip(readings, fits, strict=True) if how == most]
        return equal[0] if len(equal) == 1 else max(equal, key=lambda each: self.likelihood(lower, each[0]))


class Labels(dict[tuple[str, str], tuple[str, str, str]]):
    """Lemma, part of speech and features of a word and its tag. Begun anew when it is full."""

    def __init__(self, lemmas: Lemmas) -> None:
        super().__init__()
        self.lemmas = lemmas

    def __missing__(self, key: tuple[str, str]) -> tuple[str, str, str]:
        if len(self) >= LABELS:
            self.clear()
        word, tag = key
        pos, feats = parted(tag)
        self[key] = made = self.lemmas.find(word, pos, feats), pos, feats
        return made


def names(tag: Any, pos: str) -> bool:
    """`The injured`: an adjective that stands for a person."""
    return pos == "NOUN" and not DESCRIBING.isdisjoint(tag.grammemes)


def fit(tag: Any, pos: str, feats: str) -> tuple[bool, int, bool]:
    """How well a tag of the dictionary's agrees with one of the tagger's."""
    held = tag.grammemes
    return (not held.isdisjoint(POS.get(pos, ())), len(held & asked(feats)),
            pos == "PROPN" and not held.isdisjoint(NAMED))


@lru_cache(maxsize=1_000)
def parted(tag: str) -> tuple[str, str]:
    """Part of speech and features."""
    pos, _, feats = tag.partition("|")
    return pos, feats


@lru_cache(maxsize=1_000)
def asked(feats: str) -> frozenset[str]:
    """The dictionary's grammemes for a tag's case, number and gender."""
    told = features(feats)
    tables = (("Case", CASES), ("Number", NUMBERS), ("Gender", GENDERS))
    return frozenset(table[told[key]] for key, table in tables if told.get(key) in table)
