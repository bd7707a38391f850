"""Dates of publication of a web page: what its stamps, its metadata and its address say, and what htmldate makes of it.

Enters: the page's tree, its address, title and language. Leaves: `FoundDate` records, best first:
stamps beside the headline ("stated"), JSON-LD, meta tags, marked times ("metadata"), the address ("address"), days that can
only be a bound ("header"). Refuses nothing; what is no full date of the calendar is passed over.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from data_prep.articles.furniture import is_prose
from data_prep.articles.page_days import find_days, make_day
from data_prep.articles.page_stamps import HIDDEN, LONGEST_STAMP, Stamp, find_stamps
from data_prep.articles.publication import OF_VERSION
from data_prep.articles.sources import FoundDate
from data_prep.edtf import parse_edtf
from data_prep.words import read_words

_ARTICLE = re.compile(r"(?:article|posting|report|review|recipe|videoobject|podcastepisode|discussion)$", re.IGNORECASE)
_WITHIN = ("@graph", "mainEntity", "mainEntityOfPage")  # where the page's own entities stand; others are of other pages
_PUBLISHED = ("datePublished", "uploadDate", "dateCreated")
_COMPACT = re.compile(r"\s*((?:19|20)\d\d)(\d\d)(\d\d)(?!\d\d(?!\d{2,4}))")
_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[/_.-](\d\d?)[/_.-](\d\d?)|(\d\d)(\d\d))(?!\d)")
_ARCHIVED = re.compile(r"//web\.archive\.org/web/(\d{4})(\d\d)(\d\d)\d{0,6}")
_RIGHTS = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[^\d<>]{0,40}(?:(?:19|20)\d\d\s{0,2}[-–—]\s{0,2})?((?:19|20)\d\d)\b", re.IGNORECASE
)
_YEARS = re.compile(r"(?<![\d.,/-])(20\d\d)(?![\d,])")
_UNLIKELY_YEAR = 2050  # a figure from here on is rarely a year
_UTC = re.compile(r"T\d\d:\d\d.*(?:Z|[+-]00:?00)\s*$")
_LATEST = "2099-12-31"  # the clock does not decide what a page says
_HEADLINE = "its headline"
_MENUS = ("nav",)  # not "aside": many a layout keeps byline and date in one
_LONGEST_VALUE = 2000  # characters of an attribute


def find_page_dates(
    tree: Any, url: str | None, title: str, opening: str, language: str, latest: date | None = None
) -> list[FoundDate]:
    """The page's dates of publication, best first. `opening` is how its article's text begins, `latest` the day of the crawl."""
    stamps = find_stamps(tree, title, opening, language)
    near = [s for s in stamps if s.distance is not None and s.label != "updated"]
    labelled = [s for s in near if s.label == "published"]
    below = [s for s in near if (s.distance or 0) >= 0]  # above it, a bare date may be the page's clock
    found = [_stated(s) for s in (labelled or below)[:1]]
    metadata = [*_find_structured(tree), *_find_tags(tree, language), *_find_marked(tree, language)]
    found += _local_days(metadata, url, near)
    found += _find_in_address(url)
    if not found:
        found += [_stated(s) for s in (near or _lone_stamps(stamps))[:1]]
    if not found:
        found += _guess(tree, url, stamps, language, latest)
    return [*found, *_find_bounds(tree, url, alone=not found)]


def _lone_stamps(stamps: list[Stamp]) -> list[Stamp]:
    """Stamps away from the headline: those labelled, else, where all name one day, these; the last change at the end."""
    published = [s for s in stamps if s.label == "published"]
    bare = [s for s in stamps if not s.label]
    updated = [s for s in stamps if s.label == "updated"]
    return published or (bare if len({s.day for s in bare}) == 1 else []) or updated


def date_settings(latest: date | None, thorough: bool = True) -> dict[str, Any]:
    """What htmldate is asked: the first date, not the last change; up to the day of the crawl, never the clock's."""
    bound = latest.isoformat() if latest else _LATEST
    return {"original_date": True, "extensive_search": thorough, "max_date": bound}


def _guess(tree: Any, url: str | None, stamps: list[Stamp], language: str, latest: date | None) -> list[FoundDate]:
    """The day that htmldate finds, if the page names it outside its running text."""
    from htmldate import find_date

    guess = find_date(tree, url=url, **date_settings(latest))
    place = _confirm(tree, guess, stamps, language) if guess else ""
    why = f"htmldate takes {guess} for its day, which stands in {place}"
    doubt = "?" if place == _HEADLINE else ""  # it may be the day that the article is about
    return [FoundDate(parse_edtf(f"{guess}{doubt}"), "metadata", why)] if place else []


def _confirm(tree: Any, guess: str, stamps: list[Stamp], language: str) -> str:
    """The place, beside running text, that names the day guessed; "" where none does: htmldate fills up months and years."""
    day = date.fromisoformat(guess)
    if any(stamp.day == day for stamp in stamps):
        return "a stamp"
    written = re.compile(day.strftime(r"%Y([-/.]?)%m\1%d"))
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in element.attrib.items():
            if len(value) < _LONGEST_VALUE and written.search(value):
                return f"the attribute {name} of its {element.tag}"
        text = element.text or ""
        if element.tag == "script" and written.search(text):
            return "a script"
        for piece in (text, element.tail or ""):
            named = not is_prose(piece) and any(f.day == day for f in find_days(piece, language))
            if named and element.tag not in (*HIDDEN, *_MENUS) and next(element.iterancestors(*_MENUS), None) is None:
                return _HEADLINE if element.tag in ("h1", "title") else f"“{' '.join(piece.split())[:LONGEST_STAMP]}”"
    return ""


def _find_bounds(tree: Any, url: str | None, alone: bool) -> list[FoundDate]:
    """Days on or before which it was published: of an archive's copy; if nothing else dates it, of its copyright line."""
    crawled = _ARCHIVED.search(url or "")
    if day := make_day(*map(int, crawled.groups())) if crawled else None:
        return [_bound(day.isoformat(), "the day of the archive's copy in its address")]
    text = " ".join(tree.itertext()) if alone else ""
    rights = [int(found[1]) for found in _RIGHTS.finditer(text)]
    # Many a site forgets to set it forward: a year that the page itself names later ones than is none.
    if not rights or any(max(rights) < int(year) < _UNLIKELY_YEAR for year in _YEARS.findall(text)):
        return []
    return [_bound(str(max(rights)), f"its copyright line gives {max(rights)}")]


def _bound(edtf: str, why: str) -> FoundDate:
    return FoundDate(parse_edtf(f"../{edtf}"), "header", f"{why}, so on or before it", loose=True)


def _stated(stamp: Stamp) -> FoundDate:
    version = f", {OF_VERSION}" if stamp.label == "updated" else ""
    return FoundDate(parse_edtf(stamp.day.isoformat()), "stated", f"the page says “{stamp.text}”{version}")


def _local_days(found: list[tuple[date, str, str]], url: str | None, stamps: list[Stamp]) -> list[FoundDate]:
    """Days of metadata; a moment told in UTC may be the next day to the page itself, so that one a day off gives way."""
    others = [day for day, value, _ in found if not _UTC.search(value)] + [s.day for s in stamps]
    others += [d.when.interval.start for d in _find_in_address(url) if d.when.interval.start]
    local = [f for f in found if not (_UTC.search(f[1]) and f[0] not in others and _is_beside(f[0], others))]
    return [FoundDate(parse_edtf(day.isoformat()), "metadata", why) for day, _, why in local]


def _is_beside(day: date, others: list[date]) -> bool:
    return any(abs(day - other) == timedelta(days=1) for other in others)


def _find_structured(tree: Any) -> Iterator[tuple[date, str, str]]:
    """Days, values and reasons out of the page's JSON-LD: of articles first, of the page as such behind them."""
    of_pages: list[tuple[date, str, str]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        with suppress(ValueError, RecursionError):
            text = re.sub(r"^\s*(?:<!--|(?://)?\s*<!\[CDATA\[)|(?:-->|(?://)?\s*\]\]>)\s*$", "", script.text or "")
            for kinds, entity in _entities(json.loads(text, strict=False)):
                for name in _PUBLISHED:
                    if day := _day_of(entity.get(name), "en"):
                        told = day, str(entity[name]), f"its JSON-LD gives {name} {entity[name]}"
                        if any(_ARTICLE.search(kind) for kind in kinds):
                            yield told
                        elif any(kind.endswith("Page") for kind in kinds):
                            of_pages.append(told)
                        break
    yield from of_pages


def _entities(data: object, depth: int = 0) -> Iterator[tuple[list[str], dict[str, Any]]]:
    if depth > 4:
        return
    if isinstance(data, list):
        for one in data[:100]:
            yield from _entities(one, depth + 1)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        yield [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])], data
        for name in _WITHIN:
            yield from _entities(data.get(name), depth + 1)


def _find_tags(tree: Any, language: str) -> list[tuple[date, str, str]]:
    """Days, values and reasons out of the page's meta tags, the surest first."""
    names = {name: rank for rank, name in enumerate(read_words("pages")["metadata"])}
    found: dict[str, tuple[date, str, str]] = {}
    for element in tree.iter("meta"):
        value = (element.get("content") or element.get("datetime") or "").strip()
        for name in (element.get("property"), element.get("name"), element.get("itemprop")):
            key = (name or "").lower()
            if key in names and key not in found and (day := _day_of(value, language)):
                found[key] = day, value, f"its meta tag {name} gives {value[:40]}"
    return [found[name] for name in sorted(found, key=names.__getitem__)]


def _find_marked(tree: Any, language: str) -> list[tuple[date, str, str]]:
    """The first visible date that is marked as that of publication."""
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag == "meta":
            continue
        marks = f"{element.get('itemprop') or ''} {element.get('property') or ''}".lower()
        if "datepublished" in marks or (element.tag == "time" and element.get("pubdate") is not None):
            value = element.get("datetime") or element.get("content") or element.get("title") or ""
            day = _day_of(value, language) or _day_of(" ".join(element.itertext())[:LONGEST_STAMP], language)
            if day:
                return [(day, value, f"it marks {day.isoformat()} as its date of publication")]
    return []


def _find_in_address(url: str | None) -> list[FoundDate]:
    """The full date in the address's path."""
    path = re.sub(r"^\w+://[^/]*(?:/web/\d{14}\w*/.*)?", "", (url or "")[:2000])
    for found in _ADDRESS.finditer(re.sub(r"[?#].*", "", path)):
        if day := make_day(int(found[1]), int(found[2] or found[4]), int(found[3] or found[5])):
            return [FoundDate(parse_edtf(day.isoformat()), "address", f"{found.group()} in its address")]
    return []


def _day_of(value: object, language: str) -> date | None:
    """The day of a value of metadata, as it is written there."""
    if not isinstance(value, str):
        return None
    if compact := _COMPACT.match(value):
        return make_day(int(compact[1]), int(compact[2]), int(compact[3]))
    found = find_days(value[:200], language)
    return found[0].day if found else None
