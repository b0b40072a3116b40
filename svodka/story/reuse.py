"""What of one report's words stands in another, sentence by sentence.

A sentence that was copied keeps runs of words. One that was reworded to hide its origin (every third word replaced)
keeps none, but most of its words, in their order. Two reporters who tell the same fact keep neither.
"""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from svodka import spans
from svodka.types import Analysis, Reuse, Span

SHINGLE = 4  # words: shorter ones are shared by chance, longer ones break at every light edit
PART = 0.6  # of a sentence's words that stand in the other report, for the sentence to stand there

Words = tuple[str, ...]
Pairs = Sequence[tuple[int, int]]  # sentences of one report with those of the other in which they stand


@dataclass(frozen=True, slots=True)
class Sentence:
    """`told`: how many of its words the report says itself, not in quotation."""

    span: Span
    words: Words
    lemmas: Words
    told: int


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A report as its words are compared; `places`: the sentences in which two lemmas stand side by side."""

    analysis: Analysis
    sentences: tuple[Sentence, ...]
    runs: Set[Words] = field(repr=False)
    places: Mapping[Words, Sequence[int]] = field(repr=False)

    @property
    def outlet(self) -> str:
        return self.analysis.document.outlet.casefold()

    @property
    def words(self) -> int:
        return sum(len(s.words) for s in self.sentences)


def read(analysis: Analysis, furniture: Collection[tuple[str, Words]] = frozenset()) -> Text:
    """Without what the outlet prints again and again; a report of nothing else is read whole. The headline, which each
    outlet writes anew, is none of its sentences."""
    every, outlet = tuple(sentences(analysis)), analysis.document.outlet.casefold()
    head = analysis.document.headline
    title = tuple(s for s in every if head and spans.overlap(head, s.span))
    body = every[len(title):] or every
    kept = tuple(s for s in body if (outlet, s.words) not in furniture) or body
    words = [word for s in (*title, *kept) for word in s.words]
    places: dict[Words, list[int]] = defaultdict(list)
    for at, s in enumerate(kept):
        for pair in zip(s.lemmas, s.lemmas[1:], strict=False):
            places[pair].append(at)
    return Text(analysis=analysis, sentences=kept, runs=frozenset(runs(words)), places=dict(places))


def sentences(analysis: Analysis) -> Iterator[Sentence]:
    text = analysis.document.text
    quoted = [piece for a in analysis.attributions if a.kind == "direct" for piece in a.content]
    for sent in analysis.sents:
        tokens = [t for t in analysis.tokens[sent.first:sent.last] if t.pos != "PUNCT"]
        if tokens:
            near = [piece for piece in quoted if spans.overlap(piece, sent.span)]
            yield Sentence(span=sent.span, words=tuple(text[t.span.start:t.span.stop].casefold() for t in tokens),
                           lemmas=tuple(t.lemma for t in tokens),
                           told=sum(not any(spans.inside(t.span, piece) for piece in near) for t in tokens))


def runs(words: Sequence[str]) -> Iterator[Words]:
    """Every run of SHINGLE words; all of them if there are fewer."""
    return (tuple(words[i:i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))


def alike(left: Text, right: Text) -> float:
    """Jaccard's share of the runs of both that are shared."""
    shared = len(left.runs & right.runs)
    return shared / (len(left.runs) + len(right.runs) - shared)


# does a sentence stand in another report as this one: two rules


def verbatim(own: Sentence, theirs: Sentence) -> bool:
    """Most of its words stand in runs that both have."""
    shared, covered = set(runs(theirs.words)), bytearray(len(own.words))
    for at, run in enumerate(runs(own.words)):
        if run in shared:
            covered[at:at + len(run)] = b"\1" * len(run)
    return sum(covered) >= PART * len(own.words)


def reworded(own: Sentence, theirs: Sentence) -> bool:
    """Most words of the shorter one stand in the longer, in their order; or it is verbatim."""
    from rapidfuzz.distance import LCSseq

    shorter = min(len(own.words), len(theirs.words))
    return verbatim(own, theirs) or (
        shorter >= SHINGLE and LCSseq.similarity(own.lemmas, theirs.lemmas) >= PART * shorter)


def taken(text: Text, source: Text, stands: Callable[[Sentence, Sentence], bool]) -> Pairs:
    """The sentences of a text that stand in the source, each with the one that has most pairs of its words."""
    near = ((at, nearest(own, source)) for at, own in enumerate(text.sentences))
    return [(at, there) for at, there in near
            if there is not None and stands(text.sentences[at], source.sentences[there])]


def nearest(own: Sentence, source: Text) -> int | None:
    pairs = zip(own.lemmas, own.lemmas[1:], strict=False)
    counts = Counter(there for pair in pairs for there in source.places.get(pair, ()))
    if not counts:  # a sentence of one word has no pair
        return next((i for i, s in enumerate(source.sentences) if s.words == own.words), None)
    return min(counts, key=lambda there: (-counts[there], there))


def share(text: Text, found: Pairs) -> float:
    """The part of its sentences."""
    return len(found) / len(text.sentences)


def weight(text: Text, found: Pairs) -> float:
    """The part of its words."""
    return sum(len(text.sentences[at].words) for at, _ in found) / text.words


def passages(text: Text, source: Text, found: Pairs) -> tuple[Reuse, ...]:
    """Sentences that follow one another in both are one passage."""
    blocks: list[list[tuple[int, int]]] = []
    for at, there in found:
        if blocks and blocks[-1][-1] == (at - 1, there - 1):
            blocks[-1].append((at, there))
        else:
            blocks.append([(at, there)])
    return tuple(Reuse(span=spans.cover([text.sentences[at].span for at, _ in block]),
                       of=spans.cover([source.sentences[there].span for _, there in block])) for block in blocks)
