"""Files, folders and standard input to outcomes: of Page, or of an earlier stage's record where a file holds those."""
from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from svodka.app import lines
from svodka.errors import InputError, NotFound, Unreadable
from svodka.source import items
from svodka.types import Failure, Outcome

STDIN = "-"
HINTS: Mapping[str, tuple[type, ...]] = {
    "outlet": (str,), "url": (str,), "published": (str, date), "title": (str,), "lang": (str,), "as_is": (bool,)}
PEEKED = 64  # bytes that tell JSON from the rest before a large file is taken into memory
Hints = Mapping[str, str]


def find(paths: Iterable[str]) -> Iterator[Outcome]:
    """The files to read, each an Outcome of Path: a folder's in sorted order, its hidden files and `.toml` left out."""
    for path in paths:
        if path != STDIN and Path(path).is_dir():
            yield from inside(path)
        else:
            yield single(Path(path))


def inside(folder: str) -> Iterator[Outcome]:
    closed: list[OSError] = []
    found = list(walk(Path(folder), closed.append))
    yield from map(single, found)
    for error in closed:
        yield failed(called(error.filename), Unreadable, error.strerror or str(error))
    if not found and not closed:
        yield failed(called(folder), NotFound, "no reports in this folder")


def single(path: Path) -> Outcome:
    """A pipe or a device is none: reading it might never end."""
    if str(path) == STDIN or path.is_file():
        return Outcome(key=called(path), value=path)
    reason = "neither a file nor a folder" if os.path.lexists(path) else "no such file or folder"
    return failed(called(path), NotFound, reason)


def called(path: str | Path) -> str:
    """The path as text: a name may hold bytes that are no letters."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def walk(folder: Path, closed: Callable[[OSError], None]) -> Iterator[Path]:
    for here, folders, files in os.walk(folder, onerror=closed):
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
                raise Unreadable(called(path), f"{size / 1e6:.0f} MB, {most}")
            return head + file.read()
    except OSError as error:
        raise Unreadable(called(path), error.strerror or str(error)) from error


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
        raise Unreadable(called(path), f"a broken sidecar: {error}") from error
    if unknown := sorted(set(said) - set(HINTS)):
        raise Unreadable(called(path), f"a sidecar has no key '{unknown[0]}'; known are {', '.join(HINTS)}")
    if wrong := sorted(name for name, value in said.items() if not isinstance(value, HINTS[name])):
        kinds = " or ".join({str: "text", date: "a time", bool: "true or false"}[kind] for kind in HINTS[wrong[0]])
        raise Unreadable(called(path), f"in a sidecar '{wrong[0]}' must be {kinds}")
    return {name: str(value) for name, value in said.items()}


def failed(key: str, kind: type[InputError], reason: str) -> Outcome:
    return Outcome(key=key, failure=Failure(stage="read", kind=kind.__name__, message=f"{key}: {reason}"))


def given(paths: Sequence[str]) -> tuple[str, ...]:
    """The paths of the command line; none of them means standard input."""
    return tuple(paths) or (STDIN,)
