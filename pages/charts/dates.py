"""Dates in words, as charts and pages write them: those of `data_prep.saying`, which files that are carried away use too.

Enters: EDTF values of our subset, or null; the locale, once a run. Leaves: words. Refuses nothing.
"""

from data_prep.saying import GRAIN_WORDS, date_words, dates_locale, month_name, write_dates_for

__all__ = ["GRAIN_WORDS", "date_words", "dates_locale", "month_name", "write_dates_for"]
