"""What the digest asks of a language pack: classes of lemmas, all from its tables."""
from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from svodka.lang.fold import fold as fold
from svodka.lang.pack import Pack, Row


@lru_cache(maxsize=16)
def classes(pack: Pack) -> Mapping[str, frozenset[str]]:
    """`digest.tsv`: class → lemmas."""
    return by_class(pack.table("digest.tsv"), "class")


@lru_cache(maxsize=16)
def ahead(pack: Pack) -> Mapping[str, str]:
    """`ahead.tsv`: lemma → kind (plan: somebody means to; due: something is to come about)."""
    return {fold(row["lemma"]): row["kind"] for row in pack.table("ahead.tsv")}


@lru_cache(maxsize=16)
def naming(pack: Pack) -> Mapping[str, tuple[str, str]]:
    """`compare.tsv`: lemma → axis and family."""
    return {fold(row["lemma"]): (row["axis"], row["family"]) for row in pack.table("compare.tsv")}


@lru_cache(maxsize=16)
def roles(pack: Pack) -> Mapping[str, str]:
    """`outcomes.tsv`: a noun or verb of what befell people → the name of all whom it befell."""
    return {fold(row["lemma"]): row["role"] for row in pack.table("outcomes.tsv")}


@lru_cache(maxsize=16)
def speech(pack: Pack) -> frozenset[str]:
    """`cues.tsv`: the words that tie a source to what it says."""
    return frozenset(fold(row["lemma"]) for row in pack.table("cues.tsv") if row.get("lemma"))


def by_class(rows: tuple[Row, ...], column: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row[column], set()).add(fold(row["lemma"]))
    return {key: frozenset(lemmas) for key, lemmas in found.items()}


def of_class(pack: Pack | None, name: str) -> frozenset[str]:
    return classes(pack).get(name, frozenset()) if pack else frozenset()
