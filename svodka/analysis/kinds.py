"""What kind of voice a source is: a person, a body, an outlet, an agency, a broadcaster, a document, an account, or
somebody unnamed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from svodka.analysis.report import Report, Source
from svodka.lang.fold import fold
from svodka.types import VoiceKind

SITE = re.compile(r"\w\.[^\W\d]{2,5}$")  # a name that is an address: the outlet's site
MARKS = "[\u00ab\u00bb\u201e\u201c\u201d\"]"
Outlets = Mapping[str, tuple[str, VoiceKind]]


def of(report: Report, outlets: Outlets, source: Source, name: str) -> VoiceKind:
    """By the nouns that stand with the name, then by the name itself; `name` is empty for a description."""
    tree, head = report.tree, source.head
    known = outlets.get(re.sub(MARKS, "", fold(name))) if name else None
    said = [k for i in nouns(report, source) if (k := noun_kind(report, i))]
    if "account" in said:
        return "account"
    if known:
        return known[1]
    if said:
        return said[0]
    if report.roles.title(tree.lemma[head]):
        return "person"
    if name and press(report, name):
        return "outlet"
    if head in report.named:
        return "person" if report.named[head][1].kind == "PER" else "body"
    feats = tree.feats[head]
    alive = tree.pos(head) == "NOUN" and feats.get("Animacy") == "Anim" and feats.get("Number") == "Sing"
    return "person" if alive else "anonymous"


def nouns(report: Report, source: Source) -> list[int]:
    """The head, what is apposed to it, and the generic noun before a name."""
    tree = report.tree
    before = source.first - 1
    inside = [i for i in range(source.first, source.last) if i != source.head and tree.rel(i) == "appos"]
    generic = before >= 0 and report.has("outlet_words", before) and tree.head(source.head) == before
    return [source.head, *([before] if generic else []), *inside]


def noun_kind(report: Report, i: int) -> VoiceKind | None:
    """As the pack's sources say; an agency that is described as an office of state or trade is a body."""
    tree = report.tree
    row = report.lexicon.sources.get(tree.lemma[i])
    if row is None:
        return None
    if row["kind"] == "agency" and any(report.has("offices", k) for k in tree.children[i]):
        return "body"
    return cast(VoiceKind, row["kind"])


def press(report: Report, name: str) -> bool:
    """The name tells an outlet: an address, or a word that papers and stations call themselves by."""
    return bool(SITE.search(name)) or any(report.lexicon.has("press", word) for word in re.findall(r"\w+", fold(name)))
