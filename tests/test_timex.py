"""Time expressions in sentences of our own: anchors, directions, uncertain publication, ranges, guards, overlaps."""

import itertools

import pytest

from benchmarks.timex_speed import HOSTILE
from data_prep.edtf import parse_edtf
from data_prep.records import Timex
from data_prep.timex import find_timexes
from data_prep.timex.tagger import Candidate, find_candidates, settle


def read(text: str, published: str | None = "2025-10-02") -> list[Timex]:
    return find_timexes(text, parse_edtf(published) if published else None)


def dates(text: str, published: str | None = "2025-10-02") -> dict[str, str | None]:
    return {timex.text: timex.when.edtf if timex.when else None for timex in read(text, published)}


def values(text: str, published: str | None = "2025-10-02") -> dict[str, str]:
    return {timex.text: timex.value for timex in read(text, published)}


@pytest.mark.parametrize(
    ("text", "expression", "edtf"),
    [
        # 2025-10-02 is a Thursday
        ("The envoy flew home on Thursday.", "Thursday", "2025-10-02"),
        ("The envoy flew home on Wednesday.", "Wednesday", "2025-10-01"),
        ("The envoy flew home on Friday.", "Friday", "2025-09-26"),
        ("The envoy will fly home on Friday.", "Friday", "2025-10-03"),
        ("The hearing was postponed until Saturday.", "Saturday", "2025-10-04"),
        ("On Friday, judges will hear the case.", "Friday", "2025-10-03"),
        ("The envoy could not be reached Tuesday.", "Tuesday", "2025-09-30"),
        ("The bank closed last Friday.", "last Friday", "2025-09-26"),
        ("The bank opens next Thursday.", "next Thursday", "2025-10-09"),
        ("The port reopened on Sept. 4th.", "Sept. 4th", "2025-09-04"),
        ("The port reopened on September 4th.", "September 4th", "2025-09-04"),
        ("The port will reopen on Jan. 9.", "Jan. 9", "2026-01-09"),
        ("The port reopened on Dec. 28.", "Dec. 28", "2024-12-28"),
        ("It opened on 2 October 2025.", "2 October 2025", "2025-10-02"),
        ("They met Wednesday (Oct. 1) in Riga.", "Wednesday (Oct. 1)", "2025-10-01"),
        ("Saturday, October 25, 2025", "Saturday, October 25, 2025", "2025-10-25"),
        ("In August floods hit the coast.", "August", "2025-08"),
        ("In November floods hit the coast.", "November", "2024-11"),
        ("The pact was signed earlier this month.", "earlier this month", "2025-10"),
        ("The pact was signed this year.", "this year", "2025"),
        ("The pact was signed in June 2024.", "June 2024", "2024-06"),
        ("Exports fell in the third quarter of 2024.", "the third quarter of 2024", "2024-35"),
        ("Exports fell in the first half of 2024.", "the first half of 2024", "2024-40"),
        ("It was built in the summer of 2019.", "the summer of 2019", "2019-22"),
        ("It was built in the 1970s.", "the 1970s", "197X"),
        ("It was built in the 19th century.", "the 19th century", "18XX"),
        ("It was built around 1890.", "around 1890", "1890~"),
        ("They met last week.", "last week", "2025-09-22/2025-09-28"),
        ("They met three days ago.", "three days ago", "2025-09-29"),
        ("It struck at 9 p.m. on Tuesday.", "9 p.m. on Tuesday", "2025-09-30"),
        ("It was filed at 2025-09-30 15:33:19 by wire.", "2025-09-30 15:33:19", "2025-09-30"),
        ("They recently met.", "recently", None),
        ("They marked 77 years of ties.", "77 years", None),
    ],
)
def test_one_expression_published_on_a_known_day(text: str, expression: str, edtf: str | None):
    assert dates(text)[expression] == edtf


def test_the_previous_day_goes_to_the_dateline_not_to_an_older_caption():
    text = (
        "A picture shows a minister (R) during a rite in Oslo on Oct. 1. (For use only here) (Agency)\n\n"
        "BERGEN, Oct. 2 (Agency) -- The two fleets are close, the minister has said, calling for stronger ties.\n\n"
        "His words fell the previous day, in a speech near the old harbour."
    )
    assert dates(text)["the previous day"] == "2025-10-01"
    without_dateline = text.replace("BERGEN, Oct. 2 (Agency) -- ", "")
    assert dates(without_dateline.replace("close,", "close, as they have been for a very long while indeed,"))[
        "the previous day"
    ] == ("2025-10-01")


def test_the_same_day_is_the_last_day_named():
    found = read("They met on Wednesday.\nOn the same day, an envoy left.")
    assert (found[1].when and found[1].when.edtf, found[1].anchor) == ("2025-10-01", "'Wednesday' earlier in the text")


def test_in_a_narrative_years_come_from_the_text():
    years = " ".join(f"In {year} the town was sacked." for year in range(1631, 1640))
    found = dates(years + " In November 1641 he won. In February he lost. The following year he fled.", "2025-10-02")
    assert found["February"] == "1642-02"
    assert found["The following year"] == "1643"


def test_unknown_publication_leaves_what_the_text_does_not_fix():
    text = "On November 29 they met. On Wednesday they parted. It began in June 2024 and went on this year."
    assert values(text, None) == {
        "November 29": "XXXX-11-29",
        "Wednesday": "XXXX-WXX-3",
        "June 2024": "2024-06",
        "this year": "XXXX",
    }
    assert dates(text, None) == {"November 29": None, "Wednesday": None, "June 2024": "2024-06", "this year": None}
    assert dates("On June 3, 2024 they met. On the same day it rained.", None)["the same day"] == "2024-06-03"


def test_a_lower_bound_gives_doubtful_months_and_no_days():
    text = "They met on September 4th, said so on Friday, and signed earlier this month, after a visit in 2019."
    assert dates(text, "2025-10-01/..") == {
        "September 4th": "2025-09-04?",
        "Friday": None,
        "earlier this month": "2025-10?",
        "2019": "2019",
    }
    assert values(text, "2025-10-01/..")["Friday"] == "XXXX-WXX-5"
    assert "on or after 2025-10-01" in read(text, "2025-10-01/..")[0].anchor


def test_an_upper_bound_allows_a_week_before():
    found = read("The club dined last Friday for the Oct. 12 jubilee.", "../2025-10-25")
    assert [timex.when and timex.when.edtf for timex in found] == ["[2025-10-17,2025-10-24]", "2025-10-12"]
    assert all("on or before 2025-10-25" in timex.anchor for timex in found)


def test_a_short_interval_is_no_doubt_where_both_ends_agree():
    text = "On November 29 they met, as in August, and yesterday and earlier this month."
    assert dates(text, "2024-11-29/2024-11-30") == {
        "November 29": "2024-11-29",
        "August": "2024-08",
        "yesterday": "[2024-11-28,2024-11-29]",
        "earlier this month": "2024-11",
    }


def test_a_month_of_publication_fixes_the_year_only():
    assert dates("It began in August and ended on Monday.", "2025-10") == {"August": "2025-08", "Monday": None}


def test_doubt_about_the_publication_is_handed_on():
    assert dates("They met on Wednesday, after a visit in May 2020.", "2025-10-02?") == {
        "Wednesday": "2025-10-01?",
        "May 2020": "2020-05",
    }


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("They met on June 18-19, 2024, in Riga.", {"2024-06-18/2024-06-19"}),
        ("It rained between 1 and 30 March 2024.", {"2024-03-01/2024-03-30"}),
        ("It rained between 1 and 30 March.", {"2025-03-01/2025-03-30"}),
        ("They talked from Monday to Wednesday.", {"2025-09-29/2025-10-01"}),
        ("They talked from Friday to Monday.", {"2025-09-26/2025-09-29"}),
        ("He ruled from 1989 to 1993.", {"1989/1993"}),
        ("He ruled (1989–1993) alone.", {"1989/1993"}),
        ("It fell between June and August 2024.", {"2024-06/2024-08"}),
        ("It lasted from June 30 to July 2, 2024.", {"2024-06-30/2024-07-02"}),
    ],
)
def test_ranges_span_their_days(text: str, edtf: set[str]):
    assert {timex.when.edtf for timex in read(text) if timex.when} == edtf


@pytest.mark.parametrize(
    "text",
    [
        "You may march if you sat in the sun.",
        "It cost $2024, or 2,015 in all.",
        "About 12,000 troops, 1500 soldiers and the 5,000 came.",
        "Call 555-2015 or use version 2.2015 of it.",
        "On Feb. 30 and 31 April nothing happens.",
        "It was the second attempt.",
        "They won 3:1 and read John 3:16.",
        "Shops were full on Black Friday.",
        "A 6-year-old fell.",
    ],
)
def test_what_is_no_time(text: str):
    assert read(text) == []


def test_overlaps_the_longest_then_the_earliest_then_the_first_rule():
    match = find_candidates("today")[0].match
    long, early, late = Candidate(0, 10, 5, match), Candidate(8, 14, 5, match), Candidate(12, 18, 5, match)
    assert settle([late, early, long]) == [long, late]
    assert settle([late, early]) == [early]
    assert settle([Candidate(0, 4, 7, match), Candidate(0, 4, 2, match)]) == [Candidate(0, 4, 2, match)]
    assert settle([]) == []


def test_a_line_break_does_not_split_an_expression():
    assert dates("It ended last\nweek, on June 3,\n2020.")["June 3,\n2020"] == "2020-06-03"


def test_each_timex_is_what_stands_in_the_text():
    text = "On Monday, Oct. 6, at 9 a.m. they met; the next day, a year ago, two weeks later, on 3 May 2020."
    found = read(text)
    assert all(text[timex.start : timex.end] == timex.text and timex.rule for timex in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_to_its_end(piece: str):
    found = read(piece * (5000 // len(piece)))
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_doubt_is_inherited_by_what_is_counted_from_it():
    text = "The club dined last Friday. On the same day an envoy left."
    assert dates(text, "../2025-10-25")["the same day"] == "[2025-10-17,2025-10-24]"
    assert dates(text, "2025-10-25?")["the same day"] == "2025-10-24?"
    assert dates(text, "2025-10-25/..")["the same day"] is None
    assert (
        dates("It rained on June 3, 2020. On the same day an envoy left.", "2025-10-25?")["the same day"]
        == "2020-06-03"
    )


def test_joined_months_share_their_year():
    assert dates("The port shut in July and December 2023.") == {"July": "2023-07", "December 2023": "2023-12"}
    assert dates("They met on 2 June, 5 July and 23 August 2022.") == {
        "2 June": "2022-06-02",
        "5 July": "2022-07-05",
        "23 August 2022": "2022-08-23",
    }
    assert dates("They met on Sept. 3, and in June 2024 they parted.")["Sept. 3"] == "2025-09-03"


def test_two_days_in_a_row_are_a_stretch():
    both = "2025-09-23/2025-09-24"
    assert dates("They talked on Sept. 23 and 24 before leaving.") == {"Sept. 23": both, "24": both}
    assert dates("It hit Rome on Sept. 23 and 24 people fled.") == {"Sept. 23": "2025-09-23"}


def test_the_month_of_may_is_no_verb():
    assert (
        dates("Riga shuts a port\nMay 29, 2023\nThe harbour on Tuesday closed a pier.", "2023-05-29")["Tuesday"]
        == "2023-05-23"
    )


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "../0001-01-03", "9999-12-30/.."])
def test_at_the_ends_of_the_calendar_nothing_is_counted(published: str):
    assert dates("They met last Friday, in June 2024, a week ago.", published) == {
        "last Friday": None,
        "June 2024": "2024-06",
        "a week ago": None,
    }


def test_a_leap_day_that_is_none_has_no_date():
    assert dates("They talked from 2 to 29 February.", "2023-03-01") == {"2": None, "29 February": None}


@pytest.mark.parametrize(
    ("sentence", "ahead"),
    [
        # read on a Wednesday
        ("The two leaders meet Friday in Geneva.", True),
        ("The court hears the case Friday.", True),
        ("The firm said it will cut jobs on Friday.", True),
        ("The trial is set for Friday.", True),
        ("Talks scheduled for Friday were called off.", True),
        ("They have until Friday to reply.", True),
        ("She was expected to be released Friday.", True),
        ("He said Friday that the talks would resume.", False),
        ("In a statement released on Friday, the bank said profits would fall.", False),
        ("The strike, which began Friday, may last weeks.", False),
        ("Its offer had been due to expire Friday.", False),
        ("By Friday, 300 people had died.", False),
        ("Workers walked out Friday to demand more pay.", False),
        ("Since Friday, no trains have run.", False),
        ("Friday's vote will decide the matter.", True),
        ("Friday's attack killed three.", False),
        ("He is to be buried in the town where he died Friday.", False),
        ("The ministry announced the plan Friday.", False),
        ("The fleet sailed as planned Friday.", False),
        ("Mr. Reed will succeed Ms. Tuck Friday.", True),
        ("Trains could run as early as Friday.", True),
        ("The vote is Friday.", True),
        ("On Friday, the two sides agreed to meet again.", False),
        ("The two sides agreed to meet again Friday.", True),
        ("It won every seat by the Friday deadline.", False),
    ],
)
def test_a_bare_weekday_points_where_its_verb_does(sentence: str, ahead: bool):
    found = next(timex for timex in read(sentence, "2024-05-15") if timex.text == "Friday")
    assert found.value == ("2024-05-17" if ahead else "2024-05-10")


def test_without_a_verb_a_weekday_is_tomorrow_rather_than_six_days_ago():
    assert values("Mayor in Oslo, first stop Thursday morning", "2024-05-15") == {"Thursday morning": "2024-05-16TMO"}


def test_the_previous_friday_lies_before_the_friday_that_is_told():
    text = "Shares fell on Friday after Thursday's gains, and closed lower than the previous Friday."
    assert values(text, "2024-05-13")["the previous Friday"] == "2024-05-03"


def test_a_year_ago_is_compared_with_the_quarter_that_is_told():
    report = "Third-quarter sales rose. " + "The firm makes pumps and pipes. " * 40
    assert values(report + "Profit was lower a year ago.", "2024-11-04")["a year ago"] == "2023-Q3"
    nine = report + "In the first nine months, sales were higher than a year ago."
    assert values(nine, "2024-11-04")["a year ago"] == "2023"


def test_hours_later_is_likely_the_same_day():
    found = dates(
        "They met on June 3, 2024. Hours later the lights went out. Weeks later they came back.", "2024-11-04"
    )
    assert found == {"June 3, 2024": "2024-06-03", "Hours later": "2024-06-03?", "Weeks later": None}


@pytest.mark.parametrize(
    ("text", "mod"),
    [
        ("It began in early March 2024.", "START"),
        ("It began in mid-March 2024.", "MID"),
        ("It began at the end of 2024.", "END"),
        ("It began around 1890.", "APPROX"),
        ("It lasted more than two hours.", "MORE_THAN"),
        ("It lasted at least two hours.", "EQUAL_OR_MORE"),
        ("It ends in 2031 or later.", "ON_OR_AFTER"),
        ("It ends by year-end.", "END"),
        ("It began in March 2024.", ""),
    ],
)
def test_modifiers_are_kept_apart_from_the_value(text: str, mod: str):
    assert [timex.mod for timex in read(text)] == [mod]


def test_ends_of_a_range_keep_their_own_value():
    assert values("They met on June 18-19, 2024, in Riga.") == {"June 18": "2024-06-18", "19, 2024": "2024-06-19"}
    found = read("They met on June 18-19, 2024, in Riga.")
    assert {timex.when.edtf for timex in found if timex.when} == {"2024-06-18/2024-06-19"}
    assert all("range" in timex.rule for timex in found)


HISTORY = "In 1641 the war began. " + " ".join(f"A treaty of {year} is lost." for year in range(1650, 1660)) + "\n"


def test_what_a_history_names_in_passing_does_not_move_it():
    told = HISTORY + "In May 1642 the king fled, a flight painted in 1820.\nIn July he returned."
    assert values(told)["July"] == "1642-07"


def test_a_history_has_no_today():
    assert values(HISTORY + "In 1642 he wrote that today all is well.")["today"] == "PRESENT_REF"


def test_years_before_christ_are_counted_down():
    text = "The league fought from 499 to 493 BC. The following year it lost. In the spring of 480 BC it sailed; by August it won."
    assert values(text) == {
        "499": "BC0499",
        "493 BC": "BC0493",
        "The following year": "BC0492",
        "the spring of 480 BC": "BC0480-SP",
        "August": "BC0480-08",
    }
