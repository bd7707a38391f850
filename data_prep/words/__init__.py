"""Words are data: one YAML file a subject, each explained by its head. `read_words` is the only way to them."""

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
    return words
