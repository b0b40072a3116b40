"""Units: a library that knows them says what the pack's symbols and factors mean."""
from __future__ import annotations

from decimal import Decimal

import pytest
from measured import PACK

pint = pytest.importorskip("pint")
UNITS = pint.UnitRegistry(non_int_type=Decimal)
UNITS.define("TEU = 38.5 * meter ** 3")  # a container of twenty feet: of trade, in no table of units

MEASURES = {row["value"] for row in PACK.table("units.tsv") if row["class"] in ("MEASURE", "STEM")} - {"%"}
SPELLED = {"kt": "kilometric_ton", "a": "are", "bbl": "oil_bbl", "km2": "km**2", "m2": "m**2", "m3": "m**3"}
DIMENSIONS = {  # a unit of the dimension: the symbols that are to be of it
    "meter": "km m cm mm mi nmi ft in", "meter**2": "km2 m2 ha a", "meter**3": "m3 l bbl TEU",
    "gram": "t kt kg g mg ct", "meter/second": "km/h m/s kn", "kelvin": "\u00b0C \u00b0F", "watt": "W kW MW GW hp",
    "joule": "kWh MWh kcal J", "volt": "V kV", "hertz": "Hz MHz GHz", "bit/second": "Mbit/s", "pascal": "Pa atm",
    "sievert": "Sv", "bit": "B MB GB TB", "decibel": "dB"}
WANTED = {symbol: dimension for dimension, symbols in DIMENSIONS.items() for symbol in symbols.split()}


@pytest.mark.parametrize("symbol", sorted(MEASURES))
def test_a_symbol_is_a_unit_of_its_dimension(symbol: str) -> None:
    found = UNITS.get_dimensionality(SPELLED.get(symbol, symbol))
    assert found == UNITS.get_dimensionality(WANTED[symbol])


def test_no_dimension_is_stated_for_a_symbol_that_is_not_there() -> None:
    assert set(WANTED) == MEASURES and set(SPELLED) <= MEASURES


@pytest.mark.parametrize(("word", "unit"), [("центнер", "100 kg"), ("кубический километр", "1 km**3")])
def test_a_factor_is_what_the_word_is_in_its_unit(word: str, unit: str) -> None:
    row = next(row for row in PACK.table("units.tsv") if word in row["words"].split("|"))
    told = UNITS.Quantity(Decimal(row["factor"]), SPELLED.get(row["value"], row["value"]))
    assert told == UNITS.Quantity(unit).to(told.units)


def test_every_measure_with_a_factor_is_asked_about() -> None:
    assert len([row for row in PACK.table("units.tsv") if row["class"] == "MEASURE" and row["factor"]]) == 2
