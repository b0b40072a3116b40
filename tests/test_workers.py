"""The map over processes: order, back-pressure, deaths of workers, and that none is left behind."""
from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest

from svodka import workers
from svodka.lang import pack
from svodka.workers import AHEAD, FEW, STRIKES, TOGETHER, Batched, Workers, cores

HERE = os.getpid()


def given_up(item: int) -> str:
    return f"{item} is lost"


def slower_first(item: int) -> int:
    """Of two tasks the earlier ends later."""
    time.sleep(0.02 * (item % (2 * TOGETHER) < TOGETHER))
    return item * item


def where(item: int) -> int:
    return os.getpid()


def fragile(item: int, deadly: int, deaths: int, folder: Path) -> int:
    """Kills the process it is in on one item, the first times it is tried."""
    tries = len(list(folder.iterdir()))
    if item == deadly and os.getpid() != HERE and tries < deaths:
        (folder / str(tries)).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return item


seen: list[int] = []


def after(item: int) -> tuple[int, int]:
    """The item, and how many were made known before it, itself among them."""
    return item, seen.index(item) + 1 - len(seen)


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_may_be_told_of_several_items_before_each(jobs: int) -> None:
    seen.clear()
    with Workers(jobs, given_up) as some:
        found = list(some.map(Batched(after, seen.extend), range(1, 30)))
    assert [item for item, _ in found] == list(range(1, 30))
    assert {back for _, back in found} >= {0, -1, 1 - TOGETHER}


def broken(item: int) -> int:
    return 1 // (item - 20)


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    with Workers(jobs, given_up) as some:
        assert list(some.map(slower_first, range(30))) == [n * n for n in range(30)]
        assert list(some.map(abs, range(-20, 0))) == list(range(20, 0, -1)), "another function"


def test_where_processes_do_not_fork_they_are_given_what_to_do() -> None:
    with Workers(2, given_up, "spawn") as some:
        assert list(some.map(partial(pow, exp=2), range(30))) == [n * n for n in range(30)]
        assert some.pools and not some.shares


def test_a_few_items_are_not_worth_a_process_and_the_first_of_many_is_done_here() -> None:
    loaded: list[bool] = []
    with Workers(2, given_up) as some:
        assert set(some.map(where, range(FEW))) == {HERE} and not some.pools
        first, *rest = some.map(where, range(40), load=lambda: loaded.append(True))
        assert first == HERE and HERE not in rest and 1 <= len(set(rest)) <= 2
        assert HERE not in some.map(where, range(40), load=lambda: loaded.append(True))
    assert loaded == [True], "before there were workers, once"


def test_no_more_is_taken_than_is_in_flight() -> None:
    taken: list[int] = []

    def source() -> Iterator[int]:
        for item in count():
            taken.append(item)
            yield item

    with Workers(2, given_up) as some:
        assert list(islice(some.map(abs, source()), 50)) == list(range(50))
    assert len(taken) <= 50 + (2 * AHEAD + 2) * TOGETHER


def test_one_map_may_feed_another_and_the_parent_works_while_they_do() -> None:
    done: list[int] = []
    with Workers(2, given_up) as some:
        fed = some.map(slower_first, some.map(abs, range(-60, 0)), meanwhile=lambda: done.append(os.getpid()))
        assert list(fed) == [n * n for n in range(60, 0, -1)]
        assert len(some.pools) == 2
    assert not some.pools and set(done) == {HERE}


@pytest.mark.parametrize("deaths", range(1, STRIKES + 1))
@pytest.mark.parametrize("deadly", [1, 30, 59])
def test_a_worker_that_dies_is_replaced_and_its_item_tried_again(tmp_path: Path, deaths: int, deadly: int) -> None:
    work = partial(fragile, deadly=deadly, deaths=deaths, folder=tmp_path)
    with Workers(2, given_up) as some:
        found = list(some.map(work, range(60)))
        expected = [*range(60)]
        if deaths == STRIKES:
            expected[deadly] = given_up(deadly)  # type: ignore[call-overload]
        assert found == expected
        assert list(some.map(work, range(60, 90))) == list(range(60, 90)), "and the pool goes on"
    assert len(list(tmp_path.iterdir())) == deaths


def test_what_the_work_raises_is_raised_in_its_place() -> None:
    with Workers(2, given_up) as some:
        found = some.map(broken, range(60))
        assert list(islice(found, 20)) == [1 // (n - 20) for n in range(20)]
        with pytest.raises(ZeroDivisionError):
            next(found)


def test_where_no_process_can_be_had_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(workers, "ProcessPoolExecutor", refuse)
    with Workers(2, given_up) as some:
        assert list(some.map(where, range(30))) == [HERE] * 30


ENDLESS = """
from itertools import count
from svodka.workers import Workers
with Workers(2, str) as some:
    for item in some.map(abs, count()):
        if item % 100 == 50: print(item, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no groups of processes")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_worker_outlives_its_parent(end: signal.Signals) -> None:
    with grouped("-c", ENDLESS) as process:
        assert process.stdout and process.stdout.readline() == "50\n"
        process.send_signal(end)
        process.communicate(timeout=60)
        assert soon(lambda: not alive(process.pid))


def grouped(*arguments: str) -> subprocess.Popen[str]:
    """A process that leads a group, and heeds Ctrl-C also where our own parent does not (a shell's background job)."""
    return subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            start_new_session=True, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))


def alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def soon(what: Callable[[], Any], seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while not (true := what()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return bool(true)


@pytest.mark.parametrize(("said", "expected"), [("150000 100000", 1), ("50000 100000", 1), ("max 100000", None)])
def test_a_container_may_allow_less_than_there_is(tmp_path: Path, said: str, expected: int | None) -> None:
    (tmp_path / "cpu.max").write_text(said)
    assert cores(tmp_path / "cpu.max") == (expected or cores(tmp_path / "absent")) >= 1


def test_a_pack_travels_as_its_folder() -> None:
    import pickle

    sent = pickle.dumps(russian := pack.find()["ru"])
    assert len(sent) < 1000 and pickle.loads(sent).folder == russian.folder
