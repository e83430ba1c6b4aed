"""Network modules stand in one room, and where stamps are asked for; the reader is a pure function and has none."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[3] / "src" / "marsad"
CLIENTS = {
    "httpx",
    "httpcore",
    "http.client",
    "urllib.request",
    "ftplib",
    "smtplib",
    "requests",
    "aiohttp",
    "telnetlib",
}
SOCKETS = {"socket", "ssl", "http", "asyncio", "socketserver", "select", "selectors"}
ASKING = ("archive/fetch/", "archive/proof/stamp.py")
"""The second asks the stamping authority that the operator names, and nobody else."""
PURE = ("read", "grammar", "arabic", "gazetteer", "reconcile", "answer", "model", "store", "export", "evaluate")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}", *(f"{node.module}.{alias.name}" for alias in node.names))
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def users(folder: Path, modules: set[str]) -> list[str]:
    return [
        f"{path.relative_to(folder)}: {name}"
        for path in sorted(folder.rglob("*.py"))
        for name in imported(path)
        if any(name == module or name.startswith(f"{module}.") for module in modules)
    ]


def test_only_the_fetching_room_asks_the_web() -> None:
    found = users(SOURCE, CLIENTS)
    assert found
    assert [use for use in found if not use.startswith(ASKING)] == []


@pytest.mark.parametrize("room", PURE)
def test_pure_rooms_open_no_socket(room: str) -> None:
    assert users(SOURCE / room, CLIENTS | SOCKETS) == []


def test_an_import_is_seen(tmp_path: Path) -> None:
    (tmp_path / "mutant.py").write_text("def f():\n    from http import client\n    import httpx.x\n", encoding="utf-8")
    assert len(users(tmp_path, CLIENTS)) == 2


def test_reading_loads_no_client() -> None:
    code = "import marsad.read.reader, marsad.pipeline, sys; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert not {"httpx", "httpcore", "requests", "aiohttp"} & set(done.stdout.split())
