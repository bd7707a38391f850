"""A small web on this machine: pages by path, a record of what was asked, and a name or two that lead there."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from data_prep.web.manners import Manners

QUICK = Manners(allow_private=True, pause=0, connect=2, read=2, total=5)


@dataclass
class Page:
    """What a path answers with; `act` writes the answer by hand."""

    data: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "text/plain"
    act: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass
class Web:
    """The server: `pages` may be changed at any time; a list is answered one after the other, the last one again."""

    url: str
    pages: dict[str, Page | list[Page]]
    asked: list[tuple[str, dict[str, str]]]

    def count(self, path: str) -> int:
        return sum(p == path for p, _ in self.asked)

    def story(self, path: str, sentence: str) -> str:
        self.pages[path] = Page(f"{sentence}\n\nThe talks will go on, the officials said on the day after.".encode())
        return self.url + path

    def feed(self, path: str, *links: str) -> str:
        items = "".join(f"<item><title>t</title><link>{link}</link></item>" for link in links)
        text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>{items}</channel></rss>'
        self.pages[path] = Page(text.encode(), kind="application/rss+xml")
        return self.url + path


@contextmanager
def serve() -> Iterator[Web]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            web.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            page = web.pages.get(self.path, Page(b"not here", 404))
            if isinstance(page, list):
                page = page.pop(0) if len(page) > 1 else page[0]
            if page.act:
                page.act(self)
                return
            etag = page.headers.get("ETag")
            same = etag and self.headers.get("If-None-Match") == etag
            data = b"" if same else page.data
            self.send_response(304 if same else page.status)
            for name, value in {"Content-Type": page.kind, "Content-Length": str(len(data)), **page.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A client that hangs up is what many of the tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    web = Web(f"http://127.0.0.1:{server.server_address[1]}", {}, [])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
