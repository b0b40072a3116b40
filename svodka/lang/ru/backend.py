"""Russian: razdel splits, slovnet tags and parses, pymorphy3 knows the forms; weights lie in the natasha wheel."""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from svodka.lang.ru import persons
from svodka.types import Name, Parse, Sent, Span, Token

POS = {
    "NOUN": {"NOUN"},
    "PROPN": {"NOUN"},
    "ADJ": {"ADJF", "ADJS", "COMP", "PRTF"},
    "NUM": {"NUMR", "ADJF"},
    "VERB": {"VERB", "INFN", "GRND", "PRTF", "PRTS"},
    "AUX": {"VERB", "INFN", "GRND"},
    "PRON": {"NPRO", "NOUN"},
    "DET": {"ADJF", "NPRO"},
    "ADV": {"ADVB", "PRED", "COMP"},
    "ADP": {"PREP"},
    "CCONJ": {"CONJ"},
    "SCONJ": {"CONJ"},
    "PART": {"PRCL"},
}
CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
NUMBERS = {"Sing": "sing", "Plur": "plur"}
GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
AGREEING = ("amod", "det", "acl", "appos", "flat", "flat:name", "conj", "nummod:entity")
ONE, PAUCAL = "один", ("два", "три", "четыре", "оба", "полтора")
FEW = re.compile(r"(.*[^1])?[234]")  # digits after which a noun stands in the genitive singular
ARTICLE = re.compile("[а-яё]{2,3}-[А-ЯЁ]")  # аль-Аусат: a name with a foreign article in front
LONGEST_SENT = 400  # tokens: slovnet's syntax is quadratic in the length of a sentence


def load() -> Backend:
    return Backend(Models())


class Models:
    """slovnet's three models over one set of navec vectors, and pymorphy3."""

    def __init__(self) -> None:
        import pymorphy3
        from navec import Navec
        from slovnet import NER, Morph, Syntax

        spec = importlib.util.find_spec("natasha")  # natasha itself is not imported: it needs pkg_resources
        if spec is None or spec.origin is None:
            raise ImportError("the natasha package, which holds the models, is not installed")
        data = Path(spec.origin).parent / "data"
        vectors = Navec.load(str(next(data.glob("emb/navec_*.tar"))))
        self.morph, self.syntax, self.ner = (
            kind.load(str(next(data.glob(f"model/slovnet_{name}_*.tar"))))
            for kind, name in ((Morph, "morph"), (Syntax, "syntax"), (NER, "ner"))
        )
        for model in (self.morph, self.syntax, self.ner):
            model.navec(vectors)
        self.vectors = vectors
        self.words = float(sum(vectors.vocab.counts))  # of the texts that the vectors were made from
        self.dictionary = pymorphy3.MorphAnalyzer()


class Backend:
    def __init__(self, models: Models) -> None:
        self.models = models
        self.known = lru_cache(maxsize=100_000)(self.look_up)
        self.reading = lru_cache(maxsize=100_000)(self.read)
        self.form = lru_cache(maxsize=20_000)(self.to_nominative)

    def look_up(self, word: str) -> list[Any]:
        try:
            return list(self.models.dictionary.parse(word))
        except ValueError:  # pymorphy3 asks each letter its Unicode name, which some have not
            return list(self.models.dictionary.parse("".join(c if unicodedata.name(c, "") else "?" for c in word)))

    def parse(self, text: str, paragraphs: Sequence[Span]) -> Parse:
        pieces = [piece for at, paragraph in enumerate(paragraphs) for piece in split(text, paragraph, at)]
        words = [[unyo(text[s.start : s.stop]) for s in spans] for _, _, spans in pieces]
        if not words:
            return Parse(tokens=(), sents=(), names=())
        tokens: list[Token] = []
        sents: list[Sent] = []
        for (sent, at, spans), morph, syntax in zip(
            pieces, self.models.morph.map(words), self.models.syntax.map(words), strict=True
        ):
            first = len(tokens)
            sents.append(Sent(span=sent, first=first, last=first + len(spans), paragraph=at))
            for s, tag, arc in zip(spans, morph.tokens, syntax.tokens, strict=True):
                feats = "|".join(f"{k}={v}" for k, v in tag.feats.items())
                tokens.append(
                    Token(
                        span=s,
                        lemma=self.lemma(text[s.start : s.stop], tag.pos, feats),
                        pos=tag.pos,
                        feats=feats,
                        head=first + int(arc.head_id) - 1 if arc.head_id not in ("0", arc.id) else -1,
                        rel=arc.rel,
                    )
                )
        return Parse(tokens=tuple(tokens), sents=tuple(sents), names=tuple(self.names(text, paragraphs)))

    def names(self, text: str, paragraphs: Sequence[Span]) -> Iterator[Name]:
        for p in (p for p in paragraphs if p.start < p.stop):
            for s in self.models.ner(unyo(text[p.start : p.stop])).spans:
                yield Name(span=Span(start=p.start + s.start, stop=p.start + s.stop), kind=s.type)

    def lemma(self, word: str, pos: str, feats: str) -> str:
        reading = self.reading(word, pos, feats)
        if pos == "NOUN" and reading.tag.POS in ("PRTF", "ADJF"):  # `the injured`: the form that names a person
            named = reading.inflect({"nomn", "sing", "masc"})
            return str(named.word if named else reading.normal_form)
        return str(reading.normal_form)

    def read(self, word: str, pos: str, feats: str) -> Any:
        """The dictionary's reading that agrees best with the tag; the likeliest of equals."""
        told = persons.features(feats)
        wanted = {
            table.get(told.get(key, "")) for key, table in (("Case", CASES), ("Number", NUMBERS), ("Gender", GENDERS))
        } - {None}

        def fit(parse: Any) -> tuple[bool, int, bool]:
            return (
                parse.tag.POS in POS.get(pos, ()),
                len(wanted & set(parse.tag.grammemes)),
                pos == "PROPN" and bool({"Surn", "Name", "Patr", "Geox", "Orgn"} & set(parse.tag.grammemes)),
            )

        return max(self.known(word), key=fit)

    def lemmas(self, words: Sequence[str]) -> tuple[str, ...]:
        return tuple(str(self.known(word)[0].normal_form) for word in words)

    def frequencies(self, lemmas: Sequence[str]) -> tuple[float, ...]:
        """Occurrences of each lemma in a million words of the news that the vectors were made from, all its forms
        together; 0 for an unknown one. (Optional for a backend: grouping weighs words by it.)"""
        return tuple(self.frequency(lemma) for lemma in lemmas)

    def frequency(self, lemma: str) -> float:
        vocab = self.models.vectors.vocab
        forms = {lemma} | {form.word for form in self.known(lemma)[0].lexeme}
        seen = sum(vocab.counts[vocab[form]] for form in forms if form in vocab)
        return 1e6 * float(seen) / self.models.words

    def nominative(self, text: str, tokens: Sequence[Token], first: int, last: int, head: int) -> str:
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
        words = [text[t.span.start : t.span.stop] for t in tokens]
        out, at = "", tokens[0].span.start
        for token, word, made in zip(tokens, words, persons.nominative(self.known, words, tokens, gender), strict=True):
            out += text[at : token.span.start] + like(word, made)
            at = token.span.stop
        return " ".join(out.split())

    def counted(self, word: str, token: Token, count: str, lemma: str) -> str:
        """The form that a numeral in the nominative asks for: `two houses` one way, `five houses` another."""
        few = (count[:1].isdigit() and not count.isdigit()) or FEW.fullmatch(count) or lemma in PAUCAL
        wanted = {"gent", "sing" if few and token.pos == "NOUN" else "plur"}
        made = self.reading(word, token.pos, token.feats).inflect(wanted)
        return like(word, made.word) if made else word

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
        made = reading.inflect(wanted) or reading.inflect({"nomn"})
        return like(word, made.word) if made else word


def unyo(text: str) -> str:
    """The models learned from texts that print е for ё; `передаёт` is a noun to them (docs/decisions/003.md)."""
    return text.replace("ё", "е").replace("Ё", "Е")


def split(text: str, paragraph: Span, at: int) -> Iterator[tuple[Span, int, tuple[Span, ...]]]:
    """Sentences of one paragraph as (span, paragraph index, token spans), none longer than LONGEST_SENT tokens."""
    from razdel import sentenize, tokenize

    for sent in sentenize(text[paragraph.start : paragraph.stop]):
        start = paragraph.start + sent.start
        tokens = tuple(Span(start=start + t.start, stop=start + t.stop) for t in tokenize(sent.text))
        for i in range(0, len(tokens), LONGEST_SENT):
            part = tokens[i : i + LONGEST_SENT]
            yield Span(start=part[0].start, stop=part[-1].stop), at, part


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
    return next((pair[5:] for pair in token.feats.split("|") if pair.startswith("Case=")), "")


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
