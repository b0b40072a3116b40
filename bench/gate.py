#!/usr/bin/env python3
"""The quality gate: svodka's own commands on the gold, the gold's scorers, and floors that only rise.

usage: gate.py [--raise] [--keep FOLDER]

Each run below writes JSON lines with the installed `svodka`; each measure is a figure of a scorer's output. A figure
below its floor in floors.json fails. `--raise` writes higher floors where the figures allow (never lower ones).
`--keep` leaves the JSON lines in FOLDER. Passes, and says so, where ../shared is absent.
"""
from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("SVODKA_SHARED", HERE.parent.parent / "shared"))
FLOORS = HERE / "floors.json"
SLACK = 0.002  # of a figure that a new floor leaves, for the last digit of another machine's arithmetic
NUMBER = r"([\d.]+)"


@dataclass(frozen=True)
class Run:
    """A command of svodka over inputs of the gold, then a scorer over its lines."""

    name: str
    command: tuple[str, ...]
    inputs: str
    scorer: str
    gold: str


@dataclass(frozen=True)
class Measure:
    run: str
    name: str
    pattern: str


RUNS = (
    Run("attributions", ("analyse", "--as-is"), "attributions/text", "score_attributions.py", "attributions"),
    Run("times_figures", ("analyse", "--as-is"), "times_figures/text", "score_times_figures.py", "times_figures"),
    Run("entities", ("analyse", "--as-is"), "entities/text", "score_entities.py", "entities/tsv"),
    Run("stories", ("group",), "@entities", "score_stories.py", "stories.tsv"),
    Run("accounts", ("tell", "--as-is"), "accounts/text", "score_accounts.py", "accounts"),
    Run("flat", ("clean",), "pages/flat", "score_clean.py", "pages/reference"),
    Run("html", ("clean",), "pages/html", "score_clean.py", "pages/reference"),
)

MEASURES = (
    Measure("attributions", "found F1", rf"found .*F1 {NUMBER}"),
    Measure("attributions", "content F1", rf"content .*F1 {NUMBER}"),
    Measure("attributions", "source", rf"source {NUMBER}"),
    Measure("attributions", "speaker", rf"speaker {NUMBER}"),
    Measure("attributions", "stance", rf"stance {NUMBER}"),
    Measure("attributions", "kind", rf"kind {NUMBER}"),
    Measure("attributions", "via", rf"via {NUMBER}"),
    Measure("attributions", "who-said-what F1", rf"who-said-what .*F1 {NUMBER}"),
    Measure("times_figures", "times right F1", rf"times .*right F1 {NUMBER}"),
    Measure("times_figures", "figures right F1", rf"figures .*right F1 {NUMBER}"),
    Measure("times_figures", "unit", rf"unit {NUMBER}"),
    Measure("times_figures", "counted noun", rf" of {NUMBER}  approx"),
    Measure("times_figures", "approx", rf"approx {NUMBER}"),
    Measure("entities", "mentions F1", rf"all .*F1 {NUMBER}"),
    Measure("entities", "linking F1", rf"linking .*F1 {NUMBER}"),
    Measure("stories", "B-cubed F1", rf"B-cubed .*F1 {NUMBER}"),
    Measure("stories", "copies F1", rf"copies .*F1 {NUMBER}"),
    Measure("accounts", "claims F1", rf"claims .*F1 {NUMBER}"),
    Measure("accounts", "readings F1", rf"readings .*F1 {NUMBER}"),
    Measure("flat", "token F1", rf"F1 mean {NUMBER}"),
    Measure("html", "token F1", rf"F1 mean {NUMBER}"),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="higher", action="store_true")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    if not (SHARED / "gold").is_dir():
        print(f"gate: passed over, no gold at {SHARED}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        kept = options.keep or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        figures = {key: value for run in RUNS for key, value in measured(run, kept).items()}
    floors: dict[str, float] = json.loads(FLOORS.read_text("utf-8"))
    failed = compare(figures, floors)
    if options.higher:
        FLOORS.write_text(json.dumps(raised(figures, floors), indent=1) + "\n", "utf-8")
        print(f"gate: floors written to {FLOORS}")
    print("gate: FAILED: " + ", ".join(failed) if failed else "gate: passed")
    return 1 if failed else 0


def measured(run: Run, folder: Path) -> dict[str, float]:
    """The figures of one run, none if the command or the scorer fails (told on stderr)."""
    began = time.monotonic()
    out = folder / f"{run.name}.jsonl"
    source = folder / f"{run.inputs[1:]}.jsonl" if run.inputs.startswith("@") else SHARED / "gold" / run.inputs
    error = call([svodka(), *run.command, "--quiet", "--format", "jsonl", str(source)], out)
    if error:
        print(f"gate: svodka {run.command[0]} on {run.inputs}: {error}", file=sys.stderr)
        return {}
    scorer, scored = SHARED / "bench" / run.scorer, folder / f"{run.name}.score"
    error = call([sys.executable, str(scorer), str(SHARED / "gold" / run.gold), str(out)], scored)
    if error:
        print(f"gate: {run.scorer} on {run.name}: {error}", file=sys.stderr)
        return {}
    print(f"gate: {run.name} in {time.monotonic() - began:.0f} s", flush=True)
    return read_figures(run.name, scored.read_text("utf-8"))


def svodka() -> str:
    return str(Path(sys.executable).parent / "svodka")


def call(command: list[str], out: Path) -> str:
    """Standard output to `out`; the end of standard error if the command fails."""
    alone = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with out.open("wb") as file:
        done = subprocess.run(command, stdout=file, stderr=subprocess.PIPE, env={**os.environ, **alone}, check=False)
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return "" if done.returncode == 0 else (said or [f"exit code {done.returncode}"])[-1]


def read_figures(run: str, text: str) -> dict[str, float]:
    """The figures of the run's measures that the scorer printed."""
    found = ((m, re.search(m.pattern, text)) for m in MEASURES if m.run == run)
    return {f"{m.run}: {m.name}": float(hit[1]) for m, hit in found if hit}


def compare(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Print figure beside floor; the names of those below it, a figure that is missing among them."""
    failed = [name for name, floor in floors.items() if figures.get(name, -1.0) < floor]
    for name in sorted({*figures, *floors}):
        floor, figure = floors.get(name), figures.get(name)
        print(f"{'BELOW' if name in failed else 'ok':5}  {name:34} {shown(figure)}  floor {shown(floor)}")
    return sorted(failed)


def shown(number: float | None) -> str:
    return f"{number:.3f}" if number is not None else "  -  "


def raised(figures: Mapping[str, float], floors: Mapping[str, float]) -> dict[str, float]:
    """Floors after `--raise`: the higher of the old one and the figure less SLACK."""
    higher = {name: round(figure - SLACK, 3) for name, figure in figures.items()}
    return {name: max(floors.get(name, 0.0), higher.get(name, 0.0)) for name in sorted({*floors, *figures})}


if __name__ == "__main__":
    sys.exit(main())
