"""A Plotly figure on the page, without Plotly's own furniture, and what a reader chose on it.

Enters: figures of `pages.charts`. Leaves: elements on the page; what was clicked.
"""

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

QUIET = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showAxisDragHandles": False}


def picture(figure: go.Figure, key: str, alt: str, on_select: Callable[[], None] | None = None) -> None:
    """Show a figure; `on_select` is told that a sign was clicked."""
    more: dict[str, Any] = {} if on_select is None else {"on_select": on_select, "selection_mode": "points"}
    st.plotly_chart(figure, theme=None, config=QUIET, key=key, alt=alt, **more)


def clicked(key: str) -> Any:
    """The `customdata` of the sign that was clicked on the chart `key`, or None."""
    points = _selection(key).get("points") or []
    data = points[0].get("customdata") if points else None
    return data[0] if isinstance(data, list) and len(data) == 1 else data


def _selection(key: str) -> dict[str, Any]:
    state = st.session_state.get(key)
    return dict(state["selection"]) if state and "selection" in state else {}
