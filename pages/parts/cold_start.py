"""The notice that the first visitor after a start gets wrongly: "Page not found", on a link to a page that is there.

Until one session has run `st.navigation`, Streamlit looks for pages in the folder `pages/` by itself and does not find
those in its sub-folders. The right page opens all the same; this closes the notice. Enters: nothing. Leaves: nothing.
"""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

_JS = """
export default function () {
  const close = () => {
    const notice = [...document.querySelectorAll('[role=dialog]')].find(d => d.querySelector('h2')?.textContent === 'Page not found');
    notice?.querySelector('button[aria-label=Close]')?.click();
  };
  const every = setInterval(close, 150);  // while it unfolds, it does not listen yet
  setTimeout(() => clearInterval(every), 6000);
}
"""
_CLOSER = st.components.v2.component("dateline_cold_start", html="<span hidden></span>", js=_JS)


def is_first_session() -> bool:
    """Whether Streamlit still looks for pages by itself; to be asked before `st.navigation`."""
    return bool(getattr(PagesManager, "uses_pages_directory", False))


def close_wrong_notice() -> None:
    """Close the notice once it stands."""
    _CLOSER(key="cold_start", height=1)
