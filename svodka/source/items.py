"""One file's bytes to pages: kind told by content, expected failures as values.

    bytes → kind → one Page (text, HTML) or a Page a line (JSON lines)

What is nearest to the report wins: the fields of a JSON line over the `hints`, which the app gathers from a sidecar
file and the command line (the sidecar over the command line).
"""
from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from svodka import charset
from svodka.errors import BadLine, InputError, Unreadable
from svodka.types import Failure, Outcome, Page

LARGEST = 20_000_000  # bytes of one report
SNIFFED = 4096
MAGIC = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!",
         b"\xd0\xcf\x11\xe0", b"\x7fELF", b"SQLite format 3", b"RIFF", b"OggS", b"ID3", b"\xfd7zXZ", b"(\xb5/\xfd",
         b"PAR1")
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|article|main|div|p|br|h1|script|table)\b", re.I)
TAGS = re.compile(r"</?(?:p|div|br|h[1-6]|a|span|article|ul|li|html|body)\b[^<>]*>", re.I)
LIST = re.compile(rb'\[\s*\{\s*"')
WIDE = re.compile(rb"\[|\{\s*\n")  # a JSON text over several lines
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))  # places where a line may break, or may not
Kind = Literal["text", "html", "json"]


def items(path: str, body: bytes, hints: Mapping[str, str]) -> Iterator[Outcome]:
    """The pages of one file. `hints`: outlet, url, published, title, lang, as_is, any of them missing or empty."""
    kind = kind_of(body)
    for test in (empty, binary, too_large):
        if reason := test(body, kind):
            yield failed(path, Unreadable, reason)
            return
    if kind == "json":
        yield from lines(path, body, hints)
    else:
        yield Outcome(key=path, value=page(path, body, kind == "html", hints))


def empty(body: bytes, kind: Kind) -> str:
    return "" if body.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe") else "the file is empty"


def binary(body: bytes, kind: Kind) -> str:
    return "not a text but a binary file" if body.startswith(MAGIC) else ""


def too_large(body: bytes, kind: Kind) -> str:
    """A file of JSON lines may be of any length: there each line is measured."""
    return too_long(body) if kind != "json" else ""


def too_long(body: bytes) -> str:
    return f"{len(body) / 1e6:.0f} MB, more than {LARGEST / 1e6:.0f} MB for one report" if len(body) > LARGEST else ""


def kind_of(body: bytes) -> Kind:
    """Told by the beginning; text is what is neither JSON nor HTML."""
    head = beginning(body)
    if head[:1] == b"{" and looks_json(head):
        return "json"
    if head[:1] == b"[" and (LIST.match(head) or isinstance(whole(body), list)):
        return "json"
    if (head[:1] == b"<" and HTML.search(head)) or len(HTML.findall(head)) > 2:
        return "html"
    return "text"


def beginning(body: bytes) -> bytes:
    """Without byte order mark and space, UTF-16 as the ASCII in it."""
    return body[:SNIFFED].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")


def looks_json(head: bytes) -> bool:
    """An object in full, or the first lines show a quoted key: a broken first line must not turn a file into prose."""
    starts = [line.strip() for line in head.splitlines()[:20]]
    return sum(bool(re.match(rb'\{\s*(?:"[^"\n]{1,80}"\s*:|$|\})', line)) for line in starts) > 0


def lines(path: str, body: bytes, hints: Mapping[str, str]) -> Iterator[Outcome]:
    """A Page or a failure for every line that is not blank; a JSON text over several lines is one or many objects."""
    at_once = whole(body)
    if isinstance(at_once, dict):
        at_once = [at_once]
    if isinstance(at_once, list):
        for number, value in enumerate(at_once, 1):
            yield from_object(f"{path}#{number}", value, hints)
        return
    if WIDE.match(beginning(body)):
        yield from_line(path, body, hints)
        return
    for number, line in enumerate(split_lines(body), 1):
        if line.strip():
            yield from_line(f"{path}#{number}", line, hints)


def split_lines(body: bytes) -> list[bytes]:
    encoding = json.detect_encoding(body[:SNIFFED])
    if encoding.startswith("utf-8"):
        return body.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return [line.encode("utf-8", "replace") for line in body.decode(encoding, "replace").split("\n")]


def whole(body: bytes) -> Any:
    """The file as one JSON text, None where it is not one (JSON lines are not, unless there is only one)."""
    if len(body) > LARGEST * 10:
        return None
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def from_line(path: str, line: bytes, hints: Mapping[str, str]) -> Outcome:
    if reason := too_long(line):
        return failed(path, Unreadable, reason)
    try:
        value = json.loads(utf8(line))
    except UnicodeDecodeError as error:
        return failed(path, BadLine, f"not UTF-8 at byte {error.start + 1}")
    except json.JSONDecodeError as error:
        return failed(path, BadLine, f"broken JSON at character {error.pos + 1}: {error.msg}")
    except (ValueError, RecursionError) as error:
        return failed(path, BadLine, f"broken JSON: {error}")
    return from_object(path, value, hints)


def utf8(line: bytes) -> bytes | str:
    """The line, or its text where it is in the charset of an older export."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        found = charset.decode(line)
        return found.text if found and not found.bad else line
    return line


def from_object(path: str, value: Any, hints: Mapping[str, str]) -> Outcome:
    if not isinstance(value, dict):
        return failed(path, BadLine, "not an object with fields")
    found = fields(value)
    body = found.pop("text", "") or found.pop("html", "")
    found.pop("html", "")
    if not body:
        return failed(path, BadLine, f"no text in it, under none of {', '.join(aliases()['text'] + aliases()['html'])}")
    is_html = looks_html(body)
    if not is_html:
        body = under_title(found.get("title", ""), body)
    raw = body.translate(UNSEEN).encode("utf-8", "replace")
    if reason := too_long(raw):
        return failed(path, Unreadable, reason)
    return Outcome(key=path, value=page(path, raw, is_html, {**hints, **found}))


def looks_html(text: str) -> bool:
    return (text.lstrip().startswith("<") and bool(TAGS.search(text))) or len(TAGS.findall(text[:SNIFFED])) > 2


def under_title(title: str, text: str) -> str:
    """The text with its title as the first line, where it does not begin with it already."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return text if not title or plain(first) == plain(title) else f"{title}\n\n{text}"


def plain(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def fields(value: Mapping[str, Any]) -> dict[str, str]:
    """What the object holds of our fields, under any of the names in fields.toml."""
    flat = dict(flattened(value))
    found = {}
    for name, keys in aliases().items():
        held = next((flat[key] for key in keys if flat.get(key)), "")
        if held:
            found[name] = held
    return found


def flattened(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, held in value.items():
        name = re.sub(r"[\s_-]", "", str(key)).casefold()
        if isinstance(held, str):
            yield name, held.strip()
        elif isinstance(held, int | float) and not isinstance(held, bool):
            yield name, str(held)
        elif isinstance(held, dict):
            yield from ((f"{name}.{str(k).casefold()}", v.strip()) for k, v in held.items() if isinstance(v, str))


@cache
def aliases() -> dict[str, list[str]]:
    table: dict[str, list[str]] = tomllib.loads(files("svodka.source").joinpath("fields.toml").read_text("utf-8"))
    return table


def page(path: str, body: bytes, is_html: bool, hints: Mapping[str, str]) -> Page:
    def said(name: str) -> str:
        return hints.get(name, "").encode("utf-8", "replace").decode()  # JSON may hold half a letter

    return Page(path=path, body=body, media_type="text/html" if is_html else "text/plain",
                url=said("url"), outlet=said("outlet"), title=said("title"), published=said("published"),
                lang=said("lang"), as_is=said("as_is").casefold() in ("1", "true", "yes"))


def failed(path: str, kind: type[InputError], reason: str) -> Outcome:
    return Outcome(key=path, failure=Failure(stage="read", kind=kind.__name__, message=f"{path}: {reason}"))
