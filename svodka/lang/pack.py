"""A language pack: a folder of data files and, if the language can be analysed, a `backend.py`.

pack.toml      code, name, version, provides (stages: clean analyse interface)
*.tsv          tables: a header line, tab-separated cells, `#` comments; a column `why` beside the datum
*.txt          lists: one entry a line, `#` comments
phrases.toml   the strings of the interface
backend.py     `load() -> Backend`; the only code of a pack, and the only place that imports heavy libraries
"""

from __future__ import annotations

import gc
import importlib.util
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from svodka.errors import PackError
from svodka.types import Parse, Span, Token

HERE = Path(__file__).parent
STAGES = ("clean", "analyse", "interface")
Row = Mapping[str, str]


class Backend(Protocol):
    """What the code of a pack answers. All methods are pure; models are loaded by the pack's `load()`."""

    def parse(self, text: str, paragraphs: Sequence[Span]) -> Parse:
        """Tokens, sentences and names of these paragraphs; spans count characters of `text`, heads are indices into
        the returned tokens, no sentence crosses a paragraph."""
        ...

    def nominative(self, text: str, tokens: Sequence[Token], first: int, last: int, head: int) -> str:
        """The phrase of tokens `first` to `last` (exclusive) of one parse with its head, and what agrees with the head,
        put in the nominative; number kept."""
        ...

    def person(self, text: str, tokens: Sequence[Token], gender: str = "") -> str:
        """The name of one person in the nominative, spaced as the text has it; `gender` (of the tags) where the report
        tells it."""
        ...

    def lemmas(self, words: Sequence[str]) -> tuple[str, ...]:
        """The lemma of each word out of context, lower-case."""
        ...


class Pack:
    """A folder, read lazily and once. Raises PackError naming the file and line that is malformed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.meta = self.toml("pack.toml")
        for key in ("code", "name", "version", "provides"):
            if key not in self.meta:
                raise PackError(str(folder / "pack.toml"), f"no key '{key}'")
        self.code: str = self.meta["code"]
        self.name: str = self.meta["name"]
        self.version: str = self.meta["version"]
        self.provides: tuple[str, ...] = tuple(self.meta["provides"])
        self._cache: dict[str, Any] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """To another process goes the folder, not what was read of it."""
        return Pack, (self.folder,)

    def toml(self, name: str) -> dict[str, Any]:
        try:
            return tomllib.loads((self.folder / name).read_text("utf-8"))
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise PackError(str(self.folder / name), str(error)) from error

    def table(self, name: str) -> tuple[Row, ...]:
        """The rows of a `.tsv` as mappings from column to cell; empty if the pack has no such table."""
        rows: tuple[Row, ...] = self._once(name, lambda: tuple(parse_table(self.folder / name)))
        return rows

    def words(self, name: str) -> tuple[str, ...]:
        """The entries of a `.txt`, in the file's order; empty if the pack has no such list."""
        words: tuple[str, ...] = self._once(name, lambda: tuple(line for _, line in _data_lines(self.folder / name)))
        return words

    def lacks(self) -> list[str]:
        """What would make it faster and is not here: modules, and files of the folder that an installation compiles."""
        return [name for part, name in self.meta.get("faster", {}).items()
                if not ((self.folder / part).exists() if "/" in part else importlib.util.find_spec(part))]

    @cached_property
    def phrases(self) -> dict[str, Any]:
        return self.toml("phrases.toml")

    @cached_property
    def backend(self) -> Backend:
        path = self.folder / "backend.py"
        spec = importlib.util.spec_from_file_location(f"svodka_pack_{self.code}", path)
        if spec is None or spec.loader is None or not path.exists():
            raise PackError(str(path), "the pack has no backend")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        loaded: Backend = module.load()
        gc.freeze()  # its tables last as long as the process: the collector need not look at them again and again
        gc.set_threshold(10_000)  # records are made by the thousand and hold no circles
        return loaded

    def _once(self, name: str, make: Any) -> Any:
        if name not in self._cache:
            self._cache[name] = make() if (self.folder / name).exists() else ()
        return self._cache[name]


def _data_lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def parse_table(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a table; missing cells at the end of a line are empty, too many raise PackError."""
    rows = _data_lines(path)
    _, head = next(rows, (0, ""))
    columns = [cell.strip() for cell in head.split("\t")]
    for number, line in rows:
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > len(columns):
            raise PackError(f"{path}:{number}", f"{len(cells)} cells under {len(columns)} columns")
        yield dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))


def load(folder: Path) -> Pack:
    """Raises PackError if the folder is no pack."""
    if not (folder / "pack.toml").exists():
        raise PackError(str(folder), "no pack.toml")
    return Pack(folder)


def find(*more: Path) -> dict[str, Pack]:
    """All packs that ship with svodka and those in the given folders, by code, in order of code."""
    folders = sorted(p.parent for root in (HERE, *more) for p in root.glob("*/pack.toml"))
    packs = [load(folder) for folder in folders]
    return {pack.code: pack for pack in sorted(packs, key=lambda pack: pack.code)}
