"""The bench of memory reads what it is asked to and tells what the process holds."""
from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[2] / "bench" / "memory.py"


def test_it_runs_to_its_last_line() -> None:
    done = subprocess.run([sys.executable, BENCH, "--reports", "3"], capture_output=True, text=True, check=False)
    told = r"memory \d+ MB, 450 allowed; (flat|still growing)|memory: passed over, .*"
    assert re.fullmatch(told, done.stdout.splitlines()[-1]), done.stderr
