"""What a store does. Reports keep their order of arrival; a report is written whole or not at all."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, Protocol

from svodka.types import Analysis, Failure, Outcome, Recurring, ReportLine, Story

Put = Literal["new", "known", "version", "renewed"]


class Store(Protocol):
    """All methods may raise errors of the StoreError branch, and no other expected ones."""

    def put(self, analysis: Analysis, anew: bool = False) -> Put:
        """`new`; `known` if the same text was analysed by the same code and pack before; `renewed` if by other ones, or
        if it is to be replaced all the same (`anew`); `version` if the url was held with another text, which stays."""
        ...

    def made(self, document: str) -> str | None:
        """By which code and pack the report with this id was analysed, None if it is not held."""
        ...

    def analyses(self, documents: Iterable[str] | None = None) -> Iterator[Analysis]:
        """All reports, or those with these ids, in order of arrival."""
        ...

    def reports(self) -> tuple[ReportLine, ...]:
        """All reports without their analyses, numbered in order of arrival; a version is no copy."""
        ...

    def put_stories(self, stories: Iterable[Story]) -> None:
        """These stories in place of all that were held."""
        ...

    def stories(self) -> tuple[Story, ...]: ...

    def story(self, id: str) -> Story:
        """The story whose id is this or, alone of all, begins so; raises UnknownStory."""
        ...

    def put_failure(self, outcome: Outcome) -> None: ...

    def failures(self) -> tuple[tuple[str, Failure], ...]: ...

    def recurring(self, outlets: Iterable[str]) -> tuple[Recurring, ...]:
        """What is known of the pages of these outlets, of those of which anything is."""
        ...

    def add_recurring(self, fresh: Sequence[Recurring], add: Callable[[Recurring, Recurring], Recurring]) -> None:
        """Each added (`add(known, fresh)`) to what is known of its outlet at the time of writing: of two processes
        that learn of one outlet at once neither loses what the other has counted."""
        ...

    def close(self) -> None: ...
