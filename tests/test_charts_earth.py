"""The projection against published values; the frame about places; outlines cut to it."""

import numpy as np
import pytest

from pages.charts.earth import borders_of, cut_ring, equal_earth, frame_of, graticule_of, land_of, shortest_arc

AUTHALIC = 6_371_007.181  # m, the radius of the sphere with the area of WGS 84


def test_equal_earth_has_the_published_extent() -> None:
    x, y = equal_earth(180.0, 0.0)[0] * AUTHALIC, equal_earth(0.0, 90.0)[1] * AUTHALIC
    assert (x, y) == (pytest.approx(17_243_959.06, abs=5), pytest.approx(8_392_927.60, abs=5))  # EPSG:8857
    assert x / y == pytest.approx(2.05458, abs=1e-5)  # the paper's aspect ratio
    assert equal_earth(180.0, 90.0)[0] / equal_earth(180.0, 0.0)[0] == pytest.approx(
        0.59247, abs=1e-5
    )  # pole to equator


@pytest.mark.parametrize("lat", [-75, -30, 0, 20, 45, 60, 80])
def test_equal_earth_keeps_areas(lat: float) -> None:
    step = 0.01
    x = (equal_earth(40 + step, lat)[0] - equal_earth(40 - step, lat)[0]) / np.radians(2 * step)
    y = (equal_earth(40.0, lat + step)[1] - equal_earth(40.0, lat - step)[1]) / np.radians(2 * step)
    assert x * y == pytest.approx(np.cos(np.radians(lat)), rel=1e-4)


def test_the_shortest_arc_goes_over_the_date_line() -> None:
    assert shortest_arc(np.array([126.0, -150.0])) == (pytest.approx(126), pytest.approx(84))
    assert shortest_arc(np.array([10.0])) == (pytest.approx(10), pytest.approx(0))


def test_pyongyang_and_anchorage_are_not_torn_apart() -> None:
    frame = frame_of([125.75, -149.9], [39.0, 61.2], 960, 440)
    x, _ = frame.put([125.75, -149.9], [39.0, 61.2])
    assert frame.holds([125.75, -149.9, 180.0, -180.0], [39.0, 61.2, 55.0, 55.0]).all()
    assert 0 < x[1] - x[0] < 90
    land = land_of(frame)
    steps = np.hypot(np.diff(land.x), np.diff(land.y))
    across = np.abs(np.diff(land.x)) > 0.9 * (frame.x[1] - frame.x[0])
    assert np.nanmax(steps) < 200 and not (across & (np.abs(np.diff(land.y)) > 1)).any()  # no line crosses the picture


def test_a_frame_holds_its_places_with_air_in_the_shape_of_the_picture() -> None:
    lon, lat = np.array([30.5, 37.6, 44.0]), np.array([50.4, 55.8, 43.0])
    for width, height in ((960, 440), (340, 300)):
        frame = frame_of(lon, lat, width, height)
        x, y = frame.px(lon, lat)
        assert x.min() > 0.05 * width and x.max() < 0.95 * width and y.min() > 0.05 * height and y.max() < 0.95 * height
        assert (frame.x[1] - frame.x[0]) / width == pytest.approx(frame.per_px)
        assert not frame.wide


def test_one_place_stands_in_its_country_and_none_in_the_world() -> None:
    one, none = frame_of([-9.1], [38.7], 960, 440), frame_of([], [], 960, 440)
    assert one.y[1] - one.y[0] == pytest.approx(7) and not one.wide
    assert none.wide and none.holds([-170.0, 0.0, 170.0], [60.0, 0.0, -40.0]).all()


def test_a_near_map_has_the_same_scale_both_ways_at_its_middle() -> None:
    frame = frame_of([30.0, 40.0], [50.0, 60.0], 960, 440)
    x, y = frame.put([35.0, 36.0, 35.0], [55.0, 55.0, 56.0])
    assert (x[1] - x[0]) / (y[2] - y[0]) == pytest.approx(np.cos(np.radians(55)), rel=1e-6)


def test_outlines_are_there_and_as_fine_as_the_picture() -> None:
    far, near = frame_of([], [], 960, 440), frame_of([-9.1], [38.7], 960, 440)
    assert 2000 < len(land_of(far).x) < 20_000 and len(borders_of(far).x) > 1000
    assert 100 < len(land_of(near).x) < 5000
    west, south, east, north = near.box
    x, y = land_of(near).x, land_of(near).y
    assert np.nanmax(y) <= north + 0.01 and np.nanmin(y) >= south - 0.01
    assert np.nanmax(np.abs(x)) <= east * np.cos(np.radians(near.lat)) + 0.01 and west == -east
    assert len(graticule_of(near).x) > 61


def test_land_lies_where_land_is() -> None:
    frame = frame_of([-9.1], [38.7], 960, 440)
    land = land_of(frame)
    gaps = np.flatnonzero(np.isnan(land.x))
    rings = [np.column_stack([land.x[a:b], land.y[a:b]]) for a, b in zip([0, *gaps[:-1] + 1], gaps, strict=True)]
    madrid, sea = frame.put(-3.7, 40.4), frame.put(-14.0, 38.7)
    assert sum(_inside(ring, madrid) for ring in rings) == 1
    assert not any(_inside(ring, sea) for ring in rings)


def _inside(ring: np.ndarray, at: tuple[float, float]) -> bool:
    """Whether a point lies in a ring: how often a ray from it crosses."""
    (x, y), after = ring.T, np.roll(ring, -1, axis=0)
    crosses = (y > at[1]) != (after[:, 1] > at[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        where = x + (at[1] - y) * (after[:, 0] - x) / (after[:, 1] - y)
    return bool((crosses & (where > at[0])).sum() % 2)


def test_a_ring_is_cut_to_a_box() -> None:
    square = np.array([[-2.0, -2.0], [2.0, -2.0], [2.0, 2.0], [-2.0, 2.0]])
    cut = cut_ring(square, (-1, -1, 3, 3))
    assert set(map(tuple, cut)) == {(-1.0, -1.0), (2.0, -1.0), (2.0, 2.0), (-1.0, 2.0)}
    assert len(cut_ring(square, (5, 5, 6, 6))) == 0
