"""The digest of examples/ as it was read by a person before it was pinned.

    python tests/stories/golden.py     pins it anew: read the difference aloud before you commit it
"""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from svodka.cli import app

HERE = Path(__file__).parent
PINNED = HERE / "example.md"
EXAMPLES = HERE.parent.parent / "examples"


def tell(store: Path) -> str:
    words = ["read", str(EXAMPLES), "--store", str(store), "--format", "markdown", "--lang", "ru", "--quiet"]
    result = CliRunner().invoke(app, [*words, "--now", "2031-03-17T20:00"])
    assert result.exit_code == 0, result.output
    return result.stdout


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        PINNED.write_text(tell(Path(folder) / "store.sqlite"), "utf-8")
