"""Russian: the engine splits, tags and parses as natasha does, pymorphy3 knows the forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from svodka.lang.ru import persons
from svodka.lang.ru.engine import Columns, Engine, vectors
from svodka.lang.ru.inflection import inflect
from svodka.lang.ru.lemmas import CASES, GENDERS, NUMBERS, Labels, Lemmas, fit
from svodka.types import Name, Parse, Sent, Span, Token, bulk

AGREEING = ("amod", "det", "acl", "appos", "flat", "flat:name", "conj", "nummod:entity")
ONE, PAUCAL = "один", ("два", "три", "четыре", "оба", "полтора")
FEW = re.compile(r"(.*[^1])?[234]")  # digits after which a noun stands in the genitive singular
ARTICLE = re.compile("[а-яё]{2,3}-[А-ЯЁ]")  # аль-Аусат: a name with a foreign article in front
KNOWN = 20_000  # words whose readings are remembered: 2.6 kB each


def load() -> Backend:
    import pymorphy3

    return Backend(Engine(unyo), pymorphy3.MorphAnalyzer())


class Backend:
    def __init__(self, engine: Engine, dictionary: Any) -> None:
        self.engine, self.dictionary = engine, dictionary
        self.read_ahead: dict[tuple[str, tuple[Span, ...]], Parse] = {}
        self.known = lru_cache(maxsize=KNOWN)(self.look_up)
        self.reading = lru_cache(maxsize=KNOWN)(self.read)
        self.labels = Labels(Lemmas(dictionary, self.reading))
        self.form = lru_cache(maxsize=KNOWN)(self.to_nominative)
        self.name = lru_cache(maxsize=10_000)(self.to_name)

    def look_up(self, word: str) -> list[Any]:
        try:
            return list(self.dictionary.parse(word))
        except ValueError:  # pymorphy3 asks each letter its Unicode name, which some have not
            return list(self.dictionary.parse("".join(c if unicodedata.name(c, "") else "?" for c in word)))

    def parse(self, text: str, paragraphs: Sequence[Span]) -> Parse:
        known = self.read_ahead.pop((text, tuple(paragraphs)), None)
        return known or self.parsed(text, self.engine.columns([(text, [(p.start, p.stop) for p in paragraphs])])[0])

    def ahead(self, texts: Sequence[tuple[str, Sequence[Span]]]) -> None:
        """Parses texts that will be asked for soon together, which is faster; each is kept until it is asked for, but
        no longer than to the next call. (Optional for a backend.)"""
        found = self.engine.columns([(text, [(p.start, p.stop) for p in paragraphs]) for text, paragraphs in texts])
        self.read_ahead = {(text, tuple(paragraphs)): self.parsed(text, columns)
                           for (text, paragraphs), columns in zip(texts, found, strict=True)}

    def parsed(self, text: str, found: Columns) -> Parse:
        words = [text[start:stop] for start, stop in zip(found.starts, found.stops, strict=True)]
        heads = [-1 if head == i else head for i, head in enumerate(found.heads)]
        labels = map(self.labels.__getitem__, zip(words, found.tags, strict=True))
        lemmas, pos, feats = zip(*labels, strict=True) if words else ((), (), ())
        tokens = bulk(Token, bulk(Span, found.starts, found.stops), lemmas, pos, feats, heads, found.rels)
        return Parse(
            tokens=tokens,
            sents=tuple(Sent(span=Span(start=start, stop=stop), first=first, last=last, paragraph=at)
                        for start, stop, first, last, at in found.sents),
            names=tuple(Name(span=Span(start=a, stop=b), kind=kind) for a, b, kind in found.names))

    def read(self, word: str, pos: str, feats: str) -> Any:
        """The dictionary's reading that agrees best with the tag; the likeliest of equals."""
        readings = self.known(word)
        return readings[0] if len(readings) == 1 else max(readings, key=lambda each: fit(each.tag, pos, feats))

    def lemmas(self, words: Sequence[str]) -> tuple[str, ...]:
        return tuple(str(self.known(word)[0].normal_form) for word in words)

    def frequencies(self, lemmas: Sequence[str]) -> tuple[float, ...]:
        """Occurrences of each lemma in a million words of the news that the vectors were made from, all its forms
        together; 0 for an unknown one. (Optional for a backend: grouping weighs words by it.)"""
        return tuple(self.frequency(lemma) for lemma in lemmas)

    def frequency(self, lemma: str) -> float:
        held = self.engine.weights
        forms = {lemma} | {form.word for form in self.known(lemma)[0].lexeme}
        return 1e6 * sum(held.counts[held.word_ids[form]] for form in forms & held.word_ids.keys()) / held.total

    def vector(self, words: Sequence[str], shares: Sequence[float]) -> tuple[float, ...]:
        """What a text is about as a vector of length 1, from its words of content and how much each counts there; zeros
        where no word is known. (Optional for a backend: grouping compares texts by it.)"""
        found = vectors.mean(self.engine.weights, [unyo(word) for word in words], shares)
        return tuple(found.round(4).tolist())

    def nominative(self, text: str, tokens: Sequence[Token], first: int, last: int, head: int) -> str:
        if first == head == last - 1:
            return self.inflect(text[tokens[head].span.start : tokens[head].span.stop], tokens[head])
        chosen = agreeing(tokens, first, last, head)
        counts = (i for i in range(first, last) if tokens[i].head == head and tokens[i].rel.startswith("nummod"))
        number = next((i for i in counts if tokens[i].pos != "SYM"), -1)
        count = text[tokens[number].span.start : tokens[number].span.stop] if number >= 0 else ""
        described = any(tokens[i].pos == "ADJ" and "Case=Nom" not in tokens[i].feats for i in chosen)
        gender = self.gender(text, tokens[head]) if described else ""
        out, at = "", tokens[first].span.start
        for i in range(first, last):
            token = tokens[i]
            word = text[token.span.start : token.span.stop]
            out += text[at : token.span.start]
            if i in chosen and count and tokens[number].lemma != ONE and i != number:
                word = self.counted(word, token, count, tokens[number].lemma)
            elif i in chosen or i == number:
                word = self.inflect(word, token, gender if token.head == head else "")
            out += word
            at = token.span.stop
        return out

    def person(self, text: str, tokens: Sequence[Token], gender: str = "") -> str:
        words = tuple(text[t.span.start : t.span.stop] for t in tokens)
        out, at = "", tokens[0].span.start
        for token, made in zip(tokens, self.name(words, tuple(t.feats for t in tokens), gender), strict=True):
            out += text[at : token.span.start] + made
            at = token.span.stop
        return " ".join(out.split())

    def to_name(self, words: tuple[str, ...], feats: tuple[str, ...], gender: str) -> list[str]:
        return list(map(like, words, persons.nominative(self.known, words, feats, gender)))

    def counted(self, word: str, token: Token, count: str, lemma: str) -> str:
        """The form that a numeral in the nominative asks for: `two houses` one way, `five houses` another."""
        few = (count[:1].isdigit() and not count.isdigit()) or FEW.fullmatch(count) or lemma in PAUCAL
        wanted = {"gent", "sing" if few and token.pos == "NOUN" else "plur"}
        made = inflect(self.reading(word, token.pos, token.feats), wanted)
        return like(word, made) if made else word

    def gender(self, text: str, token: Token) -> str:
        """Of a noun that the dictionary knows: its adjectives may be tagged otherwise."""
        feats = persons.features(token.feats)
        reading = self.reading(text[token.span.start : token.span.stop], token.pos, token.feats)
        known = token.pos in ("NOUN", "PROPN") and reading.is_known and feats.get("Animacy") == "Inan"
        return str(reading.tag.gender or "") if known else ""

    def inflect(self, word: str, token: Token, gender: str = "") -> str:
        return self.form(word, token.pos, token.feats, gender)

    def to_nominative(self, word: str, pos: str, tag: str, gender: str) -> str:
        feats = persons.features(tag)
        if feats.get("Case") == "Nom" or ARTICLE.match(word):
            return word
        reading = self.reading(word, pos, tag)
        if pos in ("PROPN", "NOUN") and not agrees(reading, feats) and not reading.is_known:
            made = persons.by_ending(word, feats.get("Case", ""), feats.get("Gender", ""))
            return like(word, made) if feats.get("Animacy") == "Anim" else word
        wanted = {"nomn", NUMBERS.get(feats.get("Number", ""), "")} - {""}
        if feats.get("Number") == "Sing" and pos == "ADJ":
            wanted |= {gender or GENDERS.get(feats.get("Gender", ""), "")} - {""}
        made = inflect(reading, wanted) or inflect(reading, {"nomn"})
        return like(word, made) if made else word


def unyo(text: str) -> str:
    """The models learned from texts that print е for ё; `передаёт` is a noun to them (docs/decisions/003.md)."""
    return text.replace("ё", "е").replace("Ё", "Е")


def agreeing(tokens: Sequence[Token], first: int, last: int, head: int) -> set[int]:
    """Indices in [first, last) that stand in the head's case because of it: adjectives, appositions, parts of a name,
    coordinated heads, and theirs."""
    case = case_of(tokens[head])
    chosen, grown = {head}, True
    while grown:
        more = {
            i
            for i in range(first, last)
            if i not in chosen and tokens[i].head in chosen and tokens[i].rel in AGREEING and case_of(tokens[i]) == case
        }
        chosen |= more
        grown = bool(more)
    return chosen


def case_of(token: Token) -> str:
    return persons.features(token.feats).get("Case", "")


def agrees(reading: Any, feats: dict[str, str]) -> bool:
    """A guess at an unknown word is worth no more than the tag that it bears out."""
    asked = {CASES.get(feats.get("Case", ""), ""), NUMBERS.get(feats.get("Number", ""), "")} - {""}
    several = feats.get("Number") == "Plur" and feats.get("Animacy") == "Inan" and "-" in reading.word
    return not several and asked <= set(reading.tag.grammemes) and reading.tag.POS == "NOUN"


def like(model: str, word: str) -> str:
    """The word in the model's case of letters, е and ё as the model has them."""
    same = next((i for i, (a, b) in enumerate(zip(unyo(model.lower()), unyo(word), strict=False)) if a != b), None)
    kept = min(len(model), len(word)) if same is None else same
    word = model[:kept] + word[kept:]
    if (model.isupper() and len(model) > 1) or (model[:2].isupper() and word.upper() == model[: len(word)].upper()):
        return word.upper()
    if model[:1].isupper():
        return "-".join(
            part[:1].upper() + part[1:] if old[:1].isupper() else part
            for part, old in zip(word.split("-"), (model + "-" * 9).split("-"), strict=False)
        )
    return word
