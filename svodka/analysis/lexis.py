"""The pack's words by class, and patterns over classes.

Every class is one letter of a private alphabet and a text is a string of such letters (`atoms`), so a pattern of the
pack is an ordinary regular expression over letters. It is written with class names in capitals, `name:CLASS` for what a
rule needs to know, and the usual ( ) | ? * + (?= (?!.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from svodka.errors import PackError
from svodka.lang.pack import Pack, Row

TABLES = ("times.tsv", "numbers.tsv", "units.tsv")
SHAPES = ("N0", "N12", "N24", "N31", "N59", "Y4", "NINT", "NDEC", "NORD31", "NORDY", "NORD", "NDECADE", "NCARD", "NADJ",
          "NAME", "DATE", "CLOCK", "ROMAN", "LATIN", "NOUN", "NOUNG", "PROPN", "ADJ", "VERB", "PTCP", "DET", "PRON",
          "ADP", "ADV", "NUM", "CCONJ", "SCONJ", "PART", "AUX", "QUOTE", "PUNCT", "OTHER")
BREAK = "\n"  # between sentences: no pattern goes over it
FIRST = 0xE000
PART = re.compile(r"&[A-Z]+")
PIECE = re.compile(r"([a-z]\w*):|([A-Z][A-Z0-9_]*)")


@dataclass(frozen=True, slots=True)
class Word:
    kind: str
    letter: str
    value: str
    factor: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of a grammar: the class letters it spans and the names of its parts."""

    name: str
    pattern: re.Pattern[str]


@dataclass
class Lexis:
    """`latin`: the language itself is written in Latin letters, so that they mark no foreign name."""

    letters: dict[str, str]
    latin: bool = False
    words: dict[str, Word] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], Word]]] = field(default_factory=dict)
    suffixes: dict[str, str] = field(default_factory=dict)
    stems: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=8)
def lexis(pack: Pack) -> Lexis:
    """The pack's words of time, number and unit; a pack without them has an empty lexicon."""
    rows = [row for name in TABLES for row in pack.table(name)]
    names = dict.fromkeys((*SHAPES, *(row["class"] for row in rows)))
    made = Lexis(letters={name: chr(FIRST + i) for i, name in enumerate(names)}, latin=in_latin(pack))
    for row in rows:
        for words in spellings(row["words"]):
            enter(made, row, words)
    for known in made.phrases.values():
        known.sort(key=lambda pair: -len(pair[0]))
    return made


def in_latin(pack: Pack) -> bool:
    """Are most words of time and number of Latin letters? Units are not asked: their signs are Latin everywhere."""
    words = [row["words"] for name in TABLES[:2] for row in pack.table(name) if any(map(str.isalpha, row["words"]))]
    return 2 * sum(map(str.isascii, words)) > len(words)


def spellings(cell: str) -> Iterator[str]:
    """Each alternative, also without the dots over letters that print leaves out."""
    for words in cell.split("|"):
        yield words
        if (bare := words.translate(DOTLESS)) != words:
            yield bare


def enter(made: Lexis, row: Row, words: str) -> None:
    kind = row["class"]
    if kind.startswith("SUFFIX"):
        made.suffixes.setdefault(words, row["value"])
    elif kind == "STEM":
        made.stems[words] = row["value"]
    else:
        word = Word(kind, made.letters[kind], row["value"], row.get("factor", ""))
        parts = tuple(words.split())
        if len(parts) > 1:
            made.phrases.setdefault(parts[0], []).append((parts, word))
        elif parts:
            made.words.setdefault(words, word)


def grammar(pack: Pack, table: str) -> tuple[Rule, ...]:
    """The rules of a grammar table in its order; a row named `&NAME` is a piece that later rows use as `&NAME`.
    Raises PackError for a class or a piece that is not there."""
    letters = lexis(pack).letters
    pieces: dict[str, str] = {}
    made = []
    for row in pack.table(table):
        pattern = PART.sub(lambda found: pieces.get(found[0], found[0]), row["pattern"])
        if row["rule"].startswith("&"):
            pieces[row["rule"]] = f"({pattern})"
        else:
            made.append(Rule(row["rule"], compiled(pattern, letters, f"{table}: {row['rule']}")))
    return tuple(made)


def letter(letters: Mapping[str, str], name: str, table: str) -> str:
    if name not in letters:
        raise PackError(table, f"no class '{name}'")
    return letters[name]


def compiled(pattern: str, letters: Mapping[str, str], table: str) -> re.Pattern[str]:
    def piece(found: re.Match[str]) -> str:
        if found[1]:
            return f"(?P<{found[1]}>"
        return f"[{letter(letters, found[2], table)}]"

    text = re.sub(r"([a-z]\w*):([A-Z][A-Z0-9_]*)", r"\1:\2)", pattern)  # name:CLASS is closed at once
    text = re.sub(r"([a-z]\w*):\(", r"\1:", text)                       # name:( … ) by its own bracket
    try:
        return re.compile(PIECE.sub(piece, text).replace(" ", ""))
    except re.error as error:
        raise PackError(table, str(error)) from error


DOTLESS = {0x451: 0x435}  # print writes the letter yo without its dots
