"""YAML front matter off the top of a file.

Enters: a file's text. Leaves: its fields as strings, and the text below. Bad front matter is told through `on_problem`,
and the article is read without it; a text that merely begins with a rule is left whole.
Fields read: title, outlet, outlet_kind, author, url, published (or date, as other tools call it), language, and for a table
columns; others are left alone.
"""

import re

import yaml
from frontmatter.default_handlers import YAMLHandler

from data_prep.articles.calendar_days import read_when
from data_prep.articles.sources import Report, Source
from data_prep.records import Problem, When

FIELDS = ("title", "outlet", "outlet_kind", "author", "url", "published", "language", "columns")
DATES = (
    "published",
    "date",
    "pubdate",
    "publish_date",
    "publishDate",
    "publication_date",
    "date_published",
    "datePublished",
)
LONGEST = 64_000  # characters of front matter; YAML is slow, and a real one is a few lines
_DATES = "Accepted: a date as YYYY-MM-DD, YYYY-MM, YYYY or another EDTF value, or in English as in October 2, 2025"
_READ_ON = "The article was read without it"


def split_front_matter(text: str, path: str, on_problem: Report) -> tuple[dict[str, str], str]:
    """The fields of the front matter (empty where there is none) and the rest of the text."""
    handler = YAMLHandler()
    text = text.lstrip("\ufeff \t\r\n")
    if not handler.detect(text):
        return {}, text
    try:
        block, rest = handler.split(text)
    except ValueError:  # a rule on top and none below
        return {}, text
    if len(block) > LONGEST:
        on_problem(
            Problem(
                path, f"front matter of {len(block):,} characters", f"Accepted: {LONGEST:,}. {_READ_ON}", skipped=False
            )
        )
        return {}, rest
    try:
        fields = handler.load(block, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        on_problem(
            Problem(
                path,
                f"front matter that is not YAML, {_place(error, block)}",
                f"Accepted: `field: value` lines. {_READ_ON}",
                skipped=False,
            )
        )
        return {}, rest
    except RecursionError:
        on_problem(
            Problem(path, "front matter nested too deep", f"Accepted: `field: value` lines. {_READ_ON}", skipped=False)
        )
        return {}, rest
    if not isinstance(fields, dict):
        return {}, text
    return _plain_fields(fields, path, on_problem), rest


def read_sidecar(sidecar: Source, on_problem: Report) -> dict[str, str]:
    """The fields of a sidecar, a YAML file beside an article's; empty, and told, where it is none."""
    try:
        text = sidecar.read(LONGEST).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        found = f"a sidecar that cannot be read ({error})"
        on_problem(Problem(sidecar.path, found, f"Accepted: YAML in UTF-8. {_READ_ON}", skipped=False))
        return {}
    return split_front_matter(f"---\n{text.strip().strip('-')}\n---\n", sidecar.path, on_problem)[0]


def read_published(fields: dict[str, str], path: str, on_problem: Report) -> When | None:
    """The date in the field `published`, None where there is none or it is no date (then told)."""
    value = fields.get("published", "")
    if not value:
        return None
    try:
        return read_when(value)
    except ValueError:
        on_problem(
            Problem(
                path,
                f"the front matter's date `{value[:80]}`, which is no date",
                f"{_DATES}. {_READ_ON}",
                skipped=False,
            )
        )
        return None


def read_language(fields: dict[str, str], path: str, on_problem: Report) -> str | None:
    """The field `language` as an ISO 639 code; None where there is none or it is no such code (then told)."""
    value = fields.get("language", "").split("-")[0].split("_")[0].strip().lower()
    if not value or re.fullmatch(r"[a-z]{2,3}", value):
        return value or None
    found = f"the front matter's `language: {fields['language'][:80]}`"
    accepted = f"Accepted: a code as in ISO 639, such as en. {_READ_ON}"
    on_problem(Problem(path, found, accepted, skipped=False))
    return None


def _plain_fields(fields: dict[object, object], path: str, on_problem: Report) -> dict[str, str]:
    plain: dict[str, str] = {}
    published = next((fields[name] for name in DATES if fields.get(name)), "")
    for name in FIELDS:
        value = published if name == "published" else fields.get(name, "")
        if isinstance(value, list) and all(isinstance(v, str) for v in value) and name == "author":
            value = ", ".join(value)
        if (
            name == "columns" and isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
        ):  # of a table, in its sidecar
            value = ", ".join(f"{field}={column}" for field, column in value.items())
        if not isinstance(value, str):
            found = f"the front matter's `{name}`, which is a {'list' if isinstance(value, list) else 'mapping'}"
            on_problem(Problem(path, found, f"Accepted: one line of text. {_READ_ON}", skipped=False))
        elif value.strip() and value.strip() not in ("~", "null"):
            plain[name] = " ".join(value.split())
    return plain


def _place(error: yaml.YAMLError, block: str) -> str:
    """Line (of the file, from 1) and reason of a YAML error; `block` begins with the line break of the file's first line."""
    why = getattr(error, "problem", None) or str(error).split("\n")[0]
    # What is never closed is only missed at the end; the context is where it was opened.
    mark = getattr(error, "context_mark" if "end of stream" in str(why) else "problem_mark", None)
    last = block.rstrip().count("\n") + 1
    return f"line {min(mark.line + 1, last)}: {why}" if mark else str(why)
