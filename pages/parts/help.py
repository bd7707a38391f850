"""What stands beside every page: the tour, the meaning of the signs, what the days mean and which build this is.

Enters: the open timeline. Leaves: elements in the side bar and at the foot of the page.
"""

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st
from babel.dates import format_datetime

from data_prep.saying import dates_locale
from pages.charts.tokens import GROUPS, STATUS
from pages.parts.loading import Opened
from pages.parts.style import plural, safe, show, sign
from pages.words import frame as say

_TOUR = st.components.v2.component(
    "dateline_tour",
    html='<div class="dl-tour" role="dialog" aria-labelledby="dl-tour-head" hidden></div><div class="dl-tour-ring" hidden></div>',
    css="""
.dl-tour { position: fixed; z-index: 1000001; width: min(23rem, calc(100vw - 2rem)); padding: .9rem 1.1rem 1rem; background: var(--dl-paper); color: var(--dl-ink);
  border: 1px solid var(--dl-faint); border-top: 3px solid var(--dl-accent); box-shadow: 0 6px 24px rgb(0 0 0 / .16); font: 400 15px/1.45 "Source Sans", sans-serif; }
.dl-tour[hidden], .dl-tour-ring[hidden] { display: none; }
.dl-tour h2 { font: 600 1.2rem/1.25 var(--dl-serif); margin: .1rem 0 .3rem; padding: 0; }
.dl-tour p { margin: 0 0 .8rem; }
.dl-tour small { color: var(--dl-mute); font-size: .87rem; }
.dl-tour div { display: flex; gap: .5rem; align-items: center; }
.dl-tour button { font: inherit; color: inherit; background: none; border: 1px solid var(--dl-faint); border-radius: 3px; padding: .2rem .8rem; min-height: 28px; cursor: pointer; }
.dl-tour button.next { background: var(--dl-ink); color: var(--dl-paper); border-color: var(--dl-ink); }
.dl-tour button.skip { margin-left: auto; border-color: transparent; text-decoration: underline; text-underline-offset: .18em; padding: .2rem .2rem; }
.dl-tour button:focus-visible, .dl-tour:focus-visible { outline: 2px solid var(--dl-accent); outline-offset: 2px; }
.dl-tour-ring { position: fixed; z-index: 1000000; pointer-events: none; border: 2px solid var(--dl-accent); border-radius: 4px; }
""",
    js=Path(__file__).with_name("tour.js").read_text(encoding="utf-8"),
    isolate_styles=False,  # it points at elements of the page
)


def show_tour() -> None:
    """The tour: by itself in a browser that has not seen it, and whenever it is asked for."""
    steps = [{"at": at, "head": head, "text": text} for at, head, text in say.TOUR]
    _TOUR(
        key="tour", data={"steps": steps, "words": say.TOUR_WORDS, "asked": st.session_state.get("tours", 0)}, height=1
    )


def offer_help() -> None:
    """The two buttons, in the side bar."""
    with st.container(key="help"):
        if st.button(say.SIGNS_BUTTON, type="tertiary"):
            explain_signs()
        st.button(say.TOUR_BUTTON, type="tertiary", on_click=_ask_tour)


def _ask_tour() -> None:
    st.session_state["tours"] = st.session_state.get("tours", 0) + 1


@st.dialog(say.SIGNS_BUTTON, width="large")
def explain_signs() -> None:
    """Every sign of the timeline with its meaning."""
    heads = say.SIGN_HEADS
    tables = [
        (heads["kind"], [(sign(g), GROUPS[g], words) for g, words in say.KINDS.items()]),
        (heads["status"], [(sign(None, s), STATUS[s][1].capitalize(), words) for s, words in say.STATUSES.items()]),
        (
            heads["date"],
            [
                (sign(None), *say.DAY),
                (sign(None, hollow=True), *say.NOT_A_DAY),
                (sign(None, hollow=True, shape="bar"), *say.BAR),
                (sign(None, bracket=True), *say.BRACKET),
                ("", *say.SHELF),
            ],
        ),
        (heads["more"], [("", *words) for words in (say.DENSITY, say.THREAD, say.RING)]),
    ]
    show(
        f"<p>{safe(say.SIGNS_LEAD)}</p>"
        + "".join(
            f'<h3 style="margin-top:1.1rem">{safe(head)}</h3><table>'
            + "".join(
                f"<tr><td style='width:4rem'>{mark}</td><td style='width:11rem'>{safe(name)}</td><td class=mute>{safe(words)}</td></tr>"
                for mark, name, words in rows
            )
            + "</table>"
            for head, rows in tables
        )
    )


def say_build(opened: Opened) -> None:
    """What the days mean, when the timeline was built and which build it is; at the foot of every page."""
    at = datetime.fromtimestamp(int(opened.stamp) / 1e9, UTC)
    built = format_datetime(at, "medium", tzinfo=UTC, locale=dates_locale())
    words = say.footer(built, plural(opened.articles["all"], "article"), str(opened.timeline.manifest["version"]))
    with st.container(key="foot"):
        show(f'<p class="small mute">{safe(words)}</p>')
