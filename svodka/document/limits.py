"""What of an HTML page is read, at most: a damaged one must be read by a cheaper way, or the others wait for it.

    str → trim: tags without their thousands of attributes → crowded? → bare: its text without a tree
"""
from __future__ import annotations

import re
from html import unescape
from itertools import islice
from typing import Any

BREAKING = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "html", "label", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section",
    "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"))
CROWD = 40_000  # "<" of a page beyond which it is read without a tree, which would take a second; portals have 5,000
HEAD = 50_000  # characters of such a page in which what it says of itself is looked for
JOINED = 2_000_000  # characters in which words are told from blocks; behind them every tag breaks the line
LONG_TAG = 2_000  # characters of a tag whose attributes are counted
ATTRIBUTES = 100  # that are read of such a tag: the parser compares each with all before it
HUGE = 1_000_000  # characters of a page beyond which the library is not asked
LARGE, COSTLY = 1_000, 100_000  # elements that are weighed; their summed depth beyond which the library is not asked
MOST_ASKED = 10_000  # elements beyond which it is not asked, however flat they lie
TAG_LONG = re.compile(rf"<[a-z][^<>]{{{LONG_TAG},}}+", re.I)
MANY = re.compile(r"<[a-z][^\s/<>]*(?:[\s/]++[^\s=<>]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s<>]*+))?+)"
                  rf"{{,{ATTRIBUTES}}}", re.I)
COMMENT = re.compile(r"<!--(?:[^<-]++|<(?!!--)|-(?!->))*+-->")  # what is left open hides nothing
HIDDEN = re.compile(  # from a tag to its own end, not beyond the next of its kind
    r"<(title|script|style|noscript|template|svg|textarea|iframe)\b[^<]*+(?:<(?!/?\1\b)[^<]*+)*+</\1\b[^<>]*>", re.I)
TAGS = re.compile(r"(?:<!--|</?[a-zA-Z!?][^<>]*+>)++")
NAME = re.compile(r"</?(\w+)")
NUMBER = re.compile(r"&#x?0*[\da-f]{8,}+;?", re.I)  # of a letter that there is not


def trim(html: str) -> str:
    """A long tag with its first attributes alone."""
    return TAG_LONG.sub(lambda tag: (MANY.match(tag[0]) or tag)[0], html)


def crowded(html: str) -> bool:
    return html.count("<") > CROWD


def bare(html: str) -> str:
    """The page's text, broken at block elements."""
    seen = " ".join(HIDDEN.sub(" ", COMMENT.sub(" ", html)).split())
    start, end = seen[:JOINED], seen[JOINED:]
    return unescape(NUMBER.sub("\ufffd", TAGS.sub(joint, start) + TAGS.sub("\n", end)))


def joint(tags: re.Match[str]) -> str:
    return "" if BREAKING.isdisjoint(NAME.findall(tags[0].lower())) else "\n"


def affordable(html: str, tree: Any) -> bool:
    """The library looks at the text of each element anew: its cost grows with the sum of their depths."""
    from lxml import etree

    if len(html) > HUGE:
        return False
    depth = cost = 0
    if sum(1 for _ in islice(tree.iter(), LARGE)) == LARGE:
        for event, _ in etree.iterwalk(tree, events=("start", "end")):
            depth += 1 if event == "start" else -1
            cost += max(depth, COSTLY // MOST_ASKED) if event == "start" else 0
            if cost > COSTLY:
                return False
    return True
