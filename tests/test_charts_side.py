"""The charts beside the timeline: who with whom, who tells what."""

import pandas as pd
import pytest

from pages.charts.coverage import coverage_figure
from pages.charts.together import together_figure
from pages.charts.tokens import DARK, LIGHT, Look, outlet_sign


def test_together_marks_the_focus() -> None:
    shared = {("portugal", "iceland"): 2, ("halla", "vilhena"): 1}
    fig = together_figure(
        shared, ["portugal", "iceland", "halla", "vilhena"], {"halla": "Sigrun <Halla>"}, LIGHT, {"halla"}
    )
    discs = next(t for t in fig.data if t.mode == "markers+text")
    assert list(discs.text) == ["2", "1"] or sorted(discs.text) == ["1", "2"]
    assert LIGHT.accent in discs.marker.color and LIGHT.mute in discs.marker.color
    assert "<Halla>" not in fig.to_json()


@pytest.mark.parametrize("width", [300, 460, 900])
def test_coverage_tells_first_from_later_and_alone(width: int) -> None:
    events = pd.DataFrame(
        {
            "event_id": ["meeting", "gear"],
            "title": ["A <b>meeting</b>", "Gear is lost"],
            "kind": ["consult", "disaster"],
            "date_edtf": ["2031-03-12", None],
        }
    )
    sources = pd.DataFrame({"name": ["Atlantic <Wire>", "Harbour Gazette"], "kind": ["wire", None]})
    cells = pd.DataFrame(
        {
            "event": [0, 0, 1],
            "source": [0, 1, 1],
            "place": ["first", "later", "alone"],
            "says": ["the first", "2 days after", "nobody else"],
            "article_id": ["a", "b", "b"],
        }
    )
    fig = coverage_figure(events, sources, cells, LIGHT, "meeting", width)
    signs = next(t for t in fig.data if t.mode == "markers")
    drawn = dict(
        zip(map(tuple, signs.customdata), zip(signs.marker.symbol, signs.marker.color, strict=True), strict=True)
    )
    assert drawn["meeting", "a"] == ("square", LIGHT.kind["meet"]) and drawn["meeting", "b"] == ("square", LIGHT.paper)
    assert drawn["gear", "b"] == ("circle", LIGHT.kind["other"])
    badges = next(t for t in fig.data if t.mode == "markers+text")
    assert list(badges.text) == ["<b>W</b>", "<b>?</b>"] and badges.marker.color[0] == LIGHT.outlet["wire"]
    assert "<Wire>" not in fig.to_json() and "A <b>meeting" not in fig.to_json()


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_the_letter_of_a_kind_of_outlet_can_be_read(look: Look) -> None:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for kind, hue in look.outlet.items():
        dark, bright = sorted((light(hue), light(look.paper)))
        assert (bright + 0.05) / (dark + 0.05) >= 4.5, kind
    assert len({outlet_sign(kind)[1] for kind in look.outlet}) == len(look.outlet)  # letters tell them apart
    assert outlet_sign("pamphlet") == outlet_sign(None) == ("", "?")
