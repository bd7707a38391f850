"""Write the pictures of docs/guide.md and README.md from the running dashboard: `python docs/make_pictures.py [--many DIR] [NAME …]`.

Enters: the example articles, of which a timeline is built in a temporary folder; with `--many`, the folder of a timeline of some
thousand events for the picture that shows many. Its articles are other people's: event names are left out of that picture.
Leaves: PNG files of few colours in docs/images, one for each line of `PICTURES`; with names, only these. Refuses: a name that is
not in the table; a page on which something that is clicked is not there. Needs requirements-dev.txt and Chromium.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
WIDTH = {"light": 1280, "dark": 1280, "phone": 390}
COLOURS = 256
ROOM = 12  # pixels around what is cut out
UNVEILING = "e-ab53985eca9d-125"  # three sources that differ on two points
NO_NAMES = """.dl-live .textpoint text:has(tspan), .dl-live .textpoint tspan:not(:first-child) { fill-opacity: 0 !important; }
.dl-live .textpoint text > tspan:first-child { fill-opacity: 1 !important; }
.dl-live .textpoint text:has(tspan tspan) * { fill-opacity: 0 !important; }"""
TABLE = """Date,Event,Actors,Place
19 June 2024,Russia and North Korea sign a partnership treaty,Russia; North Korea,Pyongyang
29 November 2024,The defence ministers Belousov and No Kwang-chol hold talks,Andrei Belousov; No Kwang-chol,Pyongyang
27 April 2025,North Korea says for the first time that its soldiers fought in Kursk,North Korea,
4 September 2025,Kim Jong-un meets Vladimir Putin in Beijing,Kim Jong-un; Vladimir Putin,Beijing
1 October 2025,A monument to North Korean soldiers is unveiled near Moscow,Andrei Belousov; No Kwang-chol,Moscow Oblast
"""


def _nothing(page: Any) -> None:
    """The page as it opens."""


def _press(name: str) -> Callable[[Any], None]:
    return lambda page: page.get_by_role("button", name=name, exact=True).first.click()


def _tour(page: Any) -> None:
    _press("Take the tour")(page)
    page.get_by_role("button", name="Next", exact=True).last.click()


def _search(page: Any) -> None:
    box = page.get_by_role("searchbox", name="Search")
    box.fill("talks who:Lavrov")
    box.press("Enter")
    page.locator("pre.dl-pointed").wait_for()


def _open_kinds(page: Any) -> None:
    page.get_by_role("combobox", name="Kind", exact=True).click()
    page.get_by_role("option").first.wait_for()


def _brief(page: Any) -> None:
    from conftest import settle

    for _ in range(2):
        page.get_by_role("button", name="Star", exact=True).click()
        page.get_by_role("button", name="Starred", exact=True).wait_for()
        settle(page)
        page.get_by_role("button", name="Next").first.click()
        settle(page)
    page.get_by_role("link", name="Share", exact=True).click()
    for label, text in {
        "Title": "A monument near Moscow",
        "Remark on event 1": "Three sources, one of them a news agency; they differ on what was unveiled.",
    }.items():
        box = page.get_by_role("textbox", name=label, exact=True)
        box.fill(text)
        box.blur()
        settle(page)


def _compare(page: Any) -> None:
    file = {"name": "diary.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Keep and compare").click()
    page.locator(".st-key-compare_picture .js-plotly-plot").wait_for()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its file, the address, the height of the window, what is cut out of it (CSS), what is done before, how it looks."""

    name: str
    path: str
    height: int
    part: tuple[str, ...] = ()  # nothing: the window
    before: Callable[[Any], None] = _nothing
    look: str = "light"
    many: bool = False


BOTH = "person=Andrei+Belousov&person=No+Kwang-chol"
PICTURES = (
    Picture("timeline", "/", 1500),
    Picture("guide/tour", "/", 1040, before=_tour),
    Picture("guide/light", "/", 1120),
    Picture("guide/dark", "/", 1120, look="dark"),
    Picture("guide/phone", "/", 900, look="phone"),
    Picture("guide/signs", "/", 1500, ("[role=dialog]:not(.dl-tour)",), _press("What the signs mean")),
    Picture("guide/eleven", "/?q=after:2025-09-19", 1060),
    Picture("guide/many", "/?lanes=Kinds&show=Timeline", 1215, many=True),
    Picture("guide/none", "/?place=Beijing&q=treaty", 560),
    Picture("guide/counts", "/?actor=Russia", 1080, ("section[data-testid=stSidebar]",), _open_kinds),
    Picture("guide/search-error", "/", 480, before=_search),
    Picture("guide/places-lanes", "/?lanes=Places", 1300, (".st-key-show", ".st-key-picture")),
    Picture(
        "guide/first-reported", "/?clock=First+reported", 1400, (".dl-said", "h3:has-text('Who reports first') + table")
    ),
    Picture("guide/story", "/?show=Story&dates=6", 2400, (".dl-tale", ".dl-story")),
    Picture("guide/event", f"/?event={UNVEILING}", 4000, (".dl-dateline", ".st-key-related")),
    Picture("guide/actors", f"/actors?{BOTH}", 1000),
    Picture("guide/network", "/actors?person=Russia", 1800, (".st-key-company", ".st-key-network")),
    Picture("guide/map", "/places", 1300),
    Picture("guide/sources", "/sources", 1290),
    Picture("guide/article", "/sources", 1300, ("[data-testid=stMain] h2.dl-title", ".dl-read")),
    Picture("guide/share", "/share", 860),
    Picture("guide/brief", f"/?event={UNVEILING}", 1700, ("h2:has-text('Brief')", ".st-key-brief_star_1"), _brief),
    Picture("guide/compare", "/timelines?do=Compare+with+a+table", 1300, before=_compare),
)


def make_pictures(names: list[str], many: Path | None) -> None:
    """Draw the pictures, one after another, each in a tab of its own."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser")]
    from conftest import FLAGS, serve
    from playwright.sync_api import sync_playwright

    from data_prep.cli import main

    wanted = [p for p in PICTURES if (p.name in names if names else many or not p.many)]
    with ExitStack() as at_end:
        home = at_end.enter_context(tempfile.TemporaryDirectory())
        os.environ["DATELINE_HOME"] = home  # nothing of this user's timelines and briefs is seen
        main(["build", str(ROOT / "seeds"), "--out", f"{home}/examples"], standalone_mode=False)
        urls = {
            large: at_end.enter_context(serve(ROOT / "dashboard.py", "--", "--timeline", str(folder)))
            for large, folder in ((False, f"{home}/examples"), (True, many))
            if any(p.many == large for p in wanted)
        }
        browser = at_end.enter_context(sync_playwright()).chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=FLAGS
        )
        for picture in wanted:
            _draw(browser, urls[picture.many], picture)
        browser.close()


def _draw(browser: Any, url: str, picture: Picture) -> None:
    from conftest import new_tab, settle

    scheme, phone = ("dark" if picture.look == "dark" else "light"), picture.look == "phone"
    size = {"width": WIDTH[picture.look], "height": picture.height}
    page = new_tab(browser, viewport=size, color_scheme=scheme, is_mobile=phone, has_touch=phone)
    page.goto(url + picture.path)
    page.locator(".dl-head").wait_for()
    page.wait_for_timeout(1000)
    settle(page)
    picture.before(page)
    page.wait_for_timeout(1000)
    settle(page)
    if picture.many:
        page.add_style_tag(content=NO_NAMES)
    _save(page.screenshot(clip=_around(page, picture.part)), IMAGES / f"{picture.name}.png")
    page.context.close()


def _around(page: Any, part: tuple[str, ...]) -> dict[str, float] | None:
    """The rectangle around the elements, with some room."""
    if not part:
        return None
    boxes = [page.locator(css).first.bounding_box() for css in part]
    seen = page.viewport_size
    left, top = (max(min(box[side] for box in boxes) - ROOM, 0) for side in "xy")
    right, end = (
        min(max(box[side] + box[size] for box in boxes) + ROOM, seen[size])
        for side, size in (("x", "width"), ("y", "height"))
    )
    return {"x": left, "y": top, "width": right - left, "height": end - top}


def _save(png: bytes, file: Path) -> None:
    import numpy as np
    from PIL import Image

    picture = np.asarray(Image.open(BytesIO(png)).convert("RGB")).astype(np.int32)
    colours, at, n = np.unique(picture.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    chroma = np.ptp(colours, axis=1)
    palette = colours[np.argsort(-n * (1 + chroma))[:COLOURS]]  # signs are small and bright: means would mix them away
    nearest = [int(((palette - colour) ** 2).sum(1).argmin()) for colour in colours]
    few = Image.fromarray(np.array(nearest, np.uint8)[at].reshape(picture.shape[:2]), "P")
    few.putpalette(palette.astype(np.uint8).tobytes())
    file.parent.mkdir(parents=True, exist_ok=True)
    few.save(file, optimize=True)
    print(f"{file.relative_to(ROOT)}: {few.width} x {few.height}, {file.stat().st_size // 1000} kB")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("names", nargs="*", choices=[*(p.name for p in PICTURES), []], metavar="NAME")
    asked.add_argument("--many", type=Path, metavar="DIR")
    given = asked.parse_args()
    make_pictures(given.names, given.many)
