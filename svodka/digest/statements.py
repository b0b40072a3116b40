"""Statements: what a report says, cut into units that can be met in another report.

An attribution's content is one statement; a sentence told by the report itself is another. Both are cut further into
sentences and coordinated clauses (`parts`), which is the level at which reports repeat each other.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from svodka import spans
from svodka.digest.lexicon import fold, of_class
from svodka.digest.names import Names
from svodka.digest.report import SUBJECTS, Report
from svodka.types import Attribution, Sent, Span, Voice

PREDICATES = ("VERB", "AUX")
JOINED = ("conj", "parataxis")
CLOSING = (".", "!", "?", "\u2026", "\u00bb", '"', ")")
OPEN = ("SCONJ", "CCONJ", "ADP")  # words that a clause cannot end with
NEAR_CUE = 20  # characters
SMALLEST = 3  # content words of a clause that may stand for itself
CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV", "SYM")


@dataclass(frozen=True, slots=True)
class Statement:
    """`index`: of the attribution, None where the report itself speaks. `pieces` are its words, `tokens` theirs."""

    report: Report = field(repr=False)
    index: int | None
    pieces: tuple[Span, ...]
    tokens: tuple[int, ...] = field(repr=False)
    voices: tuple[Voice, ...]

    @property
    def attribution(self) -> Attribution | None:
        return None if self.index is None else self.report.analysis.attributions[self.index]

    @property
    def place(self) -> tuple[int, int]:
        return self.report.number, self.pieces[0].start


def find(report: Report, names: Names) -> tuple[Statement, ...]:
    """All statements of a report in order of their words."""
    found = [*attributed(report, names), *narrated(report)]
    return tuple(sorted(found, key=lambda s: (s.place, s.pieces[-1].stop)))


def attributed(report: Report, names: Names) -> Iterator[Statement]:
    every = report.analysis.attributions
    for index, a in enumerate(every):
        if not a.content or relays(report, index) or repeats(report, index) or withdrawn(report, a):
            continue
        tokens = tuple(i for piece in a.content for i in report.inside(piece))
        if tokens:
            yield Statement(report=report, index=index, pieces=a.content, tokens=tokens,
                            voices=names.voices(report, a.voices))


def withdrawn(report: Report, a: Attribution) -> bool:
    """`we reported by mistake that P`: nobody holds P any more."""
    if a.cue is None:
        return False
    near = Span(start=max(0, a.cue.start - NEAR_CUE), stop=a.cue.stop + NEAR_CUE)
    outside = (i for i in report.inside(near) if not any(spans.inside(report.token(i).span, p) for p in a.content))
    return lemma_in(report, outside, "mistake")


def lemma_in(report: Report, tokens: Iterable[int], name: str) -> bool:
    """One of the tokens is of a class of the digest's lemmas."""
    words = of_class(report.pack, name)
    return any(fold(report.token(i).lemma) in words for i in tokens)


def relays(report: Report, index: int) -> bool:
    """The attribution only passes on another's, which says all of it: the inner one is the statement."""
    a = report.analysis.attributions[index]
    inner = [b for b in report.analysis.attributions if b.via == index
             and any(spans.inside(piece, whole) for piece in b.content for whole in a.content)]
    if not inner:
        return False
    told = [s for b in inner for s in (*filter(None, [b.cue]), *b.content, *(v.span for v in b.voices if v.span))]
    left = [i for whole in a.content for i in report.inside(whole) if report.token(i).pos in CONTENT
            and not any(s.start <= report.token(i).span.start < s.stop for s in told)]
    return len(left) < SMALLEST


def repeats(report: Report, index: int) -> bool:
    """What nobody by name says within another's words: those words hold it already."""
    every = report.analysis.attributions
    a = every[index]
    if not a.voices or a.voices[0].name:
        return False
    return any(b is not a and (a.via == i or (b.content == a.content and b.voices and b.voices[0].name)) and all(
        any(spans.inside(piece, whole) for whole in b.content) for piece in a.content) for i, b in enumerate(every))


def narrated(report: Report) -> Iterator[Statement]:
    """Sentences of the report's own, without what it attributes."""
    voice = (Voice(kind="outlet", name=report.doc.outlet),)
    taken = [s for a in report.analysis.attributions for s in (*a.content, *filter(None, [a.cue]), *(
        v.span for v in a.voices if v.span))]
    for sent in report.analysis.sents:
        inside = [s for s in taken if spans.overlap(s, sent.span)]
        tokens = tuple(i for i in range(sent.first, sent.last)
                       if not any(s.start <= report.token(i).span.start < s.stop for s in inside))
        if points_elsewhere(report, sent):
            continue
        if inside:
            tokens = closed(report, tokens)
        if inside and weight(report, tokens) < max(SMALLEST, weight(report, range(sent.first, sent.last)) // 2):
            continue
        if weight(report, undated(report, tokens)) >= SMALLEST and tells(report, tokens):
            yield Statement(report=report, index=None, pieces=pieces_of(report, tokens) if inside else (sent.span,),
                            tokens=tokens, voices=voice)


def closed(report: Report, tokens: tuple[int, ...]) -> tuple[int, ...]:
    """Without the conjunction at the end that led to another's words: `there are none yet, but`."""
    last = next((i for i in reversed(tokens) if report.token(i).pos != "PUNCT"), None)
    return tokens[:tokens.index(last)] if last is not None and report.token(last).pos == "CCONJ" else tokens


def points_elsewhere(report: Report, sent: Sent) -> bool:
    """The sentence names the source of another one's words (`this was said by ...`) and tells nothing itself."""
    return any(a.cue and spans.inside(a.cue, sent.span) and a.content
               and not any(spans.overlap(piece, sent.span) for piece in a.content)
               for a in report.analysis.attributions)


def undated(report: Report, tokens: Iterable[int]) -> tuple[int, ...]:
    """The tokens that are no part of a time: a dateline says nothing."""
    return tuple(i for i in tokens if not any(
        t.span.start <= report.token(i).span.start < t.span.stop for t in report.analysis.times))


def tells(report: Report, tokens: Iterable[int]) -> bool:
    """Something is said of something: a verb, a subject or a short predicate; a dateline or a byline has none."""
    return any(t.pos in PREDICATES or "Variant=Short" in t.feats or (t.rel in SUBJECTS and not (
        t.pos == "PROPN" and t.head >= 0 and report.token(t.head).pos == "PROPN")) for t in map(report.token, tokens))


def governed(statement: Statement) -> bool:
    """The content is a noun in the case that the source's words ask for (`spoke of the intention to leave`), of which
    nothing is said there (`the events were an attempt`)."""
    report, inside = statement.report, set(statement.tokens)
    heads = [i for i in statement.tokens if report.token(i).head not in inside]
    if not heads or report.token(heads[0]).pos != "NOUN" or any(
            report.token(c).rel in (*SUBJECTS, "cop") and c in inside for i in heads for c in report.children[i]):
        return False
    head = report.token(heads[0])
    return head.rel not in SUBJECTS and any(f"Case={case}" in head.feats for case in ("Gen", "Dat", "Ins", "Loc"))


def weight(report: Report, tokens: Sequence[int]) -> int:
    return sum(report.token(i).pos in CONTENT for i in tokens)


def pieces_of(report: Report, tokens: Sequence[int]) -> tuple[Span, ...]:
    """Runs of neighbouring tokens as spans."""
    runs: list[list[int]] = []
    for i in tokens:
        if runs and i == runs[-1][-1] + 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    inner = [kept for run in runs if (kept := [i for i in run if report.token(i).pos != "PUNCT"])]
    ends = [(run[0], max(run[-1], last_mark(report, run[-1], tokens))) for run in inner]
    return tuple(Span(start=report.token(a).span.start, stop=report.token(b).span.stop) for a, b in ends or [
        (tokens[0], tokens[-1])])


def last_mark(report: Report, i: int, tokens: Sequence[int]) -> int:
    """The sentence's closing mark, where it follows the word at once and is among the tokens."""
    closes = i + 1 < len(report.analysis.tokens) and report.words(report.token(i + 1).span) in CLOSING
    return i + 1 if closes and i + 1 in tokens else i


def parts(statement: Statement) -> tuple[Statement, ...]:
    """The statement cut into sentences and clauses that can stand for themselves; itself if there is nothing to cut."""
    report = statement.report
    found: list[tuple[int, ...]] = []
    for sent in report.sents_of(spans.cover(statement.pieces)):
        tokens = tuple(i for i in statement.tokens if sent.first <= i < sent.last)
        found += clauses(report, sent, tokens)
    if len(found) < 2:
        return (statement,)
    return tuple(Statement(report=report, index=statement.index, pieces=pieces_of(report, tokens), tokens=tokens,
                           voices=statement.voices) for tokens in found)


def clauses(report: Report, sent: Sent, tokens: Sequence[int]) -> list[tuple[int, ...]]:
    """Token groups of the coordinated clauses with a subject of their own; the first takes what is left."""
    left, cut = set(tokens), []
    for i in tokens:
        token = report.token(i)
        if token.rel in JOINED and token.pos in PREDICATES and token.head in left \
                and report.subject(i) is not None:
            branch = tuple(j for j in report.subtree(i) if j in left)
            rest = left - set(branch)
            if weight(report, branch) >= SMALLEST and weight(report, sorted(rest)) >= SMALLEST \
                    and not bound(report, branch, rest):
                cut.append(branch)
                left = rest
    return sorted(group for group in [tuple(sorted(left)), *cut] if group)


def bound(report: Report, branch: Sequence[int], rest: set[int]) -> bool:
    """The clause begins with a conjunction of its own, or the words before it end in one: `if`, `that`, `which`."""
    before = next((report.token(i) for i in sorted(rest, reverse=True)
                   if i < branch[0] and report.token(i).pos != "PUNCT"), None)
    words = of_class(report.pack, "binding")
    return (before is not None and (before.pos in OPEN or fold(report.words(before.span)) in words)) or any(
        report.token(i).pos == "SCONJ" or fold(report.words(report.token(i).span)) in words for i in branch[:2])
