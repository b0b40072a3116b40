"""natasha and ours side by side: the table has every part of ours, the last line is the ratio."""
from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = ("Мост через Сойку открыли в полдень 14 марта, сообщил Антон Гуляев.\n"
        "По словам мэра, ремонт стоил 2 млн рублей.\n")


def run(bench: str, *arguments: object, path: str = "") -> list[str]:
    done = subprocess.run([sys.executable, ROOT / "bench" / bench, *map(str, arguments)], capture_output=True,
                          text=True, check=True, env={**os.environ, "PYTHONPATH": f"{path}:{ROOT}"})
    return done.stdout.splitlines()


@pytest.mark.parametrize("bench", ["engine.py", "analyse.py"])
def test_all_that_ours_does_is_told_and_the_last_line_is_the_ratio(bench: str, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(TEXT, "utf-8")
    said = run(bench, tmp_path)
    if "natasha cannot be imported" in said[-1]:
        pytest.skip(said[-1])
    assert said[0].startswith("2 reports") and re.fullmatch(r"ratio \d+\.\d\d", said[-1])
    cells = {row[:22].strip(): row[22:].split()[1] for row in said[2:-2]}
    later = ("second half of them", "seen before")
    parts = [float(cell) for name, cell in cells.items() if name not in later and cell != "-"]
    whole = parts.pop()
    assert 0.5 * whole < sum(parts) <= 1.01 * whole, cells
    needed = {"engine.py": {"tokens", "new words", "morphology", "syntax", "names"}, "analyse.py": {"parse", "times"}}
    assert all(float(cells[part]) > 0 for part in needed[bench])


def test_an_absent_folder_and_a_natasha_that_does_not_run_are_passed_over(tmp_path: Path) -> None:
    assert run("engine.py", tmp_path / "none")[-1].startswith("engine: passed over, no .txt")
    (tmp_path / "natasha.py").write_text("raise ImportError('no pkg_resources')")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert "natasha cannot be imported here: no pkg_resources" in run("analyse.py", tmp_path, path=str(tmp_path))[-1]
