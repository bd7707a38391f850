"""Towns, capitals and regions of the world with their coordinates, as GeoNames has them (CC BY 4.0).

Enters: a name as a text has it. Leaves: the places that bear it. Refuses names that are spelt too differently: a few
spellings a place are known, and an Arabic article or a final h more or less.
"""

import csv
import gzip
import io
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ARTICLES = (
    "al ",
    "az ",
    "ad ",
    "as ",
    "ash ",
    "an ",
    "at ",
    "ar ",
    "el ",
    "al-",
    "el-",
    "az-",
    "as-",
    "ad-",
    "ash-",
    "the ",
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the gazetteer. `kind`: town, capital, region. `thousands`: of people, 0 where fewer or not known."""

    name: str
    kind: str
    country: str
    region: str
    lat: float
    lon: float
    thousands: int


def spots_named(name: str) -> tuple[Spot, ...]:
    """The places of that name, spelt so or nearly so; () for none."""
    known = _by_name()
    plain = _plain(name)
    bare = next((plain.removeprefix(a) for a in ARTICLES if plain.startswith(a)), plain)
    for key in (plain, bare, bare.replace("-", " "), bare.removesuffix("h"), bare + "h"):
        if key in known:
            return known[key]
    return ()


def all_spots() -> tuple[Spot, ...]:
    """Every place of the gazetteer, a row each."""
    return tuple(dict.fromkeys(spot for spots in _by_name().values() for spot in spots))


@cache
def _by_name() -> dict[str, tuple[Spot, ...]]:
    """Every spelling, in small letters without accents and without an Arabic article -> the places."""
    content = gzip.decompress((files("data_prep.words") / "gazetteer.csv.gz").read_bytes()).decode("ascii")
    found: dict[str, list[Spot]] = {}
    rows = csv.reader(io.StringIO(content))
    next(rows)
    for name, kind, country, region, lat, lon, thousands, others in rows:
        spot = Spot(name, kind, country, region, float(lat), float(lon), int(thousands))
        for spelling in (name, *others.split(";")) if others else (name,):
            key = spelling.lower()
            found.setdefault(key, []).append(spot)
            if key.startswith(ARTICLES):
                bare = next(key.removeprefix(a) for a in ARTICLES if key.startswith(a))
                found.setdefault(bare, []).append(spot)
    return {key: tuple(spots) for key, spots in found.items()}


@cache
def _plain(name: str) -> str:
    parts = unicodedata.normalize("NFD", name.lower().replace("’", "'"))
    return "".join(c for c in parts if not unicodedata.combining(c))
