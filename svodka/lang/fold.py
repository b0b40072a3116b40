"""How words are compared whatever the language: in lower case, with letters that print may leave undotted undotted."""

from __future__ import annotations


def fold(word: str) -> str:
    """Lower case with ё as е."""
    return word.lower().replace("ё", "е")
