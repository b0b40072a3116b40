"""The loops of `plain.py` in C (kernels.c), under the same names, by ctypes over the arrays of numpy."""
from __future__ import annotations

import ctypes
import os
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

PATH = Path(__file__).with_name("_kernels.so")
STAMP = "made_of"  # what it tells of its sources
OFF = "SVODKA_NUMPY"  # where it is set, the compiled part is left aside


@cache
def library() -> Any:
    """None where it was not built (hatch_build.py), is for another machine, of other sources than those that stand
    beside it, or left aside."""
    sources = b"".join(path.read_bytes() for path in sorted(PATH.parent.glob("*.c")))
    try:
        held = ctypes.CDLL(str(PATH))
        fits = not sources or ctypes.c_uint32.in_dll(held, STAMP).value == crc32(sources)
    except (OSError, ValueError):  # there is none, or it has no stamp
        return None
    return held if fits and not os.environ.get(OFF) else None


def sums(taps: Any, types: Any) -> Any:
    import numpy as np

    found = np.empty((len(types), taps[0].shape[1]), np.float32)
    call("sums", *taps, types, *found.shape, found)
    return found


def product(rows: Any, matrix: Any) -> Any:
    import numpy as np

    found = np.empty((len(rows), len(matrix.bias)), np.float32)
    call("product", rows, len(rows), rows.strides[0] // 4, rows.shape[1], matrix.tiles, matrix.start, found.shape[1],
         found)
    return found


def convolution(product: Any, layer: Any, types: Any) -> Any:
    import numpy as np

    found = np.empty((len(types), len(layer.left)), np.float32)
    call("convolution", product, *found.shape, layer.left, layer.right, types, found)
    return found


def best_heads(dependents: Any, heads: Any, seps: Any, tie: float) -> Any:
    import numpy as np

    found = np.zeros(len(heads), np.int64)
    call("best_heads", dependents, heads, heads.strides[0] // 4, heads.shape[1], seps, len(seps), ctypes.c_float(tie),
         found)
    return found


def relations(products: Any, of: Any, dependents: Any) -> Any:
    import numpy as np

    found, (rows, wide) = np.empty(len(dependents), np.int64), dependents.shape
    call("relations", products, of, dependents, dependents.strides[0] // 4, rows, wide, products.shape[1] // wide,
         found)
    return found


def path(emissions: Any, transitions: Any, seps: Any) -> Any:
    import numpy as np

    found, back = np.zeros(len(emissions), np.int64), np.empty(emissions.shape, np.int64)
    call("path", emissions, transitions, seps, len(seps), emissions.shape[1], back, found)
    return found


def call(name: str, *given: Any) -> None:
    """Arrays go as pointers to their first number, numbers as 64 bits."""
    getattr(library(), name)(*(each if isinstance(each, ctypes.c_float) else ctypes.c_int64(each)
                               if isinstance(each, int) else ctypes.c_void_p(each.ctypes.data) for each in given))
