"""Questions to an open timeline: the filters, a row each, and what the pages read of what they show.

Enters: a `Timeline` (`store.open_timeline`) and `Choices`, or rows and ids. Leaves: row numbers (`selection.py`), small data
frames. Every question runs on a cursor of its own, for a DuckDB connection is not for several threads at once. Nothing that a
reader typed becomes part of the SQL: values go in as parameters. A question to files names their `since`, so that few are
read. Refuses nothing: a choice or an id that the timeline does not have just matches nothing.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

import duckdb
import numpy as np
import pandas as pd

from data_prep.saying import VOUCHED, date_words
from data_prep.searching import as_condition, describe_search, fold
from data_prep.selection import Rows


class Opened(Protocol):
    """What this module needs of a timeline: a connection with the tables of `resident.py`."""

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection that holds the tables."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a reader asked for; an empty value asks for nothing. Days are both included."""

    actors: tuple[str, ...] = ()  # actor_ids
    together: bool = False  # all of them in one event, instead of any
    first: date | None = None
    last: date | None = None
    kinds: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    text: str = ""  # a search (`search.py`), one that can be read
    places: tuple[str, ...] = ()  # as events have them
    outlet_kinds: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything is asked for."""
        return any(f.asks(self) for f in FILTERS)

    def without(self, field: str) -> "Choices":
        """The same, but nothing asked of one field."""
        return replace(self, **{field: getattr(_NOTHING, field)})


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its name, the field of `Choices` that asks, its condition on `events e` with parameters, when it asks,
    what it passes, its words."""

    name: str
    field: str
    sql: str | Callable[..., tuple[str, Mapping[str, Any]]]  # or, of what it passes, a condition and its parameters
    asks: Callable[[Choices], bool]
    passes: Callable[[Choices], Mapping[str, Any]]
    says: Callable[[Choices, Mapping[str, str]], str]  # the mapping names actors and kinds


_WITH = "select p.row from parties p join actors a on a.number = p.actor where list_contains($actors, a.actor_id)"
_VOICED = "select v.row from voices v join outlets o on o.number = v.outlet"  # a copy counts for the outlet of what it repeats

FILTERS: tuple[Filter, ...] = (
    Filter(
        "any actor",
        "actors",
        f"e.row in ({_WITH})",
        lambda c: bool(c.actors) and not (c.together and len(c.actors) > 1),
        lambda c: {"actors": list(c.actors)},
        lambda c, names: f"with {_either([names.get(a, a) for a in c.actors], 'or')}",
    ),
    Filter(
        "actors together",
        "together",
        f"e.row in ({_WITH} group by p.row having count(*) = len(list_distinct($actors)))",
        lambda c: c.together and len(c.actors) > 1,
        lambda c: {"actors": list(c.actors)},
        lambda c, names: f"with {_either([names.get(a, a) for a in c.actors], 'and')} together",
    ),
    Filter(
        "from",
        "first",
        "(e.date_edtf is null or e.date_end is null or e.date_end > $first)",
        lambda c: c.first is not None,
        lambda c: {"first": c.first},
        lambda c, _: f"not before {date_words(str(c.first), True)}",
    ),
    Filter(
        "to",
        "last",
        "(e.date_edtf is null or e.date_start is null or e.date_start <= $last)",
        lambda c: c.last is not None,
        lambda c: {"last": c.last},
        lambda c, _: f"not after {date_words(str(c.last), True)}",
    ),
    Filter(
        "kind",
        "kinds",
        "list_contains($kinds, e.kind)",
        lambda c: bool(c.kinds),
        lambda c: {"kinds": list(c.kinds)},
        lambda c, names: f"of the kind {_either([names.get(k, k) for k in c.kinds], 'or')}",
    ),
    Filter(
        "outlet",
        "outlets",
        f"e.row in ({_VOICED} where list_contains($outlets, o.outlet))",
        lambda c: bool(c.outlets),
        lambda c: {"outlets": list(c.outlets)},
        lambda c, _: f"told by {_either(list(c.outlets), 'or')}",
    ),
    Filter(
        "kind of outlet",
        "outlet_kinds",
        f"e.row in ({_VOICED} where list_contains($outlet_kinds, o.kind))",
        lambda c: bool(c.outlet_kinds),
        lambda c: {"outlet_kinds": list(c.outlet_kinds)},
        lambda c, _: f"told by an outlet of the kind {_either(list(c.outlet_kinds), 'or')}",
    ),
    Filter(
        "status",
        "statuses",
        "list_contains($statuses, e.status)",
        lambda c: bool(c.statuses),
        lambda c: {"statuses": list(c.statuses)},
        lambda c, _: _either([VOUCHED.get(s, s) for s in c.statuses], "or"),
    ),
    Filter(
        "place",
        "places",
        "e.row in (select s.row from scenes s join places l on l.number = s.place where list_contains($places, l.name))",
        lambda c: bool(c.places),
        lambda c: {"places": list(c.places)},
        lambda c, _: f"in {_either(list(c.places), 'or')}",
    ),
    Filter(
        "text",
        "text",
        as_condition,
        lambda c: bool(c.text.strip()),
        lambda c: {"text": c.text},
        lambda c, _: describe_search(c.text),
    ),
)

_NOTHING = Choices()


def ask(
    timeline: Opened, sql: str, parameters: Mapping[str, Any] | None = None, *, remember: bool = True
) -> pd.DataFrame:
    """The answer to one question; only the parameters that it names are passed. What was asked lately is remembered."""
    named = {k: v for k, v in (parameters or {}).items() if re.search(rf"\${k}\b", sql)}
    frozen = tuple((k, tuple(v) if isinstance(v, list) else v) for k, v in named.items())
    answer = _answer if remember else _answer.__wrapped__
    return answer(timeline.connection, sql, frozen).copy(deep=False)


@lru_cache(maxsize=200)
def _answer(connection: duckdb.DuckDBPyConnection, sql: str, named: tuple[tuple[str, Any], ...]) -> pd.DataFrame:
    """Asked on a cursor of its own. Many readers look at the same, and a rerun asks again for most of what it shows."""
    values = {k: list(v) if isinstance(v, tuple) else v for k, v in named}
    with connection.cursor() as cursor:
        frame = cursor.execute(sql, values).df()
    for column, dtype in frame.dtypes.items():
        if isinstance(dtype, pd.CategoricalDtype):
            words = np.array([*dtype.categories, None], object)
            frame[column] = words[frame[column].cat.codes]  # of the code -1: the last
        elif pd.api.types.is_object_dtype(dtype):
            frame[column] = frame[column].map(_as_python)
        elif str(column) in DAYS:
            frame[column] = frame[column].astype("datetime64[s]")
    return frame


DAYS = ("date_start", "date_end", "published_start", "published_end")


def find_rows(timeline: Opened, name: str, parameters: Mapping[str, Any]) -> Rows:
    """The rows of the events that pass one filter, by its name and what it `passes`."""
    sql = next(f.sql for f in FILTERS if f.name == name)
    condition, values = (sql, parameters) if isinstance(sql, str) else sql(**parameters)
    with timeline.connection.cursor() as cursor:
        found = cursor.execute(f"select e.row from events e where {condition}", dict(values)).fetchnumpy()
    return np.asarray(found["row"], np.int32)


def describe_choices(choices: Choices, names: Mapping[str, str]) -> list[str]:
    """Each filter that asks something, in words; `names` says what actor_ids and kinds are called."""
    return [f.says(choices, names) for f in FILTERS if f.asks(choices)]


_SIGN = (
    """select e.* exclude (disputed, since), string_split(disputed, ', ')[1:if(disputed = '', 0, 99)] as disagrees"""
)


def read_signs(timeline: Opened, rows: Any) -> pd.DataFrame:
    """Events by row, in the order of rows: what a sign shows; of `disagrees` the names of the fields only."""
    question = f"{_SIGN} from events e where row in (select unnest($rows)) order by row"
    return ask(timeline, question, {"rows": [int(row) for row in rows]})


def read_events(timeline: Opened, rows: Any = None) -> pd.DataFrame:
    """Events by row, or all, in the order of rows: what a line of a list shows, with `actors` (actor_ids) and `sources`
    (their article_ids, copies folded into what they repeat), `outlets`; of `disagrees` the names of the fields only."""
    mine = "row in (select unnest($rows))" if rows is not None else "true"
    return ask(
        timeline,
        f"""with who as (select row, list(actor_id order by place) as actors from parties join actors on number = actor where {mine} group by row),
            told as (select row, list(distinct article_id order by article_id) as sources,
                    list(distinct coalesce(outlet::varchar, 'outlet not stated') order by coalesce(outlet::varchar, 'outlet not stated')) as outlets
                from (select row, r.article_id, r.outlet from tellings t join articles a on a.number = t.article join articles r on r.number = a.root where {mine})
                group by row)
        {_SIGN}, coalesce(who.actors, []) as actors, coalesce(told.sources, []) as sources, coalesce(told.outlets, []) as outlets
        from events e left join who using (row) left join told using (row) where {mine} order by row""",
        {"rows": None if rows is None else [int(row) for row in rows]},
    )


def read_ids(timeline: Opened, rows: Sequence[int]) -> list[str]:
    """The event_ids of these rows, ascending."""
    found = ask(
        timeline, "select event_id from events where row in (select unnest($rows)) order by row", {"rows": list(rows)}
    )
    return list(found["event_id"])


def find_event(timeline: Opened, event_id: str) -> tuple[int, str] | None:
    """The row and the id of an event of now or of before; None where there is none."""
    found = ask(
        timeline,
        "select row, event_id from events where event_id = coalesce((select new from redirects where old = $event), $event)",
        {"event": event_id},
    )
    return None if found.empty else (int(found["row"].iloc[0]), str(found["event_id"].iloc[0]))


def read_event(timeline: Opened, event_id: str) -> dict[Any, Any]:
    """All of one event that is there, as in `tables.py`."""
    rows = ask(
        timeline,
        "select * exclude (since) from whole.events where since = $since and event_id = $event",
        {"since": _where(timeline, [event_id])["since"][0], "event": event_id},
    )
    return rows.to_dict("records")[0]


def read_places_named(timeline: Opened, names: Sequence[str]) -> pd.DataFrame:
    """The places of these names, in this order: all columns of `places`."""
    return _in_order(
        ask(timeline, "select * from places where list_contains($k, name)", {"k": list(names)}), "name", names
    )


def read_outlets(timeline: Opened, outlets: Sequence[str]) -> pd.DataFrame:
    """These outlets, in this order: number, outlet, kind, n_events."""
    found = ask(timeline, "select * from outlets where list_contains($k, outlet)", {"k": list(outlets)})
    return _in_order(found, "outlet", outlets)


def _in_order(rows: pd.DataFrame, column: str, keys: Sequence[str]) -> pd.DataFrame:
    return rows.set_index(column).reindex([key for key in keys if key in set(rows[column])]).reset_index()


def find_actors(timeline: Opened, words: str, most: int = 20) -> list[str]:
    """The actor_ids of those that are called so, or have it in a name or a spelling, the likeliest first."""
    found = ask(
        timeline,
        """select actor_id from (select *, list_transform(
            list_append(aliases, name), lambda a: strip_accents(lower(a))) as spelt from actors)
        where len(list_filter(spelt, lambda a: contains(a, $words))) > 0
        order by not list_contains(spelt, $words), number limit $most""",
        {"words": fold(words), "most": most},
    )
    return list(found["actor_id"])


def read_names(timeline: Opened) -> pd.DataFrame:
    """What all actors are called and are, by their numbers: actor_id, name, type, country, twice (whether another has that name)."""
    return ask(
        timeline,
        "select actor_id, name, type, country, count(*) over (partition by name) > 1 as twice from actors order by number",
    )


def read_actors(timeline: Opened, actors: Sequence[str]) -> pd.DataFrame:
    """These actors, in this order."""
    rows = ask(timeline, "select * from actors where list_contains($actors, actor_id)", {"actors": list(actors)})
    return _in_order(rows, "actor_id", actors)


def read_reports(timeline: Opened, *event_ids: str) -> pd.DataFrame:
    """The reports of events with their article (columns of `articles`) and the words that date them (`timex_*`)."""
    asked = {"events": list(event_ids), **_where(timeline, event_ids)}
    told = """select distinct a.since::varchar as told from tellings t join articles a on a.number = t.article
        where t.row in (select unnest($rows))"""
    asked |= _values(timeline, told, asked)
    return ask(timeline, _REPORTS, asked)


def _where(timeline: Opened, event_ids: Sequence[str]) -> dict[str, Any]:
    """The rows of events, and the parts in which the rest of them stands."""
    question = "select row as rows, since::varchar as since from events where event_id in (select unnest($events))"
    return _values(timeline, question, {"events": list(event_ids)})


_REPORTS = """with r as (select * exclude (since) from reports where list_contains($since, since) and list_contains($events, event_id)),
    a as (select * from whole.articles where list_contains($told, since) and article_id in (select article_id from r)),
    t as (select * from timexes where list_contains($told, since) and timex_id in (select timex_id from r))
    select r.*, a.title as article_title, a.outlet, a.outlet_kind, a.url, a.author, a.published_edtf, a.published_start, a.published_basis,
    a.published_why, a.copy_of, a.origin, a.text, t.text as timex_text, t.start as timex_start, t."end" as timex_end, t.rule as timex_rule, t.anchor as timex_anchor
    from r join a using (article_id) left join t using (timex_id)
    order by a.published_start nulls last, a.path, r.start, r.report_id"""


def place_of(origin: Sequence[Mapping[str, Any]], start: int) -> str:
    """Where a character of an article's text stands in the original: "line 12", "page 3", "" where that is not known."""
    return next((str(p["at"]) for p in reversed(list(origin)) if p["start"] <= start), "")


def count_articles(timeline: Opened) -> dict[str, int]:
    """How many articles there are: `all`, `copies`, and by basis of their date of publication."""
    rows = ask(timeline, "select published_basis, count(*) as n, count(copy_of) as copies from articles group by all")
    by_basis = dict(zip(rows["published_basis"], rows["n"].tolist(), strict=True))
    return {"all": int(rows["n"].sum()), "copies": int(rows["copies"].sum()), **by_basis}


def read_articles(timeline: Opened, first: int = 0, n: int = 10**9) -> pd.DataFrame:
    """Some articles as lines of a list, by day of publication; `root_outlet`: of the one that it repeats."""
    return ask(
        timeline,
        """select a.* exclude (since), r.outlet as root_outlet from articles a join articles r on r.number = a.root
        where a.number >= $first and a.number < $first + $n order by a.number""",
        {"first": first, "n": n},
    )


def find_articles(timeline: Opened, words: str, most: int = 200) -> pd.DataFrame:
    """The articles with these words in title or outlet, or that very article_id, like `read_articles`; those with most events first."""
    return ask(
        timeline,
        """select * exclude (since) from articles where article_id = $text or
            contains(strip_accents(lower(concat_ws(' ', outlet, title))), $words) order by n_events desc, number limit $most""",
        {"text": words, "words": fold(words), "most": most},
    )


def read_article(timeline: Opened, article_id: str) -> dict[Any, Any] | None:
    """All of one article, with its text; None where there is none."""
    rows = ask(
        timeline,
        "select * exclude (since) from whole.articles where list_contains($since, since) and article_id = $article",
        {"article": article_id} | _values(timeline, _WHERE_ARTICLE, {"article": article_id}),
    )
    return None if rows.empty else rows.to_dict("records")[0]


_WHERE_ARTICLE = "select since::varchar as since from articles where article_id = $article"


def read_spans(timeline: Opened, article_id: str) -> dict[str, pd.DataFrame]:
    """What stands where in an article: `timexes`, `mentions`, `reports`, each by start; reports with the `row` of their event."""
    asked: dict[str, Any] = {"article": article_id}
    asked |= _values(timeline, _WHERE_ARTICLE, asked)
    told = """select distinct e.since::varchar as told from tellings t join events e using (row) join articles a on a.number = t.article
        where a.article_id = $article"""
    asked |= _values(timeline, told, asked)
    spans = {
        table: ask(
            timeline,
            f"""select * exclude (since) from {table} where list_contains($since, since) and article_id = $article order by start, "end\"""",
            asked,
        )
        for table in ("timexes", "mentions")
    }
    spans["reports"] = ask(
        timeline,
        """select r.* exclude (since), e.row from reports r join events e using (event_id)
        where list_contains($told, r.since) and r.article_id = $article order by r.start, r."end\"""",
        asked,
    )
    return spans


def _values(timeline: Opened, sql: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of an answer as lists, to be parameters of the next question."""
    return {str(name): values.tolist() for name, values in ask(timeline, sql, parameters).items()}


def _as_python(value: Any) -> Any:
    """DuckDB gives lists as numpy arrays: Python lists compare, hash and print as the contract says."""
    return value.tolist() if hasattr(value, "tolist") and not isinstance(value, str) else value


def _either(names: list[str], last: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"
