"""Words of tables that somebody made by hand: bringing one in, and holding it against the timeline."""

from collections.abc import Mapping

from pages.words.counts import plural

INTRO = (
    "A table of events that somebody made by hand stands beside what was found in the articles, so that you see what each has "
    "that the other lacks. It is kept with this timeline and never mixed into its events."
)
TABLE = "Table"
BRING_ANOTHER = "Bring in another table"
REMOVE = "Remove this table"
UPLOAD = "CSV, Excel (.xlsx) or TimelineJS (its JSON, or the spreadsheet that it is made from)"
SHEET = "Sheet"
NAME = "Name"
NAME_HELP = "A table of the same name is replaced."
FIELDS: Mapping[str, str] = {
    "date": "Date", "end": "End date", "title": "Title", "text": "Text", "actors": "Actors", "place": "Place",
    "source": "Source", "url": "Address", "kind": "Kind",
}  # fmt: skip
COLUMNS_HEAD = "Which column is which"
NO_COLUMN = "none"
ORDER = "In these dates, which comes first?"
ORDERS = {"day-month": "the day: 31/12/2024", "month-day": "the month: 12/31/2024"}
PREVIEW = "The first rows as they are read"
KEEP = "Keep and compare"
NO_TABLES_HERE = "No table was brought in for this timeline."
CANNOT_KEEP = "The table cannot be kept beside the timeline: "
VERDICTS = {
    "both": "In both",
    "differ": "Dates differ",
    "expert": "Only in the table",
    "machine": "Only in the timeline",
}
COMPARING = "Comparing …"
WHICH = "Which events"
SEARCH = "Words in these lists"
DOWNLOAD = "Download CSV"
OPEN = "Open in the timeline"
CHOOSE = "Choose a line to see why it stands here, and to open its event in the timeline."
NOTHING = "No event here."
TIMELINE = "Found in the articles"
HOW = "How events are matched, and what the numbers mean"
HEADS = {
    "row": "Row", "date": "Date in the table", "title": "Event in the table", "found_date": "Date found",
    "found": "Event found", "why": "Why they are one event", "read": "Read as", "problem": "What is wrong",
}  # fmt: skip


def ambiguous(example: str, more: int) -> str:
    """Dates with two readings."""
    return f"{example}{f', and {more:,} more like it' if more else ''}."


def unread(n: int) -> str:
    """The heading of the rows that were left out."""
    return f"{plural(n, 'row')} cannot be read, and will be left out"


def left_out(n: int) -> str:
    """The same, once the table is kept."""
    return f"{plural(n, 'row')} of the table could not be read"


def readable(n: int, bad: int) -> str:
    """How much of a table can be read."""
    return f"{plural(n, 'event')} can be read" + (f", {plural(bad, 'row')} cannot." if bad else ".")


def summary(name: str, n: Mapping[str, float | int | None]) -> str:
    """The comparison in one sentence."""
    if not n["expert"]:
        return f"The table {name} has no event that can be read."
    part = f"{(n['recall'] or 0):.0%}"
    return f"{n['paired']:,} of {plural(int(n['expert'] or 0), 'event')} in {name} were found in the articles ({part})."


def details(n: Mapping[str, float | int | None]) -> str:
    """What stands beside the first number."""
    out = [f"{n['only_expert']:,} only in the table", f"{n['only_machine']:,} in the same time only in the timeline"]
    if n["dates_differ"]:
        out.append(f"on {n['dates_differ']:,} the dates differ")
    if n["expert_days"]:
        out.append(
            f"{n['days_found']:,} of its {n['expert_days']:,} days have an event in the timeline; of the days that "
            f"matter most in either, {n['date_f1']:.0%} are the same"
        )
    words = "; ".join(out)
    return f"{words[0].upper()}{words[1:]}."


def undrawn(undated: int, more: int) -> str:
    """What the picture leaves out."""
    out = [f"{plural(undated, 'event')} without a date"] * bool(undated) + [
        f"{plural(more, 'event')} beyond the first"
    ] * bool(more)
    return f"Not drawn: {' and '.join(out)}. The lists hold them." if out else ""


def alt(name: str, numbers: Mapping[str, float | int | None]) -> str:
    """The picture in words."""
    return (
        f"Two lanes on one axis of time: above {name}, below the timeline. {numbers['paired']} events are tied by a thread, "
        f"{numbers['dates_differ']} of them between different dates. The lists below hold the same."
    )


LEGEND = {"both": "in both", "alone": "in one only", "differ": "in both, dates differ"}


def how(tolerance: int, alike: float, sure: float) -> str:
    """How a pair is found."""
    return (
        f"Two events are held to be one where their dates meet or lie at most {tolerance} days apart, and where the words of their titles, "
        f"each counted by how rare it is, and their actors are alike enough: {alike:.2f} of 1 where the dates meet, {sure:.2f} where they do "
        "not or one has none. The likest are tied first, each event once. The percentage is the part of the table's events that were "
        "found. The last number (F1): of the table's days, and of as many of the timeline’s days in the same time, those whose events matter "
        "most, how many are the same; a date that is a month or a year names no day. Every pair says why it was made; a pair can be "
        "wrong, and an event told in quite other words can be missed."
    )
