"""One direction, no way back: who may import whom."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXTRACTION = ("data_prep.articles", "data_prep.timex", "data_prep.actors", "data_prep.events")
FORBIDDEN = {  # folder: what none of its files may import
    "data_prep": ("streamlit", "plotly", "pages", "dashboard", "benchmarks"),
    "pages": ("dashboard", *EXTRACTION),
    "pages/charts": ("streamlit", "duckdb", "data_prep.store", "data_prep.build", "pages.parts", "pages.explore"),
}
ALLOWED = "data_prep.events.kinds"  # kinds and their labels: a table of words, which charts show and extraction reads
CLOCK_AND_NETWORK = ("time", "socket", "urllib.request", "http", "requests", "asyncio", "random", "secrets")


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)


def files(folder: str) -> list[Path]:
    found = sorted((ROOT / folder).rglob("*.py"))
    assert found
    return found


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_directions(folder):
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in files(folder)
        for name in imports(file)
        for other in FORBIDDEN[folder]
        if (name == other or name.startswith(f"{other}.")) and not name.startswith(ALLOWED)
    ]
    assert not wrong


@pytest.mark.parametrize("folder", [name.replace(".", "/") for name in EXTRACTION])
def test_extraction_reads_no_clock_and_no_network(folder):
    for file in files(folder):
        text = file.read_text(encoding="utf-8")
        assert not [name for name in imports(file) if name in CLOCK_AND_NETWORK], file
        assert ".today(" not in text, file
        assert ".now(" not in text, file


def test_importing_is_quick():
    """The name alone brings none of what is heavy."""
    code = "import sys, data_prep, data_prep.cli; print([m for m in ('pandas', 'duckdb', 'pyarrow', 'streamlit') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_a_whole_build_needs_no_screen(tmp_path):
    code = (
        "import sys; from data_prep import build_timeline; build_timeline(['seeds']);"
        "print([m for m in ('streamlit', 'plotly') if m in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_the_package_offers_only_what_it_says():
    import data_prep

    assert callable(data_prep.build_timeline)
    with pytest.raises(AttributeError, match="there is build_timeline"):
        _ = data_prep.make_timeline
