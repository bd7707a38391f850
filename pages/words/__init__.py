"""Every word that a reader sees on the pages, a module an area: constants, and small functions where a number decides.

Enters: numbers, names, dates in words. Leaves: plain text, in English; never HTML, and no call of Streamlit.
"""
