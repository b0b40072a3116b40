from __future__ import annotations

import pytest

from svodka.document.features import PAGE, TEXT, Line, Row, Sheet, columns


@pytest.mark.parametrize(("feature", "text", "number"), [
    ("several sentences", "Мост открыт. Движение началось. Объезд закрыт", 2), ("several sentences", "Мост открыт.", 0),
    ("an address", "Пишите на lapinka@mezha", 1), ("an address", "www.mezha", 1), ("an address", "mezha.ru", 1),
    ("an address", "https://mezha", 1), ("an address", "Мост открыт. Движение началось: 12 машин", 0),
    ("bars", "Главная > Район | Мост", 2), ("bars", "Мост открыт", 0), ("digits", "12 мостов", 2 / 9),
    ("latin", "Мост AB", 2 / 7), ("title case", "Глава Района открыл мост", 0.5), ("ends in a number", "Река (12)", 1),
    ("a time in it", "Сегодня в 12:30", 1), ("short with a date", "17.01.2031 Мост", 1)])
def test_what_a_line_says_by_itself(feature: str, text: str, number: float) -> None:
    assert TEXT[feature](Line(text, frozenset())) == number


def test_a_page_has_a_column_for_every_feature() -> None:
    rows = [Row(text="Мост", kinds=frozenset({"rubric"})), Row(text="Река", places=frozenset({"nav"})),
            Row(text="Мост")]
    found = columns(Sheet(rows, "", frozenset()))
    assert {*TEXT, *PAGE} < set(found.names) and found.values.shape == (3, len(found.names))
    column = dict(zip(found.names, found.values.T.tolist(), strict=True))
    assert column["stands again"] == [1, 0, 1] and column["one word"] == [1, 1, 1]
    assert column["kind rubric"] == [1, 0, 0] and column["place nav"] == [0, 1, 0]
    assert column["band 0"] == [1, 1, 1] and column["voted"] == [0, 0, 0]
