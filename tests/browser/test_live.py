"""The live timeline by itself, in a browser: what the wheel, a drag, keys and clicks do, and that nothing is lost by it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import PATIENCE, ROOT, new_tab, outside, serve, settle, start_over

LIVE = "document.querySelector('.dl-live')"
SIGN = """() => {  // a sign in the middle of the picture: where it is on the page, and which event it is
  const S = document.querySelector('.dl-live')._live, box = S.lanesBox.getBoundingClientRect(), y = S.plot._fullLayout.yaxis;
  const far = s => Math.abs((s.x - S.win[0]) / (S.win[1] - S.win[0]) - 0.5);
  const s = S.signs.filter(s => s.x != null).sort((a, b) => far(a) - far(b))[0];
  return [box.x + S.left + (s.x - S.win[0]) / (S.win[1] - S.win[0]) * S.wide, box.y + y._offset + y.d2p(s.y), s.id];
}"""
HILL = """() => {  // the highest place of the first lane's density, away from signs
  const S = document.querySelector('.dl-live')._live, box = S.lanesBox.getBoundingClientRect(), y = S.plot._fullLayout.yaxis;
  const t = S.plot._fullData.find(t => t.name === 'density'), base = S.lanes[0][1], px = v => S.left + (v - S.win[0]) / (S.win[1] - S.win[0]) * S.wide;
  const free = i => S.signs.every(s => s.x == null || Math.abs(px(s.x) - px(t.x[i])) > 24);
  const i = [...t.x.keys()].filter(i => t.y[i] < base && t.y[i] > base - 30 && free(i)).sort((a, b) => t.y[a] - t.y[b])[0];
  return [box.x + px(t.x[i]), box.y + y._offset + y.d2p((t.y[i] + base) / 2), t.x[i]];
}"""


@pytest.fixture(scope="module")
def live_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The test page served beside a folder of static files like the dashboard's."""
    folder = tmp_path_factory.mktemp("live")
    (folder / "static").symlink_to(ROOT / "static")
    script = folder / "live_app.py"
    script.write_bytes((Path(__file__).with_name("live_app.py")).read_bytes())
    with serve(script) as url:
        yield url


@pytest.fixture
def open_live(browser: Any, tab: Any, live_url: str) -> Iterator[Any]:
    """A function that opens the page on so many events; given options, in a new tab with these."""
    new = []

    def open_(n: int = 5000, **options: Any) -> Any:
        page = tab
        if options:
            page = new_tab(browser, **options)
            new.append(page)
        else:
            start_over(tab, 1300, 1000)
        page.goto(f"{live_url}/?n={n}")
        wait(page, lambda: drawn(page) > 0)
        page.wait_for_timeout(800)  # the ruler tells the width, and the page may run once more
        settle(page)
        return page

    yield open_
    for page in new:
        page.context.close()


def wait(page: Any, done: Any) -> None:
    for _ in range(PATIENCE * 20):
        try:
            if done():
                return
        except Exception as error:  # the page is on its way
            if "destroyed" not in str(error) and "null" not in str(error):
                raise
        page.wait_for_timeout(50)
    raise AssertionError(page.evaluate("document.querySelector('#told')?.textContent"))


def drawn(page: Any) -> int:
    return int(page.evaluate(f"+({LIVE}?.dataset.drawn ?? 0)"))


def window(page: Any) -> list[float]:
    found: list[float] = page.evaluate(f"{LIVE}._live.win")
    return found


def told(page: Any) -> dict[str, Any]:
    """What Python was told last, as the page says it."""
    found: dict[str, Any] = json.loads(page.locator("#told").text_content())
    return found


def agree(page: Any) -> bool:
    """Whether Python drew the window that the reader sees."""
    mine, its = window(page), told(page)["window"]
    shown = page.evaluate(f"{LIVE}._live.plot._fullLayout.xaxis.range.map(v => +new Date(v + 'Z') || +v)")
    return max(abs(a - b) for a, b in zip([*mine, *mine], [*its, *shown], strict=True)) < 86_400_000


def wheel(page: Any, times: int = 4, by: int = -240) -> None:
    box = page.locator(".dl-lanes").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for _ in range(times):
        page.mouse.wheel(0, by)


def test_the_wheel_shows_more_and_a_filter_keeps_the_place(open_live: Any) -> None:
    page = open_live()
    before, whole = told(page), window(page)
    assert before["dense"]
    wheel(page, 6)
    wait(page, lambda: agree(page) and told(page)["inside"] < 250)
    after, near = told(page), window(page)
    assert not after["dense"] and after["drawn"] == after["inside"] > before["drawn"]
    assert whole[0] < near[0] < near[1] < whole[1]
    page.get_by_role("combobox", name="Kind").click()
    page.get_by_role("option", name="consult").click()
    wait(page, lambda: told(page)["inside"] < after["inside"])
    assert window(page) == near and agree(page)


def test_dragging_pans_and_draws_nothing_anew_until_it_ends(open_live: Any) -> None:
    page = open_live()
    wheel(page)
    wait(page, lambda: agree(page))
    was, count = window(page), drawn(page)
    box = page.locator(".dl-lanes").bounding_box()
    x, y = box["x"] + 700, box["y"] + box["height"] - 60
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 150, y, steps=6)
    page.wait_for_timeout(1500)  # Python answers meanwhile
    during = window(page)
    assert during[0] > was[0] and abs((during[1] - during[0]) - (was[1] - was[0])) < 10 and drawn(page) == count
    page.mouse.up()
    wait(page, lambda: agree(page) and drawn(page) > count)
    assert window(page) == during and told(page)["picked"] is None


def test_keys_pan_zoom_walk_and_open(open_live: Any) -> None:
    page = open_live(250)
    whole = window(page)
    page.locator(".dl-lanes").focus()
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    wait(page, lambda: agree(page) and window(page) != whole)
    a, b = window(page)
    assert abs((b - a) / (whole[1] - whole[0]) - 2 / 3) < 0.01 and (a + b) > sum(whole)
    page.keyboard.press("n")
    page.keyboard.press("n")
    words = page.locator(".dl-say").text_content()
    assert "2 of" in words and "number" in words
    page.keyboard.press("Enter")
    wait(page, lambda: told(page)["picked"] is not None)
    assert told(page)["picked"][1:] in words
    page.keyboard.press("Home")
    wait(page, lambda: agree(page) and window(page) == whole)


def test_a_click_opens_an_event_and_a_double_click_shows_everything(open_live: Any) -> None:
    page = open_live(250)
    whole = window(page)
    wheel(page)
    wait(page, lambda: agree(page) and window(page) != whole)
    x, y, event = page.evaluate(SIGN)
    page.mouse.click(x, y)
    wait(page, lambda: told(page)["picked"] == event)
    settle(page)  # the picked one is drawn anew
    name = page.locator(".dl-lanes .textpoint").first
    box = name.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    wait(page, lambda: f"number {told(page)['picked'][1:]}:" in name.text_content())
    box = page.locator(".dl-lanes").bounding_box()
    page.mouse.dblclick(box["x"] + 400, box["y"] + 4)
    wait(page, lambda: agree(page) and window(page) == whole)


def test_a_click_on_density_asks_what_is_in_it(open_live: Any) -> None:
    page = open_live()
    x, y, at = page.evaluate(HILL)
    page.mouse.click(x, y)
    wait(page, lambda: told(page)["stretch"] is not None)
    lane, (start, end) = told(page)["stretch"]
    assert lane == page.evaluate(f"{LIVE}._live.lanes[0][0]") and start <= at <= end < start + 200 * 86_400_000
    assert told(page)["picked"] is None


def test_the_strip_moves_resizes_and_draws_the_window(open_live: Any) -> None:
    page = open_live()
    track = page.locator(".dl-track").bounding_box()
    whole, y = window(page), track["y"] + 20

    def drag(start: float, end: float) -> list[float]:
        page.mouse.move(start, y)
        page.mouse.down()
        page.mouse.move(end, y, steps=5)
        page.mouse.up()
        wait(page, lambda: agree(page))
        return window(page)

    unit = (whole[1] - whole[0]) / track["width"]
    edge = drag(track["x"] + 1, track["x"] + 401)
    assert abs(edge[0] - whole[0] - 400 * unit) < 4 * unit and abs(edge[1] - whole[1]) < unit
    new = drag(track["x"] + 100, track["x"] + 300)
    assert abs(new[0] - whole[0] - 100 * unit) < 2 * unit and abs(new[1] - whole[0] - 300 * unit) < 2 * unit
    moved = drag(track["x"] + 200, track["x"] + 350)
    assert abs(moved[0] - new[0] - 150 * unit) < 2 * unit and abs(moved[1] - new[1] - 150 * unit) < 2 * unit
    box = page.get_by_role("slider", name="Stretch of time shown")
    said = box.get_attribute("aria-valuetext")
    box.focus()
    page.keyboard.press("ArrowLeft")
    wait(page, lambda: agree(page) and window(page)[0] < moved[0])
    assert box.get_attribute("aria-valuetext") != said and "2027 to" in said


def test_two_fingers_zoom_and_one_scrolls_the_page(open_live: Any) -> None:
    page = open_live(viewport={"width": 390, "height": 500}, has_touch=True, is_mobile=True)
    box, whole = page.locator(".dl-lanes").bounding_box(), window(page)
    touch = page.context.new_cdp_session(page)

    def fingers(kind: str, *points: tuple[float, float]) -> None:
        where = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(points)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": where})
        page.wait_for_timeout(30)

    y = box["y"] + 120
    fingers("touchStart", (200, y))
    fingers("touchStart", (200, y), (260, y))
    for apart in (80, 110, 150, 180):
        fingers("touchMove", (230 - apart / 2, y), (230 + apart / 2, y))
    fingers("touchEnd")
    wait(page, lambda: agree(page) and window(page) != whole)
    near = window(page)
    assert (near[1] - near[0]) < 0.6 * (whole[1] - whole[0])
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    top = page.evaluate(scrolled)
    fingers("touchStart", (200, y))
    for down in range(10, 120, 10):
        fingers("touchMove", (200, y - down))
    fingers("touchEnd")
    wait(page, lambda: page.evaluate(scrolled) > top + 50)
    assert window(page) == near


def test_another_theme_recolours_in_place(open_live: Any) -> None:
    page = open_live(250)
    wheel(page)
    wait(page, lambda: agree(page))
    near = window(page)
    page.emulate_media(color_scheme="dark")
    wait(page, lambda: page.evaluate(f"{LIVE}._live.plot._fullLayout.font.color.toUpperCase()") == "#E8EAE6")
    page.wait_for_timeout(800)
    fills = page.evaluate("[...document.querySelectorAll('.dl-lanes .point')].map(p => p.style.fill)")
    assert window(page) == near and "rgb(43, 98, 217)" not in fills and "rgb(110, 165, 255)" in fills


def test_nothing_comes_from_elsewhere_and_plotly_comes_once(open_live: Any, live_url: str) -> None:
    page = open_live(250, viewport={"width": 1300, "height": 1000})  # a new tab: it keeps nothing from before
    wheel(page)
    wait(page, lambda: agree(page))
    assert outside(page, live_url) == []
    assert len([u for u in page.asked if "plotly-" in u and "app/static" in u]) == 1
    page.reload()
    wait(page, lambda: drawn(page) > 0)
    sizes = page.evaluate(
        "performance.getEntriesByType('resource').filter(e => e.name.includes('app/static/plotly-')).map(e => e.transferSize)"
    )
    assert sizes == [0]


def test_without_plotly_the_picture_says_so(browser: Any, live_url: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/app/static/**", lambda route: route.abort())
    page.goto(f"{live_url}/?n=20")
    page.locator(".dl-err", has_text="could not be drawn").wait_for()
    context.close()
