"""What an article's words of time are used for: which event they date, or why they date none.

Enters: what stands where in an article (`queries.read_spans`). Leaves: a line for each expression of time. Only what the tables
know is said: why an event was not found in a sentence, they do not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

Use = Literal["dates", "length", "often", "vague", "beside", "nothing"]


@dataclass(frozen=True, slots=True)
class TimeUse:
    """An expression of time and its use: `events` are the starts of the sentences that it dates."""

    start: int
    text: str
    edtf: str | None
    rule: str
    anchor: str
    use: Use
    events: tuple[int, ...] = ()


def use_of_times(spans: Mapping[str, pd.DataFrame]) -> list[TimeUse]:
    """Every expression of time of an article, in its order."""
    reports = spans["reports"].sort_values("start")
    dated = {
        t: tuple(sorted(set(group["start"]))) for t, group in reports[reports["timex_id"].notna()].groupby("timex_id")
    }
    sentences = list(zip(reports["start"].tolist(), reports["end"].tolist(), strict=True))
    return [
        TimeUse(
            int(t["start"]),
            str(t["text"]),
            t["edtf"] if isinstance(t["edtf"], str) else None,
            str(t["rule"]),
            str(t["anchor"]),
            _use(t, t["timex_id"] in dated, sentences),
            dated.get(t["timex_id"], ()),
        )
        for t in spans["timexes"].to_dict("records")
    ]


def _use(timex: Mapping[Any, Any], dates: bool, sentences: list[tuple[int, int]]) -> Use:
    if dates:
        return "dates"
    if timex["type"] in ("DURATION", "SET"):
        return "length" if timex["type"] == "DURATION" else "often"
    if not isinstance(timex["edtf"], str):
        return "vague"
    return "beside" if any(start <= timex["start"] < end for start, end in sentences) else "nothing"
