"""Pages from the web: what is fetched, what is refused, what is kept, and what is read of it without a network."""

import gzip
import json
import socket
import sys
import threading
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_web import QUICK, Page, Web, serve

from data_prep import build_timeline
from data_prep.articles.addresses import is_address, name_page, read_address, without_password
from data_prep.cli import main
from data_prep.records import Problem
from data_prep.store import open_timeline
from data_prep.web.fetch import Fetcher, fetch_inputs
from data_prep.web.kept import Kept
from data_prep.web.manners import FetchError, Manners
from data_prep.web.public import is_public
from data_prep.web.transfer import name_agent

MET = "GENEVA, May 3, 2024 (Reuters) - Anna Berg met Paul Roche in Geneva on Friday, officials said."


@pytest.fixture
def web() -> Iterator[Web]:
    with serve() as made:
        yield made


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "fetched")


def refused(url: str, kept: Kept, manners: Manners = QUICK, **more: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        Fetcher(manners).fetch(url, kept, **more)
    assert caught.value.accepted
    return caught.value


class TestAddresses:
    @pytest.mark.parametrize(
        ("text", "url"),
        [
            ("HTTP://Example.COM", "http://example.com/"),
            (" https://example.com:443/a b".replace("a b", "a%20b#part"), "https://example.com/a%20b"),
            ("https://example.com:8443/a?x=1&y=ä", "https://example.com:8443/a?x=1&y=%C3%A4"),
            ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
            ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]/"),
            ("http://example.com./a", "http://example.com/a"),
        ],
    )
    def test_normal_form(self, text, url):
        assert read_address(text).url == url
        assert read_address(url).url == url

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("file:///etc/passwd", "of the kind file://"),
            ("ftp://example.com/a", "of the kind ftp://"),
            ("example.com/a", "without a beginning"),
            ("http://user:word@example.com/", "a name or password"),
            ("http://example.com@10.0.0.1/", "a name or password"),
            ("http:///a", "without a host"),
            ("http://example.com:0/", "host or port is none"),
            ("http://example.com:99999/", "cannot be read"),
            ("http://[::1/", "cannot be read"),
            ("http://exa mple.com/", "a blank"),
            ("http://example.com\\@10.0.0.1/", "a backslash"),
            ("http://[fe80::1%25eth0]/", "host or port is none"),
            ("http://exam<ple.com/", "cannot be one"),
            ("http://" + "ü" * 80 + ".example/", "cannot be one"),
            ("https://example.com/" + "a" * 3000, "characters, of at most"),
        ],
    )
    def test_refused(self, text, found):
        with pytest.raises(ValueError, match="an address") as caught:
            read_address(text)
        assert found in str(caught.value)

    def test_which_inputs_are_addresses(self):
        assert is_address("https://example.com") and is_address("ftp://example.com")
        assert not any(map(is_address, ["a/b.txt", "C:\\news", "C:/news", "a.txt", Path("https://example.com")]))

    @pytest.mark.parametrize(
        ("url", "kind", "name"),
        [
            ("https://www.example.com/news/talks", "text/html", "www.example.com/news/talks.html"),
            ("https://www.example.com/news/talks.htm", "text/html", "www.example.com/news/talks.htm"),
            ("https://www.example.com/", "text/html", "www.example.com.html"),
            ("https://www.example.com/a.pdf", "application/pdf", "www.example.com/a.pdf"),
            ("https://www.example.com/a.pdf", "application/octet-stream", "www.example.com/a.pdf"),
            ("https://www.example.com/s.php?id=3&x=../b", "text/html", "www.example.com/s.php-id=3-x=..-b.html"),
            ("https://www.example.com/../%2e%2e/a%5Cb", "text/plain", "www.example.com/ab.txt"),
            ("http://127.0.0.1:8000/" + "a" * 200, "text/plain", ("127.0.0.1-8000/" + "a" * 200)[:120] + ".txt"),
        ],
    )
    def test_names_for_people(self, url, kind, name):
        assert name_page(url, kind) == name

    def test_passwords_are_not_shown(self):
        assert without_password("https://me:secret@example.com/a?b=c@d") == "https://example.com/a?b=c@d"


class TestPublic:
    @pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822", "2002:5db8:d822::1"])  # fmt: skip
    def test_public(self, address):
        assert is_public(address)

    @pytest.mark.parametrize(
        "address",
        [
            "0.0.0.0",
            "0.1.2.3",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.1.1.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:0:10.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::1",
            "2002:a00:1::1",
            "2001:0:4136:e378::1",
            "2001:db8::1",
            "3fff::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fe80::1%eth0",
            "fec0::1",
            "ff02::1",
            "100::1",
            "5f00::1",
            "2606:2800::5efe:10.0.0.1",
            "nonsense",
        ],
    )
    def test_not_public(self, address):
        assert not is_public(address)


class TestPrivateTargets:
    def test_refused_by_default(self, web, kept):
        url = web.story("/a", MET)
        error = refused(url, kept, Manners(pause=0))
        assert "127.0.0.1 is not on the public web" in error.found and "--allow-private" in error.accepted
        assert not web.asked

    @pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]", "[::1]", "0"])
    def test_however_it_is_written(self, web, kept, host):
        port = web.url.rsplit(":", 1)[1]
        error = refused(f"http://{host}:{port}/a", kept, Manners(pause=0, retries=0))
        assert "not on the public web" in error.found or "no host" in error.found
        assert not web.asked

    def test_a_name_that_answers_differently_the_next_time_gains_nothing(self, web, kept, monkeypatch):
        """Rebinding: public when first resolved, this machine afterwards; what was checked is what is connected to."""
        port = int(web.url.rsplit(":", 1)[1])
        answers = [["93.184.216.34"], ["127.0.0.1"]]
        reached, looked_up = [], []

        def resolve(host, *_, **__):
            looked_up.append(host)
            found = answers.pop(0) if len(answers) > 1 else answers[0]
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

        def connect(place, *_, **__):
            reached.append(place[0])
            raise ConnectionRefusedError(111, "Connection refused")

        monkeypatch.setattr("data_prep.web.connections.socket.getaddrinfo", resolve)
        monkeypatch.setattr("data_prep.web.connections.create_connection", connect)
        refused(f"http://news.example:{port}/a", kept, Manners(pause=0, retries=1))
        assert reached == ["93.184.216.34"]
        assert looked_up == ["news.example", "news.example"]

    def test_a_socket_that_leads_elsewhere_is_closed_before_a_byte_is_sent(self, web, kept, monkeypatch):
        from urllib3.util.connection import create_connection

        port = int(web.url.rsplit(":", 1)[1])
        sockets = []

        def connect(place, *rest, **more):
            sockets.append(create_connection(("127.0.0.1", port), *rest, **more))
            return sockets[-1]

        monkeypatch.setattr("data_prep.web.connections.create_connection", connect)
        assert "not on the public web" in refused("http://93.184.216.34/a", kept, Manners(pause=0)).found
        assert sockets[0].fileno() == -1
        assert not web.asked

    def test_of_several_addresses_only_public_ones_are_tried(self, kept, monkeypatch):
        reached = []

        def resolve(*_, **__):
            return [(socket.AF_INET, 1, 6, "", (a, 80)) for a in ("10.0.0.1", "93.184.216.34", "127.0.0.1")]

        def connect(place, *_, **__):
            reached.append(place[0])
            raise ConnectionRefusedError(111, "Connection refused")

        monkeypatch.setattr("data_prep.web.connections.socket.getaddrinfo", resolve)
        monkeypatch.setattr("data_prep.web.connections.create_connection", connect)
        refused("http://news.example/a", kept, Manners(pause=0, retries=0))
        assert reached == ["93.184.216.34"]

    def test_redirects_are_checked_too(self, web, kept, monkeypatch):
        """The first host counts as public here; its redirect leads to one that does not."""
        web.pages["/go"] = Page(
            status=302, headers={"Location": "http://127.0.0.2:" + web.url.rsplit(":", 1)[1] + "/a"}
        )
        monkeypatch.setattr("data_prep.web.connections.is_public", lambda address: address == "127.0.0.1")
        monkeypatch.setattr("data_prep.articles.addresses.Address.has_usual_port", True)
        error = refused(f"{web.url}/go", kept, Manners(pause=0))
        assert "127.0.0.2 is not on the public web" in error.found
        assert [path for path, _ in web.asked] == ["/robots.txt", "/go"]

    def test_ports_that_nobody_asked_for(self, web, kept, monkeypatch):
        port = int(web.url.rsplit(":", 1)[1])
        web.pages["/go"] = Page(status=302, headers={"Location": f"http://127.0.0.1:{port + 1}/a"})
        monkeypatch.setattr("data_prep.web.connections.is_public", lambda address: True)
        assert f"it leads to port {port + 1}" in refused(f"{web.url}/go", kept, Manners(pause=0)).found
        assert "which nobody asked for" in refused(f"{web.url}/a", kept, Manners(pause=0), near="http://x.org/f").found

    def test_proxies_are_not_used(self, web, kept, monkeypatch):
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, "http://127.0.0.1:9")
        assert Fetcher(QUICK).fetch(web.story("/a", MET), kept).status == 200

    def test_tls_names_the_host_and_not_its_address(self, kept, monkeypatch):
        """The greeting that opens TLS (its server_name stands in it in clear) goes to the address that was checked."""
        heard: list[bytes] = []
        listener = socket.create_server(("127.0.0.1", 0))
        port = listener.getsockname()[1]

        def listen() -> None:
            opened, _ = listener.accept()
            heard.append(opened.recv(4096))
            opened.close()

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
        real = socket.getaddrinfo
        monkeypatch.setattr(
            "socket.getaddrinfo", lambda host, *r, **m: found if host == "news.example" else real(host, *r, **m)
        )
        refused(f"https://news.example:{port}/a", kept, replace(QUICK, retries=0))
        thread.join(5)
        listener.close()
        assert b"news.example" in heard[0]


class TestManners:
    def test_what_is_sent(self, web, kept, monkeypatch):
        monkeypatch.setenv("DATELINE_CONTACT", "https://example.org/me\r\nX: y")
        Fetcher(replace(QUICK, contact="mail@example.org")).fetch(web.story("/a", MET), kept)
        assert [path for path, _ in web.asked] == ["/robots.txt", "/a"]
        for _, headers in web.asked:
            assert headers["user-agent"].startswith("Dateline/") and "(+mail@example.org)" in headers["user-agent"]
            assert headers["host"] == web.url.removeprefix("http://")
            assert "cookie" not in headers and "referer" not in headers
        assert Manners().contact.startswith("https://example.org/me")
        assert name_agent("https://example.org/me\r\nX: y").endswith("(+https://example.org/meX: y)")

    def test_robots_are_honoured_and_asked_once(self, web, kept):
        web.pages["/robots.txt"] = Page(b"User-agent: dateline\nDisallow: /no\n\nUser-agent: *\nDisallow: /\n")
        fetcher = Fetcher(QUICK)
        assert fetcher.fetch(web.story("/yes", MET), kept).status == 200
        for path in ("/no", "/no/more"):
            with pytest.raises(FetchError, match=r"the robots.txt of 127.0.0.1 does not allow it"):
                fetcher.fetch(web.story(path, MET), kept)
        assert [path for path, _ in web.asked] == ["/robots.txt", "/yes"]

    @pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (401, True), (500, False), (503, False)])
    def test_robots_that_cannot_be_had(self, web, kept, status, allowed):
        web.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /", status)
        url = web.story("/a", MET)
        if allowed:
            assert Fetcher(QUICK).fetch(url, kept).status == 200
        else:
            error = refused(url, kept, replace(QUICK, retries=0))
            assert f"robots.txt of 127.0.0.1 cannot be had (HTTP {status})" in error.found and not error.lasting
            assert not web.count("/a")

    def test_robots_behind_redirects(self, web, kept):
        web.pages["/robots.txt"] = Page(status=301, headers={"Location": "/rules"})
        web.pages["/rules"] = Page(b"User-agent: *\nDisallow: /a\n")
        assert "does not allow" in refused(web.story("/a", MET), kept).found
        web.pages["/robots.txt"] = Page(status=301, headers={"Location": "/robots.txt"})
        assert Fetcher(QUICK).fetch(web.story("/a", MET), kept).status == 200

    def test_a_redirect_target_asks_its_own_robots(self, web, kept):
        web.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /no\n")
        web.story("/no", MET)
        web.pages["/go"] = Page(status=302, headers={"Location": "/no"})
        assert "does not allow" in refused(f"{web.url}/go", kept).found
        assert not web.count("/no")

    def test_pauses(self, web, kept, monkeypatch):
        waited: list[float] = []
        monkeypatch.setattr("data_prep.web.transfer.time.sleep", waited.append)
        web.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 7\n")
        fetcher = Fetcher(replace(QUICK, pause=1))
        fetcher.fetch(web.story("/a", MET), kept)
        assert len(waited) == 1 and 6 < waited[0] <= 7
        web.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 9999\n")
        Fetcher(QUICK).fetch(web.story("/a", MET), kept)
        assert waited[1] <= 30


class TestBounds:
    def test_size(self, web, kept):
        web.pages["/a"] = Page(b"x" * 3000)
        assert "more than 0.002 MB" in refused(f"{web.url}/a", kept, replace(QUICK, largest=2000)).found

    def test_size_where_it_is_not_told(self, web, kept):
        def pour(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Type", "text/plain")
            handler.send_header("Transfer-Encoding", "chunked")
            handler.end_headers()
            try:
                for _ in range(100_000):
                    handler.wfile.write(b"1000\r\n" + b"x" * 4096 + b"\r\n")
            except OSError:
                pass

        web.pages["/a"] = Page(act=pour)
        assert "more than 0.05 MB" in refused(f"{web.url}/a", kept, replace(QUICK, largest=50_000)).found

    @pytest.mark.parametrize("layers", [1, 2])
    def test_a_bomb_is_not_unpacked(self, web, kept, layers):
        data = b"\0" * 200_000_000
        for _ in range(layers):
            data = gzip.compress(data, 5)
        web.pages["/a"] = Page(data, headers={"Content-Encoding": ", ".join(["gzip"] * layers)})
        del data
        tracemalloc.start()
        try:
            assert "more than 5 MB" in refused(f"{web.url}/a", kept).found
            assert tracemalloc.get_traced_memory()[1] < 40_000_000
        finally:
            tracemalloc.stop()

    def test_packed_pages_are_kept_unpacked(self, web, kept):
        web.pages["/a"] = Page(gzip.compress(MET.encode()), headers={"Content-Encoding": "gzip"})
        assert kept.read(Fetcher(QUICK).fetch(f"{web.url}/a", kept)) == MET.encode()
        web.pages["/b"] = Page(b"no gzip at all", headers={"Content-Encoding": "gzip"})
        assert "cannot be unpacked" in refused(f"{web.url}/b", kept).found

    @pytest.mark.parametrize("where", ["silent", "headers", "body", "chunks"])
    def test_slow_servers(self, web, kept, where):
        over = threading.Event()

        def drip(handler: BaseHTTPRequestHandler) -> None:
            try:
                if where in ("body", "chunks"):
                    handler.send_response(200)
                    handler.send_header("Content-Type", "text/plain")
                    how = ("Content-Length", "9999") if where == "body" else ("Transfer-Encoding", "chunked")
                    handler.send_header(*how)
                    handler.end_headers()
                elif where == "headers":
                    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
                while not over.wait(0.05):
                    if where != "silent":
                        handler.wfile.write(b"1\r\nx\r\n" if where == "chunks" else b"x")
                        handler.wfile.flush()
            except OSError:
                pass

        web.pages["/a"] = Page(act=drip)
        try:
            manners = replace(QUICK, read=0.3, total=0.8, retries=0)
            found = refused(f"{web.url}/a", kept, manners).found
        finally:
            over.set()
        assert found == (
            "127.0.0.1 does not go on within 0.3 seconds" if where == "silent" else "it took longer than 0.8 seconds"
        )

    def test_a_page_that_breaks_off_is_not_kept(self, web, kept):
        def break_off(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Type", "text/plain")
            handler.send_header("Content-Length", "1000")
            handler.end_headers()
            handler.wfile.write(b"half")
            handler.close_connection = True

        web.pages["/a"] = Page(act=break_off)
        assert "broke off" in refused(f"{web.url}/a", kept, replace(QUICK, retries=0)).found
        assert not kept.folder.exists()

    def test_an_answer_that_is_no_http(self, web, kept):
        web.pages["/a"] = Page(act=lambda handler: (handler.wfile.write(b"hello\r\n\r\n"), setattr(handler, "close_connection", True)))  # fmt: skip
        assert "broke off" in refused(f"{web.url}/a", kept, replace(QUICK, retries=0)).found

    def test_nobody_there(self, kept):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        error = refused(f"http://127.0.0.1:{port}/a", kept, replace(QUICK, retries=0))
        assert f"gives no connection on port {port}" in error.found

    def test_no_such_host(self, kept, monkeypatch):
        def unknown(*_, **__):
            raise socket.gaierror(-2, "Name or service not known")

        monkeypatch.setattr("data_prep.web.connections.socket.getaddrinfo", unknown)
        assert refused("http://nowhere.example/", kept).found == "there is no host nowhere.example"


class TestAnswers:
    def test_tried_again_when_a_server_asks_for_that(self, web, kept):
        web.story("/b", MET)
        web.pages["/a"] = [Page(status=503, headers={"Retry-After": "0"}), Page(status=429), web.pages["/b"]]
        assert Fetcher(QUICK).fetch(f"{web.url}/a", kept).status == 200
        assert web.count("/a") == 3

    def test_but_not_for_ever(self, web, kept):
        web.pages["/a"] = Page(status=503, headers={"Retry-After": "0"})
        error = refused(f"{web.url}/a", kept)
        assert (error.found, error.status, error.lasting) == ("an error of the server (HTTP 503)", 503, False)
        assert web.count("/a") == 3
        web.pages["/b"] = Page(status=429, headers={"Retry-After": "9" * 5000})
        web.pages["/c"] = Page(status=503, headers={"Retry-After": "3600"})
        assert refused(f"{web.url}/b", kept).status == 429
        assert refused(f"{web.url}/c", kept).found == "127.0.0.1 asks to wait 3,600 seconds"
        assert web.count("/c") == 1

    @pytest.mark.parametrize(
        ("status", "words"),
        [
            (404, "not there"),
            (410, "not there any more"),
            (403, "refused by the server"),
            (401, "logged in"),
            (204, "no page"),
        ],
    )
    def test_refusals(self, web, kept, status, words):
        web.pages["/a"] = Page(status=status)
        error = refused(f"{web.url}/a", kept)
        assert words in error.found and f"(HTTP {status})" in error.found
        assert web.count("/a") == 1

    def test_what_is_no_article(self, web, kept):
        web.pages["/a"] = Page(b"\x89PNG", kind="image/png")
        error = refused(f"{web.url}/a", kept)
        assert error.found == "no article, by its content type image/png"
        assert "text/html" in error.accepted

    def test_redirects(self, web, kept):
        url = web.story("/b", MET)
        web.pages["/a"] = Page(status=301, headers={"Location": "b"})
        page = Fetcher(QUICK).fetch(f"{web.url}/a", kept)
        assert (page.url, page.final_url) == (f"{web.url}/a", url)

    @pytest.mark.parametrize(
        ("location", "found"),
        [
            ("file:///etc/passwd", "a redirect to an address of the kind file://"),
            ("ftp://127.0.0.1/a", "a redirect to an address of the kind ftp://"),
            ("http://me:word@127.0.0.1/", "a redirect to an address with a name or password"),
            ("http://[::1/", "a redirect"),
            ("/a", "redirects that lead in a circle"),
            ("", "a redirect to nowhere"),
        ],
    )
    def test_hostile_redirects(self, web, kept, location, found):
        web.pages["/a"] = Page(status=302, headers={"Location": location})
        assert refused(f"{web.url}/a", kept).found.startswith(found)
        assert web.count("/a") == 1

    def test_redirects_without_end(self, web, kept):
        for n in range(20):
            web.pages[f"/{n}"] = Page(status=302, headers={"Location": f"/{n + 1}"})
        assert refused(f"{web.url}/0", kept).found == "more than 5 redirects"


class TestKept:
    def test_only_what_changed_comes_again(self, web, kept):
        url = web.story("/a", MET)
        web.pages["/a"].headers = {"ETag": '"1"', "Last-Modified": "Fri, 03 May 2024 10:00:00 GMT"}
        first = Fetcher(QUICK).fetch(url, kept)
        again = Fetcher(QUICK).fetch(url, Kept(kept.folder))
        assert again == first
        assert web.asked[-1][1]["if-none-match"] == '"1"'
        assert web.asked[-1][1]["if-modified-since"] == "Fri, 03 May 2024 10:00:00 GMT"
        web.pages["/a"] = Page(b"Another text", headers={"ETag": '"2"'})
        assert Fetcher(QUICK).fetch(url, kept).sha256 != first.sha256
        assert kept.read(first).startswith(b"GENEVA")  # the older bytes stay

    def test_nothing_changed_though_nothing_is_kept(self, web, kept):
        web.pages["/a"] = Page(status=304)
        assert "no copy is kept" in refused(f"{web.url}/a", kept).found

    def test_the_same_bytes_keep_their_first_day(self, web, kept):
        url = web.story("/a", MET)
        page = Fetcher(QUICK).fetch(url, kept)
        kept.note(replace(page, at="2024-05-04T10:00:00+00:00"))
        assert Fetcher(QUICK).fetch(url, kept).day == "2024-05-04"

    def test_the_index_survives_a_crash(self, web, kept):
        one = Fetcher(QUICK).fetch(web.story("/a", MET), kept)
        index = kept.folder / "index.jsonl"
        index.write_bytes(
            index.read_bytes() + b'\xff\n[]\n{"url": 3}\n{"url": "http://x/", "sha256": "../../x"}\n{"url": "htt'
        )
        kept = Kept(kept.folder)
        assert list(kept) == [one]
        two = Fetcher(QUICK).fetch(web.story("/b", MET), kept)
        assert list(Kept(kept.folder)) == [one, two]
        assert not [p for p in kept.folder.iterdir() if p.name.startswith(".")]

    def test_only_the_newest_of_feeds(self, web, tmp_path):
        kept = Kept(tmp_path / "feeds", versions=False)
        for n in range(3):
            Fetcher(QUICK).fetch(web.story("/a", f"{MET} {n}"), kept)
        assert len(list(kept.folder.iterdir())) == 2
        assert len((kept.folder / "index.jsonl").read_text().splitlines()) == 1


class TestInputs:
    def test_mixed(self, web, tmp_path):
        (tmp_path / "a.txt").write_text("Paul Roche left Geneva on May 4, 2024, officials said.")
        problems: list[Problem] = []
        inputs = [web.story("/news/talks", MET), tmp_path / "a.txt", f"{web.url}/none", "ftp://example.com/a"]
        found = fetch_inputs(inputs, tmp_path / "out", problems.append, manners=QUICK)
        articles = build_timeline(found, problems.append)["articles"].set_index("path")
        name = f"{web.url.removeprefix('http://').replace(':', '-')}/news/talks.txt"
        assert list(articles.index) == ["a.txt", name]
        assert articles.loc[name, "url"] == f"{web.url}/news/talks"
        assert [(p.path, p.skipped) for p in problems] == [(f"{web.url}/none", True), ("ftp://example.com/a", True)]

    def test_the_day_of_fetching_is_a_bound(self, web, tmp_path):
        url = web.story("/a", "Anna Berg met Paul Roche in Geneva, officials said.")
        page = Fetcher(QUICK).fetch(url, Kept(tmp_path / "fetched"))
        Kept(tmp_path / "fetched").note(replace(page, at="2024-05-04T10:00:00+00:00"))
        found = fetch_inputs([url], tmp_path, print, offline=True)
        article = build_timeline(found)["articles"].iloc[0]
        assert (article["published_edtf"], article["published_basis"]) == ("../2024-05-04", "header")

    def test_names_are_told_apart(self, web, tmp_path):
        host = web.url.removeprefix("http://").replace(":", "-")
        (tmp_path / "in" / host).mkdir(parents=True)
        (tmp_path / "in" / host / "a.txt").write_text("Paul Roche left Geneva on May 4, 2024, officials said.")
        inputs = [web.story("/a", MET), web.story("/a.txt", MET + " So be it."), f"{web.url}/a", tmp_path / "in"]
        found = fetch_inputs(inputs, tmp_path / "out", print, manners=QUICK)
        assert len(found) == 3
        assert sorted(build_timeline(found)["articles"]["path"]) == [
            f"{host}/a (2).txt",
            f"{host}/a (3).txt",
            f"{host}/a.txt",
        ]

    def test_an_address_that_was_not_fetched_is_told(self):
        problems: list[Problem] = []
        assert build_timeline(["https://me:word@example.com/a"], problems.append)["articles"].empty
        assert problems[0].path == "https://example.com/a" and "fetch_inputs" in problems[0].accepted

    def test_without_the_extra(self, tmp_path, monkeypatch):
        monkeypatch.setitem(sys.modules, "protego", None)
        problems: list[Problem] = []
        assert fetch_inputs(["https://example.com/a", "b.txt"], tmp_path, problems.append) == ["b.txt"]
        assert str(problems[0]) == (
            "https://example.com/a: a web address, for which a package is not installed (protego). "
            "Install it with: pip install '.[web]'"
        )


def run(*arguments: object) -> str:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output


class TestCommand:
    def test_build_again_without_a_network(self, tmp_path):
        out = tmp_path / "out"
        with serve() as web:
            url = web.story("/talks", MET)
            assert run("build", url, "--out", out, "--allow-private").startswith("1 article read, ")
            first = open_timeline(out).manifest
        assert first["inputs"] == [url]
        output = run("build", url, "--out", out, "--allow-private")
        assert "Read with a doubt: 1 note" in output and ": the copy kept on 20" in output
        assert open_timeline(out).manifest["tables"] == first["tables"]
        output = run("build", url, f"{url}2", "--out", out, "--offline")
        assert "a doubt" not in output and "Leave out --offline to fetch it" in output
        assert open_timeline(out).manifest["tables"] == first["tables"]
        assert "nothing wrong" in run("check", out)

    def test_private_addresses_only_when_asked(self, web, tmp_path):
        output = run("build", web.story("/a", MET), "--out", tmp_path / "out")
        assert "127.0.0.1 is not on the public web. For pages of your own network: --allow-private" in output

    def test_passwords_go_nowhere(self, tmp_path):
        (tmp_path / "a.txt").write_text(MET)
        output = run("build", "https://me:secret@example.com/a", tmp_path / "a.txt", "--out", tmp_path / "out")
        assert "a name or password in it" in output and "secret" not in output
        assert "secret" not in json.dumps(open_timeline(tmp_path / "out").manifest)
