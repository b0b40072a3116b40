"""A digest on a terminal: no line wider than it, colours only where the caller says that they are seen."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import TYPE_CHECKING, Any

from svodka.render import view
from svodka.render.page import Group, Item, Section, Source, View, numbers
from svodka.render.words import Words
from svodka.types import Digest

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

NARROWEST, WIDEST = 24, 100  # a longer line is hard to follow
ROOM_FOR_MARKS = 60  # below this width a date or value stands above its text, not beside it
LONGEST_MARK = 22
BULLET = "\u2022"


def render(digests: Sequence[Digest], phrases: Mapping[str, Any], width: int = 80, colour: bool = False) -> str:
    from rich.console import Console

    out = StringIO()
    console = Console(file=out, width=max(NARROWEST, min(width, WIDEST)), force_terminal=colour, legacy_windows=False,
                      no_color=not colour, color_system="standard" if colour else None, highlight=False, emoji=False)
    words = Words(phrases)
    if not digests:
        console.print(words.label("no_stories"))
    for at, digest in enumerate(digests):
        if at:
            console.rule(style="dim")
            console.print()
        for part in parts(view.make(digest, phrases), words, console):
            console.print(part)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())


def parts(page: View, words: Words, console: Console) -> Iterator[RenderableType]:
    from rich.text import Text

    yield with_refs(page.title, Item(text=page.title, refs=page.refs), "bold")
    yield Text(page.facts, style="dim")
    yield Text()
    for section in page.sections:
        yield Text(section.title.upper(), style="bold cyan")
        yield from section_rows(section, console)
    yield Text(words.label("reports").upper(), style="bold cyan")
    yield from source_rows(page.sources, words)
    yield Text()
    for note in page.notes:
        yield indented(Text(f"{words.label('notes')}: {note}", style="dim"), 2)
    if page.notes:
        yield Text()


def section_rows(section: Section, console: Console) -> Iterator[RenderableType]:
    from rich.text import Text

    for group in section.groups:
        if group.title:
            head = Text(group.title, style="bold")
            if group.note:
                note = f", {group.note}" if section.key == "speakers" else f" ({group.note})"
                head.append(note, style="not bold dim")
            yield indented(head, 2)
        yield indented(rows(group, console), 2)
        yield Text()


def rows(group: Group, console: Console) -> RenderableType:
    """Items under one another: beside their marks where there are any and the width allows it."""
    from rich.table import Table

    marks = max((len(item.mark) for item in group.items), default=0)
    beside = 0 < marks <= LONGEST_MARK and console.width >= ROOM_FOR_MARKS
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=min(marks, LONGEST_MARK) if beside else 1, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    before = ""
    for item in group.items:
        mark = item.mark if item.mark != before else ""  # a date stands at the first of its lines
        table.add_row(styled(mark, "cyan") if beside else BULLET, body(item, beside))
        before = item.mark
    return table


def body(item: Item, beside: bool) -> RenderableType:
    """The text with its references, the mark above it where it does not stand beside, the notes under it."""
    from rich.console import Group as Stack

    above = [styled(item.mark, "cyan")] if item.mark and not beside else []
    return Stack(*above, with_refs(item.text, item), *(styled(note, "dim") for note in item.notes))


def with_refs(text: str, item: Item, style: str = "") -> RenderableType:
    """The references keep to the last word, so that no line begins with them."""
    from rich.text import Text

    made = Text(text, style=style)
    if found := numbers(item.refs):
        made.append(f"\u00a0{found}".replace(", ", ",\u00a0"), style="not bold green")
    return made


def source_rows(sources: Sequence[Source], words: Words) -> Iterator[RenderableType]:
    from rich.table import Table

    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    table.add_column(justify="right", width=5)
    table.add_column(ratio=1, overflow="fold")
    for source in sources:
        table.add_row(styled(f"[{source.report.number}]", "green"), source_text(source))
        for copy in source.copies:
            table.add_row(styled(f"[{copy.report.number}]", "green"), styled("  = ", "dim") + source_text(copy))
    yield table


def source_text(source: Source) -> Any:
    from rich.text import Text

    made = Text(", ".join(filter(None, (source.name, source.date))))
    if source.report.title:
        made.append(f": {source.report.title}")
    return made.append("".join(f"\n{line}" for line in (source.note, source.report.url or source.report.path) if line),
                       style="dim")


def styled(text: str, style: str) -> Any:
    from rich.text import Text

    return Text(text, style=style)


def indented(part: RenderableType, by: int) -> RenderableType:
    from rich.padding import Padding

    return Padding(part, (0, 0, 0, by))
