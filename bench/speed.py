#!/usr/bin/env python3
"""Reports a second and peak memory of svodka's stages over a folder of texts, one process, one thread.

usage: speed.py [FOLDER] [--as-is]

FOLDER defaults to the 453 reports of ../shared/gold/entities/text. Each row is a process of its own: `analyse` reads
the texts, `group` and `tell` read what `analyse` wrote, so that the cost of each stage stands alone; `read` does all
and keeps it in a new store. Start-up (`svodka --help`) is told beside them.
"""
from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ONE = ("--jobs", "1")
SHARED = Path(os.environ.get("SVODKA_SHARED", HERE.parent.parent / "shared"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED / "gold" / "entities" / "text")
    parser.add_argument("--as-is", action="store_true")
    options = parser.parse_args()
    if not options.folder.is_dir():
        print(f"speed: passed over, no folder {options.folder}")
        return 0
    count = sum(1 for path in options.folder.rglob("*") if path.is_file() and path.suffix != ".toml")
    as_is = ["--as-is"] if options.as_is or SHARED in options.folder.resolve().parents else []
    with tempfile.TemporaryDirectory() as folder:
        return measure(options.folder, Path(folder), count, as_is)


def measure(texts: Path, folder: Path, count: int, as_is: Sequence[str]) -> int:
    lines = folder / "analysed.jsonl"
    rows = (
        ("start", ["--help"], None),
        ("analyse", ["analyse", "--quiet", *ONE, *as_is, "--format", "jsonl", str(texts)], lines),
        ("group", ["group", "--quiet", *ONE, "--format", "jsonl", str(lines)], None),
        ("tell", ["tell", "--quiet", *ONE, "--format", "jsonl", str(lines)], None),
        ("read", ["read", *ONE, *as_is, "--store", str(folder / "store.sqlite"), "--format", "json", str(texts)], None),
    )
    print(f"{count} reports of {texts}")
    worst = 0
    for name, arguments, out in rows:
        seconds, peak, code, said = run(arguments, out or folder / "out")
        rate = "" if name == "start" else f"{count / seconds:8.1f} reports/s"
        print(f"{name:8} {seconds:7.2f} s {peak:6.0f} MB {rate}", f" exit {code}: {said}" if code else "", flush=True)
        if code == 0 and name == "read":
            print(f"read says: {said}")
        worst = max(worst, code)
    return 1 if worst else 0


def run(arguments: Sequence[str], out: Path) -> tuple[float, float, int, str]:
    """Seconds, peak megabytes of the largest child so far, exit code, the last line of standard error."""
    alone = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    began = time.monotonic()
    with out.open("wb") as file:
        child = subprocess.Popen([Path(sys.executable).parent / "svodka", *arguments], stdout=file,
                                 stderr=subprocess.PIPE, env=alone)
        said = child.stderr.read().decode("utf-8", "replace").strip().splitlines() if child.stderr else []
        _, status, usage = os.wait4(child.pid, 0)
    return time.monotonic() - began, peak_megabytes(usage), os.waitstatus_to_exitcode(status), (said or [""])[-1]


def peak_megabytes(usage: resource.struct_rusage) -> float:
    """`ru_maxrss` is in bytes on macOS, in kilobytes elsewhere."""
    return usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    sys.exit(main())
