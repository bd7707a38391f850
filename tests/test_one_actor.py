"""What the sources tell of one actor."""

from types import SimpleNamespace

import numpy as np
import pytest
from made_timeline import make_tables, open_made

from data_prep.one_actor import ROLES, count_over_time, find_spellings, read_parts
from data_prep.queries import read_ids
from data_prep.resident import read_index
from data_prep.selection import Selection


@pytest.fixture(scope="module")
def story() -> SimpleNamespace:
    tables = make_tables()
    reports = tables["reports"]
    nets = reports.index[reports["event_id"] == "nets"][0]
    reports.at[nets, "roles"] = ["speaker"]  # the navy denies it
    reports.at[nets, "speech"] = "no nets were cut"
    timeline = open_made(tables)
    index = read_index(timeline.connection)
    return SimpleNamespace(timeline=timeline, tables=tables, every=Selection(index, np.ones(len(index), bool)))


def test_parts_are_those_of_the_reports(story: SimpleNamespace) -> None:
    reports = story.tables["reports"]
    for actor in ("halla", "vilhena", "navy", "iceland"):
        parts = read_parts(story.timeline, actor)
        for role in ROLES:
            told = {
                e
                for e, who, roles, speaker in zip(
                    reports["event_id"], reports["actors"], reports["roles"], reports["speaker"], strict=True
                )
                if (actor in who and roles[list(who).index(actor)] == role) or (role == "speaker" and speaker == actor)
            }
            assert set(read_ids(story.timeline, parts.in_role(role).tolist())) == told, (actor, role)
        said = set(reports["event_id"][reports["speaker"] == actor])
        assert set(read_ids(story.timeline, parts.said(by=True).tolist())) == said
    assert list(read_parts(story.timeline, "nobody at all").rows) == []


def test_quoted_words_are_told_apart(story: SimpleNamespace) -> None:
    navy = read_parts(story.timeline, "navy")
    assert read_ids(story.timeline, navy.said(by=True, quoted=True).tolist()) == ["nets"]
    assert not len(navy.said(by=False, quoted=True))


def test_counts_keep_to_the_window_and_to_what_is_shown(story: SimpleNamespace) -> None:
    span, rows = story.every.span, np.flatnonzero(story.every.mask)
    counts = count_over_time(story.every, rows, span)
    index = story.every.index
    known = (index.end - index.start <= 31) & (index.start > -(10**7))
    assert counts["n"].sum() == known.sum() and (counts["start"] < counts["end"]).all()
    nothing = Selection(index, np.zeros(len(index), bool))
    assert count_over_time(nothing, rows, span).empty
    assert count_over_time(story.every, rows, (span[1], span[1] + 1)).empty


def test_spellings_say_where_and_when(story: SimpleNamespace) -> None:
    found = find_spellings(story.timeline, "halla").set_index("spelling")
    assert list(found.index) == ["Halla", "Sigrun Halla", "Sígrun Halla"]
    assert [a["article_id"] for a in found.at["Sígrun Halla", "articles"]] == ["wire"]
    assert found.at["Sígrun Halla", "first"] == found.at["Sígrun Halla", "last"] == "2031-03-13"
    assert all(r["n_articles"] >= len(r["articles"]) > 0 for r in found.to_dict("records"))
    assert find_spellings(story.timeline, "nobody at all").empty
