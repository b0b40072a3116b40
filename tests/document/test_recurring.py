"""Furniture learnt of several pages of one invented outlet, whose frame the line judge alone does not see through."""
from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from svodka.document import recurring
from svodka.spans import cut, lines
from svodka.types import Document, Passage, Recurring

NOTE = "Мнение обозревателей «Сойвенской зари» может не совпадать с позицией учредителя, а письма не возвращаются."
SISTER = "Рыбак поймал щуку с кольцом"
NEWS = {
    "Мост через Сойву закрыли": "Мост через Сойву закрыли для грузовиков, сообщил мэр Ольхова Пётр Ставров.",
    "Хлебозавод остановил печи": "Хлебозавод остановил две печи из-за нехватки муки, рассказала директор Лепова.",
    "Сёла остались без света": "Три села остались без света после грозы, передали энергетики Межевого района.",
    "Школьники сняли фильм": "Школьники из Дубравы сняли фильм о паромщике, премьера пройдёт в клубе в субботу.",
    "Волки вышли к ферме": "Волки вышли к ферме у Каменки, охотники выставили посты, уточнил егерь Орешин.",
}
BACK = "Школьники из Дубравы начали снимать фильм о паромщике в прошлом году, напоминает клуб."


def page(number: int, *more: str, outlet: str = "Сойвенская заря", url: str = "") -> Document:
    """Page `number`: headline, body, then what stands under them, all of it kept by the judge."""
    head, body = list(NEWS.items())[number]
    text = "\n".join((head, body, *more, SISTER, f"Прочитали {number + 3}7 раз", NOTE))
    found = lines(text)
    return Document(id=f"{number}{outlet}{len(more)}", path=f"{number}.txt", url=url, outlet=outlet, lang="ru",
                    title=head, text=text, paragraphs=found, headline=found[0])


PAGES = [page(number) for number in range(len(NEWS))]


def kept(doc: Document) -> list[str]:
    return [cut(doc.text, span) for span in doc.paragraphs]


def sifted(*docs: Document) -> list[list[str]]:
    return [kept(doc) for doc in recurring.sift(docs, {})[0]]


def test_what_recurs_over_the_pages_of_an_outlet_is_left_out_with_its_reason() -> None:
    docs, _ = recurring.sift(PAGES, {})
    assert [kept(doc) for doc in docs] == [list(news) for news in NEWS.items()]
    for doc in docs:
        assert [(cut(doc.text, d.span).split()[0], d.reason) for d in doc.dropped] == [
            ("Рыбак", "recurring"), ("Прочитали", "recurring"), ("Мнение", "recurring")]


def test_what_is_left_out_is_no_paragraph_in_another_language_any_more() -> None:
    body, note = PAGES[0].paragraphs[1], PAGES[0].paragraphs[-1]
    marked = replace(PAGES[0], foreign=(Passage(span=body, lang="uk"), Passage(span=note, lang="uk")))
    cleared, *_ = recurring.sift([marked, *PAGES[1:]], {})[0]
    assert [each.span for each in cleared.foreign] == [body]


def test_a_few_pages_say_nothing_and_prose_needs_more_of_them() -> None:
    assert sifted(*PAGES[:3]) == [kept(doc) for doc in PAGES[:3]]
    assert all(NOTE in left and SISTER not in left for left in sifted(*PAGES[:4]))


def test_the_order_of_the_pages_is_of_no_account() -> None:
    for unnamed in (False, True):
        given = [replace(doc, outlet="") if unnamed else doc for doc in PAGES]
        wanted = {doc.id: doc for doc in recurring.sift(given, {})[0]}
        for order in permutations(given):
            assert {doc.id: doc for doc in recurring.sift(order, {})[0]} == wanted


def test_lines_of_another_outlet_are_not_counted() -> None:
    others = [replace(doc, outlet="Межа", id=doc.id + "m") for doc in PAGES[2:]]
    assert sifted(*PAGES[:2], *others) == [kept(doc) for doc in (*PAGES[:2], *others)]


def test_an_outlet_without_a_name_is_known_by_its_site() -> None:
    docs = [page(number, outlet="", url=f"https://zarya.example/{number}") for number in range(5)]
    cleared, learnt = recurring.sift(docs, {})
    assert [known.outlet for known in learnt] == ["zarya.example"] and SISTER not in kept(cleared[0])


def test_pages_without_name_or_site_are_one_outlets_if_their_frames_are_alike() -> None:
    frame = [f"Раздел {name}" for name in "абвгдежз"]
    framed = [page(number, *frame, outlet="") for number in range(5)]
    assert all(SISTER not in left for left in sifted(*framed))
    assert sifted(*(page(number, outlet="") for number in range(5)))[0] == kept(PAGES[0]), "three lines are no frame"
    assert recurring.sift(framed, {})[1] == [], "a likeness is not remembered"


def test_a_headline_is_kept_though_the_other_pages_list_it() -> None:
    heads = list(NEWS)
    docs = [page(number, *(head for head in heads if head != heads[number])) for number in range(5)]
    assert [left[0] for left in sifted(*docs)] == heads


def test_background_told_again_in_every_report_is_of_the_article() -> None:
    told = ("Фильм школьников о паромщике показали в Дубраве.", "Клуб отложил фильм школьников: паромщик заболел.",
            "Школьники повезли фильм о паромщике в клуб Ольхова.", "Паромщик увидел фильм школьников в клубе Дубравы.",
            "Клуб наградил школьников за фильм о паромщике.")
    docs = [replace(doc, text=doc.text.replace(list(NEWS.values())[number], f"{told[number]}\n{BACK}"))
            for number, doc in enumerate(PAGES)]
    docs = [replace(doc, paragraphs=lines(doc.text)) for doc in docs]
    assert all(BACK in left and NOTE not in left for left in sifted(*docs))


def test_an_article_is_not_cleared_away_altogether() -> None:
    text = f"Сводка\n{SISTER}\n{NOTE}"
    doc = replace(PAGES[0], title="Сводка", text=text, paragraphs=lines(text), headline=lines(text)[0])
    docs = [replace(doc, id=str(n)) for n in range(6)]
    assert sifted(*docs) == [kept(doc) for doc in docs]


def test_one_page_read_many_times_counts_once() -> None:
    versions = [replace(PAGES[0], id=str(n), url="https://zarya.example/1") for n in range(9)]
    assert recurring.count("x", versions).pages == 1
    assert sifted(*versions) == [kept(doc) for doc in versions]


def test_what_was_known_before_serves_one_page() -> None:
    _, (known,) = recurring.sift(PAGES[1:], {})
    cleared, (more,) = recurring.sift(PAGES[:1], {"Сойвенская заря": known})
    assert kept(cleared[0]) == list(next(iter(NEWS.items())))
    at_once, none = recurring.sift(PAGES, {})[1][0], recurring.empty("Сойвенская заря")
    both = recurring.add(known, more)
    assert both == recurring.add(none, at_once), "in one reading or in two, the same is known"
    _, (again,) = recurring.sift(PAGES[:1], {"Сойвенская заря": both}, counted={PAGES[0].id})
    assert again == none


def test_an_outlets_lines_are_bounded_and_old_pages_count_less() -> None:
    known = Recurring(outlet="x", pages=recurring.REMEMBERED, lines=((1, 900), (2, 1)))
    fresh = recurring.count("x", PAGES)
    after = recurring.add(known, fresh)
    assert after.pages == (recurring.REMEMBERED + len(PAGES)) // 2
    assert dict(after.lines)[1] == 450 and 2 not in dict(after.lines)
    full = Recurring(outlet="x", pages=9, lines=tuple((line, 2) for line in range(recurring.MOST)))
    held = recurring.add(full, fresh).lines
    assert len(held) == recurring.MOST and held[0][1] == 5


def test_a_recurring_line_is_no_lead() -> None:
    def taken(doc: Document) -> Document:
        note = next(span for span in doc.paragraphs if cut(doc.text, span) == NOTE)
        return replace(doc, lead=note, dateline=replace(note, stop=note.start + 6))

    docs, _ = recurring.sift([taken(doc) for doc in PAGES], {})
    assert [doc.lead and cut(doc.text, doc.lead) for doc in docs] == list(NEWS.values())
    assert not any(doc.dateline for doc in docs)
