"""The Sources page as a reader uses it: who tells what, outlet by outlet, an article with its marks, and what was left out."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, outside, serve, settle, start_over
from made_timeline import make_tables, write_made

SPOT = """([event, article]) => {
  const gd = [...document.querySelectorAll('.st-key-cover .js-plotly-plot')].pop();
  const trace = gd._fullData.find(t => t.mode === 'markers' && t.customdata);
  const n = trace.customdata.findIndex(c => c[0] === event && c[1] === article), box = gd.getBoundingClientRect();
  const { xaxis, yaxis } = gd._fullLayout;
  return [box.x + xaxis._offset + xaxis.d2p(trace.x[n]), box.y + yaxis._offset + yaxis.d2p(trace.y[n]), trace.marker.symbol[n]];
}"""


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The story where the wire repeats the gazette, one article is in Korean, and many files were left out."""
    tables = make_tables()
    articles = tables["articles"].set_index("article_id", drop=False)
    articles.loc["wire", "copy_of"] = "gazette"
    articles.loc["official", "language"] = "ko"
    problems = [{"path": f"scan{n}.pdf", "found": f"no text <b>{n}</b>", "accepted": "Give text"} for n in range(60)]
    home = tmp_path_factory.mktemp("copied")
    directory: Path = write_made(tables | {"articles": articles.reset_index(drop=True)}, home / "made", problems)
    with serve(ROOT / "dashboard.py", "--", "--timeline", str(directory)) as url:
        yield url
    shutil.rmtree(home)


def open_at(tab: Any, url: str, path: str) -> Any:
    start_over(tab, 1440, 900)
    tab.goto(url + path)
    tab.locator(".dl-head").wait_for()
    tab.wait_for_timeout(500)
    settle(tab)
    return tab


def test_a_click_in_the_picture_opens_the_article_at_the_event(open_page: Any) -> None:
    page = open_page("/sources")
    page.wait_for_function("document.querySelector('.st-key-cover .js-plotly-plot')?._fullData")
    page.locator(".st-key-cover").scroll_into_view_if_needed()
    x, y, symbol = page.evaluate(SPOT, ["nets", "wire"])
    assert symbol == "circle"  # nobody else tells it
    page.mouse.move(x, y)
    page.wait_for_timeout(150)
    page.mouse.down()
    page.mouse.up()
    page.locator("h2.dl-title", has_text="Iceland and Portugal put mackerel letter to paper").wait_for()
    settle(page)
    assert "event=nets" in page.url
    assert "".join(page.locator(".dl-read mark:not(.soft)").all_text_contents()).startswith("Portugal’s navy")
    date = page.locator(".dl-read u.when", has_text="February").first
    assert "2031" in date.get_attribute("title") and date.get_attribute("tabindex") == "0"
    assert page.locator(".dl-read u.who").first.get_attribute("title")


def test_the_same_in_words_outlet_by_outlet(open_page: Any) -> None:
    page = open_page("/sources")
    assert page.title().startswith("4 articles from 3 outlets")
    table = page.locator("[data-testid=stDataFrame]").first
    table.locator("table, canvas").first.wait_for(state="attached")
    table.locator("[role=columnheader]").first.wait_for(state="attached")
    heads = table.locator("[role=columnheader]").all_text_contents()
    assert [h for h in heads if h][:9] == [
        "Outlet",
        "Kind",
        "Articles",
        "Events",
        "First",
        "Same day",
        "Alone",
        "Days after",
        "Copies",
    ]
    assert "N newspaper" in " ".join(table.locator("[role=gridcell]").all_text_contents())
    first = table.locator("[role=gridcell]").first
    assert first.text_content() == "Harbour Gazette"  # it tells most
    box = table.locator("canvas").first.bounding_box()
    page.mouse.click(box["x"] + 60, box["y"] + 18)  # the head "Outlet"
    page.wait_for_function(
        "document.querySelector('[data-testid=stDataFrame] [role=gridcell]')?.textContent === 'Atlantic Wire'"
    )
    page.get_by_role("button", name="As a table").first.click()
    page.locator("[data-testid=stPopoverBody] [role=gridcell]").first.wait_for(state="attached")
    twin = " ".join(page.locator("[data-testid=stPopoverBody] [role=gridcell]").all_text_contents())
    assert "A treaty is promised" in twin


def test_outlets_or_articles_are_columns_and_the_address_says_which(open_page: Any) -> None:
    page = open_page("/sources")
    page.get_by_role("radio", name="Articles").click()
    settle(page)
    assert "columns=Articles" in page.url
    assert page.get_by_role("radio", name="Articles").get_attribute("aria-checked") == "true"


def test_an_event_of_an_article_opens_by_keyboard(open_page: Any) -> None:
    page = open_page("/sources?article=Atlantic+Wire+%E2%80%94+Iceland+and+Portugal+put+mackerel+letter+to+paper")
    button = page.locator(".st-key-told_here button", has_text="A patrol boat cuts nets")
    button.focus()
    page.keyboard.press("Enter")
    page.locator("h2.dl-title", has_text="A patrol boat cuts nets").wait_for()
    settle(page)
    assert "event=nets" in page.url and "/sources" not in page.url


def test_the_words_of_time_open_as_a_table(open_page: Any) -> None:
    page = open_page("/sources?article=Harbour+Gazette+%E2%80%94+Ministers+meet+over+mackerel+in+Porto")
    summary = page.locator("summary", has_text="time expression")
    summary.focus()
    page.keyboard.press("Enter")
    table = page.locator("details[open] table").first
    assert "the third quarter of 2030" in table.text_content() and "event" in table.text_content()


def test_copies_languages_and_files_say_why_they_do_not_count(tab: Any, copied: str) -> None:
    page = open_at(
        tab, copied, "/sources?article=Atlantic+Wire+%E2%80%94+Iceland+and+Portugal+put+mackerel+letter+to+paper"
    )
    assert (
        "It repeats “Harbour Gazette — Ministers meet over mackerel in Porto”"
        in page.locator(".dl-note").first.text_content()
    )
    text = page.locator("[data-testid=stMain]").text_content()
    assert (
        "1 article repeats another" in text and "a copy of Harbour Gazette" in text and "in Korean, not mined" in text
    )
    assert "60 files left out or doubtful" in text and "scan0.pdf" in text and "scan55.pdf" not in text
    assert "no text <b>0</b>" in text
    page.locator(".st-key-files_page").get_by_role("button", name="Next page").click()
    page.get_by_text("scan55.pdf").wait_for()
    assert outside(page, copied) == []


def test_hostile_text_is_only_read_on_the_page_of_sources(open_page: Any, app_url: str) -> None:
    page = open_page("/sources?event=letters")
    assert page.get_by_text("<script>window.hacked = 1</script>").first.is_visible()
    assert page.evaluate("window.hacked") is None and page.dialogs == [] and outside(page, app_url) == []
    assert page.locator(".st-key-told_here img, .st-key-told_here a, .dl script, .dl img").count() == 0
