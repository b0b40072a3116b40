"""What a number counts, in words of its report: the noun with what hangs on it, in the nominative."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from svodka.digest.counts import Counted
from svodka.digest.lexicon import fold
from svodka.digest.report import Report
from svodka.types import Token

AFTER = 4      # words behind the noun that a label may keep


def label(c: Counted) -> str:
    """The role of the people, else the phrase of the counted noun; empty where there is none."""
    if c.whole:
        return c.of
    inside = c.report.inside(c.figure.span)
    noun = noun_of(c, inside)
    if noun is None or (c.figure.kind == "money" and noun in inside):  # roubles are no label of roubles
        return ""
    return phrase(c.report, noun, inside, many=not c.figure.unit)


def noun_of(c: Counted, inside: Sequence[int]) -> int | None:
    """The token of the counted noun: in the figure, just behind it, or above it."""
    report, last = c.report, inside[-1]
    near = [*reversed(inside), *range(last + 1, min(last + 3, len(report.analysis.tokens)))]
    if c.figure.of:
        named = (i for i in near if fold(report.token(i).lemma) == fold(c.figure.of))
        return next(named, inside[-1] if report.token(inside[-1]).pos != "NUM" else None)
    return c.noun


def phrase(report: Report, noun: int, figure: Sequence[int], many: bool) -> str:
    """The noun with its adjectives and the words behind it that hang on it, up to a comma or the number."""
    if report.pack is None:
        return report.token(noun).lemma
    tree, first, last = set(report.subtree(noun)), noun, noun
    while first - 1 not in figure and report.token(first - 1).rel == "amod" and report.token(first - 1).head == noun:
        first -= 1
    while last + 1 in tree and last - noun < AFTER and report.token(last + 1).pos != "PUNCT" \
            and (last + 1 not in figure or noun in figure):
        last += 1
    while last > noun and report.token(last).pos not in ("NOUN", "PROPN"):
        last -= 1
    tokens = [plural(t) if many and noun in (i, t.head) else t for i, t in enumerate(report.analysis.tokens)]
    return report.pack.backend.nominative(report.doc.text, tokens, first, last + 1, noun)


def plural(token: Token) -> Token:
    """What is counted is named in the plural, whatever form its number gives it."""
    agrees = token.pos in ("NOUN", "ADJ", "DET")
    feats = token.feats.replace("Number=Sing", "Number=Plur").replace("Case=Nom", "Case=Acc")
    return replace(token, feats=feats) if agrees else token
