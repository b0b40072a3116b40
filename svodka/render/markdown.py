"""A digest as Markdown: `[n]` leads to the numbered list of reports at its end."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from svodka.render import view
from svodka.render.page import Group, Item, Section, Source, View, numbers
from svodka.render.words import Words
from svodka.types import Digest

SPECIAL = re.compile(r"([\\`*_<>\[\]|~])")
LIST_MARK = re.compile(r"^(\d+)([.)])|^([-+#=])")


def render(digests: Sequence[Digest], phrases: Mapping[str, Any]) -> str:
    words = Words(phrases)
    pages = ["\n".join(page_lines(view.make(digest, phrases), words)) for digest in digests]
    return "\n\n---\n\n".join(pages or [words.label("no_stories")]) + "\n"


def page_lines(page: View, words: Words) -> Iterator[str]:
    yield f"# {line(page.title, page.refs)}"
    yield from ("", escaped(page.facts))
    for section in page.sections:
        yield from ("", f"## {escaped(section.title)}")
        for group in section.groups:
            yield from ("", *group_lines(group, section))
    yield from ("", f"## {words.label('reports')}", "")
    for source in page.sources:
        yield from source_lines(source, "")
    for note in page.notes:
        yield from ("", f"*{escaped(words.label('notes'))}: {escaped(note)}*")


def group_lines(group: Group, section: Section) -> Iterator[str]:
    if group.title:
        note = f", {group.note}" if section.key == "speakers" else f" ({group.note})"
        yield from ("### " + escaped(group.title + note * bool(group.note)), "")
    for item in group.items:
        yield from item_lines(item)


def item_lines(item: Item) -> Iterator[str]:
    mark = f"**{escaped(item.mark)}** \u2014 " if item.mark else ""
    yield f"- {mark}{line(item.text, item.refs, not mark)}" + ("  " if item.notes else "")
    for at, note in enumerate(item.notes, 1):
        yield f"  *{escaped(note)}*" + ("  " if at < len(item.notes) else "")


def line(text: str, refs: Sequence[Any], first: bool = True) -> str:
    return f"{escaped(text, first)} {numbers(refs)}".strip()


def source_lines(source: Source, indent: str) -> Iterator[str]:
    """`[3] outlet, day: title` with its address; its copies are a list under it. No numbered list of Markdown's: that
    would number the reports anew."""
    report = source.report
    about = ", ".join(filter(None, (source.name, source.date)))
    title = escaped(report.title, first=False)
    if is_web(report.url):
        title = f"[{title or escaped(report.url)}](<{report.url.replace('<', '%3C').replace('>', '%3E')}>)"
    elif report.path:
        title = f"{title} ({escaped(report.path, first=False)})".strip()
    note = f"  \n{indent}  *{escaped(source.note)}*" if source.note else ""
    yield f"{indent}- [{report.number}] {escaped(about)}: {title}{note}"
    for copy in source.copies:
        yield from source_lines(copy, indent + "  ")


def is_web(url: str) -> bool:
    return url.startswith(("http://", "https://")) and not re.search(r"\s", url)


def escaped(text: str, first: bool = True) -> str:
    """The words as they are: nothing in them is taken for Markdown. `first`: they may stand at the start of a line."""
    text = SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return LIST_MARK.sub(r"\1\\\2\3" if text[:1].isdigit() else r"\\\3", text) if first else text
