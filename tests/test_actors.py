"""Who is named: people, states and what speaks for them, bodies; one actor for every spelling."""

import pytest

from data_prep.actors.lexicon import known_names, state_names
from data_prep.actors.names import same_person, split_name
from data_prep.actors.resolve import resolve_few
from tests.reading import make_article, mentions_of, read


def named(text: str, kind: str) -> list[str]:
    return [m.name for m in mentions_of(text) if m.type == kind]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("On Monday Kenyan President Grace Otieno arrived.", "person", "Grace Otieno"),
        ("Talks with Ana Lima, Brazil's trade minister, went on.", "person", "Ana Lima"),
        ("Northwind Shipping chief executive Olaf Berg resigned.", "person", "Olaf Berg"),
        ("Pak Jin-ho said little.", "person", "Pak Jin-ho"),
        ("Aide to the President of Chile Pablo Rojas was there.", "person", "Pablo Rojas"),
        ("White House spokeswoman Dana Reed spoke.", "person", "Dana Reed"),
        ("Lisbon rejected the offer.", "state", "Portugal"),
        ("The Kremlin was silent.", "state", "Russia"),
        ("Peruvian officials were silent.", "state", "Peru"),
        ("The Ghanaian Foreign Ministry was silent.", "state", "Ghana"),
        ("The Mexican Embassy in Finland held a dinner.", "state", "Finland"),
        ("The Union of Free Bakers met.", "organisation", "Union of Free Bakers"),
        ("Members of United Finland, a party, came.", "organisation", "United Finland"),
        ("Peru Airlines ordered planes.", "organisation", "Peru Airlines"),
        ("They met in Brussels.", "place", "Brussels"),
        ("Brussels was silent.", "organisation", "European Union"),
        ("Olaf Berg visited Lisbon.", "place", "Lisbon"),
        ("Jan Nowak met Xi Jinping.", "person", "Xi Jinping"),
        ("He spoke in Lisbon.", "place", "Lisbon"),
        ("They met in the Aveiro region.", "place", "Aveiro region"),
        ("A suburb near Kisumu burned.", "place", "Kisumu"),
        ("It lies in Moscow Oblast.", "place", "Moscow Oblast"),
    ],
)
def test_finds(text: str, kind: str, name: str) -> None:
    assert name in named(text, kind)


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Peruvian history is long.", "state", "Peru"),  # an adjective alone is no party
        ("Michael Jordan scored.", "state", "Jordan"),  # part of a person's name
        ("He spoke in Lisbon.", "state", "Portugal"),  # a place, not the government
        ("Planes of Air Peru landed.", "state", "Peru"),
        ("US-made parts arrived.", "state", "United States"),
        ("The Great Northern War ended.", "person", "Great Northern War"),
        ("Monday was quiet.", "person", "Monday"),
    ],
)
def test_does_not_find(text: str, kind: str, name: str) -> None:
    assert name not in named(text, kind)


def test_family_name_leads_to_the_full_name() -> None:
    text = "Prime Minister Grace Otieno met Ana Lima. Later Otieno left. Lima stayed."
    assert [m.name for m in mentions_of(text) if m.type == "person"] == [
        "Grace Otieno",
        "Ana Lima",
        "Grace Otieno",
        "Ana Lima",
    ]


def test_family_name_of_two_people_names_nobody() -> None:
    text = "Kim Yong-ho and Kim Min-ji came. Kim spoke first."
    assert [m.text for m in mentions_of(text) if m.type == "person"] == ["Kim Yong-ho", "Kim Min-ji"]


def test_family_name_that_is_a_word_opens_a_sentence() -> None:
    text = "North Korean envoy No Tae-il arrived. No spoke at noon. No agreement was reached."
    people = [(m.text, m.start) for m in mentions_of(text) if m.type == "person"]
    assert [t for t, _ in people] == ["No Tae-il", "No"]


def test_title_alone_means_the_one_who_bears_it() -> None:
    text = "Kenyan Foreign Minister Grace Otieno met Polish Foreign Minister Jan Nowak. The Kenyan minister smiled. The minister left."
    resolved = [m.name for m in mentions_of(text) if m.why.startswith("the only")]
    assert resolved == ["Grace Otieno"]  # "the minister" fits two, and so names nobody


def test_role_and_country_are_read() -> None:
    person = next(m for m in mentions_of("Ana Lima, Brazil's trade minister, agreed.") if m.type == "person")
    assert (person.role, person.country) == ("trade minister", "BR")


def test_offsets_are_exact() -> None:
    text = "“Wait,” said Polish Foreign Minister Jan Nowak’s aide in Warsaw."
    for m in mentions_of(text):
        assert text[m.start : m.end] == m.text


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Dmitry Orlov", "Dmitri Orlov", True),
        ("Vasily Zubov", "Vassili Zuboff", False),
        ("Nikolai Besonov", "Nikolay Bessonov", True),
        ("Pak Jin-ho", "Pak Jin Ho", True),
        ("Pak Jin-ho", "Pak Jin-su", False),
        ("Kim Yong-ho", "Kim Min-ji", False),
        ("Mohammed Haddad", "Muhammad Haddad", True),
        ("J. Reed", "John Reed", True),
        ("Jose Maria Silva", "Maria Silva", True),
        ("John Reed", "Jane Reed", False),
        ("Maria Silva", "Maria Souza", False),
    ],
)
def test_same_person(one: str, other: str, same: bool) -> None:
    assert bool(same_person(one, other)) is same
    assert bool(same_person(other, one)) is same


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Pak Jin-ho", "Pak"),
        ("Pak Jin Ho", "Pak"),
        ("Xi Jinping", "Xi"),
        ("Ludwig van Hoorn", "van Hoorn"),
        ("Ana Lima", "Lima"),
    ],
)
def test_family_name(name: str, family: str) -> None:
    assert split_name(name)[1] == family


def test_every_spelling_leads_to_one_actor() -> None:
    texts = [
        "Russian envoy Nikolai Besonov arrived.",
        "Nikolay Bessonov, Russia's envoy, left. Bessonov was tired.",
        "The DPRK agreed. North Korea said so.",
    ]
    readings = [read(text, "2023-05-12", f"a{n}") for n, text in enumerate(texts)]
    actors, ids = resolve_few([(r.article, r.mentions) for r in readings])
    assert ids["a0", "Nikolai Besonov"] == ids["a1", "Nikolay Bessonov"]
    envoy = next(a for a in actors if a.actor_id == ids["a0", "Nikolai Besonov"])
    assert {"Nikolai Besonov", "Nikolay Bessonov", "Bessonov"} <= set(envoy.aliases)
    assert envoy.roles == {"Russian envoy": ["2023-05-12", "2023-05-12"]}
    korea = next(a for a in actors if a.name == "North Korea")
    assert (korea.type, korea.country, set(korea.aliases)) == ("state", "KP", {"DPRK", "North Korea"})


def test_same_name_twice_gets_two_ids() -> None:
    article = make_article("")
    from data_prep.records import ActorMention

    mentions = [
        ActorMention(0, 5, "Hadar", "Hadar", "person", ""),
        ActorMention(6, 11, "HADAR", "HADAR", "organisation", ""),
    ]
    actors, _ = resolve_few([(article, mentions)])
    assert len({a.actor_id for a in actors}) == 2


def test_known_names_are_sound() -> None:
    assert state_names()["KR"] == "South Korea"
    assert all(k.country in state_names() for k in known_names().values() if k.country)
    assert known_names()["Kyiv"].country == known_names()["Kiev"].country == "UA"


def test_a_family_name_of_one_article_is_nobody_of_another() -> None:
    texts = [
        "President John Smith met Ana Lima.",
        "A farmer was arrested. Police arrested Mr. Smith on Tuesday.",
        "President Smith spoke.",
    ]
    readings = [read(text, "2023-05-12", f"a{n}") for n, text in enumerate(texts)]
    _, ids = resolve_few([(r.article, r.mentions) for r in readings])
    assert ids["a1", "Smith"] != ids["a0", "John Smith"]
    assert ids["a2", "Smith"] == ids["a0", "John Smith"]  # the title agrees
