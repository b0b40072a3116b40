from tests.digest.make import counts, report, says, tell, when


def reading(digest, of):
    return next(r for r in digest.readings if r.of == of)


def test_a_rising_toll_is_superseded_in_the_order_of_publication():
    a = report("При пожаре погибли два человека, сообщил начальник порта.",
               says("начальник порта", "При пожаре погибли два человека"), counts("два человека", 2, of="погибший"),
               outlet="Берег", published="2031-03-14T08:00")
    b = report("Число погибших при пожаре выросло до пяти человек.", counts("пяти человек", 5, of="погибший"),
               outlet="Заря", published="2031-03-15T08:00")
    found = reading(tell(b, a), "погибшие")
    assert [int(v.figure.low) for v in found.values] == [2, 5]
    assert found.state == "superseded"
    assert [v.voices[0].name for v in found.values] == ["начальник порта", "Заря"]
    assert found.line.text == "пяти человек"


def test_two_voices_that_differ_in_one_hour_dispute():
    a = report("Ранены 14 человек, сообщило министерство.", says("министерство", "Ранены 14 человек", kind="body"),
               counts("14 человек", 14, of="раненый"), outlet="Берег", published="2031-03-14T08:00")
    b = report("Ранен 31 человек, сказал хирург.", says("хирург", "Ранен 31 человек"),
               counts("31 человек", 31, of="раненый"), outlet="Заря", published="2031-03-14T09:00")
    digest = tell(a, b)
    assert reading(digest, "раненые").state == "disputed"
    sides = next(d for d in digest.differences if d.kind == "figures").sides
    assert [s.text for s in sides] == ["министерство: 14 человек", "хирург: 31 человек"]


def test_a_rounded_number_does_not_contradict_the_exact_one():
    a = report("Вывезено около 400 жителей.", counts("около 400 жителей", 400, of="эвакуированный", approximate=True),
               outlet="Берег", published="2031-03-14T08:00")
    b = report("Вывезен 412 житель.", counts("412 житель", 412, of="эвакуированный"), outlet="Заря",
               published="2031-03-14T09:00")
    assert reading(tell(a, b), "эвакуированные").state == "same"


def test_counts_of_one_noun_in_other_settings_are_other_readings():
    a = report("В порту сгорели 25 вагонов с удобрениями. В школу привезли 70 вагонов угля для котельной.",
               counts("25 вагонов", 25, of="вагон"), counts("70 вагонов", 70, of="вагон"), outlet="Берег")
    b = report("Уточнили: в порту сгорели 25 вагонов с удобрениями. В школу доставили 70 вагонов угля для котельной.",
               counts("25 вагонов", 25, of="вагон"), counts("70 вагонов", 70, of="вагон"), outlet="Заря")
    assert [(r.of, r.state) for r in tell(a, b).readings] == [("вагоны угля для котельной", "same"),
                                                           ("вагоны с удобрениями", "same")]


def test_a_small_number_of_the_report_s_own_is_no_reading():
    a = report("В порту сгорели пять вагонов.", counts("пять вагонов", 5, of="вагон"), outlet="Берег")
    assert not tell(a).readings


def test_an_unknown_number_is_kept_as_no_figure():
    a = report("Число жертв уточняется.", counts("Число жертв уточняется", None, of="жертва"), outlet="Берег")
    value, = reading(tell(a), "жертвы").values
    assert (value.figure.low, value.figure.high) == (None, None)


def test_a_copy_neither_disputes_nor_supersedes():
    a = report("Погибли пять человек.", counts("пять человек", 5, of="погибший"), outlet="Берег",
               published="2031-03-14T08:00")
    b = report("Погибли два человека. Так.", counts("два человека", 2, of="погибший"), outlet="Заря",
               published="2031-03-14T09:00")
    assert reading(tell(a, b), "погибшие").state == "disputed"
    assert reading(tell(a, b, copies=((2, 1),)), "погибшие").state == "same"


def test_people_counted_by_the_verb_meet_those_counted_by_the_noun():
    a = report("На складе погибли два человека.", counts("два человека", 2, of="человек"), outlet="Берег",
               published="2031-03-14T08:00")
    b = report("Число погибших достигло семи.", counts("семи", 7, of="погибший"), outlet="Заря",
               published="2031-03-16T08:00")
    assert [int(v.figure.low) for v in reading(tell(a, b), "погибшие").values] == [2, 7]


def test_a_part_of_the_people_is_no_new_total():
    a = report("Пострадали 31 человек. Десять пострадавших доставлены в больницу, из них пятеро детей.",
               counts("31 человек", 31, of="человек"), counts("Десять пострадавших", 10, of="пострадавший"),
               outlet="Берег", published="2031-03-14T08:00")
    found = [r for r in tell(a).readings if len(r.values) > 1]
    assert not found


def test_what_is_recalled_from_the_day_before_does_not_dispute():
    a = report("Погибли пять человек. Накануне сообщалось о двух погибших.", counts("пять человек", 5, of="человек"),
               counts("двух погибших", 2, of="погибший"), outlet="Берег", published="2031-03-15T08:00")
    assert reading(tell(a), "погибшие").state == "same"


def test_a_number_that_is_negated_is_no_value():
    a = report("Погибли шесть человек, а не пять.", counts("шесть человек", 6, of="человек"),
               counts("пять", 5, of="погибший"), outlet="Берег")
    assert [int(v.figure.low) for v in reading(tell(a), "погибшие").values] == [6]


def test_a_denial_of_a_number_disputes_it():
    a = report("Умерли шесть человек, сказал врач.", says("врач", "Умерли шесть человек"),
               counts("шесть человек", 6, of="человек"), outlet="Берег", published="2031-03-15T08:00")
    b = report("Министр опровергла сообщения о шести погибших.", counts("шести погибших", 6, of="погибший"),
               outlet="Заря", published="2031-03-15T09:00")
    found = reading(tell(a, b), "погибшие")
    assert found.state == "disputed"
    assert [v.stance for v in found.values] == ["plain", "denied"]


def test_a_count_larger_than_the_whole_of_the_same_hour_disputes_it():
    text = "Пострадал 31 человек, сообщило министерство. «К нам привезли 38 пострадавших», сказал хирург."
    a = report(text, says("министерство", "Пострадал 31 человек", kind="body"),
               says("хирург", "К нам привезли 38 пострадавших"), counts("31 человек", 31, of="человек"),
               counts("38 пострадавших", 38, of="пострадавший"), outlet="Берег", published="2031-03-15T08:00")
    found = reading(tell(a), "пострадавшие")
    assert ([int(v.figure.low) for v in found.values], found.state) == ([31, 38], "disputed")


def test_a_count_smaller_than_the_whole_stays_a_part_of_it():
    text = "Пострадал 31 человек, сообщило министерство. «К нам привезли 12 пострадавших», сказал хирург."
    a = report(text, says("министерство", "Пострадал 31 человек", kind="body"),
               says("хирург", "К нам привезли 12 пострадавших"), counts("31 человек", 31, of="человек"),
               counts("12 пострадавших", 12, of="пострадавший"), outlet="Берег", published="2031-03-15T08:00")
    assert reading(tell(a), "пострадавшие").state == "same"


def test_a_number_taken_back_is_marked_and_no_longer_counts():
    a = report("Эвакуированы 420 человек.", counts("420 человек", 420, of="человек"), outlet="Берег",
               published="2031-03-14T08:00")
    b = report("Мы ошибочно сообщили, что эвакуированы 420 человек. Эвакуированы 240 человек.",
               counts("420 человек", 420, of="человек"), counts("240 человек", 240, of="человек"), outlet="Берег",
               published="2031-03-16T08:00")
    found = reading(tell(a, b), "эвакуированные")
    assert {(int(v.figure.low), v.withdrawn) for v in found.values} == {(420, True), (240, False)}
    assert found.state == "same"


def test_flights_to_one_place_and_of_one_airline_are_no_changing_number():
    a = report("Компания отменила 12 рейсов в Ирландию.", counts("12 рейсов", 12, of="рейс"), outlet="Берег",
               published="2031-03-14T08:00")
    b = report("Компания отменила 40 рейсов авиакомпании из столицы.", counts("40 рейсов", 40, of="рейс"),
               outlet="Заря", published="2031-03-15T08:00")
    assert all(len(r.values) == 1 for r in tell(a, b).readings)


def test_citizens_of_one_country_are_not_all_the_dead():
    a = report("Погибли 20 человек. Погибли пять граждан Франции.", counts("20 человек", 20, of="человек"),
               counts("пять граждан", 5, of="гражданин"), outlet="Берег", published="2031-03-14T08:00")
    assert [int(v.figure.low) for v in reading(tell(a), "погибшие").values] == [20]


def test_the_dead_of_another_year_are_of_another_event():
    a = report("Погибли пять человек. В 2019 году погибли 64 человека.", counts("пять человек", 5, of="человек"),
               counts("64 человека", 64, of="человек"), when("2019 году", "2019-01-01", days=365), outlet="Берег",
               published="2031-03-14T08:00")
    assert [int(v.figure.low) for v in reading(tell(a), "погибшие").values] == [5]


def test_what_one_report_alone_counts_is_no_reading_unless_it_is_large_and_leads():
    a = report("В зале стояли 31 стул.", counts("31 стул", 31, of="стул"), outlet="Берег")
    b = report("На складе нашли 5000 стульев.", counts("5000 стульев", 5000, of="стул"), outlet="Берег")
    assert not tell(a).readings
    assert [r.of for r in tell(b).readings] == ["стулья"]


def test_a_number_that_is_only_denied_supersedes_nothing():
    a = report("Погибли пять человек.", counts("пять человек", 5, of="человек"), outlet="Берег",
               published="2031-03-14T08:00")
    b = report("Мэр опроверг сообщения о шести погибших.", counts("шести погибших", 6, of="погибший"), outlet="Заря",
               published="2031-03-16T08:00")
    found = reading(tell(a, b), "погибшие")
    assert found.state == "same" and found.line.text == "пять человек"


def test_money_without_a_noun_that_it_is_said_of_is_no_reading():
    from dataclasses import replace

    def money(text, outlet):
        return replace(counts("2 миллиона рублей", 2_000_000)(text, outlet), kind="money", unit="RUB")

    assert not tell(report("Семьям выплатят 2 миллиона рублей.", money, outlet="Берег")).readings
    fund, = tell(report("Призовой фонд составил 2 миллиона рублей.", money, outlet="Берег")).readings
    assert fund.of == "Призовой фонд"


def test_dozens_are_no_other_word_for_an_exact_number_of_things():
    from dataclasses import replace

    def dozens(text, outlet):
        return replace(counts("десятки рейсов", 20, 99, of="рейс")(text, outlet), rule="vague")

    a = report("Порт отменил десятки рейсов из столицы.", dozens, outlet="Берег", published="2031-03-14T08:00")
    b = report("Порт отменил 22 рейса из столицы.", counts("22 рейса", 22, of="рейс"), outlet="Заря",
               published="2031-03-14T09:00")
    assert not tell(a, b).readings


def test_a_story_of_few_reports_tells_what_is_said_and_how_long_it_lasted():
    text = "Мэр сообщил, что закрыты пять мостов. Вода стояла две ночи. В город привезли три лодки."
    a = report(text, says("мэр", "закрыты пять мостов"), counts("пять мостов", 5, of="мост"),
               counts("две ночи", 2, of="ночь"), counts("три лодки", 3, of="лодка"))
    assert {r.of for r in tell(a).readings} == {"мосты", "ночи"}
