"""The docs say what there is, and there is what they say: commands, options, records, fields, make's targets, links."""
from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
import typer

from svodka import errors, types
from svodka.app import lines
from svodka.cli import app
from tests.test_app import analysis

ROOT = Path(__file__).parent.parent
DOCS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
GUIDE = (ROOT / "docs/guide.md").read_text("utf-8")
RECORDS = (ROOT / "docs/records.md").read_text("utf-8")
COMMANDS = typer.main.get_command(app)


def options() -> dict[str, set[str]]:
    """Each long option of the command line with the commands that take it."""
    found: dict[str, set[str]] = {"--help": set(COMMANDS.commands), "--version": {""}}
    for name, command in COMMANDS.commands.items():
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--") and option != "--help":
                    found.setdefault(option, set()).add(name)
    return found


def table(text: str, heading: str) -> dict[str, str]:
    """The rows of the first table under a heading: first cell to the rest."""
    part = text[text.index(f"\n{heading}\n"):]
    rows = re.findall(r"^\| (.+?) \| (.+) \|$", part[:part.find("\n## ", 4)], re.M)
    return {cell: rest for cell, rest in rows if not set(cell) <= set("-| ")}


def test_every_command_is_in_the_guide() -> None:
    missing = [name for name in COMMANDS.commands if f"svodka {name}" not in GUIDE]
    assert not missing


def test_every_command_named_in_the_docs_exists() -> None:
    for path in DOCS:
        code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", path.read_text("utf-8"), re.S))
        named = set(re.findall(r"(?:^|[`|$&] *|\bbin/)svodka ([a-z]+)\b", code, re.M))
        assert named <= set(COMMANDS.commands), path.name


def test_the_guide_lists_the_options_there_are_and_no_others() -> None:
    listed = {re.match(r"`(--[a-z-]+)", cell)[1] for cell in table(GUIDE, "## All options") if cell.startswith("`--")}
    assert listed == set(options())


def test_the_guide_says_of_each_option_which_commands_take_it() -> None:
    """`stages` are clean, analyse, group and tell; `all but packs` and `all` are what they say."""
    stages = {"clean", "analyse", "group", "tell"}
    words = {"stages": stages, "all": set(COMMANDS.commands), "`svodka` alone": {""}}
    for cell, rest in table(GUIDE, "## All options").items():
        if not cell.startswith("`--"):
            continue
        said = rest.split(" | ")[0]
        if said == "all but `packs`":
            taken = set(COMMANDS.commands) - {"packs"}
        else:
            taken = set().union(*(words.get(part, {part.strip("`")}) for part in said.split(", ")))
        assert taken == options()[re.match(r"`(--[a-z-]+)", cell)[1]], cell


def test_every_option_in_the_docs_exists() -> None:
    for path in DOCS:
        for line in re.findall(r"svodka [^\n`]*", path.read_text("utf-8")):
            named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", line.split(" | ")[0]))
            assert named <= set(options()), (path.name, line)


def test_every_key_of_a_sidecar_is_in_the_guide() -> None:
    from svodka.app.sources import HINTS

    shown = re.search(r"```toml\n(.*?)```", GUIDE, re.S)
    assert shown and set(re.findall(r"^ *(\w+) =", shown[1], re.M)) == set(HINTS)


def records() -> list[type]:
    return [found for found in vars(types).values() if dataclasses.is_dataclass(found) and isinstance(found, type)]


@pytest.mark.parametrize("record", records(), ids=lambda record: record.__name__)
def test_every_record_and_each_of_its_fields_is_described(record: type) -> None:
    assert f"\n### {record.__name__}\n" in RECORDS
    part = RECORDS[RECORDS.index(f"\n### {record.__name__}\n") + 5:]
    part = part[:min(at for at in (part.find("\n### "), part.find("\n## "), len(part)) if at >= 0)]
    named = {name for cell in re.findall(r"^\| (`.+?`) \|", part, re.M) for name in re.findall(r"`(\w+)`", cell)}
    assert named == {field.name for field in dataclasses.fields(record)}


def test_no_record_is_described_that_does_not_exist() -> None:
    assert set(re.findall(r"^### (\w+)$", RECORDS, re.M)) == {record.__name__ for record in records()}


def test_the_guide_names_the_flat_fields_of_an_analysis() -> None:
    row = re.search(r"^\| analyse \| (.+?) \|", GUIDE, re.M)
    named = dict(re.findall(r"`(\w+)` with `([a-z_ ]+)`", row[1] if row else ""))
    flat = {name: set(found[0]) for name, found in lines.analysed(analysis()).items() if isinstance(found, list)}
    assert {name: set(fields.split()) for name, fields in named.items()} == flat


def test_the_tree_of_errors_is_drawn_whole() -> None:
    drawn = set(re.findall(r"\b([A-Z]\w+)", (errors.__doc__ or "").partition("Each carries")[0]))
    assert {name for name, found in vars(errors).items() if isinstance(found, type)} <= drawn


def test_make_has_the_targets_that_the_docs_name() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for path in DOCS:
        text = path.read_text("utf-8")
        named = set(re.findall(r"^ *(?:\$ )?make ([a-z]+)", text, re.M)) | set(re.findall(r"`make ([a-z]+)", text))
        assert named <= targets, path.name
    assert {"read", "test"} <= set(re.findall(r"make ([a-z]+)", (ROOT / "README.md").read_text("utf-8")))


def test_links_between_the_docs_lead_somewhere() -> None:
    for path in DOCS:
        for target in re.findall(r"\]\((?!https?:|<)([^)\s]+)\)", path.read_text("utf-8")):
            file, _, anchor = target.partition("#")
            there = (path.parent / file) if file else path
            assert there.exists(), f"{path.name}: {target}"
            if anchor:
                heads = re.findall(r"^#+ (.+)$", there.read_text("utf-8"), re.M)
                assert anchor in {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}, target


def test_every_reason_of_a_removed_line_is_described_and_no_other() -> None:
    from svodka.app.stages import packs
    from svodka.document import build, lines, recurring

    text = (ROOT / "docs/cleaning.md").read_text("utf-8")
    listed = {cell.strip("`") for cell in table(text, "## Reasons") if cell.startswith("`")}
    cleaning = (pack for pack in packs().values() if "clean" in pack.provides)
    kinds = {row["kind"] for pack in cleaning for row in pack.table("boilerplate.tsv")}
    own = {*lines.UNKNOWN, build.BEYOND, "caption", "date", "repeated", recurring.REASON}
    assert listed == kinds | {*lines.KNOWN, *lines.INSET, *own}
