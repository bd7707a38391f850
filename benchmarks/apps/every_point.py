"""The plain way: every event as a point of `st.plotly_chart`, and a choice of kinds. Started with `-- --timeline DIR`."""

import sys

import plotly.express as px
import streamlit as st

from data_prep.store import open_timeline


@st.cache_resource
def read_events(directory: str):
    """The events that have a day."""
    question = "select date_start, kind, title, event_id from events where date_start is not null"
    return open_timeline(directory).connection.cursor().sql(question).df()


events = read_events(sys.argv[-1])
kinds = ["all", *events["kind"].value_counts().index[:8]]
kind = st.pills("Kind", kinds, default="all", key="pick")
shown = events if kind == "all" else events[events["kind"] == kind]
figure = px.scatter(shown, x="date_start", y="kind", hover_name="title", title=f"{len(shown)} of {kind}", height=600)
st.plotly_chart(figure, key="points")
