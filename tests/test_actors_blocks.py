"""Actors are the same however the names are cut into pieces; ids stay short; what two spellings share is found."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from data_prep.actors import resolve
from data_prep.actors.corrections import NONE, Correction, Corrections
from data_prep.actors.named import NAMES, names_of
from data_prep.actors.names import same_person, shared_keys
from data_prep.actors.resolve import resolve_actors, resolve_few
from data_prep.engines import Here
from data_prep.records import ActorMention
from data_prep.work import fill, open_work
from tests.reading import make_article, read

TEXTS = (
    "Kenyan President Grace Otieno met Nikolai Besonov of Veltrix Ltd in Lisbon. Otieno spoke.",
    "Nikolay Bessonov met the carmaker Veltrix. The Otieno government agreed. Kenya agreed.",
    "President Otieno spoke. Mr. Smith left. Olaf Berg, chief executive of Northwind Shipping, stayed.",
    "Police arrested Mr. Smith. Pak Jin-ho and Pak Jin Ho came. O. Berg spoke.",
)


def told(engine, corrections: Corrections = NONE) -> tuple[list[object], list[object]]:
    with open_work() as db:
        for n, text in enumerate(TEXTS):
            reading = read(text, "2023-05-12", f"a{n}")
            fill(db, "names", NAMES, ((n, *row) for row in names_of(reading.article, reading.mentions)))
        resolve_actors(db, engine, corrections)
        return (
            db.execute("select * from actors order by actor_id").fetchall(),
            db.execute("select * from ids order by all").fetchall(),
        )


@pytest.mark.parametrize("corrections", [NONE, Corrections((Correction("same", ("Olaf Berg", "Veltrix"), (), "", 1),))])
def test_pieces_of_any_size_give_the_same_actors(monkeypatch: pytest.MonkeyPatch, corrections: Corrections) -> None:
    whole = told(Here(), corrections)
    monkeypatch.setattr(resolve, "_SHARE", 5)
    monkeypatch.setattr(resolve, "_ITEM", 1)
    assert told(Here(), corrections) == whole
    with ProcessPoolExecutor(2, get_context("spawn")) as processes:
        assert told(processes, corrections) == whole


def test_names_said_to_be_one_are_one_across_blocks() -> None:
    _, ids = told(Here(), Corrections((Correction("same", ("Olaf Berg", "Veltrix"), (), "", 1),)))
    assert len({actor for _, name, actor in ids if name.startswith(("Olaf", "Veltrix"))}) == 1


def test_a_government_is_its_state() -> None:
    readings = [read(text, "2023-05-12", f"a{n}") for n, text in enumerate(TEXTS)]
    government = ActorMention(
        0, 17, "Otieno government", "Otieno government", "organisation", "a body by its last word"
    )
    named = [(r.article, r.mentions) for r in readings]
    actors, ids = resolve_few([*named, (make_article("", name="b"), [government])])
    assert ids["b", "Otieno government"] == ids["a1", "Kenya"] == "kenya"
    kenya = next(a for a in actors if a.actor_id == "kenya")
    assert kenya.aliases == ["Kenya", "Otieno government"]
    assert kenya.why["Otieno government"] == "governs for Grace Otieno, that is Kenya"
    _, ids = resolve_few([named[0], (make_article("", name="b"), [government])])
    assert ids["b", "Otieno government"] == "otieno-government"  # nobody names the state


def test_ids_of_one_name_are_numbered() -> None:
    articles = [
        read(f"Police {verb} Mr. Smith on Tuesday.", "2023-05-12", f"a{verb}")
        for verb in ("saw", "held", "met", "left")
    ]
    actors, _ = resolve_few([(r.article, r.mentions) for r in articles])
    assert {a.actor_id for a in actors} == {"smith", "smith-person", "smith-person-2", "smith-person-3"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bill Reed", "William Reed"),
        ("J. Reed", "John Reed"),
        ("Jose Maria Silva", "Maria Silva"),
        ("Pak Jin-ho", "Pak Jinho"),
        ("Rami Abdel Rahman", "Rami Abdul Rahman"),
        ("Mohammed Haddad", "Muhammad Haddad"),
        ("Dmitry Orlov", "Dmitri Orlov"),
    ],
)
def test_names_that_are_joined_are_found_by_each_other(one: str, other: str) -> None:
    assert same_person(one, other)
    assert shared_keys(one)[0] & shared_keys(other)[1]
    assert shared_keys(other)[0] & shared_keys(one)[1]
