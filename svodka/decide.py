"""Commands by which a person decides what is one story, and asks why two reports are."""
from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from svodka.edge import AsStage, Lang, Language, StageForm, StoreFile, is_jsonl, language, phrases, write

StoryId = Annotated[str, typer.Argument(metavar="STORY", help="The id of a story, or its beginning.")]
OtherStory = Annotated[str, typer.Argument(metavar="STORY", help="Another, likewise.")]
Report = Annotated[str, typer.Argument(metavar="REPORT", help="Its path, address or id, or the beginning of the id.")]
OtherReport = Annotated[str, typer.Argument(metavar="REPORT", help="Another, likewise.")]
Reports = Annotated[list[str], typer.Argument(metavar="REPORT...", help="Paths, addresses or ids of reports.")]


def merge(story: StoryId, other: OtherStory, store: StoreFile = None, format: AsStage = StageForm.text,
          lang: Language = None) -> None:
    """Say that two stories are one."""
    from svodka.app import placing

    done(partial(placing.merge, left=story, right=other), store, format, lang)


def split(story: StoryId, reports: Reports, store: StoreFile = None, format: AsStage = StageForm.text,
          lang: Language = None) -> None:
    """Say that some reports of a story are a story of their own."""
    from svodka.app import placing

    done(partial(placing.split, story=story, reports=reports), store, format, lang)


def move(report: Report, story: OtherStory, store: StoreFile = None, format: AsStage = StageForm.text,
         lang: Language = None) -> None:
    """Say that a report is of another story."""
    from svodka.app import placing

    done(partial(placing.move, report=report, story=story), store, format, lang)


def undo(store: StoreFile = None, format: AsStage = StageForm.text, lang: Language = None) -> None:
    """Take back the last merge, split or move that stands."""
    from svodka.app import placing

    done(placing.undo, store, format, lang)


def regroup(store: StoreFile = None, format: AsStage = StageForm.text, lang: Language = None) -> None:
    """Group all reports of the store anew, within what people said; list the stories that this changes."""
    from svodka.app import account, placing, stages
    from svodka.app.places import opened

    with opened(store) as held:
        listed(account.stories(held, placing.regroup(held, stages.packs())), format, lang)


def why(report: Report, other: OtherReport, store: StoreFile = None, format: AsStage = StageForm.text) -> None:
    """Print what speaks for and against two reports being of one story."""
    from svodka.app import placing, stages, views
    from svodka.app.places import opened

    with opened(store) as held:
        verdict, stories = placing.why(held, stages.packs(), report, other)
    write(views.verdict_line(verdict, stories) if is_jsonl(format) else views.verdict_text(verdict, stories))


def done(act: Callable[[Any], Any], store: Path | None, format: StageForm, lang: Lang | None) -> None:
    """The act, and the stories that it left."""
    from svodka.app import account, placing, stages
    from svodka.app.places import opened

    with opened(store) as held:
        listed(account.stories(held, placing.decide(held, stages.packs(), act)), format, lang)


def listed(found: Any, format: StageForm, lang: Lang | None) -> None:
    from svodka.app import views
    from svodka.render import stories

    for part in views.story_lines(found) if is_jsonl(format) else stories.render(found, phrases(language(lang))):
        write(part)


COMMANDS = merge, split, move, undo, regroup, why
