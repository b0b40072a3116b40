from tests.digest.make import counts, names, report, says, tell


def words(digest):
    return [d for d in digest.differences if d.kind == "words"]


def test_one_thing_under_several_words_stands_under_who_uses_each():
    a = report("Событие было попыткой переворота, заявил президент Лор. Оппозиция считает, что это мирный протест.",
               says("Ян Лор", "Событие было попыткой переворота"),
               says("оппозиция", "это мирный протест", kind="body"), outlet="Берег")
    difference, = words(tell(a))
    assert [s.text for s in difference.sides] == ["Ян Лор: Событие было попыткой переворота.",
                                                  "оппозиция: Это мирный протест."]


def test_one_word_by_all_is_no_difference():
    a = report("Это была авария, сказал мэр. Инспектор согласен: авария.", says("мэр", "Это была авария"),
               says("инспектор", "авария"), outlet="Берег")
    assert not words(tell(a))


def test_what_the_reports_say_themselves_counts_where_no_speaker_uses_the_word():
    a = report("На складе прогремел взрыв. Представитель завода говорит, что был хлопок газа.",
               says("представитель завода", "был хлопок газа"), outlet="Берег")
    assert {s.text.split(":")[0] for s in words(tell(a))[0].sides} == {"Берег", "представитель завода"}


def test_a_denial_and_what_it_denies_stand_side_by_side():
    a = report("Очевидцы говорят, что из цистерны вытекает аммиак.",
               says("очевидцы", "из цистерны вытекает аммиак", kind="anonymous"), outlet="Берег")
    b = report("Комбинат опроверг, что из цистерны вытекает аммиак.",
               says("комбинат", "из цистерны вытекает аммиак", kind="body", stance="denied"), outlet="Заря")
    difference, = [d for d in tell(a, b).differences if d.kind == "denies"]
    assert [s.text for s in difference.sides] == ["очевидцы: Из цистерны вытекает аммиак.",
                                                  "комбинат: Комбинат опроверг, что из цистерны вытекает аммиак."]
    assert [s.refs[0].report for s in difference.sides] == [1, 2]


def test_a_number_reported_with_its_giver_is_that_giver_s():
    text = "Министр Анна Роева назвала другие цифры: пять погибших. Умерли шесть человек, сказал врач."
    a = report(text, names("PER", "Анна Роева", seen=("Анна Роева",)), says("врач", "Умерли шесть человек"),
               counts("пять погибших", 5, of="погибший"), counts("шесть человек", 6, of="человек"), outlet="Берег",
               published="2031-03-15T08:00")
    difference, = [d for d in tell(a).differences if d.kind == "figures"]
    assert [s.text for s in difference.sides] == ["Анна Роева: пять погибших", "врач: шесть человек"]


def test_what_is_said_not_to_be_is_no_name_for_it():
    a = report("Это не диверсия, а халатность, сказал мэр. Директор говорит о диверсии.",
               says("мэр", "Это не диверсия, а халатность"), says("директор", "диверсии"), outlet="Берег")
    sides = [s.text for s in words(tell(a))[0].sides]
    assert [s.split(":")[0] for s in sides] == ["мэр", "директор"]
    assert len(sides) == 2


LEAK = ("Мэр опровергла сообщения об утечке хлора. "
        "Канал «Омут» утверждал, что на станции якобы лопнул баллон с хлором. Школы открыты.")


def test_a_denial_meets_the_rumour_told_beside_it_in_other_words():
    a = report(LEAK, says("Анна Роева", "сообщения об утечке хлора", stance="denied"),
               says("Омут", "на станции якобы лопнул баллон с хлором", kind="account", stance="distanced"),
               outlet="Берег")
    difference, = [d for d in tell(a).differences if d.kind == "denies"]
    assert [s.text.split(":")[0] for s in difference.sides] == ["Омут", "Анна Роева"]


def test_a_rumour_of_another_thing_is_not_what_was_denied():
    text = LEAK.replace("лопнул баллон с хлором", "погас свет")
    a = report(text, says("Анна Роева", "сообщения об утечке хлора", stance="denied"),
               says("Омут", "на станции якобы погас свет", kind="account", stance="distanced"), outlet="Берег")
    assert not [d for d in tell(a).differences if d.kind == "denies"]


def test_who_calls_for_an_inquiry_into_arson_does_not_name_the_cause():
    a = report("Мэр назвал причиной халатность. Адвокат потребовал расследовать поджог.",
               says("мэр", "причиной халатность"), says("адвокат", "расследовать поджог", stance="demanded"),
               outlet="Берег")
    assert not words(tell(a))


def test_a_speaker_has_one_line_where_others_use_the_word_too():
    a = report("Это поджог, сказал директор. Это халатность, сказал мэр. Потом директор признал: это халатность.",
               says("директор", "Это поджог"), says("мэр", "Это халатность"), says("директор", "это халатность"),
               outlet="Берег")
    b = report("Инспектор считает, что виновата сварка.", says("инспектор", "виновата сварка"), outlet="Заря")
    holders = [s.text.split(":")[0] for s in words(tell(a, b))[0].sides]
    assert sorted(holders) == ["директор", "инспектор", "мэр"]
