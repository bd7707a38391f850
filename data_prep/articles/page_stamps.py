"""The dates that a web page shows in short texts of their own: where they stand and what their labels say.

Enters: the page's tree, its title and how its article begins. Leaves: `Stamp` records, those nearest to the headline first.
Refuses nothing; dates in running text, in lists of other articles and in comments are passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from data_prep.articles.furniture import count_words, is_prose, same_words
from data_prep.articles.page_days import find_days
from data_prep.words import read_words

LONGEST_STAMP = 120  # characters
HIDDEN = frozenset(("script", "style", "noscript", "template", "option", "head", "svg", "iframe"))
_MOST_BESIDE = 10  # words beside a stamp's date
_BEFORE, _AFTER = 200, 800  # characters of visible text around a headline within which a stamp is the article's
_ELSEWHERE = frozenset(("nav", "aside", "footer", "figure", "figcaption", "blockquote"))
_FEWEST_LETTERS = 8  # of a headline that is to be found on the page


@dataclass(frozen=True, slots=True)
class Stamp:
    """A short text with a date: how far behind the headline it stands (characters), what its label says."""

    day: date
    text: str
    distance: int | None
    label: str  # "published", "updated", ""


def find_stamps(tree: Any, title: str, opening: str, language: str) -> list[Stamp]:
    """Short visible texts with a full date, those nearest behind the headline first."""
    stamps: list[Stamp] = []
    headlines: list[int] = []
    openings: list[int] = []
    around: set[Any] = set()  # boxes that hold the article
    heads: set[Any] = set()
    at, placed = 0, []
    skipped: set[Any] = set()
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.getparent() in skipped or element.tag in HIDDEN:
            skipped.add(element)
            at += len((element.tail or "").strip())
            continue
        if element.tag in ("h1", "h2", "h3") and _is_headline(" ".join(element.itertext()), title):
            headlines.append(at)
            heads.add(element)
            around.update(element.iterancestors())
        elif opening and " ".join((element.text or "")[:200].split()).startswith(opening):
            openings.append(at)
            around.update(element.iterancestors())
        if not any(e in heads for e in (element, element.getparent())) and (text := _short_text(element)):
            placed.append((at, element, text))
        at += len((element.text or "").strip()) + len((element.tail or "").strip())
    anchors = headlines or [place - LONGEST_STAMP for place in openings[:1]]
    for place, element, text in placed:
        for label, day in _read_stamp(text, element, language, around):
            near = [place - h for h in anchors if -_BEFORE <= place - h <= _AFTER]
            distance = min(near, key=_far, default=None)
            stamps.append(Stamp(day, text, distance, label))
    return sorted(stamps, key=lambda s: _far(s.distance) if s.distance is not None else at + _AFTER)


def _far(distance: int) -> int:
    """How far from the headline; what stands before it counts for more, since it may be the page's."""
    return distance if distance >= 0 else -4 * distance


def _is_headline(text: str, title: str) -> bool:
    words, wanted = same_words(text), same_words(title)
    return len(words) >= _FEWEST_LETTERS and bool(wanted) and (words in wanted or wanted in words)


def _short_text(element: Any) -> str:
    """The words of an element that holds no further boxes, "" where it does or they are many."""
    if len(element) > 8 or any(len(child) > 1 for child in element):
        return ""
    if element.text and len(element.text) > 10 * LONGEST_STAMP:
        return ""
    text = " ".join(" ".join(element.itertext()).split())
    return text if 6 <= len(text) <= LONGEST_STAMP else ""


def _read_stamp(text: str, element: Any, language: str, around: set[Any]) -> Iterator[tuple[str, date]]:
    """The dates in a text that is little more than them, each with what the words before it say."""
    found = find_days(text, language)
    if (
        not found
        or is_prose(text)
        or count_words(text) - 3 * len(found) > _MOST_BESIDE
        or _is_elsewhere(element, around)
    ):
        return
    updated, published = _labels()
    begun, marked = 0, _marks_of(element)
    for one in found:
        before = text[begun : one.start].casefold()
        begun = one.end
        label = "updated" if updated.search(before) else "published" if published.search(before) else marked
        yield label, one.day


def _marks_of(element: Any) -> str:
    """What an element's own mark-up says of its date."""
    marks = f"{element.get('itemprop') or ''} {element.get('class') or ''}".casefold()
    if "publish" in marks:
        return "published"
    return "updated" if "modified" in marks or "updated" in marks else ""


def _is_elsewhere(element: Any, around: set[Any]) -> bool:
    """Whether it stands in a part of the page that is not the article's: a menu, a list of others, comments."""
    for box in (element, *element.iterancestors()):
        if box in around:
            return False
        named = f"{box.get('class') or ''} {box.get('id') or ''}".casefold()
        if box.tag in _ELSEWHERE or any(part in named for part in read_words("pages")["aside"]):
            return True
    return False


@cache
def _labels() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = read_words("pages")
    updated, published = ("|".join(map(re.escape, words[name])) for name in ("updated", "published"))
    return re.compile(rf"(?<!\w)(?:{updated})"), re.compile(rf"(?<!\w)(?:{published})")
