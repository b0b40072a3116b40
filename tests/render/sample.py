"""A small digest made by hand: two reports and a copy about a flooded cellar."""
from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from svodka.types import (
    Claim,
    Copy,
    Difference,
    Digest,
    Entity,
    Event,
    Figure,
    Held,
    Line,
    Moment,
    Promise,
    Reading,
    Ref,
    Relation,
    ReportLine,
    Span,
    Story,
    Value,
    Voice,
)


def day(number: int) -> Moment:
    start = datetime(2031, 3, number)
    return Moment(start=start, stop=start + timedelta(days=1))


def minute(number: int, hour: int) -> Moment:
    start = datetime(2031, 3, number, hour, 5)
    return Moment(start=start, stop=start + timedelta(minutes=1))


def ref(report: int, quote: str) -> Ref:
    return Ref(document=f"d{report}", report=report, span=Span(start=0, stop=len(quote)), quote=quote)


MAYOR = Voice(kind="person", name="Анна Ивовая", entity="anna")
AGENCY = Voice(kind="agency", name="Речвест")
CITY = Voice(kind="outlet", name="Город 12")
SOURCE = Voice(kind="anonymous", name="")
FLOODED = ref(1, "Подвал школы затопило, сообщила мэр <Ивовая>.")
AGAIN = ref(2, "Подвал затоплен, передаёт Речвест со ссылкой на мэра.")
WATER = ref(2, "Воды 3 метра, говорит источник.")


def held(voices: tuple[Voice, ...], at: Ref, stance: str = "plain", attribution: int | None = 0) -> Held:
    return Held(voices=voices, kind="indirect", stance=stance, evidence="", ref=at,  # type: ignore[arg-type]
                attribution=attribution)


def figure(low: int | None, high: int | None) -> Figure:
    return Figure(span=Span(start=0, stop=1), low=None if low is None else Decimal(low),
                  high=None if high is None else Decimal(high), of="метр")


def digest() -> Digest:
    flooded = Claim(
        id="c1", line=Line(text="Подвал школы затопило.", refs=(FLOODED, AGAIN)), origins=1, why="одна мэр",
        held_by=(held((MAYOR, CITY), FLOODED), held((MAYOR, AGENCY), AGAIN)))
    denied = Claim(
        id="c2", line=Line(text="Воды три метра.", refs=(WATER,)), origins=1, why="",
        held_by=(held((SOURCE,), WATER, "distanced"),), relations=(Relation(kind="contradicts", claim="c1"),))
    return Digest(
        story=Story(id="s1", documents=("d1", "d2", "d3"), copies=(Copy(document="d3", of="d1", share=0.9),)),
        now=datetime(2031, 3, 20, 12), lang="ru", title=Line(text="В школе затопило подвал", refs=(FLOODED,)),
        period=Moment(start=datetime(2031, 3, 14, 9), stop=datetime(2031, 3, 16, 10)),
        reports=(
            ReportLine(number=1, document="d1", path="a/one.txt", url="https://gorod12.example/1", outlet="Город 12",
                       title="Потоп *в школе*", published=minute(14, 9)),
            ReportLine(number=2, document="d2", path="a/two.txt", url="javascript:alert(1)", outlet="",
                       title="Подвал & вода", published=minute(15, 9)),
            ReportLine(number=3, document="d3", path="a/three.txt", url="", outlet="Эхо", title="Потоп",
                       published=None, copy_of=1)),
        lead=(Line(text="Подвал школы затопило.", refs=(FLOODED, AGAIN)),),
        timeline=(Event(moment=day(14), said="14 марта", line=Line(text="Подвал затопило.", refs=(FLOODED,))),
                  Event(moment=None, said="", line=Line(text="Воду откачали.", refs=(AGAIN,)))),
        claims=(flooded, denied),
        readings=(Reading(of="метр", unit="", line=Line(text="3 метра", refs=(WATER,)), state="disputed", values=(
            Value(figure=figure(3, 3), voices=(SOURCE,), ref=WATER, when=day(15)),
            Value(figure=figure(None, None), voices=(MAYOR, CITY), ref=FLOODED, when=day(14)))),),
        differences=(Difference(kind="denies", about="", sides=(
            Line(text="Мэр: подвал сухой.", refs=(FLOODED,)), Line(text="Источник: воды три метра.", refs=(WATER,)))),),
        ahead=(Promise(voices=(MAYOR, CITY), line=Line(text="Откачать воду.", refs=(FLOODED,)), due=day(16),
                       said="16 марта", kept=AGAIN),
               Promise(voices=(MAYOR,), line=Line(text="Осушить стены.", refs=(FLOODED,)), due=day(25))),
        names=(Entity(id="anna", kind="PER", name="Анна Ивовая", aliases=("Ивовая", "мэр"), roles=("мэр Заводи",)),
               Entity(id="x", kind="ORG", name="Ничто", aliases=("Ничто",))),
        notes=("сообщение 3 без даты",))
