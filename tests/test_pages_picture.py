"""A picture with its table, and the name of the browser's tab."""

from types import SimpleNamespace

from streamlit.testing.v1 import AppTest


def with_twin() -> None:
    import pandas as pd
    import plotly.graph_objects as go

    from pages.parts.picture import picture

    picture(go.Figure(), "bare", "Nothing at all")
    picture(go.Figure(), "full", "Two ships", twin=pd.DataFrame({"Ship": ["Anna", "<b>Berta</b>"], "Boats": [1, 2]}))


def test_a_picture_brings_its_table() -> None:
    at = AppTest.from_function(with_twin, default_timeout=60)
    timeline = SimpleNamespace(manifest={"version": "abc"})
    at.session_state["view"] = SimpleNamespace(opened=SimpleNamespace(title="Mackerel", timeline=timeline))
    at.run()
    assert not at.exception
    assert [chart.proto.alt for chart in at.get("plotly_chart")] == ["Nothing at all", "Two ships"]
    assert [list(table.value["Ship"]) for table in at.dataframe] == [["Anna", "<b>Berta</b>"]]
    assert at.dataframe[0].proto.alt == "Two ships"


def test_the_tab_is_called_by_what_is_shown() -> None:
    from pages.words.frame import title_of_tab

    assert title_of_tab("Sigrun Halla", "Mackerel") == "Sigrun Halla · Mackerel · Dateline"
    assert title_of_tab("", "Mackerel") == "Mackerel · Dateline"
