"""Known news outlets: from a spelling or an address to the outlet's name and kind.

Enters: a name as a dateline, a copyright line or front matter writes it, or a url. Leaves: an `Outlet`, or None for one
that `words/outlets.yml` does not list.
"""

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from data_prep.words import read_words


@dataclass(frozen=True, slots=True)
class Outlet:
    """A known outlet."""

    name: str
    kind: str


def find_outlet(name: str) -> Outlet | None:
    """The outlet that `name` is a spelling of, case ignored."""
    return _by_spelling().get(_fold(name))


def find_outlet_in(line: str) -> Outlet | None:
    """The outlet whose longest spelling stands in `line` as whole words; abbreviations only in their own case."""
    best = max((m.group() for m in _any_spelling().finditer(line)), key=len, default=None)
    return find_outlet(best) if best else None


def find_outlet_of(url: str) -> Outlet | None:
    """The outlet whose site `url` belongs to."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return None
    labels = host.split(".")
    return next((o for i in range(len(labels)) if (o := _by_site().get(".".join(labels[i:])))), None)


def _fold(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).strip().casefold()


@cache
def _by_spelling() -> dict[str, Outlet]:
    listed = read_words("outlets").items()
    spelt = {_fold(s): Outlet(name, entry["kind"]) for name, entry in listed for s in entry["spellings"]}
    return spelt | {_fold(name): Outlet(name, entry["kind"]) for name, entry in listed}


@cache
def _by_site() -> dict[str, Outlet]:
    return {
        site: Outlet(name, entry["kind"]) for name, entry in read_words("outlets").items() for site in entry["sites"]
    }


@cache
def _any_spelling() -> re.Pattern[str]:
    listed = read_words("outlets").items()
    spellings = sorted({s for name, entry in listed for s in (name, *entry["spellings"])}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, spellings))})(?!\w)")
