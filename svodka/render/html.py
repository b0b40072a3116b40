"""Digests as one HTML file: the style within, no script, light and dark, fit for a phone and for paper."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svodka.render import view
from svodka.render.markdown import is_web
from svodka.render.page import numbers
from svodka.render.words import Words
from svodka.types import Digest, Ref

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE = "digest.html.j2"


def render(digests: Sequence[Digest], phrases: Mapping[str, Any]) -> str:
    words = Words(phrases)
    pages = [view.make(digest, phrases) for digest in digests]
    names = [{source.report.number: source.name for top in page.sources for source in (top, *top.copies)}
             for page in pages]
    return template().render(
        pages=list(zip(pages, names, strict=True)), label=words.label, lang=digests[0].lang if digests else "",
        title=", ".join(page.title for page in pages) or words.label("no_stories"),
        numbers=numbers, by_report=by_report, is_web=is_web)


def by_report(refs: Sequence[Ref]) -> list[Ref]:
    """References in order of report and place, no sentence twice."""
    once = {(ref.report, ref.span.start): ref for ref in refs}
    return [once[key] for key in sorted(once)]


@cache
def template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    house = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True,
                        lstrip_blocks=True, undefined=StrictUndefined)
    return house.get_template(TEMPLATE)
