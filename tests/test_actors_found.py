"""Names by their shape and by the words beside them: bodies, companies, given names, towns."""

import pytest

from data_prep.actors.gazetteer import spots_named
from tests.test_actors import named


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("The Trade and Fisheries Commission met.", "organisation", "Trade and Fisheries Commission"),
        ("The Institute for Rivers and Lakes closed.", "organisation", "Institute for Rivers and Lakes"),
        ("He heads the Foreign Affairs Committee.", "organisation", "Foreign Affairs Committee"),
        ("She taught at the University of Northern Peru.", "organisation", "University of Northern Peru"),
        ("The carmaker Veltrix closed a plant.", "organisation", "Veltrix"),
        ("A lawsuit named Corvanta, a shipping company.", "organisation", "Corvanta"),
        ("Workers left when Corvanta laid off half of them.", "organisation", "Corvanta"),
        ("The rescue of Royal Caribbean passengers went on.", "organisation", "Royal Caribbean"),
        ("The head of the Ostrava Rowing Club, Ines Duarte, left.", "person", "Ines Duarte"),
        ("Suzette Okonjo sang.", "person", "Suzette Okonjo"),
        ("It rained in South Wales.", "place", "South Wales"),
        ("Residents of Tobruk fled.", "place", "Tobruk"),
        ("The road to Ayaviri was closed.", "place", "Ayaviri"),
    ],
)
def test_finds(text: str, kind: str, name: str) -> None:
    assert name in named(text, kind)


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("I said I've seen it. He said I've gone.", "organisation", "I've"),
        ("On the Web and on the Web again.", "organisation", "Web"),
        ("The head of the Rowing Union resigned.", "person", "Rowing Union"),
        ("A leader of the Iranian-backed group left.", "person", "Iranian-backed"),
        ("Columbia University and Ada University merged.", "organisation", "Columbia University and Ada University"),
        ("The storm hit in the May-to-July season.", "place", "May-to-July"),
        ("Analysts at Chevron Alpine disagreed.", "person", "Alpine"),
        ("Ana Lima, president and CEO of Toyota Harbour Engines said so.", "person", "Harbour Engines"),
        ("It struck Ostia on Monday.", "organisation", "Plc on Monday"),
        ("The Foreign Ministry was silent.", "organisation", "Foreign Ministry"),  # whose?
    ],
)
def test_does_not_find(text: str, kind: str, name: str) -> None:
    assert name not in named(text, kind)


def test_given_name_leads_to_the_full_name() -> None:
    assert named("Suzette Okonjo sang. Later Suzette left.", "person") == ["Suzette Okonjo", "Suzette Okonjo"]


@pytest.mark.parametrize(
    ("name", "country"),
    [("Kursk", "RU"), ("Zawiya", "LY"), ("Az-Zawiyah", "LY"), ("Kiev", "UA"), ("São Paulo", "BR"), ("Ontario", "CA")],
)
def test_gazetteer_knows_spellings(name: str, country: str) -> None:
    assert country in {spot.country for spot in spots_named(name)}


def test_gazetteer_refuses_what_is_no_place() -> None:
    assert spots_named("Corvanta") == ()


def test_an_acronym_in_brackets_is_the_name_afterwards() -> None:
    text = "The National River Authority (NRA) met. The NRA closed a dam."
    assert named(text, "organisation") == ["National River Authority"] * 3


def test_what_governs_for_a_leader_is_the_state() -> None:
    text = "Kenyan President Grace Otieno spoke. The Otieno government resigned. Otieno loyalists wept."
    assert named(text, "state") == ["Kenya"]
    assert named(text, "group") == ["Otieno loyalists"]


def test_a_body_before_a_person_only_says_whose() -> None:
    assert named("The Peruvian navy's Ana Lima agreed.", "state") == []
    assert named("Jan Nowak, a US citizen, agreed.", "state") == []


def test_people_of_a_country_are_not_its_state() -> None:
    assert named("Peruvian miners marched.", "state") == []
    assert named("Peruvian miners marched.", "group") == ["Peruvian miners"]
    assert named("A French journalist was arrested.", "state") == []
