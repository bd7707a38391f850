"""A server that nobody has asked anything yet: a link to a page opens that page, with what the address asks."""

from pathlib import Path
from typing import Any

from conftest import ROOT, new_tab, serve, settle


def test_the_first_link_opens_its_page(browser: Any, made_directory: Path) -> None:
    with serve(ROOT / "dashboard.py", "--", "--timeline", str(made_directory)) as url:
        page = new_tab(browser)
        page.goto(f"{url}/places?q=met")
        page.locator("h1.dl-head", has_text="Places").wait_for()
        settle(page)
        assert page.url == f"{url}/places?q=met"
        assert page.get_by_role("searchbox", name="Search").input_value() == "met"
        page.get_by_text("Page not found").wait_for(state="hidden")
        page.context.close()
