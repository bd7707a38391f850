"""How pages are fetched, and how a page that was not fetched is told.

Enters: nothing. Leaves: the records that `fetch.py`, `transfer.py`, `robots.py` and `kept.py` share.
"""

import os
from dataclasses import dataclass, field

from data_prep.articles.sources import LARGEST

REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Manners:
    """How pages are fetched: times in seconds, sizes in bytes. `contact` is told to servers: a page or a mail address."""

    allow_private: bool = False
    contact: str = field(default_factory=lambda: os.environ.get("DATELINE_CONTACT", ""))
    largest: int = LARGEST
    connect: float = 10
    read: float = 20
    total: float = 60  # of one page, with its redirects and further tries, without the pauses
    pause: float = 1
    redirects: int = 5
    retries: int = 2


class FetchError(Exception):
    """A page that was not read: what was found, and what is accepted or the way out. `lasting` ones need no new try."""

    def __init__(self, found: str, accepted: str = "", *, status: int = 0, lasting: bool = False) -> None:
        super().__init__(f"{found}. {accepted}" if accepted else found)
        self.found, self.accepted, self.status, self.lasting = found, accepted, status, lasting
