"""A page with nothing but the live timeline, on as many invented events as the address says: `?n=5000`."""

import json
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from pages.charts.lanes import draw_lanes, shelf_width
from pages.charts.overview import draw_overview
from pages.charts.tokens import DARK
from pages.parts.live import live_timeline, live_window, pack_figures, picked_stretch
from pages.parts.ruler import measure, seen_width
from pages.parts.style import STYLE, current_look, show
from tests.laid_out import bars_of, dated, drawn_of, inside, lay_by_actor, whole_span


@st.cache_resource
def invent(n: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Events over six years, uneven on purpose, and their actors."""
    rng = np.random.default_rng(7)
    names = ["Iceland", "Portugal", "Sigrun Halla", "Duarte Vilhena", "Harbour Guild", "Norway", "The Coast Guard"]
    names += [f"Deckhand Number {i}" for i in range(60)]
    weight = np.r_[[9, 10, 6, 5, 3, 2, 1], np.full(60, 0.08)]
    day = np.where(rng.random(n) < 0.45, rng.integers(0, 6, n) * 350 + rng.exponential(38, n), rng.uniform(0, 2000, n))
    start = pd.Timestamp("2026-01-01") + pd.to_timedelta(day.astype(int), unit="D")
    grain = rng.choice(["day", "month", "none"], n, p=[0.86, 0.12, 0.02])
    first = start.where(grain != "month", start.to_period("M").start_time).astype("datetime64[s]")
    last = np.where(grain == "month", (first.to_period("M") + 1).start_time, first + pd.Timedelta(days=1))
    who = rng.choice(len(names), (n, 2), p=weight / weight.sum())
    kinds = rng.choice(["consult", "agree", "statement", "sanction", "assault", "ceremony", "travel", "accuse"], n)
    events = pd.DataFrame(
        {
            "event_id": [f"m{i}" for i in range(n)],
            "title": [
                f"{k.capitalize()} number {i}: {names[a]} and {names[b]}"
                for i, (k, (a, b)) in enumerate(zip(kinds, who, strict=True))
            ],
            "kind": kinds,
            "date_start": np.where(grain == "none", np.datetime64("NaT"), first),
            "date_end": np.where(grain == "none", np.datetime64("NaT"), last),
            "date_edtf": np.where(
                grain == "none", None, np.where(grain == "month", first.strftime("%Y-%m"), first.strftime("%Y-%m-%d"))
            ),
            "grain": np.where(grain == "none", None, grain),
            "qualifier": None,
            "actors": [tuple(dict.fromkeys(names[i] for i in pair)) for pair in who],
            "status": rng.choice(["reported", "claimed", "planned", "denied"], n, p=[0.78, 0.14, 0.05, 0.03]),
            "salience": rng.beta(1.2, 6, n),
        }
    ).assign(disagrees=[[]] * n)
    land = {"Iceland": "IS", "Portugal": "PT", "Norway": "NO", "Sigrun Halla": "IS", "Duarte Vilhena": "PT"}
    actors = pd.DataFrame({"actor_id": names, "name": names, "country": [land.get(a) for a in names]})
    actors["type"] = np.where(actors["name"].isin(["Iceland", "Portugal", "Norway"]), "state", "person")
    return events, actors


def pick(event: str) -> None:
    st.session_state["picked"] = event


st.set_page_config(page_title="Live", layout="wide")
st.html(STYLE)
every, actors = invent(int(st.query_params.get("n", "250")))
kind = st.selectbox("Kind", ["every kind", *sorted(set(every["kind"]))], key="kind")
events = every if kind == "every kind" else every[every["kind"] == kind]
measure()
span = whole_span(every)
assert span is not None
window = live_window("timeline", span) or span
look, width = current_look(), seen_width()
chosen = st.session_state.get("picked")
laid = lay_by_actor(events, actors)
what: dict[str, Any] = drawn_of(events, laid, window, chosen)
figure = draw_lanes(**what, lanes=laid.lanes, window=window, look=look, width=width, selected=chosen)
shelf = shelf_width(not dated(events).all(), width)
strip = draw_overview(*bars_of(events, span), span, window, look, width, shelf)
alt = f"{len(events)} events over time; the table below holds the same"
live_timeline(pack_figures(figure, strip), key="timeline", window=window, dark=look is DARK, alt=alt, on_pick=pick)
stretch = picked_stretch("timeline")
told = {
    "picked": chosen,
    "inside": int(inside(events, window).sum()),
    "drawn": len(what["drawn"]),
    "dense": len(what["density"]) > 0,
}
show(f"<p class=dl-head id=told>{json.dumps(told | {'window': window, 'stretch': stretch})}</p>")
