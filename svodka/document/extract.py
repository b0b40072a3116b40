"""HTML to lines of text.

    str → tree → lines (text, share of it in links, the places it stands in, whether the library took it)

The article is found by a library (readability-lxml); which lines of the page belong to it is told by words, so that
every line keeps its place in the flattened page and nothing is thrown away unseen.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

BREAKING = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "html", "label", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section",
    "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"))
UNSEEN = frozenset(("script", "style", "noscript", "template", "svg", "math", "head", "iframe", "object", "embed",
                    "canvas", "audio", "video", "textarea"))
PLACES = {"nav": "nav", "footer": "foot", "aside": "aside", "form": "form", "button": "form", "label": "form",
          "select": "form", "header": "header", "article": "article", "main": "article", "h1": "h1", "h2": "h2",
          "h3": "h3", "h4": "h3", "li": "list", "td": "cell", "p": "p", "figcaption": "caption", "time": "time",
          "blockquote": "quote"}
POOR = re.compile(  # readability's words for what surrounds an article, and those of Russian portals
    r"comment|meta|foot|sidebar|sponsor|share|social|related|promo|banner|advert|\bads?\b|menu|nav|widget|tags|popular|"
    r"subscribe|login|cookie|breadcrumb|rating|rss|copyright|teaser|inset|also|recommend|more-?news|lastnews|hidden|popup|"
    r"vote|poll|search", re.I)
RICH = re.compile(r"article|body|content|entry|main|post|story|text|detail|lead", re.I)
DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
UNSEEN_LETTERS = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))  # where a word may be broken, or may not
LONG_ENOUGH = 20  # characters by which a line is known inside the library's text
TEASER = 30  # characters of a link that is a title of its own
HUGE = 3_000_000  # characters beyond which the library is not asked
LARGE, COSTLY = 1_000, 100_000  # elements that are weighed; their summed depth beyond which the library is not asked
TAG = re.compile(r"</?([a-z][\w-]*)[^<>]*>", re.I)
STANDING = frozenset(("html", "head", "body", "title", "meta", "link", "script", "style", "noscript", "textarea", "h1"))


class HtmlLine(NamedTuple):  # not a record: thousands are made a second
    """`linked`: share of its characters in links; `places`: where it stands (nav, article, h1, poor …); `voted`: 1
    where the library counts it to the article; `links`: where its links lead, as the page writes it."""

    text: str
    linked: float = 0.0
    places: frozenset[str] = frozenset()
    voted: float = 0.0
    links: tuple[str, ...] = ()


def parse(html: str) -> Any | None:
    """The tree, None where there is nothing to parse. The parser stops at elements 256 deep, as tags that are never
    closed make them: such a page is read without its nesting."""
    text = CONTROL.sub(" ", DECLARED.sub("", html))
    tree, too_deep = parsed(text)
    return parsed(TAG.sub(level, text))[0] if too_deep else tree


def parsed(text: str) -> tuple[Any | None, bool]:
    """The tree, and whether the parser gave up at its depth."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        tree = None
    return tree, any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log)


def level(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    return tag[0] if name in STANDING else "<br>" if name in BREAKING else ""


def lines(html: str, tree: Any) -> tuple[HtmlLine, ...]:
    """The lines that a reader sees, in order, with the library's vote."""
    found = list(flatten(tree))
    taken = article(html, found) if affordable(tree) else []
    known, joined = frozenset(taken), "\n".join(taken)
    return tuple(HtmlLine(text=line.text, linked=line.linked, places=line.places, links=line.links, voted=float(
        line.text in known or (len(line.text) >= LONG_ENOUGH and line.text in joined))) for line in found)


def affordable(tree: Any) -> bool:
    """The library looks at the text of each element anew: its cost grows with the sum of their depths."""
    from lxml import etree

    depth = cost = 0
    if sum(1 for _ in islice(tree.iter(), LARGE)) == LARGE:
        for event, _ in etree.iterwalk(tree, events=("start", "end")):
            depth += 1 if event == "start" else -1
            cost += depth if event == "start" else 0
            if cost > COSTLY:
                return False
    return True


def article(html: str, found: Sequence[HtmlLine]) -> list[str]:
    """The lines of the article as readability sees it; none where it fails, as it does on some broken pages."""
    from lxml import etree
    from readability import Document
    from readability.readability import Unparseable

    if not found or len(html) > HUGE:
        return []
    try:
        tree = parse(Document(CONTROL.sub(" ", html)).summary(html_partial=True))
    except (Unparseable, etree.LxmlError, ValueError, AssertionError, TypeError, AttributeError, IndexError,
            KeyError, RecursionError):
        return []
    return [] if tree is None else [line.text for line in flatten(tree)]


def flatten(tree: Any) -> Iterator[HtmlLine]:
    """Lines broken at block elements; not recursive, so nesting of any depth is read."""
    line = _Line()
    stack: list[tuple[Any, frozenset[str], str]] = [(tree, frozenset(), "")]
    while stack:
        node, places, linked = stack.pop()
        if node is BREAK:
            yield from line.flush()
        elif isinstance(node, str):
            line.add(node, places, linked)
        elif isinstance(node.tag, str) and node.tag not in UNSEEN:
            tag = node.tag
            inner = inside(places, tag, node.get("class", ""), node.get("id", ""))
            in_link = linked or (node.get("href") or "#" if tag == "a" else "")
            if tag in BREAKING:
                yield from line.flush()
                stack.append((BREAK, places, linked))
            for child in reversed(node):
                tail = child.tail
                if child.tag == "a" and not (tail or "").strip():  # links side by side: words, or titles, apart
                    stack.append((BREAK if is_teaser(child) else " ", inner, in_link))
                elif tail:
                    stack.append((tail, inner, in_link))
                stack.append((child, inner, in_link))
            line.add(node.text or "", inner, in_link)
    yield from line.flush()


def is_teaser(link: Any) -> bool:
    """A link long enough for a title, with another link behind it."""
    after = link.getnext()
    return after is not None and after.tag == "a" and len(link.text_content().strip()) >= TEASER


BREAK = object()


class _Line:
    """The line in hand: its pieces, each with the link that it stands in, and the places of its first word."""

    def __init__(self) -> None:
        self.pieces: list[tuple[str, str]] = []
        self.places: frozenset[str] | None = None

    def add(self, text: str, places: frozenset[str], linked: str) -> None:
        if text:
            if self.pieces and self.pieces[-1][0][-1].islower() and text[0].isupper():
                self.pieces.append((" ", ""))  # two labels side by side, which only a style sheet parts
            self.pieces.append((text, linked))
            if self.places is None and not text.isspace():
                self.places = places

    def flush(self) -> Iterator[HtmlLine]:
        if self.places is not None:
            text = " ".join("".join([piece for piece, _ in self.pieces]).translate(UNSEEN_LETTERS).split())
            sizes = [(len(piece.strip()), in_link) for piece, in_link in self.pieces]
            total, linked = sum([size for size, _ in sizes]), sum([size for size, in_link in sizes if in_link])
            if text:
                yield HtmlLine(text=text, linked=linked / max(1, total), places=self.places,
                               links=tuple(dict.fromkeys(link for _, link in self.pieces if link)))
        self.pieces, self.places = [], None


@lru_cache(maxsize=10_000)
def inside(places: frozenset[str], tag: str, classes: str, name: str) -> frozenset[str]:
    """The places within an element: those it stands in, what its tag makes, what the words of its class and id make;
    remembered, as a page has few kinds of elements."""
    found = {PLACES[tag]} if tag in PLACES else set()
    names = f"{classes} {name}"[:400]
    if names != " " and tag not in ("body", "html"):
        found |= {"poor"} if POOR.search(names) else set()
        found |= {"rich"} if RICH.search(names) else set()
    return places | found
