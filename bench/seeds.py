#!/usr/bin/env python3
"""svodka on the two seed pages, checked point by point against ../shared/gold/seeds.json and DESIGN.md's list.

usage: seeds.py

Prints a table: `ok`, `NO` for a row that issue 2 requires, `--` for a row that a later issue brings.
Exit 1 if a required row fails. Passes, and says so, where ../shared is absent.
"""
from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from svodka.jsonl import parse_record
from svodka.spans import cut, overlap
from svodka.types import Analysis, Attribution, Digest, Document, Entity, Span

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("SVODKA_SHARED", HERE.parent.parent / "shared"))
WORDS = tomllib.loads((HERE / "seeds.toml").read_text("utf-8"))
NOW = "2031-01-01T00:00"
AT_LEAST = 16  # of the statements with the right speaker, in issue 2
Gold = Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    name: str
    ok: bool
    detail: str = ""
    required: bool = False


class Failed(Exception):
    """A command of svodka ended with an error."""


def main() -> int:
    if not (SHARED / "gold" / "seeds.json").is_file():
        print(f"seeds: passed over, no gold at {SHARED}")
        return 0
    gold = json.loads((SHARED / "gold" / "seeds.json").read_text("utf-8"))
    try:
        rows = list(Seeds(gold).rows())
    except Failed as error:
        print(f"seeds: {error}")
        return 1
    for row in rows:
        print(f"{'ok' if row.ok else 'NO' if row.required else '--':3} {row.name:44} {row.detail}")
    failed = [row.name for row in rows if row.required and not row.ok]
    print(f"seeds: {sum(row.ok for row in rows)} of {len(rows)} rows hold" +
          (f"; required and failing: {', '.join(failed)}" if failed else "; all that issue 2 requires"))
    return 1 if failed else 0


def svodka(*arguments: str) -> bytes:
    done = subprocess.run([Path(sys.executable).parent / "svodka", *arguments], capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no word"]
        raise Failed(f"svodka {arguments[0]} ended with {done.returncode}: {said[-1]}")
    return done.stdout


def nested(output: bytes, name: str) -> list[str]:
    return [json.dumps(json.loads(line)[name]) for line in output.splitlines() if line.strip()]


@dataclass
class Found:
    """A gold statement and the attribution that has its content, if one has."""

    file: str
    number: int
    gold: Gold
    attribution: Attribution | None
    text: str

    @property
    def speaker(self) -> str:
        return self.attribution.voices[0].name if self.attribution and self.attribution.voices else ""

    @property
    def right(self) -> bool:
        return key(self.speaker) == key(self.gold["speaker"])

    @property
    def wrong(self) -> bool:
        return bool(self.speaker) and not self.right


class Seeds:
    def __init__(self, gold: Gold) -> None:
        self.gold = gold
        pages = str(SHARED / "seeds")
        with tempfile.TemporaryDirectory() as folder:
            lines = Path(folder) / "analysed.jsonl"
            lines.write_bytes(svodka("analyse", "--quiet", "--format", "jsonl", pages))
            told = svodka("tell", "--quiet", "--format", "jsonl", "--now", NOW, str(lines))
            store = str(Path(folder) / "store.sqlite")
            self.read = svodka("read", "--quiet", "--format", "json", "--now", NOW, "--store", store, pages)
            found = [parse_record(line, Analysis) for line in nested(lines.read_bytes(), "analysis")]
        self.analyses = {Path(a.document.path).name: a for a in found}
        self.digests = [parse_record(line, Digest) for line in nested(told, "digest")]

    def rows(self) -> Iterator[Row]:
        for file, gold in self.gold["reports"].items():
            yield from cleaning(self.analyses[file].document, gold)
        yield from self.story()
        yield from statements(self.found)
        for file, gold in self.gold["reports"].items():
            yield from figures(self.analyses[file], gold)
            yield from names(self.analyses[file], gold)
            yield from narration(self.analyses[file], gold)
        yield self.body()
        yield from self.ahead()
        yield from self.differences()

    @cached_property
    def found(self) -> list[Found]:
        return [Found(file, at, a, paired(self.analyses[file], a), self.analyses[file].document.text)
                for file, gold in self.gold["reports"].items() for at, a in enumerate(gold["attributions"])]

    def story(self) -> Iterator[Row]:
        json.loads(self.read)  # `read` in one call gives JSON
        stories = [d.story for d in self.digests]
        yield Row("one story of two reports", [len(s.documents) for s in stories] == [2], str(len(stories)), True)
        names = {a.document.id: file for file, a in self.analyses.items()}
        order = [names[d] for d in stories[0].documents]
        yield Row("the appeal before the summit", order == sorted(order, reverse=True),
                  "; ".join(stories[0].order), True)
        yield Row("read in one call tells of both reports", all(f.encode() in self.read for f in self.analyses),
                  f"{len(self.read)} bytes", True)

    def body(self) -> Row:
        """The alliance's names over both reports as one entity of the digest."""
        wanted = sorted({name for gold in self.gold["reports"].values() for name in gold.get("same_body", [])})
        held = [(e, [w for w in wanted if any(shares(n, w) for n in (e.name, *e.aliases))])
                for d in self.digests for e in d.names]
        best, has = max(held, key=lambda pair: len(pair[1]), default=(None, []))
        detail = " | ".join((best.name, *best.aliases)) if best else "no entity"
        return Row("the alliance is one entity of the digest", len(has) == len(wanted), detail)

    def ahead(self) -> Iterator[Row]:
        promises = [p for d in self.digests for p in d.ahead]
        for gold in (g for report in self.gold["reports"].values() for g in report.get("ahead", [])):
            own = [p for p in promises if p.voices and key(p.voices[0].name) == key(gold["who"])]
            hit = [p for p in own if (gold["when"] or "") in p.said and
                   shares(p.line.text + " ".join(r.quote for r in p.line.refs), gold["what"])]
            due = hit[0].due if hit else None
            detail = f"{hit[0].said!r} due {due and due.start}: {hit[0].line.text}" if hit else \
                f"{len(own)} of {len(promises)} promises are the speaker's"
            yield Row(f"ahead: {gold['when'] or 'open'}, no year made up", bool(hit) and due is None, detail,
                      required=bool(gold["when"]))

    def differences(self) -> Iterator[Row]:
        """Protest, coup and terrorism each under who says so: three statements of the gold stand as sides."""
        first = next(iter(self.gold["reports"]))
        sides = [(line.text, r.span, r.document) for d in self.digests for x in d.differences for line in x.sides
                 for r in line.refs]
        for name, number in (("coup", 0), ("protest", 10), ("terrorism", 12)):
            stated = self.found[number]
            doc = self.analyses[first].document
            at = place(doc.text, stated.gold["content"])
            near = [text for text, span, id in sides if id == doc.id and overlap(span, at)]
            named = [t for t in near if key(stated.gold["speaker"]) & key(t)]
            yield Row(f"differences: {name}", bool(named), (named or near or [f"{len(sides)} sides, not this"])[0])


def key(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold().replace("\u0451", "\u0435")))


def shares(text: str, words: str) -> bool:
    """Half of the longer words stand in the text, in whatever form."""
    size = WORDS["stem"]
    stems = {w[:size] for w in key(words) if len(w) >= size}
    return key(words) <= key(text) or 2 * sum(any(w.startswith(s) for w in key(text)) for s in stems) >= len(stems)


def place(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(start=at, stop=at + len(words))


def paired(analysis: Analysis, gold: Gold) -> Attribution | None:
    """The attribution that holds most of the gold's content, the smallest of equals, the gold's cue preferred."""
    at = place(analysis.document.text, gold["content"])

    def rank(a: Attribution) -> tuple[bool, bool, int]:
        held = sum(overlap(s, at) for s in a.content)
        cue = cut(analysis.document.text, a.cue).casefold() if a.cue else ""
        same = bool(key(cue) & key(gold["cue"] or "")) or not (cue or gold["cue"])
        return 2 * held > at.stop - at.start, same, -sum(s.stop - s.start for s in a.content)

    best = max(analysis.attributions, key=rank, default=None)
    return best if best and rank(best)[0] else None


def cleaning(doc: Document, gold: Gold) -> Iterator[Row]:
    kept = "\n".join(cut(doc.text, p) for p in doc.paragraphs)
    stray = [words for words in gold["not_in_text"] if words in kept]
    name = doc.path.rsplit("/", 1)[-1][:3]
    yield Row(f"{name}: the article without the portal", not stray, f"{len(doc.dropped)} lines dropped {stray}", True)
    whole = gold["first_words"] in kept and kept.rstrip().endswith(gold["last_words"])
    yield Row(f"{name}: the whole article, to its last words", whole, f"ends {kept[-40:]!r}", True)
    first = gold["first_words"]
    in_headline = doc.headline is not None and first in cut(doc.text, doc.headline)
    yield Row(f"{name}: headline kept where there is one", in_headline or not doc.text.startswith(first),
              doc.title, True)


def statements(found: Iterable[Found]) -> Iterator[Row]:
    found = list(found)
    yield from (row for f in found for row in statement(f))
    right, wrong = [f for f in found if f.right], [f for f in found if f.wrong]
    yield Row("statements with the right speaker", len(right) >= AT_LEAST, f"{len(right)} of {len(found)}", True)
    yield Row("statements with a wrong speaker", not wrong,
              "; ".join(f"{f.gold['speaker']} -> {f.speaker}" for f in wrong) or "none", True)


def statement(f: Found) -> Iterator[Row]:
    """The speaker, and what else the gold says of the statement, a row each where it is more than the usual."""
    name, a, gold = f"{f.file[:3]}.{f.number} {gold_cue(f.gold)}", f.attribution, f.gold
    verdict = "right" if f.right else f"wrong: {f.speaker}" if f.wrong else "absent"
    if a is None:
        yield Row(name, False, f"absent: {gold['content'][:60]}")
        return
    chain = " <- ".join(f"{v.name or '?'} ({v.kind})" for v in reversed(a.voices))
    labels = {"kind": a.kind, "stance": a.stance, "evidence": a.evidence}
    off = [f"{k} {labels[k]!r}, not {gold[k]!r}" for k in labels if k in gold and labels[k] != gold[k]]
    yield Row(name, f.right and not off, "; ".join((verdict, chain, *off, a.rule)))
    if gold["stance"] == "distanced":
        yield Row("the outlet's distance", a.stance == "distanced", a.stance, True)
    if "evidence" in gold:
        yield Row("a claim without evidence", a.evidence == gold["evidence"], a.evidence or "not told")
    if "voice" in gold:
        kinds = [v.kind for v in a.voices if key(v.name) == key(gold["speaker"])]
        yield Row(f"a source of its own: {gold['voice']}", gold["voice"] in kinds, str(kinds),
                  required=gold["voice"] == "account")
    if "chain" in gold:
        yield Row("the chain behind the statement", chained(a, gold["chain"], f.text), chain, True)


def gold_cue(gold: Gold) -> str:
    return f"{gold['speaker'].split()[-1]}: {gold['cue'] or 'no cue'}"


def chained(a: Attribution, wanted: Iterable[str], text: str) -> bool:
    """The links of the gold stand among the voices, in its order."""
    links = [v.name + " " + (cut(text, v.span) if v.span else "") for v in a.voices[1:]]
    at = [next((i for i, link in enumerate(links) if shares(link, words)), -1) for words in wanted]
    return -1 not in at and at == sorted(at)


def figures(analysis: Analysis, gold: Gold) -> Iterator[Row]:
    text = analysis.document.text
    for wanted in gold.get("figures", []):
        at = place(text, wanted["text"])
        near = [f for f in analysis.figures if overlap(f.span, at)]
        hit = [f for f in near if (f.low, f.high) == (wanted["low"], wanted["high"])
               and ("of" not in wanted or key(f.of) == key(wanted["of"]))]
        yield Row(f"figure: {wanted['text'][:34]}", bool(hit), "; ".join(f"{f.low}..{f.high} {f.of}" for f in near),
                  required=wanted["low"] is not None)
    if (nights := WORDS["two_nights"]) in text:
        at = place(text, nights)
        said = [f"{f.low} {f.unit or f.of}" for f in analysis.figures if overlap(f.span, at)]
        said += [cut(text, t.span) for t in analysis.times if overlap(t.span, at)]
        yield Row("figure: the two nights", bool(said), "; ".join(said))


def names(analysis: Analysis, gold: Gold) -> Iterator[Row]:
    text, by_id = analysis.document.text, {e.id: e for e in analysis.entities}
    for group in [gold.get("same_body", []), *gold.get("same_person", [])]:
        if group:
            at = [place(text, name) for name in group]
            ids = [sorted(who(analysis, span)) for span in at]
            one = bool(set.intersection(*map(set, ids)))
            yield Row(f"one name: {' = '.join(group)}"[:44], one, str(ids), required=group is gold.get("same_body"))
    for body, members in gold.get("members_of", {}).items():
        entity = next((e for e in by_id.values() if body in (e.name, *e.aliases)), None)
        missing = [m for m in members if entity is None or not listed(m, entity, by_id)]
        yield Row("its members as listed", not missing, f"missing: {missing}" if missing else "all")


def who(analysis: Analysis, span: Span) -> set[str]:
    """Entities of the persons and bodies mentioned there; for a role without a name, of the voice written so."""
    mentioned = {m.entity for m in analysis.mentions if overlap(m.span, span) and m.kind != "LOC"}
    return mentioned or {v.entity for a in analysis.attributions for v in a.voices if v.span and overlap(v.span, span)}


def listed(member: str, body: Entity, by_id: Mapping[str, Entity]) -> bool:
    return any(key(member) == key(by_id[m].name if m in by_id else m) for m in body.members)


def narration(analysis: Analysis, gold: Gold) -> Iterator[Row]:
    for words in gold.get("narration", []):
        at = place(analysis.document.text, words)
        under = [a.rule for a in analysis.attributions
                 if 2 * sum(overlap(s, at) for s in a.content) > at.stop - at.start]
        yield Row("narration stays the outlet's own", not under, str(under))


if __name__ == "__main__":
    sys.exit(main())
