"""Quotations and the cues around them: behind a dash, before a colon, inside the marks, or none at all."""

from __future__ import annotations

from collections.abc import Sequence

from svodka.analysis import asides, drafting, interrupts, lines, sources
from svodka.analysis.asides import said_in
from svodka.analysis.content import DASHES, predicate, trim
from svodka.analysis.cues import Cue
from svodka.analysis.interrupts import cue_in, made
from svodka.analysis.quotes import STOPS, Quote
from svodka.analysis.report import Draft, Report, Source
from svodka.analysis.salience import person_subject
from svodka.types import Span

TAIL = 40  # tokens looked through for a cue behind a quotation
LABEL = 10  # tokens of what stands before a colon and a quotation with no cue
NOUN_NEAR = 4  # tokens between a noun of speech and the colon behind it


def quotation(report: Report, quote: Quote) -> list[Draft]:
    """The drafts of one quotation, by the first rule that answers; a quotation that no cue claims gives none here."""
    if not quote.speech:
        return []
    for rule in QUOTE_RULES:
        found = rule(report, quote)
        if found:
            return [found]
    return []


def paragraph_of(report: Report, offset: int) -> Span:
    return next(p for p in report.paragraphs if p.start <= offset < p.stop)


def behind(report: Report, quote: Quote) -> Draft | None:
    """«P», - said X; the quotation may go on behind the cue."""
    tree = report.tree
    paragraph = paragraph_of(report, quote.outer.stop - 1)
    limit = tree.at(paragraph.stop)
    at = tree.at(quote.outer.stop)
    marks = 0
    while at < limit and tree.words[at] in (",", ".", "!", "?", "\u2026", "..."):
        at, marks = at + 1, marks + 1
    dash = at < limit and tree.words[at] in DASHES
    if not dash and not (marks and at < limit and tree.words[at].islower() and tree.words[at - 1] == ","):
        return None
    first = at + 1 if dash else at
    stop = segment_end(report, first, limit)
    content = (filled(report, quote.inner),)
    cue = cue_in(report, first, stop)
    if cue is not None and not clause_between(report, first, cue.first):
        return made(report, "quote-behind", cue, content, source_of(report, cue, first, stop))
    return told_behind(report, first, stop, content) if dash and marked(report, quote) else None


def marked(report: Report, quote: Quote) -> bool:
    """A comma behind the quotation, or a mark of feeling at its end: what follows the dash tells who speaks."""
    tree = report.tree
    after = tree.at(quote.outer.stop)
    return tree.words[after] == "," or tree.text[quote.inner.start : quote.inner.stop].rstrip()[-1:] in (*STOPS, ",")


def told_behind(report: Report, first: int, stop: int, content: tuple[Span, ...]) -> Draft | None:
    """Behind a quotation and a dash any verb with somebody for its subject is one of speech (`he waved it off`), and
    `the words of X` name X."""
    tree = report.tree
    words = next((i for i in range(first, stop) if report.has("words", i)), None)
    owner = sources.genitive(report, words) if words is not None else None
    if words is not None and owner is not None:
        return made(report, "quote-behind", bare(words, "noun"), content, owner)
    verb = next((i for i in range(first, stop) if tree.finite(i) or tree.words[i] == ","), None)
    if verb is None or not tree.finite(verb) or tree.feats[verb].get("Person") == "1":
        return None
    source = sources.find(report, bare(verb, "verb"), first, stop)
    return made(report, "quote-behind", bare(verb, "verb"), content, source) if source and who(report, source) else None


def bare(word: int, kind: str) -> Cue:
    return Cue(word=word, first=word, last=word + 1, kind=kind, governs=frozenset({"quote"}), stance="plain")


def who(report: Report, source: Source) -> bool:
    """Somebody: a name, a pronoun, an office, a trade, a body."""
    tree, head = report.tree, source.head
    known = tree.lemma[head] in report.roles.titles or tree.lemma[head] in report.lexicon.sources
    named = any(i in report.named for i in range(source.first, source.last))
    return known or named or report.has("personal", head) or tree.feats[head].get("Animacy") == "Anim"


def source_of(report: Report, cue: Cue, low: int, high: int) -> Source | None:
    if cue.kind == "noun":
        return sources.genitive(report, cue.word) or drafting.carrier(report, cue, low)
    if cue.kind == "prep":
        aside = asides.find(report, cue)
        return aside.source if aside else None
    return said_in(report, cue, high) if cue.kind == "said_in" else sources.find(report, cue, low, high)


def segment_end(report: Report, first: int, limit: int) -> int:
    """The end of the sentence behind a quotation, or where the next quotation of speech opens."""
    tree = report.tree
    for i in range(first, min(limit, first + TAIL)):
        if report.speech_at(i):
            return i
        if tree.words[i] in (".", "!", "?") and (i + 1 >= limit or tree.sent_of[i] != tree.sent_of[i + 1]):
            return i + 1
    return min(limit, first + TAIL)


def clause_between(report: Report, first: int, last: int) -> bool:
    """Another predicate before the cue: the words behind the dash do not begin with it."""
    tree = report.tree
    return any(tree.finite(i) and not any(c.word == i for c in report.cues) for i in range(first, last))


def before(report: Report, quote: Quote) -> Draft | None:
    """X said: «P»; or a name and a colon alone."""
    tree = report.tree
    opening = tree.at(quote.outer.start)
    colon = opening - 1 - (opening > 1 and tree.words[opening - 1] in DASHES)
    paragraph = paragraph_of(report, quote.outer.start)
    if (
        colon < 0
        or tree.words[colon] != ":"
        or (colon < tree.at(paragraph.start) and quote.outer.start > paragraph.start + 2)
    ):
        return None
    low = tree.sent(colon).first
    cue = introducing(report, low, colon)
    content = (filled(report, quote.inner),)
    if cue is not None:
        told = proposition(report, cue, colon)
        source = source_of(report, cue, low, colon)
        return made(report, "quote-after-colon", cue, (told, *content) if told else content, source)
    source = label(report, quote, low, colon)
    if source is None:
        return None
    mark = tree.span(colon, colon + 1)
    return Draft(rule="quote-after-name", at=colon, cue=mark, content=content, kind="direct", source=source)


def label(report: Report, quote: Quote, low: int, colon: int) -> Source | None:
    """Whom the words before a colon name: all of them a name or label, or the subject of what they tell."""
    tree = report.tree
    words = range(low, colon)
    head = next((i for i in words if tree.head(i) not in words), None)
    if any(tree.finite(i) or tree.feats[i].get("Variant") == "Short" for i in words):
        subject = next((i for i in words if may_speak(report, i)), None)
        return sources.phrase(report, subject) if subject is not None else None
    if head is None or len(words) > LABEL:
        return None
    named = quote.outer == quote.inner or any(i in report.named for i in words)
    return Source(first=low, last=colon, head=head) if named else None


def may_speak(report: Report, i: int) -> bool:
    """A person, named or by pronoun, that is a subject."""
    if i in report.named:
        return person_subject(report, i)
    return report.has("personal", i) and report.tree.rel(i).startswith("nsubj")


def introducing(report: Report, low: int, colon: int) -> Cue | None:
    """The cue before a colon and a quotation: the last that may govern one, or a noun of speech right before."""
    here = [c for c in report.cues if low <= c.word < colon and not report.speech_at(c.word)]
    able = [c for c in here if c.kind in ("opinion", "said_in", "prep") or (c.kind == "verb" and "quote" in c.governs)]
    nouns = [c for c in here if c.kind == "noun" and colon - c.last < NOUN_NEAR]
    return able[-1] if able else nouns[-1] if nouns else None


def proposition(report: Report, cue: Cue, colon: int) -> Span | None:
    """What is told between the cue and the colon, which the quotation bears out: `he said that P: «Q»`."""
    tree = report.tree
    first = next((i + 1 for i in range(cue.last, colon) if tree.words[i] == ","), colon)
    first += first < colon and report.has("that", first)
    told = cue.kind == "prep" or (first < colon and report.has("that", first - 1))
    return trim(report, first, colon) if told and predicate(tree, first, colon) is not None else None


def filled(report: Report, span: Span) -> Span:
    """A quotation's content without a final full stop or comma."""
    tree = report.tree
    inside = tree.inside(span)
    last = inside.stop
    while last > inside.start + 1 and tree.words[last - 1] in (",", "."):
        last -= 1
    return tree.span(inside.start, last) if len(inside) else span


def adjacent(report: Report, quote: Quote) -> Draft | None:
    """X stressed, «P»; X writes «P»; X said - «P»: the cue stands right before the marks."""
    tree = report.tree
    at = tree.at(quote.outer.start)
    last = at - (at > 0 and (tree.words[at - 1] == "," or tree.words[at - 1] in DASHES))
    low = tree.sent(last - 1).first if last else 0
    cue = next((c for c in report.cues if c.last == last and c.kind == "verb" and "quote" in c.governs), None)
    source = sources.find(report, cue, low, last) if cue else None
    if cue is None or (source is None and tree.feats[cue.word].get("Number") == "Sing"):
        return None
    return made(report, "quote-adjacent", cue, (filled(report, quote.inner),), source)


def cited(report: Report, drafts: Sequence[Draft]) -> list[Draft]:
    """«P», X quotes Y: a second attribution of the quotation, to Y through X."""
    tree, out = report.tree, []
    for k, draft in enumerate(drafts):
        told = any(d.via == k for d in drafts)
        if told or not draft.rule.startswith("quote") or draft.cue is None or not report.has("cites", draft.at):
            continue
        whom = next((c for c in tree.children[draft.at] if is_quoted(report, c, draft)), None)
        if whom is not None:
            out.append(draft.but(rule="cited-words", at=whom, source=sources.phrase(report, whom), via=k))
    return out


def is_quoted(report: Report, c: int, draft: Draft) -> bool:
    """The object of the verb: somebody who can speak."""
    tree = report.tree
    own = draft.source is not None and draft.source.first <= c < draft.source.last
    speaks = who(report, Source(first=c, last=c + 1, head=c))
    return not own and speaks and tree.rel(c) in ("obj", "iobj") and tree.child(c, "case") is None


QUOTE_RULES = (interrupts.interrupted, lines.posted, behind, before, adjacent, lines.headline_quoted)
