"""Lines that recur over the pages of one outlet are furniture, whatever they say.

    documents → by outlet → count: on how many of its pages each line stands → clear: documents without those lines

Two passes over the pages in hand: all are counted before any is judged, so their order is of no account.
A line of the article recurs too: a headline in the lists of other pages, a paragraph of background in every report of
a running story. So the headline is never taken, nor a line that shares its words with the rest of its article; and
prose is asked for more witnesses than a line that reads like a title or a button.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from svodka import ids, spans
from svodka.document.features import ended, is_prose, known_by
from svodka.source.outlets import host
from svodka.types import Document, Dropped, Recurring

REASON = "recurring"
PAGES, SHARE = 4, 0.3  # pages of an outlet, and part of them, on which a line must stand
PROSE_PAGES, PROSE_SHARE = 5, 0.5  # the same for a line that reads like a sentence
KIN = 1 / 3  # share of its stems that a line has in common with its article, if it is of the article
MOST = 5000  # lines kept of an outlet, the most frequent
REMEMBERED = 1000  # pages after which the older ones count half: outlets change their pages
ALIKE, ALIKE_SHARE = 8, 1 / 3  # lines, and part of its lines, that two pages of one frame have in common
LOOKED, LONG = 1_000_000, 100_000  # characters of a page that are compared; beyond which its lines are not remembered
DIGITS = re.compile(r"\d+")


def sift(docs: Sequence[Document], held: Mapping[str, Recurring], counted: Container[str] = ()
         ) -> tuple[list[Document], list[Recurring]]:
    """The documents in their order without recurring furniture, and what they add to what is known of the outlets that
    have a name. `held`: what was known of them before; `counted`: ids of the documents that it has in it already."""
    known: dict[str, Recurring] = {}
    learnt = []
    for name, own in groups(docs):
        enough = name or len(own) >= PAGES
        fresh = count(name, [doc for doc in own if doc.id not in counted]) if enough else empty(name)
        now = add(held.get(name, empty(name)), fresh)
        known.update((doc.id, now) for doc in own)
        learnt += [fresh] if name else []
    return [clear(doc, known[doc.id]) for doc in docs], learnt


def outlet(doc: Document) -> str:
    """By what name the page's outlet is known: its own, else its site's, else none."""
    return doc.outlet or host(doc.url)


def groups(docs: Iterable[Document]) -> Iterator[tuple[str, list[Document]]]:
    """The pages of each outlet, with its name; those of no known outlet by likeness, without a name."""
    named: dict[str, list[Document]] = {}
    for doc in docs:
        named.setdefault(outlet(doc), []).append(doc)
    unnamed = named.pop("", [])
    yield from named.items()
    yield from (("", own) for own in alike(unnamed))


def alike(docs: Sequence[Document]) -> list[list[Document]]:
    """Pages with one frame: each joins the first (by id, so that the order of reading is of no account) with which it
    has enough lines in common. Prose is left aside: a copied report has it in common with another outlet's."""
    if len(docs) < PAGES:
        return [[doc] for doc in docs]
    found: list[tuple[frozenset[str], list[Document]]] = []
    for doc in sorted(docs, key=lambda doc: doc.id):
        own = frozenset(line for line in lines(doc.text) if not is_prose(line))
        near = (group for frame, group in found
                if len(own & frame) >= max(ALIKE, ALIKE_SHARE * min(len(own), len(frame))))
        group = next(near, None)
        if group is None:
            found.append((own, [doc]))
        else:
            group.append(doc)
    return [group for _, group in found]


def lines(text: str) -> tuple[str, ...]:
    return (remembered if len(text) <= LONG else compared)(text[:LOOKED])


def compared(text: str) -> tuple[str, ...]:
    """Lines as they are compared: one is another's like if they are the same but for numbers, spaces and capitals (a
    counter, a date). A line without letters says nothing and is left out."""
    found = (" ".join(line.split()) for line in DIGITS.sub("0", text.lower()).splitlines())
    return tuple(line for line in found if line.islower())


remembered = lru_cache(maxsize=512)(compared)


def keys(found: Iterable[str]) -> frozenset[int]:
    return frozenset(map(ids.hash64, found))


def empty(outlet: str) -> Recurring:
    return Recurring(outlet=outlet, pages=0)


def count(outlet: str, docs: Iterable[Document]) -> Recurring:
    """All lines of these pages; one page (by address, else by id) counts once. The order is of no account."""
    pages = {doc.url or doc.id: doc for doc in docs}
    times = Counter[int]()
    for doc in pages.values():
        times.update(keys(lines(doc.text)))
    return Recurring(outlet=outlet, pages=len(pages), lines=tuple(times.most_common()))


def add(held: Recurring, fresh: Recurring) -> Recurring:
    """Both together, within the bounds of what is kept of an outlet."""
    if not fresh.pages:
        return held
    times = Counter(dict(held.lines))
    times.update(dict(fresh.lines))
    made, total = dict(times), held.pages + fresh.pages
    while total > REMEMBERED:
        made, total = {line: of // 2 for line, of in made.items() if of > 1}, total // 2
    kept = sorted(made.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
    return Recurring(outlet=held.outlet, pages=total, lines=tuple(kept))


def clear(doc: Document, known: Recurring) -> Document:
    """The document without the furniture that the judge had left in it; an article is not cleared away altogether."""
    if known.pages < PAGES:
        return doc
    times = dict(known.lines)
    text = {span: spans.cut(doc.text, span) for span in doc.paragraphs}
    found = [span for span in doc.paragraphs if span != doc.headline and recurs(text[span], times, known.pages)]
    if not found:
        return doc
    rest = [span for span in doc.paragraphs if span not in found]
    about = known_by(" ".join([doc.title, *(text[span] for span in rest)]))
    out = frozenset(span for span in found if not akin(text[span], about))
    if not out or out.issuperset(span for span in doc.paragraphs if span != doc.headline):
        return doc
    dropped = [*doc.dropped, *(Dropped(span=span, reason=REASON) for span in out)]
    paragraphs = tuple(span for span in doc.paragraphs if span not in out)
    body = (span for span in paragraphs if span not in (doc.headline, doc.subheading) and ended(text[span]))
    lead = next(body, None) if doc.lead in out else doc.lead
    return replace(doc, paragraphs=paragraphs, subheading=None if doc.subheading in out else doc.subheading,
                   lead=lead, dateline=doc.dateline if lead == doc.lead else None,
                   foreign=tuple(each for each in doc.foreign if each.span not in out),
                   dropped=tuple(sorted(dropped, key=lambda each: each.span.start)))


def more(known: Recurring, before: Recurring | None) -> bool:
    """Is there a line that by now recurs, and did not before?"""
    def marks(held: Recurring, fewest: int, part: float) -> set[int]:
        return {line for line, of in held.lines if of >= max(fewest, part * held.pages)}

    before = before or empty(known.outlet)
    return any(marks(known, fewest, part) - marks(before, fewest, part)
               for fewest, part in ((PAGES, SHARE), (PROSE_PAGES, PROSE_SHARE)))


def recurs(line: str, times: Mapping[int, int], pages: int) -> bool:
    fewest, part = (PROSE_PAGES, PROSE_SHARE) if is_prose(line) else (PAGES, SHARE)
    return max((times.get(found, 0) for found in keys(lines(line))), default=0) >= max(fewest, part * pages)


def akin(line: str, about: frozenset[str]) -> bool:
    own = known_by(line)
    return len(own & about) > KIN * len(own)
