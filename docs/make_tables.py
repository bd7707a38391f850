"""Write docs/tables.md from data_prep/tables.py: `python docs/make_tables.py`. A test holds the two together."""

from pathlib import Path

from data_prep.tables import TABLES

HEAD = """# The tables

A timeline is a folder of Parquet files, one per table, with a `manifest.json`. Intervals are half-open days: `date_end` is
the first day after. This page is made from `data_prep/tables.py` by `make docs`.
"""


def describe_tables() -> str:
    """The page as Markdown."""
    parts = [HEAD]
    for name, columns in TABLES.items():
        rows = [
            f"| `{c.name}` | {c.type} | {'yes' if c.nullable else ''} | {_says(c.says, c.accepts)} |" for c in columns
        ]
        parts.append(
            "\n".join([f"## {name}\n", "| column | type | null | what it says |", "|---|---|---|---|", *rows]) + "\n"
        )
    return "\n".join(parts)


def _says(says: str, accepts: tuple[str, ...]) -> str:
    return f"{says}: {', '.join(f'`{a}`' if a else 'empty' for a in accepts)}" if accepts else says


if __name__ == "__main__":
    Path(__file__).with_name("tables.md").write_text(describe_tables(), encoding="utf-8")
