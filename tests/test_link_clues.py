"""What reports are compared by: rare clues and frequent ones, words for one thing, dates that fit two events."""

from benchmarks.link_speed import make_reports
from data_prep.events.clues import find_clues, meaning, rarities
from data_prep.events.link import link_reports
from data_prep.records import Event
from tests.reading import events_of, reports_of


def together(events: list[Event]) -> list[int]:
    """How many reports each event has, the most told first."""
    return sorted((len(e.reports) for e in events), reverse=True)


def test_words_for_one_thing() -> None:
    assert meaning("exploded") == meaning("explosion") == meaning("blast")
    assert meaning("announce") == meaning("announcement")
    assert meaning("sank") == meaning("sink") != meaning("think")


def test_an_accident_that_nobody_is_named_for_is_told_in_other_words() -> None:
    events = events_of(
        ("A ferry exploded in the harbour of Bergen on May 2.", "2023-05-04"),
        ("An explosion on a ferry killed nine sailors on May 2.", "2023-05-12"),
        ("On May 2, the blast on the ferry wounded forty others.", "2023-06-12"),
    )
    assert together([e for e in events if e.kind in ("disaster", "assault")])[0] == 3


def test_two_accidents_of_one_day_stay_two() -> None:
    events = events_of(
        ("A ferry sank near Bergen on May 2.", "2023-05-04"), ("A tanker sank near Lagos on May 2.", "2023-05-04")
    )
    assert together(events) == [1, 1]


def test_a_state_that_every_report_names_joins_nothing_by_itself() -> None:
    days = [f"Norway closed a road to lorries on {day} May 2022." for day in range(1, 28)]
    others = [f"Norway and Chile signed a treaty on whales on {day} June 2022." for day in range(1, 28)]
    texts = [(text, "2023-05-12") for text in [*days, *others]]
    events = events_of(
        *texts,
        ("Norway sold an icebreaker to Peru on May 4, 2023.", "2023-05-12"),
        ("Norway bought a museum of glass on May 4, 2023.", "2023-05-12"),
    )
    assert set(together(events)) == {1}


def test_clues_are_weighted_by_the_dates_they_stand_with() -> None:
    text = "".join(f"Ana Lima met Jan Nowak on {day} May 2022. " for day in range(1, 28)) + (
        "Ana Lima met Olaf Berg on 2 June 2022."
    )
    clues = sorted((find_clues(r) for r in reports_of(text)), key=lambda c: c.report.when.edtf if c.report.when else "")
    weights = rarities(clues)
    assert weights["Ana Lima"] < weights["Jan Nowak"] + 0.05 and weights["Jan Nowak"] < weights["Olaf Berg"] <= 1


def test_a_month_that_fits_two_meetings_joins_neither() -> None:
    events = events_of(
        ("Ana Lima met Jan Nowak in Lisbon on May 2 to discuss fishing quotas.", "2023-05-12"),
        ("Ana Lima met Jan Nowak in Lisbon on May 9 to discuss fishing quotas.", "2023-05-12"),
        ("In May 2023, Ana Lima met Jan Nowak in Lisbon to discuss fishing quotas.", "2023-07-12"),
    )
    assert together(events) == [1, 1, 1]


def test_a_month_that_fits_one_meeting_joins_it() -> None:
    events = events_of(
        ("Ana Lima met Jan Nowak in Lisbon on May 2 to discuss fishing quotas.", "2023-05-12"),
        ("In May 2023, Ana Lima met Jan Nowak in Lisbon to discuss fishing quotas.", "2023-07-12"),
    )
    assert together(events) == [2] and events[0].when is not None and events[0].when.edtf == "2023-05-02"


def test_one_event_whose_kind_is_read_in_two_ways() -> None:
    events = events_of(
        ("Peru declared an epidemic of cholera on May 2.", "2023-05-12"),
        ("On May 2, Peru declared a cholera epidemic in the north.", "2023-05-12"),
        ("Peru's declaration of a cholera epidemic came on May 2.", "2023-06-12"),
    )
    assert together(events)[0] >= 2


def test_the_same_reports_in_another_order_come_to_the_same_events() -> None:
    made = [r for r, _ in make_reports(400)]
    sets = [
        {frozenset(m.report.report_id for m in group.members) for group in link_reports(reports, {})}
        for reports in (made, sorted(made, key=lambda r: r.report_id, reverse=True))
    ]
    assert len(sets[0] & sets[1]) >= 0.97 * len(sets[0])


def test_each_report_is_in_one_group_and_in_the_order_given() -> None:
    reports = [r for r, _ in make_reports(1000)]
    groups = link_reports(reports, {})
    place = {r.report_id: i for i, r in enumerate(reports)}
    given = [[place[m.report.report_id] for m in g.members] for g in groups]
    assert sorted(i for g in given for i in g) == list(range(len(reports)))
    assert all(g == sorted(g) for g in given) and given == sorted(given)
    assert all([j for j, _ in g.joined] == [m.report.report_id for m in g.members] for g in groups)


def test_no_group_holds_dates_that_exclude_each_other() -> None:
    for group in link_reports([r for r, _ in make_reports(3000)], {}):
        dates = list(group.dates)
        assert all(a.overlaps(b) for a in dates for b in dates)
