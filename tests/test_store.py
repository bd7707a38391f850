import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pandas as pd
import pytest
from small_timeline import small_tables

from data_prep import writing
from data_prep.checks import check_tables
from data_prep.records import Problem
from data_prep.store import TimelineError, check_timeline, is_timeline, open_timeline
from data_prep.tables import TABLES, schema
from data_prep.writing import ANY, TimelineWriter, pack_part, to_arrow, write_timeline

PROBLEM = Problem("c.pdf", "a PDF", "Accepted: text")


def write(directory: Path, tables: dict[str, pd.DataFrame] | None = None) -> Path:
    write_timeline(tables or small_tables(), directory, inputs=["articles"], problems=[PROBLEM])
    return directory


def as_json(frame: pd.DataFrame) -> object:
    return json.loads(frame.to_json(date_format="iso"))


def content(directory: Path) -> dict[str, bytes]:
    return {p.relative_to(directory).as_posix(): p.read_bytes() for p in sorted(directory.rglob("*")) if p.is_file()}


def test_what_is_written_is_read(tmp_path):
    timeline = open_timeline(write(tmp_path / "t"))
    for name, written in small_tables().items():
        read = timeline.table(name)
        assert list(read.columns) == [c.name for c in TABLES[name]]
        assert as_json(read) == as_json(written.astype(read.dtypes.to_dict()))
    assert timeline.manifest["inputs"] == ["articles"]
    assert timeline.manifest["problems"] == [
        {"path": "c.pdf", "found": "a PDF", "accepted": "Accepted: text", "skipped": True}
    ]
    assert timeline.manifest["tables"]["events"]["rows"] == 2


def test_types_as_agreed(tmp_path):
    events = open_timeline(write(tmp_path / "t")).table("events")
    assert str(events["date_start"].dtype) == "datetime64[s]"
    assert pd.isna(events["date_start"][1])
    assert events["actors"][0] == ["berg", "roche"]
    assert events["disagrees"][0] == [{"field": "date", "value": "2024-05-02", "article_ids": ["a"]}]


def test_a_table_not_given_is_empty(tmp_path):
    write_timeline({}, tmp_path / "t", inputs=[], problems=[])
    timeline = open_timeline(tmp_path / "t")
    assert all(timeline.table(name).empty for name in TABLES)
    assert str(timeline.table("events")["date_start"].dtype) == "datetime64[s]"
    assert check_timeline(tmp_path / "t") == []


def test_same_tables_same_bytes(tmp_path):
    first, second = content(write(tmp_path / "one")), content(write(tmp_path / "two"))
    assert first == second
    assert content(write(tmp_path / "one")) == first  # written over itself


def fewer_mentions(rows: int) -> dict[str, pd.DataFrame]:
    return small_tables() | {"mentions": small_tables()["mentions"][:rows]}


def make_old(directory: Path) -> None:
    for path in directory.glob("tables-*"):
        os.utime(path, (1, 1))


def test_replaced_in_whole_and_the_old_cleared(tmp_path):
    directory = tmp_path / "t"
    versions = []
    for rows in (2, 1, 0):
        write(directory, fewer_mentions(rows))
        assert len(open_timeline(directory).table("mentions")) == rows
        versions.append(f"tables-{open_timeline(directory).manifest['version']}")
        make_old(directory)
    assert {p.name for p in directory.iterdir()} == {
        "manifest.json",
        *versions[1:],
    }  # the one before stays for its readers
    write(directory, fewer_mentions(0))
    assert {p.name for p in directory.iterdir()} == {"manifest.json", versions[2]}


def test_a_crash_leaves_the_old_one(tmp_path, monkeypatch):
    directory = write(tmp_path / "t")
    before = content(directory)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    for step in ("_write_file", "_settle", "_replace"):
        with monkeypatch.context() as patch:
            patch.setattr(writing, step, fail)
            with pytest.raises(KeyboardInterrupt):
                write(directory, fewer_mentions(1))
        assert len(open_timeline(directory).table("mentions")) == 2
        assert content(directory).items() >= before.items()


def test_a_first_write_that_crashed_does_not_block_the_next(tmp_path, monkeypatch):
    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr(writing, "_replace", lambda *_: 1 / 0)
        write(tmp_path / "t")
    assert not is_timeline(tmp_path / "t")
    assert open_timeline(write(tmp_path / "t")).table("events")["event_id"].tolist() == ["e1", "e2"]


def test_what_a_crash_left_is_cleared_when_it_is_old(tmp_path):
    directory = write(tmp_path / "t")
    for name in (".writing-1-x", "tables-0123"):
        (directory / name).mkdir()
        os.utime(directory / name, (1, 1))
    (directory / ".writing-1-x.json").write_text("{")
    os.utime(directory / ".writing-1-x.json", (1, 1))
    (directory / ".writing-2-y").mkdir()  # another writer, at work
    write(directory)
    assert {p.name for p in directory.iterdir()} - {"manifest.json", ".writing-2-y"} == {
        f"tables-{open_timeline(directory).manifest['version']}"
    }


def test_readers_while_writers_swap(tmp_path):
    directory = write(tmp_path / "t")
    versions = [small_tables(), fewer_mentions(1)]
    failures: list[BaseException] = []

    def swap() -> None:
        try:
            for turn in range(30):
                write(directory, versions[turn % 2])
        except BaseException as error:
            failures.append(error)

    writer = threading.Thread(target=swap)
    writer.start()
    seen = set()
    while writer.is_alive():
        timeline = open_timeline(directory)
        seen.add(len(timeline.table("mentions")))
        assert len(timeline.table("mentions")) == timeline.manifest["tables"]["mentions"]["rows"]
    writer.join()
    assert not failures
    assert seen <= {1, 2}


WRITER = """
import sys
from small_timeline import small_tables
from data_prep.store import open_timeline
from data_prep.writing import write_timeline
tables = small_tables()
for turn in range(6):
    rows = tables["mentions"][: turn % 2]
    write_timeline(tables | {"mentions": rows}, sys.argv[1], inputs=[], problems=[])
    open_timeline(sys.argv[1]).connection.close()
"""


def test_several_processes_write_to_one_folder(tmp_path):
    directory, tests = tmp_path / "t", Path(__file__).parent
    places = os.pathsep.join([str(tests.parent), str(tests)])
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(directory)],
            env=os.environ | {"PYTHONPATH": places},
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for writer in writers:
        errors = writer.communicate(timeout=120)[1]
        assert writer.returncode == 0, errors
    assert check_timeline(directory) == []
    assert not [p.name for p in directory.iterdir() if p.name.startswith(".writing-")]


def test_the_same_tables_settled_by_another_writer_meanwhile(tmp_path, monkeypatch):
    directory = write(tmp_path / "t")
    seen = Path.is_dir
    answers = iter([False])  # as it was before the other writer came

    def is_dir(path: Path, **options: bool) -> bool:
        return next(answers, True) if path.name.startswith("tables-") else seen(path, **options)

    monkeypatch.setattr(Path, "is_dir", is_dir)
    write(directory)
    assert check_timeline(directory) == []


def test_no_path_of_this_machine_in_the_manifest(tmp_path, monkeypatch):
    (tmp_path / "news").mkdir()
    monkeypatch.chdir(tmp_path / "news")
    problems = [Problem(str(tmp_path / "gone"), "no such file or folder", "Give one"), Problem("sub/a.txt", "x", "y")]
    write_timeline({}, tmp_path / "t", inputs=[tmp_path / "articles", "../a.txt", ".", ".."], problems=problems)
    manifest = open_timeline(tmp_path / "t").manifest
    assert manifest["inputs"] == ["articles", "a.txt", "news", tmp_path.name]
    assert [p["path"] for p in manifest["problems"]] == ["gone", "sub/a.txt"]
    assert str(tmp_path) not in (tmp_path / "t" / "manifest.json").read_text()


def test_problems_that_are_no_list_are_told(tmp_path):
    directory = write(tmp_path / "t")
    manifest = json.loads((directory / "manifest.json").read_text())
    (directory / "manifest.json").write_text(json.dumps(manifest | {"problems": "none"}))
    with pytest.raises(TimelineError, match=r"`problems` is of the type str; accepted: a list\. Build one"):
        open_timeline(directory)


def test_another_folder_is_not_overwritten(tmp_path):
    (tmp_path / "thesis.doc").write_text("x")
    with pytest.raises(TimelineError, match=r"not empty and no timeline \(it holds thesis.doc\)\. Give --out"):
        write(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(TimelineError, match="is a file"):
        write(tmp_path / "file")


@pytest.mark.parametrize(
    ("manifest", "says"),
    [
        (None, "has no manifest.json.*dateline build"),
        ("{", "cannot be read as a timeline's manifest"),
        ("[]", "cannot be read as a timeline's manifest"),
        ('{"format": 4, "version": "x", "tables": {}}', "does not list every table"),
        ('{"format": 3, "version": "x", "tables": {"events": {"file": "events.parquet"}}}', "format 3; this version"),
        ('{"format": 99, "version": "x", "tables": {}}', "format 99; this version of Dateline reads 4. Update"),
    ],
)
def test_no_timeline(tmp_path, manifest, says):
    if manifest:
        (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(TimelineError, match=says):
        open_timeline(tmp_path)
    with pytest.raises(TimelineError, match="does not exist"):
        open_timeline(tmp_path / "none")
    assert not is_timeline(tmp_path)


def test_broken_tables(tmp_path):
    directory = write(tmp_path / "t")
    events = next(directory.rglob("events/*/part.parquet"))
    good = events.read_bytes()
    events.write_bytes(b"PAR1")
    with pytest.raises(TimelineError, match=r"events.since=any.part.parquet cannot be read"):
        open_timeline(directory)
    write(directory)  # mends it
    assert events.read_bytes() == good
    events.unlink()
    with pytest.raises(TimelineError, match=r"events.since=any.part.parquet is missing"):
        open_timeline(directory)
    next(directory.rglob("actors/*/part.parquet")).replace(events)
    with pytest.raises(TimelineError, match="not those of the table events"):
        open_timeline(directory)


def test_a_changed_file_is_told(tmp_path):
    directory = write(tmp_path / "t")
    other = write(tmp_path / "u", fewer_mentions(1))
    next(other.rglob("mentions/*/part.parquet")).replace(next(directory.rglob("mentions/*/part.parquet")))
    assert ["was changed after it was written" in p for p in check_timeline(directory)] == [True]


def test_queries_cannot_reach_files(tmp_path):
    connection = open_timeline(write(tmp_path / "t")).connection
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with pytest.raises(Exception, match="disabled"):
        connection.execute(f"select * from read_csv('{tmp_path / 'secret.csv'}')")


def test_wrong_frames_are_refused(tmp_path):
    tables = small_tables()
    with pytest.raises(TimelineError, match="no such tables: article"):
        write(tmp_path, tables | {"article": tables["articles"]})
    with pytest.raises(TimelineError, match="table events: no column title"):
        write(tmp_path, tables | {"events": tables["events"].drop(columns="title")})
    with pytest.raises(TimelineError, match="column status: found 'rumoured'; accepted: 'reported'"):
        write(tmp_path, tables | {"events": tables["events"].assign(status="rumoured")})
    with pytest.raises(TimelineError, match="column title: 2 rows are null"):
        write(tmp_path, tables | {"events": tables["events"].assign(title=None)})
    with pytest.raises(TimelineError, match=r"column salience.*Accepted: double"):
        write(tmp_path, tables | {"events": tables["events"].assign(salience="high")})
    assert not list(tmp_path.iterdir())


def test_an_unknown_table_is_a_key_error(tmp_path):
    with pytest.raises(KeyError, match="there are articles"):
        open_timeline(write(tmp_path / "t")).table("article")


def test_a_good_timeline_has_no_problems(tmp_path):
    assert check_timeline(write(tmp_path / "t")) == []


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "says"),
    [
        ("reports", 0, "event_id", "e9", "event_id names what is not in events: e9"),
        ("reports", 0, "article_id", "z", "article_id names what is not in articles: z"),
        ("reports", 0, "timex_id", "z", "timex_id names what is not in timexes: z"),
        ("reports", 0, "speaker", "z", "speaker names what is not in actors: z"),
        ("reports", 0, "actors", ["z", "berg"], "actors names what is not in actors: z"),
        ("reports", 0, "actors", ["berg"], "roles and actors differ in number: a:1"),
        ("reports", 0, "sentence", "Other words.", "sentence is not what stands at start:end"),
        ("reports", 0, "trigger_start", 70, "trigger is not what stands at"),
        ("reports", 0, "date_edtf", "2024-05", "2024-05 is 2024-05-01 to 2024-06-01, beside it stands 2024-05-03"),
        ("reports", 0, "date_edtf", "May", "is not a date in EDTF"),
        ("reports", 0, "grain", "month", "has the grain day, beside it stands month"),
        ("reports", 1, "report_id", "a:1", "the same id stands twice: a:1"),
        ("events", 0, "n_reports", 3, r"n_reports is wrong: e1 \(3, counted 2\)"),
        ("events", 0, "n_sources", 1, r"n_sources is wrong: e1 \(1, counted 2\)"),
        ("events", 0, "dated_by", "z", "dated_by names what is not in reports"),
        ("events", 1, "date_start", pd.Timestamp("2024-01-01"), "no EDTF value, but 2024-01-01"),
        ("events", 1, "event_id", "e3", "no report tells of it: e3"),
        ("mentions", 0, "place_id", "geneva", "an actor or a place is expected, one of the two: Anna Berg"),
        ("mentions", 0, "text", "Berg", "text is not what stands at"),
        ("timexes", 0, "text", "May", "table timexes: text is not"),
        ("articles", 0, "copy_of", "z", "copy_of names what is not in articles"),
        ("articles", 0, "published_basis", "guessed", "found 'guessed'; accepted: 'given'"),
    ],
)
def test_every_untruth_is_told(table, row, column, value, says):
    tables = small_tables()
    frame = tables[table].astype(object)
    frame.at[row, column] = value
    assert pd.Series(check_tables(tables | {table: frame})).str.contains(says).any()


def test_schemas_hold_on_disk(tmp_path):
    import pyarrow.parquet as pq

    directory = write(tmp_path / "t")
    for name in TABLES:
        found = pq.read_schema(next(directory.rglob(f"{name}/*/part.parquet")))
        assert found == schema(name)
        assert not found.metadata


def in_parts(directory: Path, days: list[str]) -> Path:
    """Each event with its reports in a part of its own, told by another `since`."""
    tables = {name: to_arrow(name, frame) for name, frame in small_tables().items()}
    events = tables["events"].column("event_id").to_pylist()
    with TimelineWriter(directory) as writer:
        for name, table in tables.items():
            for day, event in zip(days, events, strict=True) if name in ("events", "reports") else [(ANY, None)]:
                rows = table if event is None else table.filter([e == event for e in table["event_id"].to_pylist()])
                writer.add(pack_part(name, day, rows))
        writer.finish(inputs=["articles"], problems=[PROBLEM])
    return directory


def test_a_table_in_parts_is_one_table(tmp_path):
    timeline = open_timeline(in_parts(tmp_path / "t", ["2024-01-01", "2025-01-01"]))
    for name, written in small_tables().items():
        assert as_json(timeline.table(name)) == as_json(written.astype(timeline.table(name).dtypes.to_dict()))
    assert timeline.manifest["tables"]["events"]["rows"] == 2
    ask = timeline.connection.execute
    assert ask("select event_id, since from events").fetchall() == [("e1", "2024-01-01"), ("e2", "2025-01-01")]
    plan = ask("explain analyze select * from reports where since = '2025-01-01'").fetchall()[0][1]
    assert "Total Files Read: 1" in plan
    assert check_timeline(tmp_path / "t") == []


def test_the_content_is_told_whatever_its_order_and_parts(tmp_path):
    whole = open_timeline(write(tmp_path / "whole")).manifest
    parts = open_timeline(in_parts(tmp_path / "parts", ["2024-01-01", "2025-01-01"])).manifest
    assert whole["version"] != parts["version"]
    assert whole["content"] == parts["content"]
    other = open_timeline(write(tmp_path / "other", fewer_mentions(1))).manifest["content"]
    assert {name for name in other if other[name] != whole["content"][name]} == {"mentions"}


def test_the_content_knows_no_history():
    events = to_arrow("events", small_tables()["events"])
    old = events.set_column(0, "event_id", [["e0", "e2"]])
    assert pack_part("events", ANY, old, {"e0": "e1"}).content == pack_part("events", ANY, events).content
    assert pack_part("events", ANY, old).content != pack_part("events", ANY, events).content


def test_a_writer_left_early_changes_nothing(tmp_path):
    directory = write(tmp_path / "t")
    before = content(directory)
    with pytest.raises(ZeroDivisionError), TimelineWriter(directory) as writer:
        writer.add(pack_part("mentions", ANY, schema("mentions").empty_table()))
        _ = 1 / 0
    assert content(directory) == before
