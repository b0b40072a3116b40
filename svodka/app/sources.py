"""Files, folders and standard input to outcomes: of Page, or of an earlier stage's record where a file holds those."""
from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from svodka.app import lines
from svodka.errors import InputError, NotFound, Unreadable
from svodka.source import items
from svodka.types import Failure, Outcome

STDIN = "-"
HINTS = ("outlet", "url", "published", "title", "lang", "as_is")
PEEKED = 64  # bytes that tell JSON from the rest before a large file is taken into memory
Hints = Mapping[str, str]


def find(paths: Iterable[str]) -> Iterator[Outcome]:
    """The files to read, each an Outcome of Path: a folder's in sorted order, its hidden files and `.toml` left out."""
    for path in paths:
        if path == STDIN or Path(path).is_file():
            yield Outcome(key=path, value=Path(path))
        elif Path(path).is_dir():
            yield from (Outcome(key=str(file), value=file) for file in walk(Path(path)))
        else:
            reason = "neither a file nor a folder" if os.path.lexists(path) else "no such file or folder"
            yield failed(path, NotFound, reason)


def walk(folder: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here, name) for name in sorted(files) if not name.startswith(".") and not is_aside(name))


def is_aside(name: str) -> bool:
    """Sidecars and outlets are `.toml`: they speak about reports and are none."""
    return name.endswith(".toml")


def outlet_folders(paths: Iterable[str]) -> tuple[Path, ...]:
    """The folders `outlets` inside the given ones: a collection may describe its own outlets."""
    return tuple(Path(path, "outlets") for path in paths if path != STDIN and Path(path, "outlets").is_dir())


def load(files: Iterable[Outcome], hints: Hints, stdin: Callable[[], bytes]) -> Iterator[Outcome]:
    """What the files hold, report by report. A sidecar's hints win over `hints`, which are the command line's."""
    for found in files:
        if found.failure is not None:
            yield found
            continue
        try:
            about = {**hints, **sidecar(found.value)} if found.key != STDIN else hints
            body = stdin() if found.key == STDIN else read(found.value)
        except InputError as error:
            yield failed(error.about, type(error), error.reason)
            continue
        if lines.are_records(body):
            yield from lines.records(found.key, body)
        else:
            yield from items.items(found.key, body, about)


def read(path: Path) -> bytes:
    """Only JSON lines may be larger than one report: what else is too large is refused before it is read."""
    try:
        with path.open("rb") as file:
            head = file.read(PEEKED)
            size = path.stat().st_size
            if size > items.LARGEST and head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] not in (b"{", b"["):
                most = f"more than {items.LARGEST / 1e6:.0f} MB for one report"
                raise Unreadable(str(path), f"{size / 1e6:.0f} MB, {most}")
            return head + file.read()
    except OSError as error:
        raise Unreadable(str(path), error.strerror or str(error)) from error


def sidecar(path: Path) -> Hints:
    """What `NAME.toml` beside `NAME.txt`, or `NAME.txt.toml`, says of the report."""
    for beside in (path.with_name(path.name + ".toml"), path.with_suffix(".toml")):
        if beside.is_file():
            return parse_sidecar(beside)
    return {}


def parse_sidecar(path: Path) -> Hints:
    try:
        said = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise Unreadable(str(path), f"a broken sidecar: {error}") from error
    if unknown := sorted(set(said) - set(HINTS)):
        raise Unreadable(str(path), f"a sidecar has no key '{unknown[0]}'; known are {', '.join(HINTS)}")
    return {name: str(value) for name, value in said.items()}


def failed(key: str, kind: type[InputError], reason: str) -> Outcome:
    return Outcome(key=key, failure=Failure(stage="read", kind=kind.__name__, message=f"{key}: {reason}"))


def given(paths: Sequence[str]) -> tuple[str, ...]:
    """The paths of the command line; none of them means standard input."""
    return tuple(paths) or (STDIN,)
