"""RSS and Atom files: an article an entry.

Enters: a source. Leaves: a document per entry, with the feed as outlet. Refuses, with a `Problem`: files that are no feed,
feeds without entries, entries without text. Nothing is fetched; entities are not expanded.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from data_prep.articles.sources import Document, Report, Source
from data_prep.articles.stated import found_date, plain_fields, read_fragment
from data_prep.records import Problem

LARGEST_FEED = 20_000_000  # bytes
_ACCEPTED = "Accepted: RSS or Atom whose entries have a text"
# Each part is taken as it first fits (atomic), so that a file of a thousand comments is no puzzle.
_FEED = re.compile(
    rb"(?is)\A(?:\xef\xbb\xbf)?(?>\s+|<\?xml.{0,600}?\?>|<!--.{0,3000}?-->|<!doctype\s[^>\[]{0,200}(?:\[.{0,3000}?\]\s*)?>)*+"
    rb"<(?:rss|feed|rdf:rdf)\b"
)
_ENTITY = re.compile(rb"<!ENTITY\b", re.IGNORECASE)


def tells_feed(path: str, opening: bytes) -> bool:
    """Whether the first element is that of RSS or Atom."""
    return _FEED.match(opening) is not None


def read_feed(source: Source, on_problem: Report) -> Iterator[Document]:
    """The entries of a feed. Raises OSError, ValueError where it is too large."""
    import feedparser

    data = source.read(LARGEST_FEED)
    if len(_ENTITY.findall(data)):
        on_problem(Problem(source.path, "a feed that declares entities of its own, which are not expanded", _ACCEPTED))
        return
    feed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        why = " ".join(str(feed.get("bozo_exception", "")).split())[:120]
        on_problem(Problem(source.path, f"a feed without entries{f' ({why})' if why else ''}", _ACCEPTED))
        return
    if feed.get("bozo") and "parse" in type(feed.get("bozo_exception")).__name__.lower():
        why = " ".join(str(feed.bozo_exception).split())[:120]
        found = f"a feed that is not well-formed XML ({why}); {len(feed.entries)} entries were read"
        on_problem(Problem(source.path, found, "More may be missing", skipped=False))
    empty: list[str] = []
    for number, entry in enumerate(feed.entries, 1):
        place = f"entry {number}"
        if document := _read_entry(entry, feed.feed, place, source):
            yield document
        else:
            empty.append(place)
    if empty:
        found = f"{len(empty)} of {len(feed.entries)} entries without text: {', '.join(empty[:10])}{' …' if len(empty) > 10 else ''}"
        on_problem(Problem(source.path, found, _ACCEPTED, skipped=len(empty) == len(feed.entries)))


def _read_entry(entry: dict[str, Any], feed: Mapping[str, Any], place: str, source: Source) -> Document | None:
    contents = [str(content.get("value") or "") for content in entry.get("content", ())]
    text = max([*contents, str(entry.get("summary") or "")], key=len)
    link = str(entry.get("link") or "")
    lines, pictures = read_fragment(text, place, source.path, link or None)
    if not lines:
        return None
    title, _ = read_fragment(str(entry.get("title") or ""), place, source.path)
    outlet = (entry.get("source") or {}).get("title") or feed.get("title")
    fields = plain_fields(
        {
            "title": " ".join(line.text for line in title),
            "url": link if link.startswith("http") else "",
            "author": _names(entry),
            "outlet": outlet,
            "language": _language(entry, feed),
        }
    )
    # `dict.get`: feedparser's own would give the day of an update for a missing day of publication.
    dated = [
        found_date(dict.get(entry, name), f"the feed's entry {place.split()[-1]} ({label})")
        for name, label in (("published", "published"), ("created", "created"), ("updated", "updated"))
    ]
    return Document(fields, lines, [*pictures, *_pictures(entry)], [date for date in dated if date][:1], place)


def _names(entry: Mapping[str, Any]) -> str:
    names = [str(author.get("name") or "") for author in entry.get("authors", ()) if author]
    return ", ".join(name for name in names if name) or str(entry.get("author") or "")


def _language(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> str:
    value = str(feed.get("language") or "")
    return value if re.fullmatch(r"[A-Za-z]{2}(?:[-_]\w+)*", value) else ""


def _pictures(entry: Mapping[str, Any]) -> Sequence[str]:
    media = [*entry.get("media_content", ()), *entry.get("media_thumbnail", ())]
    return [str(one["url"]) for one in media if isinstance(one, Mapping) and one.get("url")]
