"""Language packs are data: every table of every pack is well formed, says why, and holds what the stages ask for; every
backend keeps the contract of `svodka.lang.pack`; every pack's own examples come out as they say."""
from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from svodka import spans
from svodka.analysis import figures, times
from svodka.errors import PackError
from svodka.lang import pack as packs_of
from svodka.lang.pack import STAGES, Pack, Row, parse_table
from svodka.types import Document, Figure, Moment, Parse, Span, Stance, Time, VoiceKind

HERE = Path(__file__).parent
PACKS = packs_of.find(HERE / "packs")
FOLDERS = [pack.folder for pack in PACKS.values()]
TABLES = sorted(path for folder in FOLDERS for path in folder.rglob("*.tsv"))
LISTS = sorted(path for folder in FOLDERS for path in folder.rglob("*.txt") if path.parent.name != "pages")
TOMLS = sorted(path for folder in FOLDERS for path in folder.rglob("*.toml"))
ANALYSING = [pack for pack in PACKS.values() if "analyse" in pack.provides]
SPEAKING = [pack for pack in PACKS.values() if "interface" in pack.provides]
CHOICES = {  # table, column → what may stand in a cell
    ("cues.tsv", "pos"): {"verb", "impersonal", "predicative", "noun"},
    ("cues.tsv", "stance"): set(get_args(Stance)),
    ("cue_phrases.tsv", "stance"): set(get_args(Stance)),
    ("sources.tsv", "kind"): set(get_args(VoiceKind)),
    ("times_roles.tsv", "role"): {"-", "publication", "edit"},
    ("boilerplate.tsv", "where"): {"whole", "start", "any"},
    ("page_parts.tsv", "part"): {"credit", "byline"},
}
BRACES = re.compile(r"\{[a-z_]+\}")


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def test_the_shipped_packs_and_the_toy_are_found() -> None:
    assert {"ru", "en", "toy"} <= set(PACKS)


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda pack: pack.code)
def test_a_pack_says_who_it_is(pack: Pack) -> None:
    assert pack.code == pack.folder.name and pack.name and re.fullmatch(r"\d+\.\d+\.\d+", pack.version)
    assert pack.provides and set(pack.provides) <= set(STAGES)
    assert (pack.folder / "backend.py").exists() == ("analyse" in pack.provides)


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_a_table_is_well_formed(path: Path) -> None:
    rows = list(parse_table(path))
    assert rows, "an empty table"
    assert "why" in rows[0], "no column says why"
    columns = list(rows[0])
    assert all(re.fullmatch(r"[a-z_]+", column) for column in columns), columns
    same = Counter(tuple(cell for column, cell in row.items() if column != "why") for row in rows)
    assert [row for row, times in same.items() if times > 1] == []
    assert [row for row in rows if not row[columns[0]]] == []


def test_a_table_has_the_same_columns_in_every_pack() -> None:
    """Two stages that each keep another table under one name would be seen here, and so would an outgrown toy."""
    heads: dict[str, dict[tuple[str, ...], list[str]]] = {}
    for path in TABLES:
        columns = tuple(next(parse_table(path)))
        heads.setdefault(str(path.relative_to(path.parent.parent)).partition("/")[2] if path.parent.name != "examples"
                         else f"examples/{path.name}", {}).setdefault(columns, []).append(str(path))
    assert {table: kinds for table, kinds in heads.items() if len(kinds) > 1} == {}


def test_the_toy_has_every_table_that_stages_ask_for() -> None:
    """A table that only the Russian pack has is knowledge that no other language has been tried with."""
    own, theirs = {"words.tsv", "endings.tsv"}, {"name_endings.tsv"}  # of each backend
    shipped = {path.name for path in PACKS["ru"].folder.iterdir() if path.suffix in (".tsv", ".txt", ".toml")}
    toy = {path.name for path in PACKS["toy"].folder.iterdir() if path.suffix in (".tsv", ".txt", ".toml")}
    assert shipped - toy == theirs and toy - shipped == own


def test_the_docs_name_every_file_of_a_pack() -> None:
    page = (HERE.parent / "docs" / "add-a-language.md").read_text("utf-8")
    files = {path.name for path in PACKS["ru"].folder.iterdir() if path.suffix in (".tsv", ".txt", ".toml")}
    assert sorted(name for name in files if f"`{name}`" not in page and f"## {name}" not in page) == []


@pytest.mark.parametrize("path", [p for p in TABLES if any(p.name == t for t, _ in CHOICES)], ids=name)
def test_cells_of_closed_columns_hold_known_words(path: Path) -> None:
    for (table, column), known in CHOICES.items():
        if path.name == table:
            assert {row[column] for row in parse_table(path)} <= known


@pytest.mark.parametrize("path", LISTS, ids=name)
def test_a_list_has_each_entry_once(path: Path) -> None:
    entries = [line for line in path.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]
    assert entries and [entry for entry, times in Counter(entries).items() if times > 1] == []
    assert [entry for entry in entries if entry != entry.strip()] == []


@pytest.mark.parametrize("path", TOMLS, ids=name)
def test_a_toml_file_is_read(path: Path) -> None:
    assert tomllib.loads(path.read_text("utf-8"))


# the interface: every language says the same things


def strings(table: dict[str, Any], above: str = "") -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in table.items():
        out |= strings(value, f"{above}{key}.") if isinstance(value, dict) else {f"{above}{key}": value}
    return out


@pytest.mark.parametrize("pack", SPEAKING, ids=lambda pack: pack.code)
def test_every_interface_has_the_same_strings(pack: Pack) -> None:
    ours, english = strings(pack.phrases), strings(PACKS["en"].phrases)
    assert {key for key in ours if not key.startswith("units.")} == {  # units that need a word differ by language
        key for key in english if not key.startswith("units.")}
    for key, value in ours.items():
        assert key not in english or type(value) is type(english[key]), key
        if isinstance(value, str) and key in english and not key.startswith("dates."):  # dates differ in what they name
            assert set(BRACES.findall(value)) == set(BRACES.findall(english[key])), key


@pytest.mark.parametrize("pack", SPEAKING, ids=lambda pack: pack.code)
def test_an_interface_counts_as_its_language_does(pack: Pack) -> None:
    forms = {"one-few-many": 3, "one-many": 2, "one-other": 2}
    rule = pack.phrases["plural"]["rule"]
    assert {key: len(value) for key, value in pack.phrases["counts"].items()} == dict.fromkeys(
        pack.phrases["counts"], forms[rule])
    assert all("{n}" in form for value in pack.phrases["counts"].values() for form in value)


# the backend's contract


def sample(pack: Pack) -> tuple[str, tuple[Span, ...]]:
    """The pack's own examples as one text, a paragraph each."""
    texts = [re.sub(r"[\[\]]", "", row["text"]) for path in sorted((pack.folder / "examples").glob("*.tsv"))
             for row in list(parse_table(path))[:40]]
    assert texts, f"the pack {pack.code} has no examples"
    paragraphs, at = [], 0
    for text in texts:
        paragraphs.append(Span(start=at, stop=at + len(text)))
        at += len(text) + 1
    return "\n".join(texts), tuple(paragraphs)


@pytest.fixture(scope="module", params=ANALYSING, ids=lambda pack: pack.code)
def parsed(request: pytest.FixtureRequest) -> tuple[Pack, str, tuple[Span, ...], Parse]:
    pack: Pack = request.param
    text, paragraphs = sample(pack)
    return pack, text, paragraphs, pack.backend.parse(text, paragraphs)


Parsed = tuple[Pack, str, tuple[Span, ...], Parse]


def test_tokens_stand_in_order_in_their_sentences(parsed: Parsed) -> None:
    _, text, paragraphs, parse = parsed
    assert parse.sents and parse.sents[0].first == 0 and parse.sents[-1].last == len(parse.tokens)
    for before, sent in zip(parse.sents, parse.sents[1:], strict=False):
        assert before.last == sent.first and before.paragraph <= sent.paragraph
    for sent in parse.sents:
        home = paragraphs[sent.paragraph]
        assert home.start <= sent.span.start < sent.span.stop <= home.stop
        at = sent.span.start
        for token in parse.tokens[sent.first:sent.last]:
            assert at <= token.span.start < token.span.stop <= sent.span.stop
            assert not text[token.span.start:token.span.stop].isspace()
            at = token.span.stop


def test_heads_stay_in_the_sentence_and_each_sentence_has_a_root(parsed: Parsed) -> None:
    parse = parsed[3]
    for sent in parse.sents:
        heads = [parse.tokens[i].head for i in range(sent.first, sent.last)]
        assert -1 in heads
        assert [head for head in heads if head != -1 and not sent.first <= head < sent.last] == []


def test_lemmas_are_small_and_features_are_pairs(parsed: Parsed) -> None:
    for token in parsed[3].tokens:
        assert token.lemma and token.lemma == token.lemma.lower() and token.pos.isupper()
        assert all(re.fullmatch(r"[A-Za-z\[\]]+=[A-Za-z0-9,]+", pair) for pair in token.feats.split("|") if pair)


def test_names_lie_in_the_text(parsed: Parsed) -> None:
    _, text, paragraphs, parse = parsed
    for found in parse.names:
        assert text[found.span.start:found.span.stop].strip()
        assert any(p.start <= found.span.start and found.span.stop <= p.stop for p in paragraphs)


def test_the_same_text_is_parsed_the_same(parsed: Parsed) -> None:
    pack, text, paragraphs, parse = parsed
    assert pack.backend.parse(text, paragraphs[:3]) == pack.backend.parse(text, paragraphs[:3])
    assert pack.backend.parse(text, ()) == Parse(tokens=(), sents=(), names=())
    assert len(pack.backend.lemmas(["fogo", "X", "7"])) == 3
    last = next(i for i, token in enumerate(parse.tokens) if token.pos == "NOUN")
    assert pack.backend.nominative(text, parse.tokens, last, last + 1, last)


# every pack's examples


@pytest.mark.parametrize("table", ["times.tsv", "figures.tsv"])
@pytest.mark.parametrize("pack", ANALYSING, ids=lambda pack: pack.code)
def test_the_examples_of_a_pack_come_out_as_they_say(pack: Pack, table: str) -> None:
    rows = list(parse_table(pack.folder / "examples" / table))
    assert rows and [wrong for row in rows if (wrong := not_as_said(pack, table, row))] == []


def not_as_said(pack: Pack, table: str, row: Row) -> str:
    """What was found instead, empty where it is what the row says."""
    text, wanted = re.sub(r"[\[\]]", "", row["text"]), re.findall(r"\[([^\]]*)\]", row["text"])
    doc = document(pack, text, row.get("published", "-"))
    parse = pack.backend.parse(text, doc.paragraphs)
    found: Sequence[Time | Figure] = times.find(doc, parse, pack)
    if table == "figures.tsv":
        found = figures.find(doc, parse, tuple(f for f in found if isinstance(f, Time)), pack)
    spans_right = [text[f.span.start:f.span.stop] for f in found] == [words.rstrip(",") for words in wanted]
    values = [said(f) for f in found]
    return "" if spans_right and values == row["values"].split() else f"{row['text']} found: {values}"


def document(pack: Pack, text: str, published: str) -> Document:
    day = None if published == "-" else datetime.fromisoformat(published)
    moment = Moment(start=day, stop=day + timedelta(days=1)) if day else None
    return Document(id="d", path="d", url="", outlet="", lang=pack.code, title="", text=text,
                    paragraphs=spans.lines(text), published=moment)


def said(found: Time | Figure) -> str:
    if isinstance(found, Time):
        ends = (found.moment.start, found.moment.stop) if found.moment else ()
        return "/".join(f"{at:%Y-%m-%dT%H:%M}".removesuffix("T00:00") for at in ends) or found.partial or "?"
    low, high = ("" if bound is None else f"{bound:f}" for bound in (found.low, found.high))
    return f"{f'{low}..{high}' if low or high else '?'};{found.unit or 'c'};{'~' * found.approximate}{found.of}"


# malformed packs are told with file and line


def test_too_many_cells_are_told_with_the_line(tmp_path: Path) -> None:
    (tmp_path / "cues.tsv").write_text("# about\nlemma\twhy\nsay\tspeech\textra\n", "utf-8")
    with pytest.raises(PackError, match=r"cues\.tsv:3"):
        list(parse_table(tmp_path / "cues.tsv"))


@pytest.mark.parametrize("meta", ['code = "x"', "code = ", ""])
def test_a_folder_without_a_whole_pack_toml_is_no_pack(tmp_path: Path, meta: str) -> None:
    if meta:
        (tmp_path / "pack.toml").write_text(meta, "utf-8")
    with pytest.raises(PackError):
        packs_of.load(tmp_path)
