"""Mojibake mended: Cyrillic that somebody before us read in a wrong character set and saved so.

    text → signs (is there any?) → each line: UTF-8 taken for letters of one byte, one set of them taken for another

Most texts have none of the signs, nor their letters, and cost one count of those. What ftfy mends of Cyrillic was
measured first: one of twelve such pairs in full (docs/decisions/009). `mojibake.toml` holds the pairs and how it is
seen that a line became Russian.
"""
from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import islice
from operator import add
from typing import Any

from svodka import letters
from svodka.types import record

TIMES = 3  # readings one upon the other
ENOUGH = 8  # pairs of letters by which a line is judged
MOST_WORDS, MOST_LETTERS = 2_000, 500_000  # of a line by which it is judged; of different lines that are judged
BETTER = 0.25  # by how much of the common pairs a mended line must have more
RUSSIAN = 0.5  # share of common pairs that a mended line must have
LEADS, WIDE_LEADS, NEXT = (0xC2, 0xD0, 0xD1, 0xD2, 0xD3), (0xE2, 0xEF), range(0x80, 0xC0)
ROUGH = re.compile(  # what small letters after a capital become; known by its capitals: they are fewer
    r"[\u0410-\u042f\u0401](?<=[\u0430-\u044f\u0451].)[\u0410-\u042f\u0401]")
LETTERS = re.compile(r"[^\W\d_]{1,100}")  # no word is longer


@record
class Utf8:
    """UTF-8 taken for the letters of a set: what a reading makes of two or three bytes."""

    signs: tuple[str, ...]
    bytes: dict[str, int]
    long: re.Pattern[str]
    any: re.Pattern[str]


@record
class Swap:
    """One set of single bytes taken for another; `rough`: capitals turn into small letters and these into capitals."""

    signs: tuple[str, ...]
    table: dict[int, str]
    rough: bool


def mend(text: str) -> str:
    """The text with lines of mojibake read anew; the same object where there is none."""
    for _ in range(TIMES):
        mended = step(text)
        if mended == text:
            break
        text = mended
    return text


def step(text: str) -> str:
    readings, swaps = pairs()
    for reading in readings:
        if shown(reading.signs, text):
            text = "\n".join([by_utf8(line, reading) for line in text.split("\n")])
    found = [swap for swap in swaps if shown(swap.signs, text) and (not swap.rough or ROUGH.search(text))]
    return "\n".join(swapped(text, found)) if found else text


def shown(signs: tuple[str, ...], text: str) -> bool:
    """A sign is looked for only in a text that has all its letters: few have."""
    held = letters.held(text)
    return any([sign in text for sign in signs if held.issuperset(sign)])


def by_utf8(line: str, reading: Utf8) -> str:
    """Three letters in a row that are UTF-8 when read back are no chance; then single ones in that line are none."""
    if not reading.long.search(line):
        return line
    return reading.any.sub(lambda found: bytes(reading.bytes.get(char, 0xA0) for char in found[0]).decode(
        "utf-8", "replace"), line)


def swapped(text: str, swaps: list[Swap]) -> Iterator[str]:
    """The lines, those of a text longer than any report as they are."""
    left, known = MOST_LETTERS, {}
    for line in text.split("\n"):
        if left > 0 and line not in known and not line.isascii():
            known[line] = by_swap(line, swaps)
            left -= len(line)
        yield known.get(line, line)


def by_swap(line: str, swaps: list[Swap]) -> str:
    """The reading that makes the line most like Russian, if much more than it is."""
    rough = not line.isascii() and bool(ROUGH.search(line))
    tried = [swap.table for swap in swaps if (rough if swap.rough else not line.isascii())]
    if not tried or (wanted := max(RUSSIAN, likeness(line) + BETTER)) > 1:
        return line
    tries = [line.translate(table) for table in tried]
    likely = list(map(likeness, tries))
    best = max(likely)
    return tries[likely.index(best)] if best >= wanted else line


def likeness(line: str) -> float:
    """The share of common pairs among the pairs of letters beyond ASCII; a capital after a small letter makes none."""
    common, found, held = data()["common"], 0, 0
    for word in islice((word for word in LETTERS.findall(line) if not word.isascii()), MOST_WORDS):
        low, rough = word.lower(), not (word.islower() or word.isupper() or word.istitle())
        held += len(word) - 1
        found += 0 if rough else sum(map(common.__contains__, map(add, low, low[1:])))
    return found / held if held >= ENOUGH else 0.0


@cache
def data() -> dict[str, Any]:
    table = tomllib.loads(files("svodka").joinpath("mojibake.toml").read_text("utf-8"))
    return {**table, "common": frozenset(table["common"].split())}


@cache
def pairs() -> tuple[tuple[Utf8, ...], tuple[Swap, ...]]:
    rows = data()["pair"]
    return (tuple(utf8(row["read"], row["signs"]) for row in rows if row["is"] == "utf-8"),
            tuple(swap(row["read"], row["is"], row["signs"], row.get("rough", False))
                  for row in rows if row["is"] != "utf-8"))


def letter(byte: int, charset: str) -> str:
    """What a careless reader makes of a byte: one that the set lacks stays as it is."""
    try:
        return bytes([byte]).decode(charset)
    except UnicodeDecodeError:
        return chr(byte)


def utf8(charset: str, signs: list[str]) -> Utf8:
    back = {chr(byte): byte for byte in NEXT} | {letter(byte, charset): byte for byte in range(0x80, 0x100)}
    gap = [byte for byte in NEXT if letter(byte, charset) == chr(byte) and charset == "cp1251" and byte != 0xA0]
    back.update({"\ufffd": gap[0]} if gap else {})  # a stricter reader's mark for the one byte that the set lacks
    many = "[" + "".join(re.escape(char) for char, byte in back.items() if byte in NEXT) + "]"

    def lead(held: tuple[int, ...]) -> str:
        return "[" + "".join(re.escape(letter(byte, charset)) for byte in held) + "]"

    spaced = f"{re.escape(letter(0xD0, charset))} (?={lead(LEADS)}{many})"  # its second byte is a no-break space
    one = f"(?:{lead(LEADS)}{many}|{lead(WIDE_LEADS)}{many}{{2}}|{spaced})"
    return Utf8(signs=tuple(read_as(sign, "utf-8", charset) for sign in signs), bytes=back,
                long=re.compile(f"{one}{{3}}"), any=re.compile(f"{one}+"))


def swap(charset: str, real: str, signs: list[str], rough: bool) -> Swap:
    letters = {letter(byte, charset): letter(byte, real) for byte in range(0x80, 0x100)}
    unread = {chr(byte): letter(byte, real) for byte in range(0x80, 0xA0)}  # as a reader of latin-1 leaves them
    return Swap(signs=tuple(read_as(sign, real, charset) for sign in signs), rough=rough,
                table=str.maketrans(unread | letters))


def read_as(text: str, real: str, charset: str) -> str:
    return "".join(letter(byte, charset) for byte in text.encode(real))
