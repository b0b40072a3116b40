"""The four times of a report kept apart: of the event, of the statement, of the publication, of an edit.

`ROLES` is the order of rules; each looks at one expression where it stands and answers or abstains. What none claims is
the time of an event.
"""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import NamedTuple

from svodka.analysis.atoms import Atoms
from svodka.lang.fold import fold
from svodka.lang.pack import Pack
from svodka.types import Moment, Parse, TimeRole

TABLE = "times_roles.tsv"
HIGHEST = 8  # steps up the tree to the verb of a clause
OPENING = 4  # sentences of a report in which a dateline may stand: after a headline and what is under it
PLACE = 4    # words before a dateline's time: a place of several words
NAMES = ("PROPN", "NOUN", "ADJ", "X")
HANGS = ("obl", "advmod", "nmod", "flat", "nummod", "compound", "fixed", "case", "amod", "appos")
SPOKEN = ("ccomp", "parataxis")
QUOTES = "\u00ab\u201e\u201c\""


class Where(NamedTuple):
    """One time expression: its atoms, and what is known of it and of the report."""

    first: int
    last: int
    moment: Moment | None
    dated: bool
    published: Moment | None
    held: Collection[int]
    atoms: Atoms
    parse: Parse
    pack: Pack


@lru_cache(maxsize=8)
def words_of(pack: Pack) -> dict[str, str]:
    """The words of the table by what they are: a stamp's role, or the class in small letters."""
    return {fold(word): row["role"] if row["class"] == "STAMP" else row["class"].lower()
            for row in pack.table(TABLE) for word in row["words"].split("|")}


@lru_cache(maxsize=8)
def speaking(pack: Pack) -> frozenset[str]:
    """Lemmas of verbs that tie a source to content."""
    return frozenset(fold(row["lemma"]) for row in pack.table("cues.tsv") if row["pos"] in ("verb", "impersonal"))


def role(where: Where) -> TimeRole:
    return next((found for rule in ROLES if (found := rule(where))), "event")


def by_dateline(where: Where) -> TimeRole | None:
    """`MOSCOW, 10 Jan. -`: at the head of a report a place, a comma or stop, a day, and a stop or dash."""
    return "publication" if where.dated else None


def by_stamp(where: Where) -> TimeRole | None:
    """Before it in its sentence stand only words of the report itself, other times and marks: the last stamp says."""
    known, atoms, last = words_of(where.pack), where.atoms, ""
    for i in range(start_of(where.first, atoms), where.first):
        word = known.get(fold(text_of(i, atoms)), "")
        if word in ("publication", "edit"):
            last = word
        elif i not in where.held and word != "carrier" and any(map(str.isalnum, text_of(i, atoms))):
            return None
    return "edit" if last == "edit" else "publication" if last else None


def by_speech(where: Where) -> TimeRole | None:
    """The first verb over it says that somebody spoke; what lies ahead of the print has not been said yet."""
    if where.moment and where.published and where.moment.start >= where.published.stop:
        return None
    tokens, at = where.parse.tokens, head_of(where)
    known = words_of(where.pack)
    for _ in range(HIGHEST):
        rel, at = tokens[at].rel, tokens[at].head
        if at < 0 or rel.partition(":")[0] not in HANGS:
            return None
        if tokens[at].pos in ("VERB", "AUX"):
            return "statement" if spoken(at, where) else None
        beside = tokens[max(0, at - PLACE):at]
        if any(token.head == at and known.get(fold(token.lemma)) == "talked" for token in beside):
            return None
    return None


ROLES: tuple[Callable[[Where], TimeRole | None], ...] = (by_dateline, by_stamp, by_speech)


# where it stands


def text_of(at: int, atoms: Atoms) -> str:
    return atoms.text[atoms.start[at]:atoms.stop[at]]


def start_of(at: int, atoms: Atoms) -> int:
    """The first atom of the sentence."""
    return bisect_left(atoms.sent, atoms.sent[at])


def head_of(where: Where) -> int:
    """The token of the expression that hangs on one outside it."""
    inside = range(where.atoms.token[where.first], where.atoms.token[where.last - 1] + 1)
    tokens = where.parse.tokens
    return next((i for i in inside if tokens[i].head not in inside and tokens[i].pos != "ADP"), inside[-1])


def spoken(verb: int, where: Where) -> bool:
    """A verb of speech with what was said beside it: a clause, a quotation, or itself an aside."""
    tokens, sent = where.parse.tokens, where.parse.sents[where.atoms.sent[where.first]]
    if fold(tokens[verb].lemma) not in speaking(where.pack) or "VerbForm=Part" in tokens[verb].feats:
        return False
    own = head_of(where)
    if tokens[verb].rel in SPOKEN or any(tokens[i].head == verb and tokens[i].rel in (*SPOKEN, "mark", "advmod")
                                         and i != own for i in range(sent.first, sent.last)):
        return True
    known = words_of(where.pack)
    about = any(known.get(fold(tokens[i].lemma)) == "talked" and tokens[tokens[i].head].head == verb
                for i in range(sent.first, sent.last) if tokens[i].head >= 0)
    return about or any(mark in where.atoms.text[sent.span.start:sent.span.stop] for mark in QUOTES)


def is_dateline(first: int, last: int, atoms: Atoms, parse: Parse) -> bool:
    """Is a day all that its line's head says beside a place? A place in capitals needs only a stop after the day."""
    sent = atoms.sent[first]
    if sent >= OPENING or last >= len(atoms.start):
        return False
    start = start_of(first, atoms)
    before = [i for i in range(start, first) if atoms.start[i] < atoms.stop[i]]
    words = [i for i in before if any(map(str.isalpha, text_of(i, atoms)))]
    if not before:
        words = place_before(sent, atoms)
    elif not atoms.named(before[-1], "COMMA", "DOT", "DASH", "PUNCT", "LP"):
        return False
    if not 0 < len(words) <= PLACE or not all(parse.tokens[atoms.token[i]].pos in NAMES for i in words):
        return False
    if not all(text_of(i, atoms)[:1].isupper() for i in words):
        return False
    loud = text_of(words[0], atoms).isupper() and len(text_of(words[0], atoms)) > 1
    return closed(last, sent, atoms, loud)


def place_before(sent: int, atoms: Atoms) -> list[int]:
    """The words of the sentence before, where it is only a place with a stop."""
    inside = [i for i, at in enumerate(atoms.sent) if at == sent - 1 and atoms.start[i] < atoms.stop[i]]
    if not inside or not atoms.named(inside[-1], "DOT", "COMMA", "PUNCT"):
        return []
    words = inside[:-1]
    return words if all(any(map(str.isalpha, text_of(i, atoms))) for i in words) else []


def closed(last: int, sent: int, atoms: Atoms, loud: bool) -> bool:
    """After the day: a dash, or a stop; a comma or bracket only behind a place in capitals or a year's own stop."""
    if atoms.named(last, "DASH"):
        return True
    ended = atoms.named(last, "DOT", "RP") or atoms.sent[last] != sent or atoms.start[last] == atoms.stop[last]
    return ended or atoms.named(last - 1, "DOT") or (loud and atoms.named(last, "COMMA", "PUNCT", "SLASH"))

