"""One pass over the log for `marsad status`: what came in by day and kind, what failed and why."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime

from marsad.archive.kinds import KEPT, READING, REPORT
from marsad.archive.ledger import Ledger
from marsad.model.standing import Came, Failure

Reasons = dict[str, tuple[int, datetime]]


class Tally:
    """What the pass finds; days are those of UTC."""

    def __init__(self) -> None:
        self.days: dict[date, Counter[str]] = defaultdict(Counter)
        self.unsure = 0
        self._failed: Reasons = {}
        self._doubts: Reasons = {}
        self._read: set[int] = set()
        self._reports: set[int] = set()

    def run(self, ledger: Ledger) -> None:
        """Look at every entry."""
        current = set(ledger.index.current())
        for position in range(ledger.log.size):
            opened = ledger.log.get(position)
            logged = opened.entry.logged.astimezone(UTC)
            self.days[logged.date()][opened.entry.kind] += 1
            if opened.kind == KEPT and opened.entry.facts.get("read") is False:
                _count(self._failed, opened.value("why") or "", logged)
            elif opened.kind == READING:
                self._read.add(opened.entry.facts["of"])
            elif opened.kind == REPORT and position in current:
                self._reports.add(position)
                self.unsure += bool(opened.has("unsure") and opened.value("unsure"))
                for doubt in opened.value("notes") or ():
                    _count(self._doubts, doubt, logged)

    @property
    def unread(self) -> int:
        """Reports that were taken in and not read."""
        return len(self._reports - self._read)

    def came(self, since: date) -> tuple[Came, ...]:
        """The days from one on, the latest first."""
        asked = sorted((day for day in self.days if day >= since), reverse=True)
        return tuple(Came(day, dict(sorted(self.days[day].items()))) for day in asked)

    def kinds(self) -> dict[str, int]:
        """Entries by kind, over all days."""
        return dict(sorted(sum(self.days.values(), Counter()).items()))

    def failed(self) -> tuple[Failure, ...]:
        """Why files were kept and not read."""
        return _ranked(self._failed)

    def doubts(self) -> tuple[Failure, ...]:
        """With what doubts reports were read."""
        return _ranked(self._doubts)


def _count(reasons: Reasons, why: str, logged: datetime) -> None:
    times, last = reasons.get(why, (0, logged))
    reasons[why] = times + 1, max(last, logged)


def _ranked(reasons: Reasons) -> tuple[Failure, ...]:
    ranked = sorted(reasons.items(), key=lambda reason: (-reason[1][0], reason[0]))
    return tuple(Failure(why, times, last) for why, (times, last) in ranked)
