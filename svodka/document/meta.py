"""What an HTML page says about itself: meta tags, JSON-LD, Open Graph, `time` elements, links."""
from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from svodka.types import record

PUBLISHED = ("article:published_time", "og:published_time", "og:article:published_time", "datepublished",
             "published_time", "pubdate", "publishdate", "publish-date", "publication_date", "dc.date.issued",
             "dcterms.created", "dc.date", "date", "mediator_published_time", "sailthru.date", "article:published")
DATES = ("datePublished", "dateCreated", "uploadDate")  # of linked data
TITLES = ("og:title", "twitter:title", "mrc__share_title")
SITES = ("og:site_name", "application-name", "al:android:app_name", "publisher", "dc.publisher")
AUTHORS = ("author", "article:author", "dc.creator", "mediator_author")
SECTIONS = ("article:section", "articlesection", "mediator_theme", "og:section")
TAGS = ("article:tag", "og:article:tag")
KEYWORDS = ("news_keywords", "keywords")
SUMMARIES = ("og:description", "description", "twitter:description", "alternativeheadline", "mrc__share_description")
OWN_SUMMARIES = ("alternativeHeadline", "description")  # of linked data
MESSENGERS = ("telegram",)  # whose pages are a channel's: the title names it
ARTICLES = ("article", "newsarticle", "reportagenewsarticle", "blogposting", "liveblogposting", "analysisnewsarticle",
            "opinionnewsarticle", "report", "videoobject", "webpage")
JOINTS = re.compile(r"\s+(?:[|\u2014\u2013\u00bb\u2022\u00b7]|-|::?|//|/)\s+")
SAYING = {"meta": ("property", "name", "itemprop"),  # attributes in which an element names what it says
          **dict.fromkeys(("span", "div", "time", "p", "a"), ("itemprop",))}
OWNERS = frozenset(("span", "div", "a", "p", "link"))  # elements that may hold the name of an author or publisher
MOST_LINKS = 300  # looked at
MOST_DATES = 20
MOST_TAGS, LONGEST_TAG = 30, 60
MOST_OWNED = 5  # names of one property of microdata
LONGEST_DATA, LONGEST_TITLE, LONGEST_ADDRESS = 500_000, 1_000, 4_000  # characters


@record
class Meta:
    """`published`: strings as the page writes them, the most trustworthy first; `summaries`: what it gives as its own
    description or sub-heading."""

    title: str = ""
    outlet: str = ""
    url: str = ""
    published: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    section: str = ""
    tags: tuple[str, ...] = ()
    summaries: tuple[str, ...] = ()


def find(tree: Any, base: str) -> Meta:
    marked = tree.xpath("//*[self::meta or @itemprop]")
    said = tags(marked)
    data = [node for node in linked_data(tree) if is_article(node)]
    own = canonical(tree, said) or address(data)
    url = base or own
    title, outlet = first(said, TITLES) or headline(data), first(said, SITES) or publisher(data)
    if outlet.lower() in MESSENGERS:
        title, outlet = "", title
    elif not title:
        title = lone_h1(tree) or page_title(tree)
    return Meta(
        title=title[:LONGEST_TITLE], outlet=outlet or next(owned(marked, "publisher"), ""), url=url,
        published=tuple(islice(dict.fromkeys(filter(None, (*every(said, PUBLISHED), *dates(data), *times(tree)))),
                               MOST_DATES)),
        authors=tuple(dict.fromkeys(filter(is_name, (*names(data), *every(said, AUTHORS),
                                                     *islice(owned(marked, "author"), MOST_OWNED))))),
        links=tuple(dict.fromkeys(islice(links(tree, url), MOST_LINKS))),
        section=first(said, SECTIONS) or next(iter(words_of(data, "articleSection")), ""),
        tags=tags_of(said, data),
        summaries=tuple(dict.fromkeys((*every(said, SUMMARIES), *words_of(data, *OWN_SUMMARIES)))))


def tags(marked: Sequence[Any]) -> dict[str, list[str]]:
    """Contents of the meta tags and of microdata by name, property or itemprop, in small letters."""
    found: dict[str, list[str]] = {}
    for node in marked:
        for key in SAYING.get(node.tag, ()):
            name = node.get(key, "").strip().lower()
            text = node.get("content") or node.get("datetime") or ""
            if name and text.strip():
                found.setdefault(name, []).append(" ".join(text.split()))
    return found


def first(said: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next(iter(every(said, names)), "")


def every(said: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    return [text for name in names for text in said.get(name, ())]


def canonical(tree: Any, said: dict[str, list[str]]) -> str:
    found = [node.get("href", "") for node in tree.iter("link") if "canonical" in node.get("rel", "").lower()]
    found += [node.get("href", "") for node in tree.iter("link") if node.get("itemprop", "") == "mainEntityOfPage"]
    return next((url for url in (*found, *said.get("og:url", ())) if is_url(url)), "")


def is_url(text: str) -> bool:
    return text.startswith(("http://", "https://")) and len(text) <= LONGEST_ADDRESS


def linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD, those inside @graph and lists too."""
    for node in tree.iter("script"):
        if "ld+json" in node.get("type", "").lower() and node.text and len(node.text) < LONGEST_DATA:
            try:
                yield from objects(json.loads(node.text, strict=False))
            except (ValueError, RecursionError):
                continue


def objects(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
        yield from objects(data.get("@graph", ()))
    elif isinstance(data, list):
        for each in data:
            if isinstance(each, dict):
                yield from objects(each)


def is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type", "")
    return any(str(kind).lower() in ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds]))


def headline(data: list[dict[str, Any]]) -> str:
    return next((text for node in data for key in ("headline", "name") if (text := as_text(node.get(key)))), "")


def publisher(data: list[dict[str, Any]]) -> str:
    return next((text for node in data if (text := as_text(node.get("publisher")))), "")


def dates(data: list[dict[str, Any]]) -> list[str]:
    return [text for node in data for key in DATES if (text := as_text(node.get(key)))]


def address(data: list[dict[str, Any]]) -> str:
    """Where the article says that it stands."""
    found = (value for node in data for key in ("mainEntityOfPage", "url") for value in (node.get(key),))
    texts = (value.get("@id", "") if isinstance(value, dict) else value for value in found)
    return next((text for text in texts if isinstance(text, str) and is_url(text)), "")


def words_of(data: list[dict[str, Any]], *keys: str) -> list[str]:
    """Strings of a key, whether it has one or a list of them."""
    found = [node.get(key) for node in data for key in keys]
    each = [one for value in found for one in (value if isinstance(value, list) else [value])]
    return [text for one in each if (text := as_text(one))]


def tags_of(said: dict[str, list[str]], data: list[dict[str, Any]]) -> tuple[str, ...]:
    """What the report is filed under: tags of its own before keywords, which are often the site's."""
    listed = words_of(data, "keywords")
    listed = listed if len(listed) > 1 else parted(listed)
    kinds = (every(said, TAGS), listed, *(parted(said.get(key, [])) for key in KEYWORDS))
    best = next((kind for kind in kinds if kind), [])
    return tuple(dict.fromkeys(tag for tag in best if len(tag) <= LONGEST_TAG))[:MOST_TAGS]


def parted(texts: list[str]) -> list[str]:
    return [tag.strip() for text in texts for tag in re.split("[,;]", text) if tag.strip()]


def owned(marked: Sequence[Any], prop: str) -> Iterator[str]:
    """Names that microdata gives to a property of the page: `itemprop="author"`, with a name of its own or as text."""
    for node in marked:
        if node.tag in OWNERS and node.get("itemprop") == prop:
            inner = [each for each in node.iter() if each is not node and each.get("itemprop") == "name"]
            text = inner[0].get("content") or inner[0].text_content() if inner else node.text_content()
            if text.strip():
                yield " ".join(text.split())


def names(data: list[dict[str, Any]]) -> list[str]:
    found = []
    for node in data:
        authors = node.get("author")
        found += [as_text(author) for author in (authors if isinstance(authors, list) else [authors])]
    return found


def as_text(value: Any) -> str:
    """A string, or the name of an object."""
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split()).encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def is_name(text: str) -> bool:
    return 2 < len(text) <= 80 and "/" not in text and "@" not in text


def times(tree: Any) -> list[str]:
    """`time` elements of the article before those of the page."""
    found = [(any(up.tag in ("article", "main") for up in node.iterancestors()), node.get("datetime", ""))
             for node in tree.iter("time")]
    return [text for _, text in sorted(found, key=lambda pair: not pair[0])][:1]


def lone_h1(tree: Any) -> str:
    found = [" ".join(node.text_content().split()) for node in tree.iter("h1")]
    found = [text for text in found if text]
    return found[0] if len(found) == 1 and len(found[0]) > 15 else ""


def page_title(tree: Any) -> str:
    """The title element without the site's name: the longest of the parts that its joints make."""
    text = " ".join((tree.findtext(".//title") or "").split())
    return max(JOINTS.split(text), key=len, default="")


def links(tree: Any, base: str) -> Iterator[str]:
    """Absolute addresses of the page's links."""
    return absolute((node.get("href", "") for node in tree.iter("a")), base)


def absolute(hrefs: Iterable[str], base: str) -> Iterator[str]:
    return filter(None, (joined(base, href) for href in hrefs if len(href) <= LONGEST_ADDRESS))


@lru_cache(maxsize=2_000)
def joined(base: str, href: str) -> str:
    """Empty where it leads to no page; remembered, as a page's links are asked for twice."""
    href = href.strip()
    try:
        url = "" if not href or href.startswith(("#", "javascript:", "mailto:", "tel:")) else urljoin(base, href)
    except ValueError:
        return ""
    return url if is_url(url) else ""
