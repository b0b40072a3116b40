"""How a statement's words become a line: what the reader must be told beside them, and what is left out."""
from dataclasses import replace

import pytest

from svodka.types import Span
from tests.digest.make import names, report, says, tell, when


def told(digest) -> list[str]:
    """What somebody is told to have said."""
    return [claim.line.text for claim in digest.claims if claim.held_by[0].attribution is not None]


def statement(text, *content, **how):
    return told(tell(report(text, says("Ян Лор", *content, **how), outlet="Берег")))


@pytest.mark.parametrize(("text", "content", "cue", "line"), [
    ("Снимков моста пока нет, но Ян Лор обещал показать их позже.", "показать их позже", "обещал",
     "Обещал показать их (снимки моста) позже."),
    ("Чертежи и снимки моста утеряны, но Ян Лор обещал найти их позже.", "найти их позже", "обещал",
     "Обещал найти их (чертежи и снимки моста) позже."),
])
def test_a_promise_of_a_pronoun_says_what_it_means_in_words_of_the_sentence(text, content, cue, line):
    assert statement(text, content, cue=cue, stance="promised") == [line]
    ahead, = tell(report(text, says("Ян Лор", content, cue=cue, stance="promised"), outlet="Берег")).ahead
    assert (ahead.line.text, ahead.kind) == (line, "promise")


def test_a_day_names_no_thing():
    text = "Чертежи плотины не опубликованы - Ян Лор пообещал выложить их в среду."
    promised = says("Ян Лор", "выложить их в среду", cue="пообещал", source="Ян Лор", stance="promised")
    plan, = tell(report(text, promised, when("в среду", "2031-03-19"), outlet="Берег")).ahead
    assert (plan.line.text, plan.said) == ("Пообещал выложить их (чертежи плотины) в среду.", "в среду")


def test_narration_does_not_end_in_the_conjunction_before_another_s_words():
    text = "Снимков моста на станции пока нет, но Ян Лор обещал показать их позже."
    digest = tell(report(text, says("Ян Лор", "показать их позже", cue="обещал", source="Ян Лор", stance="promised"),
                         outlet="Берег"))
    assert digest.claims[0].line.text == "Снимков моста на станции пока нет."


@pytest.mark.parametrize(("text", "content"), [
    ("Чертежи сгорели, снимки утеряны, но Ян Лор обещал показать их позже.", "показать их позже"),  # which of two
    ("Снимка моста пока нет, но Ян Лор обещал показать их позже.", "показать их позже"),  # one is not many
    ("Раненые ждут врача, но Ян Лор обещал вывезти их позже.", "вывезти их позже"),  # people, not a thing
])
def test_a_pronoun_that_may_mean_another_thing_is_left_in_its_sentence(text, content):
    assert statement(text, content, cue="обещал", stance="promised") == [text]


def test_a_content_of_its_own_subject_and_noun_predicate_stands_by_itself():
    assert statement("Ян Лор заявил, что события на станции были попыткой поджога.",
                     "события на станции были попыткой поджога", cue="заявил") == [
        "События на станции были попыткой поджога."]


def test_a_future_of_two_words_needs_no_cue():
    assert statement("Новые правила будут применяться ко всем портам, подтвердил дипломат.",
                     "Новые правила будут применяться ко всем портам", cue="подтвердил") == [
        "Новые правила будут применяться ко всем портам."]


def test_a_further_that_is_left_out_where_the_first_is():
    assert statement("Ян Лор утверждает, что шлюз закрыли утром и что насос не работал.",
                     "шлюз закрыли утром и что насос не работал", cue="утверждает") == [
        "Шлюз закрыли утром и насос не работал."]


def test_what_is_denied_elsewhere_does_not_read_as_said():
    text = "На станции произошёл второй взрыв. Эти сообщения министр отрицает."
    assert "Отрицается: На станции произошёл второй взрыв." in statement(
        text, "На станции произошёл второй взрыв", cue="отрицает", stance="denied")
    assert statement("Министр опроверг, что на станции произошёл второй взрыв.", "на станции произошёл второй взрыв",
                     cue="опроверг", stance="denied") == ["Опроверг, что на станции произошёл второй взрыв."]


def test_one_line_of_a_report_is_not_printed_again_within_another():
    text = "«Это не поломка», — сказал Ян Лор. «Это не поломка, виновные ответят», — сказал Ян Лор на станции."
    twice = report(text, says("Ян Лор", "Это не поломка", form="direct"),
                   says("Ян Лор", "Это не поломка, виновные ответят", form="direct"), outlet="Берег")
    assert told(tell(twice)) == ["«Это не поломка, виновные ответят»."]
    two = report(text, says("Вера Лунина", "Это не поломка", form="direct"),
                 says("Ян Лор", "Это не поломка, виновные ответят", form="direct"), outlet="Берег")
    assert len(told(tell(two))) == 2  # another speaker's


def test_what_another_s_words_hold_of_their_own_is_told_with_what_they_pass_on():
    text = "По версии следствия, Ян Лор знал о неисправной сигнализации и распорядился не останавливать работу станции."
    whole = says("следствие", "Ян Лор знал о неисправной сигнализации и распорядился не останавливать работу станции",
                 kind="anonymous")
    inner = says("Ян Лор", "не останавливать работу станции", cue="распорядился", source="Ян Лор", stance="demanded",
                 through=(("anonymous", "следствие"),))
    made = report(text, outlet="Берег")
    made = replace(made, attributions=(whole(text, "Берег"), replace(inner(text, "Берег"), via=0)))
    assert told(tell(made)) == [
        "Ян Лор знал о неисправной сигнализации и распорядился не останавливать работу станции.",
        "Распорядился не останавливать работу станции."]


def speakers(*reports):
    return {claim.held_by[0].voices[0].name for claim in tell(*reports).claims}


def says_body(who, content, **how):
    return says(who, content, kind="body", **how)


def test_a_body_under_the_beginning_of_one_longer_name_is_one_speaker():
    a = report("Дорогу закрыли до вторника. Мост проверят инженеры.",
               says_body("управление дорог Заводи", "Дорогу закрыли до вторника"),
               says_body("управление", "Мост проверят инженеры"), outlet="Берег")
    assert speakers(a) == {"управление дорог Заводи"}
    b = report("Паром пойдёт в четверг утром.", says_body("управление дорог", "Паром пойдёт в четверг утром"),
               outlet="Заря")
    assert speakers(a, b) == {"управление дорог Заводи"}


def test_a_short_name_that_may_be_two_bodies_or_is_a_name_stays():
    a = report("Дорогу закрыли до вторника. Сад откроют осенью. Мост проверят инженеры.",
               says_body("управление дорог", "Дорогу закрыли до вторника"),
               says_body("управление садов", "Сад откроют осенью"),
               says_body("управление", "Мост проверят инженеры"), outlet="Берег")
    assert "управление" in speakers(a)
    b = report("Рейсы отменены до вторника. Деньги вернут осенью.", says_body("Крыло", "Рейсы отменены до вторника"),
               says_body("Крыло Заводи", "Деньги вернут осенью"), outlet="Берег")
    assert speakers(b) == {"Крыло", "Крыло Заводи"}


def test_who_means_to_do_a_thing_is_told_from_who_tells_of_it():
    text = "Порядок восстановлен, заявил Ян Лор. 11 января он намерен внести предложения о составе совета."
    plan, = tell(report(text, names("PER", "Ян Лор"), says("Ян Лор", "Порядок восстановлен"),
                        when("11 января", partial="XXXX-01-11"), outlet="Берег")).ahead
    assert (plan.kind, plan.voices[0].name) == ("plan", "Ян Лор")
    news, = tell(report("Совет состоится 20 марта.", when("20 марта", "2031-03-20"), outlet="Берег",
                        published="2031-03-14T10:00")).ahead
    assert (news.kind, news.voices[0].name) == ("announced", "Берег")


def dated(place, words, *marks):
    """A report whose lead begins with a dateline."""
    analysis = report(f"Прорыв\n{place}{words}", *marks, headline=True)
    line = Span(start=len("Прорыв\n"), stop=len("Прорыв\n") + len(place))
    return replace(analysis, document=replace(analysis.document, dateline=line))


def test_no_line_begins_with_the_dateline():
    place, words = "ЛУГОРА, 14 мар — Берег. ", "Дамбу прорвало в ночь на вторник, сообщил Ян Лор."
    told = says("Ян Лор", f"{place}Дамбу прорвало в ночь на вторник", cue="сообщил", source="Ян Лор")
    digest = tell(dated(place, words, told, when("в ночь на вторник", "2031-03-14")))
    assert [line.text for line in digest.lead] == [event.line.text for event in digest.timeline] == [words]
    assert "Дамбу прорвало в ночь на вторник." in [claim.line.text for claim in digest.claims]


def test_the_day_of_the_dateline_is_no_due_day():
    place, words = "ЛУГОРА, 14 марта — ", "Дамбу укрепят 16 марта, пообещал Ян Лор."
    told = says("Ян Лор", f"{place}Дамбу укрепят 16 марта", cue="пообещал", source="Ян Лор", stance="promised")
    days = when("14 марта", "2031-03-14"), when("16 марта", "2031-03-16")
    ahead, = tell(dated(place, words, told, *days)).ahead
    assert (ahead.line.text, ahead.said) == ("Дамбу укрепят 16 марта.", "16 марта")
