"""The pack's words by class, and patterns over classes.

Every class is one letter of a private alphabet and a text is a string of such letters (`atoms`), so a pattern of the
pack is an ordinary regular expression over letters. It is written with class names in capitals, `name:CLASS` for what a
rule needs to know, and the usual ( ) | ? * + (?= (?!.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from string import ascii_letters

from svodka.errors import PackError
from svodka.lang.pack import Pack, Row

TABLES = ("times.tsv", "numbers.tsv", "units.tsv")
SHAPES = ("N0", "N12", "N24", "N31", "N59", "Y4", "NINT", "NDEC", "NORD31", "NORDY", "NORD", "NDECADE", "NCARD", "NADJ",
          "NAME", "DATE", "CLOCK", "ROMAN", "LATIN", "NOUN", "NOUNG", "PROPN", "ADJ", "VERB", "PTCP", "DET", "PRON",
          "ADP", "ADV", "NUM", "CCONJ", "SCONJ", "PART", "AUX", "QUOTE", "PUNCT", "OTHER")
BREAK = "\n"  # between sentences: no pattern goes over it
ALWAYS = frozenset(("",))
# Below 256 first: patterns of such letters are compiled in half the time.
LETTERS = (*ascii_letters, *map(chr, (*range(0x80, 0x100), *range(0xE000, 0xF000))))
PART = re.compile(r"&[A-Z]+")
PIECE = re.compile(r"([a-z]\w*):|([A-Z][A-Z0-9_]*)")
CLASS = re.compile(r"[A-Z][A-Z0-9_]*+(?![?*])")  # one that is not to be left out


@dataclass(frozen=True, slots=True)
class Word:
    kind: str
    letter: str
    value: str
    factor: str = ""


@dataclass(frozen=True)
class Rule:
    """A row of a grammar: the class letters it spans and the names of its parts. Each match holds a letter of each set
    in `needs`. Compiled when it is first tried: most rules are of rare words."""

    name: str
    expression: str
    needs: tuple[frozenset[str], ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return compiled(self.expression, self.name)


@dataclass(eq=False)
class Lexis:
    """`names`: the classes of the letters; `latin`: the language itself is written in Latin letters, so that they mark
    no foreign name."""

    letters: dict[str, str]
    latin: bool = False
    words: dict[str, Word] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], Word]]] = field(default_factory=dict)
    suffixes: dict[str, str] = field(default_factory=dict)
    stems: dict[str, str] = field(default_factory=dict)

    @cached_property
    def names(self) -> dict[str, str]:
        return {letter: name for name, letter in self.letters.items()}


@lru_cache(maxsize=8)
def lexis(pack: Pack) -> Lexis:
    """The pack's words of time, number and unit; a pack without them has an empty lexicon."""
    rows = [row for name in TABLES for row in pack.table(name)]
    names = dict.fromkeys((*SHAPES, *(row["class"] for row in rows)))
    made = Lexis(letters=dict(zip(names, LETTERS, strict=False)), latin=in_latin(pack))
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


@dataclass(eq=False)
class Grammar:
    """Rules in their order. `asked`: by a class, the rules that find nothing without it (or another of few)."""

    rules: tuple[Rule, ...]

    @cached_property
    def asked(self) -> dict[str, list[int]]:
        asked: dict[str, list[int]] = {}
        for order, rule in enumerate(self.rules):
            for letter in min(reversed(rule.needs), key=len, default=ALWAYS):
                asked.setdefault(letter, []).append(order)
        return asked

    def matches(self, classes: str) -> Iterator[tuple[int, Rule, re.Match[str]]]:
        """What the rules find, sentence by sentence, each with its rule's number."""
        start = 0
        for sentence in classes.split(BREAK):
            stop = start + len(sentence)
            for order in self.tried(sentence):
                for match in self.rules[order].pattern.finditer(classes, start, stop):
                    yield order, self.rules[order], match
            start = stop + len(BREAK)

    def tried(self, sentence: str) -> list[int]:
        """The rules that may find something: most lack a class that they need."""
        here = ALWAYS.union(sentence)
        orders = {order for letter in here & self.asked.keys() for order in self.asked[letter]}
        return [order for order in sorted(orders) if not any(map(here.isdisjoint, self.rules[order].needs))]


def grammar(pack: Pack, table: str) -> Grammar:
    """The rules of a grammar table; a row named `&NAME` is a piece that later rows use as `&NAME`.
    Raises PackError for a class or a piece that is not there."""
    letters = lexis(pack).letters
    pieces: dict[str, str] = {}
    made = []
    for row in pack.table(table):
        pattern = PART.sub(lambda found: pieces.get(found[0], found[0]), row["pattern"])
        if row["rule"].startswith("&"):
            pieces[row["rule"]] = f"({pattern})"
        else:
            where = f"{table}: {row['rule']}"
            made.append(Rule(row["rule"], expression(pattern, letters, where), tuple(needed(pattern, letters, where))))
    return Grammar(tuple(made))


def needed(pattern: str, letters: Mapping[str, str], table: str) -> Iterator[frozenset[str]]:
    """The letters of each term that cannot be empty."""
    for term in terms(pattern):
        if term[-1:] not in "?*" and not compiled(expression(term, letters, table), table).fullmatch(""):
            yield frozenset(letters[name] for name in CLASS.findall(term))


def terms(pattern: str) -> list[str]:
    """What a pattern strings together, brackets uncut; the whole where alternatives stand outside of brackets."""
    out, depth = [""], 0
    for c in pattern:
        depth += (c == "(") - (c == ")")
        if depth == 0 and c == "|":
            return [pattern]
        if depth == 0 and c == " ":
            out.append("")
        else:
            out[-1] += c
    return out


def letter(letters: Mapping[str, str], name: str, table: str) -> str:
    if name not in letters:
        raise PackError(table, f"no class '{name}'")
    return letters[name]


def expression(pattern: str, letters: Mapping[str, str], table: str) -> str:
    def piece(found: re.Match[str]) -> str:
        if found[1]:
            return f"(?P<{found[1]}>"
        return letter(letters, found[2], table)

    text = re.sub(r"([a-z]\w*):([A-Z][A-Z0-9_]*)", r"\1:\2)", pattern)  # name:CLASS is closed at once
    text = re.sub(r"([a-z]\w*):\(", r"\1:", text)                       # name:( … ) by its own bracket
    return PIECE.sub(piece, text).replace(" ", "")


def compiled(text: str, table: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise PackError(table, str(error)) from error


DOTLESS = {0x451: 0x435}  # print writes the letter yo without its dots
