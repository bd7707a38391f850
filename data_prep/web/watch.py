"""Feeds, watched: what they newly list is fetched once and added to a timeline.

Enters: a timeline's folder and feeds. Leaves: the timeline with the new articles, and words on what is new. Refuses nothing
for good: a feed or a page that fails is told, the others go on, and what may pass is tried again the next round.
What a page said stays in `DIR/fetched`, what a feed said last in `DIR/fetched/feeds`; by these the next start knows what is
new. A round that is broken off is completed by the next: pages kept but not in the timeline are added then.
"""

import io
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

from data_prep.articles.addresses import read_address
from data_prep.articles.sources import Report, Source
from data_prep.changes import new_articles
from data_prep.records import Problem
from data_prep.store import is_timeline
from data_prep.update import NothingRead, add_to, added_addresses, build_into, manifest_of_before, note_addresses
from data_prep.web.feed_lists import Feed
from data_prep.web.fetch import Fetcher
from data_prep.web.kept import FOLDER, Kept, Page, as_source
from data_prep.web.manners import FetchError, Manners

_MOST = 100  # new pages of one feed in one round; the others wait for the next
_TRIES = 5  # of a page that fails in a way that may pass

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did: feeds that answered, pages newly kept, articles newly in the timeline."""

    feeds: int
    pages: int
    articles: int


def watch(
    directory: Path,
    feeds: Sequence[Feed],
    tell: Tell,
    every: float | None,
    *,
    manners: Manners | None = None,
    wait: Callable[[float], None] = time.sleep,
) -> Round:
    """Round after round with `every` seconds between them, until it is interrupted; with None, the one round."""
    while True:
        done = watch_once(directory, feeds, tell, manners=manners)
        tell(
            f"{datetime.now().astimezone():%H:%M}  {done.feeds} of {len(feeds)} feeds read, "
            f"{done.pages} pages fetched, {done.articles} articles new"
        )
        if every is None:
            return done
        wait(every)


def watch_once(directory: Path, feeds: Sequence[Feed], tell: Tell, *, manners: Manners | None = None) -> Round:
    """Read each feed, fetch what is new in it, add it to the timeline in `directory`.

    Raises FetchError where the extra "web" is not installed; TimelineError and OSError where the folder cannot be written.
    """
    fetcher = Fetcher(manners)  # anew each round: a robots.txt is asked again
    pages = Kept(directory / FOLDER)
    known = Kept(directory / FOLDER / "feeds", versions=False)
    answered = new = 0
    for feed in feeds:
        try:
            links = _read_feed(feed, known, fetcher)
        except FetchError as error:
            tell(f"{feed.url}: {error}")
            continue
        answered += 1
        new += _fetch_new(feed, links, pages, fetcher, tell)
    return Round(answered, new, _add(directory, pages, tell))


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of a page: its address, the day it gives, its own title."""

    url: str
    day: str
    site: str


def _read_feed(feed: Feed, known: Kept, fetcher: Fetcher) -> list[Entry]:
    """What a feed lists, in its order. Raises FetchError where it is none or cannot be had."""
    import feedparser

    page = fetcher.fetch(feed.url, known)
    told = {"content-type": page.content_type, "content-location": page.final_url}
    try:
        # A stream, for feedparser takes bytes that look like a path or an address for one.
        read = feedparser.parse(io.BytesIO(known.read(page)), response_headers=told)
    except Exception as error:  # whatever a broken feed stirs up in feedparser, the other feeds go on
        raise FetchError(f"a feed that cannot be read ({error})", "Accepted: RSS or Atom") from None
    if not read.version and not read.entries:
        raise FetchError("no feed (neither RSS nor Atom)", "Give the address of the feed itself")
    links: dict[str, Entry] = {}
    site = " ".join(str(read.feed.get("title") or "").split())[:100]
    for entry in read.entries:
        try:
            url = read_address(urljoin(page.final_url, entry.get("link") or "")).url
        except ValueError:
            continue  # an entry that leads to no page: a podcast's file, a telephone number
        told = entry.get("published_parsed") or entry.get("updated_parsed")
        links.setdefault(url, Entry(url, "{:04d}-{:02d}-{:02d}".format(*told[:3]) if told else "", site))
    links.pop(feed.url, None)
    return list(links.values())


def _fetch_new(feed: Feed, links: Sequence[Entry], pages: Kept, fetcher: Fetcher, tell: Tell) -> int:
    """Fetch the pages that were never read; those that failed for good are not asked for again."""
    wanted = [entry for entry in links if pages.get(entry.url) is None and _may_try(pages.failure(entry.url))]
    done = 0
    for entry in wanted[:_MOST]:
        url, told = entry.url, {"outlet": feed.outlet, "listed": entry.day, "site": entry.site}
        try:
            fetcher.fetch(url, pages, near=feed.url, feed=feed.url, **told)
            done += 1
        except FetchError as error:
            before = pages.failure(url)
            at = datetime.now(UTC).isoformat(timespec="seconds")
            failed = Page(url, url, at, error.status, error=str(error), feed=feed.url, lasting=error.lasting)
            pages.note(replace(failed, tries=(before.tries if before else 0) + 1))
            tell(f"{url}: {error}")
    if len(wanted) > _MOST:
        tell(f"{feed.url}: {len(wanted) - _MOST} further new entries wait for the next round")
    return done


def _may_try(failure: Page | None) -> bool:
    return failure is None or (not failure.lasting and failure.tries < _TRIES)


def _add(directory: Path, pages: Kept, tell: Tell) -> int:
    """Add the pages that feeds led to and that are not in the timeline yet; how many articles are new."""
    given = added_addresses(directory)
    waiting = {p.url: as_source(p, pages) for p in pages if p.feed and p.url not in given and pages.get(p.url)}
    if not waiting:
        return 0
    before = manifest_of_before(directory)
    problems: list[Problem] = []
    new = new_articles(directory, before) if update(directory, waiting, problems.append) else []
    for title, outlet in new:
        tell(f"new: {title} ({outlet or 'outlet not stated'})")
    for problem in problems:
        if any(problem.path == source.path for source in waiting.values()):
            tell(str(problem))
    return len(new)


def update(directory: Path, sources: dict[str, Source], on_problem: Report) -> bool:
    """Add sources, by their addresses, to the timeline in `directory`, which is made if it is not there; whether one was read."""
    pages = list(sources.values())
    try:
        if is_timeline(directory):
            add_to(directory, pages, on_problem, names=list(sources))
        else:
            build_into(directory, pages, on_problem, names=[])
            note_addresses(directory, list(sources))
    except NothingRead:
        return False
    return True
