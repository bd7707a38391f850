"""Where the names of events go: a band above the lanes, one line each, so that no text meets text and no leader cuts one.

Enters: widths and places of labels in px, the most salient first. Leaves: a row and a side for those that fit. What does
not fit is not named on the picture (hover, panel and table have it).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

GAP = 12.0  # px, the least between two labels of a row
NOWHERE = 1 << 16  # a row that no picture has


@dataclass(frozen=True, slots=True)
class Place:
    """Label number `i` stands at `x`, in `row` (0 is nearest to the lanes), `side` left or right of its leader, from a to b."""

    i: int
    x: float
    row: int
    side: str
    a: float
    b: float


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
    wishes = sorted((at[j], width + pad, j) for j, width in widths.items())
    ways = [way for way in (_settle(wishes, room, rows, leftward) for leftward in (False, True)) if way]
    return min(ways, key=lambda way: max(p.row for p in way), default=[])


def _settle(
    wishes: Sequence[tuple[float, float, int]], room: tuple[float, float], rows: int, leftward: bool
) -> list[Place] | None:
    """From left to right: a stair of labels to the left of their leaders, or one to the right where that is free."""
    placed: list[Place] = []
    xs = [x for x, _, _ in wishes]
    for x, width, i in wishes:
        ahead = bisect_left(xs, x + width + 6) - bisect_right(xs, x + 1)
        left, right = (0, "left", x - width, x), (ahead, "right", x, x + width)
        sides = [left, right] if leftward or ahead else [right, left]
        sides = [side for side in sides if side[2] >= room[0] and side[3] <= room[1]]
        best: Place | None = None
        for lowest, side, a, b in sides[:1] if leftward else sides:
            row = _lowest_free(x, a, b, lowest, placed)
            if row < rows and (best is None or row < best.row):
                best = Place(i, x, row, side, a, b)
        if best is None:
            return None
        placed.append(best)
    return placed


def _lowest_free(x: float, a: float, b: float, lowest: int, placed: Sequence[Place]) -> int:
    """The lowest row, from `lowest` on, where a text from a to b with its leader at x meets none of those that are placed."""
    taken = (1 << lowest) - 1  # a bit a row
    for old in placed:
        if a < old.b + GAP and b > old.a - GAP:
            taken |= 1 << old.row
        if abs(old.x - x) > 1:
            if a - 4 < old.x < b + 4:  # its leader would cut this text on every row beneath
                taken |= (1 << old.row) - 1
            if old.a - 4 < x < old.b + 4:  # this leader would cut its text from every row above
                taken |= -1 << (old.row + 1)
    free = ~taken
    return (free & -free).bit_length() - 1 if free else NOWHERE
