"""The timeline as a reader questions it: lanes of another kind, the clock, together only, the story, the thread."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, serve, settle, start_over

LIVE = "document.querySelector('.dl-live')._live"
LANES = f"() => {LIVE}.plot._fullLayout.yaxis.ticktext.map(t => t.replace(/<[^>]+>/g, ''))"
# An event that stands on several lanes: its id, and where one of its signs is.
SHARED = """() => {
  const S = document.querySelector('.dl-live')._live, n = {};
  S.signs.forEach(s => { if (s.x >= S.win[0] && s.x <= S.win[1]) n[s.id] = (n[s.id] || 0) + 1; });
  const id = Object.keys(n).sort((a, b) => n[b] - n[a])[0], s = S.signs.find(s => s.id === id), y = S.plot._fullLayout.yaxis;
  const box = S.lanesBox.getBoundingClientRect();
  return { id, n: n[id], at: [box.x + S.left + (s.x - S.win[0]) / (S.win[1] - S.win[0]) * S.wide, box.y + y._offset + y.d2p(s.y)] };
}"""
THREAD = (
    "() => [document.querySelector('.dl-focus').dataset.event, document.querySelectorAll('.dl-focus circle').length]"
)


@pytest.fixture(scope="module")
def many_url(many_directory: Path) -> Iterator[str]:
    with serve(ROOT / "dashboard.py", "--", "--timeline", str(many_directory)) as url:
        yield url


@pytest.fixture
def open_many(tab: Any, many_url: str) -> Any:
    def open_(path: str = "/") -> Any:
        start_over(tab, 1440, 1000)
        tab.goto(many_url + path)
        tab.locator(".dl-live[data-drawn]").wait_for()
        tab.wait_for_timeout(500)
        settle(tab)
        return tab

    return open_


def press(page: Any, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).or_(
        page.get_by_role("button", name=name, exact=True)
    ).first.click()
    settle(page)


def test_lanes_of_places_and_of_outlets(open_page: Any) -> None:
    page = open_page()
    assert "Sigrun Halla" in page.evaluate(LANES)
    press(page, "Places")
    page.wait_for_function(f"() => ({LANES})().includes('Porto')")
    assert {"Madeira", "Reykjavik", "no place named"} <= set(page.evaluate(LANES)) and "lanes=Places" in page.url
    press(page, "Outlets")
    page.wait_for_function(f"() => ({LANES})().includes('Atlantic Wire')")
    assert {"Harbour Gazette", "outlet not stated"} <= set(page.evaluate(LANES))
    page.reload()
    page.wait_for_function(
        f"() => document.querySelector('.dl-live')?._live?.signs.length && ({LANES})().includes('Atlantic Wire')"
    )


def test_by_the_day_of_the_first_report(open_page: Any) -> None:
    page = open_page()
    press(page, "First reported")
    page.get_by_role("heading", name="Who reports first").wait_for()
    settle(page)
    assert "clock=First+reported" in page.url
    assert "6 have no article with a day of publication" in page.locator(".dl-said").first.text_content()
    row = page.locator("tr", has_text="Harbour Gazette").first.text_content()
    assert row.startswith("Harbour Gazette") and "day" in row and "the same day" not in row
    said = page.evaluate(f"() => {LIVE}.signs.find(s => s.id === 'meeting').html")
    assert "happened 12 Mar 2031, first reported by" in said and "on 13 Mar 2031, 1 day later" in said
    assert page.evaluate(f"() => {LIVE}.happened.meeting") == page.evaluate("() => Date.UTC(2031, 2, 12)")


def test_together_only_leaves_what_two_did(open_page: Any) -> None:
    page = open_page()
    page.get_by_text("Together only", exact=True).click()
    page.locator("p", has_text="of 14 events; only these are drawn").wait_for()
    settle(page)
    ids = page.evaluate(f"() => [...new Set({LIVE}.signs.map(s => s.id))]")
    assert "meeting" in ids and "nets" not in ids and "in_common=" in page.url


def test_the_thread_of_an_event_is_drawn_under_the_pointer_and_at_each_step(open_page: Any) -> None:
    page = open_page()
    asked = page.evaluate("() => document.querySelector('.dl-live').dataset.drawn")
    found = page.evaluate(SHARED)
    assert found["n"] > 1
    page.mouse.move(*found["at"])
    page.mouse.move(found["at"][0] + 1, found["at"][1])
    page.wait_for_function(f"() => ({THREAD})()[1] > 1")
    assert page.evaluate(THREAD) == [found["id"], found["n"]]
    page.mouse.move(2, 2)
    page.wait_for_function(f"() => ({THREAD})()[1] === 0")
    page.locator(".dl-lanes").focus()
    page.keyboard.press("n")
    page.wait_for_function(f"() => ({THREAD})()[1] > 0")
    assert page.evaluate("() => document.querySelector('.dl-live').dataset.drawn") == asked  # Python was not asked


def test_the_story_by_keyboard_and_its_events(open_many: Any) -> None:
    page = open_many()
    page.locator(".dl-story li").first.wait_for()
    settle(page)
    slider = page.get_by_role("slider", name="Dates of the story")
    n = page.locator(".dl-story li").count()
    assert n == 12
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelectorAll('.dl-story li').length === 15")
    settle(page)
    assert "dates=15" in page.url
    days = page.locator(".dl-story time").all_text_contents()
    button = page.locator(".dl-story button").nth(3)
    title = button.get_attribute("aria-label")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.search.includes('event=')")
    settle(page)
    assert page.locator("h2.dl-title").first.text_content() in title
    press(page, "Timeline")
    page.locator(".dl-story").wait_for(state="detached")
    assert len(days) == 15


def test_the_address_carries_the_stretch_of_time(open_many: Any) -> None:
    page = open_many("/?show=Timeline&zoom=2028-01-01/2028-07-01")
    days = page.evaluate(f"() => {LIVE}.win.map(v => new Date(v).toISOString().slice(0, 10))")
    assert days == ["2028-01-01", "2028-07-01"]
    page.locator(".dl-lanes").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => !location.search.includes('zoom=2028-01-01')")
    settle(page)
    moved = page.evaluate(f"() => {LIVE}.win.map(v => new Date(v).toISOString().slice(0, 10))")
    assert f"zoom={moved[0]}%2F{moved[1]}" in page.url and moved[0] > "2028-01-01"
    page.keyboard.press("Home")
    page.wait_for_function("() => !location.search.includes('zoom=')")
