"""A Page to a Document.

    bytes → charset → rows (lines; of HTML by extract) → language → lexicon → judge → headline → date → Document
"""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

from svodka import charset, ids, spans
from svodka.document import dates, extract, language, lexicon, lines, meta
from svodka.document.features import REMEMBERED, WORD, Row, ended, stems
from svodka.errors import PackError
from svodka.lang.pack import Pack
from svodka.types import Document, Dropped, Failure, Moment, Outcome, Outlet, Page, Span, record

NO_META = meta.Meta()
HEADLINE = 250  # characters at most
LIKENESS = 0.6  # share of the title's stems by which a line is known as the headline
KINDRED, KINDRED_BESIDE = 0.35, 0.1  # share of a headline's stems that stand in its article
FEWEST = 3  # stems of a headline
PLACES = ("before", "amid", "after")  # reasons of lines that no lexicon knows
ABOVE = 12  # lines above the article where its headline may stand
DATED = (8, 5)  # lines above and below the article's beginning where its date may stand
LONGEST_LINE, MOST_LINES = 10_000, 8_000  # characters of a line, lines of a page that are judged
PROSE = 60  # characters of a line that the language is told by
SENTENCE = re.compile(r"[^\W\d_]{3}[\"\u00bb\u201d)]?[.!?\u2026]+[\"\u00bb\u201d)]?(?=\s)")


class Outlets(Protocol):
    def find(self, name_or_domain: str) -> Outlet | None: ...


@record
class Sheet:
    """A decoded page: its text, the lines of it, what HTML says of them and of the page."""

    text: str
    spans: tuple[Span, ...]
    lines: tuple[extract.HtmlLine, ...]
    meta: meta.Meta
    kind: str


@record
class Words:
    """What of a language's pack is asked here; without a pack all of it is empty."""

    kinds: lexicon.Kinds
    function_words: frozenset[str]
    calendar: dates.Calendar


def build(page: Page, packs: Mapping[str, Pack], outlets: Outlets) -> Outcome:
    """The document, or why there is none."""
    decoded = charset.decode(page.body)
    if decoded is None:
        return failed(page, "its character set is unknown, or it is no text")
    sheet = read(page, decoded.text)
    if not sheet.spans:
        return failed(page, "there is no text in it")
    lang = page.lang or language.find(prose(sheet))
    words = words_of(packs.get(lang))
    keep = [""] * len(sheet.spans) if page.as_is else judge(sheet, words)
    if not any(reason == "" for reason in keep):
        return failed(page, "no article found in it")
    return Outcome(key=page.path, value=assemble(page, sheet, keep, lang, words, outlets))


def failed(page: Page, reason: str) -> Outcome:
    failure = Failure(stage="document", kind="Unreadable", message=f"{page.path}: {reason}")
    return Outcome(key=page.path, failure=failure)


def read(page: Page, text: str) -> Sheet:
    tree = extract.parse(text) if page.media_type == "text/html" else None
    if tree is None:
        found = spans.lines(text)
        return Sheet(text=text, spans=found, kind="flat", meta=NO_META,
                     lines=tuple(extract.HtmlLine(text=spans.cut(text, span)) for span in found))
    rows = extract.lines(text, tree)
    return Sheet(text="\n".join(row.text for row in rows), spans=tuple(places(rows)), lines=rows,
                 meta=meta.find(tree, page.url), kind="html")


def places(rows: Sequence[extract.HtmlLine]) -> list[Span]:
    found, at = [], 0
    for row in rows:
        found.append(spans.span(at, at + len(row.text)))
        at += len(row.text) + 1
    return found


def prose(sheet: Sheet) -> str:
    """The lines that read like sentences, all of them where there is none: what the language is told by."""
    texts = [line.text for line in sheet.lines]
    return "\n".join([text for text in texts if len(text) >= PROSE and ended(text)] or texts)


@lru_cache(maxsize=16)
def words_of(pack: Pack | None) -> Words:
    if pack is None or "clean" not in pack.provides:
        return Words(kinds=asked(lambda line: frozenset(), dates.Calendar()), function_words=frozenset(),
                     calendar=dates.Calendar())
    data: dict[str, Any] = pack.toml("dates.toml") if (pack.folder / "dates.toml").exists() else {}
    calendar = dates.calendar(data)
    return Words(kinds=asked(kinds_of(pack), calendar), function_words=frozenset(pack.words("function_words.txt")),
                 calendar=calendar)


def kinds_of(pack: Pack) -> lexicon.Kinds:
    try:
        return lexicon.kinds(pack.table("boilerplate.tsv"))
    except (re.error, KeyError) as error:
        raise PackError(str(pack.folder / "boilerplate.tsv"), str(error)) from error


def asked(kinds: lexicon.Kinds, calendar: dates.Calendar) -> lexicon.Kinds:
    """The kinds of the lexicon and that of a line that is a date; remembered, as pages share their furniture."""
    return lru_cache(maxsize=REMEMBERED)(
        lambda line: kinds(line) | ({"date"} if dates.by_line(line, calendar) else frozenset()))


def rows(sheet: Sheet, words: Words) -> list[Row]:
    return [Row(judged(line.text), line.linked, line.places, line.voted, words.kinds(line.text))
            for line in sheet.lines[:MOST_LINES]]


def judged(line: str) -> str:
    """What of a line is looked at: all of it, or beginning and end of one that is a whole file."""
    return line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE // 2] + line[-LONGEST_LINE // 2:]


def judge(sheet: Sheet, words: Words) -> list[str]:
    """Why each line is left out, empty for the article's."""
    beyond = ["beyond"] * (len(sheet.lines) - MOST_LINES)
    ruled = lines.judge(rows(sheet, words), sheet.meta.title, words.function_words,
                        lines.weights(sheet.kind))
    return [ruling.reason for ruling in ruled] + beyond


def rows_of(body: bytes, pack: Pack) -> tuple[list[Row], str, str]:
    """For training: the rows of a page's bytes, its title, its kind."""
    text = charset.decode(body)
    if text is None:
        return [], "", "flat"
    is_html = text.text.lstrip()[:1] == "<"
    sheet = read(Page(path="", body=b"", media_type="text/html" if is_html else "text/plain"), text.text)
    return rows(sheet, words_of(pack)), sheet.meta.title, sheet.kind


def assemble(page: Page, sheet: Sheet, keep: list[str], lang: str, words: Words, outlets: Outlets) -> Document:
    title = page.title or sheet.meta.title
    head = headline(sheet, keep, title)
    if head is not None:
        keep = ["before" if i < head and not page.as_is and not reason else reason for i, reason in enumerate(keep)]
        keep[head] = ""
    kept = [i for i, reason in enumerate(keep) if not reason]
    url = page.url or sheet.meta.url
    outlet = named(page, sheet.meta, url, outlets)
    return Document(
        id=ids.document_id(url, outlet, sheet.text), path=page.path, url=url, outlet=outlet, lang=lang,
        title=title or (sheet.lines[head].text if head is not None else sentence(sheet.lines[kept[0]].text)),
        text=sheet.text, paragraphs=tuple(sheet.spans[i] for i in kept), authors=sheet.meta.authors,
        published=published(page, sheet, kept[0], url, words.calendar), links=sheet.meta.links,
        dropped=tuple(Dropped(span=sheet.spans[i], reason=reason) for i, reason in enumerate(keep) if reason),
        headline=sheet.spans[head] if head is not None else None)


def headline(sheet: Sheet, keep: Sequence[str], title: str) -> int | None:
    """The line that is the headline: like the title, at or above the article's beginning; without a title the first
    kept line, if it has the shape of one and a longer line follows."""
    first = keep.index("")
    if title:
        tries = [*range(first, max(-1, first - ABOVE), -1), *range(first + 1, min(len(keep), first + 3))]
        return next((i for i in tries if is_title(sheet.lines[i].text, title)), None)
    found = first_line(sheet, keep, first)
    return found if found is not None else kindred(sheet, keep, first)


def first_line(sheet: Sheet, keep: Sequence[str], first: int) -> int | None:
    """The first kept line, if a longer one follows and it does not end as a sentence."""
    follows = next((i for i in range(first + 1, len(keep)) if not keep[i]), None)
    text = sheet.lines[first].text
    shaped = len(text) <= HEADLINE and not text.endswith((".", ":", ";", ","))
    return first if shaped and follows is not None and len(sheet.lines[follows].text) > len(text) else None


def kindred(sheet: Sheet, keep: Sequence[str], first: int) -> int | None:
    """The nearest line above that has the shape of a headline and shares its words with the article; if only a date, a
    counter, a credit or the like stand between it and the article, a few of its words will do."""
    body = known_by(" ".join(sheet.lines[i].text for i in range(first, len(keep)) if not keep[i]))

    def shares(i: int) -> bool:
        own = known_by(sheet.lines[i].text)
        beside = keep[i + 1:first]
        wanted = KINDRED_BESIDE if beside and not set(beside) & set(PLACES) else KINDRED
        return len(own) >= FEWEST and len(own & body) >= wanted * len(own)

    tries = (i for i in range(first - 1, max(-1, first - ABOVE), -1) if keep[i] in PLACES)
    return next((i for i in tries if len(sheet.lines[i].text) <= HEADLINE and shares(i)), None)


def known_by(text: str) -> frozenset[str]:
    return stems(WORD.findall(text.lower()))


def is_title(line: str, title: str) -> bool:
    own, theirs = known_by(line), known_by(title)
    if len(line) > HEADLINE or not own or not theirs:
        return False
    return len(own & theirs) / len(theirs) >= LIKENESS and len(own & theirs) / len(own) >= LIKENESS


def sentence(text: str) -> str:
    """The first sentence."""
    found = SENTENCE.search(text)
    return text[:found.end()] if found else text


def named(page: Page, said: meta.Meta, url: str, outlets: Outlets) -> str:
    """The outlet's name: as the hint or the page says, or as the domain's outlet is called; the known name of a known
    one."""
    for name in (page.outlet, said.outlet, url):
        if name and (found := outlets.find(name)):
            return found.name
    return page.outlet or said.outlet


def published(page: Page, sheet: Sheet, first: int, url: str, words: dates.Calendar) -> Moment | None:
    above, below = DATED
    near = sorted(range(max(0, first - above), min(len(sheet.lines), first + below)), key=lambda i: (abs(i - first), i))
    return dates.find(page.published, sheet.meta.published, url, [sheet.lines[i].text for i in near], sheet.text, words)


def kept(doc: Document) -> str:
    """The article as text: the headline first, a paragraph a line."""
    return "\n".join(spans.cut(doc.text, paragraph) for paragraph in doc.paragraphs)
