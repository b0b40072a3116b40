"""Digests as one JSON array of records, nothing left out."""
from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from svodka.jsonl import builtins
from svodka.types import Digest


def render(digests: Sequence[Digest], phrases: Mapping[str, Any]) -> str:
    return json.dumps([builtins(digest) for digest in digests], ensure_ascii=False, indent=1) + "\n"
