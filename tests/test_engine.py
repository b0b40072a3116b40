"""The engine's labels are natasha's: slovnet's own inference over razdel's own tokens is the reference."""
from __future__ import annotations

import os
import random
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from slovnet.shape import word_shape

from svodka.lang import pack
from svodka.lang.ru import engine
from svodka.lang.ru.engine import pieces, types
from svodka.lang.ru.engine.engine import REACH, Columns
from svodka.lang.ru.engine.pieces import LONGEST, Paragraph
from svodka.types import Span

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SVODKA_SHARED", ROOT.parent / "shared"))
REPORTS = sorted((SHARED / "gold" / "entities" / "text").glob("*.txt"))
OWN = sorted((ROOT / "examples").rglob("*.txt"))
TIES = 10_000  # heads of which one may differ
ODD = [
    "\u00a0", "\t", "\u2028", "\U0001f600", "\U0001f468\u200d\U0001f469", "NATO", "e-mail@x.ru", "\x07", "\x1c",
    "...", "?!", ";)", ":-)))", "--", "\u2014", "\u00ab", "\u00bb", "'", "\u201e", "1,5", "2010,", "2010, 2011",
    "3/4", "-то", "кто-", "_", "§ 5.", "т. е.", "г. Межа", "А. Б. Сорока", "д.", "yahoo!", "№5", "х²", "ß", "Ǆ", "İ",
    "ё", "Ё", "10:30", "\r", "‑", "~", "₽"]


@cache
def ours() -> Any:
    return engine.Engine()


@cache
def reference() -> dict[str, Any]:
    from navec import Navec
    from slovnet import NER, Morph, Syntax

    data = Path(str(find_spec("natasha").origin)).parent / "data"  # type: ignore[union-attr]
    vectors = Navec.load(str(next(data.glob("emb/navec_*.tar"))))
    return {name: kind.load(str(next(data.glob(f"model/slovnet_{name}_*.tar")))).navec(vectors)
            for name, kind in (("morph", Morph), ("syntax", Syntax), ("ner", NER))}


def expected(text: str, paragraphs: list[tuple[int, int]]) -> Columns:
    from razdel import sentenize, tokenize

    found, sents = Columns(), []
    for at, (start, stop) in enumerate(paragraphs):
        for sent in sentenize(text[start:stop]):
            held = [(start + sent.start + t.start, start + sent.start + t.stop, t.text) for t in tokenize(sent.text)]
            for part in (held[i:i + LONGEST] for i in range(0, len(held), LONGEST)):
                first = len(found.starts)
                found.sents.append((part[0][0], part[-1][1], first, first + len(part), at))
                found.starts += [a for a, _, _ in part]
                found.stops += [b for _, b, _ in part]
                sents.append([word for _, _, word in part])
        if text[start:stop].strip():
            named = reference()["ner"](text[start:stop]).spans
            found.names += [(start + s.start, start + s.stop, s.type) for s in named]
    for morph, syntax in zip(reference()["morph"].map(sents), reference()["syntax"].map(sents), strict=True):
        first = len(found.tags)
        found.tags += ["|".join([t.pos, *(f"{k}={v}" for k, v in t.feats.items())]) for t in morph.tokens]
        found.rels += [t.rel for t in syntax.tokens]
        found.heads += [first + int(t.head_id) - 1 if t.head_id != "0" else -1 for t in syntax.tokens]
    return found


def lines(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def same(text: str) -> tuple[int, int]:
    """Tokens, and heads that differ where scores do; all else must be equal."""
    mine, theirs = ours().columns([(text, lines(text))])[0], expected(text, lines(text))
    assert (mine.starts, mine.stops, mine.sents) == (theirs.starts, theirs.stops, theirs.sents)
    assert mine.tags == theirs.tags and mine.names == theirs.names
    other = [i for i, (a, b) in enumerate(zip(mine.heads, theirs.heads, strict=True)) if a != b]
    assert other or mine.rels == theirs.rels
    return len(mine.starts), sum(seen(text, mine, mine.heads[i]) != seen(text, mine, theirs.heads[i]) for i in other)


def seen(text: str, found: Columns, at: int) -> list[tuple[int, str]]:
    """What the networks see of a word: those beside it as they know them. Two that look the same have equal scores,
    and which of them natasha takes is a matter of its rounding."""
    first, last = next((a, b) for _, _, a, b, _ in found.sents if a <= at < b)
    ids, unknown = ours().weights.word_ids, ours().weights.unknown
    words = {i: text[found.starts[i]:found.stops[i]] for i in range(max(first, at - REACH), min(last, at + REACH + 1))}
    return [(ids.get(words[i].lower(), unknown), word_shape(words[i])) if i in words else (-1, "")
            for i in range(at - REACH, at + REACH + 1)]


def test_labels_of_the_examples_are_natashas() -> None:
    assert OWN and sum(same(path.read_text("utf-8", "replace"))[1] for path in OWN) == 0


@pytest.mark.skipif(not REPORTS, reason="../shared is absent")
def test_labels_of_the_gold_reports_are_natashas() -> None:
    found = [same(path.read_text("utf-8", "replace")) for path in REPORTS]
    assert sum(moved for _, moved in found) * TIES <= sum(count for count, _ in found)


def fuzzed(count: int) -> Iterator[str]:
    chance = random.Random(5)
    words = " ".join(path.read_text("utf-8", "replace") for path in OWN).split()
    for _ in range(count):
        picked = [chance.choice(words if chance.random() < 0.7 else ODD) for _ in range(chance.randrange(1, 60))]
        yield "".join(word + chance.choice([" ", " ", " ", "", "\n"]) for word in picked)


def test_labels_of_odd_text_are_natashas() -> None:
    words = " ".join(path.read_text("utf-8", "replace") for path in OWN).split()
    long = " ".join(words[:5_000]) + "\n" + "слово" * 2_000 + "\n" + "." * 10_000
    found = [same(text) for text in (*fuzzed(150), long, "", " \n\t\n", "\x00\x01", "A" * 3)]
    assert sum(moved for _, moved in found) * TIES <= sum(count for count, _ in found)


SIGNS = " \n\tаБвЁ1 2.,-—_/\\!?;:)(«»\"'…yahoo№$²\U0001f600xⒶ"
SOME = ("Да", "г", "А", "т", "ед", "Он", "пришёл", "2010", "повел", "Накл", "кабинетом", "–", ":)", "»", "(", "!", ".")


@settings(max_examples=600, deadline=None)
@given(st.one_of(st.text(st.sampled_from(SIGNS), max_size=40),
                 st.lists(st.sampled_from((*SOME, *(" " * len(SOME)), *SIGNS)), max_size=60).map("".join)))
def test_any_signs_are_split_as_razdel_splits_them(text: str) -> None:
    from razdel import sentenize, tokenize

    assume(text.strip())
    cut = cutter().cut([Paragraph(text, 0, len(text), 0)])
    found = [(s.start, s.stop, [(s.start + t.start, s.start + t.stop) for t in tokenize(s.text)])
             for s in sentenize(text) if s.text]
    assert pairs(cut.paragraphs) == [(t.start, t.stop) for t in tokenize(text)]
    assert [(start, stop) for start, stop, *_ in cut.sents.tolist()] == [(start, stop) for start, stop, _ in found]
    assert pairs(cut.sentences) == [pair for *_, within in found for pair in within]


@cache
def cutter() -> pieces.Cutter:
    return pieces.Cutter(most=500)


def pairs(found: pieces.Tokens) -> list[tuple[int, int]]:
    return list(zip(found.starts.tolist(), found.stops.tolist(), strict=True))


def test_full_tables_of_types_and_pieces_give_the_same() -> None:
    text = OWN[0].read_text("utf-8", "replace")
    small = engine.Engine()
    small.types, small.cutter = types.Types(small.weights, most=450), pieces.Cutter(most=100)
    spans = lines(text)
    assert [small.columns([(text, [span])]) for span in spans] == [ours().columns([(text, [span])]) for span in spans]
    assert len(small.types.ids) <= 450 and len(small.types.rows) <= len(small.types.ids)
    assert len(small.cutter.pieces) < len(set(text.split()))


def test_words_that_look_alike_to_the_networks_share_a_row() -> None:
    held = types.Types(ours().weights, most=10)
    ids = held.find(["йцукенг", "гнекуцй", "Йцукенг", "", "и", "И"])
    assert ids[0] == ids[1] and ids[3] == 0 and len(set(ids)) == 5 == len(held.rows) + 1
    rows = held.sums(np.array(ids), "words")
    held.keep(2)
    assert held.ids.keys() == {"", "и", "И"}, "the others stand in no vocabulary"
    again = held.sums(np.array(held.find(["йцукенг", "гнекуцй", "Йцукенг", "", "и", "И"])), "words")
    assert abs(again - rows).max() < 1e-3 < abs(rows[1:] - rows[:-1]).max()


def test_lemmas_are_those_of_pymorphy_s_readings_in_its_order() -> None:
    """What `lemmas.py` does by the tables, done with the readings that pymorphy3 gives."""
    held = pack.find()["ru"].backend.labels.lemmas  # type: ignore[attr-defined]
    pairs = {(text[t.span.start:t.span.stop], t.pos, t.feats)
             for text in (path.read_text("utf-8", "replace") for path in OWN)
             for t in pack.find()["ru"].backend.parse(text, [Span(start=a, stop=b) for a, b in lines(text)]).tokens}
    odd = ["Йцукеном", "постфактумщина", "наиглавнейшему", "экс-йцукен", "по-йцукенски", "А", "я", "№", "йц", "больные"]
    pairs |= {(word, pos, feats) for word in odd for _, pos, feats in sorted(pairs)[::40]}
    assert {pair: held.find(*pair) for pair in pairs} == {pair: slowly(held, *pair) for pair in pairs}


def slowly(held: Any, word: str, pos: str, feats: str) -> str:
    reading = held.reading(word, pos, feats)
    named = reading.inflect({"nomn", "sing", "masc"}) if pos == "NOUN" and reading.tag.POS in ("PRTF", "ADJF") else None
    return str(named.word if named else reading.normal_form)


def test_lemmas_are_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    labels = type(pack.find()["ru"].backend.labels)  # type: ignore[attr-defined]
    monkeypatch.setitem(labels.__missing__.__globals__, "LABELS", 2)
    held = labels(pack.find()["ru"].backend.labels.lemmas)  # type: ignore[attr-defined]
    made = [held[word, "NOUN|Case=Gen|Number=Sing"] for word in ("дома", "верфи", "судна", "дома")]
    assert made == [(lemma, "NOUN", "Case=Gen|Number=Sing") for lemma in ("дом", "верфь", "судно", "дом")]
    assert len(held) == 2


def test_texts_of_one_matter_have_vectors_near_each_other() -> None:
    backend = pack.find()["ru"].backend
    texts = ("правительство повысило пенсии", "кабинет министров увеличил пособия", "сборная выиграла матч по футболу")
    first, second, other = (backend.vector(text.split(), [1.0] * len(text.split())) for text in texts)  # type: ignore

    def near(a: tuple[float, ...], b: tuple[float, ...]) -> float:
        return sum(x * y for x, y in zip(a, b, strict=True))

    assert near(first, second) > near(first, other) + 0.2 and abs(near(first, first) - 1) < 0.01
    assert not any(backend.vector(["йцукенг"], [1.0])) and not any(backend.vector([], []))  # type: ignore[attr-defined]


def test_texts_read_together_are_read_as_each_alone() -> None:
    texts = [path.read_text("utf-8", "replace") for path in OWN] + ["", "\n\n", "Да."]
    together = ours().columns([(text, lines(text)) for text in texts])
    assert together == [ours().columns([(text, lines(text))])[0] for text in texts]
    backend = pack.find()["ru"].backend
    asked = [(text, [Span(start=a, stop=b) for a, b in lines(text)]) for text in texts]
    alone = [backend.parse(*each) for each in asked]
    backend.ahead(asked)  # type: ignore[attr-defined]
    assert [backend.parse(*each) for each in asked] == alone
