"""How wide the page is, and whether it is dark: Python cannot ask the browser, so a small component tells.

Enters: nothing. Leaves: a width in px, rounded down to a step, so that the page runs again only where it matters. Labels
placed for a narrower picture than the real one never meet; the other way round they would be cut.
"""

from typing import Any

import streamlit as st

UNSEEN, UNSEEN_PHONE = 960, 340  # px, until the browser has answered: what a laptop and what a phone show
_JS = """
const step = px => px < 480 ? Math.max(300, Math.floor(px / 20) * 20) : Math.min(1200, Math.floor(px / 80) * 80);
const dark = host => {
  const probe = document.createElement('span');
  probe.style.color = getComputedStyle(host).getPropertyValue('--st-background-color');
  document.body.append(probe);
  const [r, g, b] = (getComputedStyle(probe).color.match(/[\\d.]+/g) || [255, 255, 255]).map(Number);
  probe.remove();
  return 0.3 * r + 0.59 * g + 0.11 * b < 128;
};
export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement, el = root.querySelector('.dl-ruler'), S = el._ruler || (el._ruler = { last: data });
  S.tell = () => {
    const px = el.getBoundingClientRect().width;
    if (!px) return;
    const seen = { width: step(px), dark: dark(el) };
    document.documentElement.style.colorScheme = seen.dark ? 'dark' : 'light';  // for what Streamlit hangs outside of the app: dialogs, popovers
    if (S.last && S.last.width === seen.width && S.last.dark === seen.dark) return;
    S.last = seen; S.told = true;
    setStateValue('seen', seen);
  };
  if (!S.eye) {
    let timer;
    S.eye = new ResizeObserver(() => { clearTimeout(timer); timer = setTimeout(S.tell, S.told ? 200 : 0); });
    S.eye.observe(el);
  }
  S.tell();
  return () => setTimeout(() => { if (!el.isConnected) { S.eye?.disconnect(); S.eye = undefined; } });
}
"""
_RULER = st.components.v2.component(
    "dateline_ruler",
    html='<div class="dl-ruler" aria-hidden="true"></div>',
    css=".dl-ruler{width:100%;height:1px}",
    js=_JS,
)


def measure() -> None:
    """Place the ruler; once per run, in the frame. It tells only what differs from what the page was drawn for."""
    drawn_for = {"width": seen_width(), "dark": (seen_theme() or st.context.theme.type) == "dark"}
    _RULER(key="ruler", data=drawn_for, on_seen_change=lambda: None, height=1)


def seen_width() -> int:
    """The width of the page's column in px, rounded down."""
    width = _seen().get("width")
    if isinstance(width, (int, float)) and 300 <= width <= 1200:
        return int(width)
    return UNSEEN_PHONE if "Mobile" in (st.context.headers.get("User-Agent") or "") else UNSEEN


def column_width(share: float) -> int:
    """The px of a column beside another; on a phone they stand one below the other."""
    width = seen_width()
    return width if width < 640 else int(width * share) - 20


def seen_theme() -> str | None:
    """ "dark" or "light" as the browser shows it, None where it has not answered."""
    dark = _seen().get("dark")
    return None if dark is None else "dark" if dark else "light"


def _seen() -> dict[str, Any]:
    state = st.session_state.get("ruler") or {}
    seen = state.get("seen") if hasattr(state, "get") else None
    return dict(seen) if seen else {}
