"""The gate's own arithmetic: it must refuse a figure that is lower or missing, and a floor must never fall."""
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"


@pytest.fixture(scope="module")
def gate():
    spec = importlib.util.spec_from_file_location("svodka_bench_gate", BENCH / "gate.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_a_lower_or_missing_figure_fails(gate, capsys):
    floors = {"stories: B-cubed F1": .80, "stories: copies F1": .85, "flat: token F1": .70}
    figures = {"stories: B-cubed F1": .799, "stories: copies F1": .85}
    assert gate.compare(figures, floors) == ["flat: token F1", "stories: B-cubed F1"]
    assert "BELOW" in capsys.readouterr().out


def test_a_floor_only_rises(gate):
    floors = gate.raised({"a": .90, "b": .50, "new": .70}, {"a": .80, "b": .60, "gone": .40})
    assert floors == {"a": .898, "b": .60, "gone": .40, "new": .698}


def test_every_measure_reads_a_scorers_line(gate):
    said = ("attributions: 10 gold, 9 predicted\nfound          P 0.910 R 0.920 F1 0.930\n"
            "content        P 0.1 R 0.2 F1 0.940\n"
            "of the paired: source 0.950  speaker 0.960  stance 0.970  kind 0.980  via 0.990 (4)\n"
            "who-said-what  P 0.8 R 0.8 F1 0.810\n")
    assert list(gate.read_figures("attributions", said).values()) == [.93, .94, .95, .96, .97, .98, .99, .81]
    said = ("times 78:   found F1 0.9  value 0.9  right F1 0.810\n"
            "figures 50: found F1 0.9  value 0.9  right F1 0.820  unit 0.830  of 0.840  approx 0.850\n")
    assert list(gate.read_figures("times_figures", said).values()) == [.81, .82, .83, .84, .85]


def test_floors_are_of_known_measures(gate):
    floors = json.loads((BENCH / "floors.json").read_text("utf-8"))
    assert floors.keys() <= {f"{m.run}: {m.name}" for m in gate.MEASURES}
    assert all(0 < floor < 1 for floor in floors.values())


@pytest.mark.parametrize("script", ["gate.py", "seeds.py", "speed.py"])
def test_passes_over_where_there_is_no_gold(script, tmp_path):
    done = subprocess.run([sys.executable, BENCH / script], env={"SVODKA_SHARED": str(tmp_path / "none")},
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "passed over" in done.stdout
