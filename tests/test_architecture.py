"""The shape of the house: who imports whom, how long a module may be, where letters of a language and heavy libraries
may stand. Each check is a function over source text, so that the tests below also prove that it can fail."""
from __future__ import annotations

import ast
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "svodka"
MODULES = sorted(HOUSE.rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION = 400, 40
LIST_OF_RECORDS = HOUSE / "types.py"  # all records in one file, and no logic: of any length

LOWEST = {"types", "errors"}
LOW = LOWEST | {"spans", "ids", "jsonl", "letters", "charset", "mojibake"}
STAGES = {"source", "document", "analysis", "story", "digest"}
MAY_IMPORT = {  # part of the house → parts it sees beside itself; "" is the package's own __init__ (the version)
    "types": set(), "errors": set(), "": set(), "progress": set(), "workers": set(),
    "spans": LOWEST, "ids": LOWEST, "jsonl": LOWEST, "letters": LOWEST,
    "mojibake": LOWEST | {"letters"}, "charset": LOWEST | {"mojibake", "letters"},
    "lang": LOW, "outlets": set(),
    **{stage: LOW | {"lang", ""} for stage in STAGES},
    "pipeline": LOW | {"lang"} | STAGES,
    "store": LOW, "net": LOW, "render": LOW,
    "app": LOW | {"lang", "pipeline", "store", "net", "workers", ""} | STAGES,
    "batch": LOW | {"lang", "pipeline", "store", "net", "app", "workers", ""} | STAGES,
    "edge": LOW | {"app"}, "decide": LOW | {"edge", "app", "render"},
    "cli": LOW | {"edge", "decide", "app", "render", "lang", "progress", "workers", ""},
    "web": LOW | {"app", "render", "lang", ""},
    "__main__": {"cli"},
}
# the only place a stage may see of another: a record of source that document, analysis and digest are handed
HANDED = {("document", "svodka.source.outlets"), ("analysis", "svodka.source.outlets"),
          ("digest", "svodka.source.outlets")}
HEAVY = {"alembic", "bs4", "cchardet", "jinja2", "lxml", "navec", "numpy", "platformdirs", "py3langid", "pyarrow",
         "pymorphy3", "pyspark", "rapidfuzz", "razdel", "readability", "rensa", "resiliparse", "rich", "slovnet",
         "sqlalchemy", "trafilatura", "uvicorn", "fastapi"}
# modules of our own that cannot do without a heavy library at their top: as heavy as it is, imported in functions alone
HEAVY_OWN = ("svodka.store.tables", "svodka.store.migrations", "svodka.story.window")


def part(path: Path) -> str:
    """The part of the house a module belongs to: its folder, or its name where it stands at the top."""
    inside = path.relative_to(HOUSE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem.replace("__init__", "")


def imported(tree: ast.AST, package: str) -> Iterator[tuple[str, int]]:
    """Names of modules imported anywhere in a module (`from a import b` as `a.b`), with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[:package.count(".") + 2 - node.level] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            yield from ((f"{base}.{alias.name}", node.lineno) for alias in node.names)


def wrong_directions(tree: ast.AST, here: str, package: str) -> list[str]:
    wrong = []
    for name, line in imported(tree, package):
        parts = name.split(".")
        if parts[0] != "svodka" or any(name.startswith(seen) for stage, seen in HANDED if stage == here):
            continue
        there = parts[1] if len(parts) > 1 and (HOUSE / parts[1]).exists() | (HOUSE / f"{parts[1]}.py").exists() else ""
        if there != here and there not in MAY_IMPORT[here]:
            wrong.append(f"line {line}: {here} imports {name}")
    return wrong


def foreign_letters(tree: ast.AST) -> list[str]:
    """String literals, docstrings among them, that hold a letter of another script than Latin."""
    return [f"line {node.lineno}: {node.value[:60]!r}" for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and any(map(is_foreign, node.value))]


def is_foreign(char: str) -> bool:
    return char.isalpha() and not char.isascii() and not unicodedata.name(char, "").startswith(
        ("LATIN", "FEMININE ORDINAL", "MASCULINE ORDINAL", "MICRO SIGN"))


def heavy_at_the_top(tree: ast.Module) -> list[str]:
    """Imports of heavy libraries that run when the module is imported (not in a function, not for typing alone)."""
    found, nodes = [], list(tree.body)
    while nodes:
        node = nodes.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) or is_typing_guard(node):
            continue
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            found += [f"line {line}: {name}" for name, line in imported(ast.Module([node], []), "")
                      if name.split(".")[0] in HEAVY or name.startswith(HEAVY_OWN)]
        nodes += ast.iter_child_nodes(node)
    return found


def is_typing_guard(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def long_functions(tree: ast.AST) -> list[str]:
    return [f"{node.name}: {node.end_lineno - node.lineno + 1} lines" for node in ast.walk(tree)
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno is not None
            and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION]


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def package_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).parent.parts)


def id_of(path: Path) -> str:
    return str(path.relative_to(HOUSE))


@pytest.mark.parametrize("path", MODULES, ids=id_of)
def test_a_module_sees_only_the_parts_below_it(path: Path) -> None:
    assert part(path) in MAY_IMPORT, "a new part of the house: say in MAY_IMPORT what it sees"
    assert wrong_directions(parsed(path), part(path), package_of(path)) == []


@pytest.mark.parametrize("path", MODULES, ids=id_of)
def test_modules_and_functions_are_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) < LONGEST_MODULE or path == LIST_OF_RECORDS
    assert long_functions(parsed(path)) == []


@pytest.mark.parametrize("path", [p for p in MODULES if part(p) not in ("lang", "outlets")], ids=id_of)
def test_no_letter_of_a_language_in_code(path: Path) -> None:
    assert foreign_letters(parsed(path)) == []
    assert [line for line in path.read_text("utf-8").splitlines() if any(map(is_foreign, line))] == []


@pytest.mark.parametrize("path", MODULES, ids=id_of)
def test_heavy_libraries_are_imported_when_they_are_needed(path: Path) -> None:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    assert name.startswith(HEAVY_OWN) or heavy_at_the_top(parsed(path)) == []


def test_no_cycle_between_modules() -> None:
    """Imports that run when a module is imported lead to no circle (checked by importing each alone)."""
    names = [".".join(p.relative_to(ROOT).with_suffix("").parts) for p in MODULES
             if p.name not in ("backend.py", "__main__.py") and "migrations" not in p.parts]
    code = ("import sys, importlib\n"
            "for name in sys.argv[1:]:\n"
            "    [sys.modules.pop(m) for m in list(sys.modules) if m.split('.')[0] == 'svodka']\n"
            "    importlib.import_module(name)\n")
    done = subprocess.run([sys.executable, "-c", code, *names], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("here", "code"), [
    ("types", "from svodka.spans import cut"),
    ("story", "from svodka.digest.claims import find"),
    ("story", "from svodka import digest"),
    ("analysis", "from ..digest import claims"),
    ("store", "import svodka.lang.pack"),
    ("render", "def f():\n    from svodka.app import read"),
    ("lang", "from svodka.source.outlets import load"),
    ("story", "from svodka.source.outlets import Outlets"),
])
def test_a_wrong_direction_is_seen(here: str, code: str) -> None:
    assert wrong_directions(ast.parse(code), here, f"svodka.{here}")


@pytest.mark.parametrize("code", [
    "from svodka.types import Span", "from svodka.lang.pack import Pack", "from .prints import make", "import json"])
def test_a_right_direction_is_let_pass(code: str) -> None:
    assert wrong_directions(ast.parse(code), "story", "svodka.story") == []


@pytest.mark.parametrize(("check", "code"), [
    (foreign_letters, '"""\u0441\u043b\u043e\u0432\u043e"""'),
    (foreign_letters, 'rule = r"[\u0430-\u044f]+"'),
    (heavy_at_the_top, "import numpy as np"),
    (heavy_at_the_top, "try:\n    from lxml import html\nexcept ImportError:\n    html = None"),
    (heavy_at_the_top, "class A:\n    import rich.table"),
    (heavy_at_the_top, "from svodka.store import tables"),
    (long_functions, "def f():\n" + "    pass\n" * 40),
])
def test_each_check_can_fail(check: object, code: str) -> None:
    assert callable(check) and check(ast.parse(code.encode().decode("unicode_escape") if "\\u" in code else code))


@pytest.mark.parametrize(("check", "code"), [
    (foreign_letters, r'marks = "\u00ab\u2014\u00bb\u2116 caf\u00e9"'),
    (heavy_at_the_top, "def f():\n    import numpy"),
    (heavy_at_the_top, "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from rich.table import Table"),
])
def test_no_check_is_too_strict(check: object, code: str) -> None:
    assert callable(check) and check(ast.parse(code)) == []
