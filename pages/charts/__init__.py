"""Charts: data frame -> plotly Figure. Pure functions that know no Streamlit and read no clock."""
