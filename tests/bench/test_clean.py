from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[2] / "bench" / "clean.py"


def run(folder: Path) -> str:
    return subprocess.run([sys.executable, BENCH, folder], capture_output=True, text=True, check=True,
                          env={**os.environ, "PYTHONPATH": str(BENCH.parent.parent)}).stdout


def test_an_absent_folder_is_passed_over(tmp_path: Path) -> None:
    assert "passed over" in run(tmp_path / "none")


def test_pages_are_counted(tmp_path: Path) -> None:
    (tmp_path / "flat").mkdir()
    (tmp_path / "flat" / "a.txt").write_text("Мост открыт в полдень, сообщил глава района.\n", "utf-8")
    assert "pages/s" in run(tmp_path)
