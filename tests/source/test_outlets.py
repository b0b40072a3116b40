from __future__ import annotations

from pathlib import Path

import pytest

from svodka.errors import PackError
from svodka.source import outlets
from svodka.types import Outlet

MEZHA = Outlet(id="mezha", name="Межа", names=("журнал «Межа»", "Ёлка-Межа"), domains=("mezha.example",))
ALL = outlets.Outlets([MEZHA, Outlet(id="shum", name="Шум", domains=("news.mezha.example",))])


@pytest.mark.parametrize("name", ["Межа", "«Межа»", "МЕЖА", "mezha", 'Журнал "Межа"', "Елка-Межа", "mezha.example",
                                  "https://www.mezha.example/2027/04/12/most", "m.mezha.example",
                                  "sport.mezha.example:8080"])
def test_an_outlet_is_found_by_name_and_domain(name: str) -> None:
    assert ALL.find(name) is MEZHA


@pytest.mark.parametrize("name", ["", "Меж", "example", "mezha.example.com", "http://", "http://[x", "Межа и Шум"])
def test_what_no_outlet_is_called(name: str) -> None:
    assert ALL.find(name) is None


def test_the_longest_domain_wins() -> None:
    found = ALL.find("http://news.mezha.example/1")
    assert found is not None and found.id == "shum"


def test_a_folder_adds_and_overrides(tmp_path: Path) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "mezha.toml").write_text('id = "mezha"\nname = "Межа"\ndomains = ["mezha.example"]\n', "utf-8")
    two = '[[outlet]]\nid = "a1"\nname = "А"\n[[outlet]]\nid = "b1"\nname = "Б"\nkind = "agency"\n'
    (tmp_path / "two.toml").write_text(two, "utf-8")
    found = outlets.load(tmp_path)
    kinds = [outlet.kind for name in ("Межа", "А", "Б") if (outlet := found.find(name))]
    assert kinds == ["outlet", "outlet", "agency"]


@pytest.mark.parametrize("text", ['name = "Межа"', 'id = "a"', 'id = "a"\nname = "b"\nkind = "press"', "id = ",
                                  'id = 5\nname = "b"', 'id = "a"\nname = ["b"]', 'id = "a"\nname = "b"\nnames = "c"',
                                  'id = "a"\nname = "b"\ndomains = [1]', "outlet = 5", 'outlet = ["a"]'])
def test_a_malformed_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.toml").write_text(text, "utf-8")
    with pytest.raises(PackError, match=r"bad\.toml"):
        outlets.load(tmp_path)
