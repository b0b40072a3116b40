"""The language of a text: py3langid's guess among the languages of our press, with letters as a veto.

Short or mixed texts mislead a statistical guess; a letter that only one of the alphabets has does not.
"""
from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("ru", "uk", "be", "kk", "en", "ky", "tt", "mn", "bg", "sr", "mk", "az", "hy", "ka", "uz", "pl", "de", "fr",
             "es", "it", "lt", "lv", "et", "fi", "ro", "tr", "ar", "he", "zh", "ja", "ko")
CYRILLIC = frozenset(("ru", "uk", "be", "kk", "ky", "tt", "mn", "bg", "sr", "mk"))
SEEN = 6_000  # characters
Letters = Mapping[str, int]  # how often each stands in the text
SURE = 0.008  # share of a language's own letters among all: a Kazakh name in a Russian text stays below it


def find(text: str) -> str:
    """The ISO 639-1 code; empty for a text without letters."""
    letters = {char: times for char, times in Counter(text[:SEEN].lower()).items() if char.isalpha()}
    if not letters:
        return ""
    return by_own_letters(letters) or by_alphabet(letters) or by_guess(text[:SEEN], letters)


def by_own_letters(letters: Letters) -> str:
    """A language whose own letters stand in the text often enough; the most frequent of them, if several."""
    counts = {code: sum(letters.get(char, 0) for char in own) for code, own in letters_of()["own"].items()}
    best = max(counts, key=lambda code: (counts[code], code))
    return best if counts[best] > SURE * sum(letters.values()) else ""


def by_alphabet(letters: Letters) -> str:
    """The only Cyrillic language that the letters allow: nearly every Russian text, with no need to guess."""
    left = [code for code in sorted(CYRILLIC) if allowed(code, letters)] if cyrillic(letters) else []
    return left[0] if len(left) == 1 else ""


def by_guess(text: str, letters: Letters) -> str:
    """The likeliest language of the text's script that its letters allow."""
    ranked: list[str] = [code for code, _ in model().rank(text)]
    script = cyrillic(letters)
    return next((code for code in ranked if (code in CYRILLIC) == script and allowed(code, letters)), ranked[0])


def cyrillic(letters: Letters) -> bool:
    """More than half of the letters are."""
    return sum(times for char, times in letters.items() if is_cyrillic(char)) > sum(letters.values()) / 2


@cache
def is_cyrillic(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("CYRILLIC")


def allowed(code: str, present: Letters) -> bool:
    needed, foreign = letters_of()["needed"].get(code, ""), letters_of()["foreign"].get(code, "")
    return (not needed or not present.keys().isdisjoint(needed)) and present.keys().isdisjoint(foreign)


@cache
def letters_of() -> dict[str, dict[str, str]]:
    text = files("svodka.document").joinpath("letters.toml").read_text("utf-8")
    table: dict[str, dict[str, str]] = tomllib.loads(text)
    return table


@cache
def model() -> Any:
    """py3langid with its model, restricted to the languages above; loaded at the first call."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)
    found.set_languages([code for code in found.labels if code in LANGUAGES])
    return found
