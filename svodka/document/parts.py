"""The parts of a page beside its body: headline, sub-heading, lead, dateline, captions, sister headlines, links to the
outlet's earlier reports, by-line.

    lines, reasons → the headline's line → the sub-heading's → … each a line of the page or a span of it
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from svodka import spans
from svodka.document.extract import HtmlLine
from svodka.document.features import ADDRESS, LINKED, ended, known_by
from svodka.document.lines import UNKNOWN
from svodka.types import Caption, Span, record

HEADLINE = 250  # characters at most
SUBHEADING = 300  # the same
OPENING = 50  # characters by which a copy of the body is known
LIKENESS = 0.6  # share of the title's stems by which a line is known as the headline
KINDRED, KINDRED_BESIDE = 0.35, 0.1  # share of a headline's stems that stand in its article
BARS = re.compile(r"\s[/|\u00bb\u203a\u2192>]\s")
FEWEST = 3  # stems of a headline
SISTERLY = frozenset((*UNKNOWN, "also"))
ABOVE = 12  # lines above the article where its headline may stand
BELOW = 4  # lines from the headline to the sub-heading
FOUR_WORDS = re.compile(r"(?:[\W\d_]*+[^\W\d_]++){4}")
SISTER = (25, 200)  # characters of another report's headline
BYLINE = 120  # characters of a line that names the author
NAME = r"((?:[^\W\d_a-z][\w.'-]*\s+){1,2}[^\W\d_a-z][\w'-]+)"
CLOCK = re.compile(r"\d{1,2}[:.]\d\d\s+")
HEAD = re.compile(r"[^\W\d_][^:\u00ab\"]{3,24}:\s+")
DATELINE = re.compile(
    r"^(?P<place>[^\W\d_][^\d,.;:!?]{1,40})[,.]\s+(?P<day>\d{1,2})\s+(?P<month>[^\W\d_]{3,9})\.?,?"
    r"(?:\s+(?:19|20)\d\d(?:\s+[^\W\d_]{1,4}\b)?)?[.,]?"
    r"(?:\s*[/(\[][^/()\[\]]{2,40}[/)\]](?:\s*[.\u2014\u2013-]+)?|\s*[\u2014\u2013-]+(?:\s+[^.\u2014\u2013]{2,30}\.(?=\s))?)\s*")
OTHER_PATHS = re.compile(r"/(?:tags?|authors?|themes?|search|rubrics?|sections?|category|users?)(?:/|$)", re.I)
A_REPORT = re.compile(r"\d|-|_|\.s?html?$")


@record
class Marks:
    """A language's words that tell the parts (`page_parts.tsv`)."""

    credit: re.Pattern[str] | None = None
    byline: re.Pattern[str] | None = None


def marks(rows: Sequence[Mapping[str, str]]) -> Marks:
    def of(part: str) -> str:
        return "|".join(row["pattern"] for row in rows if row["part"] == part)

    credit, byline = of("credit"), of("byline")
    return Marks(credit=re.compile(rf"(?:^|(?<=[\s(/|]))(?:{credit})\s*", re.I) if credit else None,
                 byline=re.compile(rf"(?i:\b(?:{byline}))\s*:?\s+{NAME}") if byline else None)


def headline(lines: Sequence[HtmlLine], keep: Sequence[str], title: str) -> int | None:
    """The line that is the headline: like the title, at or above the article's beginning; without a title the first
    kept line, if it has the shape of one and a longer line follows."""
    first = keep.index("")
    if title:
        tries = [*range(first, max(-1, first - ABOVE), -1), *range(first + 1, min(len(keep), first + 3))]
        return next((i for i in tries if is_title(lines[i].text, title)), None)
    found = first_line(lines, keep, first)
    return found if found is not None else kindred(lines, keep, first)


def first_line(lines: Sequence[HtmlLine], keep: Sequence[str], first: int) -> int | None:
    """The first kept line, if a longer one follows and it does not end as a sentence."""
    follows = next((i for i in range(first + 1, len(keep)) if not keep[i]), None)
    text = lines[first].text
    shaped = len(text) <= HEADLINE and not text.endswith((".", ":", ";", ","))
    return first if shaped and follows is not None and len(lines[follows].text) > len(text) else None


def kindred(lines: Sequence[HtmlLine], keep: Sequence[str], first: int) -> int | None:
    """The nearest line above that has the shape of a headline and shares its words with the article; if nothing but
    a date, a counter, a credit or the like stands between it and the article, a few of its words will do."""
    body = known_by(" ".join(lines[i].text for i in range(first, len(keep)) if not keep[i]))

    def shares(i: int) -> bool:
        own = known_by(lines[i].text)
        beside = keep[i + 1:first]
        wanted = KINDRED if set(beside) & set(UNKNOWN) else KINDRED_BESIDE
        return len(own) >= FEWEST and len(own & body) >= wanted * len(own)

    tries = (i for i in range(first - 1, max(-1, first - ABOVE), -1) if keep[i] in UNKNOWN)
    return next((i for i in tries if len(lines[i].text) <= HEADLINE and shares(i)), None)


def is_title(line: str, title: str) -> bool:
    own, theirs = known_by(line), known_by(title)
    if len(line) > HEADLINE or not own or not theirs:
        return False
    return len(own & theirs) / len(theirs) >= LIKENESS and len(own & theirs) / len(own) >= LIKENESS


def subheading(lines: Sequence[HtmlLine], keep: Sequence[str], head: int, said: Sequence[str],
               words: Marks) -> int | None:
    """The line under the headline that is none of the body's: one that the page gives as its summary, or one without a
    full stop that no lexicon knows; only short lines stand between."""
    for i in range(head + 1, min(len(lines), head + 1 + BELOW)):
        text = lines[i].text
        if text in said and len(text) <= SUBHEADING and not any(text[:OPENING] in line.text for line in lines[i + 1:]):
            return i  # no copy of the body's beginning
        if keep[i] in ("", *UNKNOWN) and not ended(text) and not furnished(lines[i], words):
            return i if under(lines, keep, i) else None
        if len(text) >= SISTER[1] or (not keep[i] and ended(text)):
            return None
    return None


def furnished(line: HtmlLine, words: Marks) -> bool:
    """Few words, a link, a path of rubrics, a credit."""
    credit = words.credit is not None and words.credit.search(line.text)
    return bool(len(known_by(line.text)) < FEWEST or line.linked > LINKED or credit or BARS.search(line.text))


def under(lines: Sequence[HtmlLine], keep: Sequence[str], i: int) -> bool:
    """The article follows at once, but for lines that a lexicon knows, and shares a word with the line."""
    body = next((j for j in range(i + 1, min(len(lines), i + 1 + BELOW)) if keep[j] == "" or keep[j] in UNKNOWN), None)
    if body is None or (not ended(lines[body].text) and keep[body] and len(lines[body].text) > SISTER[0]):
        return False
    rest = known_by(" ".join(line.text for line, reason in zip(lines[i + 1:], keep[i + 1:], strict=True) if not reason))
    return SISTER[0] <= len(lines[i].text) <= SUBHEADING and bool(known_by(lines[i].text) & rest)


def lead(lines: Sequence[HtmlLine], keep: Sequence[str], heads: Sequence[int | None]) -> int | None:
    """The first line of the body."""
    return next((i for i, reason in enumerate(keep) if not reason and i not in heads and ended(lines[i].text)), None)


def dateline(text: str, is_month: Sequence[tuple[str, ...]]) -> int:
    """Where the place and day at a report's beginning end; 0 where there is none."""
    found = DATELINE.match(text)
    if not found or not any(found["month"].lower().startswith(starts) for starts in is_month):
        return 0
    return found.end() if found["place"].isupper() or found["place"].istitle() else 0


def captions(lines: Sequence[HtmlLine], at: Sequence[Span], reasons: Sequence[str], words: Marks) -> Iterator[Caption]:
    """What is told of pictures and whose they are; a credit on the next line belongs to the caption above it."""
    waiting: Caption | None = None
    for line, span, reason in zip(lines, at, reasons, strict=True):
        if reason not in ("caption", "credit") or (words.byline and words.byline.match(line.text)):
            continue
        text, credit = split(line.text, words)
        if waiting and not text and not waiting.credit and span.start - waiting.span.stop <= 2:
            yield Caption(span=spans.span(waiting.span.start, span.stop), text=waiting.text, credit=credit)
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = Caption(span=span, text=text, credit=credit)
    if waiting:
        yield waiting


def split(text: str, words: Marks) -> tuple[str, str]:
    found = words.credit.search(text) if words.credit else None
    return (text[:found.start()].rstrip(" (/|"), text[found.end():].strip(" )")) if found else (text, "")


def sisters(lines: Sequence[HtmlLine], at: Sequence[Span], reasons: Sequence[str], html: bool) -> Iterator[Span]:
    """Headlines of other reports on the page: lines left out that are links, or in a flattened page have the shape of
    one; without the time of day or the head before them."""
    seen = set()
    for line, span, reason in zip(lines, at, reasons, strict=True):
        if reason not in SISTERLY or len(line.text) < SISTER[0] or (html and not is_link(line)):
            continue
        start = titled(line.text, reason)
        text = line.text[start:]
        if text not in seen and is_sister(text):
            seen.add(text)
            yield spans.span(span.start + start, span.stop) if start else span


def is_link(line: HtmlLine) -> bool:
    return line.linked > LINKED and len(line.links) < 2


def titled(line: str, reason: str) -> int:
    """Where the title begins."""
    before = HEAD.match(line) if reason == "also" else line[0].isdigit() and CLOCK.match(line)
    return before.end() if before else 0


def is_sister(text: str) -> bool:
    shortest, longest = SISTER
    shaped = shortest <= len(text) <= longest and text[-1] not in ":." and FOUR_WORDS.match(text)
    return bool(shaped) and not ADDRESS.search(text)


def earlier(lines: Sequence[HtmlLine], reasons: Sequence[str], url: str) -> Iterator[str]:
    """Links from the article, and from titles of other reports set into it, to reports of the same site."""
    host = site(url)
    first = next((i for i, reason in enumerate(reasons) if not reason), 0)
    last = max((i for i, reason in enumerate(reasons) if not reason), default=0)
    for i, line in enumerate(lines):
        if host and first < i <= last and (not reasons[i] or reasons[i] == "also"):
            yield from (link for link in line.links if site(link) == host and is_report(link) and link != url)


def site(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    except ValueError:
        return ""


def is_report(link: str) -> bool:
    path = urlsplit(link).path
    return bool(A_REPORT.search(path)) and not OTHER_PATHS.search(path)


def authors(lines: Sequence[HtmlLine], keep: Sequence[str], words: Marks) -> Iterator[str]:
    """Names in the by-lines: lines near the article's beginning and end that are left out."""
    kept = [i for i, reason in enumerate(keep) if not reason]
    near = {*range(max(0, kept[0] - 8), kept[0] + 8), *range(kept[-1] - 1, kept[-1] + 4)}
    for i in sorted(near):
        if i < len(lines) and keep[i] and len(lines[i].text) <= BYLINE and words.byline:
            yield from (found[1] for found in words.byline.finditer(lines[i].text))
