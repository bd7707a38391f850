"""What only a browser can tell: the frame, a filter, a click, a link, themes, a phone, hostile text, keys."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from conftest import outside, settle

EVENT = "() => document.querySelector('h2.dl-title')?.textContent"
SPOT = """([chart, event]) => {
  const gd = [...document.querySelectorAll(`.st-key-${chart} .js-plotly-plot`)].pop();
  const trace = gd._fullData.find(t => t.mode === 'markers' && t.customdata && t.customdata.includes(event));
  const n = trace.customdata.indexOf(event), box = gd.getBoundingClientRect();
  const axis = gd._fullLayout[trace.xaxis === 'x2' ? 'xaxis2' : 'xaxis'], y = gd._fullLayout.yaxis;
  return [box.x + axis._offset + axis.d2p(trace.x[n]), box.y + y._offset + y.d2p(trace.y[n])];
}"""


def open_title(page: Any) -> str:
    return str(page.evaluate(EVENT))


def click(page: Any, event: str) -> None:
    page.mouse.move(*page.evaluate(SPOT, ["picture", event]))
    page.wait_for_timeout(150)  # Plotly clicks what it hovers over
    page.mouse.down()
    page.mouse.up()


def said(page: Any) -> str:
    return str(page.locator(".dl-said").first.text_content())


def wait_for_words(page: Any, words: str) -> None:
    page.locator(".dl-said", has_text=words).first.wait_for()
    settle(page)


def test_frame_and_navigation_without_any_other_host(open_page: Any, app_url: str) -> None:
    page = open_page()
    assert "All 14 events from 4 articles" in said(page)
    for name, heading in (
        ("Actors", "Portugal"),
        ("Sources", "4 articles from 3 outlets"),
        ("Timeline", "Iceland and Portugal"),
    ):
        page.get_by_role("link", name=name, exact=True).click()
        page.locator(".dl-head", has_text=re.compile(f"^{heading}$")).wait_for()
        settle(page)
    assert outside(page, app_url) == []
    assert page.title() == "Iceland and Portugal · Dateline"


def test_a_filter_goes_into_the_address_and_stays_over_pages(open_page: Any) -> None:
    page = open_page()
    box = page.get_by_role("combobox", name="Actors")
    box.fill("Sigrun")
    page.get_by_role("option", name="Sigrun Halla").click()
    wait_for_words(page, "2 of 14 events")
    assert "actor=Sigrun+Halla" in page.url and "12 hidden by your filters" in said(page)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Sources", exact=True).click()
    wait_for_words(page, "of 2 events")
    page.reload()
    wait_for_words(page, "of 2 events")
    page.get_by_role("button", name="Clear filters").first.click()
    wait_for_words(page, "of 14 events")
    assert "actor=" not in page.url


def test_a_click_on_a_sign_opens_its_event(open_page: Any) -> None:
    page = open_page()
    assert open_title(page) == "Sigrun Halla and Duarte Vilhena meet in Porto over mackerel"
    click(page, "nets")
    page.locator("h2.dl-title", has_text="A patrol boat cuts nets").wait_for()
    settle(page)
    assert "event=nets" in page.url
    assert page.locator(".dl-quote mark").first.text_content().startswith("Portugal’s navy denied")
    click(page, "treaty")  # on the shelf
    page.locator("h2.dl-title", has_text="A treaty is promised").wait_for()
    page.go_back()
    page.locator("h2.dl-title", has_text="A patrol boat cuts nets").wait_for()


def test_keys_step_through_events(open_page: Any) -> None:
    page = open_page("/?event=meeting")
    page.locator("h2.dl-title").click()
    page.keyboard.press("n")
    page.locator("h2.dl-title", has_text="Iceland and Portugal sign a letter").wait_for()
    settle(page)
    page.keyboard.press("p")
    page.locator("h2.dl-title", has_text="meet in Porto").wait_for()


def test_a_box_on_the_strip_is_the_window_and_a_filter_keeps_it(open_page: Any) -> None:
    page = open_page()
    track = page.locator(".dl-track").bounding_box()
    y = track["y"] + 20
    for start, end in ((1, 300), (track["width"] - 1, track["width"] - 160)):  # both edges inwards
        page.mouse.move(track["x"] + start, y)
        page.mouse.down()
        page.mouse.move(track["x"] + end, y, steps=5)
        page.mouse.up()
        settle(page)
    wait_for_words(page, "the stretch of time that is drawn")
    chosen = page.get_by_role("slider", name="Stretch of time shown").get_attribute("aria-valuetext")
    page.get_by_role("combobox", name="Actors").fill("Portugal")
    page.get_by_role("option", name=re.compile(r"^Portugal\b")).first.click()
    wait_for_words(page, "hidden by your filters")
    page.keyboard.press("Escape")  # an open list hides the rest of the page from roles
    assert page.get_by_role("slider", name="Stretch of time shown").get_attribute("aria-valuetext") == chosen


@pytest.mark.parametrize(
    ("path", "head", "words"),
    [
        ("/?event=feast", "Iceland and Portugal", "7 or 14 March 2031"),
        (
            "/actors?person=Duarte+Vilhena&person=Sigrun+Halla&all_of_them=true",
            "Duarte Vilhena and Sigrun Halla",
            "1 event together",
        ),
        (
            "/sources?article=" + quote("Atlantic Wire — Iceland and Portugal put mackerel letter to paper"),
            "4 articles from 3 outlets",
            "The dateline reads PORTO",
        ),
    ],
)
def test_a_link_opens_what_it_names_in_the_frame(open_page: Any, path: str, head: str, words: str) -> None:
    page = open_page(path)
    page.get_by_text(words).first.wait_for()
    assert page.locator(".dl-head").text_content() == head
    assert page.get_by_role("combobox", name="Actors").count() == 1
    assert page.get_by_text("Page not found").count() == 0


def test_dark_theme_reaches_page_and_charts(open_page: Any) -> None:
    page = open_page("/", scheme="dark")
    assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor") == "rgb(20, 24, 26)"
    page.wait_for_function(
        "document.querySelector('.dl-lanes .js-plotly-plot')?._fullLayout?.font.color.toUpperCase() === '#E8EAE6'"
    )
    assert page.evaluate("getComputedStyle(document.querySelector('h2.dl-title')).color") == "rgb(232, 234, 230)"


@pytest.mark.parametrize("path", ["/", "/actors", "/sources"])
def test_a_phone_shows_all_without_scrolling_sideways(open_page: Any, path: str) -> None:
    page = open_page(path, width=390, height=844)
    wide = page.evaluate(
        "[...document.querySelectorAll('[data-testid=stMain], .stMainBlockContainer')].map(e => e.scrollWidth - e.clientWidth)"
    )
    assert max(wide) <= 0
    outside = """() => [...document.querySelectorAll('.js-plotly-plot text')].filter(t => t.textContent.trim())
        .map(t => [t.textContent, t.getBoundingClientRect()]).filter(([, b]) => b.width && (b.left < 0 || b.right > 391)).map(([t]) => t)"""
    page.wait_for_function(f"() => document.querySelector('.js-plotly-plot text') && !({outside})().length")


@pytest.mark.parametrize("path", ["/?event=letters", "/sources?event=letters", "/actors?person=Portugal"])
def test_hostile_text_is_shown_and_nothing_of_it_happens(open_page: Any, app_url: str, path: str) -> None:
    page = open_page(path)
    assert page.get_by_text("<script>window.hacked = 1</script>").first.is_visible()
    assert page.evaluate("window.hacked") is None and page.dialogs == [] and outside(page, app_url) == []
    assert (
        page.locator(
            "[src*='evil.invalid'], [href*='evil.invalid'], [href^='javascript:'], .dl script, .dl style, .dl iframe, .dl img"
        ).count()
        == 0
    )
    assert page.evaluate("getComputedStyle(document.body).display") != "none"


def test_pictures_and_links_can_be_reached_and_read(open_page: Any) -> None:
    page = open_page()
    labels = page.evaluate("[...document.querySelectorAll('[aria-label]')].map(e => e.getAttribute('aria-label'))")
    assert any("14 events by actor over time" in label for label in labels) and any(
        "Stretch of time" in label for label in labels
    )
    page.get_by_role("searchbox", name="Search").focus()
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent || '').slice(0, 40)"
            )
        )
    assert any("Next" in r for r in reached) and any("original" in r for r in reached)
