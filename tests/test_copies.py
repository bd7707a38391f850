"""Copies of one article are found and count as one source; other articles on the same thing are none."""

from dataclasses import replace

import pytest

from data_prep.articles.copies import find_copies
from data_prep.build import build_timeline
from tests.reading import make_article

WIRE = (
    "OSLO, May 4 (Reuters) - The mayors of Bergen and Leith met in Oslo on Saturday and signed an agreement on ferries that "
    "both cities had sought for eleven years.\n\nThe ships will sail twice a week from June, said Kari Holm, the mayor of Bergen, "
    "who travelled to the capital by train.\n\nThe agreement was signed in the old customs house, where a choir of dock workers "
    "sang and several hundred people stood in the rain.\n\nUnions had threatened to strike on the first day of sailing over the "
    "pay of deckhands hired abroad, and they met the owners of the line in Leith on Thursday evening.\n\nNo date was given for a "
    "second route, which the harbour board wants to open once the northern quay has been repaired."
)
OWN = (
    "Ferries will link Bergen and Leith from June. The mayors of both cities signed an agreement on Saturday in Oslo after "
    "eleven years of talks. The route had been closed since 2008, when the last ship was sold to an owner in Greece. Tickets go "
    "on sale next week at the harbour, the city of Bergen said, and cyclists will pay nothing in the first month."
)


def articles(**texts: str):
    return [make_article(text, "2024-05-05", name) for name, text in texts.items()]


@pytest.mark.parametrize(
    "text",
    [
        WIRE.replace("OSLO, May 4 (Reuters) - ", ""),
        WIRE.rpartition("\n\n")[0],  # shortened
        WIRE + "\n\nThe harbour of Leith was built in 1852 and holds four berths for large ships.",
        WIRE.replace("eleven years", "11 years").replace("several hundred", "hundreds of"),
        WIRE.upper(),
    ],
    ids=["without dateline", "shortened", "one paragraph more", "edited", "capitals"],
)
def test_the_same_text_is_a_copy(text: str):
    assert find_copies(articles(a=WIRE, b=text, c=OWN)) in ({"b": "a"}, {"a": "b"})


def test_a_quotation_is_no_copy():
    quoting = OWN + " " + WIRE[:300] + " " + " ".join(f"Word {n} of another story follows here." for n in range(60))
    assert find_copies(articles(a=WIRE, b=quoting, c=OWN)) == {}


def test_the_first_published_is_the_original_and_none_is_a_copy_of_a_copy():
    early = make_article(WIRE, "2024-05-04", "z")
    late = [make_article(WIRE + f" Edition {n}.", "2024-05-06", f"a{n}") for n in range(3)]
    assert find_copies([*late, early]) == {"a0": "z", "a1": "z", "a2": "z"}
    undated = replace(make_article(WIRE, None, "y"), path="0.txt")
    assert find_copies([undated, early]) == {"y": "z"}


def test_copies_count_as_one_source(tmp_path):
    (tmp_path / "a.md").write_text(
        f"---\ntitle: Ferries agreed\noutlet: Reuters\npublished: 2024-05-04\n---\n{WIRE}", "utf-8"
    )
    (tmp_path / "b.md").write_text(
        f"---\ntitle: Ferry deal signed\noutlet: The Gazette\npublished: 2024-05-05\n---\n{WIRE}", "utf-8"
    )
    tables = build_timeline([tmp_path])
    assert tables["articles"].set_index("path").copy_of.notna().to_dict() == {"a.md": False, "b.md": True}
    both = tables["events"][tables["events"].n_reports > 1]
    assert len(both) and set(both.n_sources) == {1}
    assert not any(len(d) for d in both.disagrees)


def test_bulletins_of_one_form_weeks_apart_are_no_copies():
    quake = (
        "TOKYO, {0} (Kyodo) - An earthquake with a magnitude of {1} struck off {2} on {3}, the weather agency said. No "
        "tsunami warning was issued and no damage was reported, officials of the prefecture said in a statement. Trains on "
        "the coastal line were stopped for inspections of the tracks and went on within the hour. The agency asked residents "
        "to be prepared for further quakes of a similar strength in the coming week, as it does after every quake."
    )
    march = make_article(quake.format("March 4", "5.1", "Hokkaido", "Monday"), "2024-03-04", "a")
    april = make_article(quake.format("April 17", "6.0", "Fukushima", "Wednesday"), "2024-04-17", "b")
    assert find_copies([march, april]) == {}


def test_many_reprints_all_lead_to_the_first():
    first = make_article(WIRE, "2024-05-04", "z")
    reprints = [make_article(f"{WIRE} Printed in town {n}.", "2024-05-06", f"a{n:03}") for n in range(80)]
    assert find_copies([*reprints, make_article(OWN, "2024-05-05", "own"), first]) == dict.fromkeys(
        (a.article_id for a in reprints), "z"
    )


def test_a_copy_is_found_among_many_texts_of_one_form():
    def bulletin(n: int) -> str:
        own = " ".join(f"Station {n * 7 + k} of line {n} measured {n * k + 3} millimetres." for k in range(9))
        return f"{WIRE[:400]} {own}"

    forms = [make_article(bulletin(n), "2024-05-04", f"a{n:03}") for n in range(60)]
    late = make_article(f"{bulletin(40)} All was calm.", "2024-05-05", "copy")
    assert find_copies([*forms, late]) == {"copy": "a040"}
