"""Work for engines to do: some of it well, some of it badly."""

import os
import signal
import time
from pathlib import Path
from unittest import mock

from data_prep import units
from data_prep.mining import Reading, read_article
from data_prep.records import Article
from data_prep.units import Batch, Done


def double(n: int) -> int:
    return 2 * n


def double_slowly(n: int) -> int:
    time.sleep(0.05)
    return 2 * n


def halve_even(n: int) -> int:
    if n % 2:
        raise ValueError(f"{n} is odd")
    return n // 2


def end_at_seven(n: int) -> int:
    """One item ends whatever works on it."""
    if n == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * n


def end_once(at: tuple[int, str]) -> int:
    """One item ends the first worker that meets it, by chance as it were."""
    n, mark = at
    if n == 3 and not Path(mark).exists():
        Path(mark).touch()
        os._exit(5)
    return 2 * n


def tell_process(n: int) -> int:
    time.sleep(0.02)
    return os.getpid()


def say(n: int) -> int:
    print("a library that prints")
    os.write(1, b"and one that writes")
    return n


def give_back_a_function(n: int):
    return lambda: n


POISON = {"raises": RecursionError, "fills": MemoryError}
LONGEST = 4  # seconds for an article


def read_units_with_poison(batch: Batch) -> Done:
    """As `units.read_units`, but that some words in an article are poison to what mines it."""

    def mine(article: Article) -> Reading:
        for word, error in POISON.items():
            if f"poison {word}" in article.text:
                raise error
        if "poison ends" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        while "poison lasts" in article.text:
            time.sleep(0.01)
        return read_article(article)

    with mock.patch.multiple(units, read_article=mine, LONGEST=LONGEST):
        return units.read_units(batch)
