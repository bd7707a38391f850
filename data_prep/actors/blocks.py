"""Names of some blocks -> actors: every spelling leads to one actor, with its roles and where each was seen.

Enters: rows of what articles say of each name (`ROWS`), of whole blocks (`named.py`), and the corrections. Leaves: the actors
(`FOUND`), the actor of each name (`UNITS`) and whose state a "government" is (`RULINGS`). A pure function of them, so that
blocks can be resolved anywhere. Two names are compared only where they share a family sound and something of the given name,
so the time grows almost linearly.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pyarrow as pa

from data_prep.actors.corrections import Corrections
from data_prep.actors.lexicon import state_names
from data_prep.actors.named import RULED, RULING, without_suffix
from data_prep.actors.names import bare, family_key, fold, same_person, shared_keys, sound, split_name
from data_prep.actors.roles import join_roles
from data_prep.records import Actor
from data_prep.tables import REASONS, ROLES, TEXTS
from data_prep.work import as_arrow

PROMINENT = 3  # articles that name a person in full, from which on the bare family name is enough elsewhere
ROWS = """name, kind, unit, spelling, why, country, role, sum(count)::integer as mentions, sum(lead)::integer as articles,
    min(n, 3) filter (lead = 1) as some_articles, min(first) as first, min(date) as since, max(date) as until"""
FOUND = pa.schema(
    [
        ("number", pa.int64()),
        # the order in which actors come to their ids: persons named in full, by how often; others; then bare family names
        ("rank", pa.int32()),
        ("weight", pa.int64()),
        ("first", pa.int64()),
        ("founder", pa.string()),
        ("slug", pa.string()),
        ("name", pa.string()),
        ("type", pa.string()),
        ("country", pa.string()),
        ("aliases", TEXTS),
        ("roles", ROLES),
        ("why", REASONS),
    ]
)
UNITS = pa.schema([("name", pa.string()), ("unit", pa.string()), ("number", pa.int64())])
RULINGS = pa.schema([("name", pa.string()), ("state", pa.string()), ("why", pa.string())])


class Row(NamedTuple):
    """One way in which articles name somebody (`ROWS`): how often, in how many of them, and three of those.

    `unit` tells apart what one family name means in this article and in that; it is empty for a name that means one actor.
    """

    name: str
    kind: str
    unit: str
    spelling: str | None
    why: str | None
    country: str | None
    role: str | None
    mentions: int
    articles: int
    some_articles: list[int] | None
    first: int
    since: str | None
    until: str | None


@dataclass(slots=True)
class _Cluster:
    founder: str
    type: str
    rank: tuple[int, int, int]  # see FOUND: rank, weight, first
    keys: tuple[str, ...] = ()  # family sounds under which it is sought
    names: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    spellings: dict[str, str] = field(default_factory=dict)  # spelling -> why it is this actor's
    roles: dict[str, list[str]] = field(default_factory=dict)
    articles: Counter[str] = field(default_factory=Counter)  # name -> how many articles write it so
    some_articles: set[int] = field(default_factory=set)  # all of them, or at least three
    joined: dict[str, str] = field(default_factory=dict)  # name -> why it was joined


def resolve_blocks(item: tuple[Corrections, pa.Table]) -> dict[str, pa.Table]:
    """The actors of whole blocks: tables `FOUND`, `UNITS` and `RULINGS`, numbered from 0.

    A family name alone says little outside its article: it joins a person of another one only where title or country
    agree, or where it is borne by one person whom several articles name; "Mr. Smith" of one article is nobody of the next.
    """
    corrections, table = item
    rows = [Row(*values) for values in zip(*(column.to_pylist() for column in table.columns), strict=True)]
    ruling = [row.name for row in rows if row.kind == RULED]
    rows = [row for row in rows if row.kind != RULED]
    blocks = _Blocks(corrections)
    blocks.place_people(rows)
    blocks.place_bodies(rows)
    corrections.join(blocks.of_name, blocks.clusters)
    for row in rows:
        if row.name in blocks.of_name:
            _note(blocks.clusters[blocks.of_name[row.name]], row)
    rulings = list(blocks.rulings(ruling))
    singles = blocks.place_singles(rows)
    for row in rows:
        if row.name not in blocks.of_name:
            _note(blocks.clusters[singles[row.name, row.unit]], row)
    units = {(row.name, row.unit): blocks.of_name.get(row.name, -1) for row in rows}
    units = {unit: singles.get(unit, at) if at < 0 else at for unit, at in units.items()}
    used = {at: number for number, at in enumerate(sorted(set(units.values())))}
    return {
        "found": as_arrow(FOUND, [_as_row(number, blocks.clusters[at], corrections) for at, number in used.items()]),
        "units": as_arrow(UNITS, [(*unit, used[at]) for unit, at in units.items()]),
        "rulings": as_arrow(RULINGS, rulings),
    }


class _Blocks:
    """The clusters of names found so far, and where they are sought."""

    def __init__(self, corrections: Corrections) -> None:
        self.corrections = corrections
        self.clusters: list[_Cluster] = []
        self.of_name: dict[str, int] = {}
        self._by_family: dict[str, list[int]] = {}
        self._sought: dict[tuple[str, str], set[int]] = {}  # (family sound, something of a given name) -> clusters

    def place_people(self, rows: Iterable[Row]) -> None:
        """Full names, the most frequent first: each joins the person it is, or begins a new one."""
        order: Counter[str] = Counter()
        for row in rows:
            if row.kind == "person" and " " in row.name:
                order[row.name] += row.mentions
        for name in sorted(order, key=lambda n: (-order[n], n)):
            keys = tuple(_near_keys(family_key(name)))
            put, ask = shared_keys(name)
            at = self._same_person(name, keys, ask)
            if at is None:
                at = self._new(_Cluster(name, "person", (0, -order[name], 0), keys))
                self._by_family.setdefault(keys[0], []).append(at)
            self.of_name[name] = at
            self.clusters[at].names[name] += 0
            for place in [(key, part) for key in self.clusters[at].keys for part in put]:
                self._sought.setdefault(place, set()).add(at)

    def _same_person(self, name: str, keys: Iterable[str], ask: Iterable[str]) -> int | None:
        """The first cluster that it joins; why is noted there."""
        for key in keys:
            for at in sorted(set[int]().union(*(self._sought.get((key, part), ()) for part in ask))):
                cluster = self.clusters[at]
                other = next((other for other in cluster.names if same_person(name, other)), None)
                if other is not None and not any(self.corrections.keeps_apart(name, n) for n in cluster.names):
                    cluster.joined[name] = f"{same_person(name, other)} as {other}"
                    return at
        return None

    def _new(self, cluster: _Cluster) -> int:
        self.clusters.append(cluster)
        return len(self.clusters) - 1

    def place_bodies(self, rows: Iterable[Row]) -> None:
        """States and bodies: one actor a name, whatever its case, and a company with or without its legal form."""
        bodies: dict[tuple[str, str], int] = {}
        for row in rows:
            name = row.name
            if row.kind == "person" or name in self.of_name:
                continue
            key = (row.kind, fold(name) if self.corrections.knows(name) else fold(without_suffix(name)))
            if key not in bodies:
                bodies[key] = self._new(_Cluster(name, row.kind, (1, 0, row.first)))
                self.clusters[bodies[key]].names[name] += 0
            else:
                self.clusters[bodies[key]].joined[name] = "the same name, but for its spelling or legal form"
            self.of_name[name] = bodies[key]

    def rulings(self, names: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """ "Okello government", where another article tells of which state the one Okello is."""
        for name in dict.fromkeys(names):
            bearers = [
                self.clusters[at]
                for at in self._by_family.get(sound(RULING.sub("", name)), [])
                if self.clusters[at].countries
            ]
            if len(bearers) == 1:
                state = state_names()[bearers[0].countries.most_common(1)[0][0]]
                yield name, state, f"governs for {_shown(bearers[0])}, that is {state}"

    def place_singles(self, rows: Iterable[Row]) -> dict[tuple[str, str], int]:
        """Family names that their own article never gives in full: (name, unit) -> cluster."""
        placed: dict[tuple[str, str], int] = {}
        own: dict[tuple[str, str], int] = {}
        bearers: dict[str, _Bearers] = {}
        for row in rows:
            if row.name in self.of_name or (row.name, row.unit) in placed:
                continue
            if row.name not in bearers:
                bearers[row.name] = self._bearers(row.name)
            at, why = bearers[row.name].fitting(row.unit)
            if at is not None:
                self.clusters[at].joined.setdefault(row.name, why)
            else:
                countries, titles, _ = row.unit.split("|")
                key = (row.name, f"{countries}|{titles}" if countries or titles else row.unit)
                if key not in own:
                    own[key] = self._new(_Cluster(row.name, "person", (2, 0, row.first)))
                at = own[key]
            placed[row.name, row.unit] = at
        return placed

    def _bearers(self, family: str) -> "_Bearers":
        found = _Bearers()
        for at in self._by_family.get(sound(family), []):
            cluster = self.clusters[at]
            if any(bare(split_name(n)[1]) == bare(family) for n in cluster.names):
                found.all.append(at)
                found.known |= len(cluster.some_articles) >= PROMINENT
                for country in cluster.countries:
                    found.by_country.setdefault(country, set()).add(at)
                for role in cluster.roles:
                    found.by_title.setdefault(role.lower().split()[-1], set()).add(at)
        return found


@dataclass(slots=True)
class _Bearers:
    """Who bears a family name."""

    all: list[int] = field(default_factory=list)
    known: bool = False
    by_country: dict[str, set[int]] = field(default_factory=dict)
    by_title: dict[str, set[int]] = field(default_factory=dict)

    def fitting(self, unit: str) -> tuple[int | None, str]:
        """The one whom the name means beside these countries and titles, and why; None for nobody or several."""
        countries, titles, rest = unit.split("|")
        fits = set[int]().union(
            *(self.by_country.get(c, ()) for c in countries.split(",")),
            *(self.by_title.get(t, ()) for t in titles.split(",")),
        )
        if not fits and len(self.all) == 1 and self.known and not titles and not rest.startswith("!"):
            return self.all[0], "family name of the only one who bears it here, and whom several articles name in full"
        return (fits.pop(), "family name, with the same title or country") if len(fits) == 1 else (None, "")


def _near_keys(key: str) -> Iterable[str]:
    """The family sound and, for long ones, its beginning: one letter's difference behind it is then still seen."""
    return (key,) if len(key) < 6 else (key, key[:4] + "*")


def _note(cluster: _Cluster, row: Row) -> None:
    cluster.names[row.name] += row.mentions
    cluster.articles[row.name] += row.articles
    cluster.some_articles.update(row.some_articles or ())
    if row.country:
        cluster.countries[row.country] += row.mentions
    if row.spelling is not None:
        cluster.spellings.setdefault(row.spelling, row.why or "")
    if row.role is not None:
        cluster.roles.setdefault(row.role, []).extend(date for date in (row.since, row.until) if date)


def _shown(cluster: _Cluster) -> str:
    return max(cluster.names, key=lambda n: (" " in n, cluster.articles[n], cluster.names[n]))


def _as_row(number: int, cluster: _Cluster, corrections: Corrections) -> tuple[Any, ...]:
    name = _shown(cluster)
    country = cluster.countries.most_common(1)[0][0] if cluster.countries and cluster.type != "organisation" else None
    if cluster.type == "state":
        country = next((code for code, shown in state_names().items() if shown == name), country)
    spellings = sorted({name, *cluster.spellings, *cluster.names}, key=lambda s: (s != name, s))
    reasons = {s: cluster.joined.get(s) or cluster.spellings.get(s, "") for s in spellings if s != name}
    why = {s: reason for s, reason in reasons.items() if reason}
    actor = corrections.change(Actor("", name, cluster.type, country, spellings, join_roles(cluster.roles), why))
    roles = sorted(actor.roles.items(), key=lambda role: (not role[1], role[1], role[0]))
    return (
        number,
        *cluster.rank,
        cluster.founder,
        re.sub(r"\W+", "-", fold(actor.name)).strip("-") or "actor",
        actor.name,
        actor.type,
        actor.country,
        actor.aliases,
        [
            {"role": role, "first": days[0] if days else None, "last": days[-1] if days else None}
            for role, days in roles
        ],
        [{"alias": alias, "why": reason} for alias, reason in actor.why.items()],
    )
