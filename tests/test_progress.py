"""The bar: only where a person is looking, only after a moment, and gone at the end."""
from __future__ import annotations

import io

import pytest

from svodka import progress


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch):
    """What a run of three reports prints. The stream is put in place in the test itself: pytest has its own before."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)

    def run(patience: float, stream: io.StringIO, wanted: bool = True, done: int = 3) -> str:
        monkeypatch.setattr(progress, "PATIENCE", patience)
        with monkeypatch.context() as patch:
            patch.setattr("sys.stderr", stream)
            with progress.bar(2, wanted) as advance:
                for key in ("export.jsonl#1", "export.jsonl#2", "a.txt"):
                    advance(key, False)
                for key in ("export.jsonl#1", "export.jsonl#2", "a.txt")[:done]:
                    advance(key, True)
        return stream.getvalue()

    return run


def test_counts_files_and_reports_on_a_terminal(shown) -> None:
    assert "2 of 2 files, 3 reports read, 3 done" in shown(-1.0, Screen())


def test_moves_while_reports_are_read_of_which_none_is_done(shown) -> None:
    told = shown(-1.0, Screen(), done=0)
    assert "1 of 2 files, 1 reports read, 0 done" in told and "2 of 2 files, 3 reports read, 0 done" in told


def test_a_short_run_shows_nothing(shown) -> None:
    assert shown(60.0, Screen()) == ""


def test_nothing_where_it_is_not_wanted(shown) -> None:
    assert shown(-1.0, Screen(), wanted=False) == ""


def test_nothing_where_nobody_is_looking(shown) -> None:
    assert shown(-1.0, io.StringIO()) == ""
