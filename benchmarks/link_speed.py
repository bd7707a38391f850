"""How fast are reports joined to events? `python -m benchmarks.link_speed [--sizes 10000 100000 1000000] [--worst]`

Enters: nothing; the reports are made, the same ones each time, like those of a real corpus: few actors and words in most of
them and most in few (Zipf), days that much happens on, dates of a month and a year, undated ones. Leaves, on standard output,
a line a size: seconds and reports/s to link them, seconds for what follows (events, their disagreements), the growth
(the exponent: 1 is linear), the share of pairs joined that are right and of right pairs that are joined, and the peak of
memory. Beside it a peer in the same run, a join of pandas: pairs of reports of one day and kind that share two actors. It is
left out where the pairs would be too many. `--worst`: corpora made to be slow. One process; its CPU time.
"""

import argparse
import math
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate

import pandas as pd

from data_prep.build import few_collections
from data_prep.edtf import parse_edtf
from data_prep.events.clues import meaning
from data_prep.events.evidence import Group
from data_prep.events.kinds import KINDS, stem, verb_kinds
from data_prep.events.link import link_reports
from data_prep.events.merge import date_by_scene, make_event
from data_prep.records import Report, Span, When

SIZES = (10_000, 100_000, 1_000_000)
WORST = ("one day, one actor", "undated", "one year")
_PAIRS = 20_000_000  # more of them, and the peer is left out
_SOUNDS = ("ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu", "da", "fe", "go", "hi", "pa")


class _Dice:
    """Draws from a few that are frequent and many that are rare, in the manner of Zipf."""

    def __init__(self, names: Sequence[str], seed: int) -> None:
        self.names, self.random = names, random.Random(seed)
        self.weights = list(accumulate(1 / (i + 1) for i in range(len(names))))

    def draw(self, n: int) -> list[str]:
        """`n` different ones at most."""
        return list(dict.fromkeys(self.random.choices(self.names, cum_weights=self.weights, k=n)))


def make_reports(n: int, worst: str = "") -> list[tuple[Report, int]]:
    """`n` reports, each with the number of the event that it tells of; the same ones at each call."""
    random_ = random.Random(n)
    actors = _Dice([f"actor-{i}" for i in range(max(50, n // 50))], 1)
    words = _Dice(list(_make_words(20_000)), 2)
    places = _Dice([w.capitalize() for w in _make_words(2_000)], 3)
    verbs = [
        (verb, kind) for verb, kind in sorted(verb_kinds().items()) if " " not in verb and KINDS[kind].group != "say"
    ]
    busy = [random_.randrange(3650) for _ in range(max(5, n // 20_000))]
    made: list[tuple[Report, int]] = []
    for event in range(n):
        day = (
            random_.choice(busy) + int(random_.expovariate(0.1)) if random_.random() < 0.4 else random_.randrange(3650)
        )
        verb, kind = random_.choice(verbs)
        about, near = words.draw(6), places.draw(1) if random_.random() < 0.5 else []
        who = actors.draw(3)
        for _ in range(min(40, int(random_.paretovariate(1.2)))):
            if len(made) == n:
                return made
            told = [w for w in about if random_.random() < 0.7] + words.draw(2)
            parts = [a for a in who if random_.random() < 0.85] or who[:1]
            if worst == WORST[0]:
                day, parts = 0, list(dict.fromkeys(["actor-0", *parts[:1]]))
            when = None if worst == WORST[1] else _date(day, "year" if worst == WORST[2] else _grain(random_))
            made.append((_report(len(made), verb, kind, told, parts, near, when), event))
    return made


def _make_words(n: int) -> Iterator[str]:
    """Words that no language has, all different."""
    for i in range(n):
        yield "".join(_SOUNDS[i // len(_SOUNDS) ** k % len(_SOUNDS)] for k in range(4))


def _grain(random_: random.Random) -> str:
    return random_.choices(("day", "month", "year", "none"), (78, 6, 3, 13))[0]


def _date(day: int, grain: str) -> When | None:
    text = (date(2010, 1, 1) + timedelta(day)).isoformat()
    return None if grain == "none" else parse_edtf(text[: {"day": 10, "month": 7, "year": 4}[grain]])


def _report(
    number: int, verb: str, kind: str, told: Sequence[str], who: Sequence[str], near: Sequence[str], when: When | None
) -> Report:
    title = f"{who[0]} {verb} {' '.join(told)}"
    return Report(
        report_id=f"a{number // 8}:{number}", article_id=f"a{number // 8}", span=Span(0, 1), sentence=f"{title} {number}.",
        trigger=Span(number, number + 1), trigger_text=verb, kind=kind, title=title, timex=None, when=when,
        date_basis="stated" if when else "none", date_why="", participants=tuple(zip(who, ("agent", "patient", "with"), strict=False)),
        places=tuple(near), speaker=None, speech=None, speech_at=None, speech_verb=None, status="reported", lemma=verb,
        words=frozenset(stem(w) for w in (verb, *told)), about=told[0] if told else None, same_as=None, scene=None,
        open_date=False, weight=0.5,
    )  # fmt: skip


def join_in_pandas(reports: Sequence[Report]) -> int | None:
    """The peer: how many pairs of one day and kind share two actors; None where there are too many to join."""
    rows = pd.DataFrame(
        [(i, r.when.edtf if r.when else "", r.kind, a) for i, r in enumerate(reports) for a, _ in r.participants],
        columns=["report", "date", "kind", "actor"],
    )
    if (rows.groupby(["date", "kind", "actor"]).size().astype("int64") ** 2).sum() > _PAIRS:
        return None
    pairs = rows.merge(rows, on=["date", "kind", "actor"])
    pairs = pairs[pairs["report_x"] < pairs["report_y"]]
    return int((pairs.groupby(["report_x", "report_y"]).size() >= 2).sum())


def judge(groups: Iterable[Group], truth: dict[str, int]) -> tuple[float, float]:
    """(share of the pairs joined that are right, share of the right pairs that are joined)."""
    joined = right = 0
    for group in groups:
        told = Counter(truth[m.report.report_id] for m in group.members)
        joined += math.comb(len(group.members), 2)
        right += sum(math.comb(k, 2) for k in told.values())
    real = sum(math.comb(k, 2) for k in Counter(truth.values()).values())
    return right / max(joined, 1), right / max(real, 1)


def finish(groups: Sequence[Group], reports: Sequence[Report]) -> int:
    """What follows the linking of a span: events, their disagreements."""
    roots = {r.article_id: r.article_id for r in reports}
    told = [list(zip(g.reports, (why for _, why in g.joined), strict=True)) for g in groups]
    return len(date_by_scene([make_event(f"e-{i}", members, {}, {}, {}, roots) for i, members in enumerate(told)]))


def measure(n: int, worst: str = "") -> tuple[float, ...]:
    """(seconds to link, seconds to finish, right, found, seconds of the peer or nan)."""
    made = make_reports(n, worst)
    reports, truth = [r for r, _ in made], {r.report_id: event for r, event in made}
    with few_collections():  # as in a build
        start = time.process_time()
        groups = link_reports(reports, {})
        linked = time.process_time() - start
        right, found = judge(groups, truth)
        start = time.process_time()
        finish(groups, reports)
        finished = time.process_time() - start
    start = time.process_time()
    pairs = join_in_pandas(reports)
    return linked, finished, right, found, time.process_time() - start if pairs is not None else math.nan


def peak_memory() -> float:
    """The most memory that this process has had, in MB, the made reports with it."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> None:
    """Measure each size once and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--worst", action="store_true")
    given = parser.parse_args()
    meaning("")  # the tables of words are read before anything is measured
    print(
        f"{'reports':>9}{'link s':>9}{'reports/s':>11}{'growth':>8}{'finish s':>10}{'right':>7}{'found':>7}{'peer s':>8}{'ratio':>7}{'peak MB':>9}"
    )
    for worst in WORST if given.worst else ("",):
        if worst:
            print(f"{worst}:")
        before: tuple[int, float] | None = None
        for n in given.sizes:
            linked, finished, right, found, peer = measure(n, worst)
            growth = f"{math.log(linked / before[1]) / math.log(n / before[0]):.2f}" if before else ""
            told = f"{peer:>8.1f}{peer / linked:>7.2f}" if not math.isnan(peer) else f"{'-':>8}{'-':>7}"
            print(
                f"{n:>9}{linked:>9.1f}{n / linked:>11.0f}{growth:>8}{finished:>10.1f}{right:>7.2f}{found:>7.2f}{told}{peak_memory():>9.0f}",
                flush=True,
            )
            before = n, linked


if __name__ == "__main__":
    main()
