"""The composition: `map` is an argument, failures pass by, a defect on one report stops no other."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from svodka import pipeline
from svodka.errors import Unreadable
from svodka.lang import pack
from svodka.source.outlets import Outlets
from svodka.types import Document, Failure, Outcome, Page

PACKS = pack.find()
NOBODY = Outlets()
RUSSIAN = ("Подвал школы в Ольхове затопило в понедельник утром, сообщила мэр города Анна Ивовая. По её словам, воду "
           "начали откачивать через час.\n\n«Занятия не отменяем», — добавила Ивовая. Причину потопа ищет комиссия.\n")
ENGLISH = ("Flood in a school\n\nThe cellar of the school was flooded again on Monday, the mayor of the town said. "
           "Water is being pumped out, she added.\n\nLessons go on as usual. A commission looks for the cause.\n")


def page(name: str, text: str) -> Outcome:
    return Outcome(key=name, value=Page(path=name, body=text.encode(), media_type="text/plain"))


def test_any_map_will_do() -> None:
    pages = [page(f"{n}.txt", f"Потоп номер {n}\n\n{RUSSIAN}") for n in range(6)]
    calls = 0

    def counting(step: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        nonlocal calls
        for item in items:
            calls += 1
            yield step(item)

    plain = list(pipeline.documents(pages, PACKS, NOBODY))
    assert list(pipeline.documents(pages, PACKS, NOBODY, counting)) == plain and calls == 6
    with ThreadPoolExecutor(2) as pool:
        assert list(pipeline.documents(pages, PACKS, NOBODY, pool.map)) == plain
    assert [outcome.key for outcome in plain] == [f"{n}.txt" for n in range(6)]
    assert all(isinstance(outcome.value, Document) for outcome in plain)


def test_a_failure_is_handed_on_untouched() -> None:
    failed = Outcome(key="x", failure=Failure(stage="read", kind="Unreadable", message="x: no"))
    assert list(pipeline.analyses(pipeline.documents([failed], PACKS, NOBODY), PACKS, NOBODY)) == [failed]


@pytest.mark.parametrize(("error", "kind", "message"), [
    (Unreadable("x", "of no known charset"), "Unreadable", "x: of no known charset"),
    (ZeroDivisionError("by zero"), "Defect", "key: ZeroDivisionError in analysis: by zero")])
def test_what_a_stage_raises_becomes_a_failure(error: Exception, kind: str, message: str) -> None:
    def fail(value: Any) -> Outcome:
        raise error

    done = pipeline.step("analysis", Outcome(key="key", value=1), fail)
    assert done.failure == Failure(stage="analysis", kind=kind, message=message)


def test_an_interruption_is_no_failure_of_a_report() -> None:
    def interrupt(value: Any) -> Outcome:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.step("analysis", Outcome(key="key", value=1), interrupt)


def test_only_a_pack_that_can_analyse_is_an_analyser() -> None:
    assert pipeline.analyser("ru", PACKS) is PACKS["ru"]
    assert pipeline.analyser("en", PACKS) is None and pipeline.analyser("kk", PACKS) is None
    assert pipeline.made("en", PACKS) != pipeline.made("ru", PACKS)


def test_a_report_given_twice_is_in_one_story_once() -> None:
    docs = pipeline.documents([page("a.txt", ENGLISH), page("b.txt", ENGLISH)], PACKS, NOBODY)
    held = [outcome.value for outcome in pipeline.analyses(docs, PACKS, NOBODY)]
    (story,) = pipeline.stories(held, PACKS)
    assert story.documents == (held[0].document.id,)
