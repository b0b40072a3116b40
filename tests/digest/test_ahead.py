from tests.digest.make import names, report, says, tell, when

PROMISE = "Губернатор пообещал опубликовать результаты проверки 16 марта."


def promised():
    return report(PROMISE, says("Ян Лор", "опубликовать результаты проверки 16 марта", stance="promised"),
                  when("16 марта", "2031-03-16"), outlet="Берег", published="2031-03-14T10:00")


def test_a_promise_has_its_speaker_its_words_and_its_day():
    promise, = tell(promised()).ahead
    assert promise.voices[0].name == "Ян Лор"
    assert promise.line.text == "Опубликовать результаты проверки 16 марта."
    assert (promise.said, promise.due.start.day, promise.kept) == ("16 марта", 16, None)


def test_a_promise_is_kept_by_a_later_report_that_says_it_was_done():
    later = report("Результаты проверки склада опубликовали вечером.", outlet="Заря", published="2031-03-16T20:00")
    promise, = tell(promised(), later).ahead
    assert promise.kept.report == 2
    before = report("Результаты проверки склада опубликовали вечером.", outlet="Заря", published="2031-03-10T20:00")
    assert tell(before, promised()).ahead[0].kept is None


def test_not_done_is_not_kept():
    later = report("Результаты проверки склада так и не опубликовали.", outlet="Заря", published="2031-03-17T20:00")
    assert tell(promised(), later).ahead[0].kept is None


def test_a_plan_of_a_pronoun_is_that_of_the_last_speaker():
    text = "Порядок восстановлен, заявил Ян Лор. 11 января он намерен внести предложения о составе совета."
    a = report(text, names("PER", "Ян Лор"), says("Ян Лор", "Порядок восстановлен"),
               when("11 января", partial="XXXX-01-11"), outlet="Берег")
    plan, = tell(a).ahead
    assert plan.voices[0].name == "Ян Лор"
    assert (plan.said, plan.due) == ("11 января", None)
    assert plan.line.text == "11 января он намерен внести предложения о составе совета."


def test_a_promise_without_a_day_stays_open_and_last():
    a = report("Министр обещал построить мост. Совет состоится 20 марта.",
               says("министр", "построить мост", stance="promised"), when("20 марта", "2031-03-20"), outlet="Берег",
               published="2031-03-14T10:00")
    assert [p.due is None for p in tell(a).ahead] == [False, True]


def test_one_promise_of_two_reports_is_one():
    b = report(PROMISE + " Так он сказал.",
               says("Ян Лор", "опубликовать результаты проверки 16 марта", stance="promised"),
               when("16 марта", "2031-03-16"), outlet="Заря", published="2031-03-14T12:00")
    promise, = tell(promised(), b).ahead
    assert [r.report for r in promise.line.refs] == [1, 2]


def test_a_pronoun_of_another_gender_is_not_the_last_speaker():
    text = "Порядок восстановлен, заявил Ян Лор. 11 января она намерена внести предложения о составе совета."
    a = report(text, names("PER", "Ян Лор"), says("Ян Лор", "Порядок восстановлен"),
               when("11 января", partial="XXXX-01-11"), outlet="Берег")
    assert not tell(a).ahead  # nobody known by name


def test_a_pronoun_after_another_person_is_nobody_s():
    text = ("Порядок восстановлен, заявил Ян Лор. Его сменит Пётр Гай. "
            "11 января он намерен внести предложения о составе совета.")
    a = report(text, names("PER", "Ян Лор", seen=("Ян Лор",)), names("PER", "Пётр Гай", seen=("Пётр Гай",)),
               says("Ян Лор", "Порядок восстановлен"), when("11 января", partial="XXXX-01-11"), outlet="Берег")
    assert not tell(a).ahead


def test_one_act_for_one_day_in_other_words_is_one_plan():
    a = report("Суд изберёт меру пресечения 18 марта.", when("18 марта", "2031-03-18"), outlet="Берег",
               published="2031-03-14T10:00")
    b = report("Как ожидают юристы и родные, 18 марта районный суд изберёт директору меру пресечения в закрытом зале.",
               when("18 марта", "2031-03-18"), outlet="Заря", published="2031-03-15T10:00")
    assert len(tell(a, b).ahead) == 1


def test_a_promise_that_names_no_thing_is_told_by_its_whole_sentence():
    a = report("Снимков моста пока нет, но Ян Лор обещал показать их позже.",
               says("Ян Лор", "показать их позже", stance="promised"), outlet="Берег", published="2031-03-14T10:00")
    assert [p.line.text for p in tell(a).ahead] == ["Снимков моста пока нет, но Ян Лор обещал показать их позже."]


def test_what_was_appointed_in_a_report_without_a_day_is_no_plan():
    a = report("С 2016 года Ян Лор был назначен начальником порта.", when("2016 года", "2016-01-01", days=366),
               outlet="Берег")
    assert not tell(a).ahead
