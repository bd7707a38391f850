"""The main flows by keyboard alone: Tab comes to each, what has the focus is seen, and what it does is done by a key."""

from typing import Any

from conftest import settle

HAS_FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const named = (e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || '').trim();
  return [e.getAttribute('role') || e.tagName.toLowerCase(), named];
}"""
IS_SEEN = """() => {
  const ring = e => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none'; };
  const border = e => parseFloat(getComputedStyle(e).borderTopWidth) > 0;
  for (let e = document.activeElement, n = 0; e && n < 5; e = e.parentElement, n++) if (ring(e) || (n && border(e))) return true;
  return false;
}"""


def tab_to(page: Any, name: str, most: int = 60) -> None:
    """Press Tab until what is called so has the focus, which can be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        has = page.evaluate(HAS_FOCUS)
        if has and has[1].startswith(name):
            assert page.evaluate(IS_SEEN), name
            return
    raise AssertionError(f"Tab does not come to {name!r}")


def told(page: Any, words: str) -> None:
    page.locator(".dl-said", has_text=words).first.wait_for()
    settle(page)


def test_from_the_search_to_an_event_its_star_and_its_citation(open_page: Any) -> None:
    page = open_page()
    tab_to(page, "Search")
    page.keyboard.type("Porto")
    page.keyboard.press("Enter")
    told(page, "of 14 events")
    title = page.locator("h2.dl-title").inner_text()
    page.keyboard.press("Escape")
    tab_to(page, "Happened")
    page.keyboard.press("n")
    page.wait_for_function("was => document.querySelector('h2.dl-title').innerText !== was", arg=title)
    settle(page)
    tab_to(page, "Cite")
    page.keyboard.press("Enter")
    page.get_by_role("radiogroup", name="Style of citation").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("radiogroup", name="Style of citation").wait_for(state="hidden")
    assert page.evaluate(HAS_FOCUS)[1].startswith("Cite")  # the focus is not lost
    tab_to(page, "Star")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Starred", exact=True).wait_for()


def test_lanes_and_clock(open_page: Any) -> None:
    page = open_page()
    tab_to(page, "Actors")  # the page of this name, then the filter, then the lanes
    page.get_by_role("radio", name="Actors").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**lanes=Kinds**")
    settle(page)
    tab_to(page, "Happened")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**clock=First+reported**")


def test_every_page_is_reached_and_left(open_page: Any) -> None:
    page = open_page()
    for name in ("Actors", "Places", "Sources", "Share", "Timelines"):
        page.locator("h1.dl-head").first.wait_for()
        page.get_by_role("link", name=name, exact=True).focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{name.lower()}*")
        page.locator("h1.dl-head").first.wait_for()
        settle(page)
    tab_to(page, "Open another")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**do=Compare**")


def test_a_file_is_carried_away(open_page: Any) -> None:
    page = open_page("/share")
    tab_to(page, "Download CSV")
    with page.expect_download() as got:
        page.keyboard.press("Enter")
    assert got.value.path().read_text(encoding="utf-8-sig").count("\n") > 14
