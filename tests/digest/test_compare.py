from tests.digest.make import report, says, tell


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
                                                  "комбинат: Из цистерны вытекает аммиак."]
    assert [s.refs[0].report for s in difference.sides] == [1, 2]
