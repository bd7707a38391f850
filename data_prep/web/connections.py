"""Connections that go only where they may: the address is checked before a byte is sent, by which it is then reached.

Enters: a checked `Address`. Leaves: a urllib3 pool for it. Refuses, with a `FetchError`, hosts whose addresses are not public
(`public.py`), unless private ones are allowed. A host is resolved once per connection and reached at exactly the address
that was checked, so that a name which answers differently the next time gains nothing; then the socket is asked where it
leads. TLS still checks the certificate against the host's name. Proxies are not used: they would resolve names themselves.
Needs the extra "web"; only `fetch.py` imports this, when it is about to fetch.
"""

import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.connection import allowed_gai_family, create_connection

from data_prep.articles.addresses import Address
from data_prep.web.manners import FetchError
from data_prep.web.public import is_public

_TRIED = 3  # addresses of one host


class Gate:
    """Who may be reached, and the means to end a transfer that takes too long: it knows the open connections."""

    def __init__(self, allow_private: bool) -> None:
        self.allow_private = allow_private
        self._open: list[HTTPConnection] = []

    def connect(self, connection: HTTPConnection, host: str) -> socket.socket:
        """A socket to `host`, at an address that may be reached. Raises FetchError where none may."""
        self._open = [c for c in self._open if c.sock is not None and c is not connection] + [connection]
        error: OSError | None = None
        for address in self._resolve(connection, host)[:_TRIED]:
            try:
                opened = create_connection(
                    (address, connection.port or 80), connection.timeout, socket_options=connection.socket_options
                )
            except OSError as failed:
                error = failed
                continue
            if self._may_reach(opened.getpeername()[0]):
                return opened
            opened.close()
            raise _refuse(host, address)
        if isinstance(error, TimeoutError):
            raise ConnectTimeoutError(connection, str(error)) from error
        raise NewConnectionError(connection, f"{error}")

    def _resolve(self, connection: HTTPConnection, host: str) -> list[str]:
        """The addresses of a host that may be reached, as its resolver orders them."""
        try:
            found = socket.getaddrinfo(host, connection.port, allowed_gai_family(), socket.SOCK_STREAM)
        except socket.gaierror as error:
            raise NameResolutionError(host, connection, error) from error
        except UnicodeError as error:
            raise NewConnectionError(connection, str(error)) from error
        addresses = list(dict.fromkeys(str(place[0]) for *_, place in found))
        allowed = [address for address in addresses if self._may_reach(address)]
        if not allowed:
            raise _refuse(host, addresses[0] if addresses else "none")
        return allowed

    def _may_reach(self, address: str) -> bool:
        return self.allow_private or is_public(address)

    @contextlib.contextmanager
    def at_most(self, seconds: float) -> Iterator[threading.Event]:
        """Within, connections are cut after so many seconds, whatever a server does to keep them open.

        The event says whether that happened: what was read then may look whole and is not.
        """
        done, late = threading.Event(), threading.Event()

        def cut() -> None:
            if done.wait(seconds):
                return
            late.set()
            while not done.wait(0.2):  # again, for a connection may open just now
                for connection in list(self._open):
                    with contextlib.suppress(OSError, AttributeError):
                        connection.sock.shutdown(socket.SHUT_RDWR)

        watchman = threading.Thread(target=cut, daemon=True)
        watchman.start()
        try:
            yield late
        finally:
            done.set()
            watchman.join()


def open_pool(address: Address, gate: Gate) -> HTTPConnectionPool:
    """The pool for an address's host and port; its connections pass the gate."""
    kind: type[HTTPConnectionPool] = _Pool if address.scheme == "http" else _SecurePool
    return kind(address.host, address.port, maxsize=1, retries=False, gate=gate)


def _refuse(host: str, address: str) -> FetchError:
    there = "" if host == address else f" (its address is {address})"
    return FetchError(
        f"{host} is not on the public web{there}", "For pages of your own network: --allow-private", lasting=True
    )


class _Connection(HTTPConnection):
    def __init__(self, *args: Any, gate: Gate, **more: Any) -> None:
        super().__init__(*args, **more)
        self._gate = gate

    def _new_conn(self) -> socket.socket:
        return self._gate.connect(self, self._dns_host)


class _SecureConnection(HTTPSConnection):
    def __init__(self, *args: Any, gate: Gate, **more: Any) -> None:
        super().__init__(*args, **more)
        self._gate = gate

    def _new_conn(self) -> socket.socket:
        return self._gate.connect(self, self._dns_host)


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection
