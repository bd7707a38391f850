"""Roles with the dates at which they were seen; names of one article and of the next."""

from data_prep.actors.resolve import resolve_few
from data_prep.records import Actor
from tests.reading import read


def actors_of(*texts: tuple[str, str]) -> dict[str, Actor]:
    readings = [read(text, day, f"a{n}") for n, (text, day) in enumerate(texts)]
    actors, _ = resolve_few([(r.article, r.mentions) for r in readings])
    return {a.name: a for a in actors}


def test_one_role_has_one_row_whatever_its_spelling() -> None:
    otieno = actors_of(
        ("Kenyan Defense Minister Grace Otieno spoke.", "2023-05-12"),
        ("Grace Otieno, Kenya's defence minister, left.", "2023-09-01"),
        ("Kenyan minister Grace Otieno slept.", "2023-07-01"),
    )["Grace Otieno"]
    assert otieno.roles == {"Kenyan Defense Minister": ["2023-05-12", "2023-09-01"]}


def test_a_role_of_before_is_another_role() -> None:
    otieno = actors_of(("Former Kenyan president Grace Otieno spoke.", "2023-05-12"))["Grace Otieno"]
    assert all(role.lower().startswith("former") or "president" not in role.lower() for role in otieno.roles)


def test_a_role_tells_whose_it_is() -> None:
    berg = actors_of(("Northwind Shipping chief executive Olaf Berg resigned.", "2023-05-12"))["Olaf Berg"]
    assert list(berg.roles) == ["Northwind Shipping chief executive"]


def test_an_envoy_is_not_of_the_country_he_is_sent_to() -> None:
    reed = actors_of(("The envoy to Peru Dana Reed spoke.", "2023-05-12"))["Dana Reed"]
    assert reed.country is None


def test_a_family_name_that_several_articles_give_in_full() -> None:
    full = [("Kenyan President Grace Otieno spoke.", f"2023-05-1{n}") for n in range(3)]
    assert "Otieno" not in actors_of(*full, ("In Lima, Otieno loyalists met. Then came Otieno's aides.", "2023-06-01"))


def test_every_spelling_has_a_reason() -> None:
    berg = actors_of(
        ("Minister Nikolai Besonov spoke. Besonov left.", "2023-05-12"),
        ("Minister Nikolay Bessonov spoke.", "2023-05-13"),
    )
    actor = next(iter(berg.values()))
    assert len(berg) == 1
    assert set(actor.why) == set(actor.aliases) - {actor.name}


def test_arabic_names_with_and_without_their_article() -> None:
    actors = actors_of(
        ("President Bashar al-Haddad spoke.", "2023-05-12"),
        ("President Bashar Haddad spoke.", "2023-05-13"),
        ("Minister Rami Abdel Rahman spoke.", "2023-05-12"),
        ("Minister Rami Abdul Rahman spoke.", "2023-05-13"),
    )
    assert len(actors) == 2
