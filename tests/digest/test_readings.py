from tests.digest.make import counts, report, says, tell


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
    assert [(r.of, r.state) for r in tell(a).readings] == [("вагоны угля для котельной", "same"),
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
