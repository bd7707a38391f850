"""Sentence -> report: what is told, by whom, when, where, and what is no event."""

import pytest

from data_prep import build_timeline
from data_prep.events.kinds import KINDS, noun_forms, past_of, verb_forms, verb_kinds
from data_prep.records import Report
from data_prep.words import read_words
from tests.reading import reports_of


def only(text: str, published: str | None = "2023-05-12") -> Report:
    reports = reports_of(text, published)
    assert len(reports) == 1, [(r.trigger_text, r.title) for r in reports]
    return reports[0]


def parties(report: Report) -> dict[str, str]:
    return dict(report.participants)


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("Kenyan President Grace Otieno met Ana Lima in Lisbon on Tuesday.", "consult", "Grace Otieno met Ana Lima in Lisbon"),
        ("In March, Peru signed a fishing treaty with Chile.", "agree", "Peru signed a fishing treaty with Chile"),
        ("A bridge was unveiled in Lisbon on May 2.", "ceremony", "A bridge was unveiled in Lisbon"),
        ("Poland and Ghana held talks on May 2.", "consult", "Poland and Ghana held talks"),
        ("Ghana's Foreign Ministry hosted a banquet on May 2.", "ceremony", "Ghana's Foreign Ministry hosted a banquet"),
        ("The visit by Ana Lima to Warsaw in April 2022 changed much.", "travel", "Visit by Ana Lima to Warsaw"),
        ("Ana Lima's Monday speech at the United Nations was short.", "statement", "Ana Lima's speech at the United Nations"),
        ("The pact that Peru and Chile signed this year holds.", "agree", "Peru and Chile signed the pact"),
        ("A 7.8-magnitude earthquake struck southern Chile on Tuesday.", "disaster", "A 7.8-magnitude earthquake struck southern Chile"),
        ("Jan Nowak, who was late, praised the Peruvian army on May 2.", "support", "Jan Nowak praised the Peruvian army"),
    ],
)  # fmt: skip
def test_tells(text: str, kind: str, title: str) -> None:
    report = max(reports_of(text), key=lambda r: r.weight)
    assert (report.kind, report.title) == (kind, title)


@pytest.mark.parametrize(
    "text",
    [
        "Analysts said the pact could fail.",
        "Ana Lima might visit Poland on Monday.",
        "If Peru attacks Chile, Brazil will be angry.",
        "Ana Lima did not sign the pact on Monday.",
        "Neither Peru nor Chile confirmed it.",
        "The treaty is a treaty of friendship.",
        "The meeting room in Lisbon is large.",
        "War powers were much discussed in 2003.",
        "The views expressed by Ana Lima on Monday were odd.",
        "They attacked at dawn.",
        "",
    ],
)
def test_is_no_event(text: str) -> None:
    assert reports_of(text) == []


@pytest.mark.parametrize(
    ("text", "edtf", "basis"),
    [
        ("Ana Lima met Jan Nowak on 3 April 2023.", "2023-04-03", "stated"),
        ("Ana Lima met Jan Nowak on Tuesday.", "2023-05-09", "relative"),
        ("On May 3, Ana Lima met Jan Nowak.", "2023-05-03", "relative"),
        ("Ana Lima met Jan Nowak and praised the Peruvian army on Tuesday.", "2023-05-09", "relative"),
        ("Ana Lima met Jan Nowak.", "[2023-05-11,2023-05-12]", "published"),
        ("Ana Lima has met Jan Nowak.", "[2023-05-11,2023-05-12]", "published"),
        ("Ana Lima has previously met Jan Nowak.", None, "none"),
        ("Ana Lima had met Jan Nowak.", None, "none"),
        ("Ana Lima met Jan Nowak, according to Reuters on Tuesday.", "[2023-05-11,2023-05-12]", "published"),
    ],
)
def test_date(text: str, edtf: str | None, basis: str) -> None:
    report = reports_of(text)[0]
    assert (report.when.edtf if report.when else None, report.date_basis) == (edtf, basis)


def test_undated_stays_undated_without_a_day_of_publication() -> None:
    assert only("Ana Lima met Jan Nowak.", None).when is None


def test_dateline_dates_the_article_and_not_the_event() -> None:
    report = only("LISBON, May 12 (Reuters) - Ana Lima met Jan Nowak on Tuesday.")
    assert report.when is not None and report.when.edtf == "2023-05-09"


def test_statement_goes_on_at_the_day_of_the_narrative() -> None:
    text = "Ana Lima met Jan Nowak on Tuesday.\n\nNowak praised the plan.\n\nLima has previously criticized Peru."
    meeting, praise, criticism = reports_of(text)
    assert praise.when == meeting.when and praise.date_basis == "inferred" and "narrative" in praise.date_why
    assert criticism.when is None


def test_the_event_named_again() -> None:
    text = (
        "A ceremony was held for Ana Lima in Lisbon on Tuesday.\n\nPoets came. At the ceremony, Jan Nowak praised her."
    )
    reports = reports_of(text)
    praise = next(r for r in reports if r.kind == "support")
    assert praise.when is not None and praise.when.edtf == "2023-05-09"
    assert praise.scene is not None


@pytest.mark.parametrize(
    ("text", "status", "speaker"),
    [
        ("Ana Lima met Jan Nowak on Tuesday, Reuters reported.", "reported", "Reuters"),
        ("Peru claimed that Chile attacked a village on Tuesday.", "claimed", "Peru"),
        ("Jan Nowak said that Chile attacked a village on Tuesday.", "claimed", "Jan Nowak"),
        ("Chile attacked a village on Tuesday, said Jan Nowak.", "claimed", "Jan Nowak"),
        ("Reuters cited Jan Nowak as saying that Chile attacked a village on Tuesday.", "claimed", "Jan Nowak"),
        ("Chile said that Chile attacked a village on Tuesday.", "reported", "Chile"),
        ("Chile denied that Chile attacked a village on Tuesday.", "denied", "Chile"),
        ("Chile denied that it attacked a village on Tuesday.", "denied", "Chile"),
        ("Chile will attack the village on Sunday.", "planned", None),
        ("Chile and Peru plan to sign a pact on Sunday.", "planned", None),
    ],
)
def test_status(text: str, status: str, speaker: str | None) -> None:
    report = next(r for r in reports_of(text) if r.kind != "reject")
    assert (report.status, report.speaker) == (status, speaker)


def test_who_does_it_to_whom() -> None:
    assert parties(only("Grace Otieno met with Ana Lima on Tuesday.")) == {"Grace Otieno": "agent", "Ana Lima": "with"}
    assert parties(only("Peru was attacked by Chile on Tuesday.")) == {"Chile": "agent", "Peru": "patient"}
    assert parties(only("The talks between Peru and Chile in May 2022 failed.")) == {"Peru": "agent", "Chile": "agent"}


def test_he_is_whom_the_sentence_before_told_of() -> None:
    text = "Jan Nowak met Peruvian officials on Tuesday. He praised “a very good plan” on Wednesday."
    assert parties(reports_of(text)[1])["Jan Nowak"] == "agent"


def test_both_countries_are_the_two_of_the_article() -> None:
    text = "Peru and Chile are neighbors. The two countries signed a treaty on Tuesday."
    assert parties(only(text)) == {"Peru": "agent", "Chile": "agent"}


def test_titles_are_a_persons_work() -> None:
    text = (
        "Kenyan President Grace Otieno, who had flown in from Nairobi (her third trip), met the Portuguese minister of "
        "fisheries, trade, shipping, harbours and a great many other things besides, Ana Lima, on Tuesday in Lisbon."
    )
    for report in reports_of(text):
        assert len(report.title) <= 100
        assert not report.title.startswith(("He ", "She ", "it "))
        assert "Tuesday" not in report.title and "(" not in report.title


def test_offsets_are_exact() -> None:
    text = "A first line.\n\n“Yes,” Ana Lima told Jan Nowak in Łódź on Tuesday — “we sign.” Nowak signed the pact on Friday."
    for r in reports_of(text):
        assert text[r.span.start : r.span.end] == r.sentence
        assert text[r.trigger.start : r.trigger.end] == r.trigger_text


def test_long_and_strange_sentences_pass() -> None:
    for text in (
        "and " * 5000,
        "(" * 2000,
        "“" * 500 + "said",
        "Ana Lima met " * 300,
        "," * 3000,
        "A" * 20000,
        "\x00met\x01",
    ):
        reports_of(text)


def test_words_tell_of_one_kind_each() -> None:
    kinds = read_words("kinds")
    verbs = [v for row in kinds.values() for v in row["verbs"]]
    nouns = [n for row in kinds.values() for n in row["nouns"]]
    assert len(verbs) == len(set(verbs)) and len(nouns) == len(set(nouns))
    assert set(verb_kinds().values()) <= set(KINDS) and all(kind in KINDS for _, kind in noun_forms().values())
    assert all(0 < k.weight <= 1 for k in KINDS.values())


@pytest.mark.parametrize(
    ("lemma", "past"),
    [("sign", "signed"), ("meet", "met"), ("deny", "denied"), ("present", "presented"), ("ban", "banned")],
)
def test_past(lemma: str, past: str) -> None:
    assert past_of(lemma) == past
    assert any(f.lemma == lemma for f in verb_forms()[past])


def test_what_is_told_as_done_lies_not_after_its_article():
    said = "RABAT, March 10, 2025 (Reuters) - Work on the cable will begin on April 2, the minister Ana Lima said on Monday."
    assert all(
        r.when is None or str(r.when.interval.start) <= "2025-03-11"
        for r in reports_of(said, "2025-03-10")
        if r.status == "reported"
    )


def test_a_quotation_has_its_words_its_place_and_its_verb(tmp_path):
    text = "Tariff talks in Lima\n\nLIMA, May 3, 2024 - Peru's Trade Minister Rosa Quispe vowed on Friday that “the tariffs will fall within a year,” and met Chile's envoy.\n\n“We have agreed on the first list,” Quispe said on Thursday.\n"
    (tmp_path / "a.txt").write_text(text)
    tables = build_timeline([tmp_path])
    reports = tables["reports"]
    told = reports[reports["speech"].notna()]
    assert {row.speech.strip(",") for row in told.itertuples()} >= {"We have agreed on the first list"}
    texts = dict(zip(tables["articles"]["article_id"], tables["articles"]["text"], strict=True))
    for row in told.itertuples():
        assert texts[row.article_id][row.speech_start : row.speech_end] == row.speech
    assert "say" in set(told["speech_verb"])
