"""What many tests share: timelines made by hand, put on disk once."""

from pathlib import Path

import pytest
from made_timeline import empty_tables, make_tables, many_tables, write_made


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
