"""The language of a text: py3langid's guess among the languages of our press, with letters as a veto.

Short or mixed texts mislead a statistical guess; a letter that only one of the alphabets has does not.
"""
from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("ru", "uk", "be", "kk", "en", "ky", "tt", "mn", "bg", "sr", "mk", "az", "hy", "ka", "uz", "pl", "de", "fr",
             "es", "it", "lt", "lv", "et", "fi", "ro", "tr", "ar", "he", "zh", "ja", "ko")
CYRILLIC = frozenset(("ru", "uk", "be", "kk", "ky", "tt", "mn", "bg", "sr", "mk"))
SEEN = 6_000  # characters
SURE = 0.008  # share of a language's own letters among all: a Kazakh name in a Russian text stays below it


def find(text: str) -> str:
    """The ISO 639-1 code; empty for a text without letters."""
    letters = [char for char in text[:SEEN].lower() if char.isalpha()]
    if not letters:
        return ""
    return by_own_letters(letters) or by_guess(text[:SEEN], letters)


def by_own_letters(letters: list[str]) -> str:
    """A language whose own letters stand in the text often enough; the most frequent of them, if several."""
    counts = {code: sum(map(own.__contains__, letters)) for code, own in letters_of()["own"].items()}
    best = max(counts, key=lambda code: (counts[code], code))
    return best if counts[best] > SURE * len(letters) else ""


def by_guess(text: str, letters: list[str]) -> str:
    """The likeliest language of the text's script that its letters allow."""
    present = frozenset(letters)
    cyrillic = sum(map(is_cyrillic, letters)) > len(letters) / 2
    ranked: list[str] = [code for code, _ in model().rank(text)]
    return next((code for code in ranked if (code in CYRILLIC) == cyrillic and allowed(code, present)), ranked[0])


@cache
def is_cyrillic(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("CYRILLIC")


def allowed(code: str, present: frozenset[str]) -> bool:
    needed, foreign = letters_of()["needed"].get(code, ""), letters_of()["foreign"].get(code, "")
    return (not needed or not present.isdisjoint(needed)) and present.isdisjoint(foreign)


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
