"""The character set of a page's bytes, told in this order:

    byte order mark → UTF-16 without one → UTF-8 (few bad letters) → the counter of letters (cchardet) → the meta tag
                                                                                             → mojibake in it mended

The meta tag comes last because on old pages it often lies. Nothing is normalised: offsets are the file's own,
save where mojibake was read anew (docs/decisions/009).
"""
from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from svodka import letters, mojibake
from svodka.types import record

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
         (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
BAD_LETTERS = 0.02  # of the letters beyond ASCII that UTF-8 may fail to read
CONTROLS = 0.02  # of the bytes; compressed data has ten times as many
WIDE = 0.7  # of the units of UTF-16 press text lie in the blocks of ASCII and Cyrillic
COUNTED = 200_000  # bytes that the counter of letters sees
ALIKE = {"koi8-r": "koi8_u", "koi8-u": "koi8_u", "maccyrillic": "cp1251", "x-mac-cyrillic": "cp1251",
         "windows-1251": "cp1251", "gb18030": "", "ascii": "utf-8"}
META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
ODD = (*map(chr, (*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20))), "\ufffd")
TAG = re.compile(rb"<(script|style)\b[^<]*+(?:<(?!/?\1\b)[^<]*+)*+</\1\s*>|<[^<>]{0,2000}>", re.I)
HIGH = re.compile(rb"[\x80-\xff]")


@record
class Decoded:
    """`bad` counts the letters that could not be read and stand as U+FFFD."""

    text: str
    charset: str
    bad: int = 0


def decode(body: bytes) -> Decoded | None:
    """The text without its byte order mark; None where the bytes are no text of a known charset."""
    for rule in RULES:
        if (found := rule(body)) is not None:
            return mended(found) if readable(found.text) else None
    return None


def mended(found: Decoded) -> Decoded:
    return Decoded(text=mojibake.mend(found.text), charset=found.charset, bad=found.bad)


def by_mark(body: bytes) -> Decoded | None:
    for mark, charset in MARKS:
        if body.startswith(mark):
            return read(body[len(mark):], charset)
    return None


def by_zeros(body: bytes) -> Decoded | None:
    """UTF-16 without a mark: every second byte is that of the block, 0 for ASCII and 4 for Cyrillic."""
    if len(body) < 4 or (b"\0" not in body[:COUNTED] and b"\x04" not in body[:COUNTED]):
        return None
    for charset, blocks in (("utf-16-le", body[1:COUNTED:2]), ("utf-16-be", body[:COUNTED:2])):
        if sum(map(blocks.count, (b"\0", b"\4"))) > WIDE * len(blocks):
            return read(body, charset)
    return None


def by_utf8(body: bytes) -> Decoded | None:
    found = read(body, "utf-8")
    if not found.bad:
        return found
    beyond = len(found.text) - len(found.text.encode("ascii", "ignore"))
    return found if found.bad <= max(BAD_LETTERS * beyond, 1 if beyond > 1 else 0) else None


def by_letters(body: bytes) -> Decoded | None:
    import cchardet

    if CONTROL.search(body) and len(CONTROL.findall(body[:COUNTED])) > CONTROLS * len(body[:COUNTED]):
        return None
    said = cchardet.detect(counted(body)).get("encoding") or ""
    return known(body, ALIKE.get(said.lower(), said))


def by_meta(body: bytes) -> Decoded | None:
    said = META.search(body[:COUNTED])
    return known(body, said[1].decode("ascii", "replace")) if said else None


RULES: tuple[Callable[[bytes], Decoded | None], ...] = (by_mark, by_zeros, by_utf8, by_letters, by_meta)


def counted(body: bytes) -> bytes:
    """What the counter of letters should see: the words of a page, not its scripts and tags."""
    words = TAG.sub(b" ", body[:COUNTED * 5]) if b"<" in body[:COUNTED] else body
    return (words if HIGH.search(words) else body)[:COUNTED]


def known(body: bytes, charset: str) -> Decoded | None:
    try:
        return read(body, codecs.lookup(charset).name) if charset else None
    except (LookupError, UnicodeError):
        return None


def read(body: bytes, charset: str) -> Decoded:
    text = body.decode(charset, "replace")
    return Decoded(text=text, charset=charset, bad=text.count("\ufffd"))


def readable(text: str) -> bool:
    """Letters enough and control characters few enough to be prose."""
    head = text[:COUNTED]
    held = letters.counts(head)
    odd = sum([held.get(char, 0) for char in ODD])
    return odd <= CONTROLS * len(head) + 1 and any(map(str.isalnum, held))
