"""What a claim prints is what each of its holders says."""
from tests.digest.make import counts, names, report, says, tell, when


def shared(digest):
    return [c for c in digest.claims if len({h.ref.report for h in c.held_by}) > 1]


def test_names_in_common_join_no_two_deeds():
    a = report("На регате «Синий буй» в Озёрске лидирует экипаж Веры Луниной.", outlet="Берег")
    b = report("Экипаж Веры Луниной выиграл регату «Синий буй» в Озёрске.", outlet="Заря")
    assert not shared(tell(a, b))


def test_people_who_act_must_be_the_same():
    a = report("Мэр Озёрска Илья Громов принял отставку главы порта Анны Сотовой.",
               names("PER", "Илья Громов", seen=("Илья Громов",)), outlet="Берег")
    b = report("Глава порта Анна Сотова подала в отставку мэру Озёрска.",
               names("PER", "Анна Сотова", seen=("Анна Сотова",)), outlet="Заря")
    assert not shared(tell(a, b))


def test_a_speaker_is_no_holder_of_a_night_she_never_named():
    a = report("Двенадцать человек пострадали при пожаре на лодочной станции в Озёрске, заявила Анна Сотова.",
               says("Анна Сотова", "Двенадцать человек пострадали при пожаре на лодочной станции в Озёрске"),
               counts("Двенадцать человек", 12, of="пострадавший"), outlet="Берег")
    night = "Пожар на лодочной станции в Озёрске начался в ночь на 3 мая."
    b, c = (report(night + more, when("в ночь на 3 мая", "2031-05-03"), outlet=name)
            for name, more in (("Заря", ""), ("Волна", " Его потушили.")))
    claim, = shared(tell(a, b, c))
    assert [h.ref.report for h in claim.held_by] == [2, 3]


def test_what_one_of_two_says_more_is_a_claim_of_its_own():
    a = report("Илья Громов сообщил, что прорыв дамбы на Тихой закрыли к полудню, восстановление дороги в Лозовку "
               "займёт три недели.",
               says("Илья Громов", "прорыв дамбы на Тихой закрыли к полудню, восстановление дороги в Лозовку займёт "
                    "три недели"), outlet="Берег")
    b = report("Прорыв дамбы на Тихой закрыли к полудню, сообщили спасатели.",
               says("спасатели", "Прорыв дамбы на Тихой закрыли к полудню", kind="body"), outlet="Заря")
    digest = tell(a, b)
    assert all("три недели" not in c.line.text for c in shared(digest)) and shared(digest)
    assert [h.ref.report for c in digest.claims if "три недели" in c.line.text for h in c.held_by] == [1]


def test_a_quotation_in_other_words_is_not_word_for_word():
    a = report("«Вода в Тихой поднялась на два метра за ночь», – сказал Громов.",
               says("Илья Громов", "Вода в Тихой поднялась на два метра за ночь", form="direct"), outlet="Берег")
    b = report("«За эту ночь вода в Тихой у нас поднялась на целых два метра», – сказал Громов.",
               says("Илья Громов", "За эту ночь вода в Тихой у нас поднялась на целых два метра", form="direct"),
               outlet="Заря")
    claim, = shared(tell(a, b))
    assert sorted(h.kind for h in claim.held_by) == ["direct", "indirect"]


def test_a_spelling_apart_is_the_same_quotation():
    a, b = (report(text, says("Илья Громов", text.split("»")[0][1:], form="direct"), outlet=name) for text, name in (
        ("«Паром идёт в обход Лозовки», – сказал Громов.", "Берег"),
        ("«Паром идет в обход Лозовки», – сказал Громов.", "Заря")))
    claim, = shared(tell(a, b))
    assert [h.kind for h in claim.held_by] == ["direct", "direct"]
