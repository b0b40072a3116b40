"""The line judge's rules about links: titles of other reports set into an article."""
from __future__ import annotations

from svodka.document import lines
from svodka.document.features import Row, Sheet
from svodka.document.places import line_columns

PROSE = "The council of Northport met on Monday evening and, after a long debate, agreed to repair the old bridge."
TEASER = Row(text="Mayor buys a boat", linked=1.0)


def case(*rows: Row, scores: tuple[float, ...]) -> lines.Case:
    return lines.case(Sheet(rows, "", frozenset()), scores, 0, 1, [""] * len(rows))


def kept(found: lines.Case) -> list[bool]:
    return [not reason for reason in lines.by_score(found)]


def test_a_line_knows_the_shape_of_its_neighbours_and_nothing_beyond_the_page():
    found = line_columns(Sheet((Row(text=PROSE), TEASER, Row(text="No")), "", frozenset()))
    column = dict(zip(found.names, found.values.T.tolist(), strict=True))
    assert column["ended at -1"] == [0, 1, 0] and column["ended at -2"] == [0, 0, 1] == column["linked at -1"]
    assert column["linked at +1"] == [1, 0, 0] and column["size at +2"] == [0.02, 0, 0]


def test_a_link_alone_is_no_line_of_the_article_but_a_heading_or_a_sentence_is():
    link = dict(linked=1.0)
    rows = (Row(text=PROSE), TEASER, Row(text="Repairs agreed", places=frozenset(("h2",)), **link),
            Row(text="The plan is here.", **link))
    assert kept(case(*rows, scores=(3.0, 1.0, 1.0, 1.0))) == [True, False, True, True]


def test_prose_of_some_doubt_goes_on_across_links_but_not_across_as_many_other_lines():
    plain = Row(text="Mayor buys a boat")
    scores = (3.0, -4.0, -4.0, -4.0, -1.0)
    assert kept(case(Row(text=PROSE), *(TEASER,) * 3, Row(text=PROSE), scores=scores))[-1]
    assert not kept(case(Row(text=PROSE), *(plain,) * 3, Row(text=PROSE), scores=scores))[-1]
