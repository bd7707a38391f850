"""`actors.yml`: what a reader corrects is kept, read on every build, and told; what cannot be read is refused with its line."""

from pathlib import Path

import pytest

from data_prep.actors.corrections import Correction, CorrectionError, Corrections, read_corrections
from data_prep.explain import explain_event
from data_prep.outline import COLUMNS, make_outline
from data_prep.store import TimelineError, open_timeline
from data_prep.update import add_to, build_into
from data_prep.work import fill, open_work
from tests.reading import read

TEXTS = {
    "a.txt": "2024-03-04\n\nKenyan minister Grace Otieno met Pak Jin-ho of Veltrix Ltd in Lisbon on Monday.\n",
    "b.txt": "2024-03-05\n\nPak Jin Ho met the carmaker Veltrix in Lisbon on Tuesday. Grace Otyeno met Ana Lima on Tuesday.\n",
}


def build(tmp_path: Path, corrections: str = "") -> tuple[dict[str, tuple[str, str]], Path]:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir(exist_ok=True)
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    out.mkdir(exist_ok=True)
    if corrections:
        (out / "actors.yml").write_text(corrections)
    build_into(out, [folder], lambda problem: None)
    return actors_of(out), out


def actors_of(out: Path) -> dict[str, tuple[str, str]]:
    timeline = open_timeline(out)
    frame = timeline.table("actors")
    timeline.connection.close()
    return {row.name: (row.type, " ".join(row.aliases)) for row in frame.itertuples(index=False)}


def test_without_a_file_names_are_joined_by_their_form(tmp_path: Path) -> None:
    actors, _ = build(tmp_path)
    assert {"Pak Jin-ho", "Veltrix Ltd"} & set(actors) or {"Pak Jin Ho", "Veltrix"} & set(actors)
    assert sum(name.startswith("Pak") for name in actors) == sum(name.startswith("Veltrix") for name in actors) == 1


def test_apart_same_and_names(tmp_path: Path) -> None:
    actors, out = build(
        tmp_path,
        "- apart: [Pak Jin-ho, Pak Jin Ho]\n  why: father and son\n"
        "- same: [Grace Otieno, Grace Otyeno]\n"
        "- actor: Veltrix\n  name: Veltrix Shipping\n  type: armed force\n  country: NO\n",
    )
    assert {"Pak Jin-ho", "Pak Jin Ho", "Grace Otieno"} <= set(actors)
    assert "Grace Otyeno" in actors["Grace Otieno"][1]
    assert actors["Veltrix Shipping"][0] == "armed force"
    timeline = open_timeline(out)
    events = timeline.table("events")
    told = "".join(explain_event(timeline, e) for e in events["event_id"])
    timeline.connection.close()
    assert "actors.yml, line 3" in told or "actors.yml, line 4" in told


def test_places_and_nobody(tmp_path: Path) -> None:
    actors, out = build(tmp_path, "- place: [Veltrix, Veltrix Ltd]\n- nobody: [Ana Lima]\n")
    assert not any(name.startswith("Veltrix") for name in actors)
    assert "Ana Lima" not in actors
    timeline = open_timeline(out)
    assert "veltrix" in set(timeline.table("places")["place_id"])
    timeline.connection.close()


def test_it_survives_what_is_added(tmp_path: Path) -> None:
    _, out = build(tmp_path, "- apart: [Pak Jin-ho, Pak Jin Ho]\n")
    more = tmp_path / "c.txt"
    more.write_text("2024-03-06\n\nAna Lima met Grace Otieno in Lisbon on Wednesday.\n")
    add_to(out, [more], lambda problem: None)
    assert (out / "actors.yml").is_file()
    assert {"Pak Jin-ho", "Pak Jin Ho"} <= set(actors_of(out))


def test_names_that_no_article_has_are_told(tmp_path: Path) -> None:
    build(tmp_path)
    out = tmp_path / "out"
    (out / "actors.yml").write_text("- nobody: Corvanta\n")
    problems: list[str] = []
    build_into(out, [tmp_path / "in"], lambda problem: problems.append(str(problem)))
    assert any("line 1" in problem and "Corvanta" in problem for problem in problems)


def test_a_correction_that_took_a_name_away_was_of_use() -> None:
    corrections = Corrections(
        (Correction("nobody", ("Ana Lima",), (), "", 1), Correction("nobody", ("Corvanta",), (), "", 2))
    )
    outline = make_outline(read("Ana Lima met Grace Otieno.", "2024-03-06"), corrections)
    assert "Ana Lima" not in {row[2] for row in outline.rows["names"]}
    with open_work() as db:
        for name, columns in COLUMNS.items():
            fill(db, name, columns, ((0, *row) for row in outline.rows[name]))
        assert [row.line for row in corrections.unused_in(db)] == [2]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("same: [A, B]", 1, "no list"),
        ("- same: [A]", 1, "same with one name"),
        ("- nobody: A\n- type: person", 2, "type in one entry"),
        ("- actor: A\n  type: ghost", 1, "type: ghost"),
        ("- actor: A\n  country: Peru", 1, "country: Peru"),
        ("- place: A\n  name: B", 1, "name beside place"),
        ("- [A, B]", 1, "no mapping"),
        ("- same: [A, [B]]", 1, "a list within a list"),
        ("- same: [A, B", 1, "no YAML"),
    ],
)
def test_refuses_with_file_line_and_what_is_accepted(tmp_path: Path, text: str, line: int, says: str) -> None:
    (tmp_path / "actors.yml").write_text(text)
    with pytest.raises(CorrectionError) as error:
        read_corrections(tmp_path)
    assert f"actors.yml, line {line}" in str(error.value)
    assert says in str(error.value)
    assert "Accepted: " in str(error.value)


def test_a_build_refuses_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(TimelineError, match="line 1"):
        build(tmp_path, "- ghost: A\n")
