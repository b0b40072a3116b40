"""Names of people: every case of many kinds of names comes back to one nominative; which names are one person's."""

from __future__ import annotations

from pathlib import Path

import pytest

from svodka import spans
from svodka.analysis import build
from svodka.analysis.mentions import Figurehead
from svodka.analysis.namesakes import alike, part_of, same_person
from svodka.lang import pack as packs_of
from svodka.lang.ru import persons
from svodka.types import Document

PACK = packs_of.find(Path(__file__).parents[1] / "packs")["ru"]
CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
DECLINED = {  # gender: the forms of a name in the order of CASES, the last ones left out where they do not tell
    "Masc": (
        "Роланд Раавик|Роланда Раавика|Роланду Раавику|Роланда Раавика|Роландом Раавиком|Роланде Раавике",
        "Курт Шенц|Курта Шенца|Курту Шенцу|Курта Шенца|Куртом Шенцем|Курте Шенце",
        "Иван Тихий|Ивана Тихого|Ивану Тихому|Ивана Тихого|Иваном Тихим|Иване Тихом",
        "Лев Лосев|Льва Лосева|Льву Лосеву|Льва Лосева|Львом Лосевым|Льве Лосеве",
        "Олег Дёмин|Олега Дёмина|Олегу Дёмину|Олега Дёмина|Олегом Дёминым|Олеге Дёмине",
        "Иван Седых|Ивана Седых|Ивану Седых|Ивана Седых|Иваном Седых|Иване Седых",
        "Илья Ковальчук|Ильи Ковальчука|Илье Ковальчуку|Илью Ковальчука|Ильёй Ковальчуком|Илье Ковальчуке",
        "Марк Рис-Хогг|Марка Рис-Хогга|Марку Рис-Хоггу|Марка Рис-Хогга|Марком Рис-Хоггом|Марке Рис-Хогге",
        "Шарль де Моннэ|Шарля де Моннэ|Шарлю де Моннэ|Шарля де Моннэ|Шарлем де Моннэ|Шарле де Моннэ",
        "Павел Моди|Павла Моди|Павлу Моди|Павла Моди|Павлом Моди",
        "Олег Ау|Олега Ау|Олегу Ау|Олега Ау|Олегом Ау|Олеге Ау",
        "Пётр Оманда|Петра Оманды",
    ),
    "Fem": (
        "Анна Лосева|Анны Лосевой|Анне Лосевой|Анну Лосеву|Анной Лосевой|Анне Лосевой",
        "Вера Холодная|Веры Холодной|Вере Холодной|Веру Холодную|Верой Холодной|Вере Холодной",
        "Ирина Гордиевская|Ирины Гордиевской|Ирине Гордиевской|Ирину Гордиевскую|Ириной Гордиевской|Ирине Гордиевской",
        "Дарья Жук|Дарьи Жук|Дарье Жук|Дарью Жук|Дарьей Жук|Дарье Жук",
        "Елена Лобода|Елены Лободы|Елене Лободе|Елену Лободу|Еленой Лободой|Елене Лободе",
        "Николь Стоун|Николь Стоун|Николь Стоун|Николь Стоун|Николь Стоун|Николь Стоун",
        "Ольга Живаго|Ольги Живаго|Ольге Живаго|Ольгу Живаго|Ольгой Живаго|Ольге Живаго",
    ),
}
FORMS = [
    (gender, case, form, forms.partition("|")[0])
    for gender, names in DECLINED.items()
    for forms in names
    for case, form in zip(CASES, forms.split("|"), strict=False)
]


def tagged(words: list[str], case: str, gender: str) -> list[str]:
    return [f"Animacy=Anim|Case={case}|Gender={gender}|Number=Sing"] * len(words)


@pytest.mark.parametrize(("gender", "case", "form", "name"), FORMS)
def test_a_persons_name_comes_back_to_the_nominative(gender: str, case: str, form: str, name: str) -> None:
    words = form.split()
    known = PACK.backend.known  # type: ignore[attr-defined]
    made = persons.nominative(known, words, tagged(words, case, gender))
    assert [w.lower().replace("ё", "е") for w in made] == name.lower().replace("ё", "е").split()


def test_the_report_tells_the_gender_of_a_name_that_the_tags_do_not() -> None:
    words, known = ["Мода", "Ау"], PACK.backend.known  # type: ignore[attr-defined]
    assert persons.nominative(known, words, tagged(words, "Gen", "Masc")) == ["мод", "Ау"]
    assert persons.nominative(known, words, tagged(words, "Gen", "Masc"), "Fem") == words


def people(text: str) -> list[Figurehead]:
    doc = Document(id="x", path="x", url="", outlet="", lang="ru", title="", text=text, paragraphs=spans.lines(text))
    report = build.read(doc, PACK.backend.parse(text, doc.paragraphs), PACK)
    return [e for e in report.entities if e.kind == "PER"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Приехал Хорхе Лопес Мирна. Лопес молчал.", {"Хорхе Лопес Мирна": 2}),
        ("Приехали Марк Дюваль и Анна Дюваль. Дюваль сказала, что рада.", {"Марк Дюваль": 1, "Анна Дюваль": 2}),
        ("Об этом рассказала Лосева Мария Сергеевна. Мария Лосева рада.", {"Лосева Мария Сергеевна": 2}),
        ("Приехал Хайно Маас. Встретили Хайно Маса тепло.", {"Хайно Маас": 2}),
        ("Как сообщил Б.Джонсон, мост закрыт. Борис Джонсон уехал.", {"Борис Джонсон": 2}),
        ("Приехал Олег Ломов. Его брат Иван Ломов остался.", {"Олег Ломов": 1, "Иван Ломов": 1}),
    ],
)
def test_mentions_of_one_person_are_one_entity(text: str, names: dict[str, int]) -> None:
    assert {e.name: len(e.names) for e in people(text)} == names


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("петров", "иван петров", True),
        ("и. петров", "иван петров", True),
        ("олег петров", "иван петров", False),
        ("иван", "иван петров", False),  # only where nobody else may be meant: part_of
    ],
)
def test_a_surname_is_somebodys_unless_the_first_name_disagrees(short: str, full: str, same: bool) -> None:
    assert same_person(short.split(), full.split()) is same


def test_parts_and_spellings_of_names() -> None:
    assert part_of(["иван"], ["иван", "петров"]) and part_of(["петров", "и."], ["иван", "петров"])
    assert not part_of(["и."], ["иван", "петров"]) and not part_of(["олег"], ["иван", "петров"])
    assert alike("маас", "мас") and alike("кюнсберг", "кунссберг") and not alike("ли", "ле")
