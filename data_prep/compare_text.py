"""A comparison as text, as rows, as JSON.

Enters: an open timeline, a `Comparison`. Leaves: words for a screen, a data frame, a string. Refuses nothing. Of what only the machine
has, the most salient are given, and how many there are besides.
"""

import json
from collections import defaultdict
from typing import Any

import numpy as np
import pandas as pd

from data_prep.compare import Comparison, Pair, read_rows
from data_prep.expert import BadRow, ExpertEvent
from data_prep.exports.tables_out import harmless
from data_prep.queries import Opened

VERDICTS = {"both": "both", "differ": "dates differ", "expert": "only in the table", "machine": "only in the timeline"}


_COLUMNS = [
    "verdict", "expert_row", "expert_date", "expert_title", "machine_date", "machine_title", "event_id", "likeness", "why",
]  # fmt: skip


def table_of(timeline: Opened, found: Comparison, most: int) -> pd.DataFrame:
    """The comparison as rows: the pairs, what only the expert has, the `most` salient of what only the machine has."""
    rows: dict[str, list[Any]] = defaultdict(list)
    alone = found.only_machine[:most]
    machine = read_rows(timeline, np.asarray([*(p.row for p in found.pairs), *alone], np.int32))

    def add(verdict: str, event: ExpertEvent | None, row: int | None, pair: Pair | None = None) -> None:
        e = {} if row is None else machine[row]
        rows["verdict"].append(verdict)
        rows["expert_row"].append(event.row if event else None)
        rows["expert_date"].append((event.edtf or "") if event else "")
        rows["expert_title"].append(event.title if event else "")
        rows["machine_date"].append(date if isinstance(date := e.get("date_edtf"), str) else "")
        rows["machine_title"].append(e.get("title", ""))
        rows["event_id"].append(e.get("event_id", ""))
        rows["likeness"].append(pair.score if pair else None)
        rows["why"].append(pair.why if pair else "")

    for pair in found.pairs:
        add(VERDICTS["differ" if pair.differs else "both"], found.events[pair.expert], pair.row, pair)
    for n in found.only_expert:
        add(VERDICTS["expert"], found.events[n], None)
    for row in alone:
        add(VERDICTS["machine"], None, int(row))
    return pd.DataFrame(dict(rows), columns=_COLUMNS).astype({"expert_row": "Int64"})


def as_text(timeline: Opened, found: Comparison, problems: list[BadRow], most: int) -> str:
    """The numbers, then the lists, for a screen."""
    n = found.numbers()
    recall = f", {found.recall:.0%}" if found.recall is not None else ""
    lines = [f"{n['paired']} of the table's {n['expert']} events are in the timeline{recall}."]
    if found.days.f1 is not None:
        days = found.days
        lines.append(
            f"Days: {days.found} of the table's {days.expert} have an event in the timeline; of its {days.machine} most salient "
            f"days in that time, {days.hits} are the table's (F1 {days.f1:.2f})."
        )
    rows = table_of(timeline, found, most)
    for verdict in VERDICTS.values():
        some = rows[rows["verdict"] == verdict]
        whole = n["only_machine"] if verdict == VERDICTS["machine"] else len(some)
        lines += ["", f"{verdict.capitalize()}: {whole:,}"]
        lines += [f"  {_line(row)}" for row in some.to_dict("records")]
        if isinstance(whole, int) and whole > len(some):
            lines.append(f"  and {whole - len(some):,} less salient ones")
    if problems:
        lines += ["", f"Rows that could not be read: {len(problems):,}", *(f"  {problem}" for problem in problems)]
    return "\n".join(lines) + "\n"


def _line(row: dict[Any, Any]) -> str:
    first, then = (f"{row[f'{who}_date'] or 'no date'}  {row[f'{who}_title']}" for who in ("expert", "machine"))
    if row["expert_title"] and row["machine_title"]:
        return f"{first}\n    = {then}\n    {row['why']}"
    return first if row["expert_title"] else then


def as_json(timeline: Opened, found: Comparison, problems: list[BadRow], most: int) -> str:
    """The numbers and the rows as one object; what is not known is null."""
    rows = table_of(timeline, found, most)
    whole = {
        "numbers": found.numbers(),
        "rows": json.loads(rows.to_json(orient="records")),
        "unread": [{"row": p.row, "found": p.found, "accepted": p.accepted} for p in problems],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def as_csv(timeline: Opened, found: Comparison, most: int) -> str:
    """The rows as CSV; a cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    rows = table_of(timeline, found, most)
    for column in ("expert_title", "machine_title", "why"):
        rows[column] = [harmless(v) for v in rows[column]]
    return str(rows.to_csv(index=False))
