"""The part of the store that keeps stories: with the prints of their reports, their parents, and what people decided.

Stories are changed by who has looked at them, in one transaction, and only if nobody else has changed them since: of
two processes that read at once the later one looks again.
"""
from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from svodka.errors import SvodkaError, UnknownStory
from svodka.jsonl import format_record, parse_record
from svodka.types import Act, Print, Story

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

T = TypeVar("T")
MANY = 1000  # ids asked for at once


class Kept:
    path: Path
    tables: Any
    transaction: Callable[..., AbstractContextManager[Connection]]

    def unplaced(self) -> tuple[str, ...]:
        from sqlalchemy import select

        reports, prints = self.tables.reports.c, self.tables.prints
        held = select(prints.c.seq).where(prints.c.seq == reports.seq).exists()
        with self.transaction() as connection:
            return tuple(connection.execute(select(reports.id).where(~held).order_by(reports.seq)).scalars())

    def placed(self, since: str = "") -> Iterator[tuple[Print, str]]:
        from sqlalchemy import select

        c, last = self.tables.prints.c, 0
        rows = select(c.seq, c.record, c.story).where(c.day >= since).order_by(c.seq).limit(MANY)
        while True:
            with self.transaction() as connection:
                found = connection.execute(rows.where(c.seq > last)).all()
            if not found:
                return
            for _, record, story in found:
                yield parse_record(zlib.decompress(record), Print, str(self.path)), story
            last = found[-1].seq

    def ended(self, before: str, most: int) -> Iterator[tuple[Print, str]]:
        from sqlalchemy import func, select

        c = self.tables.prints.c
        last = select(func.max(c.seq)).group_by(c.story).having(func.max(c.day) < before)
        last = last.order_by(func.max(c.day).desc(), func.max(c.seq)).limit(most)
        with self.transaction() as connection:
            found = connection.execute(select(c.record, c.story).where(c.seq.in_(last)).order_by(c.seq)).all()
        return ((parse_record(zlib.decompress(record), Print, str(self.path)), story) for record, story in found)

    def newest(self) -> str:
        from sqlalchemy import func, select

        with self.transaction() as connection:
            return connection.execute(select(func.max(self.tables.prints.c.day))).scalar() or ""

    def counted(self) -> int:
        from sqlalchemy import func, select

        with self.transaction() as connection:
            return connection.execute(select(func.count()).select_from(self.tables.prints)).scalar() or 0

    def lemmas(self) -> Mapping[str, tuple[int, float]]:
        with self.transaction() as connection:
            rows = connection.execute(self.tables.lemmas.select()).all()
        return {lemma: (reports, rate) for lemma, reports, rate in rows}

    def turn(self) -> int:
        with self.transaction() as connection:
            return self.now(connection)

    def now(self, connection: Connection) -> int:
        return connection.execute(self.tables.grouping.select()).scalar() or 0

    def change(self, turn: int, stories: Sequence[Story], prints: Sequence[Print] = (),
               rates: Mapping[str, float] | None = None, act: Act | None = None, anew: bool = False) -> bool:
        table = self.tables
        with self.transaction(write=True) as connection:
            if self.now(connection) != turn:
                return False
            gone = self.touched(connection, stories, anew) - {story.id for story in stories}
            if anew:
                connection.execute(table.prints.delete())
                connection.execute(table.lemmas.delete())
            self.put_prints(connection, prints, rates or {})
            self.put_stories(connection, stories, gone)
            if act:
                connection.execute(table.acts.insert().values(record=format_record(act)))
            connection.execute(table.grouping.delete())
            connection.execute(table.grouping.insert().values(turn=turn + 1))
            return True

    def touched(self, connection: Connection, stories: Sequence[Story], anew: bool) -> set[str]:
        """Ids of the stories that have had these reports."""
        from sqlalchemy import select

        if anew:
            return set(connection.execute(select(self.tables.stories.c.id)).scalars())
        c = self.tables.prints.c
        return {story for ids in some(id for story in stories for id in story.documents)
                for story in connection.execute(select(c.story).where(c.document.in_(ids))).scalars()}

    def put_prints(self, connection: Connection, made: Sequence[Print], rates: Mapping[str, float]) -> None:
        """A report whose day is not known is of the newest day before it."""
        from sqlalchemy import func, select
        from sqlalchemy.dialects.sqlite import insert

        prints, lemmas, reports = self.tables.prints, self.tables.lemmas, self.tables.reports.c
        seqs = {row.id: row.seq for own in some(each.document for each in made)
                for row in connection.execute(select(reports.id, reports.seq).where(reports.id.in_(own)))}
        newest: str = connection.execute(select(func.max(prints.c.day))).scalar() or ""
        rows = []
        for each in made:
            day = each.published.start.date().isoformat() if each.published else newest
            newest = max(newest, day)
            rows.append({"seq": seqs[each.document], "document": each.document, "story": "", "day": day,
                         "record": zlib.compress(format_record(each))})
        if rows:
            connection.execute(prints.insert(), rows)
        if counts := Counter(lemma for each in made for lemma, _ in each.lemmas):
            more = insert(lemmas)
            more = more.on_conflict_do_update(
                index_elements=["lemma"], set_={"reports": lemmas.c.reports + more.excluded.reports})
            connection.execute(more, [{"lemma": lemma, "reports": n, "rate": rates.get(lemma, 0.0)}
                                      for lemma, n in sorted(counts.items())])

    def put_stories(self, connection: Connection, stories: Sequence[Story], gone: Iterable[str]) -> None:
        from sqlalchemy import bindparam
        from sqlalchemy.dialects.sqlite import insert

        table, parents, prints = self.tables.stories, self.tables.parents, self.tables.prints
        ids = sorted(gone)
        if ids:
            connection.execute(table.delete().where(table.c.id == bindparam("old")), [{"old": id} for id in ids])
        if not stories:
            return
        more = insert(table)
        more = more.on_conflict_do_update(index_elements=["id"], set_={"record": more.excluded.record})
        connection.execute(more, [{"id": story.id, "record": format_record(story)} for story in stories])
        connection.execute(parents.delete().where(parents.c.story == bindparam("old")),
                           [{"old": id} for id in (*ids, *(story.id for story in stories))])
        if led := [{"parent": parent, "story": story.id} for story in stories for parent in story.parents]:
            connection.execute(parents.insert(), led)
        connection.execute(
            prints.update().where(prints.c.document == bindparam("report")).values(story=bindparam("in_story")),
            [{"report": id, "in_story": story.id} for story in stories for id in story.documents])

    def stories(self, ids: Iterable[str] | None = None) -> tuple[Story, ...]:
        from sqlalchemy import select

        c = self.tables.stories.c
        rows = select(c.seq, c.record)
        with self.transaction() as connection:
            found = connection.execute(rows).all() if ids is None else [
                row for own in some(ids) for row in connection.execute(rows.where(c.id.in_(own))).all()]
        return tuple(parse_record(record, Story, str(self.path)) for _, record in sorted(found, key=lambda row: row[0]))

    def stories_of(self, documents: Iterable[str]) -> tuple[Story, ...]:
        from sqlalchemy import select

        c = self.tables.prints.c
        with self.transaction() as connection:
            ids = {story for own in some(documents)
                   for story in connection.execute(select(c.story).where(c.document.in_(own))).scalars()}
        return self.stories(ids)

    def story(self, id: str) -> Story:
        from sqlalchemy import select

        own, parents = self.tables.stories.c.id, self.tables.parents.c
        with self.transaction() as connection:
            found = connection.execute(select(own).where(begins(own, id)).limit(9)).scalars().all()
            led = select(parents.story).where(begins(parents.parent, id)).distinct().limit(9)
            found = [id] if id in found else found or connection.execute(led).scalars().all()
        (story,) = self.stories([only(found, UnknownStory(
            id, f"several stories begin so, or came of it: {', '.join(found)}" if found else
            f"no such story in {self.path}; `svodka stories` lists them"))])
        return story

    def ids(self) -> frozenset[str]:
        from sqlalchemy import select

        with self.transaction() as connection:
            return frozenset((*connection.execute(select(self.tables.stories.c.id)).scalars(),
                              *connection.execute(select(self.tables.parents.c.parent)).scalars()))

    def acts(self) -> tuple[Act, ...]:
        from sqlalchemy import select

        c = self.tables.acts.c
        with self.transaction() as connection:
            records = connection.execute(select(c.record).order_by(c.seq)).scalars().all()
        return tuple(parse_record(record, Act, str(self.path)) for record in records)


def some(ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """MANY at a time."""
    ids = tuple(ids)
    return (ids[first:first + MANY] for first in range(0, len(ids), MANY))


def begins(column: ColumnElement[str], with_what: str) -> ColumnElement[bool]:
    """By the column's index; nothing begins with nothing."""
    from sqlalchemy import and_, false

    return and_(column >= with_what, column < with_what + "\U0010ffff") if with_what else false()


def only(found: Sequence[T], error: SvodkaError) -> T:
    if len(found) != 1:
        raise error
    return found[0]
