"""Writes toy/phrases.toml: the English interface with its letters moved, braces and keys kept.

    python tests/packs/toy_phrases.py      after svodka/lang/en/phrases.toml has got or lost a string
"""
from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
ENGLISH = HERE.parent.parent / "svodka" / "lang" / "en" / "phrases.toml"
MOVED = str.maketrans("aeiouytsnrlhc", "oiaeuytsmlrkg")
KEPT = re.compile(r"(\{[^}]*\}|%|\b[A-Z]{3}\b)")


def moved(found: re.Match[str]) -> str:
    parts = KEPT.split(found[1])
    return '"' + "".join(part if i % 2 else part.translate(MOVED) for i, part in enumerate(parts)) + '"'


def line(text: str) -> str:
    key, sign, value = text.partition("=")
    return text if not sign or key.strip() == "rule" else key + sign + re.sub(r'"([^"]*)"', moved, value)


if __name__ == "__main__":
    lines = [text for text in ENGLISH.read_text("utf-8").splitlines() if not text.startswith("#")]
    head = "# The interface in Nalan: made of the English one by toy_phrases.py.\n"
    (HERE / "toy" / "phrases.toml").write_text(head + "\n".join(map(line, lines)) + "\n", "utf-8")
