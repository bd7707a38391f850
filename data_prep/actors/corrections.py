"""`actors.yml` in a timeline's folder: what a reader corrects of its actors. A list, a correction each:

    - same: [Jan Nowak, Janek Novak]      # one actor; the first is the name shown
      why: he signs both ways             # may stand with every correction
    - apart: [Pak Jin-ho, Pak Jin Ho]     # two actors, however alike
    - actor: Veltrix                      # by any of its spellings
      name: Veltrix Shipping              # the name shown
      type: organisation                  # person, state, organisation, armed force, group
      country: NO                         # ISO 3166-1 alpha-2
    - place: Ayaviri                      # a place and no actor; a list may stand here
    - nobody: [Web, Reader]               # names nobody

Enters: the file. Leaves: `Corrections`, which `resolve.py` asks. Refuses, with a `CorrectionError` that names the file, the
line and what is accepted, anything else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import yaml

from data_prep.actors.lexicon import state_names
from data_prep.records import ACTOR_TYPES, Actor, ActorMention

FILE = "actors.yml"
KINDS: dict[str, tuple[str, ...]] = {
    "same": (),
    "apart": (),
    "actor": ("name", "type", "country"),
    "place": (),
    "nobody": (),
}
CORRECTED = pa.schema([("n", pa.int32()), ("line", pa.int32())])  # corrections that are about a name of an article


class CorrectionError(ValueError):
    """A correction that cannot be read: file, line, what was found, what is accepted."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One of them: its kind, the names it is about, what is changed, why, its line."""

    kind: str
    names: tuple[str, ...]
    changes: tuple[tuple[str, str], ...]
    why: str
    line: int

    @property
    def reason(self) -> str:
        """Where it stands, and the reader's reason."""
        return f"{FILE}, line {self.line}" + (f": {self.why}" if self.why else "")


@dataclass(frozen=True, slots=True)
class Corrections:
    """All of a timeline's corrections, in the order of the file."""

    rows: tuple[Correction, ...] = ()

    def of(self, kind: str) -> list[Correction]:
        """Those of one kind."""
        return [row for row in self.rows if row.kind == kind]

    def keeps_apart(self, one: str, other: str) -> bool:
        """Whether two names were said to be two actors."""
        pair = {spelling(one), spelling(other)}
        return any(pair <= set(map(spelling, row.names)) for row in self.of("apart")) and len(pair) == 2

    def knows(self, name: str) -> bool:
        """Whether a name must not be joined by its form."""
        return any(spelling(name) in map(spelling, row.names) for row in self.of("apart"))

    def apply(self, mentions: Sequence[ActorMention]) -> list[ActorMention]:
        """Mentions without those that name nobody; places are places."""
        nobody = {spelling(name) for row in self.of("nobody") for name in row.names}
        places = {spelling(name): row for row in self.of("place") for name in row.names}
        out = []
        for m in mentions:
            if {spelling(m.name), spelling(m.text)} & nobody:
                continue
            row = places.get(spelling(m.name)) or places.get(spelling(m.text))
            out.append(replace(m, type="place", role=None, why=row.reason) if row else m)
        return out

    def join(self, of_name: dict[str, int], clusters: Sequence[Any]) -> None:
        """Join the clusters of names that were said to be one actor; the first name's cluster stays."""
        rows = self.of("same")
        spelt = {spelling(name): name for name in of_name} if rows else {}
        for row in rows:
            known = [spelt[spelling(name)] for name in row.names if spelling(name) in spelt]
            if not known:
                continue
            first = of_name[known[0]]
            for name in row.names:
                at = of_name.get(spelt.get(spelling(name), name), first)
                for other in [n for n, i in of_name.items() if i == at]:
                    of_name[other] = first
                    clusters[first].joined.setdefault(other, row.reason)
                spelt.setdefault(spelling(name), name)
                of_name[spelt[spelling(name)]] = first
                clusters[first].joined[spelt[spelling(name)]] = row.reason

    def change(self, actor: Actor) -> Actor:
        """An actor with the name, type and country that it was given."""
        if not self.rows:
            return actor
        known = set(map(spelling, actor.aliases))
        for row in self.of("same"):
            if spelling(row.names[0]) in known:
                _rename(actor, row.names[0], row.reason)
        for row in self.of("actor"):
            if spelling(row.names[0]) in known:
                changes = dict(row.changes)
                actor.type = changes.get("type", actor.type)
                actor.country = changes.get("country", actor.country)
                _rename(actor, changes.get("name", actor.name), row.reason)
        return actor

    def unused_in(self, db: duckdb.DuckDBPyConnection) -> list[Correction]:
        """Those about names that no article has, by table `corrected` of the work database."""
        lines = (
            {line for (line,) in db.execute("select distinct line from corrected").fetchall()} if self.rows else set()
        )
        return [row for row in self.rows if row.line not in lines]

    def lines_about(self, names: Iterable[str]) -> list[int]:
        """The lines of those about any of these names."""
        known = set(map(spelling, names)) if self.rows else set()
        return [row.line for row in self.rows if known & set(map(spelling, row.names))]


NONE = Corrections()


def spelling(name: str) -> str:
    """A name as corrections compare it: case and the shape of an apostrophe do not matter, everything else does."""
    return name.lower().replace("’", "'")


def _rename(actor: Actor, name: str, reason: str) -> None:
    old = actor.name
    actor.name = name
    actor.aliases = sorted({name, old, *actor.aliases}, key=lambda s: (s != name, s))
    actor.why[name] = reason


def read_corrections(directory: Path) -> Corrections:
    """The corrections in a timeline's folder; none where there is no file. Raises CorrectionError."""
    file = directory / FILE
    if not file.is_file():
        return NONE
    try:
        top = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        found = getattr(error, "problem", None) or str(error)
        raise CorrectionError(_text(file, mark.line + 1 if mark else 1, f"no YAML ({found})")) from None
    if top is None:
        return NONE
    if not isinstance(top, yaml.SequenceNode):
        raise CorrectionError(_text(file, 1, "no list"))
    return Corrections(tuple(_read_row(file, node) for node in top.value))


def _read_row(file: Path, node: yaml.Node) -> Correction:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise CorrectionError(_text(file, line, "an entry that is no mapping"))
    fields = {str(key.value): _values(file, value) for key, value in node.value}
    kinds = [kind for kind in KINDS if kind in fields]
    if len(kinds) != 1:
        found = " and ".join(kinds) if kinds else ", ".join(fields)
        raise CorrectionError(_text(file, line, f"{found} in one entry"))
    kind = kinds[0]
    if other := sorted(set(fields) - {kind, "why", *KINDS[kind]}):
        more = "".join(f", {field}" for field in KINDS[kind])
        raise CorrectionError(_text(file, line, f"{other[0]} beside {kind}", f"{kind}, why{more}"))
    if kind in ("same", "apart") and len(fields[kind]) < 2:
        raise CorrectionError(_text(file, line, f"{kind} with one name", f"{kind}: [one name, another]"))
    changes = {field: fields[field][0] for field in KINDS[kind] if fields.get(field)}
    _check(file, line, changes)
    return Correction(kind, fields[kind], tuple(changes.items()), " ".join(fields.get("why", ())), line)


def _values(file: Path, node: yaml.Node) -> tuple[str, ...]:
    """A name or a list of names, as they are written: NO is Norway here, not a "no"."""
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if not all(isinstance(n, yaml.ScalarNode) for n in nodes):
        raise CorrectionError(
            _text(file, node.start_mark.line + 1, "a list within a list", "a name or a list of names")
        )
    return tuple(str(n.value) for n in nodes)


def _check(file: Path, line: int, changes: Mapping[str, str]) -> None:
    if changes.get("type", "person") not in ACTOR_TYPES:
        raise CorrectionError(_text(file, line, f"type: {changes['type']}", ", ".join(ACTOR_TYPES)))
    if changes.get("country", "NO") not in state_names():
        raise CorrectionError(
            _text(file, line, f"country: {changes['country']}", "a code such as NO or US (ISO 3166-1)")
        )


def _text(file: Path, line: int, found: str, accepted: str | None = None) -> str:
    accepted = accepted or f"a list of entries with one of {', '.join(KINDS)}, such as “- same: [one name, another]”"
    return f"{file}, line {line}: {found}. Accepted: {accepted}"
