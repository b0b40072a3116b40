"""What a store does. Reports keep their order of arrival; a report is written whole or not at all."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, Protocol

from svodka.types import Act, Analysis, Failure, Outcome, Print, Recurring, ReportLine, Story

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

    def report(self, name: str) -> str:
        """The id of the report with this id, path or url, or whose id alone begins so; raises UnknownReport."""
        ...

    def unplaced(self) -> tuple[str, ...]:
        """Ids of the reports that stand in no story yet, in order of arrival."""
        ...

    def placed(self, since: str = "") -> Iterator[tuple[Print, str]]:
        """The prints of the others, in order of arrival, each with the id of its story; of this
        day (in ISO form) or later."""
        ...

    def ended(self, before: str, most: int) -> Iterator[tuple[Print, str]]:
        """The last print of each story that has none of this day or later, likewise; of the stories that ended last."""
        ...

    def newest(self) -> str:
        """The newest day of publication of these."""
        ...

    def counted(self) -> int:
        """How many there are."""
        ...

    def lemmas(self) -> Mapping[str, tuple[int, float]]:
        """In how many of them each lemma stands, and its rate in the language as it was told."""
        ...

    def turn(self) -> int:
        """How often stories were changed: who changes them says what this was before it looked at them."""
        ...

    def change(self, turn: int, stories: Sequence[Story], prints: Sequence[Print] = (),
               rates: Mapping[str, float] | None = None, act: Act | None = None, anew: bool = False) -> bool:
        """All at once: these stories in place of those that had their reports (`anew`: of all), prints of the reports
        that come into a story now (`anew`: of all) with the rates of their lemmas, and what a person did to this end.
        Where others have changed stories since that turn nothing is written, and the answer is False."""
        ...

    def stories(self, ids: Iterable[str] | None = None) -> tuple[Story, ...]:
        """All, or these, the oldest first: that which was first held."""
        ...

    def stories_of(self, documents: Iterable[str]) -> tuple[Story, ...]:
        """Those that have one of these reports, likewise."""
        ...

    def story(self, id: str) -> Story:
        """The story whose id is this or, alone of all, begins so, else the one that came of it; raises
        UnknownStory."""
        ...

    def ids(self) -> frozenset[str]:
        """Of all stories, and of their parents."""
        ...

    def acts(self) -> tuple[Act, ...]:
        """What people decided, in order."""
        ...

    def put_failure(self, outcome: Outcome) -> None: ...

    def failures(self) -> tuple[tuple[str, Failure], ...]: ...

    def recurring(self, outlets: Iterable[str]) -> tuple[Recurring, ...]:
        """What is known of the pages of these outlets, of those of which anything is."""
        ...

    def cleared(self, outlet: str) -> Recurring | None:
        """What was known of the outlet when the reports of it that are held were last cleared by that."""
        ...

    def put_cleared(self, known: Recurring) -> None: ...

    def of_outlet(self, outlet: str, most: int) -> tuple[str, ...]:
        """Ids of the newest reports of this outlet, or of none and with an address that has its name."""
        ...

    def add_recurring(self, fresh: Sequence[Recurring], add: Callable[[Recurring, Recurring], Recurring]) -> None:
        """Each added (`add(known, fresh)`) to what is known of its outlet at the time of writing: of two processes
        that learn of one outlet at once neither loses what the other has counted."""
        ...

    def close(self) -> None: ...
