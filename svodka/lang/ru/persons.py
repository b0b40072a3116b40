"""A person's name in the nominative: all its words stand in one case and are of one gender, those of the tags."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from svodka.lang.pack import parse_table
from svodka.lang.ru.inflection import inflect

CASES = {
    "Nom": {"nomn"},
    "Gen": {"gent", "gen2"},
    "Dat": {"datv"},
    "Acc": {"accs", "gent"},
    "Ins": {"ablt"},
    "Loc": {"loct", "loc2"},
}
GENDERS = {"Masc": {"masc", "ms-f"}, "Fem": {"femn", "ms-f"}}
NAMES = {"Surn", "Name", "Patr"}
REMEMBERED = 10_000  # words of names
SHORTEST = 2  # letters that an ending leaves: `Ау` and `Лу` do not decline
CYRILLIC = re.compile("[а-яё]+(?:-[а-яё]+)*", re.IGNORECASE)
VOWEL = re.compile("[аеёиоуыэюя]")
Known = Callable[[str], list[Any]]


@lru_cache(maxsize=1)
def endings() -> list[tuple[str, list[str], re.Pattern[str], str]]:
    """(gender, cases, the word up to its ending, the ending of the nominative)."""
    return [
        (row["gender"], row["case"].split(","), re.compile(f"(.*(?:{row['behind']})){row['ending']}"), row["base"])
        for row in parse_table(Path(__file__).parent / "name_endings.tsv")
    ]


@lru_cache(maxsize=1_000)
def features(feats: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in feats.split("|") if "=" in pair)


def nominative(known: Known, words: Sequence[str], feats: Sequence[str], gender: str = "") -> list[str]:
    """The words of one person's name; `gender` where the report tells more than the name does."""
    tags = [features(each) for each in feats]
    full = [i for i, word in enumerate(words) if len(word) > 1 and not word.islower() and CYRILLIC.fullmatch(word)]
    cases = Counter(tags[i]["Case"] for i in full if "Case" in tags[i])
    if not cases:
        return list(words)
    case, oblique = cases.most_common(1)[0][0], [c for c in cases if c != "Nom"]
    if case == "Nom" and len(oblique) != 1:
        return list(words)
    family = all(tags[i].get("Number") == "Plur" for i in full)
    gender = common(known, words, full, case) or gender
    tagged = Counter(tags[i]["Gender"] for i in full if "Gender" in tags[i])
    gender = "Plur" if family else gender or (tagged.most_common(1)[0][0] if tagged else "Masc")
    if case == "Nom":
        others = [words[i] for i in full if tags[i].get("Case") == "Nom"]
        short = len(full) > 2 and all(len(VOWEL.findall(word.lower())) == 1 for word in others)  # Ким Чен Ына
        if short or all(gender == "Fem" or VOWEL.match(word[-1]) for word in others):  # they show no case
            case = oblique[0]
    return [base(known, word, case, gender) if i in full else word for i, word in enumerate(words)]


def common(known: Known, words: Sequence[str], full: Sequence[int], case: str) -> str:
    """The gender of the first name that the dictionary knows in this case, else that of a surname."""
    asked = [*(("Name", i) for i in full[:-1] or full), *(("Surn", i) for i in full)]
    return next((gender for kind, i in asked if (gender := told(known, words[i], kind, case))), "")


@lru_cache(maxsize=REMEMBERED)
def told(known: Known, word: str, kind: str, case: str) -> str:
    """The gender of a known first name or surname in this case; "" for more than one."""
    readings = [p for p in known(word) if kind in p.tag and p.tag.case in CASES[case]]
    names = [p.tag.grammemes for p in readings] if readings and readings[0].is_known else []
    found = {g for g, letters in GENDERS.items() if any(letters & name for name in names)}
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=REMEMBERED)
def base(known: Known, word: str, case: str, gender: str) -> str:
    """A word of a name from this case; a part before a hyphen changes only where the dictionary knows it as a name."""
    if case == "Nom" or gender not in (*GENDERS, "Plur"):
        return word
    if found := from_dictionary(known, word, case, gender):
        return found
    *before, last = word.split("-")
    parts = [from_dictionary(known, part, case, gender) or part for part in before]
    last = (before and from_dictionary(known, last, case, gender)) or by_ending(last, case, gender)
    return "-".join([*parts, last])


def from_dictionary(known: Known, word: str, case: str, gender: str) -> str:
    """The dictionary's nominative of a known name, a surname by its suffix, an adjective; "" for no such."""
    readings = [p for p in known(word) if p.tag.case in CASES[case] and counts(p)]
    for parse in sorted(readings, key=lambda p: (p.tag.POS == "ADJF", "Fixd" in p.tag)):
        tag = parse.tag
        if gender == "Plur":
            made = inflect(parse, {"nomn", "plur"}) if tag.number == "plur" else ""
        elif tag.number == "sing" and GENDERS[gender] & tag.grammemes:
            own = GENDERS[gender] & tag.grammemes - {"ms-f"}
            made = str(parse.word) if "Fixd" in tag else inflect(parse, {"nomn", "sing"} | own)
        else:
            made = ""
        if made:
            return made
    return ""


def counts(parse: Any) -> bool:
    """A reading that tells how a name declines; of unknown words only surnames by their suffix."""
    surname = "Surn" in parse.tag and "Fixd" not in parse.tag
    named = NAMES & parse.tag.grammemes or parse.tag.POS == "ADJF"
    return bool(named and (surname or parse.is_known))


def by_ending(word: str, case: str, gender: str) -> str:
    for of, cases, form, ending in endings():
        if of == gender and case in cases and (stem := form.fullmatch(word.lower())):
            return stem[1] + ending if len(stem[1]) >= SHORTEST else word
    return word
