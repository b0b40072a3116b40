"""The language of a text: py3langid's guess among the languages of our press, with letters as a veto.

Short or mixed texts mislead a statistical guess; a letter that only one of the alphabets has does not.
"""
from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from svodka.document.features import WORD
from svodka.letters import counts

LANGUAGES = ("ru", "uk", "be", "kk", "en", "ky", "tt", "mn", "bg", "sr", "mk", "az", "hy", "ka", "uz", "pl", "de", "fr",
             "es", "it", "lt", "lv", "et", "fi", "ro", "tr", "ar", "he", "zh", "ja", "ko")
CYRILLIC = frozenset(("ru", "uk", "be", "kk", "ky", "tt", "mn", "bg", "sr", "mk"))
SEEN = 6_000  # characters
Letters = Mapping[str, int]  # how often each stands in the text
LEAST = 30  # letters, those of names apart, of a paragraph whose language is told by itself
FEWEST = 4  # words of it; an address is one
PLAIN = 0.03  # share of letters that its document's language lacks, in a paragraph of a kindred one
SURE = 0.008  # share of a language's own letters among all: a Kazakh name in a Russian text stays below it


def find(text: str) -> str:
    """The ISO 639-1 code; empty for a text without letters."""
    letters = {char: times for char, times in counts(text[:SEEN].lower()).items() if char.isalpha()}
    if not letters:
        return ""
    return by_own_letters(letters) or by_alphabet(letters) or by_guess(text[:SEEN], letters)


def other(text: str, lang: str) -> str:
    """The language of a paragraph that is plainly not in its document's, empty where it is or may be. Most paragraphs
    are let pass by their letters: half Cyrillic, and none that only another language has."""
    if lang not in LANGUAGES:  # a pack of one's own
        return ""
    held, text = text[:SEEN].lower(), text[:SEEN]
    lacks = bool(needed := letters_of()["needed"].get(lang, "")) and not any([char in held for char in needed])
    latin = len(held.encode("ascii", "ignore")) > len(held) / 2
    if lang in CYRILLIC and not latin and not lacks and not odd(lang).search(held):
        return ""
    if max(held, default="") < "\u0530" and len(held.split()) < FEWEST:
        return ""
    words = "".join(word for word in WORD.findall(text) if not word[0].isupper())  # names are written as they are
    if len(words) < max(LEAST, len(held) / 3) or (found := find(text)) in ("", lang):
        return ""
    mostly = sum(map(is_cyrillic, words)) > len(words) / 2
    if mostly != (found in CYRILLIC):
        return ""
    kin = mostly and lang in CYRILLIC and not lacks
    return found if not kin or sum(map(words.count, strange(lang))) > PLAIN * len(words) else ""


@cache
def strange(lang: str) -> str:
    """Letters that a Cyrillic language lacks and another has."""
    own, needed, foreign = (letters_of()[name] for name in ("own", "needed", "foreign"))
    ours = set(own.get(lang, "") + needed.get(lang, ""))
    theirs = set("".join((*own.values(), *needed.values(), foreign.get(lang, "")))) - set(needed["bg"])
    return "".join(sorted((theirs - ours) | set(foreign.get(lang, ""))))


@cache
def odd(lang: str) -> re.Pattern[str]:
    """A letter that the language lacks, or one beyond Cyrillic; dashes, marks and signs are of any language."""
    return re.compile(rf"[{strange(lang)}\u0530-\u1fff\u2c00-\U0010ffff]")


def by_own_letters(letters: Letters) -> str:
    """A language whose own letters stand in the text often enough; the most frequent of them, if several."""
    times = {code: sum(letters.get(char, 0) for char in own) for code, own in letters_of()["own"].items()}
    best = max(times, key=lambda code: (times[code], code))
    return best if times[best] > SURE * sum(letters.values()) else ""


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
