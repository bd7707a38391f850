"""Every sentence that a reader sees stands in `pages/words`: the pages themselves hold none."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = [ROOT / "dashboard.py", *sorted((ROOT / "pages").rglob("*.py"))]
ELSEWHERE = ("words", "charts")  # the words themselves; what pictures call kinds and who vouches (tokens.py)
CODE = re.compile(  # CSS, JavaScript, SQL, commands, names of tags
    r"<style|function|=>|var\(--|\bselect .* from\b|\{\s*\w+:|^(dateline|streamlit) |^\w+ class=", re.I | re.S
)
WORDS = re.compile(r"(?<![\w.#-])[A-Za-z][a-z’']+[,;:]? (?:[A-Za-z][a-z’']*[,;:.]? ?)+")


def sentences(file: Path) -> list[str]:
    """The texts of a page file with two words or more, outside of docstrings, errors, CSS, JavaScript and SQL."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    skip = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        or (isinstance(node, ast.keyword) and node.arg in ("key", "css", "html", "js", "style"))
        or (isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "READ")
        for inner in ast.walk(node)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skip:
            text = re.sub(r"<[^<>]*>?|^[^<>]*>", " ", node.value)
            if not CODE.search(node.value) and WORDS.search(text):
                found.append(f"{file.name}:{node.lineno}: {text.strip()[:80]}")
    return found


@pytest.mark.parametrize("file", [f for f in FILES if f.parent.name not in ELSEWHERE], ids=lambda f: f.name)
def test_a_page_holds_no_sentence_of_its_own(file: Path) -> None:
    assert sentences(file) == []


def test_the_search_finds_sentences(tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    page.write_text(
        '"""Not this one, of course."""\nshow(f"<p>Nothing was found {n}</p>")\nst.button("Go on", key="go on")\n'
    )
    assert sorted(s.rsplit(": ", 1)[1] for s in sentences(page)) == ["Go on", "Nothing was found"]
