"""Tag a folder of texts, for a scorer of time expressions: `python -m benchmarks.timex --texts DIR --out PRED.jsonl`.

Enters: DIR/docs.jsonl, a line `{"doc", "dct"}` a document with its day of writing or null, and DIR/<doc>.txt (UTF-8).
Leaves: PRED.jsonl, a line `{"doc", "start", "end", "text", "type", "value"}` an expression, and the speed on standard error.
Refuses: a folder without docs.jsonl, a line or a date that cannot be read, with its place.
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from data_prep.edtf import parse_edtf
from data_prep.timex import find_timexes


def read_documents(folder: Path) -> Iterator[tuple[str, str | None, str]]:
    """(document, day of writing or None, text). Raises ValueError with the place of what cannot be read."""
    index = folder / "docs.jsonl"
    if not index.is_file():
        raise ValueError(f"{index}: not there; it lists the documents, one {{'doc', 'dct'}} a line")
    for number, line in enumerate(index.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            name, dct = row["doc"], row["dct"]
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(
                f"{index}:{number}: {error}; a line is {{'doc': name, 'dct': 'YYYY-MM-DD' or null}}"
            ) from None
        with (folder / f"{name}.txt").open(encoding="utf-8", newline="") as file:
            yield name, dct, file.read()


def as_annotated(value: str) -> str:
    """A value as the TimeBank corpora write it: weeks of one figure without a zero (1998-W8)."""
    return re.sub(r"-W0(\d)", r"-W\1", value)


def main() -> None:
    """Write the predictions for a folder of texts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, required=True, metavar="DIR", help="folder with docs.jsonl and <doc>.txt")
    parser.add_argument("--out", type=Path, required=True, metavar="PRED.jsonl", help="predictions, one a line")
    parser.add_argument("--iso-weeks", action="store_true", help="write 1998-W08, not 1998-W8")
    args = parser.parse_args()
    characters = found = 0
    seconds = 0.0
    try:
        with args.out.open("w", encoding="utf-8") as out:
            for name, dct, text in read_documents(args.texts):
                published = parse_edtf(dct) if dct else None
                begun = time.perf_counter()
                timexes = find_timexes(text, published)
                seconds += time.perf_counter() - begun
                characters, found = characters + len(text), found + len(timexes)
                for timex in timexes:
                    value = timex.value if args.iso_weeks else as_annotated(timex.value)
                    row = {"doc": name, "start": timex.start, "end": timex.end, "text": timex.text}
                    out.write(json.dumps(row | {"type": timex.type, "value": value}, ensure_ascii=False) + "\n")
    except (OSError, ValueError) as error:
        sys.exit(f"error: {error}")
    print(f"{found} expressions in {characters} characters, {characters / 1000 / seconds:.0f} KB/s", file=sys.stderr)


if __name__ == "__main__":
    main()
