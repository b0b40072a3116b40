"""The labels of natasha's models (morphology, syntax, names), computed some eight times as fast (docs/engine.md).

    text → pieces.Cutter (tokens, sentences) → types.Types (first-layer products of each word) → networks → Columns

`weights` reads the models that lie in the natasha wheel; slovnet, razdel and navec stay the reference that the tests
compare with. Only the pack's `backend.py` knows of this package.
"""
from svodka.lang.ru.engine import vectors
from svodka.lang.ru.engine.engine import Columns, Engine

__all__ = ["Columns", "Engine", "vectors"]
