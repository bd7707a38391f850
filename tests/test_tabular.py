"""Tables of articles: which column is what, broken lines, large files."""

import io
import json
import tracemalloc
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet
from test_formats import documents

from data_prep.articles import read_articles
from data_prep.articles.columns import find_columns
from data_prep.articles.formats import choose_reader
from data_prep.articles.sources import Document, Source
from data_prep.records import Problem

TEXT = "The ministers of both countries met in Geneva on Friday, officials said."


def one(name: str, text: str | bytes) -> Document:
    problems: list[Problem] = []
    found = documents(name, text if isinstance(text, bytes) else text.encode(), problems)
    assert len(found) == 1, problems
    return found[0]


def told(name: str, text: str | bytes) -> tuple[list[Document], list[Problem]]:
    problems: list[Problem] = []
    return documents(name, text if isinstance(text, bytes) else text.encode(), problems), problems


@pytest.mark.parametrize(
    "names",
    [
        ("title", "text", "date", "url", "source", "author", "language"),
        ("Headline", "Body", "Published", "Link", "Outlet", "Byline", "Lang"),
        ("title", "content", "pubDate", "link", "publisher", "authors", "lang"),
        ("TITLE", "Article", "created_at", "web_url", "site-name", "author", "language"),
        ("title", "article_text", "publishedAt", "url", "source_name", "creator", "lang"),
    ],
)
def test_columns_by_their_names(names: tuple[str, ...]) -> None:
    values = ("Talks", TEXT, "2025-10-02", "https://x.example/1", "The Herald", "Ana Lima", "en")
    row = dict(zip(names, values, strict=True))
    expected = {
        "title": "Talks",
        "url": "https://x.example/1",
        "outlet": "The Herald",
        "author": "Ana Lima",
        "language": "en",
    }
    found = one("a.json", json.dumps(row))
    assert found.fields == expected
    assert [(d.when.edtf, d.basis, d.why) for d in found.dates] == [
        ("2025-10-02", "metadata", f"the column “{names[2]}” says “2025-10-02”")
    ]
    assert [line.text for line in found.lines] == [TEXT]
    csv = ",".join(names) + "\n" + ",".join(f'"{v}"' for v in values)
    assert one("a.csv", csv).fields == expected
    assert one("a.tsv", "\t".join(names) + "\n" + "\t".join(values)).fields == expected


def test_the_best_of_several_columns() -> None:
    assert find_columns(["content", "text", "x"])["text"] == ["text", "content"]
    assert one("a.json", json.dumps({"text": "", "content": TEXT})).lines[0].text == TEXT


def test_values_that_are_no_text() -> None:
    row = {
        "source": {"id": None, "name": "The Herald"},
        "authors": ["Ana Lima", "Jan Nowak"],
        "body": [TEXT * 2, TEXT * 2],
        "timestamp": 1759418000,
        "url": "none",
    }
    found = one("a.json", json.dumps(row))
    assert found.fields == {"outlet": "The Herald", "author": "Ana Lima, Jan Nowak"}
    assert [line.text for line in found.lines] == [TEXT * 2] * 2
    assert found.dates[0].when.edtf == "2025-10-02"


def test_html_in_a_column() -> None:
    found = one("a.json", json.dumps({"content": f"<p>{TEXT}</p><p>A &amp; B<br>C</p><script>no</script>"}))
    assert [line.text for line in found.lines] == [TEXT, "A & B", "C"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (json.dumps([{"text": TEXT}] * 2), 2),
        (json.dumps({"status": "ok", "articles": [{"text": TEXT}] * 2}), 2),
        (json.dumps({"response": {"docs": [{"text": TEXT}]}}), 1),
        (json.dumps({"whatever": [{"text": TEXT}]}), 1),
        ("\n".join([json.dumps({"text": TEXT})] * 3), 3),
        (json.dumps({"text": TEXT}, indent=1), 1),
        (json.dumps({"text": TEXT}).encode("utf-16"), 1),
    ],
)
def test_shapes_of_json(text: str | bytes, count: int) -> None:
    found, problems = told("a.json", text)
    assert len(found) == count and not problems


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.json", "a.jsonl"])
def test_an_unclear_text_column_is_told_with_the_columns(name: str) -> None:
    rows = {"a.csv": "id,name\n1,Ana\n", "a.tsv": "id\tname\n1\tAna\n"}
    found, problems = told(name, rows.get(name, json.dumps({"id": 1, "name": "Ana"}) + "\n"))
    assert not found and len(problems) == 1
    assert "id, name" in problems[0].found
    assert "text, body, content or article" in problems[0].accepted


def test_a_broken_line_is_told_and_the_others_go_on() -> None:
    good = json.dumps({"text": TEXT})
    found, problems = told("a.jsonl", f"{good}\n{{broken\n\n[1]\n{good}\n")
    assert [d.number for d in found] == ["line 1", "line 5"]
    assert [p.path for p in problems] == ["a.jsonl, line 2", "a.jsonl, line 4"]
    assert "broken JSON" in problems[0].found and "a list" in problems[1].found


def test_many_broken_lines_are_counted() -> None:
    _, problems = told("a.jsonl", "{\n" * 500)
    assert len(problems) == 21 and problems[-1].found == "480 more broken lines"


def test_rows_of_csv() -> None:
    found, problems = told(
        "a.csv",
        f'title;text;date\n"A; b";"{TEXT}\n\nMore ""words"" here.";2025-10-02\n\nC;;\nD;{TEXT};soon;x\nE;{TEXT}\n',
    )
    assert [(d.number, d.fields["title"]) for d in found] == [("row 1", "A; b"), ("row 4", "E")]
    assert [line.text for line in found[0].lines] == [TEXT, 'More "words" here.']
    assert {line.place for line in found[0].lines} == {"row 1"}
    assert [p.path for p in problems] == ["a.csv, row 3", "a.csv"]
    assert "row 2" in problems[1].found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    found, problems = told("a.csv", f'title,text\nÉté à Genève,"{TEXT}"\n'.encode(encoding))
    assert found[0].fields["title"] == "Été à Genève"
    assert [p.skipped for p in problems] == ([False] if encoding == "cp1252" else [])


def test_halves_of_letters_do_not_stop_the_others(tmp_path: Path) -> None:
    rows = [{"title": "a \ud800 b", "text": f"{TEXT} \udfff"}, {"title": "Second", "text": TEXT + " So."}]
    (tmp_path / "a.json").write_text(json.dumps(rows))
    assert [a.title for a in read_articles([tmp_path], print)] == ["a b", "Second"]


def test_long_cells_and_lines_beyond_the_limit() -> None:
    assert len(one("a.csv", f"text\n{'word ' * 100_000}\n").lines[0].text) > 400_000
    found, problems = told("a.jsonl", '{"text": "' + "x" * 6_000_000 + '"}\n' + json.dumps({"text": TEXT}) + "\n")
    assert [d.number for d in found] == ["line 2"]
    assert "more than 5 million letters" in problems[0].found


def test_lines_are_streamed() -> None:
    """A file far larger than what is held at a time."""
    row = json.dumps({"text": TEXT * 50}).encode() + b"\n"
    data = row * 1500
    source = Source("a.jsonl", lambda: io.BytesIO(data), len(data))
    reader = choose_reader(source, print)
    assert reader is not None
    tracemalloc.start()
    assert sum(1 for _ in reader.read(source, print)) == 1500
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < len(data) / 3


def test_a_sidecar_names_the_columns(tmp_path):
    (tmp_path / "x.csv").write_text(
        'Inhalt,Wann,Kopf\n"Anna Berg met Paul Roche in Geneva on Friday, officials said.",2024-05-04,Talks\n'
    )
    problems: list[Problem] = []
    assert not list(read_articles([tmp_path / "x.csv"], problems.append))
    assert "Inhalt, Wann, Kopf" in problems[0].found and "columns: {text:" in problems[0].accepted
    (tmp_path / "x.csv.yml").write_text("columns: {text: Inhalt, published: Wann, title: Kopf}\noutlet: Die Post\n")
    (found,) = read_articles([tmp_path], problems.append)
    assert (found.title, found.outlet, found.published.basis) == ("Talks", "Die Post", "metadata")
    assert found.published.when is not None and found.published.when.edtf == "2024-05-04"


def test_a_date_that_cannot_be_told_is_told(tmp_path):
    text = "Anna Berg met Paul Roche in Geneva on Friday, officials said."
    rows = [f'"{text} {n}",{day}' for n, day in enumerate(("03/04/2025", "25/04/2025", "soon"))]
    (tmp_path / "x.csv").write_text("text,date\n" + "\n".join(rows) + "\n")
    problems: list[Problem] = []
    found = list(read_articles([tmp_path], problems.append))
    assert [a.published.when and a.published.when.edtf for a in found] == [None, "2025-04-25", None]
    assert [p.found for p in problems] == ["2 dates that cannot be told, such as “03/04/2025” (row 1), “soon” (row 3)"]
    (tmp_path / "x.csv").write_text(
        'text,date,language\n"Der Rat stimmte am Montag für das Kabel, teilte die Stadt mit.",25. April 2025,de\n'
    )
    (german,) = read_articles([tmp_path], problems.append)
    assert german.published.when is not None and german.published.when.edtf == "2025-04-25"


def test_parquet_is_read_by_its_columns(tmp_path):
    rows = [
        {
            "headline": f"Story {n}",
            "body": TEXT.replace("Friday", f"Friday {n}"),
            "pub_date": date(2023, 5, n),
            "size": n,
        }
        for n in (1, 2, 3)
    ]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet", row_group_size=2)
    first, *others = read_articles([tmp_path], print)
    assert (first.title, first.path) == ("Story 1", "a.parquet, row 1")
    assert first.published.when and first.published.when.edtf == "2023-05-01"
    assert [a.path for a in others] == ["a.parquet, row 2", "a.parquet, row 3"]


def test_parquet_that_is_none_is_told(tmp_path):
    parquet.write_table(pa.Table.from_pylist([{"a": 1, "b": "two"}]), tmp_path / "numbers.parquet")
    (tmp_path / "torn.parquet").write_bytes(b"PAR1" + b"x" * 100)
    problems = []
    assert not list(read_articles([tmp_path], problems.append))
    told = {p.path: p.found for p in problems}
    assert "it has the columns a, b" in told["numbers.parquet"]
    assert "a damaged Parquet table" in told["torn.parquet, row 1"]
