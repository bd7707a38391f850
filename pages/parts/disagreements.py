"""Where the sources of an event differ, field by field: who says what. It holds for two sources as for twenty.

Enters: one event and its reports, names of actors. Leaves: HTML, every text escaped. Copies stand for what they repeat.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from data_prep.saying import date_words
from pages.charts.frame import shorten
from pages.charts.tokens import STATUS, kind_label
from pages.parts.style import listed, safe
from pages.words import panel as say

SIDE_BY_SIDE = 4  # sources that a comparison has a column for; of more, equal answers stand together
Row = Mapping[str, Any]


def disagreements(event: Row, rows: list[dict[Any, Any]], names: Mapping[str, str]) -> str:
    """Field by field who says what: a column a source; of many sources, a line an answer with all that give it."""
    articles = {r["article_id"]: root_of(r) for r in rows}
    outlets = {root_of(r): source_words(r) for r in rows}
    fields: dict[str, dict[str, list[str]]] = {}  # field -> source -> its answers
    for d in event["disagrees"]:
        for source in dict.fromkeys(articles.get(a, a) for a in d["article_ids"]):
            said = fields.setdefault(d["field"], {}).setdefault(source, [])
            said.append(_value_words(d["field"], d["value"], names))
    told = {field: {source: "; ".join(said) for source, said in answers.items()} for field, answers in fields.items()}
    few = len(outlets) <= SIDE_BY_SIDE
    table = _side_by_side(told, outlets) if few else _by_answer(told, outlets)
    title = say.disagree_head(len(told))
    return f'<h3>{title}</h3><div class="dl-scroll" tabindex="0" role="region" aria-label="{title}">{table}</div>'


def _side_by_side(told: Mapping[str, Mapping[str, str]], outlets: Mapping[str, str]) -> str:
    """A column a source; ≠ on the odd ones where most agree."""
    head = "".join(f'<th scope="col">{safe(name)}</th>' for name in outlets.values())
    body = ""
    for field, answers in told.items():
        common = _common(answers.values())
        cells = "".join(
            f"<td{' class=odd' if common and answers.get(a, common) != common else ''}>{safe(answers.get(a, '—'))}</td>"
            for a in outlets
        )
        body += f'<tr><th scope="row">{safe(_field_words(field))}</th>{cells}</tr>'
    head = f'<thead><tr><th scope="col">{say.FIELD}</th>{head}</tr></thead>'
    return f'<table class="dl-compare">{head}<tbody>{body}</tbody></table>'


def _by_answer(told: Mapping[str, Mapping[str, str]], outlets: Mapping[str, str]) -> str:
    """A line an answer, the most frequent first: "3 sources: …"."""
    body = ""
    for field, answers in told.items():
        given: dict[str, list[str]] = {}
        for source, answer in answers.items():
            given.setdefault(answer, []).append(outlets.get(source, source))
        common = _common(answers.values())
        for n, (answer, who) in enumerate(sorted(given.items(), key=lambda one: -len(one[1]))):
            head = f'<th scope="rowgroup" rowspan="{len(given)}">{safe(_field_words(field))}</th>' if n == 0 else ""
            odd = " class=odd" if common and answer != common else ""
            body += f"<tr>{head}<td{odd}>{safe(answer)}</td><td>{safe(say.counted_sources(len(who)) + listed(who))}</td></tr>"
    head = "".join(f'<th scope="col">{words}</th>' for words in (say.FIELD, say.ANSWER, say.WHO_SAYS))
    return f'<table class="dl-answers"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _common(answers: Iterable[str]) -> str:
    """The answer that most give; nothing where all differ."""
    said = list(answers)
    common = max(said, key=said.count, default="")
    return common if said.count(common) > 1 else ""


def _field_words(field: str) -> str:
    return field[:1].upper() + field[1:].replace("_", " ")


def _value_words(field: str, value: Any, names: Mapping[str, str]) -> str:
    text = "—" if value is None else str(value)
    if field.startswith("date"):
        return date_words(text_or_none(value)) if value != "null" else say.NO_DATE
    if field == "status":
        return STATUS.get(text, ("", text))[1]
    if field == "kind":
        return kind_label(text)
    return ", ".join(names.get(part, part) for part in text.split(", "))


def root_of(r: Row) -> str:
    """The article that counts as the source of a report: the one that its own repeats, else its own."""
    return text_or_none(r["copy_of"]) or str(r["article_id"])


def source_words(r: Row) -> str:
    """What a source is called: its outlet, or the beginning of its title where none is stated."""
    return text_or_none(r["outlet"]) or f"“{shorten(str(r['article_title']), 34)}”"


def text_or_none(value: Any) -> str | None:
    """A text, or None for any null that pandas has."""
    return value if isinstance(value, str) and value else None
