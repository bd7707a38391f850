"""A real Chromium on the real app. Every request to another host is refused, and told by `outside`.

The tests share a tab: a page that opens where the same scripts ran before takes a quarter of the processor time. A page has a
session of its own on the server all the same. `CHROMIUM` names the browser; without it Debian's, then Playwright's own. Where
there is none, the tests are skipped.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOUR = "dateline-tour"  # what a browser keeps when it has seen the tour
PATIENCE = 60  # seconds that a busy machine may take
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]


@pytest.fixture(scope="session")
def app_url(made_directory: Path) -> Iterator[str]:
    with serve(ROOT / "dashboard.py", "--", "--timeline", str(made_directory)) as url:
        yield url


@contextmanager
def serve(script: Path, *arguments: str) -> Iterator[str]:
    """A Streamlit server of its own on a free port; its address."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.fileWatcherType": "none",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(script), *(f"--{k}={v}" for k, v in options.items())]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [*command, *arguments], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(PATIENCE * 10):
        try:
            if urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).read() == b"ok":
                return
        except OSError:
            time.sleep(0.1)
        if process.poll() is not None:
            break
    raise RuntimeError("streamlit did not start")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed: pip install playwright"
    )
    named = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    with playwright.sync_playwright() as pw:
        try:
            chromium = pw.chromium.launch(executable_path=named, args=FLAGS)
        except playwright.Error as error:
            pytest.skip(
                f"no Chromium: set CHROMIUM to one, or run `playwright install chromium` ({str(error).splitlines()[0]})"
            )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def tab(browser: Any) -> Iterator[Any]:
    """The tab that tests share; `start_over` before each."""
    page = new_tab(browser)
    yield page
    page.context.close()


def new_tab(browser: Any, **options: Any) -> Any:
    """A tab that has seen nothing yet. What its page asked for is in its `asked`, what it said in boxes in its `dialogs`."""
    page = browser.new_context(**{"locale": "en-GB"} | options).new_page()
    page.add_init_script(f"localStorage.setItem({TOUR!r}, localStorage.getItem({TOUR!r}) ?? 'done')")
    page.set_default_timeout(PATIENCE * 1000)
    page.asked, page.dialogs = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    return page


def start_over(page: Any, width: int, height: int, scheme: str = "light") -> None:
    """As if nobody had used the tab before."""
    if page.url.startswith("http"):
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page.mouse.up()
    page.mouse.move(0, 0)
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    page.asked.clear()
    page.dialogs.clear()


def outside(page: Any, url: str) -> list[str]:
    """What the page asked of others than the server at `url`."""
    return [
        asked for asked in page.asked if not asked.startswith((url, url.replace("http", "ws", 1), "data:", "blob:"))
    ]


@pytest.fixture
def open_page(tab: Any, app_url: str) -> Any:
    """A function that opens a path of the app."""

    def open_(path: str = "/", width: int = 1440, height: int = 900, scheme: str = "light") -> Any:
        start_over(tab, width, height, scheme)
        tab.goto(app_url + path)
        tab.locator(".dl-head").wait_for()
        tab.wait_for_timeout(500)  # the ruler tells the width, and the page may run once more
        settle(tab)
        return tab

    return open_


def settle(page: Any) -> None:
    """Wait until no run of the script is going on and every picture is drawn."""
    page.wait_for_timeout(150)
    page.wait_for_function(
        """() => !document.querySelector('[data-testid="stStatusWidget"]') && !document.querySelector('[data-testid="stSkeleton"]')
        && !document.querySelector('[data-stale="true"]') && !document.querySelector('.dl-live:not([data-drawn])') && document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState !== 'running'"""
    )
    page.wait_for_timeout(150)
