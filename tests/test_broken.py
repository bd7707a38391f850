"""A folder of broken files: the good ones among them are read, each broken one is read or told by its name."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from make_broken import make_broken

from data_prep.articles import read_articles
from data_prep.records import Problem

ROOT = Path(__file__).resolve().parents[1]
MEMORY = 2_000_000_000  # bytes
ENVIRONMENT = os.environ | {
    "MALLOC_ARENA_MAX": "2"
}  # what threads only reserve would fill the limit, on a busy machine
HANG = 600  # seconds: only to end one
BUILD = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
from data_prep import build_timeline
problems = []
tables = build_timeline([sys.argv[1]], problems.append)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([tables["articles"].path.tolist(), [(p.path, p.found, p.accepted, p.skipped) for p in problems], peak]))
"""


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    folder = tmp_path_factory.mktemp("broken") / "files"
    return folder, make_broken(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit on memory is Linux's")
def test_a_folder_of_broken_files(broken: tuple[Path, list[str]]) -> None:
    folder, names = broken
    assert len(names) >= 60
    done = subprocess.run(
        [sys.executable, "-c", BUILD.format(memory=MEMORY), str(folder)],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=HANG,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    paths, problems, peak = json.loads(done.stdout.splitlines()[-1])
    assert peak * 1024 < MEMORY
    assert {"good-1.txt", "good-2.txt", "good-3.txt"} <= set(paths)
    told = {path for path, *_ in problems}
    silent = [n for n in names if not any(_is_of(path, n) for path in told | set(paths))]
    assert not silent, silent
    assert all(found.strip() and accepted.strip() for _, found, accepted, _ in problems)
    assert not [p for p in problems if "Traceback" in p[1] or "/tmp" in p[1]]
    assert not done.stderr.strip(), done.stderr[-4000:]


def test_a_file_of_a_gigabyte_is_refused_by_its_size(tmp_path: Path) -> None:
    with (tmp_path / "sparse.txt").open("wb") as file:
        file.truncate(1_000_000_000_000)  # more than could be read in any time
        file.write(b"Once upon a time ")
    problems: list[Problem] = []
    assert not list(read_articles([tmp_path], problems.append))
    assert "5 MB" in problems[0].found


def _is_of(path: str, name: str) -> bool:
    """Whether a path is of that file, of something in it, or of its sidecar."""
    return path == name or path.startswith((f"{name}/", f"{name}, ", f"{name}."))
