"""The command line: read arguments, call `app`, print or render. Nothing heavy is imported before it is needed."""
from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svodka import __version__, decide
from svodka.edge import (
    NOTHING_DONE,
    AsStage,
    Language,
    StageForm,
    StoreFile,
    app,
    clock,
    command,
    complain,
    is_jsonl,
    language,
    phrases,
    stdin,
    write,
)
from svodka.errors import OptionError

if TYPE_CHECKING:
    from svodka.app.stages import House
    from svodka.app.tally import Tally
    from svodka.types import Digest, Document


class Form(StrEnum):
    terminal = "terminal"
    markdown = "markdown"
    html = "html"
    json = "json"


class TellForm(StrEnum):
    terminal = "terminal"
    markdown = "markdown"
    html = "html"
    json = "json"
    jsonl = "jsonl"


def moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError as error:
        raise typer.BadParameter("not a time in ISO form, such as 2031-03-20T12:00") from error


Paths = Annotated[list[str] | None, typer.Argument(
    metavar="[PATHS|-]", help="Files and folders; - or nothing for standard input.", show_default=False)]
Needed = Annotated[list[str], typer.Argument(metavar="PATHS|-", help="Files and folders; - for standard input.")]
AsForm = Annotated[Form, typer.Option("--format", help="How to print.")]
AsTold = Annotated[TellForm, typer.Option("--format", help="How to print; jsonl: one JSON object a story.")]
Now = Annotated[datetime | None, typer.Option(
    "--now", metavar="TIME", parser=moment, help="The time to tell the story at [default: the clock's].",
    show_default=False)]
OutletName = Annotated[str, typer.Option(
    "--outlet", metavar="NAME", help="The outlet, where no sidecar or field says it.")]
Published = Annotated[str, typer.Option(
    "--published", metavar="TIME", help="The time of publication, likewise.")]
AsIs = Annotated[bool, typer.Option("--as-is", help="Take each file's text as the article, unchanged.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress, no counts: only failures and the result.")]
Dropped = Annotated[bool, typer.Option(
    "--show-dropped", help="Print whole pages, the removed lines struck out, each with its reason.")]
Jobs = Annotated[int | None, typer.Option(
    "--jobs", metavar="N", min=1, help="Processes that share the work [default: the cores there are].",
    show_default=False)]
Debug = Annotated[bool, typer.Option("--debug", help="Print to stderr by which rule each thing was found.")]


def version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"svodka {__version__}")
        raise typer.Exit


@app.callback()
def root(version: Annotated[bool, typer.Option(
        "--version", callback=version, is_eager=True, help="Print the version.")] = False) -> None:
    pass


@command
def read(paths: Needed, format: AsForm = Form.terminal, store: StoreFile = None, now: Now = None,
         outlet: OutletName = "", published: Published = "", lang: Language = None, as_is: AsIs = False,
         jobs: Jobs = None, quiet: Quiet = False, debug: Debug = False) -> None:
    """Read reports, print the account of each story."""
    from svodka.app import account
    from svodka.app.places import opened
    from svodka.app.tally import Tally

    tally, hinted = Tally(), hints(outlet, published, as_is)
    with housed(paths, hinted, jobs) as house, opened(store) as held, told_at_end(tally, quiet):
        with shown(house, quiet, debug) as watch:
            digests = account.read(house, held, tally, watch, now or clock(), language(lang))
        if tally.reports:
            write(rendered(digests, format, language(lang)))
    done_or_not(tally.reports)


@command
def clean(paths: Paths = None, format: AsStage = StageForm.text, outlet: OutletName = "", published: Published = "",
          as_is: AsIs = False, show_dropped: Dropped = False, jobs: Jobs = None, quiet: Quiet = False) -> None:
    """Print the articles without the pages around them."""
    from svodka.app import stages, views

    if show_dropped and is_jsonl(format):
        raise OptionError("--show-dropped", "prints text; the lines of --format jsonl name the removed lines in "
                                            "document.dropped as they are")
    view = struck if show_dropped else views.clean_line if is_jsonl(format) else views.clean_text
    with housed(paths, hints(outlet, published, as_is), jobs) as house:
        filtered(house, stages.clean(house), view, quiet, False)


@command
def analyse(paths: Paths = None, format: AsStage = StageForm.text, outlet: OutletName = "", published: Published = "",
            as_is: AsIs = False, jobs: Jobs = None, quiet: Quiet = False, debug: Debug = False) -> None:
    """Print who said what, names, times and figures of each report."""
    from svodka.app import stages, views

    view = views.analysis_line if is_jsonl(format) else views.analysis_text
    made, printed = (stages.same, view) if debug else (view, stages.same)
    with housed(paths, hints(outlet, published, as_is), jobs) as house:
        filtered(house, stages.analyse(house, made), printed, quiet, debug)


@command
def group(paths: Paths = None, format: AsStage = StageForm.text, outlet: OutletName = "", published: Published = "",
          as_is: AsIs = False, jobs: Jobs = None, quiet: Quiet = False, debug: Debug = False) -> None:
    """Print which reports tell of one story and which are copies."""
    from svodka.app import stages, views
    from svodka.app.tally import Tally

    tally = Tally()
    with housed(paths, hints(outlet, published, as_is), jobs) as house, told_at_end(tally, quiet):
        with shown(house, quiet, debug, tally) as watch:
            held, stories = stages.group(house, watch)
        for part in views.group_lines(held, stories) if is_jsonl(format) else views.group_text(held, stories):
            write(part)
    done_or_not(tally.reports)


@command
def tell(paths: Paths = None, format: AsTold = TellForm.terminal, now: Now = None, outlet: OutletName = "",
         published: Published = "", lang: Language = None, as_is: AsIs = False, jobs: Jobs = None,
         quiet: Quiet = False, debug: Debug = False) -> None:
    """Print the account of each story, keeping nothing."""
    from svodka.app import stages, views
    from svodka.app.tally import Tally

    tally = Tally()
    with housed(paths, hints(outlet, published, as_is), jobs) as house, told_at_end(tally, quiet):
        with shown(house, quiet, debug, tally) as watch:
            digests, held = stages.tell(house, now or clock(), language(lang), watch)
        if format is TellForm.jsonl:
            for part in views.tell_lines(digests, held, house):
                write(part)
        elif tally.reports:
            write(rendered(digests, Form(format.value), language(lang)))
    done_or_not(tally.reports)


@command
def show(story: Annotated[str, typer.Argument(metavar="STORY", help="The id of a story, or its beginning.")],
         format: AsForm = Form.terminal, store: StoreFile = None, now: Now = None, lang: Language = None) -> None:
    """Print the account of one story that the store holds."""
    from svodka.app import account, stages
    from svodka.app.places import opened

    house = stages.House([], {}, stdin)
    with opened(store) as held:
        digests = account.show(story, house, held, now or clock(), language(lang))
    write(rendered(digests, format, language(lang)))


@command
def stories(store: StoreFile = None, format: AsStage = StageForm.text, lang: Language = None) -> None:
    """List the stories that the store holds."""
    from svodka.app import account
    from svodka.app.places import opened

    with opened(store) as held:
        decide.listed(account.stories(held), format, lang)


for use in decide.COMMANDS:
    command(use)


@command
def packs() -> None:
    """List the languages and what can be done in each."""
    from svodka.app import stages, views

    write(views.packs_text(stages.packs()))


def hints(outlet: str, published: str, as_is: bool) -> dict[str, str]:
    return {"outlet": outlet, "published": published, "as_is": "true" if as_is else ""}


def rendered(digests: tuple[Digest, ...], format: Form, lang: str) -> str | bytes:
    from importlib import import_module

    text: str = import_module(f"svodka.render.{format.value}").render(
        digests, phrases(lang), **(screen() if format is Form.terminal else {}))
    return text.encode() if format is Form.json else text


def struck(doc: Document) -> str:
    from svodka.render import struck

    return struck.render(doc, **screen())


def screen() -> dict[str, Any]:
    return {"width": shutil.get_terminal_size().columns,
            "colour": sys.stdout.isatty() and not os.environ.get("NO_COLOR")}


def done_or_not(reports: int) -> None:
    if not reports:
        raise typer.Exit(NOTHING_DONE)


def filtered(house: Any, items: Iterator[Any], view: Any, quiet: bool, debug: bool) -> None:
    """A stage that maps: each result is printed as soon as it is there."""
    from svodka.app.tally import Tally

    tally = Tally()
    with told_at_end(tally, quiet), shown(house, quiet, debug, tally) as watch:
        for item in items:
            watch(item)
            if item.failure is None:
                write(view(item.value))
    done_or_not(tally.reports)


@contextmanager
def housed(paths: list[str] | None, hints: dict[str, str], jobs: int | None) -> Iterator[House]:
    """The house with its workers, who go when it is left, however that is."""
    from svodka.app import stages
    from svodka.workers import Workers, cores

    with Workers(jobs or cores(), stages.lost) as workers:
        yield stages.House(paths or [], hints, stdin, workers)


@contextmanager
def told_at_end(tally: Tally, quiet: bool) -> Iterator[None]:
    """The counts and failures on stderr, also of a run that was interrupted."""
    try:
        yield
    finally:
        for message in tally.told():
            complain(message)
        if not quiet:
            print(tally.line(), file=sys.stderr)


@contextmanager
def shown(house: House, quiet: bool, debug: bool, tally: Tally | None = None) -> Iterator[Any]:
    """What is called with each outcome: counts it, shows progress, prints the rules."""
    from svodka.app import views
    from svodka.progress import bar

    with bar(len(house.files), wanted=not quiet and not debug) as advance:
        def watch(outcome: Any) -> None:
            if tally is not None:
                tally.add(outcome)
            if debug and outcome.failure is None:
                print(views.debug_text(outcome.value), file=sys.stderr)
            advance(outcome.key, True)

        house.reads = lambda key: advance(key, False)
        yield watch


def main() -> None:
    sys.stdout, sys.stderr = (stream or TextIOWrapper(BytesIO()) for stream in (sys.stdout, sys.stderr))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app()


if __name__ == "__main__":
    main()
