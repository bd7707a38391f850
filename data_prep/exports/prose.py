"""A timeline as Markdown, to be read and to be pasted: a list by date, or the story in N dates.

Enters: a `Cargo`, a file. Leaves: the file written. Texts are other people's: whatever in them Markdown would take for a sign is escaped, so that no
picture is fetched and no link leads elsewhere than its words say.
"""

import re
from dataclasses import replace
from typing import BinaryIO

from data_prep.exports.cargo import About, Cargo, Entry, Evidence
from data_prep.saying import VOUCHED, date_words
from data_prep.story_told import story_of

_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#!|~$])")
_STARTS = re.compile(r"^(\d*)([-+.)])")  # what would begin a list at the head of a line


def write_markdown(cargo: Cargo, file: BinaryIO) -> About:
    """Year by year, each event with its sentences and their sources."""
    if cargo.dates:
        return _write_story(cargo, file, cargo.dates)
    about = cargo.about
    head = "".join(f"{plain(line)}  \n" for line in about.lines())
    file.write(f"# {plain(about.title)}\n\n{head}".encode())
    year: str | None = None
    for entry in cargo.entries():
        known = entry.first or entry.last
        now = str(known.year) if known else "Without a date"
        if now != year:
            file.write(f"\n## {now}\n\n".encode())
            year = now
        file.write(_item(entry).encode())
    return about


def _write_story(cargo: Cargo, file: BinaryIO, n: int) -> About:
    """The days that matter most, each with a sentence and who tells of it."""
    told = story_of(cargo.timeline, cargo.shown, n)
    about = replace(cargo.about, left_out=(*cargo.left_out, f"Of these, the {len(told)} dates that matter most."))
    lines = [f"# {plain(about.title)}", "", *(f"{plain(line)}  " for line in about.lines()), ""]
    for date in told:
        words = f"“{plain(date.sentence)}” — {plain(date.source)}" if date.sentence else plain(date.title)
        also = [outlet for outlet in date.outlets if outlet != date.source]
        lines.append(
            f"- **{plain(date_words(date.edtf))}**: {words}" + (f"; also {plain(', '.join(also))}" if also else "")
        )
    file.write("\n".join([*lines, ""]).encode())
    return about


def _item(entry: Entry) -> str:
    vouched = "" if entry["status"] == "reported" else f" ({VOUCHED[entry['status']]})"
    told = "".join(f"  - “{plain(sentence)}” — {cited(s)}\n" for s in entry.sources for sentence, *_ in s.sentences)
    return f"- **{plain(entry.words)}**: {plain(entry['title'])}{vouched}\n{told}"


def cited(source: Evidence) -> str:
    """A source with its link and its day."""
    name = (
        f"[{plain(source.name)}](<{source.link.replace('<', '%3C').replace('>', '%3E')}>)"
        if source.link
        else plain(source.name)
    )
    return f"{name}, {plain(date_words(source.published))}" if source.published else name


def plain(text: str) -> str:
    """Words on one line that Markdown takes as they are."""
    return _STARTS.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", " ".join(text.split())))
