"""The list of feeds that `dateline watch` reads: a YAML file that a person writes.

Enters: the file. Leaves: `Feed` records. Refuses, with a `FeedListError` that names file, line and what is accepted: whatever
is not a list of addresses, or of `{url, outlet}`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from data_prep.articles.addresses import read_address, without_password

_LARGEST = 1_000_000  # bytes
_ACCEPTED = (
    "Accepted: a list with an address on each line, as `- https://www.example.com/feed.xml`, or `- {url: …, outlet: …}`"
)


class FeedListError(Exception):
    """A list of feeds that cannot be used; its text names the file, the line and what is accepted."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to watch, and its outlet's name if a person gave it."""

    url: str
    outlet: str = ""


def read_feed_list(file: Path) -> list[Feed]:
    """The feeds of a list, each once. Raises FeedListError."""
    try:
        if file.stat().st_size > _LARGEST:
            raise FeedListError(f"{file}: more than {_LARGEST:,} bytes. {_ACCEPTED}")
        node = yaml.compose(file.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror or error if isinstance(error, OSError) else "text that is not UTF-8"
        raise FeedListError(f"{file}: it cannot be read ({why}). {_ACCEPTED}") from None
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark else ""
        why = getattr(error, "problem", None) or "nested too deep"
        raise FeedListError(f"{file}{place}: no YAML ({why}). {_ACCEPTED}") from None
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        found = "nothing" if node is None or not node.value else "no list"
        raise FeedListError(f"{file}: {found}. {_ACCEPTED}")
    feeds: dict[str, Feed] = {}
    for entry in node.value:
        feed = _read_entry(entry, file)
        feeds.setdefault(feed.url, feed)
    return list(feeds.values())


def _read_entry(node: yaml.Node, file: Path) -> Feed:
    fields = {"url": node} if isinstance(node, yaml.ScalarNode) else dict(_pairs(node, file))
    if "url" not in fields:
        raise _wrong(node, file, "an entry without `url`")
    for name, value in fields.items():
        if not isinstance(value, yaml.ScalarNode):
            raise _wrong(value, file, f"`{name}` that is not one line of text")
    try:
        address = read_address(str(fields["url"].value))
    except ValueError as error:
        shown = without_password(fields["url"].value)[:80] or "nothing"
        raise _wrong(fields["url"], file, f"{error}: {shown}") from None
    return Feed(address.url, " ".join(str(fields["outlet"].value).split()) if "outlet" in fields else "")


def _pairs(node: yaml.Node, file: Path) -> Iterator[tuple[str, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(node, file, "a list within the list")
    for key, value in node.value:
        if key.value not in ("url", "outlet"):
            raise _wrong(key, file, f"a field `{str(key.value)[:40]}`")
        yield key.value, value


def _wrong(node: yaml.Node, file: Path, found: str) -> FeedListError:
    return FeedListError(f"{file}, line {node.start_mark.line + 1}: {found}. {_ACCEPTED}")
