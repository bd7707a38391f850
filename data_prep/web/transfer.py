"""One request at a time over the network: bounded in time and size, tried again where a server asks for that.

Enters: a checked `Address` and headers. Leaves: a `Reply`. Refuses, with a `FetchError` in plain words: whatever keeps a page
from coming whole. Redirects are left to `fetch.py`, which checks where they lead. Raises ImportError where the extra "web"
is not installed.
"""

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, metadata

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, Retry, Timeout
from urllib3 import exceptions as failures

from data_prep.articles.addresses import Address
from data_prep.web.connections import Gate, open_pool
from data_prep.web.manners import REDIRECTS, FetchError, Manners

AGENT = "Dateline"  # the name that a robots.txt may speak to
RETRIED = (429, 500, 502, 503, 504)
_LONGEST_WAIT = 30.0  # seconds that a server may ask for before another try
_CHUNK = 65536
_KEPT_HEADERS = ("content-type", "etag", "last-modified", "location")
_LATER = "Try again later"


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's answer: from where, status, the headers of use in lower case, bytes (none of a redirect)."""

    address: Address
    status: int
    headers: Mapping[str, str]
    data: bytes

    @property
    def content_type(self) -> str:
        """The type alone, "" where none is told."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()


def name_agent(contact: str) -> str:
    """The User-Agent: name, version, and where its user or its project can be found."""
    version, page = "0", ""
    with contextlib.suppress(PackageNotFoundError):
        told = metadata("dateline-timeline")
        version = told["Version"]
        page = next((u.split(",", 1)[1].strip() for u in told.get_all("Project-URL") or () if "," in u), "")
    where = "".join(c for c in contact or page if c.isascii() and c.isprintable() and c not in "()")
    return f"{AGENT}/{version} ({'+' + where if where else 'reads news articles into a timeline'})"


class Transfer:
    """Asks servers, one request after the other; `begin` gives a page its time."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._agent = name_agent(manners.contact)
        self._gate = Gate(manners.allow_private)
        self._pools: dict[str, HTTPConnectionPool] = {}
        self._asked: dict[str, float] = {}  # host -> when it was asked last
        self._deadline = 0.0

    def begin(self) -> None:
        """From now on, one page's time runs."""
        self._deadline = time.monotonic() + self._manners.total

    def wait_turn(self, host: str, pause: float) -> None:
        """Wait until a host may be asked again; the page's time stands still meanwhile."""
        since = time.monotonic() - self._asked.get(host, float("-inf"))
        if (wait := max(pause, self._manners.pause) - since) > 0:
            time.sleep(wait)
            self._deadline += wait

    def get(
        self,
        address: Address,
        headers: Mapping[str, str],
        most: int,
        accept: Callable[[Reply], None],
        cut: bool = False,
    ) -> Reply:
        """The answer, tried again where that may help. `accept` raises FetchError on a reply whose bytes are not wanted.

        More than `most` bytes, unpacked, are refused, or cut off with `cut`.
        """
        retries = Retry(total=self._manners.retries, backoff_factor=0.5, status_forcelist=RETRIED)
        while True:
            try:
                with self._in_words(address), self._send(address, headers) as response:
                    if response.status not in RETRIED:
                        return self._take(response, address, most, accept, cut)
                    again = retries.increment("GET", address.url, response=response)
                    wait = _asked_wait(retries, response) or again.get_backoff_time()
            except failures.MaxRetryError:
                reply = Reply(address, response.status, dict.fromkeys(_KEPT_HEADERS, ""), b"")
                accept(reply)
                return reply
            except _Broken as error:
                try:
                    again = retries.increment("GET", address.url, error=error.cause)
                except failures.HTTPError:
                    raise error.words from None
                wait = again.get_backoff_time()
            if wait > min(_LONGEST_WAIT, self._left()):
                raise FetchError(f"{address.host} asks to wait {wait:,.0f} seconds", _LATER)
            retries = again
            time.sleep(wait)

    def _left(self) -> float:
        return max(self._deadline - time.monotonic(), 0.01)

    @contextlib.contextmanager
    def _send(self, address: Address, headers: Mapping[str, str]) -> Iterator[BaseHTTPResponse]:
        """The response while it is read; cut off when the page's time is over."""
        pool = self._pools.setdefault(address.origin, open_pool(address, self._gate))
        manners = self._manners
        with self._gate.at_most(self._left()) as late:
            self._asked[address.host] = time.monotonic()
            response = pool.urlopen(
                "GET",
                address.target,
                headers={"User-Agent": self._agent, "Accept-Encoding": "gzip, deflate", "Accept": "*/*", **headers},
                retries=False,
                redirect=False,
                preload_content=False,
                decode_content=True,
                timeout=Timeout(connect=min(manners.connect, self._left()), read=min(manners.read, self._left())),
            )
            try:
                yield response
            finally:
                response.close()  # what was read whole has given its connection back already
                self._asked[address.host] = time.monotonic()
            if late.is_set():
                raise _too_slow(manners.total)

    def _take(
        self, response: BaseHTTPResponse, address: Address, most: int, accept: Callable[[Reply], None], cut: bool
    ) -> Reply:
        told = {name: _clean(response.headers.get(name, "")) for name in _KEPT_HEADERS}
        reply = Reply(address, response.status, told, b"")
        if response.status in REDIRECTS or response.status == HTTPStatus.NOT_MODIFIED:
            return reply
        accept(reply)
        length = response.headers.get("content-length", "")
        if length.isdecimal() and len(length) < 20 and int(length) > most and not cut:
            raise _too_large(most)
        parts, size = [], 0
        while part := response.read1(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > most:
                if cut:
                    break
                raise _too_large(most)
        return Reply(address, response.status, told, b"".join(parts)[:most])

    @contextlib.contextmanager
    def _in_words(self, address: Address) -> Iterator[None]:
        """What urllib3 raises, in plain words."""
        try:
            yield
        except FetchError:
            raise
        except (failures.MaxRetryError, ImportError):
            raise
        except (failures.HTTPError, OSError, ValueError) as error:
            late = time.monotonic() >= self._deadline
            words = _too_slow(self._manners.total) if late else _describe(error, address, self._manners)
            broken = isinstance(error, (failures.ProtocolError, failures.NewConnectionError))
            if broken and not late and not isinstance(error, failures.NameResolutionError):
                raise _Broken(error, words) from error
            raise words from None


class _Broken(Exception):
    """A connection that broke off: another try may help."""

    def __init__(self, cause: Exception, words: FetchError) -> None:
        super().__init__(str(words))
        self.cause, self.words = cause, words


def _describe(error: Exception, address: Address, manners: Manners) -> FetchError:
    host = address.host
    if isinstance(error, failures.NameResolutionError):
        return FetchError(f"there is no host {host}", "Check the address, and that this machine is online")
    if isinstance(error, (failures.ReadTimeoutError, TimeoutError)):
        return FetchError(f"{host} does not go on within {manners.read:g} seconds", _LATER)
    if isinstance(error, failures.NewConnectionError):  # to urllib3 a kind of ConnectTimeoutError
        why = str(error).rsplit("] ", 1)[-1].rsplit(": ", 1)[-1]
        return FetchError(
            f"{host} gives no connection on port {address.port} ({why})", "Check the address, or try later"
        )
    if isinstance(error, failures.ConnectTimeoutError):
        return FetchError(f"{host} gives no connection within {manners.connect:g} seconds", _LATER)
    if isinstance(error, failures.SSLError):
        return FetchError(
            f"the certificate of {host} is not accepted ({_clean(str(error))[:120]})", "Save the page yourself"
        )
    if isinstance(error, failures.DecodeError):
        return FetchError(f"{host} packs its bytes in a way that cannot be unpacked", _LATER)
    return FetchError(f"the connection to {host} broke off ({_clean(str(error))[:120]})", _LATER)


def _too_large(most: int) -> FetchError:
    return FetchError(f"more than {most / 1e6:g} MB", f"Accepted: pages of up to {most / 1e6:g} MB", lasting=True)


def _too_slow(total: float) -> FetchError:
    return FetchError(f"it took longer than {total:g} seconds", _LATER)


def _asked_wait(retries: Retry, response: BaseHTTPResponse) -> float | None:
    try:
        return retries.get_retry_after(response)
    except (failures.InvalidHeader, ValueError, OverflowError):
        return None


def _clean(text: str) -> str:
    """A header's text on one line, short."""
    return "".join(c for c in text if c.isprintable())[:2000]
