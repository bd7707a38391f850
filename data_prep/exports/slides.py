"""A timeline as JSON for TimelineJS, and as GeoJSON for maps.

Enters: a `Cargo`, a file. Leaves: the file written, event by event. TimelineJS: a slide per dated event, each date as fine as it is known and said in
words, texts escaped, for TimelineJS takes them as HTML (its documentation, "TimelineJS JSON data format"). GeoJSON (RFC 7946): a
point per event whose place has coordinates; what is left out stands in the member `about`, at the end.
"""

import html
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, BinaryIO

from data_prep.exports.cargo import About, Cargo, Entry, Evidence
from data_prep.saying import GROUPS, VOUCHED, group_of, kind_label

_FINE = {
    "year": 1,
    "decade": 1,
    "month": 2,
    "quarter": 2,
    "season": 2,
}  # how many of year, month, day say the beginning


def write_timelinejs(cargo: Cargo, file: BinaryIO) -> About:
    """A title slide that says what this is, and the events."""
    cargo = cargo.dated()
    about = cargo.about
    said = "".join(f"<p>{html.escape(line)}</p>" for line in about.lines())
    title = {"text": {"headline": html.escape(about.title), "text": said}, "autolink": False}
    file.write(f'{{"scale": "human",\n"title": {_dump(title)},\n"events": ['.encode())
    _write_all(file, map(_slide, cargo.entries()))
    file.write(b"\n]}\n")
    return about


def _slide(entry: Entry) -> dict[str, Any]:
    first, last = entry.first, entry.last
    assert first is not None and last is not None
    vouched = "" if entry["status"] == "reported" else f" <small>({html.escape(VOUCHED[entry['status']])})</small>"
    slide = {
        "unique_id": entry["event_id"],
        "start_date": _date(first, _FINE.get(str(entry["grain"]), 3)),
        "display_date": entry.words,
        "group": GROUPS[group_of(entry["kind"])],
        "autolink": False,
        "text": {
            "headline": html.escape(entry["title"]) + vouched,
            "text": "".join(_quote(source) for source in entry.sources),
        },
    }
    return slide if first == last else slide | {"end_date": _date(last, 3)}


def _date(day: date, fine: int) -> dict[str, int]:
    return dict(list({"year": day.year, "month": day.month, "day": day.day}.items())[:fine])


def _quote(source: Evidence) -> str:
    """Each sentence of a source, and the source with its link."""
    said = "".join(f"<p>“{html.escape(sentence)}”</p>" for sentence, *_ in source.sentences)
    name = html.escape(source.name)
    return (
        f'{said}<p>— <a href="{html.escape(source.link)}">{name}</a></p>' if source.link else f"{said}<p>— {name}</p>"
    )


def write_geojson(cargo: Cargo, file: BinaryIO) -> About:
    """The events whose place has coordinates."""
    unplaced = 0

    def features() -> Iterator[dict[str, Any]]:
        nonlocal unplaced
        for entry in cargo.entries():
            if entry["lat"] is None or entry["lon"] is None:
                unplaced += 1
            else:
                yield _feature(entry)

    file.write(b'{"type": "FeatureCollection",\n"features": [')
    _write_all(file, features())
    about = cargo.about
    if unplaced:
        said = f"{unplaced:,} event{'' if unplaced == 1 else 's'} without coordinates left out."
        about = replace(about, n=about.n - unplaced, left_out=(*about.left_out, said))
    file.write(f'\n],\n"about": {_dump(about.as_dict())}}}\n'.encode())
    return about


def _feature(entry: Entry) -> dict[str, Any]:
    told = [
        {"sentence": sentence, "source": s.name, "link": s.link} for s in entry.sources for sentence, *_ in s.sentences
    ]
    same = {
        c: entry[c] for c in ("event_id", "title", "date_edtf", "date_start", "date_end", "grain", "places", "salience")
    }
    words = {"date": entry.words, "kind": kind_label(entry["kind"]), "status": VOUCHED[entry["status"]]}
    where = {"type": "Point", "coordinates": [entry["lon"], entry["lat"]]}
    properties = same | words | {"actors": list(entry.actors), "told": told}
    return {"type": "Feature", "id": entry["event_id"], "geometry": where, "properties": properties}


def _write_all(file: BinaryIO, rows: Iterator[dict[str, Any]]) -> None:
    before = "\n"
    for row in rows:
        file.write((before + _dump(row)).encode())
        before = ",\n"


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=date.isoformat)
