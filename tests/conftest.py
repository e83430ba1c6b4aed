"""What every test may lean on: the shared folder, and a run that admits no skip."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared texts beside the project; a test that asks for it is skipped by name where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is absent")
    return SHARED


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
