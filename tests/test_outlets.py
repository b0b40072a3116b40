"""Outlets are data: every file is well formed, no name or domain belongs to two, each says why it is there."""
from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from svodka.source import outlets
from svodka.types import VoiceKind

ROOT = Path(__file__).parent.parent
KEYS = {"id", "name", "names", "kind", "domains", "family", "why"}
FILES = sorted([*(ROOT / "svodka" / "outlets").rglob("*.toml"), *(ROOT / "examples" / "outlets").glob("*.toml")])


def entries(path: Path) -> list[dict[str, Any]]:
    data = tomllib.loads(path.read_text("utf-8"))
    return list(data.get("outlet", [data]))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_outlet_is_whole(path: Path) -> None:
    for entry in entries(path):
        assert set(entry) <= KEYS, entry
        assert entry["id"].isascii() and entry["id"] == entry["id"].lower(), entry
        assert entry["name"] and entry["names"] and entry["why"], entry
        assert entry["kind"] in get_args(VoiceKind), entry
        assert all("/" not in domain and domain == domain.lower() for domain in entry["domains"]), entry


def test_no_id_name_or_domain_is_given_twice() -> None:
    shipped = [entry for path in FILES for entry in entries(path)]
    ids = Counter(entry["id"] for entry in shipped)
    names = Counter(name for entry in shipped
                    for name in {outlets.folded(n) for n in (entry["name"], *entry["names"])})
    domains = Counter(domain for entry in shipped for domain in entry["domains"])
    assert [word for count in (ids, names, domains) for word, times in count.items() if times > 1] == []


def test_families_join_at_least_two() -> None:
    """A family of one is most likely a misspelling."""
    families = Counter(entry["family"] for path in FILES for entry in entries(path) if entry.get("family"))
    assert [family for family, members in families.items() if members < 2] == []


def test_every_outlet_is_found_by_what_it_is_cited_by() -> None:
    known = outlets.load(ROOT / "examples" / "outlets")
    for outlet in known.all:
        for name in (outlet.name, *outlet.names, *outlet.domains):
            found = known.find(name)
            assert found is not None and found.id == outlet.id, name
