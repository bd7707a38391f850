from contextvars import copy_context

import pytest

from data_prep.saying import date_words, write_dates_for


@pytest.mark.parametrize(
    ("edtf", "short", "long"),
    [
        (None, "no date", "no date"),
        ("2024", "2024", "2024"),
        ("2024-06", "Jun 2024", "June 2024"),
        ("2024-06-18", "18 Jun 2024", "18 June 2024"),
        ("2024-06-18T15:33", "18 Jun 2024", "18 June 2024"),
        ("2024-06-18~", "about 18 Jun 2024", "about 18 June 2024"),
        ("2024-06?", "perhaps Jun 2024", "perhaps June 2024"),
        ("2024%", "perhaps about 2024", "perhaps about 2024"),
        ("202X", "2020s", "2020s"),
        ("2024-35", "Jul – Sept 2024", "July – September 2024"),
        ("2024-21", "spring 2024", "spring 2024"),
        ("[2025-10-17,2025-10-24]", "17 or 24 Oct 2025", "17 or 24 October 2025"),
        ("[2025-10-31,2025-11-01]", "31 Oct 2025 or 1 Nov 2025", "31 October 2025 or 1 November 2025"),
        ("2024-06-18/2024-06-19", "18–19 Jun 2024", "18–19 June 2024"),
        ("2024-06-30/2024-07-02", "30 Jun – 2 Jul 2024", "30 June – 2 July 2024"),
        ("2024-12-30/2025-01-02", "30 Dec 2024 – 2 Jan 2025", "30 December 2024 – 2 January 2025"),
        ("2024-11-29?/2024-11-30?", "perhaps 29–30 Nov 2024", "perhaps 29–30 November 2024"),
        ("2024-06/2024-08", "Jun 2024 to Aug 2024", "June 2024 to August 2024"),
        ("../2025-10-25", "by 25 Oct 2025", "by 25 October 2025"),
        ("2024-11-29/..", "29 Nov 2024 or later", "29 November 2024 or later"),
        ("no date at all", "no date at all", "no date at all"),
    ],
)
def test_a_date_is_never_finer_than_its_grain(edtf: str | None, short: str, long: str) -> None:
    assert date_words(edtf) == short
    assert date_words(edtf, long=True) == long


@pytest.mark.parametrize(
    ("locale", "day", "month", "days"),
    [
        ("en-US", "Jun 18, 2024", "June 2024", "Jun 18 – 19, 2024"),
        ("de-DE", "18. Juni 2024", "Juni 2024", "18.–19. Juni 2024"),
        ("ja", "2024年6月18日", "2024年6月", "2024年6月18日～19日"),
        ("xx-nowhere", "18 Jun 2024", "June 2024", "18–19 Jun 2024"),
        (None, "18 Jun 2024", "June 2024", "18–19 Jun 2024"),
    ],
)
def test_dates_follow_the_locale_of_the_reader(locale: str | None, day: str, month: str, days: str) -> None:
    def read() -> list[str]:
        write_dates_for(locale)
        return [date_words("2024-06-18"), date_words("2024-06", long=True), date_words("2024-06-18/2024-06-19")]

    assert copy_context().run(read) == [day, month, days]
    assert date_words("2024-06-18") == "18 Jun 2024"  # of that run alone
