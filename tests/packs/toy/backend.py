"""Nalan, an invented language: no cases, one order of words (who does what to whom where), stems and endings.

A toy, but a true one: every token gets a part of speech, features and a head by rule, so that all stages have what they
ask of a language.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from svodka.lang.pack import Pack
from svodka.types import MentionKind, Name, Parse, Sent, Span, Token

TOKEN = re.compile(r"\d+|\w+(?:-\w+)*|[^\w\s]")
END = re.compile(r"(?<=[.!?])[\u00bb\"]?\s+(?=[\u00ab\"A-Z])")
QUOTES = "\u00ab\u00bb\""


def load() -> Backend:
    return Backend(Pack(Path(__file__).parent))


class Backend:
    def __init__(self, pack: Pack) -> None:
        self.stems = {row["word"]: row for row in pack.table("words.tsv")}
        self.endings = pack.table("endings.tsv")

    def parse(self, text: str, paragraphs: Sequence[Span]) -> Parse:
        tokens: list[Token] = []
        sents: list[Sent] = []
        for number, paragraph in enumerate(paragraphs):
            for start, stop in sentences(text, paragraph):
                first = len(tokens)
                tokens += Sentence(self, text, start, stop, first).tokens
                sents.append(Sent(span=Span(start=start, stop=stop), first=first, last=len(tokens), paragraph=number))
        return Parse(tokens=tuple(tokens), sents=tuple(sents), names=tuple(names(text, tokens)))

    def nominative(self, text: str, tokens: Sequence[Token], first: int, last: int, head: int) -> str:
        return text[tokens[first].span.start:tokens[last - 1].span.stop]

    def person(self, text: str, tokens: Sequence[Token], gender: str = "") -> str:
        return text[tokens[0].span.start:tokens[-1].span.stop]

    def lemmas(self, words: Sequence[str]) -> tuple[str, ...]:
        return tuple(self.read(word)[0] for word in words)

    def read(self, word: str) -> tuple[str, str, str]:
        """Lemma, part of speech, features."""
        low = word.lower()
        if low.isdigit():
            return low, "NUM", ""
        if not low[:1].isalpha():
            return low, "PUNCT", ""
        for row in self.endings:
            known = self.stems.get(low.removesuffix(row["ending"]) if low.endswith(row["ending"]) else "")
            if known and known["pos"] == row["pos"]:
                return known["word"], known["pos"], "|".join(filter(None, (known["feats"], row["feats"])))
        if low in self.stems and self.stems[low]["pos"] not in ("NOUN", "VERB"):
            return low, self.stems[low]["pos"], self.stems[low]["feats"]
        return low, "PROPN" if word[:1].isupper() else "X", "Number=Sing"


def sentences(text: str, paragraph: Span) -> Iterator[tuple[int, int]]:
    start = paragraph.start
    for end in END.finditer(text, paragraph.start, paragraph.stop):
        yield start, end.start() + len(end[0].rstrip())
        start = end.end()
    yield start, paragraph.stop


def names(text: str, tokens: Sequence[Token]) -> Iterator[Name]:
    """Runs of names: a place behind `in`, a body in quotation marks, else a person."""
    i = 0
    while i < len(tokens):
        stop = i
        while stop < len(tokens) and tokens[stop].pos == "PROPN":
            stop += 1
        if stop > i:
            before = tokens[i - 1].lemma if i else ""
            kind: MentionKind = "LOC" if before == "in" else "ORG" if before in QUOTES and before else "PER"
            yield Name(span=Span(start=tokens[i].span.start, stop=tokens[stop - 1].span.stop), kind=kind)
        i = max(stop, i + 1)


class Sentence:
    """Tokens of one sentence with their heads. `first` is the index of its first token in the report."""

    def __init__(self, backend: Backend, text: str, start: int, stop: int, first: int) -> None:
        self.found = list(TOKEN.finditer(text, start, stop))
        self.read = [backend.read(m[0]) for m in self.found]
        self.pos = [pos for _, pos, _ in self.read]
        self.head = [-1] * len(self.found)
        self.rel = ["punct"] * len(self.found)
        self.case = [""] * len(self.found)
        self.verbs = [i for i, pos in enumerate(self.pos) if pos == "VERB"]
        self.root = self.verbs[0] if self.verbs else next((i for i, p in enumerate(self.pos) if p != "PUNCT"), 0)
        self.phrases()
        self.join_verbs()
        self.join_rest()
        self.first = first

    @property
    def tokens(self) -> list[Token]:
        return [Token(span=Span(start=m.start(), stop=m.end()), lemma=lemma, pos=pos,
                      feats="|".join(filter(None, (self.case[i] and f"Case={self.case[i]}", feats))),
                      head=-1 if self.head[i] < 0 else self.first + self.head[i], rel=self.rel[i])
                for i, (m, (lemma, pos, feats)) in enumerate(zip(self.found, self.read, strict=True))]

    def tie(self, i: int, head: int, rel: str) -> None:
        if i != head:
            self.head[i], self.rel[i] = head, rel

    def phrases(self) -> None:
        """Small words to the noun behind them, names to the noun or name before them, nouns to their verb."""
        for i, pos in enumerate(self.pos):
            if pos not in ("NOUN", "PROPN", "PRON"):
                continue
            left = i - 2 if i > 1 and self.found[i - 1][0] in QUOTES else i - 1
            if pos == "PROPN" and left >= 0 and self.pos[left] in ("NOUN", "PROPN"):
                self.tie(i, self.head[left] if self.rel[left] == "flat:name" else left,
                         "appos" if self.pos[left] == "NOUN" else "flat:name")
                for mark in ({i - 1} if left < i - 1 else set()) | ({i + 1} if self.closed(i) else set()):
                    self.tie(mark, i, "punct")
                continue
            back = i - 1
            while back >= 0 and self.pos[back] in ("DET", "NUM", "ADJ"):
                self.tie(back, i, {"DET": "det", "NUM": "nummod", "ADJ": "amod"}[self.pos[back]])
                back -= 1
            self.place(i, back)

    def closed(self, i: int) -> bool:
        return i + 1 < len(self.found) and self.found[i + 1][0] in QUOTES

    def place(self, i: int, before: int) -> None:
        """Subject before the verb (or behind it, where nothing stands before), object behind it, the rest oblique."""
        if before >= 0 and self.pos[before] == "ADP":
            owner = before - 1 if self.read[before][0] == "de" else -1
            self.tie(before, i, "case")
            self.case[i] = "Gen"
            self.tie(i, owner if owner >= 0 else self.verb_near(i), "nmod" if owner >= 0 else "obl")
        elif (verb := self.verb_near(i)) != i:
            subject = "VerbForm=Fin" in self.read[verb][2] and (
                i < verb or not any(self.rel[k] == "nsubj" and self.head[k] == verb for k in range(i)))
            dated = self.read[i][0] == "marsu"
            self.case[i] = "" if dated else "Nom" if subject else "Acc"
            self.tie(i, verb, "obl" if dated else "nsubj" if subject else "obj")

    def verb_near(self, i: int) -> int:
        """The verb of the same clause: clauses are parted by commas, quotation marks and dashes."""
        low, high = i, i
        while low > 0 and self.found[low - 1][0] not in ",\u2014\u2013\u00ab\u00bb\"":
            low -= 1
        while high + 1 < len(self.pos) and self.found[high + 1][0] not in ",\u2014\u2013\u00ab\u00bb\"":
            high += 1
        return min((v for v in self.verbs if low <= v <= high), key=lambda v: abs(v - i), default=self.root)

    def join_verbs(self) -> None:
        for before, verb in zip(self.verbs, self.verbs[1:], strict=False):
            infinitive = "VerbForm=Inf" in self.read[verb][2]
            clause = any(self.read[k][0] == "ke" for k in range(before, verb))
            self.tie(verb, before, "xcomp" if infinitive else "ccomp" if clause else "parataxis")
        for i, (lemma, pos, _) in enumerate(self.read):
            verb = next((v for v in self.verbs if v > i), self.root)
            if pos in ("SCONJ", "PART"):
                self.tie(i, verb, "mark" if lemma == "ke" else "advmod")

    def join_rest(self) -> None:
        """Whatever has no head yet hangs on the root."""
        self.head[self.root], self.rel[self.root] = -1, "root"
        for i in range(len(self.pos)):
            if self.head[i] < 0 and i != self.root:
                self.tie(i, self.root, {"ADV": "advmod", "PUNCT": "punct", "CCONJ": "cc"}.get(self.pos[i], "dep"))
