"""The search and the filters with counts, as a reader uses them: type, choose, mistake, reload, Back, clear, keys alone."""

import re
from typing import Any

from conftest import settle

SAID = ".dl-said"


def search(page: Any, text: str) -> None:
    box = page.get_by_role("searchbox", name="Search")
    box.fill(text)
    box.press("Enter")


def wait_for(page: Any, words: str) -> None:
    page.locator(SAID, has_text=words).first.wait_for()
    settle(page)


def options(page: Any, label: str) -> dict[str, str]:
    """What a list offers, as it is read out: name -> count."""
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option").first.wait_for()
    read = page.get_by_role("listbox").aria_snapshot()
    page.keyboard.press("Escape")
    return dict(re.findall(r'option "(.+?) · ([\d,]+)"', read))


def test_a_search_with_or_a_field_and_minus(open_page: Any) -> None:
    page = open_page()
    search(page, "shook OR nets")
    wait_for(page, "2 of 14 events")
    search(page, "(shook OR nets) -status:denied")
    wait_for(page, "1 of 14 events")
    assert "with “shook” or “nets”" in page.locator(".dl p.small").all_inner_texts().__str__()
    page.reload()
    wait_for(page, "1 of 14 events")
    page.get_by_role("link", name="Actors", exact=True).click()
    page.wait_for_url("**/actors**")
    settle(page)
    page.go_back()
    wait_for(page, "1 of 14 events")
    assert page.get_by_role("searchbox", name="Search").input_value() == "(shook OR nets) -status:denied"
    page.get_by_role("button", name="Clear filters").first.click()
    wait_for(page, "All 14 events")
    assert "q=" not in page.url


def test_a_mistake_is_marked_at_its_place_and_the_other_filters_go_on(open_page: Any) -> None:
    page = open_page("/?status=denied")
    wait_for(page, "1 of 14 events")
    search(page, "nets who:navy")
    page.get_by_role("alert").filter(has_text="There is no field “who”").wait_for()
    line, caret = page.locator("pre.dl-pointed").text_content().split("\n")
    assert line[caret.index("^") :] == "who:navy"
    assert "1 of 14 events" in page.locator(SAID).first.text_content()
    search(page, "nets actor:navy")
    page.locator("pre.dl-pointed").wait_for(state="detached")
    wait_for(page, "1 of 14 events")


def test_counts_follow_the_other_filters_and_the_address_keeps_plain_names(open_page: Any) -> None:
    page = open_page()
    before = options(page, "Kind of outlet")
    assert before["wire"] == "4"
    page.get_by_role("combobox", name="Who vouches for it", exact=True).click()
    page.get_by_role("option", name="denied · 1").click()
    wait_for(page, "1 of 14 events")
    page.keyboard.press("Escape")
    assert "status=denied" in page.url
    after = options(page, "Kind of outlet")
    assert after["wire"] == "1" and set(after) == set(before) and "0" in after.values()
    assert options(page, "Who vouches for it")["claimed by somebody"] == "2"  # its own choice does not count
    page.get_by_role("combobox", name="Kind of outlet", exact=True).click()
    page.get_by_role("option", name="wire · 1").click()
    settle(page)
    page.keyboard.press("Escape")
    page.wait_for_function("location.search.includes('outlet_kind=wire')")


def test_where_nothing_matches_one_filter_can_be_taken_off(open_page: Any) -> None:
    page = open_page("/?place=Porto&status=denied&q=shook")
    page.get_by_text("No event matches your filters").wait_for()
    settle(page)
    page.get_by_role("button", name="Take off: denied · 1 event").click()
    wait_for(page, "1 of 14 events")
    assert "status=" not in page.url and "place=Porto" in page.url


def test_the_whole_by_keyboard_alone(open_page: Any) -> None:
    page = open_page()
    page.get_by_role("searchbox", name="Search").focus()
    page.keyboard.type("shook OR nets")
    page.keyboard.press("Enter")
    wait_for(page, "2 of 14 events")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == "Place":
            break
    page.keyboard.type("Porto")
    page.get_by_role("option", name="Porto · 1").wait_for()
    page.keyboard.press("Enter")
    wait_for(page, "1 of 14 events")
    assert "place=Porto" in page.url
