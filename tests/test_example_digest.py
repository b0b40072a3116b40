"""What a person must find in the account of examples/, row by row of tests/stories/example.toml."""
from __future__ import annotations

import pytest
from stories import facts


@pytest.fixture(scope="module")
def told() -> facts.Told:
    return facts.tell()


ROWS = [(table, row) for table, row in facts.rows() if facts.must(row)]


@pytest.mark.parametrize(("table", "row"), ROWS, ids=[facts.label(table, row)[:60] for table, row in ROWS])
def test_the_account_holds(told: facts.Told, table: str, row: facts.Row) -> None:
    assert facts.holds(told, table, row)


def test_the_checks_can_fail(told: facts.Told) -> None:
    """Each row spoilt in its content is not found."""
    spoilt = {"reports": ["none"], "document": "none", "content": "none of the reports says it", "values": [123456],
              "sides": ["Nobody"], "names": ["Nobody", "NB"], "line": ""}
    for table, row in ROWS:
        wrong = {**row, **{key: value for key, value in spoilt.items() if key in row}}
        assert not facts.holds(told, table, wrong), (table, wrong)
