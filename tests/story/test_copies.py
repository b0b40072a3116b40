"""Copies of reports of our own writing: edited, cut, reworded, shuffled, taken from in part; and what is no copy."""
import random
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from svodka.spans import cut
from svodka.story import build, copies, reuse
from tests.digest.make import packs
from tests.digest.make import report as parsed

from .reports import report

BODY = ("Ferry Aurelia sinks off Port Vell with sixty people aboard. Divers search the wreck since dawn. "
        "Harbour master Ilda Morn blames a loose cargo hatch. The owner promises to pay the families.")
CUT = BODY.rsplit("The owner", 1)[0]
OWN = "Ferry Aurelia lies deep off Port Vell. Our reporter met divers near the wreck, families wait, the owner hides."

FIRE = (
    "В Нижнереченске ночью сгорел склад детских игрушек.",
    "Пожарные приехали через десять минут и тушили огонь до самого утра.",
    "Сторож успел выйти на улицу и позвал на помощь соседей.",
    "По словам начальника караула Петра Зимина, огонь начался в комнате, где стоял старый обогреватель.",
    "Площадь пожара составила восемьсот квадратных метров.",
    "Владелец склада обещал восстановить здание к осени.",
    "Полиция проверяет, были ли на складе исправны датчики дыма.",
    "Жители ближайших домов жалуются на едкий запах.")
REWORDED = (  # every third word is another
    "В Нижнереченске затемно сгорел склад ребячьих игрушек.",
    "Пожарные приехали спустя десять минут, затем тушили огонь вплоть самого утра.",
    "Сторож успел выбежать на улицу да позвал на подмогу соседей.",
    "По словам командира караула Петра Зимина, пламя началось в помещении, где стоял древний обогреватель.",
    "Площадь пожара достигла восемьсот квадратных саженей.",
    "Владелец склада посулил восстановить здание ближе осени.",
    "Полиция проверяет, имелись ли на хранилище исправны датчики гари.",
    "Жители ближайших зданий жалуются на резкий запах.")
REPORTER = (
    "Склад игрушек в Нижнереченске полностью уничтожен огнём.",
    "Наш корреспондент побывал на месте и увидел одни стены.",
    "Пётр Зимин из пожарной части сказал, что виноват обогреватель.",
    "Соседи видели дым над складом ещё вечером.",
    "Хозяин товара оценил убытки в три миллиона.",
    "Датчики дыма на складе не проверяли два года.",
    "Дети из соседней школы собирают игрушки для магазина.")
AGAIN = (  # what an outlet prints under all its news
    "Подпишитесь на наш канал и узнавайте о главном раньше всех.",
    "Редакция напоминает, что мнение авторов может не совпадать с её мнением.",
    "Напомним, весной в Нижнереченске уже горели два склада у речного вокзала.",
    "Тогда прокуратура нашла на складах сорок нарушений и потребовала закрыть их.",
    "Если вы стали свидетелем происшествия, напишите нам в любое время суток.")
NEWS = (
    ("Мэр Нижнереченска открыл новый мост через Тихую.", "Строили его четыре года и два месяца.",
     "Первыми по мосту проехали велосипедисты."),
    ("Школьники Нижнереченска вернулись с олимпиады с медалями.", "Лучшей стала Алина Ромашова из пятой школы.",
     "Её учитель готовит новый кружок."),
    ("Автобусы Нижнереченска переходят на летнее расписание.", "Последний рейс от вокзала теперь в полночь.",
     "Билет подорожает на три рубля."))


def found(*reports):
    return {c.document: c for c in copies.find(reports)}


def of(*reports):
    return {document: c.of for document, c in found(*reports).items() if c.whole}


def told(name, sentences, **options):
    return report(name, " ".join(sentences), **options)


# what is the original


def test_a_cut_reprint_copies_the_longer_report_where_days_are_unknown():
    one, = copies.find((report("a", CUT), report("b", BODY), report("c", OWN)))
    assert (one.document, one.of, one.kind, one.share, one.why) == ("a", "b", "light", 1.0, ("longest",))


def test_the_earliest_published_is_the_original():
    one, = copies.find((report("a", BODY, published="2031-03-06"), report("b", CUT, published="2031-03-05")))
    assert (one.document, one.of, one.why) == ("a", "b", ("earliest",))


def test_the_agency_that_the_others_credit_is_the_original():
    made = found(report("a", BODY, outlet="Gazette", credits=("Portnews",)),
                 report("b", CUT, outlet="Portnews", credits=()),
                 report("c", BODY + " Divers rest.", outlet="Bugle", credits=("Portnews",)))
    assert {document: (c.of, c.why) for document, c in made.items()} == {"a": ("b", ("credited",)),
                                                                         "c": ("b", ("credited",))}


def test_the_agency_whose_page_was_changed_after_it_was_credited_is_still_the_original():
    def made(day):
        return of(report("a", BODY, outlet="Gazette", credits=("Portnews",), published="2031-03-05"),
                  report("b", BODY, outlet="Portnews", published=day))
    assert (made("2031-03-05"), made("2031-03-09")) == ({"a": "b"}, {"b": "a"})


def test_words_that_are_the_same_are_an_exact_copy():
    one, = copies.find((report("a", BODY), report("b", BODY)))
    assert (one.document, one.of, one.kind, one.share, one.why) == ("b", "a", "exact", 1.0, ())


def test_two_reports_of_one_happening_in_own_words_are_no_copies():
    assert found(report("a", BODY), report("c", OWN)) == found(told("f", FIRE), told("r", REPORTER)) == {}


# words replaced, sentences and paragraphs moved


def test_a_text_with_every_third_word_replaced_is_still_a_copy():
    assert of(told("f", FIRE), told("s", REWORDED), told("r", REPORTER)) == {"s": "f"}
    assert reuse.alike(reuse.read(told("f", FIRE)), reuse.read(told("s", REWORDED))) < copies.ENOUGH


def test_shuffled_sentences_do_not_hide_a_copy_reworded_or_not():
    for seed in range(5):
        shuffled, both = list(FIRE), list(REWORDED)
        random.Random(seed).shuffle(shuffled)
        random.Random(seed).shuffle(both)
        made = found(told("f", FIRE, published="2031-03-05"), told("m", shuffled, published="2031-03-06"),
                     told("s", both, published="2031-03-07"))
        assert {document: (c.of, c.kind) for document, c in made.items()} == {"m": ("f", "light"), "s": ("f", "light")}
        assert made["m"].share == 1.0


def test_a_reworded_text_is_told_by_the_whole_way_too():
    made = [parsed("\n".join(lines), outlet=outlet) for outlet, lines in
            (("Эхо", FIRE), ("Гудок", REWORDED), ("Вестник", REPORTER))]
    told = [{c.document, c.of} for story in build.build(made, packs()) for c in story.copies]
    assert told == [{a.document.id for a in made[:2]}]


# passages


def test_passages_taken_into_a_report_of_ones_own_are_listed():
    a = told("f", FIRE, published="2031-03-05")
    b = told("r", (*REPORTER[:3], *FIRE[3:6], *REPORTER[3:]), published="2031-03-06")
    one, = copies.find((a, b))
    assert (one.document, one.of, one.kind, one.share, one.whole) == ("r", "f", "partial", 0.3, False)
    assert [(cut(b.document.text, p.span), cut(a.document.text, p.of)) for p in one.passages] == [
        (" ".join(FIRE[3:6]).replace(",", ""),) * 2]


def test_a_reprint_of_the_first_sentences_is_a_copy_however_short():
    made = found(told("f", (*FIRE, *REPORTER, *AGAIN), published="2031-03-05"),
                 told("s", FIRE[:3], published="2031-03-06"))
    assert [(c.document, c.of, c.kind, c.share) for c in made.values()] == [("s", "f", "light", 1.0)]


def test_who_quotes_one_speech_does_not_copy():
    said = FIRE[3:6]
    plain = told("r", (*REPORTER[:4], *said), published="2031-03-06")
    quoting = told("r", (*REPORTER[:4], *said), published="2031-03-06", quotes=said)
    a = told("f", FIRE, published="2031-03-05")
    assert [found(a, b).get("r") is not None for b in (plain, quoting)] == [True, False]


def test_a_report_made_of_two_others_does_not_make_them_copies_of_each_other():
    a = told("a", FIRE, published="2031-03-05")
    b = told("b", (*REPORTER, FIRE[7]), published="2031-03-05")
    both = told("c", (*FIRE[:5], *REPORTER[:5]), published="2031-03-06")
    assert set(found(a, b, both)) == {"c"}


def test_a_copy_of_a_copy_points_at_the_original():
    a = told("a", FIRE, published="2031-03-05")
    b = told("b", (*FIRE[:6], *REPORTER[:2]), published="2031-03-06")
    c = told("c", (*FIRE[3:6], *REPORTER[:2]), published="2031-03-07")
    assert of(a, b, c) == {"b": "a", "c": "a"}


# what an outlet prints again and again


def pages(count, outlet="Вестник"):
    return [told(str(at), (*NEWS[at], *AGAIN), outlet=outlet) for at in range(count)]


def test_what_an_outlet_prints_under_all_its_news_makes_no_copies():
    assert found(*pages(2)) == found(*pages(3)) == {}
    lines = copies.furniture(pages(3))
    assert {words for _, words in lines} == {s.words for s in reuse.read(told("x", AGAIN)).sentences}
    assert of(*pages(2, outlet="")) == {"1": "0"}  # of whom nothing is known: five of eight sentences are the same


def test_nor_do_notes_above_the_news_once_they_are_known():
    above = [told(str(at), (*AGAIN, *NEWS[at]), outlet="Вестник") for at in range(3)]
    assert copies.find(above, copies.furniture(above)) == ()


def test_what_the_outlet_adds_to_a_reprint_does_not_hide_it():
    others = pages(3)
    reprint = told("s", (*FIRE[:5], *AGAIN), outlet="Вестник", published="2031-03-06")
    one, = copies.find((told("f", FIRE, outlet="Речинформ", published="2031-03-05"), reprint),
                       copies.furniture((*others, reprint)))
    assert (one.document, one.of, one.share) == ("s", "f", 1.0)


def test_an_outlet_that_prints_its_report_three_times_copies_itself():
    same = [told(str(at), FIRE, outlet="Вестник") for at in range(3)]
    assert {c.document: c.of for c in copies.find(same, copies.furniture(same))} == {"1": "0", "2": "0"}


# whatever is copied from whatever


POOL = (*FIRE, *REPORTER, *AGAIN, *REWORDED)
TEXTS = st.tuples(st.lists(st.sampled_from(range(len(POOL))), min_size=1, max_size=8),
                  st.sampled_from(("", "2031-03-05", "2031-03-06")), st.sampled_from(("", "Вестник", "Эхо", "Гудок")),
                  st.sampled_from(((), ("Эхо",))))


@st.composite
def stories(draw, most=6):
    """Reports that share sentences, some of them taken whole from the one before."""
    made = draw(st.lists(TEXTS, min_size=2, max_size=most))
    if draw(st.booleans()):
        made.append((made[0][0][:draw(st.integers(1, 8))], *draw(TEXTS)[1:]))
    return [told(f"d{at}", [POOL[i] for i in lines], published=day, outlet=outlet, credits=credits)
            for at, (lines, day, outlet, credits) in enumerate(made)]


@settings(max_examples=60, deadline=None)
@given(stories())
def test_no_report_leads_back_to_itself_and_a_copy_of_a_copy_leads_to_the_original_if_it_has_its_words(reports):
    made = found(*reports)
    texts = {r.document.id: reuse.read(r) for r in reports}
    assert len(made) == len(copies.find(reports)) < len(reports)
    for start, one in made.items():
        chain = [start]
        while chain[-1] in made:
            chain.append(made[chain[-1]].of)
            assert chain[-1] not in chain[:-1]
        above = made.get(one.of)
        if one.whole and above and above.whole:
            text = texts[start]
            assert reuse.share(text, reuse.taken(text, texts[above.of], reuse.reworded)) < copies.PASSAGES


@settings(max_examples=40, deadline=None)
@given(stories(most=4), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(reports, chance):
    first = copies.find(reports)
    orders = list(permutations(reports))
    assert all(copies.find(order) == first for order in chance.sample(orders, min(4, len(orders))))


@settings(max_examples=60, deadline=None)
@given(stories(most=2))
def test_two_texts_are_one_whichever_is_asked(reports):
    a, b = map(reuse.read, reports[:2])
    assert reuse.alike(a, b) == reuse.alike(b, a)
    assert copies.one_text(a, b) == copies.one_text(b, a)


@settings(max_examples=60, deadline=None)
@given(stories())
def test_passages_are_sentences_of_both_and_the_share_counts_them(reports):
    texts = {r.document.id: reuse.read(r) for r in reports}
    for one in copies.find(reports):
        mine, theirs = texts[one.document], texts[one.of]
        inside = [s for s in mine.sentences if any(p.span.start <= s.span.start < p.span.stop for p in one.passages)]
        assert one.passages and one.share == round(len(inside) / len(mine.sentences), 3)
        assert {p.of.start for p in one.passages} <= {s.span.start for s in theirs.sentences}


def test_a_story_carries_its_copies():
    story, = build.build((report("a", CUT), report("b", BODY)), {})
    assert [(c.document, c.of) for c in story.copies] == [("a", "b")]


def test_shingles_are_runs_of_words_whatever_the_case():
    upper, lower = (reuse.read(report(n, text)).runs for n, text in
                    (("a", "FERRY sinks off Port Vell."), ("b", "ferry sinks off port Vell.")))
    assert upper == lower and len(upper) == 2


def test_a_short_text_is_one_shingle_and_an_empty_one_none():
    assert len(reuse.read(report("a", "Ferry sinks.")).runs) == 1
    assert reuse.read(report("b", "")).sentences == ()
