"""Dates of publication of a web page."""
from collections.abc import Sequence
from typing import Any
from data_prep.articles.sources import FoundDate
from data_prep.edtf import parse_edtf


def find_page_dates(tree: Any, url: str | None, lines: Sequence[str], guessed: str | None) -> list[FoundDate]:
    return [FoundDate(parse_edtf(guessed), "metadata", "htmldate")] if guessed else []
