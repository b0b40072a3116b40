"""An invented language goes through every stage: no stage knows a language but by its pack."""
from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from svodka import pipeline
from svodka.lang import pack as packs_of
from svodka.render import html, markdown, terminal
from svodka.render import json as as_json
from svodka.source import items, outlets
from svodka.types import Analysis, Digest, Document, Story

HERE = Path(__file__).parent / "packs"
PACKS = packs_of.find(HERE)
PAGES = sorted((HERE / "toy" / "pages").iterdir())
HINTS = {"1.txt": {"published": "2031-03-14T09:00", "outlet": "Kalma"}, "2.html": {"outlet": "Vesta"},
         "3.txt": {"published": "2031-03-18T09:00", "outlet": "Kalma"}}
NOW = datetime(2031, 3, 21)


@pytest.fixture(scope="module")
def docs() -> dict[str, Document]:
    pages = [page for path in PAGES
             for page in items.items(path.name, path.read_bytes(), {"lang": "toy", **HINTS[path.name]})]
    made = list(pipeline.documents(pages, PACKS, outlets.load()))
    assert [outcome.failure for outcome in made] == [None] * 3
    return {outcome.value.path: outcome.value for outcome in made}


@pytest.fixture(scope="module")
def analyses(docs: dict[str, Document]) -> dict[str, Analysis]:
    return {path: pipeline.analysis(_outcome(doc), PACKS, outlets.load()).value for path, doc in docs.items()}


def _outcome(doc: Document) -> pipeline.Outcome:
    return pipeline.Outcome(key=doc.path, value=doc)


@pytest.fixture(scope="module")
def stories(analyses: dict[str, Analysis]) -> tuple[Story, ...]:
    return pipeline.stories(list(analyses.values()), PACKS)


@pytest.fixture(scope="module")
def digests(stories: tuple[Story, ...], analyses: dict[str, Analysis]) -> tuple[Digest, ...]:
    held = {analysis.document.id: analysis for analysis in analyses.values()}
    return pipeline.digests(stories, held, PACKS, outlets.load(), NOW, "toy")


@pytest.fixture
def fire(digests: tuple[Digest, ...]) -> Digest:
    return next(digest for digest in digests if len(digest.reports) == 2)


def test_pages_become_articles(docs: dict[str, Document]) -> None:
    text = "\n".join(docs["2.html"].text[s.start:s.stop] for s in docs["2.html"].paragraphs)
    assert text.startswith("Kapitu Vena Sol opaba portu in Nala\nKapitu Vena Sol opaba portu in Nala 20 marsu.")
    assert "Ruta" not in text
    assert docs["2.html"].published is not None and docs["2.html"].published.start == datetime(2031, 3, 20, 12)
    assert {doc.lang for doc in docs.values()} == {"toy"}


def test_who_said_what(analyses: dict[str, Analysis]) -> None:
    analysis = analyses["1.txt"]
    text = analysis.document.text
    said = [(found.voices[0].name, text[found.content[0].start:found.content[-1].stop], found.kind, found.stance)
            for found in analysis.attributions]
    assert said == [
        ("Ilo Taran", "duo homas moraba", "indirect", "plain"),
        ("Vena Sol", "La silo ne brusora", "direct", "plain"),
        ("Vena Sol", "opar portu 20 marsu", "indirect", "promised"),
        (said[3][0], "La portu brusaba", "indirect", "plain"),
        ("Ilo Taran", "40 homas brusaba", "indirect", "plain"),
    ]
    assert "Vesta" in said[3][0] and analysis.attributions[3].voices[0].kind == "agency"
    assert {found.voices[-1].name for found in analysis.attributions} == {"Kalma"}


def test_times_and_figures(analyses: dict[str, Analysis]) -> None:
    analysis = analyses["1.txt"]
    assert [time.moment and time.moment.start for time in analysis.times] == [
        datetime(2031, 3, 14), datetime(2031, 3, 20)]
    assert [time.role for time in analyses["3.txt"].times] == ["event"]
    assert [(figure.low, figure.of) for figure in analysis.figures] == [(Decimal(2), "homa"), (Decimal(40), "homa")]
    assert [(figure.low, figure.unit) for figure in analyses["3.txt"].figures] == [(Decimal(7), "t")]


def test_a_number_behind_a_word_of_latin_letters(analyses: dict[str, Analysis]) -> None:
    """`ke 5 homas`: the word before is no foreign name here, as it would be in a text of other letters."""
    assert [(figure.low, figure.of) for figure in analyses["2.html"].figures] == [
        (Decimal(5), "homa"), (Decimal(40), "homa")]


def test_reports_meet_in_stories(stories: tuple[Story, ...], analyses: dict[str, Analysis]) -> None:
    paths = {analysis.document.id: path for path, analysis in analyses.items()}
    assert sorted([paths[id] for id in story.documents] for story in stories) == [["1.txt", "2.html"], ["3.txt"]]


def test_the_account(fire: Digest) -> None:
    assert (fire.lead[0].text, {ref.report for ref in fire.lead[0].refs}) == (
        "Fogo brusaba la silo de portu in Nala 14 marsu.", {1, 2})
    assert [event.moment and event.moment.start for event in fire.timeline] == [
        datetime(2031, 3, 14), datetime(2031, 3, 20)]
    assert {held.voices[0].name for claim in fire.claims for held in claim.held_by if held.attribution is not None} >= {
        "Ilo Taran", "Vena Sol"}
    promise = next(promise for promise in fire.ahead if "opar portu 20 marsu" in promise.line.text)
    assert promise.due is not None and promise.due.start == datetime(2031, 3, 20)
    assert promise.kept is not None and promise.kept.report == 2


def test_every_line_stands_in_its_report(digests: tuple[Digest, ...], docs: dict[str, Document]) -> None:
    texts = {doc.id: doc.text for doc in docs.values()}
    lines = [line for digest in digests for line in (digest.title, *digest.lead, *(
        made.line for made in (*digest.timeline, *digest.claims, *digest.readings, *digest.ahead)))]
    refs = [ref for line in lines for ref in line.refs]
    assert len(refs) > 10
    for ref in refs:
        assert texts[ref.document][ref.span.start:ref.span.stop] == ref.quote


@pytest.mark.parametrize("form", [terminal, markdown, html], ids=lambda form: form.__name__)
def test_every_form_speaks_the_language_of_its_phrases(form: object, digests: tuple[Digest, ...]) -> None:
    phrases = PACKS["toy"].phrases
    text = form.render(digests, phrases)  # type: ignore[attr-defined]
    for label in ("timeline", "speakers", "ahead", "reports"):
        assert phrases["labels"][label].casefold() in text.casefold(), label
    assert "Fogo brusaba" in text
    assert PACKS["en"].phrases["labels"]["timeline"] not in text


def test_the_json_form_is_read_back(digests: tuple[Digest, ...]) -> None:
    told = json.loads(as_json.render(digests, PACKS["toy"].phrases))
    assert "Granda fogo in Nala" in json.dumps(told)
