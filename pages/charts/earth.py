"""The earth on flat paper: which part of it a map shows, where a place stands on it, and the outlines that are seen.

Enters: longitudes and latitudes in degrees, the size of the picture in px; `land.npz` (made by `docs/make_land.py`). Leaves:
positions in degrees of the middle of the map; outlines cut to what is seen and as fine as the picture can show.

A wide map is Equal Earth, so that lands keep their share of it (Šavrič, Patterson and Jenny 2018,
doi:10.1080/13658816.2018.1504949), turned so that the middle of what it shows is its middle: nothing that belongs together is
torn at the date line. Equal Earth flattens the north, so a near map, a part of a continent, is plate carrée, with the
scale of its middle in both directions: there shapes and distances are about right, which is what one looks for near by.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pages.charts.frame import Floats

WIDE = 75.0  # degrees of latitude or half as many again of longitude, beyond which a map is wide
LEAST = 7.0  # degrees, the least height of a map: a town stands in its country
AIR = 0.16  # of the picture, left free around the places on each side
BEYOND = 0.2  # of the picture, drawn outside of it: a browser may be wider than was thought
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = 3**0.5 / 2
_FINEST, _STEPS = 0.005, 16  # as in docs/make_land.py
Box = tuple[float, float, float, float]  # west, south, east, north; longitudes from the middle of the map


def equal_earth(lon: Any, lat: Any) -> tuple[Any, Any]:
    """Where Equal Earth puts a place of a sphere of radius 1; `lon` from the middle of the map, both in degrees."""
    t = np.arcsin(_M * np.sin(np.radians(lat)))
    a1, a2, a3, a4 = _A
    x = np.radians(lon) * np.cos(t) / (_M * (a1 + 3 * a2 * t**2 + t**6 * (7 * a3 + 9 * a4 * t**2)))
    return x, t * (a1 + a2 * t**2 + t**6 * (a3 + a4 * t**2))


@dataclass(frozen=True, slots=True)
class Frame:
    """What a map shows: its middle, which projection, its edges there, its size in px."""

    lon: float
    lat: float
    wide: bool
    x: tuple[float, float]
    y: tuple[float, float]
    width: int
    height: int

    def put(self, lon: Any, lat: Any) -> tuple[Floats, Floats]:
        """Where places stand on the map; the shorter way round the earth from its middle."""
        return self.flat((np.asarray(lon, float) - self.lon + 180) % 360 - 180, np.asarray(lat, float))

    def flat(self, east: Any, lat: Any) -> tuple[Floats, Floats]:
        """The same of longitudes that are counted from the middle already."""
        if self.wide:
            x, y = equal_earth(east, lat)
            return np.degrees(x), np.degrees(y)
        return np.asarray(east) * np.cos(np.radians(self.lat)), np.asarray(lat, float) + 0.0

    @property
    def per_px(self) -> float:
        """How much of the map a px is."""
        return (self.y[1] - self.y[0]) / self.height

    def px(self, lon: Any, lat: Any) -> tuple[Floats, Floats]:
        """Where places stand in the picture, in px from its left and upper edge."""
        x, y = self.put(lon, lat)
        return (x - self.x[0]) / self.per_px, (self.y[1] - y) / self.per_px

    def holds(self, lon: Any, lat: Any) -> npt.NDArray[np.bool_]:
        """Which places lie in the picture."""
        x, y = self.put(lon, lat)
        return (x >= self.x[0]) & (x <= self.x[1]) & (y >= self.y[0]) & (y <= self.y[1])

    @property
    def box(self) -> Box:
        """What is drawn, with what lies a little beyond the edges."""
        air = BEYOND * (self.x[1] - self.x[0])
        lats = np.clip([self._latitude(self.y[0] - air), self._latitude(self.y[1] + air)], -90, 90)
        narrowest = np.abs(self.flat(1.0, np.append(lats, 0) if lats[0] < 0 < lats[1] else lats)[0]).min()
        reach = (self.x[1] - self.x[0]) / 2 + air
        half = min(180.0, reach / narrowest) if narrowest > 0 else 180.0
        return -half, float(lats[0]), half, float(lats[1])

    def _latitude(self, y: float) -> float:
        if not self.wide:
            return y
        lats = np.linspace(-90, 90, 721)
        return float(np.interp(y, self.flat(0.0, lats)[1], lats, -90, 90))


def frame_of(lon: Any, lat: Any, width: int, height: int) -> Frame:
    """The smallest map with a margin that shows all these places; the whole earth where there are none."""
    lon, lat = np.asarray(lon, float), np.asarray(lat, float)
    if not len(lon):
        return _framed(11.0, 0.0, np.array([-179.9, 179.9]), np.array([-58.0, 83.0]), True, width, height, 0.0)
    west, span = shortest_arc(lon)
    middle, south, north = west + span / 2, float(lat.min()), float(lat.max())
    near = _framed(middle, (south + north) / 2, np.array([-span / 2, span / 2]), lat, False, width, height, AIR)
    if near.y[1] - near.y[0] <= WIDE and span <= WIDE * 1.5:
        return near
    east = (lon - middle + 180) % 360 - 180
    return _framed(middle, (south + north) / 2, east, lat, True, width, height, AIR / 2)


def shortest_arc(lon: Floats) -> tuple[float, float]:
    """Where the shortest stretch of longitudes that holds all of these begins, and how long it is: its rest is the widest gap."""
    ring = np.unique(lon % 360)
    gaps = np.diff(ring, append=ring[0] + 360)
    widest = int(np.argmax(gaps))
    return float(ring[(widest + 1) % len(ring)]), float(360 - gaps[widest])


def _framed(
    lon: float, lat: float, east: Floats, lats: Floats, wide: bool, width: int, height: int, air: float
) -> Frame:
    """A frame about places; the shorter side is made longer until it has the picture's shape."""
    bare = Frame((lon + 180) % 360 - 180, lat, wide, (0, 1), (0, 1), width, height)
    x, y = bare.flat(east, lats)
    tall = max(float(np.ptp(y)) / (1 - 2 * air), float(np.ptp(x)) / (1 - 2 * air) * height / width, LEAST)
    mx, my = float(x.min() + x.max()) / 2, float(y.min() + y.max()) / 2
    top = float(np.degrees(equal_earth(0.0, 90.0)[1])) if wide else 90.0
    my = max(min(my, top - tall / 2), tall / 2 - top) if tall < 2 * top else 0.0
    across = tall * width / height
    return Frame(bare.lon, lat, wide, (mx - across / 2, mx + across / 2), (my - tall / 2, my + tall / 2), width, height)


@dataclass(frozen=True, slots=True)
class Outlines:
    """Lines on a map, each with a gap (NaN) behind it."""

    x: npt.NDArray[np.float32]
    y: npt.NDArray[np.float32]


@lru_cache(maxsize=64)
def land_of(frame: Frame) -> Outlines:
    """Land as closed lines, holes the other way round."""
    lines, box = _lines(), frame.box
    return _drawn(frame, (cut_ring(line, box) for line in lines.near(frame, range(lines.rings), islands=True)))


@lru_cache(maxsize=64)
def borders_of(frame: Frame) -> Outlines:
    """Borders of states."""
    lines = _lines()
    return _drawn(frame, lines.near(frame, range(lines.rings, len(lines.begin) - 1), islands=False))


@lru_cache(maxsize=64)
def graticule_of(frame: Frame) -> Outlines:
    """Meridians and parallels, every so many degrees as make a handful of them."""
    west, south, east, north = frame.box
    step = next(s for s in (1, 2, 5, 10, 15, 30) if (frame.y[1] - frame.y[0]) / s <= 6 or s == 30)
    lats, lons = np.linspace(south, north, 61), np.linspace(west, east, 61)
    first = np.ceil((west + frame.lon) / step) * step - frame.lon
    lines = [np.column_stack([np.full(61, at), lats]) for at in np.arange(first, east, step)]
    lines += [np.column_stack([lons, np.full(61, at)]) for at in np.arange(np.ceil(south / step) * step, north, step)]
    return _drawn(frame, iter(lines))


@dataclass(frozen=True)
class _Lines:
    """All outlines: points (longitude, latitude), how coarse a map may be that shows each, where each line begins, its box."""

    points: Floats
    code: npt.NDArray[np.uint8]
    begin: npt.NDArray[np.int64]
    boxes: Floats
    rings: int

    def near(self, frame: Frame, which: range, islands: bool) -> Iterator[Floats]:
        """Those that are seen, longitudes counted from the middle of the map, as fine as the picture shows; no specks."""
        west, south, east, north = frame.box
        fine = frame.per_px * 0.6
        shown = self.code >= _STEPS * np.log2(max(fine, _FINEST) / _FINEST)
        boxes = self.boxes[which.start : which.stop]
        large = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) >= fine * 2 if islands else True
        for turn in (-360.0, 0.0, 360.0):
            low, high = boxes[:, 0] - frame.lon + turn, boxes[:, 2] - frame.lon + turn
            seen = (high > west) & (low < east) & (boxes[:, 3] > south) & (boxes[:, 1] < north) & large
            for n in np.flatnonzero(seen) + which.start:
                part = slice(self.begin[n], self.begin[n + 1])
                line = self.points[part][shown[part]]
                if len(line) >= (4 if islands else 2):
                    yield line - (frame.lon - turn, 0.0)


@cache
def _lines() -> _Lines:
    with np.load(Path(__file__).with_name("land.npz")) as file:
        points = np.cumsum(file["steps"], axis=0, dtype=np.int16) / 100.0  # from line to line a step may wrap round
        begin = np.concatenate([[0], np.cumsum(file["length"])])
        low, high = (f.reduceat(points, begin[:-1], axis=0) for f in (np.minimum, np.maximum))
        return _Lines(points, file["code"], begin, np.hstack([low, high]), int(file["rings"]))


def cut_ring(ring: Floats, box: Box) -> Floats:
    """A closed line cut to a box, side by side (Sutherland and Hodgman 1974, doi:10.1145/360767.360802); empty if outside."""
    for axis, edge, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        inside = (ring[:, axis] - edge) * sign >= 0
        if inside.all():
            continue
        if not inside.any():
            return ring[:0]
        step = np.roll(ring, -1, axis=0) - ring
        crossing = inside != np.roll(inside, -1)
        part = (edge - ring[:, axis]) / np.where(crossing, step[:, axis], 1.0)
        cuts = ring + step * part[:, None]
        cuts[:, axis] = edge
        both = np.stack([ring, cuts], axis=1).reshape(-1, 2)
        ring = both[np.column_stack([inside, crossing]).ravel()]
    return ring


def _drawn(frame: Frame, lines: Iterator[Floats]) -> Outlines:
    gap = np.full((1, 2), np.nan)
    parts = [part for line in lines if len(line) for part in (line, gap)]
    every = np.concatenate(parts) if parts else gap
    x, y = frame.flat(every[:, 0], every[:, 1])
    return Outlines(x.astype(np.float32), y.astype(np.float32))
