"""The live timeline: strip and lanes as one picture that is mounted once, moved in the browser, and drawn anew in place.

Enters: figures of `pages.charts`, the window they were made for. Leaves: an element on the page; what the reader did with
it comes back through callbacks, and is kept in the session's state: the window, the event or the density that was clicked.
Plotly.js comes from the installed package, served as a static file whose name carries its version, so that it is loaded
once and then from the browser's cache. Where it cannot be, the picture says so, and the table holds the same.
"""

import contextlib
import json
import os
import shutil
import zlib
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import plotly
import streamlit as st
from plotly.offline import get_plotlyjs_version

from pages.charts.axis import Window
from pages.charts.frame import Sketch
from pages.charts.tokens import DARK, LIGHT, rgb
from pages.words import timeline as say

STATIC = Path(__file__).resolve().parents[2] / "static"  # served by Streamlit at app/static
LONG_AGO = 946_684_800  # a file that is old is kept long by browsers: its name changes with its content
SAVE_ROW = f"""<p class="dl-save">{say.SAVE} <button type="button" data-form="png">PNG</button> <button type="button" data-form="svg">SVG</button></p>"""
SAVE_STYLE = """
.dl-save { margin: .2rem 0 0; font-size: .87rem; color: var(--dl-mute); }
.dl-save button { font: inherit; color: var(--dl-accent); background: none; border: 0; padding: .25rem .35rem; cursor: pointer; text-decoration: underline; }
.dl-save button:focus-visible { outline: 2px solid var(--dl-accent); }
"""
_HTML = f"""<div class="dl-live">
<div class="dl-strip"><div></div><div class="dl-track"><i class="dl-veil"></i><i class="dl-veil after"></i>
<div class="dl-box" role="slider" tabindex="0" aria-valuenow="0" aria-label="{say.BOX}">
<i data-edge="a"></i><i data-edge="b"></i></div><span class="dl-tip" aria-hidden="true"></span></div></div>
<div class="dl-lanes" tabindex="0" role="application" aria-roledescription="timeline" aria-description="{say.KEYS}">
<div></div><svg class="dl-focus" aria-hidden="true"></svg></div><p class="dl-err" role="alert"></p><p class="dl-say" aria-live="polite"></p>
{SAVE_ROW}</div>"""
_CSS = """
.dl-live { position: relative; width: 100%; font-family: "Source Sans", sans-serif; }
.dl-strip, .dl-lanes { position: relative; width: 100%; }
.dl-lanes { cursor: grab; }
.dl-lanes, .dl-lanes * { touch-action: pan-y !important; }
.dl-lanes:active { cursor: grabbing; }
.dl-lanes .nsewdrag, .dl-lanes .drag { cursor: inherit !important; }
.dl-lanes.dl-over { cursor: pointer; }
[data-stale]:has(> * .dl-live) { opacity: 1 !important; transition: none !important; }
.dl-lanes:focus-visible, .dl-box:focus-visible { outline: 2px solid var(--dl-accent); }
.dl-focus { position: absolute; inset: 0; width: 100%; height: 100%; overflow: visible; pointer-events: none; }
.dl-focus * { fill: none; stroke: var(--dl-accent); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
.dl-track { position: absolute; top: 0; height: 44px; touch-action: pan-y; cursor: crosshair; }
.dl-veil { position: absolute; inset: 0 calc(100% - var(--a)) 0 0; background: var(--dl-wash); opacity: .72; pointer-events: none; }
.dl-veil.after { inset: 0 0 0 var(--b); }
.dl-box { position: absolute; inset: 0 calc(100% - var(--b)) 0 var(--a); min-width: 5px; cursor: grab; }
.dl-box:active { cursor: grabbing; }
.dl-box i { position: absolute; inset: 0 auto 0 -7px; width: 14px; cursor: ew-resize; }
.dl-box i + i { inset: 0 -7px 0 auto; }
.dl-box i::before { content: ""; position: absolute; inset: 0 6px; background: var(--dl-accent); }
.dl-box i::after { content: ""; position: absolute; inset: 14px 4px; border-radius: 3px; background: var(--dl-accent); }
.dl-tip { position: absolute; top: 100%; translate: -50% 4px; z-index: 2; padding: .05rem .4rem; font-size: 13px; white-space: nowrap; pointer-events: none;
  background: var(--dl-paper); color: var(--dl-ink); border: 1px solid var(--dl-faint); }
.dl-tip:empty, .dl-err:empty { display: none; }
.dl-err { margin: 0; padding: .1rem 0 .1rem .8rem; border-left: 2px solid var(--dl-accent); font-size: .93rem; color: var(--dl-ink); }
.dl-say { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); margin: 0; }
"""


def script(name: str) -> str:
    """A script of this folder, for a component."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


_LIVE = st.components.v2.component(
    "dateline_live",
    html=_HTML,
    css=_CSS + SAVE_STYLE,
    js=script("save.js") + script("live.js"),
    isolate_styles=False,  # Plotly's own style stands in the head of the document
)


def pack_figures(figure: Sketch, strip: Sketch) -> str:
    """Lanes and strip, made for one window and theme, as `live_timeline` takes them: members of a JSON object."""
    bare = {k: v for k, v in strip.layout.items() if k != "shapes"}  # the window is a box that can be moved
    whole = {"data": strip.data, "layout": bare}
    said = {"figure": {"data": figure.data, "layout": figure.layout}, "strip": whole}
    return json.dumps(said, default=_as_list, allow_nan=False)[1:-1]


def _as_list(values: npt.NDArray[Any]) -> list[Any]:
    """Numbers as JSON has them: what is no number is null."""
    return np.where(np.isnan(values), None, values.round(2)).tolist() if values.dtype.kind == "f" else values.tolist()


def live_timeline(
    drawn: str,
    *,
    key: str,
    window: Window,
    dark: bool,
    alt: str,
    title: str = "",
    about: str = "",
    on_pick: Callable[[str], None],
    on_window: Callable[[], None] | None = None,
    on_stretch: Callable[[], None] | None = None,
) -> None:
    """Show figures (`pack_figures`), the lanes beneath the strip; made for `window` (ms) and for the theme that `dark` names.

    `title` and `about` stand above and beneath a picture that is saved. `on_pick` gets the event_id of a sign or name that was
    clicked; `on_window` is told that `live_window` is another one,
    `on_stretch` that density was clicked (`picked_stretch`). All three run as callbacks, before the next run of the page.
    """

    def moved() -> None:
        st.session_state[f"{key}_window"] = dict(st.session_state[key]["window"])
        _write_field(key)
        (on_window or _nothing)()

    def picked() -> None:
        on_pick(str(st.session_state[key]["picked"]))

    def stretched() -> None:
        asked = st.session_state[key]["stretch"]
        st.session_state[f"{key}_stretch"] = (str(asked["lane"]), (float(asked["start"]), float(asked["end"])))
        (on_stretch or _nothing)()

    said = {
        "window": list(window),
        "seq": (st.session_state.get(f"{key}_window") or {}).get("seq", 0),
        "dark": dark,
        "colours": _colours(),
        "lib": plotly_address(),
        "alt": alt,
        "title": title,
        "about": about,
    }
    # As bytes: Streamlit writes JSON twice, to look for changes, and sends it four times as long.
    data = zlib.compress(f"{json.dumps(said)[:-1]},{drawn}}}".encode(), 1)
    _LIVE(key=key, data=data, on_window_change=moved, on_picked_change=picked, on_stretch_change=stretched)


def live_window(key: str, span: Window) -> Window | None:
    """The window that the reader moved to, within `span`; None where nobody moved, or the two do not meet."""
    told = st.session_state.get(f"{key}_window")
    if not told or "start" not in told:
        return None
    a = span[0] if told["start"] is None else max(span[0], told["start"])
    b = span[1] if told["end"] is None else min(span[1], told["end"])
    return (a, b) if b > a else None


def forget_window(key: str) -> None:
    """In a callback: the page chooses the window again."""
    told = st.session_state.get(f"{key}_window")
    if told:
        st.session_state[f"{key}_window"] = {"seq": told["seq"]}
        _write_field(key)


def hold_window(key: str, field: str) -> None:
    """Keep the window that the reader moved to in the address, as `field`: a text field that nobody sees. Call it before `live_window`."""
    st.session_state[f"{key}_field"] = field
    with st.container(key=f"held_{field}"):
        days = st.text_input(say.WINDOW, key=field, bind="query-params", max_chars=30)
    if days and f"{key}_window" not in st.session_state:
        with contextlib.suppress(ValueError):  # an address that somebody wrote
            first, last = np.array(days.split("/"), "datetime64[D]").astype("datetime64[ms]").astype("float64").tolist()
            if last > first:
                st.session_state[f"{key}_window"] = {"start": first, "end": last, "seq": 0}


def _write_field(key: str) -> None:
    """In a callback: the window as days; nothing for all the time, or where the page chooses."""
    told, field = st.session_state[f"{key}_window"], st.session_state.get(f"{key}_field")
    if field in st.session_state:
        ends = [told.get("start"), told.get("end")]
        known = None not in ends
        days = np.array(ends, "float64").astype("datetime64[ms]").astype("datetime64[D]").astype(str) if known else []
        st.session_state[field] = "/".join(days)


def picked_stretch(key: str) -> tuple[str, Window] | None:
    """The lane and the stretch of time (ms) whose density was clicked, until `forget_stretch`."""
    found: tuple[str, Window] | None = st.session_state.get(f"{key}_stretch")
    return found


def forget_stretch(key: str) -> None:
    """In a callback: no density is asked about."""
    st.session_state.pop(f"{key}_stretch", None)


@cache
def plotly_address() -> str:
    """Put the installed package's plotly.js where Streamlit serves it, if it is not there; its address, seen from the page."""
    place = STATIC / f"plotly-{get_plotlyjs_version()}.min.js"
    with contextlib.suppress(OSError):  # a folder that cannot be written: the picture will say that it is missing
        if not place.exists():
            STATIC.mkdir(exist_ok=True)
            part = place.with_suffix(f".{os.getpid()}")
            shutil.copyfile(Path(plotly.__file__).parent / "package_data" / "plotly.min.js", part)
            os.utime(part, (LONG_AGO, LONG_AGO))
            part.replace(place)
            for old in STATIC.glob("plotly-*.min.js"):
                if old != place:
                    old.unlink(missing_ok=True)
    return f"app/static/{place.name}"


@cache
def _colours() -> list[list[str]]:
    """Each colour of the light look with the same of the dark one, as the figures write them."""
    names = [f.name for f in fields(LIGHT) if isinstance(getattr(LIGHT, f.name), str)]
    pairs = [(getattr(LIGHT, n), getattr(DARK, n)) for n in names]
    pairs += [(LIGHT.kind[k], DARK.kind[k]) for k in LIGHT.kind]
    return [*map(list, pairs), *([rgb(a), rgb(b)] for a, b in pairs)]


def _nothing(*_: Any) -> None:
    """Nobody asked to be told."""
