"""What a site's robots.txt allows, asked once per run and site (RFC 9309).

Enters: a way to get a robots.txt. Leaves: whether a page may be fetched, and the pause that the site asks for. Refuses, with
a `FetchError`: pages that it disallows, and all pages of a site whose robots.txt cannot be had (5xx, no answer). Where there
is none (4xx), all are allowed. Its rules are read by Protego.
"""

from collections.abc import Callable

from data_prep.articles.addresses import Address, read_address
from data_prep.web.manners import FetchError

LARGEST = 512_000  # bytes that are read; RFC 9309 asks for 500 KiB at least
_LONGEST_PAUSE = 30.0  # seconds that a site may ask for between pages

GetRobots = Callable[[Address], tuple[int, bytes]]


class Robots:
    """The rules of the sites asked so far. `get` gives the status and the bytes of a robots.txt, or raises FetchError."""

    def __init__(self, agent: str, get: GetRobots) -> None:
        self._agent = agent
        self._get = get
        self._known: dict[str, _Rules | FetchError] = {}

    def ask(self, address: Address) -> float:
        """The pause before a page, in seconds. Raises FetchError where it may not be fetched."""
        if address.origin not in self._known:
            try:
                self._known[address.origin] = self._read(address)
            except FetchError as error:
                self._known[address.origin] = error
        rules = self._known[address.origin]
        if isinstance(rules, FetchError):
            raise FetchError(rules.found, rules.accepted, status=rules.status, lasting=rules.lasting)
        if not rules.allows(address.url):
            raise FetchError(
                f"the robots.txt of {address.host} does not allow it",
                "Save the page yourself and give the file",
                lasting=True,
            )
        return rules.pause

    def _read(self, address: Address) -> "_Rules":
        status, data = self._get(read_address(f"{address.origin}/robots.txt"))
        if status >= 500:
            raise FetchError(
                f"the robots.txt of {address.host} cannot be had (HTTP {status}), so nothing there may be fetched",
                "Try again later",
                status=status,
            )
        return _Rules(data[:LARGEST].decode("utf-8", "replace") if 200 <= status < 300 else "", self._agent)


class _Rules:
    """One site's rules for this agent."""

    def __init__(self, text: str, agent: str) -> None:
        from protego import Protego

        self._rules = Protego.parse(text)
        self._agent = agent
        self.pause = min(float(self._rules.crawl_delay(agent) or 0), _LONGEST_PAUSE)

    def allows(self, url: str) -> bool:
        return bool(self._rules.can_fetch(url, self._agent))
