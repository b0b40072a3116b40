"""What became of each report, for the last line of a run."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from svodka.types import Outcome

WORDS = {"new": "new", "known": "known", "version": "new version of a known url", "renewed": "analysed anew"}


class Tally:
    """Grows as a run goes, so that an interrupted one can still say what it did."""

    def __init__(self) -> None:
        self.done: Counter[str] = Counter()
        self.failures: list[Outcome] = []
        self.notes: list[str] = []
        self.cleaned_anew = 0  # reports held that lost what is known by now to recur

    def add(self, outcome: Outcome, what: str = "read") -> None:
        if outcome.failure is not None:
            self.failures.append(outcome)
        else:
            self.done[what] += 1

    @property
    def reports(self) -> int:
        return self.done.total()

    def line(self) -> str:
        """`read 13 reports: 12 new, 1 known; 3 cleaned anew; 2 failed`."""
        kinds = ", ".join(f"{self.done[what]} {word}" for what, word in WORDS.items() if self.done[what])
        read = f"read {self.reports} {'report' if self.reports == 1 else 'reports'}" + (f": {kinds}" if kinds else "")
        more = {"cleaned anew": self.cleaned_anew, "failed": len(self.failures)}
        return "; ".join([read, *(f"{number} {what}" for what, number in more.items() if number)])

    def told(self) -> Iterator[str]:
        """A line for each failure and note."""
        for outcome in self.failures:
            if outcome.failure is not None:
                yield outcome.failure.message
        yield from self.notes
