"""Make `pages/charts/land.npz`: land and the borders of states for the map, from Natural Earth (public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz     # Natural Earth 4.1, 1:50 million, as TopoJSON
    python docs/make_land.py package/countries-50m.json

Enters: a TopoJSON file with the objects `land` and `countries`. Leaves: the points of all outlines one after the other, in
hundredths of a degree; how long each ring of land and each border is; for each point how coarse a map may be that still shows
it. Coarser maps leave points out, so one file serves every zoom. Points where borders meet are never left out: land and
borders stay together.
"""

import heapq
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

OUT = Path(__file__).resolve().parents[1] / "pages" / "charts" / "land.npz"
FINEST, STEPS = 0.005, 16  # degrees of detail that the code 0 stands for; codes to each doubling
Points = np.ndarray[Any, np.dtype[np.float64]]


def main(source: Path) -> None:
    """Write the outlines."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [_points(arc, topology["transform"]) for arc in topology["arcs"]]
    codes = [_codes(arc) for arc in arcs]
    rings = [ring for polygon in topology["objects"]["land"]["geometries"][0]["arcs"] for ring in polygon]
    states = topology["objects"]["countries"]["geometries"]
    used = Counter(n for state in states for n in {_plain(n) for n in _numbers(state["arcs"])})
    coast = {_plain(n) for ring in rings for n in ring}
    borders = [[n] for n, times in sorted(used.items()) if times > 1 and n not in coast]
    lines = [_joined(line, arcs, codes) for line in (*rings, *borders)]
    points = np.round(np.concatenate([line for line, _ in lines]) * 100).astype(np.int32).astype(np.int16)
    np.savez_compressed(
        OUT,
        steps=np.diff(points, axis=0, prepend=np.zeros((1, 2), np.int16)),  # small numbers pack better
        code=np.concatenate([code for _, code in lines]),
        length=np.array([len(line) for line, _ in lines], np.int32),
        rings=np.int32(len(rings)),
    )
    print(f"{len(rings)} rings, {len(borders)} borders, {len(points)} points, {OUT.stat().st_size:,} bytes")


def _plain(number: int) -> int:
    """The number of an arc; one that is walked backwards is written as its complement."""
    return number if number >= 0 else ~number


def _numbers(arcs: Iterable[Any]) -> Iterator[int]:
    for one in arcs:
        if isinstance(one, int):
            yield one
        else:
            yield from _numbers(one)


def _points(arc: list[list[int]], transform: dict[str, list[float]]) -> Points:
    points = np.cumsum(np.array(arc, float), axis=0) * transform["scale"] + transform["translate"]
    return _unwrapped(points)


def _unwrapped(points: Points) -> Points:
    """Longitudes that go on beyond 180 degrees where a line crosses the date line: Russia stays in one piece."""
    return np.column_stack([np.unwrap(points[:, 0], period=360), points[:, 1]])


def _joined(numbers: list[int], arcs: list[Points], codes: list[Points]) -> tuple[Points, Points]:
    """Arcs one after the other; each begins where the one before ends."""
    parts = [(arcs[n], codes[n]) if n >= 0 else (arcs[~n][::-1], codes[~n][::-1]) for n in numbers]
    line = _unwrapped(np.concatenate([part[n > 0 :] for n, (part, _) in enumerate(parts)]))
    code = np.concatenate([code[n > 0 :] for n, (_, code) in enumerate(parts)])
    if abs(line[-1, 0] - line[0, 0]) > 180:  # Antarctica goes round the pole: it is closed along it
        line = np.vstack([line, [(line[-1, 0], -90.0), (line[0, 0], -90.0)]])
        code = np.append(code, np.array([255, 255], np.uint8))
    return line, code


def _codes(arc: Points) -> Points:
    """How coarse a map may be that still shows each point, in steps from `FINEST` on: the root of the triangle that the line
    loses without it, the least first (Visvalingam and Whyatt 1993, doi:10.1179/000870493786962263). Ends are always shown."""
    n = len(arc)
    x, y = arc[:, 0] * np.cos(np.radians(arc[:, 1].mean())), arc[:, 1]
    before, after = list(range(-1, n - 1)), list(range(1, n + 1))
    area = [np.inf] * n

    def size(i: int) -> float:
        a, b = before[i], after[i]
        return abs((x[i] - x[a]) * (y[b] - y[a]) - (x[b] - x[a]) * (y[i] - y[a])) / 2

    heap = [(size(i), i) for i in range(1, n - 1)]
    for one, i in heap:
        area[i] = one
    heapq.heapify(heap)
    gone, most, lost = set(), 0.0, np.full(n, np.inf)
    while heap:
        one, i = heapq.heappop(heap)
        if i in gone or one != area[i]:
            continue
        gone.add(i)
        most = max(most, one)  # a point is not lost before those that were lost for it
        lost[i] = most
        before[after[i]], after[before[i]] = before[i], after[i]
        for j in (before[i], after[i]):
            if 0 < j < n - 1:
                area[j] = size(j)
                heapq.heappush(heap, (area[j], j))
    with np.errstate(divide="ignore"):
        return np.clip(np.round(STEPS * np.log2(np.sqrt(lost) / FINEST)), 0, 255).astype(np.uint8)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
