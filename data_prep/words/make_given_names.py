"""Make `given_names.txt`: given names of many countries, so that "Ines Duarte" reads as a person, from Faker (MIT).

    pip download --no-deps faker==40.54.0, unpacked into FOLDER
    python -m data_prep.words.make_given_names FOLDER

Enters: Faker's lists of first names. Leaves: a name a line, in Latin letters. Refuses names that are also English words
(`english.txt`) or large towns (`gazetteer.csv.gz`): "Hope", "Chance", "Houston" alone do not tell a person.
"""

import csv
import gzip
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path

WORDS = Path(__file__).parent
LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][a-zà-öø-ÿā-ž’'-]{2,}(?:-[A-Z]\w+)?")
HEAD = "# Given names in Latin letters. Made by make_given_names.py from Faker 40.54.0 (MIT, see licences.md).\n"
LARGE = 100  # thousand people


def main(faker: Path) -> None:
    """Write the list."""
    sys.path.insert(0, str(faker))
    english = {line.split()[0] for line in (WORDS / "english.txt").read_text().splitlines() if line[:1].isalpha()}
    with gzip.open(WORDS / "gazetteer.csv.gz", "rt") as file:
        towns = {row["name"] for row in csv.DictReader(file) if int(row["thousands"]) >= LARGE}
    names = sorted({name for name in read_names() if name.lower() not in english and name not in towns})
    (WORDS / "given_names.txt").write_text(HEAD + "".join(f"{name}\n" for name in names), encoding="utf-8")


def read_names() -> Iterator[str]:
    """Every first name in Latin letters that Faker has, of all its languages."""
    people = importlib.import_module("faker.providers.person")
    for module in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for field in dir(provider):
            listed = getattr(provider, field) if re.match(r"first_(?:romanized_)?names?", field) else ()
            for entry in listed if isinstance(listed, (tuple, list, dict, set)) else ():
                name = entry if isinstance(entry, str) else next((p for p in reversed(entry) if isinstance(p, str)), "")
                if LATIN.fullmatch(name):
                    yield name


if __name__ == "__main__":
    main(Path(sys.argv[1]))
