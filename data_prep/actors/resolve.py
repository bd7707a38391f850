"""Names of all articles -> actors: every spelling leads to one actor, with its roles and where each was seen.

Enters: table `names` of the work database (`named.NAMES`). Leaves: table `actors`, and `ids` (n, name, actor_id): whom a name
means in an article. Names are resolved in blocks that cannot meet (`blocks.py`), some at a time, wherever the engine works.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from data_prep.actors.blocks import FOUND, ROWS, RULINGS, UNITS, resolve_blocks
from data_prep.actors.corrections import NONE, Corrections, spelling
from data_prep.actors.named import NAMES, NOTHING, RULED, names_of
from data_prep.engines import Engine, done, here
from data_prep.records import Actor, ActorMention, Article
from data_prep.work import add, batches, fill, open_work

_SHARE = 400_000  # rows of `names` that are grouped at a time
_ITEM = 10_000  # grouped rows that are resolved at a time: some whole blocks


def resolve_actors(db: duckdb.DuckDBPyConnection, engine: Engine, corrections: Corrections = NONE) -> None:
    """Table `names` -> tables `actors` (as in `tables.py`, but for n_events) and `ids`."""
    _lay_out(db, corrections)
    for name, columns in (("found", FOUND), ("units", UNITS), ("rulings", RULINGS)):
        db.execute(f"drop table if exists {name}")
        add(db, name, columns.empty_table())
    number = 0
    items = ((corrections, block) for block in _whole_blocks(_grouped(db)))
    for tables in done(engine.map(resolve_blocks, items)):
        for name, table in tables.items():
            if "number" in table.column_names:
                at = table.column_names.index("number")
                table = table.set_column(at, "number", pc.add(table["number"], number))  # its numbers begin at 0
            add(db, name, table)
        number += len(tables["found"])
    _give_rule_to_states(db)
    _number(db)
    db.execute(
        """create or replace table actors as select actor_id, name, type, country, aliases, roles, why
        from found join numbered using (number)"""
    )
    db.execute(
        """create or replace table ids as select n, name, actor_id
        from naming join units using (name, unit) join numbered using (number) where lead = 1 order by n"""
    )
    db.execute(
        "drop view naming; drop table mixed; drop table moved; drop table found; drop table units; drop table rulings; drop table numbered"
    )


def _lay_out(db: duckdb.DuckDBPyConnection, corrections: Corrections) -> None:
    """View `naming`: the rows of `names`, each with its block, its unit (`blocks.Row`) and one kind a name: its first."""
    db.execute(
        f"""create or replace table mixed as select name, arg_min(kind, n::bigint * 1048576 + mention) as kind from names
        where lead = 1 and kind <> '{RULED}' group by name having min(kind) <> max(kind)"""
    )
    db.execute("create or replace table moved (block uinteger, target uinteger)")
    db.execute(
        f"""create or replace view naming as
        select * exclude (block), coalesce(target, one.block) as block from (
            select n, lead, name, spelling, why, country, role, date, count, n::bigint * 1048576 + mention as first,
                case when names.kind = '{RULED}' then names.kind else coalesce(mixed.kind, names.kind) end as kind,
                case when coalesce(mixed.kind, names.kind) <> 'person' or contains(name, ' ') then ''
                    when starts_with(context, '{NOTHING}') then context || n else context end as unit,
                case when coalesce(mixed.kind, names.kind) = 'person' or names.kind = '{RULED}' then people else body
                    end as block
            from names left join mixed using (name)
        ) one left join moved on one.block = moved.block"""
    )
    targets = _joined_blocks(db, corrections)
    if targets:
        db.executemany("insert into moved values (?, ?)", [[*row] for row in targets.items()])


def _joined_blocks(db: duckdb.DuckDBPyConnection, corrections: Corrections) -> dict[int, int]:
    """Blocks of names that a correction speaks of together -> the one of them where all are resolved."""
    target: dict[int, int] = {}
    for row in corrections.rows:
        if row.kind in ("same", "apart"):
            found = db.execute(
                "select distinct block from naming where lower(replace(name, '’', '''')) in (select unnest(?))",
                [[spelling(name) for name in row.names]],
            ).fetchall()
            blocks = {target.get(block, block) for (block,) in found}
            blocks |= {block for block, to in target.items() if to in blocks}
            target |= dict.fromkeys(blocks, min(blocks, default=0))
    return target


def _grouped(db: duckdb.DuckDBPyConnection) -> Iterator[pa.RecordBatch]:
    """What all articles say of each name, a row a way (`blocks.Row`) behind its block, in the order of the blocks."""
    count = db.execute("select count(*) from names").fetchall()[0][0]
    shares = count // _SHARE + 1
    for share in range(shares):
        yield from batches(
            db,
            f"""select block, {ROWS} from naming where block % {shares} = {share}
            group by block, name, kind, unit, spelling, why, country, role order by block, first, name, spelling, role""",
            _ITEM,
        )


def _whole_blocks(rows: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The rows in pieces that end where a block does, without the blocks."""
    kept: list[pa.RecordBatch] = []
    for batch in rows:
        table = pa.Table.from_batches([*kept, batch])
        blocks = table["block"].to_numpy()
        before = (blocks != blocks[-1]).nonzero()[0]
        end = int(before[-1]) + 1 if len(before) else 0
        if end:
            yield table.slice(0, end).drop_columns("block")
        kept = table.slice(end).to_batches()
    if kept:
        yield pa.Table.from_batches(kept).drop_columns("block")


def _give_rule_to_states(db: duckdb.DuckDBPyConnection) -> None:
    """ "Okello government" is the state's, where that is an actor; what nobody is named by any more is none."""
    rows = db.execute(
        """select rulings.name, rulings.why, units.number, found.name, found.aliases
        from rulings join units on units.name = rulings.state and unit = '' join found using (number) order by all"""
    ).fetchall()
    aliases: dict[int, list[str]] = {}
    for name, why, number, shown, known in rows:
        aliases.setdefault(number, known)
        aliases[number] = sorted({*aliases[number], name}, key=lambda s: (s != shown, s))
        db.execute("update units set number = ? where name = ?", [number, name])
        db.execute(
            "update found set why = list_append(why, {'alias': ?, 'why': ?}) where number = ?", [name, why, number]
        )
    for number, known in aliases.items():
        db.execute("update found set aliases = ? where number = ?", [known, number])
    db.execute("delete from found where number not in (select number from units)")


def _number(db: duckdb.DuckDBPyConnection) -> None:
    """Table `numbered` (number, actor_id): ids made from the names, so that they stay; further actors of one name get their
    type added, and a number."""
    db.execute(
        """create or replace table numbered as
        select number, slug, slug || case when nth = 1 then '' else '-' || word || case when of_word = 1 then '' else
            '-' || of_word end end as actor_id
        from (
            select *, row_number() over (partition by slug, word, nth > 1 order by rank, weight, first, founder) as of_word
            from (
                select number, slug, split_part(type, ' ', 1) as word, rank, weight, first, founder,
                    row_number() over (partition by slug order by rank, weight, first, founder) as nth
                from found
            )
        )"""
    )
    while twice := db.execute(  # the id of a second Smith may be the name of a "Smith Person"
        """select max_by(number, (actor_id <> slug, slug)), actor_id from numbered
        group by actor_id having count(*) > 1 order by all"""
    ).fetchall():
        db.executemany("update numbered set actor_id = ? where number = ?", [[f"{old}-2", n] for n, old in twice])


def resolve_few(
    articles: Sequence[tuple[Article, Sequence[ActorMention]]], corrections: Corrections = NONE
) -> tuple[list[Actor], dict[tuple[str, str], str]]:
    """The same of articles in memory: (actors sorted by id, (article_id, name as that article has it) -> actor_id)."""
    rows = ((n, *row) for n, (article, mentions) in enumerate(articles) for row in names_of(article, mentions))
    with open_work() as db, here() as engine:
        fill(db, "names", NAMES, rows)
        resolve_actors(db, engine, corrections)
        actors = [as_actor(row) for row in db.execute("select * from actors order by actor_id").fetchall()]
        ids = db.execute("select n, name, actor_id from ids order by all").fetchall()
    return actors, {(articles[n][0].article_id, name): actor for n, name, actor in ids}


def as_actor(row: tuple[Any, ...]) -> Actor:
    """A row of the table `actors`."""
    actor_id, name, kind, country, aliases, roles, why = row
    dates = {role["role"]: [day for day in (role["first"], role["last"]) if day] for role in roles}
    return Actor(actor_id, name, kind, country, aliases, dates, {reason["alias"]: reason["why"] for reason in why})
