"""The formats in which a timeline can be carried away, a row each: what the command, the Share page and the docs offer.

Enters: a `Cargo`, the name of a format. Leaves: the file. Refuses, with a KeyError that names the formats there are, another name.
A writer is named, not imported: the command lists the formats before it loads what writes them.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from data_prep.exports.cargo import About, Cargo


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name in the command, its file, what it is called and for, how many events it can hold."""

    name: str
    ending: str
    mime: str
    label: str
    says: str
    writer: str  # module of this package, and function: (Cargo, file) -> the About of what was written
    most: int | None = None
    holds_text: bool = False  # articles' own texts, when they are asked for


FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format(
            "html",
            "html",
            "text/html",
            "Web page",
            "One file that opens in any browser, offline too: a picture, the list, filters by words, actor and date.",
            "page.write_page",
            most=2_000,
        ),
        Format(
            "csv", "csv", "text/csv", "CSV", "A line per event, for any spreadsheet or program.", "tables_out.write_csv"
        ),
        Format(
            "xlsx",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "Excel",
            "A workbook with a sheet each for events, sentences, sources and actors.",
            "tables_out.write_excel",
            most=20_000,
        ),
        Format(
            "json",
            "json",
            "application/json",
            "JSON",
            "All the tables with every column, for programs.",
            "tables_out.write_json",
            holds_text=True,
        ),
        Format(
            "markdown",
            "md",
            "text/markdown",
            "Markdown",
            "A list by date with quotes and links, for notes and drafts.",
            "prose.write_markdown",
        ),
        Format(
            "ics",
            "ics",
            "text/calendar",
            "Calendar",
            "All-day events for Outlook, Google or Apple calendars; what is known to the month spans the month.",
            "calendars.write_calendar",
            most=10_000,
        ),
        Format(
            "timelinejs",
            "timeline.json",
            "application/json",
            "TimelineJS",
            "Slides for Knight Lab’s TimelineJS, which many newsrooms use.",
            "slides.write_timelinejs",
            most=500,
        ),
        Format(
            "geojson",
            "geojson",
            "application/geo+json",
            "GeoJSON",
            "The events whose place is known, as points for any map program.",
            "slides.write_geojson",
        ),
    )
}


def write_file(name: str, cargo: "Cargo", file: BinaryIO) -> "About":
    """Write a format; what is said of what was written. Raises KeyError with the names there are."""
    if name not in FORMATS:
        raise KeyError(f"no format {name!r}; there are {', '.join(FORMATS)}")
    form = FORMATS[name]
    module, function = form.writer.split(".")
    write = getattr(import_module(f"data_prep.exports.{module}"), function)
    about: About = write(cargo.at_most(form.most, form.label), file)
    return about
