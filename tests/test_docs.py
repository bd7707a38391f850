"""What the documents say is true: commands run, links lead somewhere, generated pages are in step."""

import re
import runpy
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from data_prep.cli import main
from data_prep.store import open_timeline

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^ *```{language}\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)


def commands(text: str, start: str) -> list[str]:
    lines = [line.strip() for block in blocks(text, "sh") for line in block.splitlines()]
    return [line for line in lines if line.split(" ")[0] == start]


def test_readme_names_every_command():
    named = {shlex.split(line)[1] for line in commands(README, "dateline")}
    assert named == set(main.commands)


def test_readme_commands_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    for seed in (ROOT / "seeds").glob("*.md"):
        (tmp_path / "articles" / seed.name).write_bytes(seed.read_bytes())
    example = blocks(README, "markdown")[0]
    (tmp_path / "articles" / "example.md").write_text(example, encoding="utf-8")
    (tmp_path / "table.csv").write_text("date,title\n2024-05-03,Ministers meet in Geneva\n", encoding="utf-8")
    for line in commands(README, "dateline"):
        words = shlex.split(line)[1:]
        if words[0] in ("open", "watch") or "://" in line:  # test_cli, test_fetch and test_watch start them
            words = [*words[:1], "--help"]
        if "EVENT_ID" in words:
            words[words.index("EVENT_ID")] = open_timeline("my-timeline").table("events")["event_id"][0]
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 0, (line, result.output)
    articles = open_timeline("my-timeline").table("articles").set_index("path")
    assert articles.loc["example.md", "published_edtf"] == "2024-05-03"
    assert articles.loc["example.md", "outlet_kind"] == "wire"


def test_readme_library_example_runs(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    for code in blocks(README, "python"):
        exec(compile(code, "README.md", "exec"), {})
    assert "date_edtf" in capsys.readouterr().out


def test_make_targets_are_there():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        assert {line.split()[1] for line in commands(page.read_text(encoding="utf-8"), "make")} <= targets, page
    assert {"run", "test", "check", "bench", "docs", "clean"} <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


def test_files_named_in_the_documents_are_there():
    for page in PAGES:
        for name in re.findall(
            r"`((?:data_prep|pages|docs|tests|seeds|benchmarks)/[\w./-]*)`", page.read_text(encoding="utf-8")
        ):
            assert (ROOT / name).exists(), f"{page.name}: {name}"


def test_tables_page_is_in_step():
    made = runpy.run_path(str(ROOT / "docs" / "make_tables.py"))["describe_tables"]()
    assert (ROOT / "docs" / "tables.md").read_text(encoding="utf-8") == made, "run: make docs"


def test_guide_shows_the_pictures_that_are_made():
    made = {p.name for p in runpy.run_path(str(ROOT / "docs" / "make_pictures.py"))["PICTURES"]}
    images = ROOT / "docs" / "images"
    assert made == {file.relative_to(images).with_suffix("").as_posix() for file in images.rglob("*.png")}
    shown = re.findall(r"!\[(.+?)\]\(images/(.+?)\.png\)", (ROOT / "docs" / "guide.md").read_text(encoding="utf-8"))
    assert {name for _, name in shown} == {name for name in made if name.startswith("guide/")}
    assert all(len(words) > 15 for words, _ in shown)  # what is seen, for who does not see it
    assert "](docs/images/timeline.png)" in README


def test_every_seed_is_cited():
    cited = (ROOT / "docs" / "seeds.md").read_text(encoding="utf-8")
    assert all(f"`{seed.name}`" in cited for seed in (ROOT / "seeds").iterdir())


def test_requirements_cover_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = dict(
        re.findall(r"^([\w-]+)==([\w.]+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    )
    for wanted in project["dependencies"]:
        name, floor = re.fullmatch(r"([\w-]+)>=([\d.]+)", wanted).groups()
        assert [int(n) for n in pinned[name].split(".")] >= [int(n) for n in floor.split(".")], wanted


def test_no_machine_path_and_no_registry_address():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    if not tracked:
        pytest.skip("not a checkout")
    wanted = re.compile(
        "|".join(
            ["(?<![\\w.])/(?:wo" + "rk|ro" + "ot|ho" + "me)/", "index-" + "url", "py" + r"pi\.org", "pythonhost" + "ed"]
        )
    )
    for name in tracked:
        file = ROOT / name
        if file.is_file() and file.suffix not in (".png", ".parquet"):
            assert not wanted.search(file.read_text(encoding="utf-8", errors="replace")), name
