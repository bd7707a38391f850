"""A timeline as an iCalendar file (RFC 5545), which calendar programs show as all-day events that keep nobody busy.

Enters: a `Cargo`, a file. Leaves: the file written. What is known to the month, say, spans its days, with a note that says so; an event without a
date, or with an open end, has no place in a calendar: it is left out, and counted. The UID comes from the event_id, so that a
newer export updates what an older one brought.
"""

from datetime import UTC
from typing import BinaryIO

from icalendar import Calendar, Event, vText

from data_prep.exports.cargo import PROGRAM, About, Cargo, Entry
from data_prep.saying import GRAIN_WORDS, VOUCHED, kind_label


def write_calendar(cargo: Cargo, file: BinaryIO) -> About:
    """The events with a date, one VEVENT each."""
    cargo = cargo.dated()
    head, tail = _frame(cargo.about).to_ical().rsplit(b"END:VCALENDAR", 1)
    file.write(head)
    for entry in cargo.entries():
        file.write(_event(entry, cargo.about).to_ical())
    file.write(b"END:VCALENDAR" + tail)
    return cargo.about


def _frame(about: About) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//Dateline//{PROGRAM}//EN")
    calendar.add("version", "2.0")
    said = "\n".join(about.lines())
    for names, text in ((("name", "x-wr-calname"), about.title), (("description", "x-wr-caldesc"), said)):
        for name in names:
            calendar.add(name, vText(text))
    return calendar


def _event(entry: Entry, about: About) -> Event:
    event = Event()
    event.add("uid", f"{entry['event_id']}@dateline")
    event.add("dtstamp", about.made_at.astimezone(UTC))
    event.add("dtstart", entry["date_start"])
    event.add("dtend", entry["date_end"])  # the first day after, as in RFC 5545
    event.add("transp", "TRANSPARENT")
    vouched = "" if entry["status"] == "reported" else f" ({VOUCHED[entry['status']]})"
    within = "" if entry.sure_day else f" [{entry.words}]"
    event.add("summary", f"{entry['title']}{vouched}{within}")
    event.add("description", "\n".join(_lines(entry)))
    event.add("categories", [kind_label(entry["kind"])])
    if entry["places"]:
        event.add("location", ", ".join(entry["places"]))
    if entry["lat"] is not None and entry["lon"] is not None:
        event.add("geo", (entry["lat"], entry["lon"]))
    link = next((s.link for s in entry.sources if s.link), None)
    if link:
        event.add("url", link)
    return event


def _lines(entry: Entry) -> list[str]:
    """The description: how exact the date is, then each sentence with its source."""
    said = [f"{entry.words}."]
    if not entry.sure_day:
        exact = GRAIN_WORDS.get(str(entry["grain"]), "") or "not to the day"
        said = [f"{entry.words}: known {exact}. The bar spans all days on which it may have been."]
    for source in entry.sources:
        said += [f"“{sentence}” — {source.name}" for sentence, *_ in source.sentences]
        said += [source.link] if source.link else []
    return said
