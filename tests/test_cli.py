"""The command `dateline`, each sub-command as it is typed."""

import csv
import io
import json
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_timeline import TEXT_A, small_tables

from data_prep.cli import main
from data_prep.store import open_timeline
from data_prep.tables import TABLES
from data_prep.writing import write_timeline

ROOT = Path(__file__).resolve().parents[1]


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def small(tmp_path: Path) -> Path:
    write_timeline(small_tables(), tmp_path / "small", inputs=["x"], problems=[])
    return tmp_path / "small"


@pytest.fixture(scope="module")
def seeds_timeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built") / "seeds"
    result = run("build", ROOT / "seeds", "--out", out)
    assert result.exit_code == 0, result.output
    assert result.output.startswith("5 articles read, ")
    return out


class TestBuild:
    def test_of_the_examples(self, seeds_timeline):
        assert run("check", seeds_timeline).output == f"{seeds_timeline}: nothing wrong.\n"
        titles = open_timeline(seeds_timeline).table("events")["title"]
        assert len(titles) >= 11

    def test_twice_gives_the_same_tables(self, seeds_timeline, tmp_path):
        assert run("build", ROOT / "seeds", "--out", tmp_path / "again").exit_code == 0
        first, second = open_timeline(seeds_timeline).manifest, open_timeline(tmp_path / "again").manifest
        assert first["tables"] == second["tables"]

    def test_says_what_was_skipped_and_doubted(self, tmp_path):
        articles = tmp_path / "articles"
        articles.mkdir()
        (articles / "good.txt").write_text("Anna Berg met Paul Roche in Geneva on May 3, 2024, officials said.")
        (articles / "doubt.md").write_text(
            "---\npublished: soon\n---\nPaul Roche left Geneva on May 4, 2024, officials said."
        )
        (articles / "bad.txt").write_bytes(b"\x00")
        result = run("build", articles, "--out", tmp_path / "out")
        assert result.exit_code == 0
        assert result.output.startswith("2 articles read, ")
        assert "Skipped: 1 input\n  bad.txt: binary data. Accepted: " in result.output
        assert "Read with a doubt: 1 note\n  doubt.md: the front matter's date `soon`" in result.output
        assert f"See it with: dateline open {tmp_path / 'out'}" in result.output
        assert {p["path"] for p in open_timeline(tmp_path / "out").manifest["problems"]} == {"bad.txt", "doubt.md"}

    def test_a_skipped_file_is_no_doubt_though_another_of_its_name_was_read(self, tmp_path):
        for folder, content in (
            ("x", b"Anna Berg met Paul Roche in Geneva on May 3, 2024, officials said."),
            ("y", b"\x00"),
        ):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "a.txt").write_bytes(content)
        result = run("build", tmp_path / "x", tmp_path / "y", "--out", tmp_path / "out")
        assert "Skipped: 1 input\n  y/a.txt: binary data" in result.output
        assert "Read with a doubt" not in result.output

    def test_many_problems_are_counted(self, tmp_path):
        articles = tmp_path / "articles"
        articles.mkdir()
        for n in range(30):
            (articles / f"{n}.txt").write_bytes(b"\x00")
        result = run("build", articles, "--out", tmp_path / "out")
        assert "and 10 more: 10 × binary data" in result.output

    def test_nothing_read_is_an_error(self, tmp_path):
        (tmp_path / "bad.txt").write_bytes(b"")
        result = run("build", tmp_path / "bad.txt", tmp_path / "none", "--out", tmp_path / "out")
        assert result.exit_code == 1
        assert "no article could be read, so nothing was written" in result.output
        assert "no such file or folder" in result.output
        assert not (tmp_path / "out").exists()

    def test_another_folder_is_not_overwritten(self, tmp_path):
        (tmp_path / "thesis.txt").write_text("mine")
        result = run("build", ROOT / "seeds", "--out", tmp_path)
        assert result.exit_code == 1
        assert "is not empty and no timeline (it holds thesis.txt). Give --out a new or empty folder" in result.output

    def test_usage(self):
        assert run("build", "--out", "x").exit_code == 2
        assert run("build", "x").exit_code == 2


class TestExplain:
    def test_an_event(self, small):
        output = run("explain", small, "e1").output
        for words in (
            "Anna Berg meets Paul Roche  (e1)",
            "date: 2024-05-03 (day), basis: stated",
            "why this date: the words say so",
            "actors: Anna Berg, Paul Roche",
            "sources disagree on date: 2024-05-02 (Reuters, a.txt)",
            "told by 2 sources:",
            "“Anna Berg met Paul Roche in Geneva on Friday.”",
            "outlet not stated, sub/b.md",
            "joined: same day and people",
        ):
            assert words in output

    def test_every_step_from_words_to_row(self, seeds_timeline):
        timeline = open_timeline(seeds_timeline)
        events, reports = timeline.table("events"), timeline.table("reports")
        timexes = timeline.table("timexes").set_index("timex_id")
        for event in events["event_id"]:
            result = run("explain", seeds_timeline, event)
            assert result.exit_code == 0
            output = result.output
            for report in reports[reports["event_id"] == event].to_dict("records"):
                assert f"what: “{report['trigger']}” tells of {report['kind']}" in output
                assert f"when: {report['date_edtf'] if isinstance(report['date_edtf'], str) else 'none'}" in output
                for role in report["roles"]:
                    assert f"    {role}: " in output
                if isinstance(report["timex_id"], str):
                    assert f"by the rule “{timexes.loc[report['timex_id'], 'rule']}”" in output

    def test_an_undated_one(self, small):
        output = run("explain", small, "e2").output
        assert "date: undated, basis: none" in output
        assert "told by 1 source:" in output

    def test_unknown_ids_get_the_nearest(self, small):
        result = run("explain", small, "e3")
        assert result.exit_code == 1
        assert "no event 'e3'. Nearest are:\n  e1  Anna Berg meets" in result.output
        assert "Nearest are:\n  e2  Anna Berg thanks" in run("explain", small, "thanks Paul Roche").output

    def test_without_events(self, tmp_path):
        write_timeline({}, tmp_path / "t", inputs=[], problems=[])
        assert "This timeline has no events" in run("explain", tmp_path / "t", "e1").output


class TestExport:
    def test_json(self, small, tmp_path):
        result = run("export", small, "--format", "json", "-o", tmp_path / "t.json")
        assert result.output == f"2 events written to {tmp_path / 't.json'}.\n"
        tables = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
        assert list(tables) == ["about", "articles", "events", "reports", "actors"]
        assert tables.pop("about")["events"] == 2
        for name, rows in tables.items():
            wanted = {c.name for c in TABLES[name]} - ({"text"} if name == "articles" else set())
            assert all(set(row) == wanted for row in rows)
        event = tables["events"][0]
        assert (event["date_start"], event["n_sources"], event["actors"]) == ("2024-05-03", 2, ["berg", "roche"])
        assert (
            tables["events"][1]["date_start"] is tables["events"][1]["lat"] is tables["events"][1]["date_edtf"] is None
        )

    def test_texts_only_when_asked(self, small, tmp_path):
        run("export", small, "--format", "json", "-o", tmp_path / "t.json", "--with-text")
        assert json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))["articles"][0]["text"] == TEXT_A
        assert (
            "--with-text goes with --format json"
            in run("export", small, "--format", "csv", "-o", "-", "--with-text").output
        )

    def test_csv(self, small):
        rows = list(
            csv.DictReader(
                io.StringIO(run("export", small, "--format", "csv", "-o", "-").output.removeprefix("\ufeff"))
            )
        )
        assert [row["event_id"] for row in rows] == ["e1", "e2"]
        assert rows[0]["actors"] == "Anna Berg; Paul Roche"
        assert rows[0]["sources"] == "Reuters; Talks, in Geneva"
        assert rows[0]["disagrees"] == "date: 2024-05-02"
        assert rows[1]["date_start"] == rows[1]["lat"] == ""

    @pytest.mark.parametrize("start", ["=", "+", "-", "@"])
    def test_no_cell_is_a_formula(self, tmp_path, start):
        tables = small_tables()
        tables["events"]["title"] = f"{start}HYPERLINK(1)"
        write_timeline(tables, tmp_path / "t", inputs=[], problems=[])
        rows = list(csv.DictReader(io.StringIO(run("export", tmp_path / "t", "--format", "csv", "-o", "-").output)))
        assert rows[0]["title"] == f"'{start}HYPERLINK(1)"

    def test_where_it_cannot_be_written(self, small, tmp_path):
        result = run("export", small, "--format", "json", "-o", tmp_path / "none" / "t.json")
        assert result.exit_code == 1
        assert "No such file" in result.output


class TestCheck:
    def test_what_is_wrong_is_told(self, tmp_path):
        tables = small_tables()
        tables["events"]["n_sources"] = 5
        write_timeline(tables, tmp_path / "t", inputs=[], problems=[])
        result = run("check", tmp_path / "t")
        assert result.exit_code == 1
        assert "table events: n_sources is wrong: e1 (5, counted 2), e2 (5, counted 1)" in result.output
        assert "1 problem. Build the timeline anew" in result.output


@pytest.mark.parametrize(
    "arguments",
    [("open", "none"), ("check", "none"), ("explain", "none", "e1"), ("export", "none", "--format", "csv", "-o", "-")],
)
def test_no_timeline_no_traceback(arguments):
    result = run(*arguments)
    assert result.exit_code == 1
    assert (
        "none does not exist, so it is no timeline. Build one with: dateline build INPUT... --out DIR" in result.output
    )


def test_open_serves_the_dashboard_and_takes_it_along_when_it_ends(small):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "data_prep", "open", str(small), "--no-browser", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert wait_until(lambda: answers(port) or process.poll() is not None) and process.poll() is None
    finally:
        process.terminate()
        process.wait(20)
    if sys.platform != "win32":  # there is no way to be asked to end on Windows
        assert wait_until(lambda: not answers(port))


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1) as answer:
            return answer.read() == b"ok"
    except OSError:
        return False


def wait_until(holds, seconds: int = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.2)
    return False


def test_the_version_and_the_module():
    result = subprocess.run(
        [sys.executable, "-m", "data_prep", "--version"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout.startswith("dateline, version 0.")
