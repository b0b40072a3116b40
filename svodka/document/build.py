"""A Page to a Document.

    bytes → charset → rows (lines; of HTML by extract) → language → lexicon → judge → amend → parts → date → Document
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress, islice
from typing import Any, Protocol

from svodka import charset, ids, spans
from svodka.document import amend, dates, extract, language, lexicon, limits, lines, meta, parts
from svodka.document.characters import Remembered
from svodka.document.features import Row, is_prose
from svodka.errors import PackError
from svodka.lang.pack import Pack
from svodka.types import Document, Dropped, Failure, Moment, Outcome, Outlet, Page, Passage, Span, bulk, record

NO_META = meta.Meta()
DATED = (8, 5)  # lines above and below the article's beginning where its date may stand
BEYOND = "beyond"  # reason of the rest, after the last line that is judged
LONGEST_LINE = 10_000  # characters of a line that are judged
MOST_LINES, MOST_CHARACTERS = 5_000, 1_000_000  # that are judged; a live report of a whole day has 2,000 lines
LONGEST_TITLE = 1_000  # characters of a title: the first sentence may be the whole page
SENTENCE = re.compile(r"[^\W\d_]{3}[\"\u00bb\u201d)]?[.!?\u2026]+[\"\u00bb\u201d)]?(?=\s)")


class Outlets(Protocol):
    def find(self, name_or_domain: str) -> Outlet | None: ...


@record
class Sheet:
    """A decoded page: its text, the lines of it that are judged and what is beyond, what HTML says of them and of the
    page."""

    text: str
    spans: tuple[Span, ...]
    lines: tuple[extract.HtmlLine, ...]
    meta: meta.Meta
    kind: str
    rest: Span | None


@record
class Words:
    """What of a language's pack is asked here; without a pack all of it is empty."""

    kinds: lexicon.Kinds
    function_words: frozenset[str]
    calendar: dates.Calendar
    parts: parts.Marks = parts.Marks()


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
        return failed(page, f"no article found in {f'its first {len(keep)} lines' if sheet.rest else 'it'}")
    return Outcome(key=page.path, value=assemble(page, sheet, keep, lang, words, outlets))


def failed(page: Page, reason: str) -> Outcome:
    failure = Failure(stage="document", kind="Unreadable", message=f"{page.path}: {reason}")
    return Outcome(key=page.path, failure=failure)


def read(page: Page, text: str) -> Sheet:
    if page.media_type != "text/html":
        return flat(page, text)
    text = limits.trim(text)
    if limits.crowded(text):
        return flat(page, limits.bare(text), extract.parse(text[:limits.HEAD]))
    tree = extract.parse(text)
    if tree is None:
        return flat(page, text)
    rows = extract.lines(text, tree)
    said = meta.find(tree, page.url)
    rows = tuple(row._replace(links=tuple(meta.absolute(row.links, said.url))) if row.links else row for row in rows)
    text = "\n".join(row.text for row in rows)
    found = spans.many(first(places(rows), page.as_is))
    return Sheet(text=text, spans=found, lines=rows[:len(found)], meta=said, kind="html", rest=rest(text, found))


def flat(page: Page, text: str, tree: Any | None = None) -> Sheet:
    """`tree`: of the beginning of a page that was HTML."""
    found = spans.many(first(spans.find_lines(text), page.as_is))
    return Sheet(text=text, spans=found, lines=tuple([extract.HtmlLine(text[span.start:span.stop]) for span in found]),
                 meta=NO_META if tree is None else meta.find(tree, page.url), kind="flat", rest=rest(text, found))


def places(rows: Sequence[extract.HtmlLine]) -> Iterator[tuple[int, int]]:
    at = 0
    for row in rows:
        yield at, at + len(row.text)
        at += len(row.text) + 1


def first(found: Iterable[tuple[int, int]], as_is: bool) -> Iterator[tuple[int, int]]:
    """The lines that are judged, of a page that is not judged all."""
    left = MOST_CHARACTERS
    for start, stop in islice(found, None if as_is else MOST_LINES):
        if left > 0 or as_is:
            yield start, stop
        left -= min(stop - start, LONGEST_LINE)


def rest(text: str, found: Sequence[Span]) -> Span | None:
    """What is beyond the lines that are judged."""
    left = spans.strip(text, spans.span(found[-1].stop if found else 0, len(text)))
    return left if left.start < left.stop else None


def prose(sheet: Sheet) -> str:
    """The lines that read like sentences, all of them where there is none: what the language is told by."""
    texts = [line.text for line in sheet.lines]
    return "\n".join([text for text in texts if is_prose(text)] or texts)


@lru_cache(maxsize=16)
def words_of(pack: Pack | None) -> Words:
    if pack is None or "clean" not in pack.provides:
        return Words(kinds=asked(lambda texts: [frozenset()] * len(texts), dates.Calendar()),
                     function_words=frozenset(), calendar=dates.Calendar())
    data: dict[str, Any] = pack.toml("dates.toml") if (pack.folder / "dates.toml").exists() else {}
    calendar = dates.calendar(data)
    return Words(kinds=asked(kinds_of(pack), calendar), function_words=frozenset(pack.words("function_words.txt")),
                 calendar=calendar, parts=parts.marks(pack.table("page_parts.tsv")))


def kinds_of(pack: Pack) -> lexicon.Kinds:
    try:
        return lexicon.kinds(pack.table("boilerplate.tsv"))
    except (re.error, KeyError) as error:
        raise PackError(str(pack.folder / "boilerplate.tsv"), str(error)) from error


def asked(kinds: lexicon.Kinds, calendar: dates.Calendar) -> lexicon.Kinds:
    """The kinds of the lexicon and that of a line that is a date; remembered, as pages share their furniture."""
    return Remembered(lambda texts: [found | {"date"} if dates.by_line(text, calendar) else found
                                     for text, found in zip(texts, kinds(texts), strict=True)])


def rows(sheet: Sheet, words: Words) -> list[Row]:
    kinds = words.kinds([line.text[:lexicon.LONGEST + 1] for line in sheet.lines])
    return [Row(judged(line.text), line.linked, line.places, line.voted, own)
            for line, own in zip(sheet.lines, kinds, strict=True)]


def judged(line: str) -> str:
    """What of a line is looked at: all of it, or beginning and end of one that is a whole file."""
    return line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE // 2] + line[-LONGEST_LINE // 2:]


def judge(sheet: Sheet, words: Words) -> list[str]:
    """Why each line is left out, empty for the article's."""
    found = rows(sheet, words)
    reasons = lines.judge(found, sheet.meta.title, words.function_words, lines.weights(sheet.kind))
    return amend.amend(found, reasons)


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
    keep, head, sub = headed(page, sheet, keep, title, words)
    kept = [i for i, reason in enumerate(keep) if not reason]
    body = parts.lead(sheet.lines, keep, (head, sub))
    url = page.url or sheet.meta.url
    outlet = named(page, sheet.meta, url, outlets)
    return Document(
        id=ids.document_id(url, outlet, sheet.text), path=page.path, url=url, outlet=outlet, lang=lang,
        title=title or (sheet.lines[head].text if head is not None else sentence(sheet.lines[kept[0]].text)),
        text=sheet.text, paragraphs=tuple(sheet.spans[i] for i in kept),
        authors=sheet.meta.authors or tuple(dict.fromkeys(parts.authors(sheet.lines, keep, words.parts))),
        published=published(page, sheet, kept[0], body or kept[0], url, words.calendar), links=sheet.meta.links,
        dropped=(*bulk(Dropped, list(compress(sheet.spans, keep)), list(filter(None, keep))),
                 *([Dropped(span=sheet.rest, reason=BEYOND)] if sheet.rest else ())),
        headline=at(sheet, head), subheading=at(sheet, sub), lead=at(sheet, body),
        dateline=dateline(sheet, body, words),
        captions=tuple(parts.captions(sheet.lines, sheet.spans, keep, words.parts)),
        section=sheet.meta.section, tags=sheet.meta.tags,
        earlier=tuple(dict.fromkeys(parts.earlier(sheet.lines, keep, url))),
        sisters=tuple(parts.sisters(sheet.lines, sheet.spans, keep, sheet.kind == "html")),
        foreign=tuple(Passage(span=sheet.spans[i], lang=other) for i in kept
                      if lang and (other := language.other(sheet.lines[i].text, lang))))


def headed(page: Page, sheet: Sheet, keep: list[str], title: str,
           words: Words) -> tuple[list[str], int | None, int | None]:
    """The reasons once more, the line of the headline and that of the sub-heading: both are the article's, what is
    above is not."""
    head = parts.headline(sheet.lines, keep, title)
    if head is None or page.as_is:
        return keep, head, None
    keep = [lines.BEFORE if i < head and not reason else reason for i, reason in enumerate(keep)]
    keep[head] = ""
    sub = parts.subheading(sheet.lines, keep, head, sheet.meta.summaries, words.parts)
    if sub is not None:
        keep[sub] = ""
    return keep, head, sub


def dateline(sheet: Sheet, body: int | None, words: Words) -> Span | None:
    size = 0 if body is None else parts.dateline(sheet.lines[body].text, words.calendar.months)
    return spans.span(sheet.spans[body].start, sheet.spans[body].start + size) if body is not None and size else None


def at(sheet: Sheet, i: int | None) -> Span | None:
    return None if i is None else sheet.spans[i]


def sentence(text: str) -> str:
    """The first sentence."""
    found = SENTENCE.search(text, 0, LONGEST_TITLE)
    return text[:found.end() if found else LONGEST_TITLE]


def named(page: Page, said: meta.Meta, url: str, outlets: Outlets) -> str:
    """The outlet's name: as the hint or the page says, or as the domain's outlet is called; the known name of a known
    one."""
    for name in (page.outlet, said.outlet, url):
        if name and (found := outlets.find(name)):
            return found.name
    return page.outlet or said.outlet


def published(page: Page, sheet: Sheet, first: int, body: int, url: str, words: dates.Calendar) -> Moment | None:
    above, below = DATED
    last = min(len(sheet.lines), max(first + below, min(body, first + above)))
    near = sorted(range(max(0, first - above), last), key=lambda i: (abs(i - first), i))
    return dates.find(page.published, sheet.meta.published, url, [sheet.lines[i].text for i in near], sheet.text, words)


def kept(doc: Document) -> str:
    """The article as text: the headline first, a paragraph a line."""
    return "\n".join(spans.cut(doc.text, paragraph) for paragraph in doc.paragraphs)
