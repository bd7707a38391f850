"""What stands around every page: the tour, the meaning of the signs, dates as the reader writes them, the build, nothing for axe to say."""

from pathlib import Path
from typing import Any

import pytest
from conftest import TOUR, new_tab, outside

PAGES = ("", "actors", "places", "sources", "share", "timelines")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def card(page: Any) -> Any:
    return page.locator(".dl-tour")


def test_the_first_visit_shows_the_tour_and_the_keyboard_goes_through_it(browser: Any, app_url: str) -> None:
    page = new_tab(browser, viewport={"width": 1280, "height": 900})
    page.add_init_script(f"if (!sessionStorage.again) localStorage.removeItem({TOUR!r})")
    page.goto(app_url)
    card(page).wait_for()
    for step, head in enumerate(("The story in signs", "Ask a question", "Read the evidence", "Carry it away"), 1):
        assert f"Step {step} of 4" in card(page).inner_text()
        assert card(page).locator("h2").inner_text() == head
        page.locator(".dl-tour-ring").wait_for()  # it points at something
        page.keyboard.press("Enter")  # the focus is on the way on
    assert card(page).is_hidden()
    page.evaluate("sessionStorage.again = 1")
    page.reload()
    page.locator(".dl-live[data-drawn]").wait_for()
    page.wait_for_timeout(1000)
    assert card(page).is_hidden()  # once is enough
    page.get_by_role("button", name="Take the tour").click()
    card(page).wait_for()
    page.keyboard.press("Escape")
    assert card(page).is_hidden()
    page.context.close()


@pytest.mark.parametrize(("scheme", "ink"), [("light", "rgb(27, 34, 36)"), ("dark", "rgb(232, 234, 230)")])
def test_the_signs_are_explained(open_page: Any, scheme: str, ink: str) -> None:
    page = open_page(scheme=scheme)
    page.get_by_role("button", name="What the signs mean").click()
    box = page.get_by_role("dialog")
    box.get_by_text("only somebody quoted says so").wait_for()
    assert box.locator(".dl-sign").count() >= 15
    assert box.locator(".dl").first.evaluate("e => getComputedStyle(e).color") == ink
    page.keyboard.press("Escape")
    box.wait_for(state="detached")


@pytest.mark.parametrize(
    ("locale", "day"), [("en-US", "Mar 12, 2031"), ("de-DE", "12. März 2031"), ("fr-FR", "12 mars 2031")]
)
def test_dates_are_written_as_the_reader_writes_them(browser: Any, app_url: str, locale: str, day: str) -> None:
    page = new_tab(browser, locale=locale)
    page.goto(app_url)
    page.locator(".dl-live[data-drawn]").wait_for()
    assert day in str(page.locator("[data-testid=stMain]").inner_text())
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_the_foot_says_which_build(open_page: Any, app_url: str, path: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="axe-core comes with axe-playwright-python")
    page = open_page(f"/{path}", scheme=scheme)
    page.evaluate((Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    run = "rules => axe.run(document, { runOnly: { type: 'tag', values: rules } })"
    found = page.evaluate(run, RULES)
    assert len(found["passes"]) > 15
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found["violations"]] == []
    assert outside(page, app_url) == []
    foot = page.locator(".st-key-foot").inner_text()
    assert "local time of the place" in foot and "(UTC) from 4 articles; build " in foot
