"""Imports only fall: the floor plan of docs/architecture.md, held from the code's own imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"
FLOORS = {
    "model": 1, "errors": 1,
    "arabic": 2, "settings": 2, "plugins": 2,
    "grammar": 3, "gazetteer": 3, "store": 3, "engine": 3, "export": 3,
    "archive": 4, "read": 4, "reconcile": 4, "answer": 4, "evaluate": 4,
    "pipeline": 5,
    "web": 6,
    "cli": 7,
}  # fmt: skip
STAGES = {"archive", "read", "reconcile", "answer", "evaluate"}
LANGUAGE = {"model", "errors", "plugins", "grammar", "arabic", "gazetteer"}


def room(module: str) -> str:
    """The part of the house that a dotted module name lies in."""
    return module.split(".")[1] if "." in module else ""


def imports(path: Path) -> Iterator[str]:
    """Every `marsad.…` that a file imports, inside functions and under TYPE_CHECKING too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides its floor"
            names = [
                f"{node.module}.{alias.name}" if node.module == "marsad" else str(node.module) for alias in node.names
            ]
            yield from (name for name in names if name.startswith("marsad."))
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("marsad."))


def wrong(here: str, there: str) -> bool:
    """Whether a file in room `here` may not import from room `there`."""
    if here == there or there.startswith("_"):
        return False
    if here in STAGES:
        return there not in LANGUAGE
    if there in STAGES:
        return here != "pipeline"
    if there == "pipeline":
        return here not in {"web", "cli"}
    return FLOORS[there] > FLOORS[here] or (FLOORS[there] == FLOORS[here] and FLOORS[here] > 2)


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_only_fall(path: Path) -> None:
    parts = path.relative_to(SOURCE / "marsad").with_suffix("").parts
    here = parts[0]
    if here == "__init__":
        assert list(imports(path)) == []
        return
    assert here in FLOORS, f"{here} has no floor in the plan"
    assert [name for name in imports(path) if wrong(here, room(name))] == []


@pytest.mark.parametrize(
    ("here", "there"), [("read", "archive"), ("arabic", "grammar"), ("store", "pipeline"), ("model", "cli")]
)
def test_a_rising_import_is_seen(here: str, there: str) -> None:
    assert wrong(here, there)
