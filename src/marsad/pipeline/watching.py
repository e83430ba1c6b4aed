"""Fetching into a record: addresses that are given, feeds that are watched; sealed as it comes, read in the pauses."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import msgspec

from marsad.archive.archive import Archive
from marsad.archive.intake import Intake
from marsad.errors import Doubt, MarsadError, RecordError
from marsad.model.came import Came, Health
from marsad.model.done import Given
from marsad.pipeline.fetching import installed, web_for
from marsad.pipeline.inputs import Complain, Sealable, Tick, kept
from marsad.pipeline.road import seal, settle

if TYPE_CHECKING:
    from marsad.archive.fetch.watch import Watch

FULL = 256
"""Items that wait for one opening of the record while there is still more to ask for."""
BRIMMING = 2048
"""Items that may wait while somebody else writes to the record; then nothing more is asked for."""
SETTLE = 600.0
"""Seconds between two readings of what came in: each goes through the whole record."""
PATIENCE = 30.0
"""Seconds until a record that somebody else writes to is tried again."""


class Hours(msgspec.Struct, frozen=True):
    """The time that a run lives in: a clock, a way to wait some seconds, whether to end; `once` through all feeds."""

    clock: Callable[[], datetime]
    wait: Callable[[float], None]
    ended: Callable[[], bool]
    once: bool = False


class Heard(msgspec.Struct, frozen=True):
    """To whom a run speaks: of what is wrong, of each report that came, and that work goes on."""

    complain: Complain
    tell: Callable[[Came], None]
    tick: Tick


def feeds_health(record: Path, feeds: Path, now: datetime) -> tuple[list[Health], list[MarsadError]]:
    """How each feed of a list is, from what the record keeps of its watching; nothing is asked for."""
    with installed():
        from marsad.archive.fetch.health import health  # noqa: PLC0415 - an extra
        from marsad.archive.fetch.location import located  # noqa: PLC0415 - likewise
        from marsad.archive.fetch.state import States  # noqa: PLC0415 - likewise
        from marsad.archive.fetch.watchlist import load_watchlist  # noqa: PLC0415 - likewise

        doubts: list[MarsadError] = []
        states = States(record)
        urls = [str(located(feed.url)) for feed in load_watchlist(feeds).feed]
        return [health(states.load(url, doubts), now) for url in urls], doubts


def watch(record: Path, feeds: Path, hours: Hours, heard: Heard, given: Given) -> None:
    """Watch the feeds of a list until told to end.

    What came is sealed within minutes, and read, reconciled and projected every ten; both at the end.
    """
    with installed():
        from marsad.archive.fetch.watch import Watch  # noqa: PLC0415 - an extra
        from marsad.archive.fetch.watchlist import load_watchlist  # noqa: PLC0415 - likewise

        watchlist = load_watchlist(feeds)
    web = web_for(watchlist.operator or given.operator, watchlist.ports, hours.clock)
    if not Archive.is_record(record):
        Archive.create(record).close()
    watching = Watch(watchlist, record, web, Random())  # noqa: S311 - jitter, no secret
    for doubt in watching.told:
        heard.complain(doubt)
    run = _Run(record, watching, hours, heard, given)
    try:
        run.on()
    finally:
        run.end()


class _Run:
    """One run: what waits to be sealed, and when it was last settled."""

    def __init__(self, record: Path, watching: "Watch", hours: Hours, heard: Heard, given: Given) -> None:
        from marsad.archive.fetch.near import MOST, Near  # noqa: PLC0415 - an extra

        self._record, self._watching, self._hours, self._heard, self._given = record, watching, hours, heard, given
        self._waiting: list[Sealable] = []
        self._settled = hours.clock()
        self._unsettled = True
        self._refused = False
        self._near = Near()
        with Archive.open(record) as archive:
            for acquisition in archive.latest(MOST):
                self._near.add(acquisition.report.report, acquisition.report.text)

    def on(self) -> None:
        """Step after step, until it is told to end."""
        while not self._hours.ended():
            step = self._watching.step() if len(self._waiting) < BRIMMING else None
            if step:
                for error in step.told:
                    self._heard.complain(error)
                self._waiting += kept(step.items, self._heard.complain)
                for _ in range(step.visits):
                    self._heard.tick()
            if step and step.visits and len(self._waiting) < FULL:
                continue
            self._seal()
            if self._hours.once and self._watching.once_through:
                return
            self._settle_in_time()
            self._hours.wait(min(self._watching.due_in(), SETTLE) if not self._refused else PATIENCE)

    def end(self) -> None:
        """Seal and read what is left."""
        self._seal()
        if self._unsettled and not self._refused:
            settle(self._record, self._given, tick=self._heard.tick)

    def _seal(self) -> None:
        """Seal what waits, and keep where the watching stands; a record that is written to is tried again."""
        if not self._waiting:
            self._watching.save()
            return
        try:
            archive = Archive.open(self._record, write=True)
        except RecordError as error:
            if not self._refused:
                self._heard.complain(Doubt(error.what, where=error.where, mend="what came in waits until it is done"))
            self._refused = True
            return
        self._refused = False
        with archive:
            came = self._sealed(archive)
        self._waiting.clear()
        self._watching.save()
        for one in came:
            self._heard.tell(one)

    def _sealed(self, archive: Archive) -> list[Came]:
        from marsad.archive.fetch.versions import fresh, linked  # noqa: PLC0415 - an extra

        came: list[Came] = []
        batch: list[Sealable] = []
        for item in fresh(self._waiting, archive.report):
            if isinstance(item, Intake):
                intake, one = linked(item, archive.report(item.report.report), self._near)
                self._near.add(intake.report.report, intake.report.text)
                came.append(one)
                batch.append(intake)
            elif isinstance(item, Sealable):
                batch.append(item)
        seal(archive, [batch])
        self._unsettled = self._unsettled or bool(came)
        return came

    def _settle_in_time(self) -> None:
        now = self._hours.clock()
        if self._unsettled and not self._refused and (now - self._settled).total_seconds() >= SETTLE:
            settle(self._record, self._given, tick=self._heard.tick)
            self._settled, self._unsettled = now, False
