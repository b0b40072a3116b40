"""Ids that are the same for the same input on every machine."""

from __future__ import annotations

import hashlib


def digest(*parts: str, size: int = 8) -> str:
    """`size` bytes of BLAKE2b over the parts, as hexadecimal digits."""
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=size).hexdigest()


def document_id(url: str, outlet: str, text: str) -> str:
    """A changed text under the same url is another document: a version."""
    return digest(url, outlet, text)


def hash64(text: str) -> int:
    """A stable hash of a word or shingle, 0 to 2**64 - 1 (Python's own is salted)."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
