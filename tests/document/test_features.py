from __future__ import annotations

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svodka.document.characters import BREAK
from svodka.document.features import BARS, PAGE, STOP, TEXT, WORD, Lines, Row, Sheet, by_themselves, columns, ended

COMMON = frozenset(("и", "на", "что"))


@pytest.mark.parametrize(("feature", "text", "number"), [
    ("several sentences", "Мост открыт. Движение началось. Объезд закрыт", 2), ("several sentences", "Мост открыт.", 0),
    ("an address", "Пишите на lapinka@mezha", 1), ("an address", "www.mezha", 1), ("an address", "mezha.ru", 1),
    ("an address", "https://mezha", 1), ("an address", "Мост открыт. Движение началось: 12 машин", 0),
    ("bars", "Главная > Район | Мост", 2), ("bars", "Мост открыт", 0), ("digits", "12 мостов", 2 / 9),
    ("latin", "Мост AB", 2 / 7), ("title case", "Глава Района открыл мост", 0.5), ("ends in a number", "Река (12)", 1),
    ("a time in it", "Сегодня в 12:30", 1), ("short with a date", "17.01.2031 Мост", 1)])
def test_what_a_line_says_by_itself(feature: str, text: str, number: float) -> None:
    assert TEXT[feature](Lines([text], frozenset()))[0] == number


PIECES = ["и", "На", "что", "Мост", "РЕКА", "Eu", "ru", "www", "http:", "//", "12", "1", "20", "2031", "7", "²", "٣",
          ".", "...", "…", "!", "?", ",", ":", ";", "/", "|", ">", "»", "«", "→", "•", "—", "-", "(", ")", '"', "@",
          "_", "*", "'",
          "橋", "ก", "ǅ", "\u0301", "\u00ad", "\u00a0", "\0", "😀", " ", " ", " ", " ", ". ", ", ", "Ян. "]
LINES = st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=24).map("".join), min_size=1, max_size=6)


def by_definition(text: str) -> dict[str, float]:
    """What each feature of TEXT says of one line, in the plainest words."""
    cased, digits = WORD.findall(text), len(re.findall(r"\d", text))
    words = [word.lower() for word in cased]
    common = sum(word in COMMON for word in words)
    size = len(text) + len(re.findall("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]", text)) * 3 // 2
    end, long = ended(text), size >= 60
    clock, day = r"\b\d{1,2}:\d\d\b", r"\b\d{1,2}[./]\d{1,2}[./](?:\d\d){1,2}\b|\b(?:19|20)\d\d\b"
    domains = r"www\.|[a-z0-9-]\.(?:ru|com|net|org|ua|info|by|kz|tv|su)\b|\w@\w|https?://"
    return {
        "ends as a sentence": end, "long and ended": end and long, "long, not ended": long and not end,
        "ends in a colon": text.endswith(":"), "cut by dots": text.endswith(("...", "…")),
        "a question": text.endswith("?"), "an exclamation": text.endswith("!"),
        "several sentences": min(3, len(STOP.findall(text))), "commas": min(4, text.count(", ")),
        "function words": common / max(1, len(words)), "many function words": min(3.0, math.log1p(common)),
        "title case": sum(word[0].isupper() for word in cased) / max(1, len(cased)), "capitals": text.isupper(),
        "digits": digits / size, "no letters": not words, "one word": len(words) == 1,
        "starts with a time": bool(re.match(clock, text)), "a time in it": bool(re.search(clock, text)),
        "short with a date": size < 60 and bool(re.search(day, text)), "starts with a digit": text[0].isdigit(),
        "starts small": text[0].islower(), "starts with a dash": text[0] in "-–—•·*>",
        "an address": bool(re.search(domains, text, re.I)), "bars": min(4, len(BARS.findall(text))),
        "ends in a number": bool(re.search(r"\(\d+\)\W*\Z|\s\d+\Z", text)),
        "latin": len(re.findall("[a-z]", text.lower())) / size}


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_of_many_lines_at_once_the_features_are_those_of_each_by_itself(texts: list[str]) -> None:
    found = Lines(texts, COMMON)
    told = {name: [float(number) for number in feature(found)] for name, feature in TEXT.items()}
    assert told == {name: [float(by_definition(text)[name]) for text in texts] for name in TEXT}
    assert [stems for _, _, stems, _ in by_themselves(texts, COMMON)] == [
        frozenset(word[:5] for word in WORD.findall(text.lower()) if len(word) >= 4) for text in texts]


def test_the_mark_between_lines_parts_no_line() -> None:
    assert [line[0] for line in by_themselves(["Мост", f"Ре{BREAK}ка", "Луга"], COMMON)] == [4, 5, 4]


def test_a_page_has_a_column_for_every_feature() -> None:
    rows = [Row(text="Мост", kinds=frozenset({"rubric"})), Row(text="Река", places=frozenset({"nav"})),
            Row(text="Мост")]
    found = columns(Sheet(rows, "", frozenset()))
    assert {*TEXT, *PAGE} < set(found.names) and found.values.shape == (3, len(found.names))
    column = dict(zip(found.names, found.values.T.tolist(), strict=True))
    assert column["stands again"] == [1, 0, 1] and column["one word"] == [1, 1, 1]
    assert column["kind rubric"] == [1, 0, 0] and column["place nav"] == [0, 1, 0]
    assert column["band 0"] == [1, 1, 1] and column["voted"] == [0, 0, 0]
