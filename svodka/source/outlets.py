"""Outlets as `outlets/<cc>/*.toml` describe them, found by a name they are cited by or by a domain."""
from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from svodka.errors import PackError
from svodka.types import Outlet, VoiceKind

SHIPPED = Path(__file__).parent.parent / "outlets"
TWO_DOTS = "\u0308"  # over yo, which the press leaves out at will
QUOTES = "\"'\u00ab\u00bb\u201c\u201d\u201e\u2018\u2019"
HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/@\s]*@)?([^/:?#\s]+\.[^/:?#\s]+)(?:[:/?#]\S*)?$", re.I)


class Outlets:
    """Immutable; `all` in order of id. Where two outlets share a name the first by id has it."""

    def __init__(self, outlets: Iterable[Outlet] = ()) -> None:
        self.all: tuple[Outlet, ...] = tuple(sorted(outlets, key=lambda outlet: outlet.id))
        self._names: dict[str, Outlet] = {}
        self._domains: dict[str, Outlet] = {}
        for outlet in self.all:
            for name in (outlet.id, outlet.name, *outlet.names):
                self._names.setdefault(folded(name), outlet)
            for domain in outlet.domains:
                self._domains.setdefault(bare(domain), outlet)

    def find(self, name_or_domain: str) -> Outlet | None:
        """By name or id without regard to case, quotes and the two dots of yo; by url or domain, of which the parent
        domains are tried too (`sport.example.org` is example.org's)."""
        return self._names.get(folded(name_or_domain)) or self._by_domain(name_or_domain)

    def _by_domain(self, url: str) -> Outlet | None:
        parts = host(url).split(".")
        tries = (".".join(parts[i:]) for i in range(len(parts) - 1))
        return next((self._domains[domain] for domain in tries if domain in self._domains), None)


def folded(name: str) -> str:
    name = unicodedata.normalize("NFC", unicodedata.normalize("NFD", name.casefold()).replace(TWO_DOTS, ""))
    return " ".join(re.sub(f"[{QUOTES}]", " ", name).split())


def host(url: str) -> str:
    """The host of a url or domain, empty if it is none."""
    found = HOST.match(url.strip())
    return bare(found[1]) if found else ""


def bare(domain: str) -> str:
    return re.sub(r"^(?:www|m|amp)\.", "", domain.strip().casefold().rstrip("."))


def load(*folders: Path | str) -> Outlets:
    """The outlets that ship with svodka and those in the given folders; the later of one id wins. A file holds one
    outlet at its top level or several under `[[outlet]]`. Raises PackError naming the file."""
    found: dict[str, Outlet] = {}
    for folder in (SHIPPED, *map(Path, folders)):
        for path in sorted(folder.rglob("*.toml")):
            found.update((outlet.id, outlet) for outlet in parse(path))
    return Outlets(found.values())


def parse(path: Path) -> Iterator[Outlet]:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise PackError(str(path), str(error)) from error
    entries = data.get("outlet", [data])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise PackError(str(path), "'outlet' is no list of outlets: write [[outlet]] above each")
    for entry in entries:
        yield outlet(path, entry)


def outlet(path: Path, entry: Mapping[str, Any]) -> Outlet:
    for key in ("id", "name"):
        if not entry.get(key):
            raise PackError(str(path), f"an outlet without '{key}'")
    for key in ("id", "name", "family"):
        if not isinstance(entry.get(key, ""), str):
            raise PackError(str(path), f"'{key}' is not a text")
    for key in ("names", "domains"):
        held = entry.get(key, [])
        if not isinstance(held, list) or not all(isinstance(each, str) for each in held):
            raise PackError(str(path), f"'{key}' is not a list of texts")
    kind = entry.get("kind", "outlet")
    if kind not in get_args(VoiceKind):
        raise PackError(str(path), f"no such kind of voice: {kind}")
    return Outlet(id=entry["id"], name=entry["name"], names=tuple(entry.get("names", ())), kind=kind,
                  domains=tuple(entry.get("domains", ())), family=entry.get("family", ""))
