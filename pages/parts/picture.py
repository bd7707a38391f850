"""A Plotly figure on the page, without Plotly's own furniture, and what a reader chose on it.

Enters: figures of `pages.charts`. Leaves: elements on the page; event_ids that were clicked, days that were boxed in.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

QUIET = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showAxisDragHandles": False}


def picture(
    figure: go.Figure, key: str, alt: str, on_select: Callable[[], None] | None = None, mode: str = "points"
) -> None:
    """Show a figure; `mode` is "points" or "box"."""
    more: dict[str, Any] = {} if on_select is None else {"on_select": on_select, "selection_mode": mode}
    st.plotly_chart(figure, theme=None, config=QUIET, key=key, alt=alt, **more)


def clicked(key: str) -> Any:
    """The `customdata` of the sign that was clicked on the chart `key`, or None."""
    points = _selection(key).get("points") or []
    data = points[0].get("customdata") if points else None
    return data[0] if isinstance(data, list) and len(data) == 1 else data


def boxed(key: str) -> tuple[date, date] | None:
    """The first and last day of the box drawn on the chart `key`, or None."""
    boxes = _selection(key).get("box") or []
    if not boxes or len(boxes[0].get("x") or []) < 2:
        return None
    first, last = sorted(pd.to_datetime(pd.Series(boxes[0]["x"]), format="mixed"))
    return first.date(), last.date()


def _selection(key: str) -> dict[str, Any]:
    state = st.session_state.get(key)
    return dict(state["selection"]) if state and "selection" in state else {}
