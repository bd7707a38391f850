"""A timeline as one page that opens from a disk: a list by date, a picture, filters by words, actor and date, and no network.

Enters: a `Cargo`, a file. Leaves: HTML with all in it; a Content-Security-Policy forbids the page to ask anybody for anything, and lets no script run but
ours. Texts go in as JSON, and the script puts them on the page as text.
"""

import hashlib
import html
import json
from base64 import b64encode
from datetime import date
from importlib.resources import files
from typing import Any, BinaryIO

from data_prep.exports.cargo import About, Cargo, Entry
from data_prep.saying import VOUCHED, date_words, group_of, kind_label

_EPOCH = date(1970, 1, 1)
SIGNS = (
    "Disc: told as fact; diamond: claimed by somebody; triangle: planned; cross: denied. "
    "A hollow sign is not that very day, and the bar behind it spans the days on which it may have been."
)


def write_page(cargo: Cargo, file: BinaryIO) -> About:
    """The page; its events are in memory, for it holds two thousand."""
    about, script = cargo.about, _part("page.js")
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    fills = {
        "title": html.escape(about.title),
        "about": "".join(f'<p class="mute">{html.escape(line)}</p>' for line in about.lines()),
        "style": _part("page.css"),
        "script hash": f"sha256-{digest}",
        "signs": SIGNS,
        # No text can end the script that it stands in, nor begin a comment.
        "data": json.dumps(_data(cargo), ensure_ascii=False).replace("<", "\\u003c"),
        "script": script,
    }
    for n, part in enumerate(_part("page.html").split("{{")):
        name, end, rest = part.partition("}}")
        file.write((fills[name] + rest if n and end else part).encode())
    return about


def _part(name: str) -> str:
    return (files("data_prep.exports") / name).read_text(encoding="utf-8")


def _data(cargo: Cargo) -> dict[str, Any]:
    """Actors and sources once, events with their numbers."""
    actors: dict[str, int] = {}
    sources: dict[str, int] = {}
    listed: list[dict[str, Any]] = []
    events = []
    for entry in cargo.entries():
        told = []
        for source in entry.sources:
            if source.article_id not in sources:
                published = date_words(source.published) if source.published else None
                listed.append({"name": source.name, "link": source.link, "published": published})
            number = sources.setdefault(source.article_id, len(sources))
            told += [[sentence, number] for sentence, *_ in source.sentences]
        who = [actors.setdefault(a, len(actors)) for a in entry["actors"]]
        events.append(_event(entry) | {"who": who, "told": told})
    return {"actors": [cargo.names.get(a, a) for a in actors], "sources": listed, "events": events}


def _event(entry: Entry) -> dict[str, Any]:
    known = entry.first or entry.last
    days = [None if d is None else (d - _EPOCH).days for d in (entry["date_start"], entry["date_end"])]
    return {
        "title": entry["title"],
        "words": entry.words,
        "head": str(known.year) if known else "Without a date",
        "start": days[0],
        "end": days[1],
        "dated": known is not None,
        "hollow": not entry.sure_day,
        "group": group_of(entry["kind"]),
        "kind": kind_label(entry["kind"]),
        "status": entry["status"],
        "vouched": "" if entry["status"] == "reported" else VOUCHED[entry["status"]],
        "where": ", ".join(entry["places"]),
    }
