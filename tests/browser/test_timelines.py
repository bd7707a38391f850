"""Several timelines as a person uses them: one built in the app, a switch, a reload, a hostile address."""

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
