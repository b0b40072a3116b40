from __future__ import annotations

from dataclasses import replace

import pytest

from svodka.analysis import build
from svodka.analysis.bare import bare
from svodka.lang import pack
from svodka.source.outlets import Outlets
from svodka.spans import cut
from svodka.types import Analysis, Document, Passage, Span

RU = pack.find()["ru"]
PLAIN = "Замок открыл мэр Заозёрья Олег Дымов. «Работы шли три года», — сообщил Дымов 14 марта. Погибли 12 рабочих."
ODD = {
    "soft hyphens": "Замок от­крыл мэр За­озё­рья Олег Ды­мов. «Работы шли три года», — со­об­щил "
                    "Дымов 14 мар­та. По­гиб­ли 12 рабочих.",
    "zero-width": "Замок​ открыл﻿ мэр Заозёрья Олег Дым​ов. «Работы шли три года», — сообщил Дымов 14 ма⁠рта. "
                  "Погибли 12 рабочих.",
    "stress": "За́мок откры́л мэр Заозёрья Олег Ды́мов. «Рабо́ты шли три года́», — сообщи́л Дымов 14 "
              "марта. Погибли 12 рабо́чих.",
    "in two pieces": "Замок открыл мэр Заозёрья Олег Дымов. «Работы шли три года», — сообщил Дымов 14 марта. "
                     "Погибли 12 рабочих.",
}


def analysis(text: str, foreign: tuple[Passage, ...] = ()) -> Analysis:
    doc = Document(id="1", path="p", url="", outlet="", lang="ru", title="", text=text, foreign=foreign,
                   paragraphs=(Span(start=0, stop=len(text)),))
    return build.build(doc, RU, Outlets())


def told(made: Analysis) -> tuple[object, ...]:
    return ([token.lemma for token in made.tokens], [mention.normal for mention in made.mentions],
            [(each.rule, each.stance, [voice.name for voice in each.voices]) for each in made.attributions],
            [(figure.low, figure.of) for figure in made.figures], [time.moment for time in made.times])


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_what_is_not_seen_changes_nothing(text: str) -> None:
    made, plain = analysis(text), analysis(PLAIN)
    assert told(made) == told(plain) and made.attributions and made.document.text == text
    words = [bare(replace(plain.document, text=cut(text, token.span), paragraphs=()))[0].text for token in made.tokens]
    assert words == [cut(PLAIN, token.span) for token in plain.tokens]


def test_a_text_without_them_is_not_copied() -> None:
    doc = analysis(PLAIN).document
    assert bare(doc)[0] is doc


def test_a_paragraph_of_another_language_is_not_analysed() -> None:
    assert analysis(PLAIN, (Passage(span=Span(start=0, stop=len(PLAIN)), lang="uk"),)).tokens == ()


@pytest.mark.parametrize("at", range(3))
def test_paragraphs_around_one_of_another_language_are_analysed(at: int) -> None:
    lines = ["Мост открыл мэр Заозёрья.", "«Работы шли три года», — сообщил мэр Олег Дымов.", "Погибли 12 рабочих."]
    text, spans = "\n".join(lines), []
    for line in lines:
        spans.append(Span(start=text.index(line), stop=text.index(line) + len(line)))
    doc = Document(id="1", path="p", url="", outlet="", lang="ru", title="", text=text, paragraphs=tuple(spans),
                   foreign=(Passage(span=spans[at], lang="uk"),))
    made = build.build(doc, RU, Outlets())
    assert {sent.paragraph for sent in made.sents} == {0, 1, 2} - {at}
    assert len(made.attributions) == (at != 1) and len(made.figures) >= (at != 2)
