from dataclasses import replace

import pytest

from svodka.digest.build import build
from svodka.types import Story
from tests.digest.make import NOW, Outlets, packs, report, says, tell

A = "Пожар на складе в порту\nСклад удобрений загорелся ночью. Огонь тушили три часа, сообщил начальник порта."
B = "Склад удобрений в порту сгорел\nСклад удобрений загорелся ночью в порту. Тушили его три часа."


def reports():
    return (report(A, says("начальник порта", "Огонь тушили три часа"), outlet="Берег", published="2031-03-14T08:00",
                   headline=True),
            report(B, outlet="Заря", published="2031-03-15T08:00", headline=True))


def test_every_line_leads_back_to_words_of_its_report():
    a, b = reports()
    digest = tell(a, b)
    texts = {x.document.id: x.document.text for x in (a, b)}
    lines = [digest.title, *digest.lead, *(e.line for e in digest.timeline), *(c.line for c in digest.claims)]
    assert lines
    for line in lines:
        for ref in line.refs:
            assert " ".join(texts[ref.document][ref.span.start:ref.span.stop].split()) == ref.quote
            assert digest.reports[ref.report - 1].document == ref.document


def test_the_lead_holds_the_shared_news_once_and_no_headline():
    digest = tell(*reports())
    assert digest.lead[0].text.startswith("Склад удобрений загорелся")
    assert [r.report for r in digest.lead[0].refs] in ([1, 2], [2, 1])
    assert not any("Пожар на складе" in line.text for line in digest.lead)


def test_the_title_is_a_headline_and_never_a_copy_s():
    digest = tell(*reports(), copies=((1, 2),))
    assert digest.title.text == "Склад удобрений в порту сгорел"
    assert digest.reports[0].copy_of == 2


def test_the_period_runs_from_the_first_to_the_last_report():
    period = tell(*reports()).period
    assert (period.start.day, period.stop.day) == (14, 15)
    assert tell(report(A)).period is None


def test_the_same_input_gives_the_same_digest():
    assert tell(*reports()) == tell(*reports())


def test_a_report_that_could_not_be_analysed_is_listed_and_told_of():
    a, b = reports()
    blank = replace(b, tokens=(), sents=(), missing=("language",), document=replace(b.document, lang="kk"))
    digest = tell(a, blank)
    assert len(digest.reports) == 2
    assert any("kk" in note for note in digest.notes)
    assert tell(blank).title.text == "Склад удобрений в порту сгорел"


def test_the_digest_speaks_of_itself_in_the_language_of_the_interface():
    a = report("Мост закрыт до лета.", outlet="Берег")
    assert "publication" in tell(a, lang="en").notes[0]
    assert "публикации" in tell(a, lang="ru").notes[0]


def test_a_story_without_reports_at_hand_is_refused():
    with pytest.raises(ValueError, match="s9"):
        build(Story(id="s9", documents=("x",)), {}, Outlets(), packs(), NOW, "ru")


def test_an_empty_text_is_told_without_failing():
    digest = tell(report("...", outlet="Берег"), report("Без глаголов.", outlet="Заря"))
    assert digest.title.refs
    assert digest.timeline == ()


def test_the_last_report_s_news_has_a_place_in_the_lead():
    a, b = reports()
    last = report("Виновник назван\nСторожа склада обвинили в халатности.", outlet="Луч", published="2031-03-17T08:00",
                  headline=True)
    assert any("обвинили" in line.text for line in tell(a, b, last).lead)
