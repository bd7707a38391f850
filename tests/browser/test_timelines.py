"""Several timelines as a person uses them: one built in the app, a switch, a reload, a hostile address, a table made by hand."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, new_tab, outside, serve, settle

STORY = (
    "---\ntitle: Talks {n}\npublished: 2031-03-{day:02}\n---\nAnna Berg met Paul Roche in Oslo on {day} March 2031.\n"
)


@pytest.fixture(scope="module")
def own_server(made_directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with a list of recent timelines of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_HOME", str(tmp_path_factory.mktemp("home")))
        with serve(ROOT / "dashboard.py", "--", "--timeline", str(made_directory)) as url:
            yield url


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    tab = new_tab(browser, viewport={"width": 1280, "height": 900}, accept_downloads=True)
    yield tab
    tab.context.close()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "talks"
    folder.mkdir()
    for n in range(1, 13):
        (folder / f"{n}.md").write_text(STORY.format(n=n, day=n), encoding="utf-8")
    (folder / "odd.bin").write_bytes(b"\0\1\2")
    return folder


def test_one_is_built_opened_and_left_for_another(page: Any, own_server: str, articles: Path) -> None:
    page.goto(f"{own_server}/?status=denied")
    page.locator(".dl-said", has_text="1 of 14 events").first.wait_for()
    page.get_by_role("link", name="Timelines", exact=True).click()
    page.get_by_text("timelines can be opened").wait_for()
    page.get_by_text("Build a new one").click()
    page.get_by_role("textbox", name="Folder of articles").fill(str(articles / "not there"))
    page.get_by_role("button", name="Build it").click()
    page.get_by_text("There is no folder").wait_for()
    page.get_by_role("textbox", name="Folder of articles").fill(str(articles))
    page.get_by_role("button", name="Build it").click()
    page.get_by_role("progressbar").first.wait_for()
    page.reload()  # it goes on, and is still shown
    page.get_by_text("12 articles read").wait_for()
    page.get_by_text("What was skipped").click()
    page.get_by_text("odd.bin").wait_for()
    page.get_by_role("button", name="Open it").click()
    page.locator(".dl-said", has_text="from 12 articles").first.wait_for()
    settle(page)
    assert "timeline=talks-timeline-" in page.url and "status=" not in page.url and str(articles.parent) not in page.url
    page.reload()
    page.locator(".dl-said", has_text="from 12 articles").first.wait_for()
    settle(page)
    page.get_by_role("combobox", name="Timeline", exact=True).click()
    page.get_by_role("option", name="Iceland and Portugal").click()
    page.locator(".dl-said", has_text="All 14 events").first.wait_for()
    settle(page)
    assert "timeline=" not in page.url
    page.go_back()
    page.locator(".dl-said", has_text="from 12 articles").first.wait_for()
    assert outside(page, own_server) == []


@pytest.mark.parametrize("asked", ["/etc", "../../..", "%3Cscript%3Ewindow.hacked=1%3C/script%3E", "made-00000000"])
def test_a_hostile_address_opens_nothing(page: Any, own_server: str, asked: str) -> None:
    page.goto(f"{own_server}/?timeline={asked}")
    page.get_by_text("has not opened before").wait_for()
    page.locator(".dl-said", has_text="All 14 events").first.wait_for()
    assert page.evaluate("window.hacked") is None and page.dialogs == []


TABLE = (
    "Datum,Ereignis,Who\n12/03/2031,Halla and Vilhena meet in Porto over mackerel,Sigrun Halla; Duarte Vilhena\n"
    "13/04/2031,A volcano stops all flights,\nsoon,x,\n"
)


def test_a_table_is_brought_in_and_held_against_the_timeline(page: Any, own_server: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(TABLE, encoding="utf-8")
    page.goto(f"{own_server}/timelines?do=Compare+with+a+table")
    page.locator("input[type=file]").wait_for(state="attached")
    settle(page)
    page.locator("input[type=file]").set_input_files(str(file))
    page.get_by_text("no column is the title").wait_for()
    for field, column in (("Title", "Ereignis"), ("Date", "Datum")):
        page.get_by_role("combobox", name=field, exact=True).click()
        page.get_by_role("option", name=column, exact=True).click()
        settle(page)
    page.get_by_text("12/03/2031 can be 12 March or 3 December").wait_for()
    assert page.get_by_role("button", name="Keep and compare").is_disabled()
    page.get_by_text("the day: 31/12/2024").click()
    page.get_by_text("2 events can be read, 1 row cannot").wait_for()
    settle(page)
    page.get_by_role("button", name="Keep and compare").click()
    page.locator(".dl-said", has_text="1 of 2 events in mine were found").wait_for()
    page.locator(".st-key-compare_picture .js-plotly-plot").wait_for()
    with page.expect_download() as started:
        page.locator(".st-key-compare_csv button").click()
    rows = list(csv.DictReader(started.value.path().read_text(encoding="utf-8-sig").splitlines()))
    assert [row["verdict"] for row in rows][:2] == ["both", "only in the table"] and rows[0]["event_id"] == "meeting"
    page.reload()  # it is kept
    page.locator(".dl-said", has_text="1 of 2 events in mine were found").wait_for()
    page.get_by_role("button", name="Remove this table").click()
    page.get_by_text("somebody made by hand").wait_for()
    assert outside(page, own_server) == []
