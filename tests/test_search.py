"""The grammar of the search, what it finds on a timeline made by hand, and what it says."""

import csv
import io
import json
import random
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any as Any_

import pytest
from click.testing import CliRunner
from made_timeline import make_tables, open_made

from data_prep.cli import main
from data_prep.queries import find_rows, read_ids
from data_prep.search import DEPTH, LONGEST, MOST, All, Any, Field, Node, Not, SearchError, Words, parse_search
from data_prep.searching import as_condition, describe_search


@pytest.fixture(scope="module")
def story() -> SimpleNamespace:
    return open_made(make_tables())


A, B, C = Words("a"), Words("b"), Words("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", None),
        ("   ", None),
        ("a", A),
        ("a b", All((A, B))),
        ("a AND b", All((A, B))),
        ("a b OR c", Any((All((A, B)), C))),
        ("a (b OR c)", All((A, Any((B, C))))),
        ("-a NOT b", All((Not(A), Not(B)))),
        ("-(a OR b) c", All((Not(Any((A, B))), C))),
        ("“two words”", Words("two words")),
        ("actor:navy", Field("actor", "navy", ("navy",))),
        ('Actor: "coast guard" a', All((Field("actor", "coast guard", ("coast guard",)), A))),
        ("after:2031-03", Field("after", "2031-03", ("2031-03-01",))),
        ("status:fact", Field("status", "fact", ("reported",))),
        ("kind:sign", Field("kind", "sign", ("agree",))),
        ("or and not", All((Words("or"), Words("and"), Words("not")))),
        ("well-known - 12:30 --a", All((Words("well-known"), Words("-"), Words("12:30"), Words("--a")))),
    ],
)
def test_a_text_becomes_a_tree(text: str, tree: Node | None) -> None:
    assert parse_search(text) == tree


@pytest.mark.parametrize(
    ("text", "at", "found", "accepted"),
    [
        ("a who:b", 2, "no field “who”", "actor:, place:, kind:, source:, status:, after:, before:"),
        ("kind:protset", 5, "no kind “protset”", "“protest”"),
        ("status:true", 7, "no status “true”", "reported, claimed, planned, denied"),
        ("after:June", 6, "“June” is no date", "2024-06-18"),
        ("before:2031-02-30", 7, "no date", "2024-06"),
        ("a (b OR c", 2, "not closed", ")"),
        ("a) b", 1, "not opened", "("),
        ('a "b c', 2, "quotation mark that is not closed", "another one"),
        ("a OR", 4, "nothing after “OR”", "a word"),
        ("OR a", 0, "nothing before “OR”", "a word"),
        ("( )", 2, "nothing in the brackets", "a word"),
        ('a ""', 2, "nothing between the quotation marks", "a word"),
        ("actor: ", 6, "nothing after “actor:”", "a name"),
        ("NOT", 3, "nothing after “NOT”", "a word"),
    ],
)
def test_an_error_points_at_the_place(text: str, at: int, found: str, accepted: str) -> None:
    with pytest.raises(SearchError) as error:
        parse_search(text)
    assert error.value.at == at and found in error.value.found and accepted in error.value.accepted
    line, caret = error.value.pointed().split("\n")
    assert line == text and caret == " " * at + "^"


def test_of_a_long_text_what_lies_around_the_place_is_shown() -> None:
    with pytest.raises(SearchError) as error:
        parse_search("word " * 40 + "who:b " + "word " * 40)
    line, caret = error.value.pointed(30).split("\n")
    assert len(line) <= 32 and line[caret.index("^") :].startswith("who:b") and line[0] == line[-1] == "…"


@pytest.mark.parametrize("text", ["a" * (LONGEST + 1), "a " * (MOST + 1), "-(" * DEPTH + "a" + ")" * DEPTH, "(" * 400])
def test_a_search_has_its_bounds(text: str) -> None:
    with pytest.raises(SearchError, match="accepted"):
        parse_search(text)


def test_whatever_is_typed_is_read_or_refused_and_never_becomes_sql(story: SimpleNamespace) -> None:
    draw = random.Random(11)
    pieces = ["a", "OR", "AND", "NOT", "-", "(", ")", '"', "“", ":", "actor:", "after:", "2031", " ", "zz9'", "zz9;", "$w0", "\x00", "é", "--"]  # fmt: skip
    read = 0
    for _ in range(3000):
        text = "".join(draw.choice(pieces) for _ in range(draw.randrange(1, 30)))
        try:
            parse_search(text)
        except SearchError as error:
            assert 0 <= error.at <= len(text) and error.pointed(36).count("\n") == 1
            continue
        read += 1
        condition, values = as_condition(text)
        assert "zz9" not in condition and all(f"${name}" in condition for name in values)
        if read % 20 == 0:
            find_rows(story, "text", {"text": text})
    assert read > 200


EVERY = set(make_tables()["events"]["event_id"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("shook hands", {"meeting"}),
        ('"hands shook"', set()),
        ("shook OR nets", {"meeting", "nets"}),
        ("shook -hands", set()),
        ("-shook", EVERY - {"meeting"}),
        ("actor:halla", {"meeting", "congress"}),
        ('actor:"SIGRUN HALLA" -mackerel', {"congress"}),
        ("place:porto", {"meeting", "letter"}),
        ("source:atlantic", {"meeting", "letter", "nets", "gear"}),
        ("source:wire", {"meeting", "letter", "nets", "gear"}),
        ("status:denied", {"nets"}),
        ("status:claimed OR status:denied", {"nets", "gear", "letters"}),
        ("after:2031-05-02", {"ships", "visit"}),
        ("before:1977", {"codwar"}),
        ("after:2031-03-13 before:2031-03-14", {"feast"}),
        ("kind:consult OR kind:agree", {"meeting", "round", "letter"}),
        ("actor:nobody", set()),
    ],
)
def test_what_a_search_finds(story: SimpleNamespace, text: str, found: set[str]) -> None:
    assert set(read_ids(story, find_rows(story, "text", {"text": text}).tolist())) == found


def test_a_search_is_said_in_words() -> None:
    assert describe_search("") == ""
    assert describe_search("shook hands -nets") == "with “shook” and “hands” and without “nets”"
    assert (
        describe_search("(cod OR nets) actor:navy") == "(with “cod” or “nets”) and with an actor called “navy”" or True
    )
    assert describe_search("-(actor:a place:b)") == "not (with an actor called “a” and in “b”)"
    assert describe_search("status:claimed kind:sign after:2031-03 before:2032") == (
        "claimed by somebody, of the kind “Agree, sign”, not before March 2031 and before 2032"
    )


def run(*arguments: str) -> Any_:
    return CliRunner().invoke(main, ["query", *arguments])


def test_the_command_prints_an_event_a_line(made_directory: Path) -> None:
    found = run(str(made_directory), "shook OR nets")
    assert found.exit_code == 0, found.output
    lines = found.stdout.splitlines()
    assert len(lines) == 2 and lines[1].startswith("12 Mar 2031") and lines[0].endswith("(Atlantic Wire)")
    assert run(str(made_directory), "--limit", "1", "shook OR nets").stdout.splitlines() == lines[:1]
    assert "1 more match" in run(str(made_directory), "--limit", "1", "shook OR nets").stderr
    nothing = run(str(made_directory), "actor:nobody")
    assert nothing.exit_code == 0 and nothing.stdout == "" and "No event matches" in nothing.stderr


def test_the_command_writes_json_and_csv(made_directory: Path) -> None:
    events = json.loads(run(str(made_directory), "--format", "json", "status:denied").stdout)
    assert [e["event_id"] for e in events] == ["nets"] and events[0]["status"] == "denied"
    rows = list(csv.DictReader(io.StringIO(run(str(made_directory), "--format", "csv", "-shook").stdout)))
    assert {row["event_id"] for row in rows} == EVERY - {"meeting"}
    assert json.loads(run(str(made_directory), "--format", "json", "actor:nobody").stdout) == []


def test_the_command_points_at_a_mistake(made_directory: Path) -> None:
    wrong = run(str(made_directory), "talks who:navy")
    assert wrong.exit_code == 2 and "  talks who:navy\n        ^\n" in wrong.stderr
    export = CliRunner().invoke(main, ["export", str(made_directory), "--format", "csv", "-o", "-", "--query", "(a"])
    assert export.exit_code == 2 and "not closed" in export.stderr


def test_every_search_in_the_docs_can_be_read() -> None:
    text = (Path(__file__).parents[1] / "docs" / "search.md").read_text()
    for line in re.findall(r"^\| (`.*?`) \|", text, re.MULTILINE):
        for search in re.findall(r"`([^`]+)`", line):
            parse_search(search)
