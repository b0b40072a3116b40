"""The benches of stories run to their last lines."""
from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[2] / "bench"


def last_line(*command: str | Path, **environment: str) -> str:
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False,
                          env={**os.environ, **environment})
    return (done.stdout.splitlines() or [done.stderr])[-1]


def test_the_cost_of_placing_is_told() -> None:
    told = last_line(BENCH / "stories.py", "--held", "30,60", "--window", "40", "--placed", "5")
    assert re.fullmatch(r"ratio [\d.]+, 1.5 allowed; \d+ reports/s, 100 asked; window -?\d+ MB, 1500 allowed", told)


def test_orders_of_arrival_need_the_gold() -> None:
    assert last_line(BENCH / "arrival.py", SVODKA_SHARED="/nowhere") == "arrival: passed over, no gold at /nowhere"
