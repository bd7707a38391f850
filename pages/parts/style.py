"""The style of the HTML parts, and the small pieces that all of them use. Every text is escaped here, once.

Enters: texts and the colours of `charts.tokens`. Leaves: HTML. Text of articles is hostile input: it passes `safe` before
any mark of ours is added, and it never goes into `st.markdown`, which would fetch its pictures.
"""

import html
import re

import streamlit as st

from pages.charts.tokens import DARK, GROUPS, LIGHT, STATUS, Look, look
from pages.parts.ruler import seen_theme
from pages.words import frame as say
from pages.words.counts import listed as listed
from pages.words.counts import plural as plural
from pages.words.sources import NO_KIND

# Marks that turn the direction of the text around them, and control characters: none of them is seen, all of them mislead.
_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\x00-\x08\x0b-\x1f\x7f-\x9f]")


def _both(name: str) -> str:
    return f"light-dark({getattr(LIGHT, name)}, {getattr(DARK, name)})"


STYLE = f"""<style>
:root {{ --dl-ink: {_both("ink")}; --dl-mute: {_both("mute")}; --dl-faint: {_both("faint")}; --dl-rule: {_both("rule")};
  --dl-wash: {_both("wash")}; --dl-paper: {_both("paper")}; --dl-accent: {_both("accent")}; --dl-marker: {_both("marker")};
  --dl-marker-soft: {_both("marker_soft")}; --dl-serif: "Source Serif", Georgia, serif; }}
.dl {{ color: var(--dl-ink); line-height: 1.45; overflow-wrap: anywhere; }}
.dl p {{ margin: 0; }}
.dl .mute {{ color: var(--dl-mute); }}
.dl .small {{ font-size: .87rem; }}
.dl-brand {{ font: 600 1.25rem/1 var(--dl-serif); letter-spacing: -.01em; margin: 0; color: var(--dl-ink); }}
.dl-brand i {{ color: var(--dl-accent); font-style: normal; margin-left: .2em; }}
.dl h1.dl-head {{ font: 600 1.9rem/1.2 var(--dl-serif); letter-spacing: -.012em; margin: 0; padding: 0; text-wrap: balance; }}
.dl-said {{ font: 400 1.06rem/1.5 var(--dl-serif); max-width: 46rem; margin: 0; color: var(--dl-ink); overflow-wrap: anywhere; }}
.dl-said em {{ font-style: normal; color: var(--dl-mute); }}
.dl-key {{ display: flex; flex-wrap: wrap; gap: .3rem 1.05rem; font-size: .87rem; color: var(--dl-mute); align-items: center; }}
.dl-key span {{ display: inline-flex; align-items: center; gap: .38rem; white-space: nowrap; }}
.dl-key .gap {{ width: 1px; height: 1rem; background: var(--dl-rule); }}
.dl-dateline {{ font-size: .87rem; color: var(--dl-mute); display: flex; flex-wrap: wrap; gap: .1rem .55rem; align-items: center; }}
.dl-dateline b {{ color: var(--dl-accent); font-weight: 600; }}
.dl h2.dl-title {{ font: 600 1.6rem/1.2 var(--dl-serif); letter-spacing: -.012em; margin: .3rem 0 0; padding: 0; max-width: 34rem; text-wrap: balance; }}
.dl h2.dl-section {{ font: 600 1.13rem/1.3 var(--dl-serif); margin: .9rem 0 .2rem; padding: 0; }}
.dl h3, .dl h2.dl-part {{ font: 600 .87rem/1.3 var(--font, inherit); font-family: inherit; color: var(--dl-mute); margin: 0 0 .45rem; padding: 0; }}
.dl-date {{ font: 600 1.35rem/1.2 var(--dl-serif); margin: 0; }}
.dl ul.dl-why {{ list-style: none; margin: .6rem 0 0 .3rem !important; padding: 0 !important; border-left: 1px solid var(--dl-rule); }}
.dl ul.dl-why li {{ position: relative; padding: 0 0 .55rem .9rem !important; margin: 0 !important; line-height: 1.4; font-size: .93rem; }}
.dl ul.dl-why li::before {{ content: ""; position: absolute; left: -3.5px; top: .5em; width: 6px; height: 6px; border-radius: 50%; background: var(--dl-faint); }}
.dl ul.dl-why li:last-child {{ padding-bottom: 0 !important; }}
.dl ul.dl-why li:last-child::before {{ background: var(--dl-accent); }}
.dl dl.dl-facts {{ display: grid; grid-template-columns: 5.2rem 1fr; gap: .3rem .8rem; margin: 0 !important; padding: 0; font-size: .93rem; }}
.dl .dl-facts dt {{ color: var(--dl-mute); font-weight: 400; margin: 0; }}
.dl .dl-facts dd {{ margin: 0 !important; }}
.dl-src {{ border-top: 1px solid var(--dl-rule); padding: .7rem 0 .9rem; }}
.dl-src:first-of-type {{ border-top: 0; padding-top: 0; }}
.dl-src header {{ display: flex; flex-wrap: wrap; gap: 0 .6rem; font-size: .87rem; align-items: baseline; }}
.dl-src header b {{ font-weight: 600; font-size: .95rem; }}
.dl a {{ color: var(--dl-accent); text-underline-offset: .18em; }}
.dl a:focus-visible {{ outline: 2px solid var(--dl-accent); outline-offset: 2px; }}
.dl-quote {{ font: 400 1.02rem/1.5 var(--dl-serif); color: var(--dl-mute); margin: .25rem 0 0 !important; max-width: 38rem; }}
.dl-quote + .dl-quote {{ margin-top: .6rem !important; }}
.dl mark {{ background: var(--dl-marker); color: var(--dl-ink); padding: .08em 0; box-decoration-break: clone; -webkit-box-decoration-break: clone; }}
.dl mark.soft {{ background: var(--dl-marker-soft); }}
.dl u.when {{ text-decoration: underline 2px; text-underline-offset: .18em; text-decoration-color: var(--dl-accent); }}
.dl b.did {{ font-weight: 700; color: var(--dl-ink); }}
.dl-says {{ font-size: .87rem; color: var(--dl-mute); margin: .1rem 0 .55rem !important; }}
.dl summary {{ cursor: pointer; color: var(--dl-accent); font-size: .93rem; padding: .3rem 0; }}
.dl summary:focus-visible, .dl u.when:focus-visible {{ outline: 2px solid var(--dl-accent); outline-offset: 2px; }}
.dl u.when[title] {{ position: relative; }}
.dl u.when[title]:focus-visible::after {{ content: attr(title); position: absolute; left: 0; top: 1.5em; z-index: 9; width: max-content; max-width: 19rem;
  font: 400 .82rem/1.35 "Source Sans", sans-serif; color: var(--dl-ink); background: var(--dl-paper); border: 1px solid var(--dl-faint); padding: .25rem .5rem; }}
.dl u.who {{ text-decoration: underline 1px dotted; text-underline-offset: .22em; text-decoration-color: var(--dl-mute); }}
.dl-read {{ font: 400 1.1rem/1.62 var(--dl-serif); max-width: 36rem; }}
.dl-read p {{ margin: 0 0 .9em; }}
.dl-read sup {{ font: 600 .68rem/1 "Source Sans", sans-serif; color: var(--dl-mute); margin-left: .15em; }}
.dl-scroll {{ overflow-x: auto; }}
.dl table {{ border-collapse: collapse; font-size: .93rem; width: 100%; }}
.dl th {{ text-align: left; white-space: nowrap; font-weight: 400; color: var(--dl-mute); font-size: .87rem; padding: .28rem .9rem .28rem 0; border: 0; border-bottom: 1px solid var(--dl-rule); vertical-align: bottom; }}
.dl td {{ padding: .3rem .9rem .3rem 0; border: 0; border-bottom: 1px solid var(--dl-rule); vertical-align: top; }}
.dl table.dl-compare {{ table-layout: fixed; min-width: calc(6rem * var(--columns, 4)); }}
.dl table.dl-compare th {{ white-space: normal; overflow-wrap: anywhere; }}
.dl table.dl-answers {{ table-layout: fixed; min-width: 24rem; }}
.dl .dl-answers th {{ white-space: normal; vertical-align: top; overflow-wrap: anywhere; }}
.dl .dl-answers td, .dl .dl-answers th[rowspan] {{ border-bottom: 0; padding-top: .3rem; }}
.dl .dl-answers tr:has(th[rowspan]) > * {{ border-top: 1px solid var(--dl-rule); }}
.dl .dl-answers thead th:last-child {{ width: 48%; }}
.dl td.num {{ text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }}
.dl td.date {{ color: var(--dl-mute); white-space: nowrap; }}
.dl tr:last-child td, .dl tr:last-child th {{ border-bottom: 0; }}
.dl thead tr:last-child th {{ border-bottom: 1px solid var(--dl-rule); }}
.dl td.odd {{ font-weight: 600; }}
.dl td.odd::before {{ content: "≠ "; color: var(--dl-accent); }}
.dl-note {{ border-left: 2px solid var(--dl-accent); padding: .1rem 0 .1rem .8rem; font-size: .93rem; max-width: 46rem; }}
.dl pre.dl-pointed {{ font: .87rem/1.25 "Source Code", monospace; margin: 0 0 .3rem; padding: .3rem .5rem; background: var(--dl-paper); color: var(--dl-ink); border-left: 2px solid var(--dl-accent); white-space: pre; overflow: hidden; }}
.dl-sign {{ position: relative; display: inline-block; flex: none; width: 14px; height: 14px; vertical-align: -2px; }}
.dl-sign::before {{ content: ""; position: absolute; inset: 2px; box-sizing: border-box; background: var(--hue); border: 2px solid var(--hue); border-radius: 50%; }}
.dl-sign.claimed::before {{ border-radius: 0; transform: rotate(45deg); inset: 2.5px; }}
.dl-sign.hollow::before {{ background: var(--dl-paper); }}
.dl-sign.planned::before {{ border: 0; border-radius: 0; inset: 1px 1px 1px 2px; clip-path: polygon(0 0, 100% 50%, 0 100%); background: var(--hue); }}
.dl-sign.denied::before {{ border: 0; border-radius: 0; inset: 1.5px; background: var(--hue); clip-path: polygon(22% 0, 50% 28%, 78% 0, 100% 22%, 72% 50%, 100% 78%, 78% 100%, 50% 72%, 22% 100%, 0 78%, 28% 50%, 0 22%); }}
.dl-sign.square::before {{ border-radius: 0; inset: 1px; }}
.dl-badge {{ display: inline-block; flex: none; width: 1.15rem; height: 1.15rem; line-height: 1.15rem; text-align: center; background: var(--hue); color: var(--dl-paper); font: 700 .75rem/1.15rem "Source Sans", sans-serif; font-style: normal; }}
.dl-sign.bracket {{ width: 20px; }}
.dl-sign.bracket::before {{ inset: 3px 6px; }}
.dl-sign.bracket::after {{ content: ""; position: absolute; inset: 0; border: 1.4px solid var(--dl-ink); border-width: 0 1.4px;
  background: linear-gradient(var(--dl-ink) 0 0) 0 0/3px 1.4px, linear-gradient(var(--dl-ink) 0 0) 100% 0/3px 1.4px, linear-gradient(var(--dl-ink) 0 0) 0 100%/3px 1.4px, linear-gradient(var(--dl-ink) 0 0) 100% 100%/3px 1.4px; background-repeat: no-repeat; }}
.dl-sign.bar {{ width: 36px; background: linear-gradient(90deg, transparent, color-mix(in srgb, var(--hue) 45%, transparent) 25% 75%, transparent) 0 50%/100% 7px no-repeat; }}
.dl-sign.bar::before {{ inset: 2px 13px; }}
[class*="st-key-held"] {{ display: none; }}
.st-key-related button, .st-key-told_here button {{ min-height: 1.5rem; padding: 0; text-align: left; }}
.st-key-related button p, .st-key-told_here button p {{ color: var(--dl-accent); text-align: left; }}
.st-key-related [data-testid=stHtml] {{ margin-bottom: .55rem; }}
[data-testid=stLayoutWrapper]:has(> .st-key-foot) {{ order: 1; margin-top: 1.5rem; }}
.st-key-help {{ gap: .2rem; margin-top: .6rem; }}
[role=radiogroup] button[data-selected=true] p {{ color: var(--dl-accent); }}  /* Streamlit’s own is too faint in the dark */
:is(.st-key-picture, .st-key-where):has(.dl-live:not([data-drawn])) {{ min-height: 44rem; background: repeating-linear-gradient(var(--dl-rule) 0 1px, transparent 1px 36px) 0 10rem/100% 32rem no-repeat; }}  /* room for a picture on its way */
[data-testid=stMultiSelect] button[aria-label="Clear all"] {{ min-width: 24px; min-height: 24px; }}  /* else too small to hit */
[data-testid=stCode] .token {{ color: inherit; }}
@media (max-width: 640px) {{ .dl h2.dl-title {{ font-size: 1.4rem; }} .dl h1.dl-head {{ font-size: 1.6rem; }} .dl-key .gap {{ display: none; }} }}
</style>"""


def safe(text: object) -> str:
    """Any text as HTML that can only be read."""
    return html.escape(_UNSEEN.sub("", str(text)))


def as_label(text: str) -> str:
    """Text of articles as the words of a button, where Streamlit reads Markdown: no picture, no link, no sign of it."""
    return re.sub(r"([\\`*_{}\[\]()#+.!:$~<>|&-])", r"\\\1", _UNSEEN.sub("", " ".join(text.split())))


def show(body: str) -> None:
    """Put HTML of ours on the page; whatever came from outside must have passed `safe`."""
    st.html(f'<div class="dl">{body}</div>')


def current_look() -> Look:
    """The colours of the theme that the reader sees."""
    return look(seen_theme() or st.context.theme.type)


def sign(
    group: str | None = None, status: str = "reported", hollow: bool = False, bracket: bool = False, shape: str = ""
) -> str:
    """The chart's sign in CSS (`st.html` drops inline SVG), so that legend, panel and chart speak alike."""
    hue = f"light-dark({LIGHT.kind[group]}, {DARK.kind[group]})" if group else "var(--dl-mute)"
    classes = " ".join(c for c in ("dl-sign", status, "hollow" * hollow, "bracket" * bracket, shape) if c)
    return f'<i class="{classes}" style="--hue:{hue}" aria-hidden="true"></i>'


def badge(kind: str, letter: str) -> str:
    """What kind of outlet: a letter on its colour; the words stand beside it or in its title."""
    hue = f"light-dark({LIGHT.outlet[kind]}, {DARK.outlet[kind]})"
    return f'<i class="dl-badge" style="--hue:{hue}" title="{safe(kind or NO_KIND)}" aria-hidden="true">{letter}</i>'


def key_of_signs(groups: set[str], statuses: set[str]) -> None:
    """Colour says what kind; shape says who vouches; fill and brackets say how sure the date is."""
    colours = "".join(f"<span>{sign(g)}{safe(GROUPS[g])}</span>" for g in GROUPS if g in groups)
    shapes = "".join(f"<span>{sign(None, s)}{safe(words)}</span>" for s, (_, words) in STATUS.items() if s in statuses)
    dates = (
        f"<span>{sign(None, hollow=True, shape='bar')}{say.IN_MONTH}</span><span>{sign(None, hollow=True)}{say.NOT_THAT_DAY}</span>"
        f"<span>{sign(None, bracket=True)}{say.ANSWERS}</span>"
    )
    gap = '<span class="gap"></span>'
    show(
        f'<div class="dl-key" style="margin-bottom:.35rem">{colours}</div><div class="dl-key">{shapes}{gap}{dates}</div>'
    )
