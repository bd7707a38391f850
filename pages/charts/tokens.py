"""The look in numbers: colours, type, sizes. Charts and HTML parts read them here and nowhere else.

Enters: nothing. Leaves: `Look` for light and dark. Contrasts with the paper: ink 15, mute 6, accent 6.7 (dark 8.4); the
hues of the kinds differ in lightness as well, so that they stay apart for colour-blind readers, and colour is never the
only sign: kind is also written in the hover, the panel and the table.
"""

from dataclasses import dataclass

from data_prep.saying import GROUPS, VOUCHED, group_of, kind_label

__all__ = ["DARK", "GROUPS", "LIGHT", "STATUS", "Look", "group_of", "kind_label", "look", "rgb"]

SANS = "Source Sans, Source Sans Pro, sans-serif"
LANE = 25.0  # px from lane to lane
ROW = 17.0  # px from label to label
SIGN = 10.0  # px, a day's mark
SHELF = 54  # px, the shelf of undated events

_SYMBOLS = {"reported": "circle", "claimed": "diamond", "planned": "triangle-right", "denied": "x"}
STATUS = {  # shape says who vouches for it: Plotly's symbol, and the words
    status: (symbol, VOUCHED[status]) for status, symbol in _SYMBOLS.items()
}


_OUTLETS = {  # kind of outlet: its letter, its colour in light and in dark, each 4.5:1 at least, for a letter stands on it
    "wire": ("W", "#1F6F8B", "#6CC3DE"),
    "newspaper": ("N", "#3F4E8C", "#A3B1F2"),
    "broadcaster": ("B", "#7A4B9E", "#CBA3EA"),
    "magazine": ("M", "#A23B7B", "#F090C4"),
    "state media": ("S", "#A8323A", "#FF8A85"),
    "official": ("O", "#8A5A12", "#E3B064"),
    "blog": ("L", "#3D7A3D", "#8CCB83"),
    "": ("?", "#5F6765", "#A3ABA7"),  # not known
}
TOLD = {  # who tells of an event: Plotly's symbol, whether it is filled
    "first": ("square", True),
    "tied": ("square", True),
    "perhaps": ("square", False),
    "later": ("square", False),
    "alone": ("circle", True),
}


@dataclass(frozen=True, slots=True)
class Look:
    """One theme's colours; `kind` is by group."""

    paper: str
    wash: str
    ink: str
    mute: str  # second text, 4.5:1 at least
    faint: str  # marks without text, 3:1 at least
    rule: str  # hairlines
    accent: str  # what is selected
    marker: str  # evidence
    marker_soft: str
    density: str
    kind: dict[str, str]
    outlet: dict[str, str]  # by kind of outlet


def _kinds(*hues: str) -> dict[str, str]:
    return dict(zip(GROUPS, hues, strict=True))


LIGHT = Look(
    paper="#FCFCFA",
    wash="#F1F3F0",
    ink="#1B2224",
    mute="#58625F",
    faint="#87908C",
    rule="#DDE2DE",
    accent="#B0124F",
    marker="#FFEDB0",
    marker_soft="#FFF7DC",
    density="#C3CCC7",
    kind=_kinds("#2B62D9", "#0B9A8D", "#17425C", "#7A5A00", "#E2592C", "#A046AD", "#5F6765"),
    outlet={kind: light for kind, (_, light, _) in _OUTLETS.items()},
)
DARK = Look(
    paper="#14181A",
    wash="#1D2326",
    ink="#E8EAE6",
    mute="#A3ABA7",
    faint="#727B79",
    rule="#2C3336",
    accent="#FF8FB2",
    marker="#4B400F",
    marker_soft="#2B2714",
    density="#465053",
    kind=_kinds("#6EA5FF", "#2FD6A8", "#CFE6F5", "#F2BC3D", "#D9512F", "#B063D6", "#7F8A87"),
    outlet={kind: dark for kind, (_, _, dark) in _OUTLETS.items()},
)


def look(theme: str | None) -> Look:
    """The colours of a theme; light unless it says "dark"."""
    return DARK if theme == "dark" else LIGHT


def outlet_sign(kind: str | None) -> tuple[str, str]:
    """A kind of outlet as `Look.outlet` knows it, and its letter."""
    known = kind if kind in _OUTLETS else ""
    return known or "", _OUTLETS[known or ""][0]


def rgb(hue: str) -> str:
    """The beginning of a colour that can be seen through: what follows is how far."""
    return f"rgba({int(hue[1:3], 16)},{int(hue[3:5], 16)},{int(hue[5:], 16)},"
