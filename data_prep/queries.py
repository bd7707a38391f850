"""Questions to an open timeline: the filters, a row each, and what the pages ask for.

Enters: a `Timeline` (`store.open_timeline`) and `Choices`. Leaves: data frames. Every question runs on a cursor of its
own, for a DuckDB connection is not for several threads at once. Nothing that a reader typed becomes part of the SQL:
values go in as parameters. Refuses nothing: a choice that the timeline does not have just matches no event.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import duckdb
import pandas as pd


class Opened(Protocol):
    """What this module needs of a timeline: a connection with one table per name of `tables.TABLES`."""

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
    text: str = ""

    @property
    def any(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.actors or self.first or self.last or self.kinds or self.outlets or self.statuses or self.words)

    @property
    def words(self) -> list[str]:
        """The words searched for, folded; a phrase in quotation marks is one."""
        found = re.findall(r'["“”]([^"“”]+)["“”]|(\S+)', self.text)
        return [fold(a or b) for a, b in found if fold(a or b)]


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its name, its condition on `events e` with parameters, when it asks, what it passes, its words."""

    name: str
    sql: str
    asks: Callable[[Choices], bool]
    passes: Callable[[Choices], Mapping[str, Any]]
    says: Callable[[Choices, Mapping[str, str]], str]  # the mapping names actors and kinds


_NO_WORD_MISSING = """not exists (
    select 1 from unnest($words) as asked(word)
    where not contains(strip_accents(lower(e.title)), word) and e.event_id not in (
        select r.event_id from reports r where contains(strip_accents(lower(r.sentence)), word)))"""

FILTERS: tuple[Filter, ...] = (
    Filter(
        "any actor",
        "list_has_any(e.actors, $actors)",
        lambda c: bool(c.actors) and not (c.together and len(c.actors) > 1),
        lambda c: {"actors": list(c.actors)},
        lambda c, names: f"with {_either([names.get(a, a) for a in c.actors], 'or')}",
    ),
    Filter(
        "actors together",
        "list_has_all(e.actors, $actors)",
        lambda c: c.together and len(c.actors) > 1,
        lambda c: {"actors": list(c.actors)},
        lambda c, names: f"with {_either([names.get(a, a) for a in c.actors], 'and')} together",
    ),
    Filter(
        "from",
        "(e.date_edtf is null or e.date_end is null or e.date_end > $first)",
        lambda c: c.first is not None,
        lambda c: {"first": c.first},
        lambda c, _: f"not before {_day(c.first)}",
    ),
    Filter(
        "to",
        "(e.date_edtf is null or e.date_start is null or e.date_start <= $last)",
        lambda c: c.last is not None,
        lambda c: {"last": c.last},
        lambda c, _: f"not after {_day(c.last)}",
    ),
    Filter(
        "kind",
        "list_contains($kinds, e.kind)",
        lambda c: bool(c.kinds),
        lambda c: {"kinds": list(c.kinds)},
        lambda c, names: f"of the kind {_either([names.get(k, k) for k in c.kinds], 'or')}",
    ),
    Filter(
        "outlet",
        "e.event_id in (select r.event_id from reports r join articles a using (article_id) where list_contains($outlets, a.outlet))",
        lambda c: bool(c.outlets),
        lambda c: {"outlets": list(c.outlets)},
        lambda c, _: f"told by {_either(list(c.outlets), 'or')}",
    ),
    Filter(
        "status",
        "list_contains($statuses, e.status)",
        lambda c: bool(c.statuses),
        lambda c: {"statuses": list(c.statuses)},
        lambda c, _: _either(list(c.statuses), "or"),
    ),
    Filter(
        "text",
        _NO_WORD_MISSING,
        lambda c: bool(c.words),
        lambda c: {"words": c.words},
        lambda c, _: f"with the words {_either([f'“{w}”' for w in c.words], 'and')}",
    ),
)


def fold(text: str) -> str:
    """Small letters without accents, as the search compares them."""
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in parts if not unicodedata.combining(c)).strip()


def ask(timeline: Opened, sql: str, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """Run one question on a cursor of its own; only the parameters that it names are passed."""
    named = {k: v for k, v in (parameters or {}).items() if re.search(rf"\${k}\b", sql)}
    with timeline.connection.cursor() as cursor:
        frame = cursor.execute(sql, named).df()
    for column in frame:
        if frame[column].dtype == object:
            frame[column] = frame[column].map(_as_python)
        if str(column) in DAYS:
            frame[column] = pd.to_datetime(frame[column]).astype("datetime64[s]")
    return frame


DAYS = ("date_start", "date_end", "published_start", "published_end")


def find_events(timeline: Opened, choices: Choices | None = None) -> pd.DataFrame:
    """Events that pass all filters, with `sources` (their article_ids, copies folded into what they repeat), the undated last."""
    asked = [f for f in FILTERS if choices is not None and f.asks(choices)]
    where = " and ".join(f"({f.sql})" for f in asked) or "true"
    parameters: dict[str, Any] = {}
    for f in asked:
        assert choices is not None
        parameters |= f.passes(choices)
    return ask(
        timeline,
        f"""select e.*, coalesce(s.sources, []) as sources from events e
        left join (select event_id, list(distinct coalesce(copy_of, article_id) order by coalesce(copy_of, article_id)) as sources
            from reports join articles using (article_id) group by all) s using (event_id)
        where {where}
        order by coalesce(e.date_start, e.date_end) nulls last, e.date_end, e.salience desc, e.event_id""",
        parameters,
    )


def describe_choices(choices: Choices, names: Mapping[str, str]) -> list[str]:
    """Each filter that asks something, in words; `names` says what actor_ids and kinds are called."""
    return [f.says(choices, names) for f in FILTERS if f.asks(choices)]


def count_options(timeline: Opened) -> dict[str, pd.DataFrame]:
    """What the filters can offer: `actors` (actor_id, name, n), `kinds`, `outlets`, `statuses` (value, n), the busiest first."""
    return {
        "actors": ask(
            timeline,
            """select a.actor_id, a.name, count(*) as n
            from (select distinct event_id, unnest(actors) as actor_id from events) join actors a using (actor_id)
            group by all order by n desc, name, actor_id""",
        ),
        "kinds": ask(timeline, "select kind as value, count(*) as n from events group by all order by n desc, value"),
        "outlets": ask(
            timeline,
            """select a.outlet as value, count(distinct r.event_id) as n from articles a left join reports r using (article_id)
            where a.outlet is not null group by all order by n desc, value""",
        ),
        "statuses": ask(
            timeline, "select status as value, count(*) as n from events group by all order by n desc, value"
        ),
    }


def find_span(timeline: Opened) -> tuple[date | None, date | None]:
    """The first and the last day that any event has; None, None where nothing is dated."""
    row = ask(
        timeline,
        "select min(coalesce(date_start, date_end)) as a, max(coalesce(date_end - 1, date_start)) as b from events",
    ).iloc[0]
    return tuple(None if pd.isna(v) else pd.Timestamp(v).date() for v in (row["a"], row["b"]))  # type: ignore[return-value]  # two of them


def read_reports(timeline: Opened, event_id: str) -> pd.DataFrame:
    """The reports of an event with their article (columns of `articles`) and the words that date them (`timex_*`)."""
    return ask(timeline, _REPORTS.format(where="r.event_id = $event"), {"event": event_id})


def read_reports_of_actor(timeline: Opened, actor_id: str) -> pd.DataFrame:
    """The reports that name an actor, or that he, she or it speaks in, like `read_reports`."""
    where = "list_contains(r.actors, $actor) or r.speaker = $actor"
    return ask(timeline, _REPORTS.format(where=where), {"actor": actor_id})


_REPORTS = """select r.*, a.title as article_title, a.outlet, a.outlet_kind, a.url, a.published_edtf, a.published_start, a.published_basis,
    a.published_why, a.copy_of, a.origin, a.text, t.text as timex_text, t.start as timex_start, t."end" as timex_end, t.rule as timex_rule, t.anchor as timex_anchor
    from reports r join articles a using (article_id) left join timexes t using (timex_id)
    where {where}
    order by a.published_start nulls last, a.path, r.start, r.report_id"""


def place_of(origin: Sequence[Mapping[str, Any]], start: int) -> str:
    """Where a character of an article's text stands in the original: "line 12", "page 3", "" where that is not known."""
    return next((str(p["at"]) for p in reversed(list(origin)) if p["start"] <= start), "")


def read_articles(timeline: Opened) -> pd.DataFrame:
    """All articles without their text, with `n_events`, by date of publication and path."""
    return ask(
        timeline,
        """select a.* exclude (text), length(a.text) as length, count(distinct r.event_id) as n_events
        from articles a left join reports r using (article_id) group by all
        order by published_start nulls last, published_end nulls last, path""",
    )


def read_text(timeline: Opened, article_id: str) -> str:
    """The text of one article; "" where there is none."""
    found = ask(timeline, "select text from articles where article_id = $article", {"article": article_id})
    return str(found["text"].iloc[0]) if len(found) else ""


def read_spans(timeline: Opened, article_id: str) -> dict[str, pd.DataFrame]:
    """What stands where in an article: `timexes`, `mentions`, `reports`, each by start."""
    return {
        table: ask(
            timeline,
            f'select * from {table} where article_id = $article order by start, "end"',
            {"article": article_id},
        )
        for table in ("timexes", "mentions", "reports")
    }


def find_spellings(timeline: Opened, actor_id: str) -> pd.DataFrame:
    """How an actor's name is written, and where (titles and adjectives are no spellings): spelling, n, outlets (list), the most frequent first."""
    return ask(
        timeline,
        """select m.text as spelling, count(*) as n, list(distinct coalesce(a.outlet, 'outlet not stated') order by coalesce(a.outlet, 'outlet not stated')) as outlets
        from mentions m join articles a using (article_id) where m.actor_id = $actor
            and m.why not like 'the only %' and m.why not in ('says whose or which', 'part of a title')
        group by all order by n desc, spelling""",
        {"actor": actor_id},
    )


def read_actors(timeline: Opened) -> pd.DataFrame:
    """All actors."""
    return ask(timeline, "select * from actors order by n_events desc, name, actor_id")


def count_table(timeline: Opened, table: str) -> int:
    """How many rows a table has; the name must be one of `tables.TABLES`."""
    return int(ask(timeline, f'select count(*) as n from "{table}"')["n"].iloc[0])


def _as_python(value: Any) -> Any:
    """DuckDB gives lists as numpy arrays: Python lists compare, hash and print as the contract says."""
    return value.tolist() if hasattr(value, "tolist") and not isinstance(value, str) else value


def _either(names: list[str], last: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def _day(day: date | None) -> str:
    return "" if day is None else f"{day.day} {day:%B %Y}"
