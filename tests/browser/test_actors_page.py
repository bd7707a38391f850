"""The actors page as a person uses it: chosen by keyboard, compared, as a network and a matrix, clicked, read as a table."""

from typing import Any

import pytest
from conftest import settle

CHOOSE = "Choose one, or up to three to compare"
SPOT = """([key, wanted]) => {
  const gd = document.querySelector(`.st-key-${key} .js-plotly-plot`);
  gd.scrollIntoView({block: 'center'});
  const same = data => JSON.stringify(data) === JSON.stringify(wanted);
  const trace = gd._fullData.findLast(t => /markers/.test(t.mode) && t.customdata && [...t.customdata].some(same));
  const all = [...trace.customdata].map((data, n) => same(data) ? n : -1).filter(n => n >= 0), n = all[Math.floor(all.length / 2)];
  const box = gd.getBoundingClientRect(), {xaxis: x, yaxis: y} = gd._fullLayout;
  return [box.x + x._offset + x.d2p(trace.x[n]), box.y + y._offset + y.d2p(trace.y[n])];
}"""


def heading(page: Any, words: str) -> None:
    page.locator("h1.dl-head", has_text=words).wait_for()
    settle(page)


def click(page: Any, key: str, wanted: str | list[str]) -> None:
    """On the mark, or the middle of the line, with this `customdata`."""
    page.wait_for_function(f"() => document.querySelector('.st-key-{key} .js-plotly-plot')?._fullLayout?.xaxis")
    page.evaluate(SPOT, [key, wanted])
    page.wait_for_timeout(300)
    page.mouse.move(*page.evaluate(SPOT, [key, wanted]))
    page.wait_for_timeout(150)  # Plotly clicks what it hovers over
    page.mouse.down()
    page.mouse.up()


def choose(page: Any, typed: str) -> None:
    box = page.get_by_role("combobox", name=CHOOSE)
    box.focus()
    page.keyboard.type(typed)
    page.get_by_role("option", name=typed).first.wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")


def test_three_are_chosen_by_keyboard_and_the_address_keeps_them(open_page: Any) -> None:
    page = open_page("/actors")
    assert page.title() == "Portugal · Iceland and Portugal · Dateline"
    choose(page, "Sigrun Halla")
    heading(page, "Sigrun Halla")
    choose(page, "Duarte Vilhena")
    heading(page, "Sigrun Halla and Duarte Vilhena")
    choose(page, "Iceland")
    heading(page, "Sigrun Halla, Duarte Vilhena and Iceland")
    assert page.url.count("person=") == 3 and "person=Sigrun+Halla" in page.url
    assert page.title() == "Sigrun Halla, Duarte Vilhena and Iceland · Iceland and Portugal · Dateline"
    lanes = page.evaluate(
        "[...document.querySelectorAll('.st-key-own .ytick')].sort((a, b) => a.getBoundingClientRect().y - b.getBoundingClientRect().y).map(t => t.textContent)"
    )
    assert lanes[:3] == ["Sigrun Halla", "Duarte Vilhena", "Iceland"]
    page.reload()
    heading(page, "Sigrun Halla, Duarte Vilhena and Iceland")


def test_only_events_of_all_of_them(open_page: Any) -> None:
    page = open_page("/actors?person=Sigrun+Halla&person=Duarte+Vilhena")
    assert "Sigrun Halla 2 and Duarte Vilhena 2" in page.locator(".dl-said").text_content()
    page.get_by_role("switch", name="Only events of all of them together").focus()
    page.keyboard.press("Space")
    page.locator(".dl-said", has_text="1 event together").wait_for()
    assert "all_of_them=true" in page.url


def test_network_and_matrix_by_keyboard(open_page: Any) -> None:
    page = open_page("/actors?person=Sigrun+Halla")
    page.locator(".st-key-network .js-plotly-plot").wait_for()
    page.get_by_role("radio", name="Network").focus()
    page.keyboard.press("ArrowRight")
    if "company=Matrix" not in page.url:
        page.keyboard.press("Enter")
    page.locator(".st-key-matrix .js-plotly-plot").wait_for()
    settle(page)
    assert "company=Matrix" in page.url
    page.reload()
    page.locator(".st-key-matrix .js-plotly-plot").wait_for()
    assert page.locator(".st-key-network").count() == 0


def test_a_click_on_a_mark_makes_the_page_about_it(open_page: Any) -> None:
    page = open_page("/actors?person=Sigrun+Halla")
    click(page, "network", "vilhena")
    heading(page, "Duarte Vilhena")
    assert page.url.count("person=") == 1


def test_a_click_on_a_mark_adds_to_a_comparison(open_page: Any) -> None:
    page = open_page("/actors?person=Sigrun+Halla&person=Duarte+Vilhena")
    click(page, "network", "federation")
    page.wait_for_function("() => document.title.split(',').length === 2")
    assert page.url.count("person=") == 3


@pytest.mark.parametrize("drawn", ["network", "matrix"])
def test_a_click_on_two_lists_their_events(open_page: Any, drawn: str) -> None:
    page = open_page(f"/actors?person=Sigrun+Halla&company={drawn.title()}")
    click(page, drawn, ["halla", "vilhena"])
    page.get_by_text("Sigrun Halla and Duarte Vilhena: 1 event").wait_for()
    settle(page)
    assert "pair=Sigrun+Halla+and+Duarte+Vilhena" in page.url
    rows = page.locator(".st-key-pair_list").locator("td", has_text="meet in Porto")
    rows.first.wait_for(state="attached")
    page.get_by_role("button", name="Compare these two").click()
    heading(page, "Sigrun Halla and Duarte Vilhena")


def test_every_picture_has_its_table(open_page: Any) -> None:
    page = open_page("/actors?person=Sigrun+Halla")
    for key in ("network", "parts", "titles"):
        button = page.locator(f".st-key-{key}_twin button").first
        button.focus()
        page.keyboard.press("Enter")
        table = page.locator("[data-testid=stPopoverBody] [data-testid=stDataFrame]")
        table.wait_for()
        settle(page)
        page.keyboard.press("Escape")
        table.wait_for(state="detached")
        alt = page.locator(f".st-key-{key}").first.locator("[aria-label]").first.get_attribute("aria-label")
        assert alt and len(alt) > 20


def test_a_spelling_leads_to_the_article_in_which_it_was_seen(open_page: Any) -> None:
    page = open_page("/actors?person=Sigrun+Halla")
    row = page.locator("tr", has_text="Sígrun Halla")
    assert "13" in row.text_content() and "2031" in row.text_content()
    row.get_by_role("link", name="Atlantic Wire").click()
    page.locator("h2.dl-title", has_text="Iceland and Portugal put mackerel letter to paper").wait_for()
    assert "/sources" in page.url


def test_words_lead_to_their_event(open_page: Any) -> None:
    page = open_page("/actors?person=Portuguese+Navy")
    page.get_by_text("Said by Portuguese Navy, in 1 event").wait_for()
    page.get_by_role("link", name="A patrol boat cuts nets off Madeira").first.click()
    page.locator("h2.dl-title", has_text="A patrol boat cuts nets").wait_for()
