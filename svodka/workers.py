"""A map over processes that keeps the order, holds few items at a time and outlives its workers. It knows nothing of
what it maps.

    items ─┬─ a few in all: worked on here
           └─ more: the first one here, so that what it loads is there for all ── tasks ──> workers ──> results in order
                  a worker died: each item that was in flight alone in a process of its own, at last `lost(item)` ──┘

Each kind of work has workers of its own, so that none holds what another kind of work has loaded.
"""
from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from threading import Thread
from typing import Any

FEW = 8  # items that are not worth starting processes for
TOGETHER = 4  # items of a task: to send one costs as much as half a millisecond of work
AHEAD = 3  # tasks in flight for each worker
STRIKES = 3  # deaths in whose presence an item was, before it is given up
START = "fork" if sys.platform == "linux" else None  # workers share what is loaded; elsewhere each loads its own
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")  # threads of numpy's own only disturb each other
QUOTA = Path("/sys/fs/cgroup/cpu.max")

Work = Callable[[Any], Any]
Task = tuple[Sequence[Any], "Future[list[Any]]"]
own: Work = NotImplemented  # what this process, a worker, does


@dataclass(frozen=True)
class Batched:
    """Work with something done for several items before each of them."""

    work: Work
    ahead: Callable[[Sequence[Any]], object]

    def __call__(self, item: Any) -> Any:
        return self.work(item)


class Workers:
    """To be made before numpy is imported, and closed by `with`. What is given to one `map` may be made by another."""

    def __init__(self, jobs: int, lost: Work, start: str | None = START) -> None:
        for name in ONE_THREAD:
            os.environ.setdefault(name, "1")
        self.jobs, self.lost = jobs, lost
        self.context = multiprocessing.get_context(start)
        self.shares = self.context.get_start_method() == "fork"  # whether a worker has what its parent has
        self.pools: dict[Work, ProcessPoolExecutor] = {}

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def map(self, work: Work, items: Iterable[Any], together: int = TOGETHER, load: Callable[[], object] = object,
            meanwhile: Callable[[], object] = object) -> Iterator[Any]:
        """As the builtin. A function that was given before is known by its identity. `load` loads, for all workers,
        what they may come to need; `meanwhile` is done here, again and again, where they have enough to do."""
        items = iter(items)
        first = list(islice(items, FEW + 1)) if self.jobs > 1 else []
        if len(first) <= FEW:
            return here(work, chain(first, items), together)
        return self.spread(work, chain(first, items), together, load, meanwhile)

    def spread(self, work: Work, items: Iterator[Any], together: int, load: Callable[[], object],
               meanwhile: Callable[[], object]) -> Iterator[Any]:
        if work not in self.pools:
            if self.shares:
                load()
            yield from here(work, islice(items, 1), 1)  # and what else it loads at first
        if not self.can_start(work):
            yield from here(work, items, together)
        tasks = deque[Task]()
        while some := list(islice(items, together)):
            tasks.append((some, sent(self.pool(work), some)))
            if len(tasks) > AHEAD * self.jobs:
                meanwhile()
            while tasks and (len(tasks) > AHEAD * self.jobs or tasks[0][1].done()):
                yield from self.taken(work, tasks)
        while tasks:
            yield from self.taken(work, tasks)

    def can_start(self, work: Work) -> bool:
        """Some places (a small container, a phone) have no processes to give."""
        try:
            self.pool(work)
        except (ImportError, NotImplementedError, OSError):
            self.jobs = 1
        return self.jobs > 1

    def pool(self, work: Work) -> ProcessPoolExecutor:
        if work not in self.pools:
            self.pools[work] = self.started(work, self.jobs)
        return self.pools[work]

    def started(self, work: Work, jobs: int) -> ProcessPoolExecutor:
        pool = ProcessPoolExecutor(jobs, self.context, begin, (work,))
        gc.freeze()  # else the workers' collectors would write to every object, and each have a copy of its own
        with undisturbed():
            pool.submit(int)
        return pool

    def stop(self) -> None:
        while self.pools:
            self.pools.popitem()[1].shutdown(cancel_futures=True)

    def taken(self, work: Work, tasks: deque[Task]) -> Iterable[Any]:
        """The results of the first task; one that raised is done again here, where it raises in its place."""
        if died(tasks[0][1]):
            self.mend(work, tasks)
        items, future = tasks.popleft()
        return map(work, items) if future.exception() else future.result()

    def mend(self, work: Work, tasks: deque[Task]) -> None:
        """After a death: whatever was in flight with it is done, before there is a new pool."""
        if broken := self.pools.pop(work, None):
            broken.shutdown()
        for items, future in [tasks.popleft() for _ in range(len(tasks))]:
            tasks.extend([([item], self.alone(work, item)) for item in items] if died(future) else [(items, future)])

    def alone(self, work: Work, item: Any) -> Future[list[Any]]:
        """In a process of its own, so that no other item is to blame for its death."""
        for _ in range(STRIKES - 1):
            with self.started(work, 1) as pool:
                future = sent(pool, [item])
            if not died(future):
                return future
        given_up: Future[list[Any]] = Future()
        given_up.set_result([self.lost(item)])
        return given_up


def here(work: Work, items: Iterable[Any], together: int) -> Iterator[Any]:
    """In this process."""
    items = iter(items)
    while some := list(islice(items, together)):
        if isinstance(work, Batched):
            work.ahead(some)
        yield from map(work, some)


def sent(pool: ProcessPoolExecutor, items: Sequence[Any]) -> Future[list[Any]]:
    try:
        with undisturbed():
            return pool.submit(done, items)
    except BrokenProcessPool as error:  # as those find that were sent before
        future: Future[list[Any]] = Future()
        future.set_exception(error)
        return future


def died(future: Future[Any]) -> bool:
    return isinstance(future.exception(), BrokenProcessPool)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Workers start with Ctrl-C kept from them: it is for their parent, which gets it a moment later."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# in a worker


def begin(work: Work) -> None:
    global own
    own = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=follow, daemon=True).start()


def follow() -> None:
    """A worker does not outlive its parent, however that ends."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def done(items: Sequence[Any]) -> list[Any]:
    return list(here(own, items, len(items)))


def cores(quota: Path = QUOTA) -> int:
    """Those that this process may use, by its affinity and by its container."""
    allowed = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    try:
        share, period = map(int, quota.read_text().split())
    except (OSError, ValueError):  # no such container, or `max`
        return allowed
    return max(1, min(allowed, share // period))
