"""The event panel as a reader uses it: who says so, where sources differ, and the way to related events."""

from typing import Any

from conftest import outside, settle

TITLE = "h2.dl-title"


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


def test_each_sentence_says_who_vouches_and_which_word_tells(open_page: Any) -> None:
    page = open_page("/?event=nets")
    source = page.locator(".dl-src").first
    header = source.locator("header").text_content()
    assert "Atlantic Wire" in header and "wire" in header and "2031, by its dateline" in header
    assert source.locator(".dl-says").text_content().strip().startswith("denied by Portuguese Navy")
    assert source.locator("b.did").all_text_contents() == ["cut"]
    assert source.locator("u.when").all_text_contents() == ["February"]


def test_where_sources_differ_stands_in_a_table(open_page: Any) -> None:
    page = open_page("/?event=meeting")
    table = page.get_by_role("region", name="Sources disagree on 2 points").locator("table")
    heads = table.locator("thead th").all_text_contents()
    assert heads[0] == "Point" and "Harbour Gazette" in heads and "Atlantic Wire" in heads and len(heads) == 4
    place = table.locator("tbody tr").filter(has_text="Place")
    assert "Porto" in place.text_content() and "<b>Lisbon</b>" in place.text_content()


def test_a_related_event_opens_by_keyboard(open_page: Any) -> None:
    page = open_page("/?event=letter")
    related = page.locator(".st-key-related")
    assert "also with" in related.text_content() and "about 3 months before" in related.text_content()
    related.get_by_role("button", name="A first round of mackerel talks").focus()
    assert "A first round of mackerel talks" in focused(page)
    page.keyboard.press("Enter")
    page.locator(TITLE, has_text="A first round of mackerel talks").wait_for()
    settle(page)
    assert "event=round" in page.url
    page.go_back()
    page.locator(TITLE, has_text="sign a letter").wait_for()


def test_a_related_event_is_tabbed_to(open_page: Any) -> None:
    page = open_page("/?event=letter")
    page.locator(".dl-src a").last.focus()
    for _ in range(8):
        page.keyboard.press("Tab")
        if "A first round of mackerel talks" in focused(page):
            break
    assert "A first round of mackerel talks" in focused(page)


def test_a_hostile_title_among_the_related_is_only_read(open_page: Any, app_url: str) -> None:
    page = open_page("/?event=feast")
    button = page.locator(".st-key-related button", has_text="A reader writes")
    assert "<script>window.hacked = 1</script>" in button.first.text_content()
    assert button.locator("img, a, script").count() == 0
    button.first.click()
    page.locator(TITLE, has_text="A reader writes").wait_for()
    settle(page)
    assert page.evaluate("window.hacked") is None and page.dialogs == [] and outside(page, app_url) == []
