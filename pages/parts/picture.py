"""A Plotly figure on the page, without Plotly's own furniture, what a reader chose on it, and the same as a table.

Enters: figures of `pages.charts`, what they say as rows. Leaves: elements on the page; what was clicked.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.words import frame as say

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
    if twin is not None:
        with st.popover(say.AS_TABLE, type="tertiary", key=f"{key}_twin"):
            st.dataframe(
                twin, hide_index=True, key=f"{key}_rows", alt=alt, height=min(38 + 35 * max(1, len(twin)), 420)
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
