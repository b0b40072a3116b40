"""A text as a string of word classes: one letter an atom, beside it what the atom means and where it stands.

Atoms are the parse's tokens, but for digits, which are cut anew: tokenizers part `50 000`, `19:30` and `25-30` each in
its own way, and glue a comma to a number now and then.
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import repeat
from typing import Any

from svodka.analysis.lexis import BREAK, Lexis, Word
from svodka.types import Document, Parse, Sent, Token

SPACE = r"[ \u00a0\u2009\u202f]"
NUMBER = re.compile(rf"\d{{1,3}}(?:{SPACE}\d{{3}})+(?!\d)(?:,\d+)?|\d{{1,3}}(?:,\d{{3}}){{2,}}(?!\d)"
                    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)|[1-9]\d{0,2},000(?!\d)|\d+(?:[.,]\d+)?")
DATES = (re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4}|\d{2})(?!\d|\.\d)"),
         re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4}|\d{2})(?!\d)"),
         re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)"))
PARTED = re.compile(r"\d+[./-]\d")
CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?(?![:\d])")
SUFFIX = re.compile(r"[-\u2010\u2011]([^\W\d_]+)")
WORD = re.compile(r"[^\W_][\w\-\u2010\u2011]*")
ROMAN = re.compile(r"[IVX]{1,5}")
ROMANS = {"I": 1, "V": 5, "X": 10}
HYPHENED = re.compile(r"([^\W\d_]+)[-\u2010-\u2014]([^\W\d_]+)")
QUOTES = "\"\u00ab\u00bb\u201c\u201d\u201e"
LONGEST = 19  # characters of a number: more make a code, and with a multiplier no exact Decimal
PIVOT = 50  # two digits of a year below this are of this century
REMEMBERED = 30_000  # words with their tags
Told = tuple[str, Any, frozenset[str] | None]
SIZES = ((0, "N0"), (12, "N12"), (24, "N24"), (31, "N31"), (59, "N59"))


@dataclass
class Atoms:
    """`classes`: a letter an atom, BREAK after each sentence. The columns run beside it: `value` what the atom means (a
    lexicon word, a number, a date), `token` the index of its (last) token, `sent` that of its sentence. `ahead`: the
    tokens that put what they govern ahead. All but `sent` are made of `rows`, which hold an atom each."""

    text: str
    lexis: Lexis
    tokens: Sequence[Token]
    rows: list[tuple[str, Any, int, int, int]] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)
    value: Sequence[Any] = ()
    start: Sequence[int] = ()
    stop: Sequence[int] = ()
    token: Sequence[int] = ()
    ahead: frozenset[int] = frozenset()
    classes: str = ""

    def add(self, letter: str, start: int, stop: int, value: Any, token: int) -> None:
        self.rows.append((letter, value, start, stop, token))

    def done(self) -> Atoms:
        letters, self.value, self.start, self.stop, self.token = zip(*self.rows, strict=True)
        self.classes = "".join(letters)
        self.ahead = frozenset(self.token[i] for i in indices(self, "AHEAD"))
        return self

    def named(self, at: int, *names: str) -> bool:
        """Is there an atom at this place, of one of these classes?"""
        return 0 <= at < len(self.classes) and self.lexis.names.get(self.classes[at]) in names

    def plural(self, at: int) -> bool:
        return "Number=Plur" in self.tokens[self.token[at]].feats


def read(doc: Document, parse: Parse, lexis: Lexis) -> Atoms:
    """The atoms of a parse; all of its sentences, in order. The last answer is kept: times and figures ask in turn."""
    kept = KEPT.get("last")
    if kept is None or kept[0] is not parse or kept[1] is not lexis or kept[2].text is not doc.text:
        kept = parse, lexis, made(doc, parse, lexis)
        KEPT["last"] = kept
    return kept[2]


KEPT: dict[str, tuple[Parse, Lexis, Atoms]] = {}


def made(doc: Document, parse: Parse, lexis: Lexis) -> Atoms:
    """Sentence by sentence, runs of plain words at once."""
    atoms, tokens = Atoms(text=doc.text, lexis=lexis, tokens=parse.tokens), parse.tokens
    starts, stops = [token.span.start for token in tokens], [token.span.stop for token in tokens]
    words, lemmas = [doc.text[start:stop] for start, stop in zip(starts, stops, strict=True)], [t.lemma for t in tokens]
    told = remembered(lexis)
    letters, values, behind = zip(*[told[seen] for seen in zip(words, lemmas, [t.pos for t in tokens],
                                                               [t.feats for t in tokens], strict=True)], strict=True)
    plain = list(zip(letters, values, starts, stops, range(len(tokens)), strict=True))
    odd = [i for i, known in enumerate(behind) if known is None or (known and meets(known, lemmas, words, i + 1))]
    for at, sent in enumerate(parse.sents):
        i = sent.first
        for k in odd[bisect_left(odd, sent.first):bisect_left(odd, sent.last)]:
            if k >= i:
                atoms.rows += plain[i:k]
                i = add_odd(atoms, words, k, sent)
        atoms.rows += plain[i:sent.last]
        atoms.add(BREAK, sent.span.stop, sent.span.stop, None, max(sent.last - 1, 0))
        atoms.sent += repeat(at, len(atoms.rows) - len(atoms.sent))
    return atoms.done()


def meets(known: frozenset[str], lemmas: Sequence[str], words: Sequence[str], i: int) -> bool:
    return i < len(words) and (lemmas[i] in known or words[i].lower() in known)


class Remembered(dict[tuple[str, str, str, str], Told]):
    """What `alone` says of a word with its lemma and tag; forgotten all at once, as a dict is read at half the cost of
    an `lru_cache`."""

    def __init__(self, lexis: Lexis) -> None:
        self.lexis = lexis

    def __missing__(self, seen: tuple[str, str, str, str]) -> Told:
        if len(self) == REMEMBERED:
            self.clear()
        self[seen] = told = alone(self.lexis, *seen)
        return told


remembered = lru_cache(maxsize=8)(Remembered)


def alone(lexis: Lexis, word: str, lemma: str, pos: str, feats: str) -> Told:
    """Class and meaning of a token, and the words which right behind it make it more than one atom by itself: those of
    phrases. None for them where it may be more in any case: digits, a pair."""
    lower, phrases = word.lower(), lexis.phrases
    found = lexis.words.get(lower) or lexis.words.get(lemma)
    behind: frozenset[str] | None = frozenset()
    if not word.isalpha() and (any(map(str.isdigit, word)) or (found is None and pair(lexis, word))):
        behind = None
    elif lower in phrases or lemma in phrases:
        behind = frozenset(parts[1] for key in (lower, lemma) for parts, _ in phrases.get(key, ()))
    if found:
        return found.letter, found, behind
    kind = shape(word, pos, feats, lexis.latin)
    return lexis.letters[kind], roman(word) if kind == "ROMAN" else None, behind


def add_odd(atoms: Atoms, words: Sequence[str], i: int, sent: Sent) -> int:
    """Adds the digits, phrase, pair or word at token `i`; the index of the token after it."""
    tokens, word = atoms.tokens, words[i]
    if any(map(str.isdigit, word)):
        after = add_digits(atoms, tokens[i], i, sent.span.stop)
        return next((k for k in range(i + 1, sent.last) if tokens[k].span.start >= after), sent.last)
    for key in (word.lower(), tokens[i].lemma):
        for parts, known in atoms.lexis.phrases.get(key, ()):
            stop = i + len(parts)
            if stop <= sent.last and all(part in (words[k].lower(), tokens[k].lemma)
                                         for k, part in enumerate(parts[1:], i + 1)):
                atoms.add(known.letter, tokens[i].span.start, tokens[stop - 1].span.stop, known, stop - 1)
                return stop
    letter, value, _ = alone(atoms.lexis, word, tokens[i].lemma, tokens[i].pos, tokens[i].feats)
    start, stop = tokens[i].span.start, tokens[i].span.stop
    if isinstance(value, Word) or (both := pair(atoms.lexis, word)) is None:
        atoms.add(letter, start, stop, value, i)
    else:
        letter, (left, right), (end, begin) = both
        atoms.add(letter, start, start + end, left, i)
        atoms.add(atoms.lexis.letters["DASH"], start + end, start + begin, None, i)
        atoms.add(letter, start + begin, stop, right, i)
    return i + 1


def pair(lexis: Lexis, word: str) -> tuple[str, list[Any], tuple[int, int]] | None:
    """Of `two-three`, `January-March`, `XVIII-XIX` the class, both values, and where the first ends and the second
    begins; None if they are no two of one class."""
    if not (parts := HYPHENED.fullmatch(word)):
        return None
    both = [roman(part) if ROMAN.fullmatch(part) else lexis.words.get(part.lower()) for part in parts.groups()]
    kinds = {known.kind if isinstance(known, Word) else "ROMAN" for known in both if known is not None}
    one = None not in both and len(kinds) == 1
    return (lexis.letters[kinds.pop()], both, (parts.end(1), parts.start(2))) if one else None


def shape(word: str, pos: str, feats: str, latin: bool) -> str:
    """The class of a word that is in no table."""
    if word[:1] in ROMANS and ROMAN.fullmatch(word):
        return "ROMAN"
    if word in QUOTES:
        return "QUOTE"
    if not latin and word[:1].isascii() and word[:1].isalpha():
        return "LATIN"
    if pos == "VERB" and "VerbForm=Part" in feats and "Variant=Short" not in feats:
        return "PTCP"
    if pos == "NOUN" and "Case=Gen" in feats:
        return "NOUNG"
    return pos if pos in KINDS else "OTHER"


KINDS = frozenset(("NOUN", "PROPN", "ADJ", "VERB", "DET", "PRON", "ADP", "ADV", "NUM", "CCONJ", "SCONJ", "PART", "AUX",
                   "PUNCT"))


def add_digits(atoms: Atoms, token: Token, i: int, limit: int) -> int:
    """Cuts a token that holds digits into atoms; the offset after the last, which may lie beyond the token."""
    at, text = token.span.start, atoms.text
    while at < token.span.stop:
        if text[at].isdigit() and text[at].isascii():
            kind, stop, value = digits(text, at, limit, atoms.lexis)
        elif found := WORD.match(text, at, token.span.stop):
            kind, stop, value = "NAME", found.end(), None
            if (word := atoms.lexis.words.get(found[0].lower())) is not None:
                atoms.add(word.letter, at, stop, word, i)
                at = stop
                continue
        else:
            at = add_sign(atoms, at, i)
            continue
        atoms.add(atoms.lexis.letters[kind], at, stop, value, i)
        at = stop
    return at


def add_sign(atoms: Atoms, at: int, i: int) -> int:
    sign = atoms.text[at]
    word = atoms.lexis.words.get(sign)
    if word is not None:
        atoms.add(word.letter, at, at + 1, word, i)
    elif not sign.isspace():
        atoms.add(atoms.lexis.letters["QUOTE" if sign in QUOTES else "PUNCT"], at, at + 1, None, i)
    return at + 1


def digits(text: str, at: int, limit: int, lexis: Lexis) -> tuple[str, int, Any]:
    """Class, end and value of what begins with a digit: a date, a clock time, else a number with its ending."""
    for pattern in DATES if PARTED.match(text, at, limit) else ():
        if (found := pattern.match(text, at, limit)) and (day := date_of(found)):
            return "DATE", found.end(), day
    if (found := CLOCK.match(text, at, limit)) and int(found[1]) <= 24:
        return "CLOCK", found.end(), (int(found[1]), int(found[2]))
    found = NUMBER.match(text, at, limit)
    if found is None:
        return "NAME", at + 1, None
    return numeral(text, found, limit, lexis)


def date_of(found: re.Match[str]) -> date | None:
    year = int(found["y"])
    if len(found["y"]) == 2:
        year += 2000 if year < PIVOT else 1900
    try:
        return date(year, int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def numeral(text: str, found: re.Match[str], limit: int, lexis: Lexis) -> tuple[str, int, Any]:
    if len(found[0]) > LONGEST:
        return "NAME", found.end(), None
    value = decimal(found[0])
    ending = SUFFIX.match(text, found.end(), limit)
    if ending:
        suffix = lexis.suffixes.get(ending[1].lower())
        if suffix is not None:
            return ordinal(suffix, value), ending.end(), value
        stem = next((s for s in lexis.stems if ending[1].lower().startswith(s)), None)
        if stem is not None:
            return "NADJ", ending.end(), (value, lexis.stems[stem])
        return "NAME", ending.end(), None
    if (word := WORD.match(text, found.end(), limit)) and word[0].lower() not in lexis.words:
        return "NAME", word.end(), None  # 5G, 737MAX
    return size(found[0]), found.end(), value


def ordinal(kind: str, value: Decimal) -> str:
    """The class of a number with an ending: `5-ti` counts, `5-go` orders, `90-kh` is a decade."""
    if kind == "many" and value < 5:
        return "NCARD"
    if kind in ("many", "plural") and value % 10 == 0 and (value < 100 or 1000 <= value < 2200):
        return "NDECADE"
    if kind == "card":
        return "NCARD"
    return "NORD31" if 1 <= value <= 31 else "NORDY" if 1000 <= value < 2200 else "NORD"


@lru_cache(maxsize=REMEMBERED)
def size(raw: str) -> str:
    value = decimal(raw)
    if not raw.isdigit():
        return "NDEC" if value != value.to_integral_value() or "." in raw else "NINT"
    if len(raw) == 4 and 1000 <= value < 2200:
        return "Y4"
    return next((name for limit, name in SIZES if value <= limit), "NINT")


@lru_cache(maxsize=REMEMBERED)
def decimal(raw: str) -> Decimal:
    """`2,3`, `1 200 000,5`, `1,200,000` and `1.200.000` as exact numbers."""
    bare = re.sub(SPACE, "", raw)
    for mark in ",.":
        if bare.count(mark) > 1 or (mark == "," and bare.endswith(",000")):
            bare = bare.replace(mark, "")
    return Decimal(bare.replace(",", "."))


def roman(word: str) -> int:
    marks = [ROMANS[c] for c in word]
    return sum(-a if a < b else a for a, b in zip(marks, [*marks[1:], 0], strict=True))


def indices(atoms: Atoms, *names: str) -> Iterator[int]:
    """Where atoms of these classes stand."""
    wanted = "".join(atoms.lexis.letters.get(name, "") for name in names)
    return (found.start() for found in re.finditer(f"[{wanted}]", atoms.classes)) if wanted else iter(())
