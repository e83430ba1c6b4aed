"""Records made by hand: a clock that ticks by itself, intakes and readings in few words, a way to die on the spot."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from marsad.archive.archive import Archive
from marsad.archive.items import Intake
from marsad.archive.log import Clock
from marsad.model.canonical import paired, text_digest
from marsad.model.claim import Claim, identified
from marsad.model.name import Name
from marsad.model.reading import Reading
from marsad.model.report import Report


def ticking() -> Clock:
    """A clock that goes on by a second each time it is looked at."""
    seconds = itertools.count()
    return lambda: datetime(2016, 12, 6, 8, tzinfo=UTC) + timedelta(seconds=next(seconds))


def intake(
    name: str = "one", text: str = "قصف على الحي أوقع قتيلين", *, original: bytes | None = None, **more: Any
) -> Intake:
    """A report of this id and text; its original is the text's bytes unless given."""
    data = text.encode("utf-8", "surrogatepass") if original is None else original
    return Intake(report=Report(report=name, text=text, **more), original=data, source=f"{name}.txt")


def reading(report: Report, rulebook: str = "rules", **more: Any) -> Reading:
    """A reading of a report with one claim, a clash at its first letters."""
    digest = text_digest(report.text)
    claim = identified(Claim(kind="clash", evidence=((0, 3),), actor=Name("الجيش"), rulebook=rulebook), digest)
    return Reading(
        report=report.report,
        published=report.published,
        outlet=report.outlet,
        text_digest=digest,
        rulebook=rulebook,
        knowledge="packs",
        claims=(claim,),
        **more,
    )


@contextmanager
def fresh(folder: Path) -> Iterator[Archive]:
    """A new record, open for writing."""
    with Archive.create(folder / "record", clock=ticking()) as archive:
        yield archive


def letters(odd: str, max_size: int = 12) -> st.SearchStrategy[str]:
    """Texts of any code points, half of them of these; `st.text` would leave out those that are no characters."""
    return st.lists(st.characters() | st.sampled_from(odd), max_size=max_size).map("".join).map(paired)


class Died(BaseException):
    """The process ends here."""


def dies_at(patch: pytest.MonkeyPatch, step: int, error: BaseException, *names: str) -> None:
    """Raise the error at the `step`-th call (0 is the first) of any of these functions of `os`."""
    import os  # noqa: PLC0415 - its functions are what is patched

    calls = itertools.count()

    def failing(name: str) -> Any:
        real = getattr(os, name)

        def call(*args: Any, **keywords: Any) -> Any:
            if next(calls) == step:
                raise error
            return real(*args, **keywords)

        return call

    for name in names:
        patch.setattr(os, name, failing(name))
