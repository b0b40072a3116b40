"""What may stand in short: sentences that a stranger can read."""
from tests.digest.make import counts, report, tell


def lead(*reports):
    return [line.text for line in tell(*reports).lead]


def test_no_line_opens_with_a_pronoun_or_with_what_was_told_before():
    a = report("Мост через Талую закрыли на ремонт. Его построили в прошлом веке.", outlet="Берег",
               published="2031-03-14T08:00")
    b = report("Накануне сообщалось о трещинах. Она осмотрела опоры моста.", outlet="Заря",
               published="2031-03-15T08:00")
    assert lead(a, b) == ["Мост через Талую закрыли на ремонт."]


def test_a_preposition_before_a_noun_is_no_tie():
    a = report("При пожаре в порту сгорели два катера и склад.", outlet="Берег", published="2031-03-14T08:00")
    assert lead(a) == ["При пожаре в порту сгорели два катера и склад."]


def test_a_number_that_was_denied_is_not_the_newest():
    a = report("При пожаре в порту погибли пять человек.", counts("пять человек", 5, of="человек"), outlet="Берег",
               published="2031-03-14T08:00")
    b = report("Число погибших выросло до семи.", counts("семи", 7, of="погибший"), outlet="Заря",
               published="2031-03-15T08:00")
    c = report("Речь идёт о порте. Мэр Дуров опроверг сообщения о девяти погибших.",
               counts("девяти погибших", 9, of="погибший"), outlet="Эхо", published="2031-03-16T08:00")
    assert "Число погибших выросло до семи." in lead(a, b, c)
