"""The benchmark of linking: what it makes and measures."""

import sys

import pytest

from benchmarks import link_speed


def test_the_same_reports_each_time() -> None:
    assert link_speed.make_reports(200) == link_speed.make_reports(200)
    made = link_speed.make_reports(2000)
    assert len({r.report_id for r, _ in made}) == 2000
    assert 0.05 < sum(r.when is None for r, _ in made) / 2000 < 0.25


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """To start processes takes longer than what is measured here."""
    monkeypatch.setattr(link_speed, "alone", lambda work, *given: work(*given))


def test_what_is_joined_is_mostly_right() -> None:
    lines = link_speed.measure(2000)
    assert list(lines) == ["whole", "spans"] and lines["whole"][4] >= 0
    for _, _, right, found, _, megabytes in lines.values():
        assert right > 0.95 and found > 0.6 and megabytes > 10


def test_a_line_a_size(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["link_speed", "--sizes", "100", "300", "--worst"])
    link_speed.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:3] == ["reports", "way", "link"] and len(lines) == 1 + 3 * (1 + 2 * 2)
