"""Pages that cannot lie: what README shows is what is printed, and the reference is the program's own help."""

import importlib.util
import re
import shlex
import shutil
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md"))]
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#]+)")


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_current() -> None:
    written = (ROOT / "docs" / "cli-reference.md").read_text(encoding="utf-8")
    assert written == script("cli_reference").page(), "run `make docs`"


def test_every_verb_has_an_example_in_its_help() -> None:
    page = (ROOT / "docs" / "cli-reference.md").read_text(encoding="utf-8")
    for section in page.split("\n## ")[1:]:
        name = section.splitlines()[0]
        if name != "marsad rules":
            assert f"    {name}" in section, name


def test_readme_prints_what_it_shows(tmp_path: Path) -> None:
    written = (ROOT / "README.md").read_text(encoding="utf-8")
    tool = script("readme")
    assert len(tool.STEP.findall(written)) >= 5
    assert written == tool.renewed(written, lambda command: tool.run(command, str(tmp_path))), "run `make docs`"


def test_the_page_on_evaluation_prints_what_it_shows(tmp_path: Path) -> None:
    written = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
    shutil.copytree(ROOT / "docs" / "examples", tmp_path, dirs_exist_ok=True)
    tool = script("readme")
    assert len(tool.STEP.findall(written)) >= 2
    assert written == tool.renewed(written, lambda command: tool.run(command, str(tmp_path))), "run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_files_that_the_pages_name_exist() -> None:
    named = re.compile(r"`((?:src|docs|tests|tools|benches)/[\w./-]+\.(?:py|md|toml|txt|sh))`")
    for page in PAGES:
        for target in named.findall(page.read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), f"{page.name}: {target}"


def test_readme_begins_with_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert shlex.split("make run") in [line.split() for line in text.splitlines()[:30]]
    assert shlex.split("make test") in [line.split() for line in text.splitlines()[:30]]
