"""What many tests share: timelines made by hand, put on disk once; which of them run side by side."""

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from made_timeline import empty_tables, make_tables, many_tables, write_made

os.environ["DATELINE_HOME"] = tempfile.mkdtemp()  # what tests open is not remembered among a reader's own


@pytest.fixture(scope="session")
def made_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story of `made_timeline`, with one file that could not be read."""
    problem = {"path": "scan.pdf", "found": "not text", "accepted": "Give UTF-8 text or Markdown"}
    return write_made(make_tables(), tmp_path_factory.mktemp("timelines") / "made", [problem])


@pytest.fixture(scope="session")
def many_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five thousand events."""
    return write_made(many_tables(5000), tmp_path_factory.mktemp("timelines") / "many")


@pytest.fixture(scope="session")
def bare_directories(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Timelines that have little to show."""
    home = tmp_path_factory.mktemp("timelines")
    kinds = {"empty": {}, "articles": {"articles": True}, "undated": {"undated": True}, "single": {"single": True}}
    return {name: write_made(empty_tables(**more), home / name) for name, more in kinds.items()}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A file's tests stay together, for its fixtures; those in a browser all do, for they share one, and two fill the machine."""
    from xdist.scheduler import LoadFileScheduling

    class Side(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "browser" if nodeid.startswith("tests/browser/") else super()._split_scope(nodeid)

    return Side(config, log) if config.getvalue("dist") == "loadfile" else None
