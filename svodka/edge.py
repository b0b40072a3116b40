"""The edge of the command line: streams, clock, locale, exit codes, and what several commands share."""
from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from functools import wraps
from pathlib import Path
from traceback import walk_tb
from typing import Annotated, Any

import typer

from svodka.errors import SvodkaError

NOTHING_DONE = 2
INTERRUPTED = 130
CONTROL = re.compile(r"\x1b(?!\[[\d;]*m)|[\0-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]")  # a report may not steer a terminal
ANY_CONTROL = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f]")

app = typer.Typer(rich_markup_mode=None, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False,
                  help="Reads many press reports and gives one account of each story, every line with its source.")


class StageForm(StrEnum):
    text = "text"
    jsonl = "jsonl"


class Lang(StrEnum):
    ru = "ru"
    en = "en"


def command(use: Callable[..., None]) -> Callable[..., None]:
    """A command whose expected errors are one line on stderr, and whose interruption is exit code 130."""

    @app.command(use.__name__)
    @wraps(use)
    def run(*args: Any, **options: Any) -> None:
        try:
            use(*args, **options)
        except SvodkaError as error:
            complain(str(error))
            raise typer.Exit(NOTHING_DONE) from error
        except KeyboardInterrupt as error:
            complain("interrupted")
            raise typer.Exit(INTERRUPTED) from error
        except BrokenPipeError:  # whoever reads our output has had enough: typer ends the run in silence
            raise
        except OSError as error:
            complain(f"{error.filename or 'the output'}: {error.strerror or error}")
            forget_output()
            raise typer.Exit(NOTHING_DONE) from error
        except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError) as error:
            if options.get("debug"):
                raise
            complain(f"a defect of svodka, please report it: {defect(error)}")
            raise typer.Exit(NOTHING_DONE) from error

    return run


def defect(error: Exception) -> str:
    """What and where, for who will mend it; `--debug` prints all of it."""
    *_, (frame, line) = walk_tb(error.__traceback__)
    return f"{type(error).__name__} in {Path(frame.f_code.co_filename).name}:{line}: {error}"


AsStage = Annotated[StageForm, typer.Option("--format", help="Readable text, or one JSON object a line.")]
StoreFile = Annotated[Path | None, typer.Option(
    "--store", metavar="FILE", help="The store [default: svodka.sqlite in the user's data folder].",
    show_default=False)]
Language = Annotated[Lang | None, typer.Option(
    "--lang", help="The language of headings and labels [default: the locale's].", show_default=False)]


def stdin() -> bytes:
    return sys.stdin.buffer.read() if sys.stdin else b""


def clock() -> datetime:
    return datetime.now()


def language(lang: Lang | None) -> str:
    """That of the interface: as asked for, else Russian in a Russian locale, else English."""
    said = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return lang.value if lang else "ru" if said.startswith("ru") else "en"


def is_jsonl(format: StageForm) -> bool:
    return format is StageForm.jsonl


def phrases(lang: str) -> dict[str, Any]:
    from svodka.app import stages

    return stages.packs()[lang].phrases


def write(text: str | bytes) -> None:
    if isinstance(text, bytes):
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write((CONTROL if sys.stdout.isatty() else ANY_CONTROL).sub("\ufffd", text))
        sys.stdout.flush()


def forget_output() -> None:
    """What could not be written is not tried again at the end of the process."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(message: str) -> None:
    print("svodka: " + ANY_CONTROL.sub("\ufffd", " ".join(message.splitlines())), file=sys.stderr)
