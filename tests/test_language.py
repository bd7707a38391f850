"""Languages: told by the text, kept and not mined where nobody here reads them."""

import pytest

from data_prep.articles.language import detect_language, language_name
from data_prep.build import build_timeline
from data_prep.records import Problem

ENGLISH = "The mayors of Bergen and Leith met in Oslo on 4 May 2024 and signed an agreement on ferries, the city said."
GERMAN = "Die Bürgermeister von Bergen und Leith trafen sich am 4. Mai 2024 in Oslo und unterzeichneten ein Abkommen über Fähren."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        (
            "Les maires se sont rencontrés lundi à Oslo et ont signé un accord sur les traversées en ferry, dit-on.",
            "fr",
        ),
        (
            "베르겐과 리스의 시장들은 월요일 오슬로에서 만나 여객선에 관한 협정에 서명했다고 시청이 화요일에 밝혔다.",
            "ko",
        ),
        ("Oslo", "en"),
        ("", "en"),
    ],
)
def test_the_text_tells(text: str, code: str):
    assert detect_language(text) == code


def test_a_language_has_a_name():
    assert (language_name("ko"), language_name("zzz")) == ("Korean", "zzz")


def test_another_language_is_kept_and_not_mined(tmp_path):
    (tmp_path / "a.txt").write_text(f"Ferries\n\n{ENGLISH}\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"Fähren verbinden Städte\n\n{GERMAN}\n", encoding="utf-8")
    (tmp_path / "c.md").write_text(f"---\nlanguage: en\n---\n{GERMAN}\n", encoding="utf-8")
    problems: list[Problem] = []
    tables = build_timeline([tmp_path], on_problem=problems.append)
    assert dict(zip(tables["articles"].path, tables["articles"].language, strict=True)) == {
        "a.txt": "en",
        "b.txt": "de",
        "c.md": "en",
    }
    told = tables["articles"].set_index("article_id").path
    assert set(told[tables["reports"].article_id]) == {"a.txt"}
    assert [(p.path, p.found, p.skipped) for p in problems] == [("b.txt", "an article in German", False)]
