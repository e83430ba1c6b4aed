"""What every test may lean on: the shared folder, commands run as a user does, and a run that admits no skip."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

from marsad.cli import main

os.environ["MARSAD_LANG"] = "en"  # the words of a command are chosen when it is imported
os.environ["MARSAD_READER"] = "fast"  # the careful reader has tests of its own
os.environ.pop("MARSAD_RECORD", None)
settings.register_profile("marsad", deadline=None)  # no test asserts a wall time, on a busy machine least of all
settings.load_profile("marsad")

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared texts beside the project; a test that asks for it is skipped by name where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is absent")
    return SHARED


class Ran(NamedTuple):
    """How a command ended and what it printed."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")


Run = Callable[..., Ran]


@pytest.fixture
def marsad(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """`marsad("read", "-", stdin=b"…")` in this process, standing in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, stdin: bytes = b"") -> Ran:
        out, err = io.BytesIO(), io.BytesIO()
        with monkeypatch.context() as patched:
            patched.setattr(sys, "argv", ["marsad", *map(str, arguments)])
            patched.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
            patched.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="utf-8"))
            patched.setattr(sys, "stderr", io.TextIOWrapper(err, encoding="utf-8"))
            code = ended(main.run)
            sys.stdout.flush()
            sys.stderr.flush()
            return Ran(code, out.getvalue(), err.getvalue().decode("utf-8"))

    return run


def ended(run: Callable[[], None]) -> int:
    """The exit code of a program that leaves through sys.exit."""
    try:
        run()
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    return 0


@pytest.fixture
def marsad_process(tmp_path: Path) -> Run:
    """The same in a process of its own, for what the environment and the system decide."""

    def run(*arguments: object, stdin: bytes = b"", **environ: str) -> Ran:
        command = [sys.executable, "-c", "from marsad.cli.main import run; run()", *map(str, arguments)]
        done = subprocess.run(
            command, input=stdin, capture_output=True, check=False, cwd=tmp_path, env={**os.environ, **environ}
        )
        return Ran(done.returncode, done.stdout, done.stderr.decode("utf-8"))

    return run


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Name each skipped test; with MARSAD_NO_SKIPS set, a skip is a failure: a full check leaves nothing out."""
    report = yield
    if report.skipped and isinstance(report.longrepr, tuple):
        path, line, reason = report.longrepr
        report.longrepr = (path, line, f"{item.nodeid}: {reason.removeprefix('Skipped: ')}")
        if os.environ.get("MARSAD_NO_SKIPS"):
            report.outcome = "failed"
            report.longrepr = f"skipped, and MARSAD_NO_SKIPS is set: {item.nodeid}: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A whole file that skips itself (importorskip) is a skip like any other."""
    report = yield
    if report.skipped and os.environ.get("MARSAD_NO_SKIPS"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and MARSAD_NO_SKIPS is set: {collector.nodeid}: {report.longrepr}"
    return report
