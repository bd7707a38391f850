"""What the sources tell of one actor: the parts it has in events, what is said by it and about it, how it is spelt.

Enters: an open timeline, an actor_id. Leaves: `Parts` (arrays, by row of the event), small data frames. Refuses nothing: an
actor that the timeline does not have has no parts. Both questions read a whole table once; whoever asks keeps the answer.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_prep.queries import Opened, ask
from data_prep.selection import MONTH, Rows, Selection, Tally
from data_prep.windows import MS_DAY, Window, count_periods

ROLES = ("agent", "patient", "recipient", "with", "speaker", "owner", "mentioned")  # as `reports.roles` has them
BY, BY_QUOTED, ABOUT, ABOUT_QUOTED = (1 << n for n in range(len(ROLES), len(ROLES) + 4))


@dataclass(frozen=True)
class Parts:
    """In which events an actor has which part: rows, ascending, and a bit each for its roles and for what is said.

    `BY`: a report gives its words, `ABOUT`: a report tells of it in the words of others; `_QUOTED`: between quotation marks.
    """

    rows: Rows
    bits: npt.NDArray[np.int32]

    def in_role(self, *roles: str) -> Rows:
        """The events in which it has one of these roles."""
        return self._with(sum(1 << ROLES.index(role) for role in roles))

    def said(self, by: bool, quoted: bool = False) -> Rows:
        """The events of which something is said by it, or about it."""
        return self._with((BY_QUOTED if quoted else BY) if by else (ABOUT_QUOTED if quoted else ABOUT))

    def _with(self, bits: int) -> Rows:
        return self.rows[self.bits & bits > 0]


def read_parts(timeline: Opened, actor: str) -> Parts:
    """The parts of one actor in all events."""
    found = ask(timeline, _PARTS, {"actor": actor, "roles": list(ROLES)}, remember=False)
    return Parts(found["row"].to_numpy(np.int32), found["bits"].to_numpy(np.int32))


_PARTS = f"""with mine as (select event_id, speaker = $actor as says, speech is not null as quoted,
        list_position(actors, $actor) as place, roles from reports where list_contains(actors, $actor) or speaker = $actor),
    told as (select event_id, coalesce(says, false) as says, quoted, coalesce(list_position($roles, roles[place]), 0) as role, place from mine)
    select e.row, bit_or(case when role > 0 then 1 << (role - 1) else 0 end
            | case when says then {BY | 1 << ROLES.index("speaker")} else 0 end
            | case when says and quoted then {BY_QUOTED} else 0 end
            | case when not says and place is not null then {ABOUT} else 0 end
            | case when not says and place is not null and quoted then {ABOUT_QUOTED} else 0 end) as bits
    from told join events e using (event_id) group by e.row order by e.row"""


def count_over_time(shown: Selection, rows: Rows, span: Window) -> pd.DataFrame:
    """How many of some rows that are shown begin in each month, quarter or year (by the length of `span`): `windows.count_periods`.

    Only those that begin within it, and whose dates are known to the month.
    """
    index = shown.index
    rows = rows[shown.mask[rows] & (index.end[rows] - index.start[rows] <= MONTH)]
    days = index.start[rows]
    days = days[(days >= span[0] / MS_DAY) & (days < span[1] / MS_DAY)]
    known = Tally.of(days)
    return count_periods(known.days, np.diff(known.upto), span)


def find_spellings(timeline: Opened, actor: str) -> pd.DataFrame:
    """How an actor's name is written, and where (titles and adjectives are no spellings), the most frequent first.

    Columns: spelling, n, why (of most mentions), n_articles, first and last (EDTF of the articles' dates), articles (list of
    {outlet, article_id, published}: of each outlet the first article, the outlets with most articles first).
    """
    return ask(timeline, _SPELLINGS, {"actor": actor}, remember=False)


_SPELLINGS = """with seen as (select m.text as spelling, m.why, a.article_id, a.outlet::varchar as outlet, a.published_edtf as edtf,
            a.published_start as day, a.number from mentions m join articles a using (article_id) where m.actor_id = $actor
            and m.why not like 'the only %' and m.why not in ('says whose or which', 'part of a title')),
    told as (select spelling, outlet, count(distinct article_id) as n, arg_min(article_id, number) as article_id,
            arg_min(coalesce(edtf, ''), number) as published from seen group by all),
    where_seen as (select spelling, list({'outlet': outlet, 'article_id': article_id, 'published': published} order by n desc, outlet) as articles
            from told group by all)
    select spelling, count(*) as n, mode(why) as why, count(distinct article_id) as n_articles, arg_min(edtf, day) as first,
        arg_max(edtf, day) as last, any_value(articles) as articles
    from seen join where_seen using (spelling) group by all order by n desc, spelling"""
