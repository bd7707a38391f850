"""How fast is the dashboard for its reader? `python -m benchmarks.dashboard [--sizes 1000 10000 100000 1000000]`

Enters: sizes, in events; the timelines are made (`synthetic.py`), or those that `--timelines DIR` has from before. Leaves, on
standard output, a table a size: median and 95th percentile, in ms, from what the reader does to the frame that shows it, in headless
Chromium on the real dashboard: first load (of a server just started, and of one that has the timeline open), a filter, a zoom, a
click on a sign until its panel stands, a change of page; then KB received, processor time and memory of the server.
In the same run, taking turns: a page of Streamlit that does nothing, and the plain way (`st.plotly_chart` with every
event as a point), up to the size where that still works. Refuses: a machine without Playwright or a Chromium.
"""

import argparse
import contextlib
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.served import APPS, ROOT, Served, serve
from benchmarks.synthetic import write_synthetic

SIZES = (1_000, 10_000, 100_000, 1_000_000)
PLAIN = 10_000  # events beyond which the plain way does not come to an end
ROUNDS = 15
WAIT = 60_000  # ms that a reader is thought to wait
PAGES = ("Actors", "Places", "Sources", "Share", "Timeline")
_FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
_SIGN = """(shun) => {  // a sign on the screen whose event is not open: where it stands on the page, and its event
  const S = document.querySelector('.dl-live')._live, box = S.lanesBox.getBoundingClientRect(), y = S.plot._fullLayout.yaxis;
  const place = s => [box.x + S.left + (s.x - S.win[0]) / (S.win[1] - S.win[0]) * S.wide, box.y + y._offset + y.d2p(s.y), s.id];
  const signs = S.signs.filter(s => s.x > S.win[0] && s.x < S.win[1] && !shun.includes(s.id)).map(place);
  const seen = signs.filter(([, at]) => at > 0 && at < innerHeight - 10);
  return seen[seen.length >> 1];
}"""


@dataclass(slots=True)
class Target:
    """One app in one browser tab, and what was measured of it: ms by what was done."""

    name: str
    events: int
    server: Served
    page: Any
    times: dict[str, list[float]] = field(default_factory=dict)
    bytes: dict[str, list[int]] = field(default_factory=dict)
    received: int = 0
    opened: list[str] = field(default_factory=list)  # events whose panel was asked for
    spent: list[float] = field(default_factory=list)  # seconds of the server's processor for a filter

    def measure(self, what: str, look: str, act: Callable[[], None]) -> None:
        """Do it, and note how long until `look` (watch.js) has changed on the screen."""
        settle(self.page)
        before, spent = self.received, self.server.processor
        self.page.evaluate("([look, most]) => { bench.seen = bench.watch(look, most); }", [look, WAIT])
        act()
        self.times.setdefault(what, []).append(self.page.evaluate("bench.seen"))
        settle(self.page)
        self.bytes.setdefault(what, []).append(self.received - before)
        if what == "filter":
            self.spent.append(self.server.processor - spent)


def settle(page: Any) -> None:
    """Wait until the script has come to its end and nothing has been drawn for a moment."""
    page.wait_for_timeout(120)
    page.wait_for_function("() => bench.idle()")
    page.wait_for_timeout(120)


def open_page(browser: Any, url: str, seen: str) -> tuple[Any, float]:
    """A tab of its own on this address, and the ms until it shows what `seen` (watch.js) looks at."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(WAIT)
    context.add_init_script(path=Path(__file__).with_name("watch.js"))
    page = context.new_page()
    page.goto(url)
    script = (
        "look => bench.looks[look]() != null && new Promise(f => requestAnimationFrame(() => f(performance.now())))"
    )
    return page, float(page.wait_for_function(script, arg=seen).json_value())


def load(browser: Any, name: str, events: int, server: Served, seen: str, again: int = 3) -> Target:
    """Open an app for the first time and then some times more; the last tab stays."""
    page, cold = open_page(browser, server.url, seen)
    settle(page)
    warm = []
    for _ in range(again):
        page.context.close()
        page, took = open_page(browser, server.url, seen)
        warm.append(took)
        settle(page)
    page.context.close()
    target = Target(name, events, server, None, {"first load": [cold], "load again": warm})
    target.page = _heard(browser, target, seen)
    return target


def _heard(browser: Any, target: Target, seen: str) -> Any:
    """A tab whose websocket is counted."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(WAIT)
    context.add_init_script(path=Path(__file__).with_name("watch.js"))
    page = context.new_page()

    def count(frame: Any) -> None:
        target.received += len(frame)

    page.on("websocket", lambda socket: socket.on("framereceived", count))
    page.goto(target.server.url)
    page.wait_for_function("look => bench.looks[look]() != null", arg=seen)
    settle(page)
    return page


def use_dashboard(target: Target, turn: int) -> None:
    """One turn of all that is measured of the dashboard."""
    page = target.page
    who = page.locator('[data-testid="stMultiSelect"] input').first

    def press(*keys: str) -> Callable[[], None]:
        return lambda: [page.keyboard.press(key) for key in keys] and None

    who.click()
    page.keyboard.press("ArrowDown")
    for _ in range(turn % 7):
        page.keyboard.press("ArrowDown")
    target.measure("filter", "drawn", press("Enter"))
    who.click()
    target.measure("filter", "drawn", press("Backspace"))
    page.keyboard.press("Escape")
    box = page.locator(".dl-lanes").bounding_box()
    page.mouse.move(box["x"] + box["width"] * (0.3 + 0.4 * turn / ROUNDS), box["y"] + 60)
    target.measure("zoom", "drawn", lambda: page.mouse.wheel(0, -400))
    target.measure("zoom", "drawn", lambda: page.mouse.wheel(0, 250))
    x, y, event = page.evaluate(_SIGN, target.opened)
    target.opened.append(event)
    target.measure("panel", "panel", lambda: page.mouse.click(x, y))
    for name in PAGES:
        link = page.get_by_test_id("stTopNavLink").filter(has_text=re.compile(f"^{name}$"))
        target.measure("page", "page", link.click)


def use_pills(target: Target, turn: int) -> None:
    """One turn of an app that has but a choice."""
    look = "chart" if target.events else "text"
    pills = target.page.locator('[data-testid="stButtonGroup"] button')
    target.measure("filter", look, pills.nth(1 + turn % (pills.count() - 1)).click)


@contextlib.contextmanager
def chromium() -> Iterator[Any]:
    """A headless browser. Ends the program where there is none."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        sys.exit("error: Playwright is not installed. Install it: pip install -r requirements-dev.txt")
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or next(found, None), args=_FLAGS
        )
        yield browser
        browser.close()


def made(folder: Path, sizes: Sequence[int]) -> dict[int, Path]:
    """Where the timeline of each size lies; one that is not there is made."""
    for size in sizes:
        if not (folder / str(size) / "manifest.json").exists():
            print(f"making {size:,} events …", file=sys.stderr)
            write_synthetic(size, folder / str(size))
    return {size: folder / str(size) for size in sizes}


def run(folder: Path, sizes: Sequence[int], rounds: int, plain: int = PLAIN) -> list[Target]:
    """Measure everything, the apps taking turns."""
    with contextlib.ExitStack() as stack:
        timelines = made(folder, sizes)
        browser = stack.enter_context(chromium())
        targets = [load(browser, "empty page", 0, stack.enter_context(serve(APPS / "empty.py")), "text")]
        for size, place in timelines.items():
            if size <= plain:
                server = stack.enter_context(serve(APPS / "every_point.py", "--timeline", str(place)))
                targets.append(load(browser, "every point", size, server, "chart"))
            server = stack.enter_context(serve(ROOT / "dashboard.py", "--timeline", str(place)))
            targets.append(load(browser, "dashboard", size, server, "drawn"))
        for turn in range(rounds):
            for target in targets:
                (use_dashboard if target.name == "dashboard" else use_pills)(target, turn)
        for target in targets:
            target.times["memory"] = [target.server.memory]
        return targets


def report(targets: Sequence[Target]) -> list[str]:
    """The table's lines; the last column is how many times as long as the same, or a filter, on the empty page."""
    lines = [f"{'':13}{'events':>10}  {'':12}{'n':>4}{'median ms':>11}{'p95 ms':>9}{'KB':>8}{'× empty':>9}"]
    empty = {what: statistics.median(times) for what, times in targets[0].times.items()}
    for target in targets:
        for what, times in target.times.items():
            if what == "memory":
                continue
            middle, sent = statistics.median(times), statistics.median(target.bytes.get(what, [0])) / 1000
            beside = middle / empty.get(what, empty["filter"])
            lines.append(
                f"{target.name:13}{target.events:10,}  {what:12}{len(times):4}{middle:11.0f}{percentile(times, 95):9.0f}{sent:8.1f}{beside:9.1f}"
            )
        cpu = f", {1000 * statistics.median(target.spent):.0f} ms of its processor a filter" if target.spent else ""
        lines.append(f"{target.name:13}{target.events:10,}  server: {target.times['memory'][0]:.0f} MB{cpu}")
    return lines + compare(targets)


def compare(targets: Sequence[Target]) -> list[str]:
    """How the largest dashboard stands beside the one of 10,000 events."""
    boards = {t.events: t for t in targets if t.name == "dashboard"}
    largest = max(boards, default=0)
    if 10_000 not in boards or largest <= 10_000:
        return []
    shares = [
        f"{what} {statistics.median(boards[largest].times[what]) / statistics.median(times):.2f}"
        for what, times in boards[10_000].times.items()
        if what != "memory"
    ]
    return [f"{largest:,} events beside 10,000: {', '.join(shares)}"]


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many percent do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--plain", type=int, default=PLAIN, metavar="N", help="the largest size for the plain way")
    parser.add_argument("--timelines", type=Path, metavar="DIR", help="where made timelines are kept: DIR/N")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        begun = time.strftime("%Y-%m-%d %H:%M")
        targets = run(args.timelines or Path(scratch), args.sizes, args.rounds, args.plain)
        print("\n".join(report(targets)))
        load_now = " ".join(f"{n:.1f}" for n in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
        print(f"{begun}, {os.cpu_count()} processors, load average at the end {load_now}")


if __name__ == "__main__":
    main()
