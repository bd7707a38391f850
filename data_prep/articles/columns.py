"""A record of named values into a document: which column is the text, which the title, the date, the address.

Enters: a mapping of names to values. Leaves: a document. Refuses: records in which no column is known to be the text.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from data_prep.articles.language import detect_language
from data_prep.articles.page_days import find_days
from data_prep.articles.sources import Document, FoundDate
from data_prep.articles.stated import found_date, plain_fields, read_fragment
from data_prep.edtf import parse_edtf

COLUMNS = {  # field -> names that stand for it, the best first; case, blanks and signs do not count
    "text": ("text", "fulltext", "articletext", "articlebody", "body", "bodytext", "maintext", "content", "articlecontent", "contenttext", "contenthtml", "bodyhtml", "html", "article", "story"),
    "title": ("title", "headline", "articletitle", "head", "heading"),
    "published": ("published", "publishedat", "publicationdate", "publisheddate", "datepublished", "pubdate", "publishdate", "date", "articledate", "datetime", "createdat", "datecreated", "timestamp"),
    "url": ("url", "link", "address", "articleurl", "weburl", "permalink", "canonicalurl", "sourceurl", "href"),
    "outlet": ("outlet", "source", "publisher", "publication", "sourcename", "newspaper", "site", "sitename", "media", "feed", "domain"),
    "author": ("author", "byline", "authors", "creator", "writer", "journalist"),
    "language": ("language", "lang", "languagecode"),
}  # fmt: skip
NAMED = "Accepted: a text column named text, body, content or article; title (or headline), date (or published, pubdate, created_at), url (or link), source (or outlet, publisher), author (or byline) and language are read too. Or say which is which in a file beside it, named as it is and ending in .yml: `columns: {text: …, title: …, published: …}`"


def find_columns(names: Iterable[str], given: str = "") -> dict[str, list[str]]:
    """Field -> the columns that may hold it, the best first. What a sidecar gives ("text=Inhalt, title=Titel") comes first."""
    names = list(names)
    told = dict(re.findall(r"(\w+)\s*=\s*([^,]+?)\s*(?:,|$)", given))
    plain: dict[str, str] = {}
    for name in names:
        plain.setdefault(re.sub(r"[\W_]+", "", str(name)).casefold(), name)
    found = {field: [plain[known] for known in accepted if known in plain] for field, accepted in COLUMNS.items()}
    return {field: [told[field]] if told.get(field) in names else columns for field, columns in found.items()}


def said_date(record: Mapping[str, Any], columns: Mapping[str, list[str]]) -> str:
    """What a record gives as its date, "" where it gives none."""
    return _first(record, columns["published"])


def make_document(
    record: Mapping[str, Any], columns: Mapping[str, list[str]], place: str, path: str
) -> Document | None:
    """The document of one record, None if its text is empty."""
    values = {field: _first(record, names) for field, names in columns.items()}
    fields = plain_fields({**values, "text": "", "published": ""})
    if not fields.get("url", "http").startswith("http"):
        del fields["url"]
    if not re.fullmatch(r"[A-Za-z]{2}(?:[-_]\w+)*", fields.get("language", "en")):
        del fields["language"]
    lines, pictures = read_fragment(values["text"], place, path, fields.get("url"))
    if not lines:
        return None
    dates: list[FoundDate] = []
    for name in columns["published"]:
        found = found_date(_flat(record.get(name)), f"the column “{name}”")
        if found:
            dates.append(found)
            break
    if not dates and (said := said_date(record, columns)):
        language = fields.get("language") or detect_language(values["text"])
        if len(days := {found.day for found in find_days(said[:200], language)}) == 1:
            why = f"the column “{columns['published'][0]}” says “{said[:80]}”"
            dates.append(FoundDate(parse_edtf(days.pop().isoformat()), "metadata", why))
    return Document(fields, lines, pictures, dates, place)


def _first(record: Mapping[str, Any], names: Iterable[str]) -> str:
    """The first of these columns that is not empty."""
    return next((value for name in names if (value := _flat(record.get(name)).strip())), "")


def _flat(value: object) -> str:
    """A value as text: paragraphs of a list below each other, the name of a mapping ({"name": "BBC"})."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return next(
            (_flat(value[name]) for name in ("name", "title", "value", "text", "rendered", "$date") if name in value),
            "",
        )
    if isinstance(value, list):
        parts = [part for part in map(_flat, value[:10_000]) if part]
        return ("\n\n" if any(len(part) > 100 for part in parts) else ", ").join(parts)
    return "" if value is None or isinstance(value, bool) else str(value)
