"""From news articles to a dated, sourced event table. `from data_prep import build_timeline` is the library; read `build.py` first."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from data_prep.build import build_timeline

__all__ = ["build_timeline"]


def __getattr__(name: str) -> Any:
    """`build_timeline`, imported when it is first asked for: the words and tables behind it take a moment."""
    if name == "build_timeline":
        from data_prep.build import build_timeline

        return build_timeline
    raise AttributeError(f"module 'data_prep' has no attribute {name!r}; there is build_timeline")
