"""Reports of several articles -> events: what is joined, what stays apart, what is dated by the others."""

from data_prep.records import Event
from tests.reading import events_of

OPENING = "Ana Lima and Jan Nowak opened talks on a bridge in Lisbon"


def titles(events: list[Event]) -> list[str]:
    return [e.title for e in events]


def one(events: list[Event], kind: str) -> Event:
    found = [e for e in events if e.kind == kind]
    assert len(found) == 1, titles(events)
    return found[0]


def test_one_event_of_two_articles() -> None:
    events = events_of(
        ("Portuguese envoy Ana Lima met Polish envoy Jan Nowak in Lisbon on Tuesday.", "2023-05-12"),
        ("On May 9, Jan Nowak held talks with Ana Lima about bridges.", "2023-06-01"),
    )
    event = one(events, "consult")
    assert event.when is not None and event.when.edtf == "2023-05-09"
    assert len({r.article_id for r in event.reports}) == 2
    assert [c for _, c in event.joined] == ["first told here", "same day, same kind, same people"]


def test_two_meetings_of_the_same_people_stay_two() -> None:
    events = events_of(
        ("Ana Lima met Jan Nowak in Lisbon on May 2.", "2023-05-12"),
        ("Ana Lima met Jan Nowak in Lisbon on May 9.", "2023-05-12"),
    )
    assert [e.when.edtf for e in events if e.when] == ["2023-05-02", "2023-05-09"]


def test_same_day_other_people_stay_apart() -> None:
    events = events_of(
        ("Ana Lima met Jan Nowak on May 2.", "2023-05-12"), ("Grace Otieno met Olaf Berg on May 2.", "2023-05-12")
    )
    assert len(events) == 2


def test_undated_report_is_dated_by_the_others_and_says_so() -> None:
    events = events_of(
        ("Ana Lima and Jan Nowak unveiled a statue of a fisherman in Lisbon on May 2.", "2023-05-12"),
        ("Recently Ana Lima has unveiled a statue of a fisherman together with Jan Nowak.", None),
    )
    event = one(events, "ceremony")
    assert event.when is not None and event.when.edtf == "2023-05-02"
    second = event.reports[1]
    assert second.date_basis == "corroborated" and "another report" in second.date_why


def test_other_place_is_another_event() -> None:
    events = events_of(
        ("Ana Lima met Jan Nowak in Lisbon in May 2022 to discuss fishing quotas.", "2023-05-12"),
        ("Ana Lima has met Jan Nowak in Warsaw to discuss fishing quotas.", None),
    )
    assert len(events) == 2


def test_date_that_cannot_be_resolved_is_not_overwritten() -> None:
    events = events_of(
        ("Ana Lima met Jan Nowak to discuss fishing quotas in May 2022.", "2023-05-12"),
        ("On September 4, Ana Lima met Jan Nowak to discuss fishing quotas.", None),
    )
    assert [e.when.edtf if e.when else None for e in events] == ["2022-05", None]


def test_article_without_a_date_is_read_again_with_the_bound_its_events_give() -> None:
    told = "Ana Lima and Jan Nowak unveiled a statue of a fisherman in Lisbon"
    events = events_of(
        (f"{told} on May 2.", "2023-05-12"),
        (
            "Ana Lima has unveiled a statue of a fisherman in Lisbon with Jan Nowak. On April 4, Lima met Grace Otieno.",
            None,
        ),
    )
    meeting = one(events, "consult")
    assert meeting.when is not None and meeting.when.edtf == "2023-04-04?"


def test_disagreement_is_shown() -> None:
    events = events_of(
        ("Russian envoy Nikolai Besonov and Ana Lima unveiled a statue in Lisbon on May 2.", "2023-05-12"),
        ("On May 2, Nikolay Bessonov and Ana Lima unveiled a monument in Porto.", "2023-05-12"),
    )
    event = one(events, "ceremony")
    fields = {field for field, _, _ in event.disagrees}
    assert fields == {"what", "place", "spelling of Nikolai Besonov"}
    values = {value: ids for field, value, ids in event.disagrees if field == "what"}
    assert values == {"statue": ("a0",), "monument": ("a1",)}


def test_reported_by_one_claimed_by_another() -> None:
    events = events_of(
        ("Chile attacked the village of Ola in Peru on May 2.", "2023-05-12"),
        ("Jan Nowak said that Chile attacked the village of Ola in Peru on May 2.", "2023-05-12"),
    )
    event = one(events, "assault")
    assert event.status == "reported"
    assert {v for f, v, _ in event.disagrees if f == "status"} == {"reported", "claimed"}


def test_salience_rises_with_sources() -> None:
    text = "Portuguese envoy Ana Lima met Polish envoy Jan Nowak in Lisbon on May 9."
    single = one(events_of((text, "2023-05-12")), "consult")
    double = one(events_of((text, "2023-05-12"), (text + " It rained.", "2023-05-13")), "consult")
    assert 0 < single.salience < double.salience <= 1


def test_meetings_in_two_towns_are_two() -> None:
    events = events_of(
        ("Ana Lima met Jan Nowak in Paris on 2 May 2023.", "2023-05-12"),
        ("Ana Lima met Jan Nowak in Berlin in May 2023.", "2023-06-12"),
        ("Chile attacked a refinery in Kursk on May 2.", "2023-05-12"),
        ("Chile attacked a refinery in Volgograd on May 2.", "2023-05-12"),
    )
    assert len(events) == 4


def test_an_attack_that_nobody_is_named_for_is_one_event() -> None:
    told = "Gunmen attacked a school near Kano on Tuesday."
    assert len(events_of((told, "2023-05-12"), (told + " It rained.", "2023-05-12"))) == 1
    again = "A school near Kano was attacked by gunmen on May 9."
    assert len(events_of((told, "2023-05-12"), (again, "2023-06-12"))) == 1


def test_two_meetings_in_one_sentence_are_two() -> None:
    assert len(events_of(("Ana Lima met Jan Nowak and Grace Otieno met Olaf Berg on Tuesday.", "2023-05-12"))) == 2


def test_a_denial_stands_beside_what_it_denies() -> None:
    text = "Kenya and Uganda signed a treaty on Thursday, but Uganda denied that it signed a treaty."
    event = one(events_of((text, "2023-05-12")), "agree")
    assert event.status == "reported"
    assert {v for f, v, _ in event.disagrees if f == "status"} == {"reported", "denied"}


def test_many_reports_are_linked_in_time() -> None:
    """Not a measure of speed: a step that grows with the square would not come back."""
    text = "\n\n".join(
        f"Ana Lima met Jan Nowak in Lisbon on {day} May {year}." for year in range(1900, 2020) for day in range(1, 28)
    )
    assert len(events_of((text, "2023-05-12"))) == 120 * 27
