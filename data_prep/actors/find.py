"""Text -> ActorMention: who and what is named, and where, in one article.

Enters: an article's text and its sentences. Leaves: mentions sorted by start, not overlapping. People are named in full
here ("Otieno" of this article becomes "Grace Otieno"); joining across articles is `resolve.py`'s. It refuses to
guess: a surname that two people share, or a title that fits two, names nobody.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from data_prep.actors.bodies import read_acronyms
from data_prep.actors.coreference import find_unnamed_officials, name_people_in_full, resolve_titles, share_countries
from data_prep.actors.known import read_known_names
from data_prep.actors.leaders import read_led, read_owners
from data_prep.actors.lexicon import (
    Known,
    find_known,
    name_words,
)
from data_prep.actors.names import split_name
from data_prep.actors.runs import read_runs
from data_prep.actors.text import LOCK, Marks, TextView
from data_prep.records import ActorMention, Sentence


def find_mentions(text: str, sentences: Sequence[Sentence]) -> list[ActorMention]:
    """All mentions of one article."""
    locked = _find_known(text)
    masked = _blank(text, locked)
    lowered = frozenset(re.findall(r"(?<![\w’'-])[a-z][a-z]+", text))
    view = TextView(text, sentences, masked, lowered)
    runs = read_runs(view, locked)
    families = {split_name(p.name)[1] for p in runs.people if " " in p.name}
    bearers = {(s, e) for s, e, _ in locked if text[s:e] in families}  # "Lima stayed", where an Ana Lima is named
    runs.people += [ActorMention(s, e, text[s:e], text[s:e], "person", "family name") for s, e in sorted(bearers)]
    locked = [row for row in locked if row[:2] not in bearers]
    known = read_known_names(view, locked, runs.titles + [(m.start, m.end) for m in runs.bodies])
    short = _read_short(text, [*runs.bodies, *known])
    mentions = name_people_in_full(view, _drop_overlaps([*short, *runs.bodies, *runs.people, *known], len(text)))
    mentions += resolve_titles(view, mentions, runs.titles)
    mentions += find_unnamed_officials(view, mentions, runs.titles)
    mentions = read_owners(text, share_countries(_drop_overlaps(mentions, len(text))))
    return _drop_overlaps(read_led(text, mentions), len(text))


def _read_short(text: str, found: list[ActorMention]) -> list[ActorMention]:
    """The acronyms that brackets introduce, wherever they stand, and the names they are short for."""
    mentions = []
    for short, (of, (start, end)) in read_acronyms(text, found).items():
        mentions.append(replace(of, start=start, end=end, text=text[start:end]))
        why = f"short for {of.name}: introduced in brackets"
        mentions += [
            replace(of, start=match.start(), end=match.end(), text=short, why=why, title=None)
            for match in re.finditer(rf"(?<![\w’'-]){re.escape(short)}(?!\w)", text)
        ]
    return mentions


def _find_known(text: str) -> list[tuple[int, int, Known]]:
    return [row for row in find_known(text) if not _follows_given_name(text, row[0], row[2])]


def _follows_given_name(text: str, start: int, known: Known) -> bool:
    """ "Ana Lima", "Michael Jordan": behind a given name a city's or a state's name is a family name."""
    if known.form not in ("capital", "city", "name") or not text.endswith(" ", 0, start):
        return False
    before = re.search(r"([A-Z][\w-]+) $", text[max(0, start - 24) : start])
    return before is not None and (before[1] in name_words()["given"] or before[1] in name_words()["given_wide"])


def _blank(text: str, spans: Sequence[tuple[int, int, Known]]) -> str:
    out, at = [], 0
    for start, end, _ in spans:
        out += [text[at:start], LOCK * (end - start)]
        at = end
    return "".join([*out, text[at:]])


def _drop_overlaps(mentions: list[ActorMention], length: int) -> list[ActorMention]:
    """Longest first, people and bodies before words that only say whose; then in order of the text."""
    marks, kept = Marks(length), []
    for m in sorted(mentions, key=lambda m: (m.type == "modifier", m.start - m.end, m.start)):
        if marks.is_free(m.start, m.end):
            marks.take(m.start, m.end)
            kept.append(m)
    return sorted(kept, key=lambda m: m.start)
