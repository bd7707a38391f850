"""Time expressions of English news: `find_timexes(text, published)` gives `Timex` records.

Rules stand in families (calendar, months, years, weekday, relative, references, duration, clock, periods, ranges), words in `words/timex.yml`.
TIMEX3 types and values follow TimeML (Pustejovsky et al., 2003); dates follow EDTF (`data_prep.edtf`).
"""

from data_prep.timex.tagger import find_timexes

__all__ = ["find_timexes"]
