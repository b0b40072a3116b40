"""How far a matter has come by a report's own words: asked for, decided, done, thanked for (`phases.tsv` of the pack).

A later report retells what came before, an earlier one cannot tell what came after: so a report's phase about a thing
is the furthest that it tells of.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from svodka.lang.pack import Pack, Row
from svodka.types import Analysis, Sent, Token, record

NEGATION = "Polarity=Neg"
DONE = ("Tense=Past",)
GOVERNED = frozenset({"obj", "iobj", "obl", "nmod", "nsubj", "nsubj:pass", "xcomp", "conj", "advcl", "ccomp", "acl"})
DEEP = 2  # arcs between the word of a phase and what it is about


@record
class Phase:
    """`word` as written, `thing` the lemma of what it is about."""

    scale: str
    name: str
    rank: int
    thing: str
    word: str


def find(analysis: Analysis, pack: Pack | None) -> tuple[Phase, ...]:
    """The furthest phase for each scale and thing, in the order of scales and things."""
    rows = pack.table("phases.tsv") if pack else ()
    words = {row["lemma"]: row for row in rows if row["scale"] != "object"}
    general = frozenset(pack.words("stopwords.txt")) if pack else frozenset()
    same = {row["lemma"]: row["phase"] for row in rows if row["scale"] == "object"}
    furthest: dict[tuple[str, str], Phase] = {}
    for phase in told(analysis, words, same):
        if phase.thing in general:
            continue  # any two reports share it
        key = phase.scale, phase.thing
        if key not in furthest or furthest[key].rank < phase.rank:
            furthest[key] = phase
    return tuple(furthest[key] for key in sorted(furthest))


def told(analysis: Analysis, words: Mapping[str, Row], same: Mapping[str, str]) -> Iterator[Phase]:
    text, tokens = analysis.document.text, analysis.tokens
    for sent in analysis.sents:
        if text[sent.span.start:sent.span.stop].rstrip("\"\u00bb ").endswith("?"):
            continue  # what is asked about is not told
        for at in range(sent.first, sent.last):
            row = words.get(tokens[at].lemma)
            if row is None or (row["tense"] == "past" and not done(tokens, at)):
                continue
            for thing in things(tokens, sent, at, row["shares"]):
                token = tokens[at]
                yield Phase(scale=row["scale"], name=row["phase"], rank=int(row["rank"]), thing=same.get(thing, thing),
                            word=text[token.span.start:token.span.stop])


def done(tokens: Sequence[Token], at: int) -> bool:
    """Past, and not negated."""
    past = any(feat in tokens[at].feats for feat in DONE)
    return past and not any(t.head == at and NEGATION in t.feats for t in tokens[max(0, at - 3):at])


def things(tokens: Sequence[Token], sent: Sent, at: int, shares: str) -> Iterator[str]:
    """Lemmas of what the word governs, and of what a participle stands by."""
    head = tokens[at].head
    if tokens[at].rel in ("amod", "acl") and head >= 0 and fits(tokens[head], shares):
        yield tokens[head].lemma
    for i in range(sent.first, sent.last):
        if fits(tokens[i], shares) and governed(tokens, i, at):
            yield tokens[i].lemma


def fits(token: Token, shares: str) -> bool:
    if shares == "person":
        return token.pos == "PROPN" and "Animacy=Anim" in token.feats
    return token.pos == "NOUN" and "Animacy=Inan" in token.feats


def governed(tokens: Sequence[Token], i: int, at: int) -> bool:
    """Whether `i` hangs from `at` by at most DEEP arcs of government."""
    for _ in range(DEEP):
        if tokens[i].rel not in GOVERNED:
            return False
        i = tokens[i].head
        if i == at:
            return True
        if i < 0:
            return False
    return False
