"""Towns, capitals and regions of the world with their coordinates, as GeoNames has them (CC BY 4.0).

Enters: a name as a text has it. Leaves: the places that bear it. Refuses names that are spelt too differently: a few
spellings a place are known, and an Arabic article or a final h more or less.
"""

import gzip
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
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


@lru_cache(20_000)
def spots_named(name: str) -> tuple[Spot, ...]:
    """The places of that name, spelt so or nearly so; () for none."""
    known = _by_name()
    plain = _plain(name)
    bare = next((plain.removeprefix(a) for a in ARTICLES if plain.startswith(a)), plain)
    for key in (plain, bare, bare.replace("-", " "), bare.removesuffix("h"), bare + "h"):
        if key in known:
            return tuple(_spot(row) for row in known[key].split("\n"))
    return ()


@cache
def all_spots() -> tuple[Spot, ...]:
    """Every place of the gazetteer, a row each."""
    return tuple(_spot(row) for row in _rows())


def _spot(row: str) -> Spot:
    name, kind, country, region, lat, lon, thousands, _ = row.split(",")
    return Spot(name, kind, country, region, float(lat), float(lon), int(thousands))


def _rows() -> list[str]:
    """The lines of the file: its names hold no comma, so that no quotation marks need be read."""
    content = (files("data_prep.words") / "gazetteer.csv.gz").read_bytes()
    return gzip.decompress(content).decode("ascii").splitlines()[1:]


@cache
def _by_name() -> dict[str, str]:
    """Every spelling, in small letters without accents, with and without an Arabic article -> the rows, a line each."""
    found: dict[str, str] = {}
    for row in _rows():
        others = row[row.rindex(",") + 1 :]
        names = row[: row.index(",")] + (f";{others}" if others else "")
        for key in names.lower().split(";"):
            found[key] = f"{found[key]}\n{row}" if key in found else row
            if key.startswith(ARTICLES):
                bare = next(key.removeprefix(a) for a in ARTICLES if key.startswith(a))
                found[bare] = f"{found[bare]}\n{row}" if bare in found else row
    return found


@lru_cache(20_000)
def _plain(name: str) -> str:
    parts = unicodedata.normalize("NFD", name.lower().replace("’", "'"))
    return "".join(c for c in parts if not unicodedata.combining(c))
