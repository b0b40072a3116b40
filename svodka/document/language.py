"""The language of a text: py3langid's guess among the languages of our press, with letters as a veto.

Short or mixed texts mislead a statistical guess; a letter that only one of the alphabets has does not.
"""
from __future__ import annotations

from functools import cache
from typing import Any

LANGUAGES = ("ru", "uk", "be", "kk", "en", "ky", "tt", "mn", "bg", "sr", "mk", "az", "hy", "ka", "uz", "pl", "de", "fr",
             "es", "it", "lt", "lv", "et", "fi", "ro", "tr", "ar", "he", "zh", "ja", "ko")
CYRILLIC = frozenset(("ru", "uk", "be", "kk", "ky", "tt", "mn", "bg", "sr", "mk"))
SEEN = 6_000  # characters
SURE = 0.004  # share of a language's own letters among all: a Kazakh name in a Russian text stays below it
OWN = {  # letters that no other language here has
    "be": "\u045e",
    "kk": "\u0493\u049b\u04b1",
    "uk": "\u0454\u0457\u0491",
}
NEEDED = {  # a language is not guessed of a text with none of these
    "be": "\u045e\u0456",
    "uk": "\u0454\u0457\u0456",
    "kk": "\u04d9\u0493\u049b\u04a3\u04b1\u04e9\u04af\u0456",
    "ky": "\u04a3\u04e9\u04af",
    "tt": "\u04d9\u0497\u04a3\u04e9\u04af\u04bb",
    "mn": "\u04e9\u04af",
    "bg": "\u044a",
    "sr": "\u0458\u0459\u045a\u0452\u045b\u045f",
    "mk": "\u0458\u0459\u045a\u0453\u045c\u045f",
}
FOREIGN = {"bg": "\u0451\u044b\u044d", "uk": "\u0451\u044a\u044b\u044d"}  # nor of one with any of these


def find(text: str) -> str:
    """The ISO 639-1 code; empty for a text without letters."""
    letters = [char for char in text[:SEEN].lower() if char.isalpha()]
    if not letters:
        return ""
    return by_own_letters(letters) or by_guess(text[:SEEN], letters)


def by_own_letters(letters: list[str]) -> str:
    """A language whose own letters stand in the text often enough; the most frequent of them, if several."""
    counts = {code: sum(map(own.__contains__, letters)) for code, own in OWN.items()}
    best = max(counts, key=lambda code: (counts[code], code))
    return best if counts[best] > SURE * len(letters) else ""


def by_guess(text: str, letters: list[str]) -> str:
    """The likeliest language of the text's script that its letters allow."""
    present = frozenset(letters)
    cyrillic = sum("\u0400" <= char <= "\u052f" for char in letters) > len(letters) / 2
    ranked: list[str] = [code for code, _ in model().rank(text)]
    return next((code for code in ranked if (code in CYRILLIC) == cyrillic and allowed(code, present)), ranked[0])


def allowed(code: str, present: frozenset[str]) -> bool:
    needed, foreign = NEEDED.get(code, ""), FOREIGN.get(code, "")
    return (not needed or not present.isdisjoint(needed)) and present.isdisjoint(foreign)


@cache
def model() -> Any:
    """py3langid with its model, restricted to the languages above; loaded at the first call."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)
    found.set_languages([code for code in found.labels if code in LANGUAGES])
    return found
