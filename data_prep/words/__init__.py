"""Words are data: one YAML file a subject, each explained by its head. `read_words` is the only way to them."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def read_words(name: str) -> dict[str, Any]:
    """The content of `words/<name>.yml`, read once a process."""
    content = (files(__package__) / f"{name}.yml").read_text(encoding="utf-8")
    words = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(words, dict):
        raise ValueError(f"words/{name}.yml: a mapping is expected, found {type(words).__name__}")
    switches = [path for path, leaf in _leaves(words, name) if isinstance(leaf, bool)]
    if switches:
        raise ValueError(
            f"words/{name}.yml: {switches[0]}: YAML reads on, off, yes and no as true or false; put the word in quotes"
        )
    return words


@cache
def read_lines(name: str) -> frozenset[str]:
    """The words of `words/<name>`, a line a word; lines that begin with # explain."""
    lines = (files(__package__) / name).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def word_set(name: str, field: str) -> frozenset[str]:
    """The list `field` of `words/<name>.yml` as a set: for what is asked of every word."""
    return frozenset(read_words(name)[field])


def _leaves(node: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every value that is no list and no mapping, and where it stands."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield (path, key)
            yield from _leaves(value, f"{path}/{key}")
    elif isinstance(node, list):
        for value in node:
            yield from _leaves(value, path)
    else:
        yield path, node
