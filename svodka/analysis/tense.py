"""Does a sentence look back or ahead? Asked by weekdays and dates without a year."""
from __future__ import annotations

from svodka.analysis.atoms import Atoms
from svodka.types import Parse, Token

HIGHEST = 12   # steps up the tree: no clause is deeper
AUXILIARY = 6  # words between a verb and its auxiliary


def tense(parse: Parse, atoms: Atoms, first: int, last: int) -> int:
    """-1 back, 1 ahead, 0 unsaid: by the verb that governs the atoms, else by the sentence's nearest."""
    tokens, sent = parse.tokens, parse.sents[atoms.sent[first]]
    ahead = atoms.ahead
    inside = range(atoms.token[first], atoms.token[last - 1] + 1)
    start = next((i for i in reversed(inside) if tokens[i].head not in inside), inside[-1])
    found = climbed(tokens, start, ahead)
    if found:
        return found
    verbs = sorted((abs(i - start), i) for i in range(sent.first, sent.last)
                   if i in ahead or (tokens[i].pos in ("VERB", "AUX") and "Tense=" in tokens[i].feats))
    return next((told for _, i in verbs if (told := own(tokens, i, i in ahead))), 0)


def climbed(tokens: tuple[Token, ...], at: int, ahead: frozenset[int]) -> int:
    """Up the tree to the first verb that says; an infinitive leaves it to what governs it."""
    for _ in range(HIGHEST):
        at = tokens[at].head
        if at < 0:
            return 0
        told = own(tokens, at, at in ahead)
        if told:
            return told
    return 0


def own(tokens: tuple[Token, ...], at: int, ahead: bool) -> int:
    """What a word says by itself, with its auxiliary: `will be opened` looks ahead though `opened` is past."""
    token = tokens[at]
    near = tokens[max(0, at - AUXILIARY):at + AUXILIARY]
    if ahead or any(other.head == at and other.pos == "AUX" and "Mood=Ind" in other.feats
                    and "Tense=Past" not in other.feats for other in near):
        return 1
    if token.pos not in ("VERB", "AUX") or "VerbForm=Inf" in token.feats:
        return 0
    return -1 if "Tense=Past" in token.feats else 1 if "Tense=Fut" in token.feats else 0
