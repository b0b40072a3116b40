"""The store in one SQLite file by SQLAlchemy Core: one transaction a report, readers beside the one writer.

A kill at any moment loses at most the report in hand: each is one transaction, and the journal (WAL) is replayed when
the file is opened next. Nothing reads over a long time: a forgotten read would let the journal grow without bound.
"""
from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svodka.errors import StoreError, StoreTooNew, StoreUnwritable, UnknownReport
from svodka.jsonl import format_record, parse_record
from svodka.store.base import Put
from svodka.store.kept import Kept, begins, only, some
from svodka.types import Analysis, Failure, Moment, Outcome, Recurring, ReportLine

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Table

HEAD = "0003"  # the newest revision in migrations/versions
KNOWN = ("0001", "0002", "0003")
BATCH = 100  # reports taken into memory in one reading transaction
MIGRATIONS = Path(__file__).parent / "migrations"


def open_store(path: Path | str) -> SqlStore:
    """Makes the file and its folder where they are missing and brings an older one up to date.
    Raises StoreUnwritable (no file, or no store in it) or StoreTooNew."""
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = "a file stands in its place" if isinstance(error, FileExistsError) else error.strerror
        raise StoreUnwritable(str(path), f"the folder of the store cannot be made: {why}") from error
    store = SqlStore(path, engine(path))
    try:
        with store.transaction(write=True) as connection:
            migrate(connection, path)
    except StoreError:
        store.close()
        raise
    return store


def engine(path: Path) -> Engine:
    from sqlalchemy import URL, create_engine, event

    made = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": 5})

    @event.listens_for(made, "connect")
    def configure(dbapi: Any, _: Any) -> None:
        dbapi.isolation_level = None  # transactions are begun below, not by the driver behind our back
        for pragma in ("busy_timeout=5000", "journal_mode=WAL", "synchronous=NORMAL"):
            dbapi.execute(f"PRAGMA {pragma}")

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return made


def migrate(connection: Connection, path: Path) -> None:
    """To HEAD, within the transaction at hand: two processes that open a new file do not meet."""
    from sqlalchemy import inspect, text

    tables = inspect(connection).get_table_names()
    if tables and "alembic_version" not in tables:
        raise StoreUnwritable(str(path), reason("file is not a database"))
    if not tables:
        return begin(connection)
    held = connection.execute(text("select version_num from alembic_version")).scalar()
    if held == HEAD:
        return
    if held is not None and held not in KNOWN:
        raise StoreTooNew(str(path), f"written by a newer svodka (revision {held}, this one knows {HEAD}): "
                                     "update svodka or give another file by --store")
    upgrade(connection)


def upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)


def begin(connection: Connection) -> None:
    """A new store as the newest revision would leave it, without alembic, which takes a quarter of a second to load."""
    from svodka.store import tables

    tables.metadata.create_all(connection)
    connection.execute(tables.version.insert().values(version_num=HEAD))


class SqlStore(Kept):
    def __init__(self, path: Path, made: Engine) -> None:
        from svodka.store import tables

        self.path = path
        self.engine = made
        self.tables = tables

    @contextmanager
    def transaction(self, write: bool = False) -> Iterator[Connection]:
        from sqlalchemy.exc import DatabaseError

        try:
            with self.engine.connect().execution_options(write=write) as connection, connection.begin():
                yield connection
        except DatabaseError as error:
            raise StoreUnwritable(str(self.path), reason(str(error.orig))) from error

    def put(self, analysis: Analysis, anew: bool = False) -> Put:
        from sqlalchemy import select

        table, doc = self.tables.reports, analysis.document
        values = dict(url=doc.url, path=doc.path, outlet=doc.outlet, lang=doc.lang, title=doc.title, made=analysis.made,
                      published=format_record(doc.published).decode() if doc.published else None,
                      analysis=zlib.compress(format_record(analysis)))
        with self.transaction(write=True) as connection:
            made = connection.execute(select(table.c.made).where(table.c.id == doc.id)).scalar()
            if made == analysis.made and not anew:
                return "known"
            if made is not None:
                connection.execute(table.update().where(table.c.id == doc.id).values(**values))
                return "renewed"
            same_url = select(table.c.id).where(table.c.url == doc.url).order_by(table.c.seq.desc()).limit(1)
            earlier = connection.execute(same_url).scalar() if doc.url else None
            connection.execute(table.insert().values(id=doc.id, version_of=earlier, **values))
            return "version" if earlier else "new"

    def made(self, document: str) -> str | None:
        from sqlalchemy import select

        table = self.tables.reports
        with self.transaction() as connection:
            return connection.execute(select(table.c.made).where(table.c.id == document)).scalar()

    def analyses(self, documents: Iterable[str] | None = None) -> Iterator[Analysis]:
        from sqlalchemy import select

        c = self.tables.reports.c
        numbers = select(c.seq).order_by(c.seq)
        with self.transaction() as connection:
            wanted = [numbers] if documents is None else [numbers.where(c.id.in_(own)) for own in some(set(documents))]
            seqs = sorted(seq for each in wanted for seq in connection.execute(each).scalars())
        for first in range(0, len(seqs), BATCH):
            batch = select(c.id, c.analysis).where(c.seq.in_(seqs[first:first + BATCH])).order_by(c.seq)
            with self.transaction() as connection:
                rows = connection.execute(batch).all()
            for id, blob in rows:
                yield parse_record(zlib.decompress(blob), Analysis, f"{self.path}: report {id}")

    def reports(self) -> tuple[ReportLine, ...]:
        from sqlalchemy import select

        c = self.tables.reports.c
        columns = select(c.id, c.path, c.url, c.outlet, c.title, c.published).order_by(c.seq)
        with self.transaction() as connection:
            rows = connection.execute(columns).all()
        return tuple(
            ReportLine(number=number, document=row.id, path=row.path, url=row.url, outlet=row.outlet, title=row.title,
                       published=parse_record(row.published, Moment) if row.published else None)
            for number, row in enumerate(rows, 1))

    def report(self, name: str) -> str:
        from sqlalchemy import or_, select

        c = self.tables.reports.c
        with self.transaction() as connection:
            exact = select(c.id).where(or_(c.id == name, c.path == name, c.url == name)).order_by(c.seq)
            found: Sequence[str] = connection.execute(exact).scalars().all() if name else []
            found = found or connection.execute(select(c.id).where(begins(c.id, name)).limit(9)).scalars().all()
        return only(found, UnknownReport(name, f"several reports have it: {', '.join(found)}" if found else
                                         f"no such report in {self.path}"))

    def put_failure(self, outcome: Outcome) -> None:
        if outcome.failure is None:
            return
        table, failure = self.tables.failures, outcome.failure
        with self.transaction(write=True) as connection:
            connection.execute(table.delete().where(table.c.key == outcome.key))
            connection.execute(table.insert().values(
                key=outcome.key, stage=failure.stage, kind=failure.kind, message=failure.message))

    def failures(self) -> tuple[tuple[str, Failure], ...]:
        table = self.tables.failures
        with self.transaction() as connection:
            rows = connection.execute(table.select().order_by(table.c.key)).all()
        return tuple((row.key, Failure(stage=row.stage, kind=row.kind, message=row.message)) for row in rows)

    def recurring(self, outlets: Iterable[str]) -> tuple[Recurring, ...]:
        with self.transaction() as connection:
            return tuple(found for name in outlets if (found := self.known(connection, self.tables.recurring, name)))

    def add_recurring(self, fresh: Sequence[Recurring], add: Callable[[Recurring, Recurring], Recurring]) -> None:
        table = self.tables.recurring
        for each in fresh:
            with self.transaction(write=True) as connection:
                known = self.known(connection, table, each.outlet) or Recurring(outlet=each.outlet, pages=0)
                self.put_known(connection, table, add(known, each))

    def cleared(self, outlet: str) -> Recurring | None:
        with self.transaction() as connection:
            return self.known(connection, self.tables.cleared, outlet)

    def put_cleared(self, known: Recurring) -> None:
        with self.transaction(write=True) as connection:
            self.put_known(connection, self.tables.cleared, known)

    def known(self, connection: Connection, table: Table, outlet: str) -> Recurring | None:
        from sqlalchemy import select

        blob = connection.execute(select(table.c.record).where(table.c.outlet == outlet)).scalar()
        return parse_record(zlib.decompress(blob), Recurring, str(self.path)) if blob else None

    def put_known(self, connection: Connection, table: Table, known: Recurring) -> None:
        connection.execute(table.delete().where(table.c.outlet == known.outlet))
        connection.execute(table.insert().values(outlet=known.outlet, record=zlib.compress(format_record(known))))

    def of_outlet(self, outlet: str, most: int) -> tuple[str, ...]:
        from sqlalchemy import and_, or_, select

        c = self.tables.reports.c
        own = or_(c.outlet == outlet, and_(c.outlet == "", c.url.contains(outlet, autoescape=True)))
        with self.transaction() as connection:
            return tuple(connection.execute(select(c.id).where(own).order_by(c.seq.desc()).limit(most)).scalars())

    def close(self) -> None:
        self.engine.dispose()


def reason(message: str) -> str:
    """SQLite's word for what is wrong, for a person."""
    plain = {"unable to open database file": "the store cannot be opened for writing",
             "attempt to write a readonly database": "the store cannot be written to",
             "file is not a database": "this file is not a store of svodka",
             "database is locked": "another program has been writing to the store for over 5 seconds"}
    return plain.get(message, f"the store cannot be used: {message}")
