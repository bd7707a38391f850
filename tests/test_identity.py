"""Ids of events: they stay when articles are added, in whatever order, or lead to where the reports are now."""

from functools import cache
from itertools import permutations
from pathlib import Path

from data_prep.actors.corrections import NONE
from data_prep.checks import check_tables
from data_prep.events.identity import Known
from data_prep.explain import explain_event
from data_prep.in_memory import Joined, join_readings
from data_prep.records import Event
from data_prep.store import open_timeline
from data_prep.update import add_to, build_into
from tests.reading import read

STORY = (
    ("Ana Lima met Jan Nowak in Lisbon on May 2. Grace Otieno visited Oslo on May 4.", "2023-05-12"),
    ("On May 2, Jan Nowak held talks with Ana Lima about bridges.", "2023-05-03"),
    ("Grace Otieno resigned on May 11. She visited Oslo on May 4.", "2023-05-11"),
    ("Olaf Berg has met Grace Otieno in Lagos to discuss fishing quotas.", None),
)


Pairs = frozenset[tuple[str, str]]


@cache  # many orders come by the same state
def join_known(some: frozenset[int], called: Pairs, redirects: Pairs) -> Joined:
    """These articles together, after a timeline that called its reports' events so."""
    readings = [read(*STORY[i], f"a{i}") for i in sorted(some)]
    return join_readings(readings, NONE, Known(dict(called), dict(redirects)))


def grown(order: tuple[int, ...]) -> tuple[list[Event], dict[str, str], set[str]]:
    """The events of these articles added one by one, the redirects, and every id there ever was."""
    called, redirects, ever, events = Pairs(), Pairs(), set[str](), list[Event]()
    for n in range(1, len(order) + 1):
        found = join_known(frozenset(order[:n]), called, redirects)
        events, redirects = found.events, frozenset(found.redirects.items())
        ever |= {e.event_id for e in events}
        called = frozenset((r.report_id, e.event_id) for e in events for r in e.reports)
    return events, dict(redirects), ever


def test_in_whatever_order_every_id_stays_or_leads_on() -> None:
    for order in permutations(range(len(STORY))):
        events, redirects, ever = grown(order)
        now = {e.event_id for e in events}
        assert len(now) == len(events)
        assert ever == now | set(redirects) and not now & set(redirects)
        assert set(redirects.values()) <= now


def test_an_older_article_changes_no_id() -> None:
    first, _, _ = grown((0,))
    later, redirects, _ = grown((0, 1))
    assert {e.event_id for e in first} <= {e.event_id for e in later} and redirects == {}


def test_without_a_timeline_of_before_the_first_published_names_it() -> None:
    readings = [read(*text, f"a{i}") for i, text in enumerate(STORY)]
    found = join_readings(readings)
    events, redirects = found.events, found.redirects
    meeting = next(e for e in events if e.kind == "consult" and len(e.reports) == 2)
    assert meeting.event_id.startswith("e-a1-") and redirects == {}


def joined(events: list[Event]) -> Event:
    return next(e for e in events if len(e.reports) > 1)


def test_two_events_that_come_to_be_one_and_apart_again() -> None:
    readings = [read(*text, f"a{i}") for i, text in enumerate(STORY[:2])]
    events = join_readings(readings).events
    one, other = (r.report_id for r in joined(events).reports)
    apart = Known({one: "e-left", other: "e-right"}, {"e-old": "e-left"})
    found = join_readings(readings, NONE, apart)
    events, redirects = found.events, found.redirects
    assert joined(events).event_id == "e-right"  # a1 was published before a0
    assert redirects == {"e-left": "e-right", "e-old": "e-right"}
    found = join_readings(readings, NONE, Known({one: "e-right", other: "e-right"}, redirects))
    again, redirects = found.events, found.redirects
    assert [e.event_id for e in again] == [e.event_id for e in events] and redirects["e-old"] == "e-right"


def test_old_ids_open_in_a_timeline_that_was_added_to(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Talks\n\nLisbon, May 12, 2023\n\n" + STORY[0][0], "utf-8")
    (tmp_path / "b.txt").write_text("Bridges\n\nWarsaw, May 3, 2023\n\n" + STORY[1][0], "utf-8")
    build_into(tmp_path / "out", [tmp_path / "a.txt"], lambda problem: None)
    before = list(open_timeline(tmp_path / "out").table("events")["event_id"])
    add_to(tmp_path / "out", [tmp_path / "b.txt"], lambda problem: None)
    timeline = open_timeline(tmp_path / "out")
    assert before and all("told by" in explain_event(timeline, event_id) for event_id in before)
    assert check_tables({name: timeline.table(name) for name in timeline.manifest["tables"]}) == []
