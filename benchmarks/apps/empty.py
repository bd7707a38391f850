"""The least that a page can do: a choice, and one line that says it. What every rerun costs anyhow."""

import streamlit as st

pick = st.pills("Choose", ["one", "two", "three"], key="pick")
st.text(f"chosen: {pick}")
