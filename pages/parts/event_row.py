"""What can be done with the open event: its link, its citations, a star.

Enters: the session's `View`, the event, its reports. Leaves: a row of buttons.
"""

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from data_prep.citing import STYLES, Cited, cite
from data_prep.saying import date_words
from pages.parts.brief import star_button
from pages.parts.carry import address
from pages.parts.disagreements import Row, root_of, source_words, text_or_none
from pages.parts.style import safe, show
from pages.parts.view import View
from pages.words import share as say

MOST = 12  # sources cited in the panel; a brief cites all


def show_carry(view: View, event: Row, reports: pd.DataFrame) -> None:
    """The row beneath the event."""
    with st.container(horizontal=True, key="carry"):
        link = address({"event": str(event["event_id"])})
        with st.popover(say.COPY_LINK, type="tertiary"):
            show(f'<p class="small mute">{say.COPY_LINK_SAYS}</p>')
            st.code(link, language=None, wrap_lines=True)
        with st.popover(say.CITE, type="tertiary"):
            _show_citations(view, event, reports, link)
        star_button(view.opened, str(event["event_id"]))


def _show_citations(view: View, event: Row, reports: pd.DataFrame, link: str) -> None:
    style = st.segmented_control(say.STYLE, list(STYLES), default="Chicago", key="cite_style", required=True)
    seen = datetime.now(UTC).date()
    sources = {root_of(r): r for r in reversed(reports.to_dict("records"))}
    for r in [*sources.values()][::-1][:MOST]:
        show(f'<p class="small mute">{safe(source_words(r))}</p>')
        cited = Cited(
            str(r["article_title"]), *(text_or_none(r[c]) for c in ("outlet", "author", "published_edtf", "url"))
        )
        st.code(cite(style or "Chicago", cited, seen), language=None, wrap_lines=True)
    if len(sources) > MOST:
        show(f'<p class="small mute">{safe(say.more_sources(len(sources) - MOST))}</p>')
    show(f'<p class="small mute">{say.CITE_EVENT}</p>')
    title = f"{event['title']} ({date_words(text_or_none(event['date_edtf']))})"
    outlet = say.timeline_as_outlet(view.opened.title, str(view.opened.timeline.manifest["version"]))
    st.code(cite(style or "Chicago", Cited(title, outlet, url=link), seen), language=None, wrap_lines=True)
