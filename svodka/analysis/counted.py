"""What a number counts: the noun after it, the subject of its verb, or the noun that print leaves out."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from svodka.analysis.atoms import Atoms, indices
from svodka.lang.pack import Pack
from svodka.types import Figure, Parse, Span, Token

BETWEEN = 5   # words between a number and its noun at most
HIGHEST = 6   # steps up the tree to the verb
TIME_UNITS = ("U_SECOND", "U_MINUTE", "U_HOUR", "U_DAY", "DAYOF", "U_WEEK", "U_MONTH", "U_QUARTER", "U_HALFYEAR",
              "U_YEAR", "U_YEARS", "YEARABBR", "U_DECADE", "U_CENTURY", "TIMESOVER", "HALFAYEAR", "MONTH")
NUMERALS = ("N0", "N12", "N24", "N31", "N59", "Y4", "NINT", "NDEC", "NCARD", "WNUM", "MULT", "MULTABBR", "MANYMULT",
            "DOT")
SUBJECTS = ("nsubj", "nsubj:pass")


@dataclass(frozen=True, slots=True)
class Counted:
    """The lemma counted, the atom after it, and `time` where a length of time is counted, not a thing."""

    of: str
    last: int = 0
    kind: str = ""
    noun: bool = False


@dataclass
class Sight:
    """What the rules of figures see; `last_of`: what was counted last by a noun, `last_bare`: without one,
    and in which sentence."""

    atoms: Atoms
    parse: Parse
    pack: Pack
    last_of: str = ""
    last_bare: str = ""
    last_sent: int = -9

    def children(self, at: int) -> list[int]:
        return [i for i, token in enumerate(self.parse.tokens) if token.head == at]

    def words(self, kind: str) -> frozenset[str]:
        return words_of(self.pack).get(kind, frozenset())

    def token(self, at: int) -> Token | None:
        if not 0 <= at < len(self.atoms.start) or self.atoms.start[at] == self.atoms.stop[at]:
            return None
        return self.parse.tokens[self.atoms.token[at]]

    def role(self, at: int) -> bool:
        """Does a word for people by what befell them stand here?"""
        token = self.token(at)
        return token is not None and (token.lemma in roles(self.pack) or token.lemma in roles(self.pack).values())

    def role_before(self, first: int) -> int:
        """The atom before these, over a dash, if it is such a word; else -1."""
        at = first - 2 if self.atoms.named(first - 1, "DASH") else first - 1
        return at if self.role(at) else -1

    def head(self, first: int, last: int) -> int:
        """The token over the atoms, -1 if none."""
        inside = {self.atoms.token[i] for i in range(first, last)}
        tokens = self.parse.tokens
        for i in sorted(inside, reverse=True):
            if tokens[i].head not in inside and tokens[i].pos not in ("ADP", "PUNCT"):
                return tokens[i].head
        return -1

    def verb(self, first: int, last: int) -> int:
        """The verb that governs the atoms, -1 if none."""
        at = next((i for i in (self.atoms.token[k] for k in range(first, last))
                   if self.parse.tokens[i].pos == "VERB"), self.head(first, last))
        for _ in range(HIGHEST):
            if at < 0 or self.parse.tokens[at].pos in ("VERB", "AUX"):
                return at
            at = self.parse.tokens[at].head
        return -1

    def verbal(self, first: int, last: int) -> bool:
        at = self.head(first, last)
        return at >= 0 and self.parse.tokens[at].pos == "VERB"

    def changed(self, first: int, last: int) -> bool:
        """Does a word of growth or fall govern the number?"""
        at = self.head(first, last)
        for _ in range(3):
            if at < 0:
                return False
            if self.parse.tokens[at].lemma in self.words("CHANGE"):
                return True
            at = self.parse.tokens[at].head
        return False

    def next_count(self, first: int, last: int) -> str:
        """From 5 to 7 ships, between 5 and 7 ships: what the far end counts."""
        if not self.atoms.named(first - 1, "P_FROM", "P_BETWEEN") or not self.atoms.named(last, "P_UNTIL", "AND"):
            return ""
        at = last + 1
        while self.atoms.named(at, *NUMERALS):
            at += 1
        found = noun_after(at, None, self) if at > last + 1 else None
        return found.of if found else ""

    def out_of(self, at: int) -> bool:
        """`250 of 2400`: a preposition with a genitive number or noun behind."""
        token = self.token(at)
        return token is not None and token.pos == "ADP" and token.lemma in self.words("OUTOF")


@lru_cache(maxsize=8)
def words_of(pack: Pack) -> dict[str, frozenset[str]]:
    return {row["class"]: frozenset(row["words"].split("|")) for row in pack.table("figure_words.tsv")}


@lru_cache(maxsize=8)
def roles(pack: Pack) -> dict[str, str]:
    return {row["verb"]: row["noun"] for row in pack.table("fates.tsv")}


def noun_after(at: int, count: Decimal | None, sight: Sight) -> Counted | None:
    """The noun that atom `at` begins, adjectives before it passed over; None if the number counts nothing there."""
    adjective, one = -1, count is None or (count % 10 == 1 and count % 100 != 11)
    for i in range(at, at + BETWEEN):
        token = sight.token(i)
        if token is None:
            break
        if sight.atoms.named(i, *TIME_UNITS):
            return Counted("", i + 1, "time")
        if is_noun(token, sight.atoms, i):
            fit = adjective >= 0 or fits(token, count)
            return Counted(named_by(token, sight), i + 1, noun=True) if fit else None
        if not is_adjective(token, sight.atoms, i):
            break
        if token.pos != "DET" and ("Number=Plur" in token.feats or one):
            adjective = i
    token = sight.token(adjective)
    if adjective < 0 or token is None or not ("Case=Gen" in token.feats or (one and sight.role(adjective))):
        return None
    return Counted(named_by(token, sight), adjective + 1, noun=True)


def is_noun(token: Token, atoms: Atoms, at: int) -> bool:
    word = atoms.text[token.span.start:token.span.stop]
    if token.pos == "PROPN" and len(word) > 1 and word.isupper() and not word.isascii():
        return True  # an abbreviation of things
    return token.pos in ("NOUN", "X") and not atoms.named(at, "PUNCT", "ROMAN", "NAME", "P_IN", "P_FROM") \
        and atoms.text[token.span.start].isalpha()


def is_adjective(token: Token, atoms: Atoms, at: int) -> bool:
    if "Variant=Short" in token.feats:
        return False
    return token.pos in ("ADJ", "DET") or (token.pos == "VERB" and "VerbForm=Part" in token.feats) \
        or (token.pos == "PRON" and "Case=Gen" in token.feats) or atoms.named(at, "NORD", "NORD31")


def fits(token: Token, count: Decimal | None) -> bool:
    """Can this noun stand straight after this number? A nominative or accusative singular only after one."""
    if count is None or "Number=Plur" in token.feats or "Case=Gen" in token.feats or "Number=" not in token.feats:
        return True
    return count != count.to_integral_value() or (count % 10 in (1, 2, 3, 4) and count % 100 not in (11, 12, 13, 14))


def lemma(token: Token, sight: Sight) -> str:
    """The noun's lemma; of a participle that names people the name."""
    return roles(sight.pack).get(token.lemma, token.lemma)


def named_by(token: Token, sight: Sight) -> str:
    """The name that an adjective or participle without a noun is: of people by what they did or what befell them."""
    known, word = lemma(token, sight), sight.atoms.text[token.span.start:token.span.stop].lower()
    if known != token.lemma or word.startswith(known[:-1]):
        return known
    return next((word.removesuffix(row["ending"]) + row["nominative"] for row in sight.pack.table("participles.tsv")
                 if word.endswith(row["ending"])), known)


def of_unit(first: int, last: int, kind: str, sight: Sight) -> Counted:
    """What a measure, sum or share is of: the genitive behind the unit, else the subject of a verb of measure."""
    i = last
    while (token := sight.token(i)) is not None and i < last + BETWEEN:
        if token.pos == "NOUN" and not sight.atoms.named(i, *TIME_UNITS):
            if "Case=Gen" in token.feats or (kind == "percent" and i > last):
                return Counted(lemma(token, sight), last)
            break
        if not is_adjective(token, sight.atoms, i):
            break
        i += 1
    return Counted(next((of for rule in (of_noun_ahead, subject, before_dash) if (of := rule(first, last, sight))), ""),
                   last)


def before_dash(first: int, last: int, sight: Sight) -> str:
    """`The length of the bridge: 3 km` with a dash: the noun at the head of what stands before it."""
    if not sight.atoms.named(first - 1, "DASH") or (token := sight.token(first - 2)) is None or token.pos != "NOUN":
        return ""
    at, tokens = sight.atoms.token[first - 2], sight.parse.tokens
    while (up := tokens[at]).rel == "nmod" and 0 <= up.head < at and tokens[up.head].pos == "NOUN":
        at = up.head
    return number_of_what(at, sight) or tokens[at].lemma


def subject(first: int, last: int, sight: Sight) -> str:
    """What grew or was measured: the object of the verb over these atoms, else its subject; of `the number of X` X."""
    verb = sight.verb(first, last)
    tokens = sight.parse.tokens
    if verb < 0 or not {tokens[verb].lemma} & (sight.words("MEASURED") | sight.words("CHANGE")):
        return ""
    nouns = [i for i in sight.children(verb) if tokens[i].pos == "NOUN" and i < sight.atoms.token[first]]
    told = [i for i in nouns if tokens[i].rel == "obj"] or [i for i in nouns if tokens[i].rel in SUBJECTS]
    return number_of_what(told[0], sight) or tokens[told[0]].lemma if told else ""


def number_of_what(at: int, sight: Sight) -> str:
    """X of `the number of X`; empty for other nouns."""
    return genitive(at, sight) if sight.parse.tokens[at].lemma in sight.words("HOWMANY") else ""


def genitive(at: int, sight: Sight) -> str:
    return next((lemma(sight.parse.tokens[i], sight) for i in sight.children(at)
                 if sight.parse.tokens[i].rel in ("nmod", "obl", "acl", "amod")
                 and sight.parse.tokens[i].pos in ("NOUN", "VERB", "ADJ")), "")


def of_bare(first: int, last: int, sight: Sight) -> Counted:
    """What a number without a noun counts, by the first rule that answers."""
    return Counted(next((of for rule in ELLIPSES if (of := rule(first, last, sight))), ""), last)


def of_role_before(first: int, last: int, sight: Sight) -> str:
    token = sight.token(sight.role_before(first))
    return lemma(token, sight) if token is not None else ""


def of_last_counted(first: int, last: int, sight: Sight) -> str:
    return sight.last_of if sight.last_sent == sight.atoms.sent[first] and not sight.last_bare else ""


def of_subject(first: int, last: int, sight: Sight) -> str:
    return subject(first, last, sight)


def of_verb(first: int, last: int, sight: Sight) -> str:
    verb = sight.verb(first, last)
    return roles(sight.pack).get(sight.parse.tokens[verb].lemma, "") if verb >= 0 else ""


def of_noun_ahead(first: int, last: int, sight: Sight) -> str:
    """`250 of 2400 flights`: the noun of the whole."""
    if not sight.out_of(last):
        return ""
    for i in range(last + 1, last + 2 + BETWEEN):
        token = sight.token(i)
        if token is None or token.pos in ("PRON", "ADP"):
            return ""
        if token.pos == "NOUN" and not sight.atoms.named(i, "MULT", "MULTABBR", "MANYMULT", "TEN"):
            return lemma(token, sight)
    return ""


def of_last_sentence(first: int, last: int, sight: Sight) -> str:
    """After a dash a number repeats what the sentence before counted."""
    near = sight.last_sent == sight.atoms.sent[first] - 1
    return sight.last_of if near and sight.atoms.named(first - 1, "DASH") else ""


def of_far_end(first: int, last: int, sight: Sight) -> str:
    return sight.next_count(first, last)


def of_bare_before(first: int, last: int, sight: Sight) -> str:
    """`12 voted for, three against`: what was left out before is left out again."""
    return sight.last_bare if sight.last_sent == sight.atoms.sent[first] else ""


ELLIPSES = (of_role_before, of_far_end, of_noun_ahead, of_last_counted, of_subject, of_verb, of_last_sentence,
            of_bare_before)


def unknown(sight: Sight) -> Iterator[Figure]:
    """Where the text says that no figure is known yet: neither low nor high."""
    atoms = sight.atoms
    for i in indices(atoms, "UNKNOWN", "NOTSAID"):
        if atoms.named(i, "NOTSAID") and not atoms.named(i - 1, "NOT"):
            continue
        for j in range(i - 1, max(-1, i - 15), -1):
            if atoms.sent[j] != atoms.sent[i]:
                break
            token = sight.token(j)
            if token is None or token.lemma not in sight.words("UNKNOWNS"):
                continue
            if of := genitive(atoms.token[j], sight):
                yield Figure(span=Span(start=atoms.start[j], stop=atoms.stop[i]), low=None, high=None, of=of,
                             rule="unknown")
            break
