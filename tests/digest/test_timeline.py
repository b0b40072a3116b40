from dataclasses import replace

from tests.digest.make import names, report, says, tell, when


def lines(digest):
    return [(e.said, e.line.text) for e in digest.timeline]


def test_events_stand_by_their_own_time_not_by_the_time_of_print():
    a = report("Мост через Тихую закрыли 5 марта. Его строили два года.", when("5 марта", "2031-03-05"), outlet="Берег",
               published="2031-03-07T08:00")
    b = report("Трещину в опоре нашли 2 марта. Об этом стало известно в среду.", when("2 марта", "2031-03-02"),
               outlet="Заря", published="2031-03-08T08:00")
    assert lines(tell(a, b)) == [("2 марта", "Трещину в опоре нашли 2 марта."),
                                 ("5 марта", "Мост через Тихую закрыли 5 марта.")]


def test_one_event_of_two_reports_is_one_line_with_both():
    a = report("Мост через Тихую закрыли 5 марта.", when("5 марта", "2031-03-05"), outlet="Берег")
    b = report("Мост через реку Тихую закрыли вечером 5 марта.", when("вечером 5 марта", "2031-03-05"), outlet="Заря")
    event, = tell(a, b).timeline
    assert [r.report for r in event.line.refs] == [1, 2]


def test_a_report_without_a_time_gives_its_main_news_on_its_day():
    a = report("Мост через Тихую закрыт. Движение пустили в обход.", outlet="Берег", published="2031-03-05T08:00")
    event, = tell(a).timeline
    assert (event.said, event.moment.start.isoformat()) == ("", "2031-03-05T00:00:00")


def test_plans_and_times_in_asides_are_no_events():
    a = report("Мост через Тихую закрыли. Он откроется 9 марта. Завод, который построили в 2029 году, молчит.",
               when("9 марта", "2031-03-09"), when("в 2029 году", "2029-01-01", days=365), outlet="Берег",
               published="2031-03-05T08:00")
    assert [text for _, text in lines(tell(a))] == ["Мост через Тихую закрыли."]


def test_a_line_whose_speaker_is_not_named_in_it_is_signed():
    text = "Мэр Громов вышел к людям. По его словам, мост закрыли 5 марта после осмотра опор и быков."
    a = report(text, names("PER", "Илья Громов", "Громов"), when("5 марта", "2031-03-05"),
               says("Илья Громов", "мост закрыли 5 марта после осмотра опор и быков", source="его"), outlet="Берег",
               published="2031-03-05T08:00")
    assert any(t.endswith("— Илья Громов") for _, t in lines(tell(a)))


def test_undated_reports_keep_the_order_of_the_story():
    a, b = report("Жители просят закрыть мост.", outlet="Берег"), report("Паводок снёс опору моста.", outlet="Заря")
    assert [e.line.refs[0].report for e in tell(a, b).timeline] == [1, 2]
    assert all(e.moment is None for e in tell(a, b).timeline)


def test_a_part_of_the_day_quoted_on_a_later_day_dates_nothing():
    a = report("Мост через Тихую обрушился 5 марта.", when("5 марта", "2031-03-05"), outlet="Берег",
               published="2031-03-05T08:00")
    text = "Сторож сказал, что ночью он слышал треск опоры."
    night = replace(when("ночью", "2031-03-07")(text, ""), rule="part")
    b = report(text, says("сторож", "ночью он слышал треск опоры"), lambda *_: night, outlet="Заря",
               published="2031-03-07T08:00")
    assert "ночью" not in [said for said, _ in lines(tell(a, b))]
    assert "ночью" in [said for said, _ in lines(tell(b))]


def test_the_day_of_a_noun_is_not_the_day_of_the_sentence():
    a = report("Комиссия опубликовала доклад о пожаре 5 марта.",
               when("5 марта", "2031-03-05"), outlet="Берег", published="2031-03-09T08:00")
    assert not [said for said, _ in lines(tell(a)) if said]


def test_a_denial_is_no_report_of_what_it_denies():
    a = report("На паромной станции 5 марта погибли шесть человек, сказал врач Олег Рудин.",
               says("Олег Рудин", "На паромной станции 5 марта погибли шесть человек", source="врач Олег Рудин"),
               when("5 марта", "2031-03-05"), outlet="Берег", published="2031-03-06T08:00")
    b = report("Министр опровергла, что на паромной станции 5 марта погибли шесть человек.",
               says("министр", "на паромной станции 5 марта погибли шесть человек", stance="denied"),
               when("5 марта", "2031-03-05"), outlet="Заря", published="2031-03-06T09:00")
    assert all(len(e.line.refs) == 1 for e in tell(a, b).timeline)


def test_in_a_day_the_night_comes_first_then_the_hours_then_what_has_none():
    a = report("Мост через Тихую закрыли 5 марта. Утром 5 марта опора дала трещину. "
               "В ночь на 5 марта пошёл лёд. Вечером 4 марта вода стояла низко.",
               when("5 марта", "2031-03-05"), when("Утром 5 марта", "2031-03-05T06:00", days=0.25),
               when("В ночь на 5 марта", "2031-03-04T21:00", days=0.375),
               when("Вечером 4 марта", "2031-03-04T18:00", days=0.25), outlet="Берег", published="2031-03-06T08:00")
    assert [said for said, _ in lines(tell(a)) if said] == [
        "Вечером 4 марта", "В ночь на 5 марта", "Утром 5 марта", "5 марта"]


def test_the_same_event_at_a_wider_time_is_not_told_again():
    a = report("Обвал на каменном карьере у Лозовки начался в ночь на 5 марта.",
               when("в ночь на 5 марта", "2031-03-04T21:00", days=0.375), outlet="Берег", published="2031-03-05T08:00")
    b = report("Обвал на карьере произошёл 5 марта.", when("5 марта", "2031-03-05"), outlet="Заря",
               published="2031-03-06T08:00")
    assert [said for said, _ in lines(tell(a, b))] == ["в ночь на 5 марта"]


def test_a_promise_with_its_day_is_no_event_of_that_day():
    a = report("Паром вышел на линию. Пустить поезд 5 марта обещал мэр.", when("5 марта", "2031-03-05"),
               outlet="Берег", published="2031-03-07T08:00")
    assert not [said for said, _ in lines(tell(a)) if said]


def test_the_line_shows_all_who_hold_it():
    every = [report(f"Мост через Тихую закрыли 5 марта. {more}.", when("5 марта", "2031-03-05"), outlet=more)
             for more in ("Раз", "Два", "Три", "Четыре", "Пять", "Шесть", "Семь", "Восемь")]
    event, = tell(*every).timeline
    assert len(event.line.refs) == 8


def test_a_line_that_shows_an_office_is_not_signed_again():
    text = "Мэр города заявил, что мост закрыли 5 марта после осмотра опор и быков."
    a = report(text, names("PER", "Илья Громов"), when("5 марта", "2031-03-05"),
               says("Илья Громов", "мост закрыли 5 марта после осмотра опор и быков", source="Мэр города"),
               outlet="Берег", published="2031-03-05T08:00")
    assert [t for _, t in lines(tell(a))] == [text]
