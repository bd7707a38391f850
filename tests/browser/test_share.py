"""Carrying away: every download opened, the web page offline and by keyboard, an event cited and starred, a brief made and kept."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import icalendar
import openpyxl
import pytest
from conftest import ROOT, new_tab, outside, serve, settle, start_over


@pytest.fixture(scope="module")
def local_url(made_directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with a home of its own: a brief is kept there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_HOME", str(tmp_path_factory.mktemp("home")))
        with serve(ROOT / "dashboard.py", "--", "--timeline", str(made_directory)) as url:
            yield url


@pytest.fixture
def visit(tab: Any, local_url: str) -> Any:
    def open_(path: str = "/share", width: int = 1280, scheme: str = "light") -> Any:
        start_over(tab, width, 900, scheme)
        tab.goto(local_url + path)
        tab.locator(".dl-head").wait_for()
        settle(tab)
        return tab

    return open_


def download(page: Any, button: str) -> bytes:
    with page.expect_download() as found:
        page.get_by_role("button", name=button, exact=True).click()
    return Path(found.value.path()).read_bytes()


def test_each_download_is_what_its_button_says(visit: Any, local_url: str) -> None:
    page = visit("/share?actor=Sigrun+Halla")
    page.get_by_text("2 of 14 events").first.wait_for()
    rows = list(csv.DictReader(io.StringIO(download(page, "Download CSV").decode("utf-8-sig"), newline="")))
    assert {r["event_id"] for r in rows} == {"meeting", "congress"}
    assert "Sigrun Halla" in rows[0]["about"] and "2 events of 14" in rows[0]["about"]
    book = openpyxl.load_workbook(io.BytesIO(download(page, "Download Excel")))
    assert book["Events"].max_row == 3 and len(book.sheetnames) == 5
    whole = json.loads(download(page, "Download JSON"))
    assert len(whole["events"]) == 2 and "text" not in whole["articles"][0]
    calendar = icalendar.Calendar.from_ical(download(page, "Download Calendar"))
    assert "meeting@dateline" in {str(e["uid"]) for e in calendar.walk("VEVENT")}
    assert json.loads(download(page, "Download TimelineJS"))["scale"] == "human"
    assert json.loads(download(page, "Download GeoJSON"))["type"] == "FeatureCollection"
    assert download(page, "Download Markdown").decode().startswith("# Iceland and Portugal\n")
    assert b"dates that matter most" in download(page, "Download the story")
    page.get_by_text("Whole articles too").click()
    settle(page)
    assert "text" in json.loads(download(page, "Download JSON"))["articles"][0]
    assert outside(page, local_url) == []


def test_the_link_and_the_code_carry_the_filters(visit: Any, local_url: str) -> None:
    page = visit("/share?actor=Sigrun+Halla")
    codes = page.locator("[data-testid=stCode]").all_text_contents()
    assert any(c.startswith(f"{local_url}/?actor=Sigrun+Halla") for c in codes)
    frame = next(c for c in codes if "embed=true" in c)
    assert frame.startswith("<iframe src=") and "actor=Sigrun+Halla" in frame
    page.goto(re.search(r'src="([^"]+)"', frame)[1].replace("&amp;", "&"))
    page.get_by_text("2 of 14 events").first.wait_for()
    settle(page)


def test_the_page_opens_from_a_disk_and_filters_by_keyboard(visit: Any, browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "dateline.html"
    file.write_bytes(download(visit(), "Download Web page"))
    page = new_tab(browser, offline=True)
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("console", lambda said: failed.append(said.text) if said.type == "error" else None)
    page.goto(file.as_uri())
    assert page.locator("#count").text_content().startswith("14 of 14 events")
    page.keyboard.press("Tab")
    page.keyboard.type("mackerel")
    assert page.locator("article:visible").count() < 14
    page.get_by_role("button", name="Clear filters").press("Enter")
    page.wait_for_function("document.querySelector('#count').textContent.startsWith('14 of 14')")
    page.locator("#actor").focus()
    page.keyboard.type("Sigrun")
    assert page.locator("article:visible").count() == 2
    page.get_by_role("button", name="Clear filters").press("Enter")
    page.locator("#from").fill("2031-03-12")
    page.locator("#to").fill("2031-03-12")
    assert (
        "shook hands" in page.locator("article:visible").all_text_contents()[0]
        or page.locator("article:visible").count() >= 1
    )
    assert "hidden while you filter by date" in page.locator("#count").text_content()
    page.locator("#picture").focus()
    page.keyboard.press("ArrowRight")
    said = page.locator("#said").text_content()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "ARTICLE"
    assert page.evaluate("document.activeElement.querySelector('h3').textContent").split(" ")[0] in said
    assert page.evaluate("window.hacked") is None and page.dialogs == [] and failed == []
    assert [asked for asked in page.asked if not asked.startswith("file:")] == []
    page.context.close()


def test_an_event_is_cited_and_linked_from_its_panel(visit: Any, local_url: str) -> None:
    page = visit("/?event=meeting")
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text(f"{local_url}/?event=meeting").first.wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Cite").click()
    page.get_by_text("Ministers meet over mackerel in Porto.”").first.wait_for()
    for style, words in (
        ("Wikipedia", "{{cite news"),
        ("BibTeX", "@misc{"),
        ("RIS", "TY  - NEWS"),
        ("MLA", "13 Mar. 2031"),
    ):
        page.get_by_role("radio", name=style).click()
        page.get_by_text(words).first.wait_for()
    settle(page)


def test_star_order_remark_word_document_and_a_refresh_keeps_it(visit: Any) -> None:
    page = visit("/?event=meeting")
    for event, title in (("meeting", "meet in Porto"), ("nets", "cuts nets")):
        page.goto(page.url.split("?")[0] + f"?event={event}")
        page.locator("h2.dl-title", has_text=title).wait_for()
        settle(page)
        page.get_by_role("button", name="Star", exact=True).press("Enter")
        page.get_by_role("button", name="Starred", exact=True).wait_for()
        settle(page)
    page.get_by_role("link", name="Share", exact=True).click()
    page.get_by_label("Title", exact=True).fill("Mackerel")
    page.get_by_label("Title", exact=True).press("Tab")
    settle(page)
    page.get_by_label("Remark on event 2").fill("Denied at once.")
    page.get_by_label("Remark on event 2").press("Control+Enter")
    settle(page)
    page.locator(".st-key-brief_up_1").get_by_role("button").press("Enter")
    page.locator(".st-key-brief_star_0", has_text="cuts nets").wait_for()
    settle(page)
    address = page.url
    page.goto("about:blank")
    page.goto(address.split("?")[0])  # without its id: the brief that was changed last
    page.locator(".st-key-brief_star_0", has_text="cuts nets").wait_for()
    settle(page)
    assert page.get_by_label("Title", exact=True).input_value() == "Mackerel"
    assert page.get_by_label("Remark on event 1").input_value() == "Denied at once."
    document = docx.Document(io.BytesIO(download(page, "Brief as Word")))
    texts = [p.text for p in document.paragraphs]
    assert texts[0] == "Mackerel" and "Denied at once." in texts
    heads = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert "cuts nets" in heads[0] and "meet in Porto" in heads[1] and "Sources" in heads
    assert b"## Sources" in download(page, "Brief as Markdown") and b"<h2>Sources</h2>" in download(
        page, "Brief as Web page"
    )


def test_the_picture_is_saved_as_png_and_svg(visit: Any) -> None:
    page = visit("/")
    found = {}
    for form in ("PNG", "SVG"):
        with page.expect_download() as saved:
            page.locator(".dl-save").get_by_role("button", name=form).press("Enter")
        found[form] = Path(saved.value.path()).read_bytes()
    assert found["PNG"].startswith(b"\x89PNG\r\n")
    picture = found["SVG"].decode()
    assert picture.startswith("<svg") and "Iceland and Portugal" in picture and "Dateline, build" in picture


def test_pictures_beside_the_timeline_are_saved_too(visit: Any) -> None:
    page = visit("/actors")
    with page.expect_download() as saved:
        page.locator(".st-key-network_save .dl-save").get_by_role("button", name="SVG").press("Enter")
    picture = Path(saved.value.path()).read_text(encoding="utf-8")
    assert picture.startswith("<svg") and "Iceland" in picture and "Dateline, build" in picture
