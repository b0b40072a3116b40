"""The links of a chain: what kind of voice each is, and the words that prove it."""

from __future__ import annotations

import pytest

from svodka import spans
from svodka.analysis import attributions, build
from svodka.lang import pack as packs_of
from svodka.types import Attribution, Document

PACK = packs_of.find()["ru"]
CHAINS = [
    ("Мост закрыт, сообщает агентство «Вестник» со ссылкой на министерство транспорта.",
     ["agency Вестник", "body министерство транспорта < agency Вестник"]),
    ("Мост закрыт, передаёт ТАСС со ссылкой на заявление мэрии.",
     ["agency ТАСС", "document заявление мэрии < agency ТАСС"]),
    ("Мост закрыт, пишет газета «Берег» со ссылкой на источник в мэрии.",
     ["outlet Берег", "anonymous источник в мэрии < outlet Берег"]),
    ("Мэр Лев Мохов заявил, что мост закрыт, передаёт телеканал «Север».",
     ["person Лев Мохов < broadcaster Север", "broadcaster Север"]),
    ("Мост закрыт. Об этом заявил мэр Лев Мохов, передаёт ТАСС со ссылкой на газету «Берег».",
     ["person Лев Мохов < outlet Берег < agency ТАСС", "agency ТАСС", "outlet Берег < agency ТАСС"]),
    ("«Мост закрыт уже неделю», — сказал Мохов в эфире радиостанции «Маяк».",
     ["person Мохов < broadcaster эфир радиостанции «Маяк»"]),
    ("В своём Telegram-канале мэр Лев Мохов сообщил, что мост закрыт.",
     ["person Лев Мохов < account Telegram-канал (Лев Мохов)"]),
    ("По мнению инженера Льва Мохова, которое приводит газета «Берег», мост опасен.",
     ["person Лев Мохов < outlet Берег", "outlet Берег"]),
    ("Как пишет Mostograd Weekly, мост закрыт.", ["outlet Mostograd Weekly"]),
    ("Мост закрыт, сообщает Mostograd.ru.", ["outlet Mostograd.ru"]),
    ("Федеральное агентство по туризму сообщило, что мост закрыт.", ["body Федеральное агентство по туризму"]),
    ("По сообщению спасателей, мост закрыт.", ["anonymous спасатели"]),
    ("Дежурный врач рассказал, что мост закрыт.", ["person дежурный врач"]),
]


def found_in(text: str) -> tuple[Attribution, ...]:
    doc = Document(id="x", path="x", url="", outlet="", lang="ru", title="", text=text, paragraphs=spans.lines(text))
    report = build.read(doc, PACK.backend.parse(text, doc.paragraphs), PACK)
    known = {"тасс": ("ТАСС", "agency")}
    return attributions.find(report, known, None)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "chains"), CHAINS, ids=[text[:50] for text, _ in CHAINS])
def test_every_link_has_its_kind_and_the_words_that_show_it(text: str, chains: list[str]) -> None:
    found = found_in(text)
    assert [" < ".join(f"{v.kind} {v.name}" for v in a.voices) for a in found] == chains
    assert all(v.span and v.span.start < v.span.stop <= len(text) for a in found for v in a.voices if v.name)


@pytest.mark.parametrize(("text", "evidence"), [
    ("Мохов заявил, что завод подожгли. Доказательств он не привёл.", "none"),
    ("Мохов бездоказательно заявил, что завод подожгли.", "none"),
    ("Мохов заявил, что завод подожгли, и пообещал представить доказательства позже.", "none"),
    ("Мохов заявил, что завод подожгли, и привёл доказательства.", "shown"),
    ("Мохов заявил, что доказательств поджога нет.", ""),
    ("Мохов заявил, что завод подожгли. Дождь шёл до утра.", ""),
])
def test_what_the_article_says_of_proof(text: str, evidence: str) -> None:
    assert found_in(text)[0].evidence == evidence
