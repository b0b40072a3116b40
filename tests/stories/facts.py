"""Reads `example.toml` beside what svodka made of examples/ and names what is missing, a row a line.

    python tests/stories/facts.py      prints the whole table
"""
from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from svodka.app import stages
from svodka.spans import cut
from svodka.types import Analysis, Attribution, Digest, Promise, Reading, Voice

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"
FACTS: dict[str, Any] = tomllib.loads((HERE / "example.toml").read_text("utf-8"))
NOW = datetime(2031, 3, 17, 20)
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """The digests, and each report's analysis by its path under examples/."""

    digests: tuple[Digest, ...]
    reports: Mapping[str, Analysis]

    @property
    def fire(self) -> Digest:
        """The story with the most reports."""
        return max(self.digests, key=lambda digest: len(digest.reports))

    def path(self, document: str) -> str:
        return next(path for path, found in self.reports.items() if found.document.id == document)


def tell() -> Told:
    house = stages.House([str(EXAMPLES)], {}, lambda: b"")
    digests, held = stages.tell(house, NOW, "ru", lambda outcome: None)
    return Told(digests=digests, reports={
        str(Path(a.document.path).relative_to(EXAMPLES)): a for a in held.values()})


def rows() -> Iterator[tuple[str, Row]]:
    """Every row of the file with the name of its table; rows of lines and copies are made alike."""
    for table in ("story", "statement", "reading", "difference", "promise", "names"):
        yield from ((table, row) for row in FACTS[table])
    yield from (("copies", {"of": FACTS["copies"]["of"], "document": path}) for path in FACTS["copies"]["documents"])
    yield from (("not_in_text", {"line": line}) for line in FACTS["not_in_text"]["lines"])


def must(row: Row) -> bool:
    return bool(row.get("must", True))


def holds(told: Told, table: str, row: Row) -> bool:
    return bool(CHECKS[table](told, row))


def story(told: Told, row: Row) -> bool:
    """One story of exactly these reports, in this order."""
    paths = [[told.path(report.document) for report in digest.reports] for digest in told.digests]
    return list(row["reports"]) in paths


def copies(told: Told, row: Row) -> bool:
    pairs = {(told.path(copy.document), told.path(copy.of)) for digest in told.digests for copy in digest.story.copies}
    return (row["document"], row["of"]) in pairs


def statement(told: Told, row: Row) -> bool:
    analysis = told.reports[row["report"]]
    return any(fits(analysis, found, row) for found in analysis.attributions)


def fits(analysis: Analysis, found: Attribution, row: Row) -> bool:
    content = " ".join(cut(analysis.document.text, found.content, " ").split())
    return (row["content"] in content and speaks(found.voices[0], row["speaker"]) and found.stance == row["stance"]
            and found.kind == row["kind"] and found.evidence == row.get("evidence", found.evidence)
            and chained([voice.name for voice in found.voices[1:-1]], row.get("chain", ())))


def speaks(voice: Voice, name: str) -> bool:
    return same(voice.name, name) if name else voice.kind == "anonymous"


def same(a: str, b: str) -> bool:
    """The same name, or the one as the other begins: a body is also called by the head of its name."""
    short, long = sorted((a.casefold(), b.casefold()), key=len)
    return bool(short) and f"{long} ".startswith(f"{short} ")


def chained(between: Sequence[str], wanted: Sequence[str]) -> bool:
    return len(between) == len(wanted) and all(w in b for b, w in zip(between, wanted, strict=True))


def reading(told: Told, row: Row) -> bool:
    return any(counts(found, row) for found in told.fire.readings)


def counts(found: Reading, row: Row) -> bool:
    """These values in this order, others may stand between; where disputed, each by the one who said it."""
    values = iter([int(v.figure.low or v.figure.high or 0) for v in found.values])
    said = {(int(v.figure.low or 0), v.voices[0].name if v.voices else "") for v in found.values}
    disputed = [(side["value"], side["speaker"]) for side in row.get("disputed", ())]
    return (all(value in values for value in row["values"]) and row["of"][:6] in found.of.casefold()
            and found.unit == row.get("unit", found.unit)
            and (not disputed or (found.state == "disputed" and set(disputed) <= said)))


def difference(told: Told, row: Row) -> bool:
    return any(found.kind == row["kind"] and all(any(side in line.text for line in found.sides)
                                                 for side in row["sides"]) for found in told.fire.differences)


def promise(told: Told, row: Row) -> bool:
    return any(promised(told, found, row) for found in told.fire.ahead)


def promised(told: Told, found: Promise, row: Row) -> bool:
    due = date.fromisoformat(row["due"]) if "due" in row else None
    on_time = due is None or (found.due is not None and found.due.start.date() <= due < found.due.stop.date())
    kept = told.path(found.kept.document) if found.kept else ""
    return (row["content"].casefold() in found.line.text.casefold() and on_time
            and (kept in row["kept"] if "kept" in row else not kept)
            and (not row["speaker"] or same(found.voices[0].name, row["speaker"])))


def names(told: Told, row: Row) -> bool:
    return any(found.kind == row["kind"] and {name.casefold() for name in row["names"]} <= {
        name.casefold() for name in (found.name, *found.aliases)} for found in told.fire.names)


def not_in_text(told: Told, row: Row) -> bool:
    return all(row["line"] not in cut(a.document.text, a.document.paragraphs, "\n") for a in told.reports.values())


CHECKS = {"story": story, "copies": copies, "statement": statement, "reading": reading, "difference": difference,
          "promise": promise, "names": names, "not_in_text": not_in_text}


def label(table: str, row: Row) -> str:
    about = next(row[key] for key in ("about", "content", "line", "document", "of", "names") if row.get(key))
    return f"{table}: {row.get('speaker', '')} {about}"


if __name__ == "__main__":
    made = tell()
    for table, row in rows():
        print("ok  " if holds(made, table, row) else "MUST" if must(row) else "—   ", label(table, row))
