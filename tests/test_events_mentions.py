"""The wide view of an article: every event word with who takes part and the date; names that a reader asks for."""

from data_prep.actors.find import find_mentions
from data_prep.actors.referring import find_referring
from data_prep.actors.sought import find_sought
from data_prep.articles.sentences import split_sentences
from data_prep.edtf import parse_edtf
from data_prep.events.mentions import EventMention, find_event_mentions
from data_prep.records import Article, Published
from data_prep.timex import find_timexes


def read(text: str, *names: str, title: str = "", day: str = "2019-03-04") -> dict[str, EventMention]:
    """The event words of a text, each by its word; the names asked for are found in it."""
    text = f"{title}\n\n{text}" if title else text
    published = Published(parse_edtf(day), "given", "given")
    article = Article("a", title, None, None, None, None, "en", published, text, "a.txt")
    sentences = split_sentences(text)
    mentions = find_sought(text, names, find_mentions(text, sentences))
    return {e.text: e for e in find_event_mentions(article, sentences, mentions, find_timexes(text, published.when))}


def who(event: EventMention) -> set[str]:
    return {m.name for m, _ in event.parties}


def test_a_lead_in_the_perfect_and_a_headline_are_of_the_day_of_publication():
    found = read("Tern Air has unveiled a seaplane in Bergen.", "Tern Air", title="Tern Air unveils its first seaplane")
    for word in ("unveils", "unveiled"):
        when = found[word].when
        assert when is not None and (when.edtf, found[word].basis) == ("[2019-03-03,2019-03-04]", "published")
        assert who(found[word]) == {"Tern Air"}
    assert "headline" not in found["unveiled"].why and "news of the day of publication" in found["unveiled"].why


def test_the_narrative_goes_on_at_the_day_last_told():
    found = read("Marit Vik opened the hangar on Saturday. She thanked the builders.", "Marit Vik")
    when = found["thanked"].when
    assert when is not None and (when.edtf, found["thanked"].basis) == ("2019-03-02", "inferred")
    assert "the narrative stands at the day of “… opened …”" in found["thanked"].why


def test_what_is_older_planned_or_generic_is_not_news_of_today():
    found = read("Tern Air had sold its first hangar. Tern Air will build another. Tern Air has often praised Bergen.")
    assert all(e.when is None for e in found.values())


def test_who_only_says_whose_or_what_kind_takes_no_part():
    found = read(
        "Rivals of Tern Air praised the plane. Tern Air pilots visited Bergen. Tern Air visited Oslo.", "Tern Air"
    )
    assert "Tern Air" not in who(found["praised"])
    assert who(found["visited"]) == {"Tern Air"}


def test_a_name_asked_for_is_found_in_its_short_forms():
    text = (
        "Tern Air Heron 450 (TAH) rose. The 450 landed. A 450-ER followed. It cost $450 and 4,450 people saw the Heron."
    )
    found = [(m.text, m.name) for m in find_sought(text, ["Heron 450"], [])]
    assert found == [("Heron 450", "Heron 450"), ("450", "Heron 450"), ("450-ER", "Heron 450")]
    text = "Norse Maritime Rescue Corps (NMRC) began. The NMRC sailed. Norse Maritime Museum closed."
    assert [m.text for m in find_sought(text, ["Norse Maritime Rescue Corps"], [])] == [
        "Norse Maritime Rescue Corps",
        "NMRC",
        "NMRC",
    ]


def test_parts_of_a_name_stand_for_it_unless_another_capital_goes_before():
    text = "The Canadian Coast Patrol sailed. The Coast Patrol returned. The Royal Coast Patrol stayed."
    found = [m.text for m in find_sought(text, ["Canada Coast Patrol"], [])]
    assert found == ["Canadian Coast Patrol", "Coast Patrol"]


def referring(text: str, *names: str) -> list[tuple[str, str]]:
    sentences = split_sentences(text)
    mentions = find_sought(text, names, find_mentions(text, sentences))
    return [(m.text, m.name) for m in find_referring(text, sentences, mentions) if "named before" in m.why]


def test_a_definite_noun_stands_for_what_the_article_called_so():
    text = "Tern Air showed the Heron 450, a small seaplane jet, in Bergen. The company praised the jet."
    assert referring(text, "Tern Air", "Heron 450") == [("The company", "Tern Air"), ("the jet", "Heron 450")]


def test_a_noun_that_nothing_was_called_by_or_that_is_another_one_stands_for_nobody():
    assert referring("Tern Air met the press. The ship sank. The first company to sail won.", "Tern Air") == []
    assert referring("Tern Air met the press. The company website was down.", "Tern Air") == []


def test_the_headline_has_the_date_that_the_text_below_gives():
    found = read("The seaplane crashed near Bergen on Saturday.", title="Seaplane crashes near Bergen")
    assert found["crashes"].when == found["crashed"].when is not None
    assert "the text below the headline" in found["crashes"].why


def test_a_noun_told_again_has_the_parties_and_the_date_of_the_first_telling():
    found = read("Tern Air signed a contract on Saturday. Many liked the contract.", "Tern Air")
    assert who(found["contract"]) == {"Tern Air"}


def test_a_year_in_a_name_is_not_the_date():
    found = read("Tern Air showed the plane at the 2018 Bergen Fair.", "Tern Air")
    when = found["showed"].when
    assert when is not None and when.edtf == "[2019-03-03,2019-03-04]"


def test_the_subject_of_a_verb_without_one_is_that_of_the_clause_it_hangs_on():
    found = read("Citing storms, Tern Air closed the hangar. Tern Air sold a plane but kept the crew.", "Tern Air")
    for word in ("Citing", "closed", "sold", "kept"):
        assert who(found[word]) == {"Tern Air"}


def test_it_is_the_body_or_thing_that_was_the_subject_last():
    found = read("Tern Air unveiled a plane. It thanked the builders. Marit Vik came. It rained.", "Tern Air")
    assert who(found["thanked"]) == {"Tern Air"}
    assert "rained" not in found or who(found["rained"]) == set()


def test_a_verb_that_only_carries_a_noun_goes_with_it():
    found = read("The Heron 450 made its maiden flight in Bergen. Tern Air won an order.", "Heron 450", "Tern Air")
    assert "made" not in found and who(found["flight"]) == {"Heron 450"}
    assert who(found["won"]) == {"Tern Air"}


def test_what_may_be_is_no_event_and_a_party_behind_a_noun_is_the_nouns():
    found = read("The Heron 450 can land on ice. Marit Vik justified the choice of Tern Air.", "Heron 450", "Tern Air")
    assert "land" not in found
    assert who(found["justified"]) == {"Marit Vik"}


def test_a_name_between_commas_is_the_subject():
    found = read("The Norwegian airline, Tern Air, has opened a route. Two of the pilots of Oslo cheered.", "Tern Air")
    assert who(found["opened"]) == {"Tern Air"}


def test_we_in_a_quotation_is_the_body_that_the_speaker_stands_for():
    found = read("Tern Air CEO Marit Vik was glad. “We sold a plane,” Vik said.", "Tern Air")
    assert who(found["sold"]) == {"Tern Air"}


def test_an_event_noun_has_the_date_of_the_verb_that_tells_it():
    found = read(
        "A flight of the Heron 450 was filmed on Saturday. The first flight of the 450 was in 2017.", "Heron 450"
    )
    assert found["filmed"].when is not None and found["filmed"].when.edtf == "2019-03-02"
    text = "A flight of the Heron 450 was filmed on Saturday."
    assert read(text, "Heron 450")["flight"].when == found["filmed"].when
    last = found["flight"].when
    assert last is not None and last.edtf == "2017"


def test_an_event_in_front_of_the_clause_dates_it():
    found = read("In a meeting on Saturday, Marit Vik praised the crew.", "Marit Vik")
    assert found["praised"].when is not None and found["praised"].when.edtf == "2019-03-02"


def test_what_is_going_on_is_news_of_the_day():
    found = read("Tern Air is building a hangar.", "Tern Air")
    assert found["building"].basis == "published"
