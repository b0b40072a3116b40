"""One digest in four forms: what must stand in each, and that nothing of a report is taken for markup."""
from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from sample import AGAIN, AGENCY, CITY, FLOODED, MAYOR, day, digest, minute, ref

from svodka.jsonl import builtins, format_record, parse_record
from svodka.lang import pack
from svodka.render import html, markdown, page, terminal, view
from svodka.render import json as as_json
from svodka.types import Copy, Digest, Entity, Held, Line, Moment, Origin, Promise, Voice

RU, EN = (pack.find()[code].phrases for code in ("ru", "en"))


def section(text: str, title: str) -> str:
    """Of the terminal's text, from a heading to the next."""
    lines = text.replace("\u00a0", " ").splitlines()
    start = lines.index(title)
    stop = next((at for at in range(start + 1, len(lines)) if lines[at] and lines[at] == lines[at].upper()
                 and not lines[at].startswith(" ")), len(lines))
    return "\n".join(lines[start + 1:stop])


def test_the_facts_count_reports_outlets_and_copies() -> None:
    named = replace(digest(), reports=tuple(replace(r, outlet=r.outlet or "Эхо") for r in digest().reports))
    assert terminal.render([named], RU).splitlines()[1] == \
        "14–16 марта 2031 · 3 сообщения 2 изданий, из них 1 перепечатка"
    assert "14–16 March 2031 · 3 reports of 2 outlets, 1 copy among them" in terminal.render([named], EN)


def test_outlets_are_not_counted_where_one_is_not_known() -> None:
    assert terminal.render([digest()], RU).splitlines()[1] == "14–16 марта 2031 · 3 сообщения, из них 1 перепечатка"


def test_statements_stand_under_their_speaker_with_role_manner_and_chain() -> None:
    told = section(terminal.render([digest()], RU, width=100), "КТО ЧТО ГОВОРИТ")
    assert told.splitlines()[0] == "  Анна Ивовая, мэр Заводи"
    assert told.splitlines()[2].strip() == "[2] — со ссылкой на агентство Речвест · один источник"  # and no other line
    assert told.splitlines()[3] == "" and "в пересказе" not in told and "одна мэр" not in told
    anonymous = told[told.index("Неназванный источник"):]
    assert "издание не ручается" in anonymous and "противоречит: Подвал школы затопило. [1, 2]" in anonymous


def test_figures_are_values_with_who_says_them() -> None:
    told = section(terminal.render([digest()], RU), "ЦИФРЫ")
    assert "Метр (числа расходятся)" in told
    assert re.search(r"3 +15 марта · неназванный источник \[2\]", told)
    assert re.search(r"число не названо +14 марта · Анна Ивовая \[1\]", told)


def test_a_value_stands_once_as_long_as_it_does_not_change() -> None:
    made = digest()
    known, unknown = made.readings[0].values
    again = replace(known, ref=AGAIN, voices=(known.voices[0], CITY), when=day(16))
    reading = replace(made.readings[0], values=(known, again, unknown, known))
    told = section(terminal.render([replace(made, readings=(reading,))], RU), "ЦИФРЫ").splitlines()
    assert told[1].split("  ")[1] == "3" and "15–16 марта · неназванный источник [2]" in told[1]
    assert [line.strip()[:5] for line in told[1:] if not line.startswith("     ")][:3] == ["3    ", "число", "3    "]


def test_speakers_of_one_line_each_are_gathered_where_there_are_many() -> None:
    made = digest()
    minor = tuple(replace(made.claims[1], id=f"m{n}", relations=(), held_by=(
        replace(made.claims[1].held_by[0], voices=(Voice(kind="body", name=f"комитет {n}"),)),)) for n in range(4))
    few = section(terminal.render([replace(made, claims=made.claims[:1] + minor[:2])], RU), "КТО ЧТО ГОВОРИТ")
    assert "  Комитет 0\n" in few and "Другие голоса" not in few
    many = section(terminal.render([replace(made, claims=made.claims[:1] + minor)], RU), "КТО ЧТО ГОВОРИТ")
    assert many.index("Анна Ивовая") < many.index("Другие голоса") < many.index("Комитет 0  Воды три метра. [2]")


def test_a_claim_of_several_outlets_tells_who_has_it_without_a_source() -> None:
    made = digest()
    own = replace(made.claims[0].held_by[1], voices=(), attribution=None)
    claim = replace(made.claims[0], held_by=(made.claims[0].held_by[0], own))
    told = section(terminal.render([replace(made, claims=(claim,))], RU), "КТО ЧТО ГОВОРИТ")
    assert "без ссылки: [2] · один источник" in told


def claim_held(*held: Held) -> str:
    """The line under a claim of the mayor's, as these hold it."""
    claim = replace(digest().claims[0], held_by=held)
    told = section(terminal.render([replace(digest(), claims=(claim,))], RU, width=100), "КТО ЧТО ГОВОРИТ")
    return " ".join(line.strip() for line in told.splitlines()[2:]).strip()


def test_a_chain_is_told_link_by_link_and_its_speaker_is_not_said_again() -> None:
    aired = Voice(kind="broadcaster", name="эфир «Эха»")
    own, again = digest().claims[0].held_by
    assert claim_held(own, replace(again, voices=(MAYOR, aired, AGENCY, Voice(kind="outlet", name="")))) == \
        "[2] — со ссылкой на агентство Речвест, а там со ссылкой на эфир «Эха» · один источник"


def test_a_report_of_an_unknown_outlet_is_no_outlet_without_a_name() -> None:
    own, again = digest().claims[0].held_by
    assert claim_held(own, replace(again, voices=(Voice(kind="outlet", name=""),), attribution=None)) == \
        "без ссылки: [2] · один источник"


def test_an_outlet_that_names_its_source_once_is_not_told_to_name_none() -> None:
    own, again = digest().claims[0].held_by
    bare = replace(again, voices=(), attribution=None)
    assert "без ссылки" not in claim_held(own, replace(again, voices=(MAYOR, AGENCY)), bare)


def test_a_manner_that_not_all_have_says_whose_it_is() -> None:
    own, again = digest().claims[0].held_by
    assert claim_held(replace(own, stance="distanced"), again).startswith("издание не ручается за эти слова (Город 12)")
    denial = replace(again, voices=(Voice(kind="person", name="Ян Лор"), CITY), stance="denied")
    assert "опровержение (Ян Лор)" in claim_held(own, denial)
    assert claim_held(replace(own, stance="denied"), replace(again, stance="denied")).startswith("опровержение ·")


def test_a_promise_of_what_is_yet_to_be_shown_has_no_evidence_so_far() -> None:
    own, _ = digest().claims[0].held_by
    assert claim_held(replace(own, stance="promised", evidence="none")) == "обещание · доказательств пока нет"
    assert claim_held(replace(own, evidence="none")) == "доказательства не приведены"


def test_what_is_ahead_says_who_promises_means_or_tells_it() -> None:
    made = digest()
    line = made.ahead[0].line
    aired = (MAYOR, AGENCY, CITY)
    told = section(terminal.render([replace(made, ahead=(
        Promise(voices=aired, line=line, kind="promise"), Promise(voices=(MAYOR, CITY), line=line, kind="plan"),
        Promise(voices=(MAYOR, CITY), line=line), Promise(voices=(CITY,), line=line)))], RU, width=100), "ЧТО ВПЕРЕДИ")
    assert [line.strip() for line in told.splitlines() if "кто" in line] == [
        "кто обещает: Анна Ивовая · Город 12 — со ссылкой на агентство Речвест", "кто намерен: Анна Ивовая",
        "кто сообщает: Анна Ивовая", "кто пишет: Город 12"]


def test_a_long_term_of_the_digest_s_year_stands_in_its_own_words() -> None:
    made = digest()
    rest = replace(made.ahead[1], due=Moment(start=day(14).start, stop=datetime(2032, 1, 1)), said="до конца года")
    far = replace(rest, due=Moment(start=datetime(2032, 1, 1), stop=datetime(2033, 1, 1)), said="в следующем году")
    told = section(terminal.render([replace(made, ahead=(rest, far))], RU, width=100), "ЧТО ВПЕРЕДИ")
    assert "до конца года" in told and "2032 год" in told and "в следующем году" not in told


def test_who_had_it_first_is_told_only_where_two_sources_are_independent() -> None:
    made = digest()
    assert "первым" not in terminal.render([made], RU)
    claim = replace(made.claims[0], origins=2)
    told = section(terminal.render([replace(made, claims=(claim,))], RU, width=100), "КТО ЧТО ГОВОРИТ")
    assert "до 2 независимых источников · первым: Город 12, 14 марта, 09:05" in " ".join(told.split())


def test_what_only_a_copy_repeats_is_called_a_reprint_and_no_second_outlet() -> None:
    made = digest()
    copy = replace(made.claims[0].held_by[0], ref=replace(FLOODED, document="d3", report=3))
    claim = replace(made.claims[0], held_by=(made.claims[0].held_by[0], copy))
    assert "перепечатка" in section(terminal.render([replace(made, claims=(claim,))], RU), "КТО ЧТО ГОВОРИТ")
    told = tuple(replace(h, attribution=None) for h in claim.held_by)
    assert "Пишут несколько изданий" not in terminal.render([replace(made, claims=(replace(claim, held_by=told),))], RU)


def test_a_chain_that_another_continues_is_not_repeated() -> None:
    made = digest()
    short = replace(made.claims[0].held_by[1], voices=(AGENCY,))
    claim = replace(made.claims[0], held_by=(*made.claims[0].held_by, short))
    told = section(terminal.render([replace(made, claims=(claim,))], RU, width=100), "КТО ЧТО ГОВОРИТ")
    assert told.count("Речвест") == 1


def test_a_withdrawn_value_and_a_vague_one_are_shown_as_such() -> None:
    made = digest()
    known = made.readings[0].values[0]
    dozens = replace(known.figure, low=Decimal(20), high=Decimal(99), rule="vague")
    vague = replace(known, figure=dozens, said="десятки")
    reading = replace(made.readings[0], values=(replace(known, withdrawn=True), vague))
    told = section(terminal.render([replace(made, readings=(reading,))], RU), "ЦИФРЫ")
    assert re.search(r"3 +15 марта · отозвано как ошибочное", told) and "десятки" in told and "99" not in told


def test_a_deadline_stands_in_its_own_words() -> None:
    made = digest()
    due = replace(day(22), stop=day(31).stop)
    promise = replace(made.ahead[1], due=due, said="до конца марта")
    told = section(terminal.render([replace(made, ahead=(promise,))], RU), "ЧТО ВПЕРЕДИ")
    assert "до конца марта" in told and "22" not in told
    promise = replace(promise, due=day(25), said="в четверг")
    told = section(terminal.render([replace(made, ahead=(promise,))], RU), "ЧТО ВПЕРЕДИ")
    assert "25 марта" in told and "четверг" not in told


def test_a_heading_of_differences_is_not_repeated() -> None:
    made = digest()
    told = section(terminal.render([replace(made, differences=made.differences * 2)], RU), "ГДЕ РАСХОДЯТСЯ")
    assert told.count("Сказано и опровергнуто") == 1 and told.count("Мэр: подвал сухой.") == 2


def test_what_lies_ahead_says_when_by_whom_and_what_became_of_it() -> None:
    told = section(terminal.render([digest()], RU), "ЧТО ВПЕРЕДИ")
    done, open_ = told[:told.index("Осушить")], told[told.index("Осушить"):]
    assert "16 марта" in done and "исполнено: Подвал затоплен" in done and "25 марта" in done.splitlines()[-1]
    assert "срок прошёл" not in told and "исполнено" not in open_
    late = replace(digest(), now=digest().now.replace(month=4))
    assert "срок прошёл" not in section(terminal.render([late], RU), "ЧТО ВПЕРЕДИ")  # no later report could tell
    reports = (*late.reports[:2], replace(late.reports[2], published=minute(27, 9)))
    assert "срок прошёл" in section(terminal.render([replace(late, reports=reports)], RU), "ЧТО ВПЕРЕДИ")


def test_only_names_that_say_more_than_a_part_of_the_fullest_are_listed() -> None:
    told = section(terminal.render([digest()], RU), "ПОД РАЗНЫМИ ИМЕНАМИ")
    assert "Анна Ивовая: также мэр [1, 2]" in told and "Ничто" not in told


def test_copies_stand_under_the_report_they_repeat() -> None:
    told = section(terminal.render([digest()], RU), "СООБЩЕНИЯ")
    numbers = re.findall(r"^ *\[(\d)\]( +=)?", told, re.M)
    assert [(number, bool(copy)) for number, copy in numbers] == [("1", False), ("3", True), ("2", False)]


def test_a_ring_of_copies_is_still_a_list_of_all_reports() -> None:
    broken = digest()
    reports = (replace(broken.reports[0], copy_of=3), *broken.reports[1:])
    told = section(terminal.render([replace(broken, reports=reports)], RU), "СООБЩЕНИЯ")
    assert re.findall(r"^ *\[(\d)\]", told, re.M) == ["1", "3", "2"]


def test_what_a_report_has_from_another_stands_beside_it_with_the_reason() -> None:
    made = digest()
    copies = (replace(made.story.copies[0], why=("earliest", "credited")),
              Copy(document="d2", of="d1", share=0.25, kind="partial"))
    made = replace(made, story=replace(made.story, copies=copies))
    for render in (terminal.render, markdown.render, html.render):
        told = render([made], RU).replace("\\", "").replace("\u00a0", " ")
        assert "90% предложений из [1]: вышло раньше, на него ссылаются" in told
        assert "взято 25% предложений из [1]" in told
    exact = replace(made, story=replace(made.story, copies=(replace(copies[0], kind="exact", why=()),)))
    assert "слово в слово [1]\n" in terminal.render([exact], RU)


def test_the_origins_are_counted_and_listed_where_reports_lead_to_one() -> None:
    one = Origin(name="Город 12", refs=(FLOODED, ref(3, "Потоп.")), why=("", "перепечатка"))
    other = Origin(name="", refs=(AGAIN,), why=("",))
    made = replace(digest(), origins=(one, other))
    told = terminal.render([made], RU, width=100)
    assert told.splitlines()[1].endswith("из них 1 перепечатка · до 2 независимых источников")
    listed = " ".join(section(told, "ОТКУДА СООБЩЕНИЯ").split())
    assert listed == "• Город 12 [1, 3] перепечатка [3] • издание без названия [2]"
    for render in (markdown.render, html.render):
        assert "перепечатка [3]" in render([made], RU).replace("\\", "")
    apart = replace(made, origins=(replace(one, refs=one.refs[:1], why=("",)), other))
    assert "ОТКУДА СООБЩЕНИЯ" not in terminal.render([apart], RU)
    assert as_json.render([made], RU).count('"origins": [') == 1


def test_empty_sections_are_left_out() -> None:
    bare = replace(digest(), lead=(), timeline=(), claims=(), readings=(), differences=(), ahead=(), names=())
    for render in (terminal.render, markdown.render, html.render):
        told = render([bare], RU).upper()
        assert "ХРОНИКА" not in told and "ЦИФРЫ" not in told and "СООБЩЕНИЯ" in told


def lines_of(made: Digest) -> Sequence[Line]:
    return [made.title, *view.lines(made), *(side for d in made.differences for side in d.sides)]


@pytest.mark.parametrize("render", [terminal.render, markdown.render])
def test_every_line_of_a_digest_ends_in_its_references(render) -> None:
    made = replace(digest(), names=())
    flat = " ".join(render([made], RU).replace("\u00a0", " ").replace("**", "").split())
    for line in (made.title, *made.lead, *(e.line for e in made.timeline), *(c.line for c in made.claims),
                 *(side for d in made.differences for side in d.sides)):
        assert f"{line.text} {page.numbers(line.refs)}" in flat


@pytest.mark.parametrize("width", [20, 24, 40, 59, 60, 80, 100, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    long = replace(digest(), lead=(Line(text="Слово" * 60 + " и ещё " * 30, refs=(FLOODED,)),))
    for made in (digest(), long):
        widest = max(map(len, terminal.render([made], RU, width=width).splitlines()))
        assert widest <= max(terminal.NARROWEST, min(width, terminal.WIDEST))


def test_words_that_look_like_markup_are_printed_as_they_are() -> None:
    tricky = "[bold]раз[/bold] *два* `три` <b>четыре</b> [пять](x) :smile: _шесть_"
    made = replace(digest(), lead=(Line(text=tricky, refs=(FLOODED,)),))
    assert tricky in terminal.render([made], RU, width=100)
    told = markdown.render([made], RU)
    assert r"\*два\* \`три\` \<b\>четыре\</b\> \[пять\](x)" in told
    assert "<b>" not in html.render([made], RU) and "&lt;b&gt;четыре&lt;/b&gt;" in html.render([made], RU)


@pytest.mark.parametrize("start", ["- раз", "1. раз", "+ раз", "# раз", "2) раз", "> раз"])
def test_a_line_that_begins_like_a_list_is_none_in_markdown(start: str) -> None:
    made = replace(digest(), lead=(Line(text=start, refs=(FLOODED,)),))
    (line,) = [line for line in markdown.render([made], RU).splitlines() if line.endswith("раз [1]")]
    assert not re.match(r"- (?:[-+#>]|\d+[.)]) ", line)


def test_colours_only_where_they_are_asked_for() -> None:
    assert "\x1b[" not in terminal.render([digest()], RU)
    assert "\x1b[" in terminal.render([digest()], RU, colour=True)


def test_a_date_stands_at_the_first_of_its_lines() -> None:
    made = digest()
    event = made.timeline[0]
    told = section(terminal.render([replace(made, timeline=(event, event))], RU), "ХРОНИКА")
    assert told.count("14 марта") == 1 and told.count("Подвал затопило.") == 2


class Checker(HTMLParser):
    """Open elements, ids, links and attributes of a page; a wrong end tag raises."""

    VOID = ("meta", "br", "link", "img", "hr", "input")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(f"{tag}.{name}", value) for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, (tag, self.getpos())


def checked(page: str) -> Checker:
    checker = Checker()
    checker.feed(page)
    assert not checker.open
    return checker


def test_html_is_one_well_formed_file_that_needs_no_other() -> None:
    page = html.render([digest(), digest()], RU)
    checker = checked(page)
    assert len(checker.ids) == len(set(checker.ids))
    assert {link[1:] for link in checker.links if link.startswith("#")} <= set(checker.ids)
    assert ("html.lang", "ru") in checker.attributes
    assert ("meta.name", "viewport") in checker.attributes and "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert not re.search(r"<script|<link|<img|@import|url\(|\son\w+=", page)


def test_html_quotes_the_sentence_of_each_reference() -> None:
    page = html.render([digest()], RU)
    assert "сообщила мэр &lt;Ивовая&gt;." in page
    assert page.count(AGAIN.quote) >= 2  # in the title of the reference and in what it opens


def test_html_tells_the_reasons_for_the_number_of_sources_to_who_asks() -> None:
    page = html.render([digest()], RU)
    assert '<p class="why">одна мэр</p>' in page  # within the reference that opens
    assert "одна мэр" not in terminal.render([digest()], RU) + markdown.render([digest()], RU)


def test_an_address_that_is_none_of_the_web_is_no_link() -> None:
    for render in (html.render, markdown.render):
        assert "javascript:" not in render([digest()], RU)
    assert "https://gorod12.example/1" in checked(html.render([digest()], RU)).links


def test_quotes_cannot_break_out_of_an_attribute() -> None:
    evil = ref(1, '" onmouseover="alert(1)')
    page = html.render([replace(digest(), lead=(Line(text="Раз.", refs=(evil,)),))], RU)
    assert not any(name.endswith(".onmouseover") for name, _ in checked(page).attributes)


def test_json_holds_the_whole_record() -> None:
    (told,) = json.loads(as_json.render([digest()], RU))
    assert told == json.loads(json.dumps(builtins(digest())))
    assert parse_record(json.dumps(told), Digest) == parse_record(format_record(digest()), Digest) == digest()


@pytest.mark.parametrize("render", [terminal.render, markdown.render, html.render])
def test_without_a_story_it_says_so(render) -> None:
    assert "Рассказать не о чем" in render([], RU) and "Nothing to tell" in render([], EN)


def test_rendering_is_the_same_each_time() -> None:
    for render in (terminal.render, markdown.render, html.render, as_json.render):
        assert render([digest()], RU) == render([digest()], RU)


def test_a_role_stands_in_the_case_of_the_middle_of_a_sentence() -> None:
    made = replace(digest(), names=(Entity(id="anna", kind="PER", name="Анна Ивовая", roles=("Мэр Заводи",)),))
    assert "Анна Ивовая, мэр Заводи" in terminal.render([made], RU)
    made = replace(digest(), names=(Entity(id="anna", kind="PER", name="Анна Ивовая", roles=("ООО глава",)),))
    assert "Анна Ивовая, ООО глава" in terminal.render([made], RU)
