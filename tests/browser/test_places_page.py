"""The page of places in a browser: circle, list, box and keyboard, and that map and timeline follow each other."""

import re
from typing import Any

import pytest
from conftest import new_tab, outside, settle

CIRCLE = """name => {  // where the circle of a place stands on the page, and how large it is
  const gd = document.querySelector('.st-key-map .js-plotly-plot'), t = gd._fullData.find(t => t.mode === 'markers+text');
  const n = t.hovertext.findIndex(tip => tip.startsWith(`<b>${name}</b>`)), box = gd.getBoundingClientRect(), l = gd._fullLayout;
  return [box.x + l.xaxis._offset + l.xaxis.d2p(t.x[n]), box.y + l.yaxis._offset + l.yaxis.d2p(t.y[n]), t.marker.size[n]];
}"""
LANES = (
    "() => document.querySelector('.dl-live')._live.plot._fullLayout.yaxis.ticktext.map(t => t.replace(/<[^>]+>/g, ''))"
)


@pytest.fixture
def places(open_page: Any) -> Any:
    page = open_page("/", height=1600)
    page.get_by_role("link", name="Places", exact=True).click()
    page.locator(".st-key-map .js-plotly-plot").wait_for()
    settle(page)
    return page


def click(page: Any, name: str) -> None:
    """Point at a circle until its words show, for Plotly clicks what it hovers over; then click."""
    x, y, _ = page.evaluate(CIRCLE, name)
    page.mouse.move(x - 60, y - 40)
    page.mouse.move(x, y, steps=4)
    page.locator(".st-key-map .hovertext").wait_for()
    page.mouse.down()
    page.mouse.up()
    settle(page)


def head(page: Any, words: str) -> None:
    page.locator("h3", has_text=words).wait_for()
    settle(page)


def test_a_circle_leads_the_list_and_the_timeline_and_lets_go(places: Any, app_url: str) -> None:
    page = places
    assert {"Porto", "Reykjavik", "Madeira"} <= set(page.evaluate(LANES))
    click(page, "Porto")
    head(page, "Porto: 2 events")
    assert "at=Porto" in page.url and page.evaluate(LANES) == ["Porto"]
    assert page.title().startswith("Porto · Places")
    click(page, "Reykjavik")
    head(page, "Reykjavik: 1 event")
    assert "at=Reykjavik" in page.url and "Porto" not in page.url
    click(page, "Reykjavik")
    page.locator("h3", has_text="Reykjavik: 1 event").wait_for(state="detached")
    assert "at=" not in page.url and outside(page, app_url) == []


def test_a_box_takes_all_places_in_it(places: Any) -> None:
    page = places
    page.get_by_text("Take all places in a box").click()
    page.wait_for_timeout(500)
    settle(page)
    (ax, ay, _), (bx, by, _) = (page.evaluate(CIRCLE, name) for name in ("Porto", "Reykjavik"))
    page.mouse.move(min(ax, bx) - 40, min(ay, by) - 30)
    page.mouse.down()
    page.mouse.move(max(ax, bx) + 40, max(ay, by) + 30, steps=8)
    page.mouse.up()
    settle(page)
    head(page, "3 events")
    assert "at=Porto" in page.url and "at=Reykjavik" in page.url


def test_the_window_moved_by_keys_moves_the_map(places: Any) -> None:
    page = places
    before = page.evaluate(CIRCLE, "Porto")
    page.get_by_role("slider", name=re.compile("Stretch of time")).focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Show all of the time").wait_for()
    settle(page)
    page.wait_for_function(f"() => ({CIRCLE})('Porto')[2] === 4")  # a dot: nothing there in that stretch
    after = page.evaluate(CIRCLE, "Porto")
    assert before[2] > 4 and after[0] == pytest.approx(before[0], abs=2)  # it stays where it was
    page.get_by_role("button", name="Show all of the time").click()
    page.wait_for_function(f"() => ({CIRCLE})('Porto')[2] > 4")


def test_places_can_be_chosen_by_keyboard_alone(places: Any) -> None:
    page = places
    page.get_by_role("combobox", name="Places").focus()
    page.keyboard.type("Reyk")
    page.keyboard.press("Enter")
    head(page, "Reykjavik: 1 event")
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="The chosen places").or_(
        page.get_by_role("button", name="The chosen places")
    ).first.press("Enter")
    settle(page)
    assert "map_of=" in page.url


def test_chosen_places_become_a_filter_of_all_pages(places: Any) -> None:
    page = places
    click(page, "Reykjavik")
    head(page, "Reykjavik: 1 event")
    page.get_by_role("button", name="Keep these places").click()
    page.locator(".dl-said", has_text="1 event at 1 place.").wait_for()
    assert "place=Reykjavik" in page.url
    page.get_by_role("link", name="Timeline", exact=True).click()
    page.locator(".dl-said", has_text="1 of 14 events").wait_for()


def test_a_phone_draws_the_map_and_touches_choose(browser: Any, app_url: str) -> None:
    page = new_tab(browser, viewport={"width": 390, "height": 900}, is_mobile=True, has_touch=True)
    page.goto(f"{app_url}/places")
    page.locator(".st-key-map .js-plotly-plot").wait_for()
    page.wait_for_timeout(800)
    settle(page)
    x, y, _ = page.evaluate(CIRCLE, "Porto")
    page.touchscreen.tap(x, y)  # the first touch says what it is
    page.locator(".st-key-map .hovertext").wait_for()
    page.touchscreen.tap(x, y)
    head(page, "Porto: 2 events")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.context.close()
