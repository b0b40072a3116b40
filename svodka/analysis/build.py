"""Document → Analysis."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Protocol

from svodka import __version__
from svodka.analysis import attributions, bare, bodies, figures, lines, mentions, nominals, quotes, times
from svodka.analysis.cues import Lexicon
from svodka.analysis.report import Report
from svodka.analysis.roles import Roles
from svodka.analysis.tree import Tree
from svodka.lang.fold import fold
from svodka.lang.pack import Pack
from svodka.spans import cut
from svodka.types import Analysis, Document, Entity, Mention, Outlet, Parse, Span, Voice, VoiceKind


class Outlets(Hashable, Protocol):
    """What analysis asks of the outlets."""

    @property
    def all(self) -> tuple[Outlet, ...]: ...


def build(doc: Document, pack: Pack | None, outlets: Outlets) -> Analysis:
    """The analysis of a report; with no pack for its language an empty one that says what is missing."""
    if pack is None or "analyse" not in pack.provides:
        return Analysis(document=doc, made=made(pack), missing=("language",))
    copy, back = readable(doc)
    analysis: Analysis = back(of(copy, pack, outlets))
    return analysis if copy is doc else replace(analysis, document=replace(doc, outlet=analysis.document.outlet))


def ahead(docs: Sequence[Document], pack: Pack) -> None:
    """Lets the backend parse together, where it can, what is to be analysed next."""
    if parse := getattr(pack.backend, "ahead", None):
        parse([(copy.text, copy.paragraphs) for copy, _ in map(readable, docs)])


def readable(doc: Document) -> tuple[Document, Callable[[Any], Any]]:
    """The report as it is parsed, and the way back to its own spans. A paragraph that is not to be analysed is an empty
    one, so that the others keep their numbers."""
    copy, back = bare.bare(doc)
    foreign = {each.span for each in copy.foreign if not latin(cut(copy.text, each.span))}
    if not foreign:
        return copy, back
    own = tuple(Span(start=p.start, stop=p.start) if p in foreign else p for p in copy.paragraphs)
    return replace(copy, paragraphs=own), back


def latin(text: str) -> bool:
    """Mostly in Latin letters, as a post set into a report: no rule takes it for its own language, and its names tell
    what the report is about."""
    letters = [c for c in text if c.isalpha()]
    return 2 * sum(c.isascii() for c in letters) > len(letters)


def of(doc: Document, pack: Pack, outlets: Outlets) -> Analysis:
    parse = pack.backend.parse(doc.text, doc.paragraphs)
    if not parse.tokens:
        return Analysis(document=doc, made=made(pack))
    report = read(doc, parse, pack)
    known = cited_as(outlets)
    printed = Voice(kind="outlet", name=doc.outlet) if doc.outlet else attributions.named_by_itself(report)
    if printed and printed.name and not doc.outlet:
        doc = replace(doc, outlet=printed.name)
    found = times.find(doc, parse, pack)
    return Analysis(
        document=doc,
        made=made(pack),
        tokens=parse.tokens,
        sents=parse.sents,
        mentions=(*named(report), *nominals.find(report)),
        entities=tuple(map(entity, report.entities)),
        attributions=attributions.find(report, known, printed),
        times=found,
        figures=figures.find(doc, parse, found, pack),
    )


def made(pack: Pack | None) -> str:
    return f"svodka {__version__}" + (f", {pack.code} {pack.version}" if pack else "")


@lru_cache(maxsize=8)
def knowledge(pack: Pack) -> tuple[Roles, Lexicon]:
    """The pack's tables as rules ask for them, made once a pack."""
    lexicon = Lexicon(pack)
    return Roles(pack, lexicon), lexicon


def read(doc: Document, parse: Parse, pack: Pack) -> Report:
    tree = Tree(doc.text, parse)
    roles, lexicon = knowledge(pack)
    places = lexicon.places(tree)
    entities = mentions.gather(tree, mentions.find(tree, parse.names, pack.backend), roles, pack.backend)
    report = Report(
        tree=tree,
        paragraphs=doc.paragraphs,
        quotes=quotes.find(tree, doc.paragraphs),
        lexicon=lexicon,
        roles=roles,
        backend=pack.backend,
        entities=entities,
        places=places,
        cues=lexicon.find(tree, places),
    )
    report.entities = bodies.meet(report)
    report.renamed()
    report.requoted(lines.with_unmarked(report))
    return report


@lru_cache(maxsize=4)
def cited_as(outlets: Outlets) -> dict[str, tuple[str, VoiceKind]]:
    return {fold(name): (o.name, o.kind) for o in outlets.all for name in (*o.names, o.name)}


def named(report: Report) -> Iterator[Mention]:
    for e in report.entities:
        key = e.key
        for n in e.names:
            yield Mention(span=report.tree.span(n.first, n.last), kind=n.kind, normal=n.normal, entity=key)


def entity(e: mentions.Figurehead) -> Entity:
    return Entity(
        id=e.key,
        kind=e.kind,
        name=e.name,
        aliases=e.aliases,
        roles=tuple(dict.fromkeys(e.titles)),
        members=tuple(e.members),
    )
