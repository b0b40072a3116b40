"""A page with the lines that cleaning removed struck out, each with its reason: nothing is thrown away unseen."""
from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from svodka.spans import cut
from svodka.types import Document

NARROWEST, WIDEST = 40, 120
KEPT, REMOVED = "  ", "- "


def render(doc: Document, width: int = 80, colour: bool = False) -> str:
    """Without colours a removed line is `- [reason] line`, a kept one stands two spaces in."""
    return coloured(doc, width) if colour else plain(doc)


def marked(doc: Document) -> Iterator[tuple[str, str]]:
    """Every line of the page in its order, with the reason why it was removed, empty for the article's."""
    kept = [(span, "") for span in doc.paragraphs]
    for span, reason in sorted([*kept, *((d.span, d.reason) for d in doc.dropped)], key=lambda pair: pair[0].start):
        yield " ".join(cut(doc.text, span).split()), reason


def head(doc: Document) -> str:
    return f"{doc.path}: lines kept {len(doc.paragraphs)}, removed {len(doc.dropped)}"


def plain(doc: Document) -> str:
    rows = (f"{REMOVED}[{reason}] {line}" if reason else KEPT + line for line, reason in marked(doc))
    return "\n".join([f"## {head(doc)}", "", *rows, "", ""])


def coloured(doc: Document, width: int) -> str:
    """The reason stands in a column beside its line, so that the article can be read straight down."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    out = StringIO()
    console = Console(file=out, width=max(NARROWEST, min(width, WIDEST)), force_terminal=True, legacy_windows=False,
                      color_system="standard", highlight=False, emoji=False)
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(justify="right", width=max((len(d.reason) for d in doc.dropped), default=0))
    table.add_column(ratio=1, overflow="fold")
    for line, reason in marked(doc):
        table.add_row(Text(reason, style="dim"), Text(line, style="dim strike" if reason else ""))
    console.print(Text(head(doc), style="bold cyan"))
    console.print(table)
    console.print()
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())
