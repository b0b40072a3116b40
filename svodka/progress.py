"""A bar on stderr while a run takes longer than a moment, only where a person is looking."""
from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0  # seconds before the bar is shown


@contextmanager
def bar(files: int, wanted: bool) -> Iterator[Callable[[str, bool], None]]:
    """Gives what is to be called with the key of each report that is read, and again when it is done: many are read
    before the first is done."""
    progress = Bar(files) if wanted and sys.stderr.isatty() else None
    try:
        yield progress.advance if progress else lambda key, done: None
    finally:
        if progress:
            progress.stop()


class Bar:
    def __init__(self, files: int) -> None:
        self.files = files
        self.seen: tuple[set[str], set[str]] = set(), set()  # files: read, done
        self.reports = [0, 0]
        self.begun = monotonic()
        self.progress: Progress | None = None

    def advance(self, key: str, done: bool) -> None:
        self.seen[done].add(key.rpartition("#")[0] or key)
        self.reports[done] += 1
        if self.progress is None and monotonic() - self.begun > PATIENCE:
            self.start()
        if self.progress is not None:
            self.progress.update(self.progress.task_ids[0], completed=sum(map(len, self.seen)), description=self.told())

    def told(self) -> str:
        return f"{len(self.seen[False])} of {self.files} files, {self.reports[0]} reports read, {self.reports[1]} done"

    def start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        self.progress = Progress(
            BarColumn(), TextColumn("{task.description}"),
            TimeElapsedColumn(), console=Console(stderr=True), transient=True)
        self.progress.add_task(self.told(), total=2 * self.files)
        self.progress.start()

    def stop(self) -> None:
        if self.progress is not None:
            self.progress.stop()
