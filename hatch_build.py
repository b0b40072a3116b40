"""Compiles the engine's inner loops (docs/engine.md) into one shared library beside their sources, where a C compiler
is at hand. Where none is, or it fails, svodka is installed without: it does the same by numpy, slower, and says so."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any
from zlib import crc32

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ENGINE = Path("svodka/lang/ru/engine")
MADE = ENGINE / "_kernels.so"
COMPILERS = ("cc", "gcc", "clang")
FLAGS = ("-O3", "-std=gnu11", "-fPIC", "-shared")


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        told = compiled(Path(self.root))
        if told:
            self.app.display_warning(f"svodka: no compiled part: {told}")
            return
        build_data["artifacts"].append(str(MADE))
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{sysconfig.get_platform().replace('-', '_').replace('.', '_')}"


def compiled(root: Path) -> str:
    """Why there is no compiled part; empty if there is."""
    compiler = os.environ.get("CC") or next(filter(shutil.which, COMPILERS), "")
    if sys.platform == "win32" or not compiler:
        return "no C compiler found"
    new = root / MADE.with_suffix(".so.new")
    sources = sorted((root / ENGINE).glob("*.c"))
    stamp = f"-DMADE_OF={crc32(b''.join(source.read_bytes() for source in sources))}u"
    try:
        made = subprocess.run([*compiler.split(), *FLAGS, stamp, "-o", str(new), *map(str, sources)],
                              capture_output=True, text=True)
    except OSError as error:
        return str(error)
    if made.returncode:
        return made.stderr.strip().splitlines()[-1] if made.stderr.strip() else f"{compiler} failed"
    new.replace(root / MADE)
    return ""
