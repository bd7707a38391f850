"""Who reports first: which outlets told of most events before all others, and how many days after they happened.

Enters: a `Selection`. Leaves: a small table. Refuses nothing: an event none of whose articles has a day of publication has no
first report; a delay is counted where the event itself is known to the day.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_prep.selection import OPEN, Index, Selection


def days_late(index: Index) -> npt.NDArray[np.float32]:
    """Days from an event to its first report, by row; negative where it was told ahead, NaN where that is not known.

    The index must be the one of the days on which events happened.
    """
    known = (index.end - index.start == 1) & (index.published > -OPEN)
    return np.where(known, index.published - index.start, np.nan).astype(np.float32)


def find_firsts(selection: Selection, late: npt.NDArray[np.float32], most: int) -> pd.DataFrame:
    """The outlets that told of most events of a selection first: outlet, n, delay (the median, days; NaN where none is known).

    `late` is `days_late` of the events as they happened; by the clock of publication a selection no longer knows those days.
    """
    firsts = selection.index.pairs("firsts")
    counts, rows = selection.per("firsts"), []
    for number in selection.ordered("firsts")[:most]:
        mine = firsts.rows_of(number)
        delays = late[mine[selection.mask[mine]]]
        delays = delays[~np.isnan(delays)]
        rows.append((firsts.keys[number], int(counts[number]), float(np.median(delays)) if len(delays) else np.nan))
    return pd.DataFrame(rows, columns=["outlet", "n", "delay"])
