"""How much an event matters: its parts, what raises each, and that a count never runs away."""

import itertools

from data_prep.events.salience import PARTS
from data_prep.records import Event
from tests.reading import events_of

MET = "Portuguese envoy Ana Lima met Polish envoy Jan Nowak in Lisbon on May 9, 2023."


def meeting(*texts: tuple[str, str | None]) -> Event:
    return next(e for e in events_of(*texts) if e.kind == "consult")


def part(event: Event, name: str) -> float:
    return dict(event.salience_parts)[name]


def test_the_parts_add_up_and_each_has_its_most() -> None:
    event = meeting((MET, "2023-05-10"))
    assert [name for name, _ in event.salience_parts] == list(PARTS)
    assert abs(sum(value for _, value in event.salience_parts) - event.salience) < 1e-9
    assert all(0 <= value <= PARTS[name].most for name, value in event.salience_parts)
    assert abs(sum(p.most for p in PARTS.values()) - 1) < 1e-9


def test_a_further_source_counts_and_ever_less() -> None:
    tails = ("It rained all day.", "Fishing was on the table.", "No trawlers sailed.", "Gulls cried over the quay.")
    events = [meeting(*((f"{MET} {tail}", "2023-05-10") for tail in tails[:n])) for n in range(1, 5)]
    points = [part(event, "sources") for event in events]
    steps = [b - a for a, b in itertools.pairwise(points)]
    assert points[0] == 0 and steps == sorted(steps, reverse=True) and steps[-1] > 0


def test_a_copy_is_no_further_source() -> None:
    body = " ".join(f"The trawlers of harbour {n} stayed at quay {n + 3} with crew {n * 7}." for n in range(20))
    once = meeting((f"{MET} {body}", "2023-05-10"))
    copied = meeting((f"{MET} {body}", "2023-05-10"), (f"{MET} {body} By our staff.", "2023-05-11"))
    assert part(once, "sources") == part(copied, "sources") == 0


def test_who_tells_it_later_remembers_it() -> None:
    soon = meeting((MET, "2023-05-10"), (MET + " It rained.", "2023-05-11"))
    late = meeting((MET, "2023-05-10"), (MET + " It rained.", "2023-07-11"))
    assert part(soon, "later") == 0 < part(late, "later")


def test_a_fact_with_a_day_stands_above_a_plan_and_a_month() -> None:
    told = meeting((MET, "2023-05-10"))
    planned = meeting(("Ana Lima will meet Jan Nowak in Lisbon on May 19, 2023.", "2023-05-10"))
    vague = meeting((MET.replace("May 9, 2023", "May 2023"), "2023-06-10"))
    assert part(told, "status") > part(planned, "status")
    assert part(told, "date") > part(vague, "date") > 0
