"""The tables of a timeline: one definition of columns, types and checks for the writer, the readers and the docs.

Enters: data frames. Leaves: Arrow schemas and lists of problems in plain words. Days are `date32` in Parquet and
`datetime64[s]` in pandas; lists and structs are Arrow's, Python lists and dicts in pandas.
"""

from dataclasses import dataclass

import pyarrow as pa

from data_prep.records import ACTOR_TYPES, CONFIDENCES, DATE_BASES, GRAINS, PUBLISHED_BASES, STATUSES

TEXT, COUNT, DAY, NUMBER = pa.string(), pa.int32(), pa.date32(), pa.float64()
TEXTS = pa.list_(TEXT)
DISAGREEMENTS = pa.list_(pa.struct([("field", TEXT), ("value", TEXT), ("article_ids", TEXTS)]))
PARTS = pa.list_(pa.struct([("part", TEXT), ("value", NUMBER)]))
JOINS = pa.list_(pa.struct([("report_id", TEXT), ("condition", TEXT)]))
ORIGIN = pa.list_(pa.struct([("start", COUNT), ("at", TEXT)]))
REASONS = pa.list_(pa.struct([("alias", TEXT), ("why", TEXT)]))
ROLES = pa.list_(pa.struct([("role", TEXT), ("first", TEXT), ("last", TEXT)]))


@dataclass(frozen=True, slots=True)
class Column:
    """One column: name, Arrow type, what it says, whether it may be null, and the values it accepts (empty: any)."""

    name: str
    type: pa.DataType
    says: str
    nullable: bool = False
    accepts: tuple[str, ...] = ()


def _dates(of: str) -> tuple[Column, ...]:
    return (
        Column("date_edtf", TEXT, f"when {of}, in EDTF; null where undated", nullable=True),
        Column("date_start", DAY, "first day", nullable=True),
        Column("date_end", DAY, "first day after", nullable=True),
        Column("grain", TEXT, "how fine the date is", nullable=True, accepts=GRAINS),
    )


TABLES: dict[str, tuple[Column, ...]] = {
    "articles": (
        Column("article_id", TEXT, "hash of the content"),
        Column("title", TEXT, "headline"),
        Column("outlet", TEXT, "who published it", nullable=True),
        Column("outlet_kind", TEXT, "wire, state media, newspaper, broadcaster, blog, official …", nullable=True),
        Column("url", TEXT, "address", nullable=True),
        Column("author", TEXT, "byline", nullable=True),
        Column("language", TEXT, "ISO 639-1"),
        Column("published_edtf", TEXT, "date of publication, in EDTF; an open interval is a bound", nullable=True),
        Column("published_start", DAY, "first day", nullable=True),
        Column("published_end", DAY, "first day after", nullable=True),
        Column("published_basis", TEXT, "how that date is known", accepts=PUBLISHED_BASES),
        Column("published_confidence", TEXT, "how far it can be trusted", accepts=CONFIDENCES),
        Column("published_why", TEXT, "the same in plain words"),
        Column("copy_of", TEXT, "article_id of the article that it repeats", nullable=True),
        Column("text", TEXT, "the cleaned text, to which all offsets refer"),
        Column("path", TEXT, "as given, relative to the input folder"),
        Column(
            "origin",
            ORIGIN,
            "the way back to the original: from which character of the text on it stands at which line, page or row",
        ),
    ),
    "timexes": (
        Column("timex_id", TEXT, "article_id:start-end"),
        Column("article_id", TEXT, "where it stands"),
        Column("start", COUNT, "first character"),
        Column("end", COUNT, "first character after"),
        Column("text", TEXT, "the words"),
        Column("type", TEXT, "TIMEX3 type", accepts=("DATE", "TIME", "DURATION", "SET")),
        Column("value", TEXT, "TIMEX3 value"),
        Column(
            "mod",
            TEXT,
            "TIMEX3 mod: START (early), MID, END (late), APPROX (about), MORE_THAN …; empty where there is none",
        ),
        Column("edtf", TEXT, "the date, in EDTF", nullable=True),
        Column("date_start", DAY, "first day", nullable=True),
        Column("date_end", DAY, "first day after", nullable=True),
        Column("grain", TEXT, "how fine the date is", nullable=True, accepts=GRAINS),
        Column("rule", TEXT, "the rule that read it"),
        Column("anchor", TEXT, "what it was counted from, in plain words; empty where complete in itself"),
    ),
    "mentions": (
        Column("article_id", TEXT, "where it stands"),
        Column("start", COUNT, "first character"),
        Column("end", COUNT, "first character after"),
        Column("text", TEXT, "the words"),
        Column("actor_id", TEXT, "the actor, null for a place", nullable=True),
        Column("place_id", TEXT, "the place, null for an actor", nullable=True),
        Column("why", TEXT, "why these words name it"),
    ),
    "reports": (
        Column("report_id", TEXT, "article_id:start of the trigger"),
        Column("article_id", TEXT, "the article that tells it"),
        Column("event_id", TEXT, "the event it tells of"),
        Column("start", COUNT, "first character of the sentence or clause"),
        Column("end", COUNT, "first character after it"),
        Column("sentence", TEXT, "the words, exactly"),
        Column("trigger", TEXT, "the word that tells of an event"),
        Column("trigger_start", COUNT, "its first character"),
        Column("trigger_end", COUNT, "first character after it"),
        Column("kind", TEXT, "kind of event"),
        Column("timex_id", TEXT, "the words that date it", nullable=True),
        *_dates("it happened, by this report"),
        Column("date_basis", TEXT, "how the date is known", accepts=DATE_BASES),
        Column("date_why", TEXT, "the same in plain words; empty where undated"),
        Column("actors", TEXTS, "actor_ids"),
        Column("roles", TEXTS, "in the same order: agent, patient, with, speaker …"),
        Column("places", TEXTS, "names of places"),
        Column("speaker", TEXT, "actor_id of who says so", nullable=True),
        Column("speech", TEXT, "quoted words", nullable=True),
        Column("speech_start", COUNT, "their first character", nullable=True),
        Column("speech_end", COUNT, "first character after them", nullable=True),
        Column("speech_verb", TEXT, "the word by which it is said, its base form", nullable=True),
        Column("status", TEXT, "who vouches for it", accepts=STATUSES),
    ),
    "events": (
        Column("event_id", TEXT, "from the event's first report"),
        Column("title", TEXT, "what happened, on one line"),
        Column("kind", TEXT, "kind of event"),
        *_dates("it happened"),
        Column("qualifier", TEXT, "~ approximate, ? uncertain, % both", accepts=("", "~", "?", "%")),
        Column("date_basis", TEXT, "how the date is known", accepts=DATE_BASES),
        Column("dated_by", TEXT, "report_id whose date it is", nullable=True),
        Column("actors", TEXTS, "actor_ids"),
        Column("places", TEXTS, "names of places"),
        Column("lat", NUMBER, "latitude of the first of its places that is known, towns first, degrees", nullable=True),
        Column("lon", NUMBER, "longitude of the same, degrees", nullable=True),
        Column("n_reports", COUNT, "reports joined"),
        Column("n_sources", COUNT, "articles that tell it, copies of one counted once"),
        Column("status", TEXT, "who vouches for it", accepts=STATUSES),
        Column("disagrees", DISAGREEMENTS, "where its sources differ"),
        Column("salience", NUMBER, "how much it matters, 0 to 1"),
        Column("salience_parts", PARTS, "its parts (`events/salience.py`), which add up to it"),
        Column("why_joined", JOINS, "the condition that joined each report"),
    ),
    "actors": (
        Column("actor_id", TEXT, "stable id made from the name"),
        Column("name", TEXT, "the name shown"),
        Column("type", TEXT, "what it is", accepts=ACTOR_TYPES),
        Column("country", TEXT, "ISO 3166-1 alpha-2", nullable=True),
        Column("aliases", TEXTS, "every spelling seen"),
        Column("roles", ROLES, "titles, with the first and last EDTF date at which each was seen"),
        Column("why", REASONS, "why each spelling is this actor's, and what `actors.yml` changed"),
        Column("n_events", COUNT, "events it takes part in"),
    ),
    "redirects": (
        Column("old", TEXT, "an event_id of before"),
        Column("new", TEXT, "event_id of the event that its reports tell of now"),
    ),
    "places": (
        Column("place_id", TEXT, "its folded name"),
        Column("name", TEXT, "the name as the articles spell it most"),
        Column(
            "kind", TEXT, "what it is", accepts=("town", "capital", "region", "country", "water", "area", "unknown")
        ),
        Column("country", TEXT, "ISO 3166-1 alpha-2", nullable=True),
        Column("region", TEXT, "first-level region, as GeoNames names it", nullable=True),
        Column("lat", NUMBER, "latitude, degrees; of a region or state: the middle of its towns", nullable=True),
        Column("lon", NUMBER, "longitude, degrees", nullable=True),
        Column("why", TEXT, "why this place of that name"),
    ),
    "edits": (
        Column("at", TEXT, "when, ISO 8601"),
        Column("who", TEXT, "who changed it"),
        Column("table", TEXT, "which table"),
        Column("row", TEXT, "id of the row"),
        Column("field", TEXT, "which column"),
        Column("old", TEXT, "JSON of the old value", nullable=True),
        Column("new", TEXT, "JSON of the new value", nullable=True),
        Column("why", TEXT, "the reason given"),
    ),
}


def schema(table: str) -> pa.Schema:
    """The Arrow schema of a table. Raises KeyError with the names there are."""
    if table not in TABLES:
        raise KeyError(f"no table {table!r}; there are {', '.join(TABLES)}")
    return pa.schema([pa.field(c.name, c.type, nullable=c.nullable) for c in TABLES[table]])
