"""The page of places in AppTest: the sentence, what is chosen, the stretch of time, the lists, what is said where there is nothing."""

import base64
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from made_timeline import empty_tables, make_tables, write_made
from streamlit.testing.v1 import AppTest

from data_prep.frames import make_frame


def one_page(directory: str) -> None:
    from pathlib import Path

    import streamlit as st

    from pages.parts.filters import ask_filters, hold_event
    from pages.parts.loading import _open, _stamp, selection_of
    from pages.parts.places import show_places
    from pages.parts.view import View

    opened = _open(directory, _stamp(Path(directory)))
    choices = ask_filters(opened)
    hold_event(opened)
    shown = selection_of(opened, directory, opened.stamp, choices) if choices.any else opened.every
    st.session_state["view"] = View(opened, choices, shown)
    show_places()


def open_at(directory: Path, **state: Any) -> AppTest:
    at = AppTest.from_function(one_page, args=(str(directory),), default_timeout=60)
    for key, value in state.items():
        at.session_state[key] = value
    at.run()
    assert not at.exception
    return at


def html(at: AppTest) -> str:
    return "\n".join(h.value for h in at.html)


def circles(at: AppTest) -> dict[str, Any]:
    """Hover of each circle -> its size and the colour of its ring."""
    spec = json.loads(at.get("plotly_chart")[0].proto.spec)
    marks = next(t for t in spec["data"] if t["mode"] == "markers+text")
    size = marks["marker"]["size"]
    sizes = np.frombuffer(base64.b64decode(size["bdata"])) if isinstance(size, dict) else size
    return {
        tip: (s, hue) for tip, s, hue in zip(marks["hovertext"], sizes, marks["marker"]["line"]["color"], strict=True)
    }


def table(at: AppTest, n: int) -> list[list[Any]]:
    return at.dataframe[n].value.to_numpy().tolist()


def test_the_sentence_counts_what_is_not_on_the_map(made_directory: Path) -> None:
    at = open_at(made_directory)
    assert "4 events at 3 places." in html(at)
    assert "10 events name no place; 1 place, with 1 event, has no point on the map." in html(at)
    assert {tip.split("<br>")[0] for tip in circles(at)} == {"<b>Porto</b>, Portugal", "<b>Reykjavik</b>, Iceland"}
    assert [row[:4] for row in table(at, 0)] == [
        ["Porto", "Portugal", "town", 2],
        ["Reykjavik", "Iceland", "capital", 1],
    ]
    assert table(at, 1)[0][0] == "Madeira" and table(at, 1)[0][-1] == "no list knows it"


def test_a_chosen_place_is_ringed_and_its_events_are_listed(made_directory: Path) -> None:
    at = open_at(made_directory, at=["Porto"])
    rings = {tip.split("<br>")[0]: ring for tip, (_, ring) in circles(at).items()}
    assert rings["<b>Porto</b>, Portugal"] != rings["<b>Reykjavik</b>, Iceland"]
    assert "<h3>Porto: 2 events</h3>" in html(at)
    assert at.dataframe[0].value["Event"].tolist()[0].startswith("Sigrun Halla and Duarte Vilhena")


def test_the_stretch_of_time_makes_circles_smaller_and_leaves_a_dot(made_directory: Path) -> None:
    def ms(day: str) -> int:
        return int(np.datetime64(day, "ms").astype("int64"))

    whole = circles(open_at(made_directory))
    at = open_at(made_directory, places_time_window={"start": ms("2031-06-01"), "end": ms("2031-07-01"), "seq": 1})
    part = circles(at)
    porto = next(tip for tip in part if "Porto" in tip)
    assert "no event in this stretch of time" in porto and part[porto][0] == 4
    assert "1 event at 1 place, 1 Jun 2031 to 30 Jun 2031." in html(at)
    assert next(v[0] for k, v in whole.items() if "Porto" in k) > 4
    assert [b.label for b in at.button if b.key in ("all_time", "keep_days")] == [
        "Show all of the time",
        "Only these days",
    ]
    at.button(key="keep_days").click().run()
    assert str(at.session_state["from"]) == "2031-06-01" and "places_time_window" in at.session_state
    assert "start" not in at.session_state["places_time_window"]


def test_an_address_with_a_place_that_is_not_there_says_so(made_directory: Path) -> None:
    at = open_at(made_directory, at=["Atlantis", "porto"])
    assert "“Atlantis”" in html(at) and "<h3>Porto: 2 events</h3>" in html(at)


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        (empty_tables(undated=True), "names a place"),
        (make_tables() | {"places": make_frame("places", [])}, "has a known position"),
    ],
)
def test_what_is_said_where_there_is_no_map(tables: Any, words: str, tmp_path: Path) -> None:
    write_made(tables, tmp_path / "made")
    at = open_at(tmp_path / "made")
    assert words in html(at) and not at.get("plotly_chart")
