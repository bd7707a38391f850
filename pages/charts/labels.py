"""Where the names of events go: a band above the lanes, one line each, so that no text meets text and no leader cuts one.

Enters: widths and places of labels in px, the most salient first. Leaves: a row and a side for those that fit. What does
not fit is not named on the picture (hover, panel and table have it).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

GAP = 12.0  # px, the least between two labels of a row


@dataclass(frozen=True, slots=True)
class Place:
    """Label number `i` stands at `x`, in `row` (0 is nearest to the lanes), `side` left or right of its leader, from a to b."""

    i: int
    x: float
    row: int
    side: str
    a: float
    b: float


@dataclass(frozen=True, slots=True)
class _Wish:
    x: float
    width: float
    i: int


def place_labels(
    widths: Sequence[float], at: Sequence[float], room: tuple[float, float], rows: int, pad: float = 8
) -> list[Place]:
    """Take labels by their order, each if all before it still fit: the salient are never driven out by the rest."""
    taken: list[int] = []
    best: list[Place] = []
    for i in range(len(widths)):
        tried = place_all({j: widths[j] for j in [*taken, i]}, at, room, rows, pad)
        if tried:
            taken, best = [*taken, i], tried
    return best


def place_all(
    widths: Mapping[int, float], at: Sequence[float], room: tuple[float, float], rows: int, pad: float = 8
) -> list[Place]:
    """Places for all of these labels, by their number; [] where they do not fit together."""
    wishes = sorted((_Wish(at[j], width + pad, j) for j, width in widths.items()), key=lambda w: (w.x, w.width))
    ways = [way for way in (_settle(wishes, room, rows, leftward) for leftward in (False, True)) if way]
    return min(ways, key=lambda way: max(p.row for p in way), default=[])


def _settle(wishes: list[_Wish], room: tuple[float, float], rows: int, leftward: bool) -> list[Place] | None:
    """From left to right: a stair of labels to the left of their leaders, or one to the right where that is free."""
    placed: list[Place] = []
    for n, wish in enumerate(wishes):
        reach = wish.x + wish.width + 6
        ahead = sum(wish.x + 1 < other.x < reach for other in wishes[n + 1 :])
        left, right = ("left", wish.x - wish.width, wish.x), ("right", wish.x, wish.x + wish.width)
        if leftward:
            sides = [(0, *left)] if left[1] >= room[0] else [(ahead, *right)]
        else:
            sides = [(0, *left), (ahead, *right)] if ahead else [(0, *right), (0, *left)]
        sides = [side for side in sides if side[2] >= room[0] and side[3] <= room[1]]
        spots = ((row, s, a, b) for row in range(rows) for lowest, s, a, b in sides if row >= lowest)
        spot = next(((row, s, a, b) for row, s, a, b in spots if _is_free(wish.x, row, a, b, placed)), None)
        if spot is None:
            return None
        placed.append(Place(wish.i, wish.x, *spot))
    return placed


def _is_free(x: float, row: int, a: float, b: float, placed: list[Place]) -> bool:
    """Whether a text from a to b on this row, with its leader at x, meets none of those that are placed."""
    for old in placed:
        if old.row == row:
            if a < old.b + GAP and b > old.a - GAP:
                return False
        elif abs(old.x - x) > 1:
            if old.row > row and a - 4 < old.x < b + 4:  # its leader would cut this text
                return False
            if old.row < row and old.a - 4 < x < old.b + 4:  # this leader would cut its text
                return False
    return True
