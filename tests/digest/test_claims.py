from svodka.types import Outlet
from tests.digest.make import Outlets, counts, names, report, says, tell

DAM = "Мэр Озёрска Илья Громов заявил, что дамба на реке Тихой выдержит паводок."


def held(digest, words):
    """The claims whose line holds these words."""
    return [c for c in digest.claims if words in c.line.text]


def test_one_proposition_of_two_reports_is_one_claim_with_both_holders():
    a = report(DAM, says("Илья Громов", "дамба на реке Тихой выдержит паводок"), outlet="Берег")
    b = report("Дамба на реке Тихой выдержит нынешний паводок, уверена гидролог Анна Сотова.",
               says("Анна Сотова", "Дамба на реке Тихой выдержит нынешний паводок"), outlet="Заря")
    claim, = held(tell(a, b), "выдержит")
    assert [h.voices[0].name for h in claim.held_by] == ["Илья Громов", "Анна Сотова"]
    assert sorted(r.report for r in claim.line.refs) == [1, 2]
    assert claim.line.text.strip(".").lower() in claim.line.refs[0].quote.lower()
    assert claim.origins == 2


def test_content_is_a_sentence_in_the_source_s_own_words():
    a = report(DAM, says("Илья Громов", "дамба на реке Тихой выдержит паводок"))
    claim, = held(tell(a), "выдержит")
    assert claim.line.text == "Дамба на реке Тихой выдержит паводок."


def test_direct_words_stand_in_quotation_marks_joined_over_the_cue():
    text = "«Вода уходит, – сказал Громов, – и мы открываем мост». Работы идут."
    a = report(text, says("Илья Громов", "Вода уходит", "и мы открываем мост", form="direct"))
    claim, = held(tell(a), "Вода")
    assert claim.line.text == "«Вода уходит, и мы открываем мост»."
    assert claim.held_by[0].kind == "direct"


def test_other_numbers_of_the_same_thing_are_another_claim():
    a = report("В посёлке Луговом затоплены 40 домов, сообщил мэр.",
               says("мэр", "В посёлке Луговом затоплены 40 домов"), counts("40 домов", 40, of="дом"), outlet="Берег")
    b = report("В посёлке Луговом затоплены 70 домов, сообщили спасатели.",
               says("спасатели", "В посёлке Луговом затоплены 70 домов", kind="body"),
               counts("70 домов", 70, of="дом"), outlet="Заря")
    found = held(tell(a, b), "затоплены")
    assert len(found) == 2
    assert [r.kind for c in found for r in c.relations] == ["contradicts"]


def test_a_later_number_updates_the_earlier_claim():
    a = report("В посёлке Луговом затоплены 40 домов, сообщил мэр.",
               says("мэр", "В посёлке Луговом затоплены 40 домов"), counts("40 домов", 40, of="дом"),
               outlet="Берег", published="2031-03-01T10:00")
    b = report("В посёлке Луговом затоплены 70 домов, сообщил мэр.",
               says("мэр", "В посёлке Луговом затоплены 70 домов"), counts("70 домов", 70, of="дом"),
               outlet="Берег", published="2031-03-02T10:00")
    early, late = held(tell(a, b), "затоплены")
    assert [(r.kind, r.claim) for r in late.relations] == [("updates", early.id)]
    assert not early.relations


def test_negation_parts_two_claims_and_sets_them_against_each_other():
    a = report("По словам мэра, на складе хранились удобрения завода «Ясень».",
               says("мэр", "на складе хранились удобрения завода «Ясень»"), outlet="Берег")
    b = report("По словам директора, на складе не хранились удобрения завода «Ясень».",
               says("директор", "на складе не хранились удобрения завода «Ясень»"), outlet="Заря")
    found = held(tell(a, b), "хранились")
    assert len(found) == 2
    assert [r.kind for c in found for r in c.relations] == ["contradicts"]


def test_a_denial_stands_against_what_it_denies():
    a = report("Очевидцы сообщили о том, что на станции произошёл второй взрыв.",
               says("очевидцы", "на станции произошёл второй взрыв", kind="anonymous"), outlet="Берег")
    b = report("Министр опроверг, что на станции произошёл второй взрыв.",
               says("министр", "на станции произошёл второй взрыв", stance="denied"), outlet="Заря")
    plain, denied = held(tell(a, b), "взрыв")
    assert [(r.kind, r.claim) for r in denied.relations] == [("denies", plain.id)]


def test_copies_one_agency_and_one_speaker_count_as_one_origin():
    first = "Плотина в Озёрске закрыта до лета, сообщает агентство «Волна»."
    agency = says("Волна", "Плотина в Озёрске закрыта до лета", kind="agency")
    a, b = report(first, agency, outlet="Берег"), report(first + " Добавим.", agency, outlet="Заря")
    claim, = held(tell(a, b), "Плотина")
    assert (claim.origins, len(claim.held_by)) == (1, 2)
    assert "Волна" in claim.why
    plain = "Плотина в Озёрске закрыта до лета."
    c, d = report(plain, outlet="Берег"), report(plain + " Вот так.", outlet="Заря")
    assert held(tell(c, d), "Плотина")[0].origins == 2
    assert held(tell(c, d, copies=((2, 1),)), "Плотина")[0].origins == 1


def test_a_sentence_taken_from_another_report_is_of_one_origin_with_it_and_its_other_sentences_are_not():
    dam, bridge = "Плотина в Озёрске закрыта до лета.", "Мост через Тихую открыт для грузовиков."
    a, b = report(f"{dam} {bridge}", outlet="Берег"), report(f"{bridge} {dam} Вот так.", outlet="Заря")
    made = tell(a, b, taken=((2, 1, dam),))
    assert [held(made, word)[0].origins for word in ("Плотина", "Мост")] == [1, 2]
    assert made.reports[1].copy_of is None


def test_outlets_of_one_family_are_one_origin_with_that_reason():
    plain = "Плотина в Озёрске закрыта до лета."
    c, d = report(plain, outlet="Берег"), report(plain + " Вот так.", outlet="Заря")
    book = Outlets(Outlet(id="bereg", name="Берег", family="Лад"), Outlet(id="zarya", name="Заря", family="Лад"))
    claim, = held(tell(c, d, outlets=book), "Плотина")
    assert claim.origins == 1 and "Лад" in claim.why


def test_an_attribution_that_only_relays_another_is_its_chain_not_a_claim():
    text = "Дамба устоит, заявил мэр Громов, сообщает агентство «Волна»."
    outer = says("Волна", "Дамба устоит, заявил мэр Громов", kind="agency")(text, "Берег")
    inner = says("Илья Громов", "Дамба устоит", source="мэр Громов", through=(("agency", "Волна"),))(text, "Берег")
    from dataclasses import replace
    a = report(text, outlet="Берег")
    a = replace(a, attributions=(outer, replace(inner, via=0)))
    claim, = tell(a).claims
    assert claim.line.text == "Дамба устоит."
    assert [v.name for v in claim.held_by[0].voices] == ["Илья Громов", "Волна", "Берег"]


def test_one_person_under_surname_and_full_name_is_one_speaker():
    a = report(DAM, names("PER", "Илья Громов", roles=("мэр Озёрска",)),
               says("Илья Громов", "дамба на реке Тихой выдержит паводок"), outlet="Берег")
    b = report("Дамба на реке Тихой выдержит паводок, повторил Громов.", names("PER", "Громов"),
               says("Громов", "Дамба на реке Тихой выдержит паводок"), outlet="Заря")
    digest = tell(a, b)
    claim, = held(digest, "выдержит")
    assert {h.voices[0].name for h in claim.held_by} == {"Илья Громов"}
    assert len({h.voices[0].entity for h in claim.held_by}) == 1
    assert claim.origins == 1
    assert [e.name for e in digest.names if e.kind == "PER"] == ["Илья Громов"]


def test_long_titles_in_common_make_no_one_claim():
    title = "Генеральный директор речной компании «Северный плёс» Глеб Острогин"
    a = report(f"{title} задержан в аэропорту.", names("PER", "Глеб Острогин", seen=("Глеб Острогин",)), outlet="Берег")
    b = report(f"{title} подарил школе рояль.", names("PER", "Глеб Острогин", seen=("Глеб Острогин",)), outlet="Заря")
    digest = tell(a, b)
    assert len(held(digest, "Острогин")) == 2
    assert not any(len(c.held_by) > 1 for c in digest.claims)


def test_clauses_that_other_reports_tell_apart_meet_them_each():
    a = report("Мост рухнул ночью, движение пустили в обход через Лозовку.", outlet="Берег")
    b = report("Движение пустили в обход через Лозовку.", outlet="Заря")
    shared, = [c for c in tell(a, b).claims if len(c.held_by) > 1]
    assert "Лозовку" in shared.line.text


def test_the_same_words_of_one_report_are_one_claim_of_two_voices():
    text = "Склад пуст, говорят в полиции и в мэрии."
    a = report(text, says("полиция", "Склад пуст", kind="body"), says("мэрия", "Склад пуст", kind="body"),
               outlet="Берег")
    claim, = held(tell(a), "Склад пуст")
    assert {h.voices[0].name for h in claim.held_by} == {"полиция", "мэрия"}


def test_a_content_in_the_case_of_its_source_s_words_gives_way_to_the_sentence():
    a = report("Компания объявила о намерении закрыть паром.", says("компания", "намерении закрыть паром", kind="body"))
    claim, = tell(a).claims
    assert claim.line.text == "Компания объявила о намерении закрыть паром."


def test_a_plan_is_not_the_deed():
    a = report("Порт приостановил приём грузов.", outlet="Берег")
    b = report("Порт рассчитывает возобновить приём грузов.", outlet="Заря")
    assert not any(len(c.held_by) > 1 for c in tell(a, b).claims)


def test_nobody_denies_what_is_said_later():
    a = report("Министр опроверг, что на станции произошёл второй взрыв.",
               says("министр", "на станции произошёл второй взрыв", stance="denied"), outlet="Заря",
               published="2031-03-01T10:00")
    b = report("Очевидцы сообщили о том, что на станции произошёл второй взрыв.",
               says("очевидцы", "на станции произошёл второй взрыв", kind="anonymous"), outlet="Берег",
               published="2031-03-02T10:00")
    assert not any(r.kind == "denies" for c in tell(a, b).claims for r in c.relations)


def test_a_clause_begins_without_the_word_that_joined_it():
    a = report("Комиссия пишет, что дамба размыта, а насосы на станции не работали.",
               says("комиссия", "а насосы на станции не работали", kind="body"))
    assert [c.line.text for c in held(tell(a), "станции")] == ["Насосы на станции не работали."]


def test_a_clause_is_not_cut_from_its_condition():
    a = report("Перевозчик вернёт деньги за билет на паром, ежели новый день рейса пассажиров не устроит.",
               outlet="Берег")
    assert not any(c.line.text.rstrip(".").endswith(" ежели") for c in tell(a).claims) and tell(a).claims


def test_what_an_outlet_withdraws_it_holds_no_more():
    a = report("Из домов у реки вывезли 420 человек, сообщил мэр.", says("мэр", "Из домов у реки вывезли 420 человек"),
               outlet="Берег")
    b = report("Ранее мы ошибочно сообщили, что из домов у реки вывезли 420 человек.",
               says("Берег", "из домов у реки вывезли 420 человек", cue="сообщили"), outlet="Берег")
    claim, = held(tell(a, b), "420")
    assert [h.voices[0].name for h in claim.held_by] == ["мэр"]
