"""Web pages, fetched politely and kept as read (`kept.py`): what an address among the inputs becomes.

Enters: addresses. Leaves: a `Page` of the kept folder, or sources for `build_timeline`. Refuses, with a `FetchError` or a
`Problem` that says the way out: what robots.txt disallows, targets that are not on the public web, pages too large or too
slow, whatever is no article by its content type. Only addresses asked for go over the network, one at a time, with a pause
between those of one host. docs/fetching.md says all of it for people.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from data_prep.articles import addresses
from data_prep.articles.addresses import ENDINGS, Address, is_address, read_address, without_password
from data_prep.articles.sources import Report, Source
from data_prep.engines import Progress
from data_prep.records import Problem
from data_prep.web.kept import FOLDER, Kept, Page, as_source
from data_prep.web.manners import REDIRECTS, FetchError, Manners

if TYPE_CHECKING:
    from data_prep.web.transfer import Reply

EXTRA = "Install it with: pip install '.[web]'"
_PASSING = (408, 425, 429)  # refusals of the kind 4xx that another day may lift
_ACCEPT = "text/html,application/xhtml+xml,text/plain,text/markdown,application/pdf,application/xml;q=0.9,*/*;q=0.5"
_WORDS = {
    401: "only for those who are logged in",
    402: "only for those who pay",
    403: "refused by the server",
    404: "not there",
    410: "not there any more",
    429: "too much asked of the server",
    451: "withheld for reasons of law",
}


class Fetcher:
    """Fetches one page after the other. Holds the rules of the sites met, the connections, when each host was asked last.

    Raises FetchError where the extra "web" is not installed.
    """

    def __init__(self, manners: Manners | None = None) -> None:
        try:
            import protego  # noqa: F401  # `robots.py` reads with it, later

            from data_prep.web import transfer
            from data_prep.web.robots import Robots
        except ImportError as error:
            raise FetchError(f"a web address, for which a package is not installed ({error.name})", EXTRA) from None
        self.manners = manners or Manners()
        self._transfer = transfer.Transfer(self.manners)
        self._robots = Robots(transfer.AGENT, self._get_robots)

    def fetch(
        self,
        url: str,
        kept: Kept,
        *,
        near: str = "",
        feed: str = "",
        outlet: str = "",
        listed: str = "",
        site: str = "",
    ) -> Page:
        """The page at `url`, read now, or the kept copy where the server says that it is still the same.

        `feed`, `outlet`, `listed` and `site` go into its line of the index (`Page`).

        A port that is not 80 or 443 has to stand in the address that a person gave: `near`, or `url` itself. Raises
        FetchError; the kept copy is not touched then.
        """
        address, given = _check(url), _check(near or url)
        copy = kept.get(address.url)
        self._transfer.begin()
        reply = self._follow(address, given, copy)
        if reply.status == HTTPStatus.NOT_MODIFIED:
            if copy is None:
                raise FetchError("the server says that nothing has changed, and no copy is kept", "Try again later")
            return copy
        page = Page(
            url=address.url,
            final_url=reply.address.url,
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            status=reply.status,
            content_type=reply.content_type,
            etag=reply.headers["etag"],
            last_modified=reply.headers["last-modified"],
            outlet=outlet,
            feed=feed,
            listed=listed,
            site=site,
        )
        return kept.keep(page, reply.data)

    def _follow(self, address: Address, given: Address, copy: Page | None) -> "Reply":
        """The answer behind the redirects, each target checked and its robots.txt asked."""
        met = {address.url}
        while True:
            self._check_port(address, given)
            self._transfer.wait_turn(address.host, self._robots.ask(address))
            headers = {"Accept": _ACCEPT} | _conditions(address, copy)
            reply = self._transfer.get(address, headers, self.manners.largest, _refuse_others)
            target = _target(reply)
            if target is None:
                return reply
            if target.url in met or len(met) > self.manners.redirects:
                found = (
                    "redirects that lead in a circle" if target.url in met else f"more than {len(met) - 1} redirects"
                )
                raise FetchError(found, "Give the address of the page itself", lasting=True)
            met.add(target.url)
            address = target

    def _get_robots(self, address: Address) -> tuple[int, bytes]:
        """A robots.txt; redirects are followed as RFC 9309 asks: five of them, further ones count as none there."""
        from data_prep.web.robots import LARGEST

        given = address
        for _ in range(6):
            self._check_port(address, given)
            self._transfer.wait_turn(address.host, 0)
            reply = self._transfer.get(address, {"Accept": "text/plain,*/*"}, LARGEST, lambda _: None, cut=True)
            target = _target(reply)
            if target is None:
                return reply.status, reply.data
            address = target
        return HTTPStatus.NOT_FOUND, b""

    def _check_port(self, address: Address, given: Address) -> None:
        asked = address.has_usual_port or (address.host, address.port) == (given.host, given.port)
        if not asked and not self.manners.allow_private:
            raise FetchError(
                f"it leads to port {address.port} of {address.host}, which nobody asked for",
                "Accepted: ports 80 and 443, and one that stands in the address you give",
                lasting=True,
            )


def _check(url: str) -> Address:
    try:
        return read_address(url)
    except ValueError as error:
        raise FetchError(str(error), addresses.ACCEPTED, lasting=True) from None


def _conditions(address: Address, copy: Page | None) -> dict[str, str]:
    """What asks the server to answer only if the page has changed since it was kept."""
    if copy is None or copy.final_url != address.url:
        return {}
    told = {"If-None-Match": copy.etag, "If-Modified-Since": copy.last_modified}
    return {name: value for name, value in told.items() if value}


def _target(reply: "Reply") -> Address | None:
    """Where a redirect leads, None where the reply is none. Raises FetchError where that may not be followed."""
    where = reply.headers.get("location", "")
    if reply.status not in REDIRECTS:
        return None
    if not where:
        raise FetchError(f"a redirect to nowhere (HTTP {reply.status})", "Give the address of the page itself")
    try:
        return read_address(urljoin(reply.address.url, where))
    except ValueError as error:
        raise FetchError(f"a redirect to {error}", addresses.ACCEPTED, lasting=True) from None


def _refuse_others(reply: "Reply") -> None:
    """Raise FetchError where a reply is no page, or no article by its content type."""
    status = reply.status
    if status not in (HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION):
        words = _WORDS.get(status, "an error of the server" if status >= 500 else "no page")
        out = "Check the address" if status in (404, 410) else "Try again later, or save the page and give the file"
        lasting = 400 <= status < 500 and status not in _PASSING
        raise FetchError(f"{words} (HTTP {status})", out, status=status, lasting=lasting)
    if reply.content_type not in ENDINGS:
        named = ", ".join(kind for kind in ENDINGS if kind)
        raise FetchError(
            f"no article, by its content type {reply.content_type[:80]}", f"Accepted: {named}", lasting=True
        )


def fetch_inputs(
    inputs: Sequence[str | Path],
    directory: Path | str,
    on_problem: Report,
    *,
    manners: Manners | None = None,
    offline: bool = False,
    progress: Progress | None = None,
) -> list[str | Path | Source]:
    """The inputs with each web address as the source of its page, kept in `directory`; for `build_timeline`.

    Where a page cannot be fetched, the kept copy is used and that is told; without one, it is left out and told. With
    `offline`, only kept copies are used.
    """
    kept, fetcher, missing = Kept(Path(directory) / FOLDER), None, None
    wanted = [given for given in inputs if is_address(given)]
    if wanted and not offline:
        try:
            fetcher = Fetcher(manners)
        except FetchError as error:
            missing = error
    found: list[str | Path | Source] = []
    met: set[tuple[str, str]] = set()
    done = 0
    for given in inputs:
        if not is_address(given):
            found.append(given)
            continue
        page = _get_page(str(given), kept, fetcher, missing, on_problem)
        if page and (page.final_url, page.sha256) not in met:
            met.add((page.final_url, page.sha256))
            found.append(as_source(page, kept))
        done += 1
        if progress:
            progress("pages fetched", done, len(wanted))
    return found


def _get_page(
    given: str, kept: Kept, fetcher: Fetcher | None, missing: FetchError | None, on_problem: Report
) -> Page | None:
    """A page read now, or else its kept copy, which is told where it was not asked for."""
    try:
        address = _check(given)
        if fetcher:
            return fetcher.fetch(given, kept)
        if missing:
            raise missing
        if page := kept.get(address.url):
            return page
        raise FetchError("a page of which no copy is kept", "Leave out --offline to fetch it")
    except FetchError as error:
        return _fall_back(given, error, kept, on_problem)


def _fall_back(given: str, error: FetchError, kept: Kept, on_problem: Report) -> Page | None:
    """The kept copy of a page that could not be fetched, and told; None, and told, where there is none."""
    page = None
    try:
        page = kept.get(read_address(given).url)
    except ValueError:
        given = without_password(given)
    if page is None:
        on_problem(Problem(given, error.found, error.accepted))
        return None
    name = as_source(page, kept).path
    on_problem(Problem(name, f"{error.found}: the copy kept on {page.day} was used", error.accepted, skipped=False))
    return page
