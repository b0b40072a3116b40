"""HTML to lines of text.

    str → tree → lines (text, share of it in links, the places it stands in, whether the library took it)

The article is found by a library (readability-lxml); which lines of the page belong to it is told by words, so that
every line keeps its place in the flattened page and nothing is thrown away unseen.
"""
from __future__ import annotations

import copy
import logging
import re
from functools import lru_cache
from typing import Any, NamedTuple

from svodka.document.limits import BREAKING, affordable

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
CONTROL = bytes.maketrans(bytes((*range(9), 11, *range(14, 32))), b" " * 28)
UNSEEN_LETTERS = re.compile("[\u00ad\u200b\u2060\ufeff]")  # where a word may be broken, or may not
SCRIPTS = frozenset(("script", "style", "link"))  # dropped before the library reads
HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\s*(?:!|;|$)", re.I)
LONG_ENOUGH = 20  # characters by which a line is known inside the library's text
NAMES = 400  # characters of class and id that are looked at
TEASER = 30  # characters of a link that is a title of its own
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
    text = DECLARED.sub("", html)
    tree, too_deep = parsed(text)
    return parsed(TAG.sub(level, text))[0] if too_deep else tree


def parsed(text: str) -> tuple[Any | None, bool]:
    """The tree, and whether the parser gave up at its depth. Its elements are all of one class: choosing it by tag, as
    lxml.html does, costs more than what is asked of most elements."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement))
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8", "replace").translate(CONTROL), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        tree = None
    return tree, any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log)


def level(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    return tag[0] if name in STANDING else "<br>" if name in BREAKING else ""


def lines(html: str, tree: Any) -> tuple[HtmlLine, ...]:
    """The lines that a reader sees, in order, with the library's vote."""
    found = flatten(tree)
    taken = article(tree) if found and affordable(html, tree) else []
    known, joined = frozenset(taken), "\n".join(taken)
    return tuple(line._replace(voted=1.0) if line.text in known or (
        len(line.text) >= LONG_ENOUGH and line.text in joined) else line for line in found)


def article(tree: Any) -> list[str]:
    """The lines of the article as readability sees it; none where it fails, as it does on some broken pages."""
    from lxml import etree
    from readability.readability import Unparseable

    reader = library()(tree)
    try:
        reader.summary(html_partial=True)
    except (Unparseable, etree.LxmlError, ValueError, AssertionError, TypeError, AttributeError, IndexError,
            KeyError, RecursionError):
        return []
    return [line.text for line in flatten(reader.html)]


@lru_cache(maxsize=1)
def library() -> Any:
    """readability without what makes its answer safe to show, which takes half of its time, as only lines are asked of
    it: it reads a tree that is parsed already, and leaves the element that it chose as its `html`. A page that it fails
    on, as one with `&#1;` in its text, is read without it: nobody wants its traceback."""
    from lxml import etree
    from readability import Document
    from readability.readability import log

    log.setLevel(logging.CRITICAL)
    length = etree.XPath("string-length(normalize-space())")
    return type("Reader", (Document,), {
        "_parse": lambda self, tree: uncovered(tree),
        "get_link_density": lambda self, node: sum(map(length, node.iterdescendants("a"))) / max(1, length(node)),
        "get_clean_html": lambda self: etree.tostring(self.html, encoding="unicode", method="html")})


def uncovered(tree: Any) -> Any:
    """A copy without scripts and hidden elements."""
    tree = copy.deepcopy(tree)
    for node in list(tree.iter()):
        if node.tag in SCRIPTS or node.get("hidden") is not None or HIDDEN.search(node.get("style", "")):
            node.drop_tree()
    return tree


def flatten(tree: Any) -> list[HtmlLine]:
    """Lines broken at block elements; not recursive, so nesting of any depth is read."""
    from lxml import etree

    line, places, linked = _Line(), frozenset[str](), ""
    above: list[tuple[frozenset[str], str]] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, node in walk:
        tag = node.tag
        if tag in BREAKING:
            line.flush()
        if event == "end":
            places, linked = above.pop()
            line.after(node, tag, places, linked)
            continue
        above.append((places, linked))
        if tag in UNSEEN:
            walk.skip_subtree()
        else:
            places = inside(places, tag, node.get("class", "")[:NAMES], node.get("id", "")[:NAMES])
            linked = linked or (node.get("href") or "#" if tag == "a" else "")
            line.add(node.text, places, linked)
    line.flush()
    return line.found


def is_teaser(link: Any) -> bool:
    """A link long enough for a title, with another link behind it."""
    after = link.getnext()
    return after is not None and after.tag == "a" and len(link.text_content().strip()) >= TEASER


class _Line:
    """The lines found; the one in hand: its pieces, each with the link that it stands in, and the places of its first
    word."""

    def __init__(self) -> None:
        self.found: list[HtmlLine] = []
        self.pieces: list[tuple[str, str]] = []
        self.places: frozenset[str] | None = None

    def add(self, text: str | None, places: frozenset[str], linked: str) -> None:
        if text and (self.pieces or linked or not text.isspace()):
            if self.pieces and text[0].isupper() and self.pieces[-1][0][-1].islower():
                self.pieces.append((" ", ""))  # two labels side by side, which only a style sheet parts
            self.pieces.append((text, linked))
            if self.places is None and not text.isspace():
                self.places = places

    def after(self, node: Any, tag: str, places: frozenset[str], linked: str) -> None:
        """What follows an element: links side by side are words, or titles, apart."""
        tail = node.tail
        if tag != "a" or (tail and not tail.isspace()):
            self.add(tail, places, linked)
        elif is_teaser(node):
            self.flush()
        else:
            self.add(" ", places, linked)

    def flush(self) -> None:
        if self.places is not None:
            text = " ".join(UNSEEN_LETTERS.sub("", "".join([piece for piece, _ in self.pieces])).split())
            linked = sum([len(piece.strip()) for piece, link in self.pieces if link])
            total = linked + sum([len(piece.strip()) for piece, link in self.pieces if not link])
            if text:
                self.found.append(HtmlLine(text, linked / max(1, total), self.places, links=tuple(
                    dict.fromkeys([link for _, link in self.pieces if link]))))
            self.places = None
        self.pieces = []


@lru_cache(maxsize=10_000)
def inside(places: frozenset[str], tag: str, classes: str, name: str) -> frozenset[str]:
    """The places within an element: those it stands in, what its tag makes, what the words of its class and id make;
    remembered, as a page has few kinds of elements."""
    found = {PLACES[tag]} if tag in PLACES else set()
    names = f"{classes} {name}"[:NAMES]
    if names != " " and tag not in ("body", "html"):
        found |= {"poor"} if POOR.search(names) else set()
        found |= {"rich"} if RICH.search(names) else set()
    return places | found
