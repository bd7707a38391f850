"""A Plotly figure on the page, without Plotly's own furniture, what a reader chose on it, and the same as a table.

Enters: figures of `pages.charts`, what they say as rows. Leaves: elements on the page; what was clicked.
"""

from collections.abc import Callable
from textwrap import wrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.parts.live import SAVE_ROW, SAVE_STYLE, plotly_address, script
from pages.parts.view import current_view
from pages.words import frame as say

_SAVE = st.components.v2.component(
    "dateline_save",
    html=SAVE_ROW,
    css=SAVE_STYLE,
    js=script("save.js")
    + """export default function ({ data, parentElement }) {
  parentElement.querySelector('.dl-save').onclick = async ev => {
    const plot = [...document.querySelectorAll(`.st-key-${data.of} .js-plotly-plot`)].pop(), { form } = ev.target.dataset;
    if (!plot || !form) return;
    await import(new URL(data.lib, document.baseURI).href);
    savePicture(window.Plotly, plot, data, form);
  };
}
""",
)
QUIET = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showAxisDragHandles": False}


def picture(
    figure: go.Figure,
    key: str,
    alt: str,
    on_click: Callable[[], None] | None = None,
    twin: pd.DataFrame | None = None,
    area: bool = False,
) -> None:
    """Show a figure; `on_click` is told that a sign was clicked, or with `area` that some were enclosed. `twin`: what the
    figure says, for who cannot see it.

    A picture that gives no twin has its table elsewhere on the page.
    """
    more: dict[str, Any] = (
        {}
        if on_click is None
        else {"on_select": on_click, "selection_mode": ("points", "box", "lasso") if area else "points"}
    )
    st.plotly_chart(figure, theme=None, config=QUIET, key=key, alt=alt, **more)
    with st.container(horizontal=True, vertical_alignment="center"):
        _save(key, alt)
        if twin is not None:
            _show_twin(key, alt, twin)


def _show_twin(key: str, alt: str, twin: pd.DataFrame) -> None:
    with st.popover(say.AS_TABLE, type="tertiary", key=f"{key}_twin"):
        st.dataframe(
            twin,
            hide_index=True,
            placeholder="",
            key=f"{key}_rows",
            alt=alt,
            height=min(38 + 35 * max(1, len(twin)), 420),
        )


def _save(key: str, alt: str) -> None:
    """The way to the picture as a file, which says what it shows and from which build."""
    of = current_view().opened
    about = "\n".join(wrap(say.about_picture(alt, str(of.timeline.manifest["version"])), 110))
    _SAVE(
        key=f"{key}_save",
        data={"of": key, "lib": plotly_address(), "title": of.title, "about": about},
        width="content",
        height="content",
    )


def clicked(key: str) -> Any:
    """The `customdata` of the sign that was clicked on the chart `key`, or None."""
    data = next(iter(all_clicked(key)), None)
    return data[0] if isinstance(data, list) and len(data) == 1 else data


def all_clicked(key: str) -> list[Any]:
    """The `customdata` of every sign that was clicked or enclosed on the chart `key`."""
    return [point.get("customdata") for point in _selection(key).get("points") or []]


def _selection(key: str) -> dict[str, Any]:
    state = st.session_state.get(key)
    return dict(state["selection"]) if state and "selection" in state else {}
