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
        ahead = sum(wish.x + 1 < other.x < wish.x + wish.width + 6 for other in wishes[n + 1 :])
        if leftward:
            sides = [("left", 0)] if wish.x - wish.width >= room[0] else [("right", ahead)]
        else:
            sides = [("left", 0), ("right", ahead)] if ahead else [("right", 0), ("left", 0)]
        tries = (_place(wish, row, side) for row in range(rows) for side, lowest in sides if row >= lowest)
        spot = next((p for p in tries if _is_free(p, placed, room)), None)
        if spot is None:
            return None
        placed.append(spot)
    return placed


def _place(wish: _Wish, row: int, side: str) -> Place:
    a, b = (wish.x, wish.x + wish.width) if side == "right" else (wish.x - wish.width, wish.x)
    return Place(wish.i, wish.x, row, side, a, b)


def _is_free(new: Place, placed: list[Place], room: tuple[float, float]) -> bool:
    if new.a < room[0] or new.b > room[1]:
        return False
    for old in placed:
        if old.row == new.row and new.a < old.b + GAP and new.b > old.a - GAP:
            return False
        apart = abs(old.x - new.x) > 1
        if old.row > new.row and new.a - 4 < old.x < new.b + 4 and apart:  # its leader would cut this text
            return False
        if old.row < new.row and old.a - 4 < new.x < old.b + 4 and apart:  # this leader would cut its text
            return False
    return True
