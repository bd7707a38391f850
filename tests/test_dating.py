"""Dating an article that states no date: what bounds it, what must not mislead."""

import pytest

from data_prep.articles.dating import infer_published
from data_prep.edtf import parse_edtf
from data_prep.records import DateHint, Published
from data_prep.timex import find_timexes


def infer(text: str, *hints: str) -> Published:
    found = [DateHint(parse_edtf(hint), f"'{hint}' in a picture's address") for hint in hints]
    return infer_published(text, find_timexes(text, None), found)


def edtf(published: Published) -> str | None:
    return published.when.edtf if published.when else None


def test_weekdays_tie_the_day_down():
    # 2025-10-01 is a Wednesday
    text = (
        "Guests watch a rite in Oslo on Oct. 1.\n\nThe two ministers met on Wednesday, the agency said on Thursday.\n"
        "An envoy had spoken on Monday. Troops were sent in 2024."
    )
    found = infer(text, "2025-10")
    assert (edtf(found), found.basis) == ("2025-10-02?", "inferred")
    assert "'Wednesday'" in found.why and "'Oct. 1'" in found.why and "2025-10" in found.why


def test_weekdays_that_are_not_the_month_days_own_give_a_bound_only():
    assert edtf(infer("They met on Oct. 1. The agency said so on Monday.", "2025-10")) == "2025-10-01/.."


def test_future_weekdays_do_not_count():
    assert edtf(infer("They met on Oct. 1. They will meet on Wednesday.", "2025-10")) == "2025-10-01/.."


def test_this_year_beside_a_year_fixes_it():
    text = (
        "They held talks on November 29 on the pact signed this year. In June 2024 they had met. War broke out in 1914."
    )
    found = infer(text)
    assert (edtf(found), found.basis) == ("2024-11-29?/..", "inferred")
    assert "'this year'" in found.why and "'June 2024'" in found.why and "'November 29'" in found.why


def test_earlier_this_month_closes_the_interval():
    text = (
        "They held talks on November 29, after a step earlier this month, on the pact of this year, made in June 2024."
    )
    assert edtf(infer(text)) == "2024-11-29?/2024-11-30?"
    assert edtf(infer(text.replace("November 29", "November 30"))) == "2024-11-30?"


def test_this_year_without_a_month_day_gives_the_year():
    assert edtf(infer("They met in June 2024 and signed a pact this year.")) == "2024?"


def test_a_weekday_written_with_its_month_day_chooses_the_year():
    assert edtf(infer("They met Wednesday (Oct. 1) as troops had come in 2024.")) == "2025-10-01/.."
    assert edtf(infer("They met Wednesday (Oct. 1).")) is None


@pytest.mark.parametrize(
    "text",
    [
        "They met on September 4th in Lima, and recently again.",
        "Their fathers fought in World War II, in 1945.",
        "The bridge will open by 2030.",
        "They met on September 4th. Their fathers fought in 1945.",
        "Nothing is dated here.",
        "",
    ],
)
def test_nothing_fixes_the_year(text: str):
    found = infer(text)
    assert (found.when, found.basis) == (None, "unknown")
    assert found.why


def test_far_future_and_history_do_not_mislead():
    text = "They met on May 4 under the plan made this year in March 2024, to end by 2050. In 1945 their fathers met."
    assert edtf(infer(text)) == "2024-05-04?/.."


def test_a_full_date_alone_does_not_say_how_long_ago_it_was():
    assert edtf(infer("The two states signed a pact on 3 June 2023, the court said. They met again on May 4.")) is None


def test_an_older_year_far_from_this_year_is_not_its_year():
    text = "Sales rose this year. " + "It is long. " * 90 + "They met in June 2009, and again on May 4."
    assert edtf(infer(text)) is None


def test_a_hint_alone_is_a_bound():
    assert edtf(infer("The ministers met.", "2025-10")) == "2025-10-01/.."
    assert edtf(infer("The ministers met.", "2025-09", "2025-10")) == "2025-10-01/.."


def test_a_month_day_of_the_old_year_in_an_article_of_january():
    assert edtf(infer("They met on December 28. The agency said so.", "2026-01")) == "2026-01-01/.."


def test_a_future_month_day_is_no_bound():
    assert (
        edtf(infer("They met on May 4 and will meet again on June 9; this year began in January 2024."))
        == "2024-05-04?/.."
    )
