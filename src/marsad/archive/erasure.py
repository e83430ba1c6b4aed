"""Erasing: a value and its salt are destroyed, the log says so, and the tree stays what it was.

In this order, so that what a crash interrupts can be finished later: the tombstone is logged, the objects that
nothing else holds on to are removed, the openings are written anew without the values.
"""

from collections.abc import Mapping

from marsad.archive.entries import Openings, read_openings
from marsad.archive.files import write_file
from marsad.archive.kinds import READING, erased_by, erasure_draft
from marsad.archive.ledger import Ledger
from marsad.archive.log import OPENINGS
from marsad.errors import RecordError
from marsad.model.canonical import canonical

Targets = Mapping[int, set[str]]
"""Log position → names of values."""


def erase(ledger: Ledger, targets: Targets, *, author: str, ground: str) -> None:
    """Destroy values, with the objects that nothing else holds on to; the tombstone says by whom and on what ground."""
    for position, names in targets.items():
        opened = ledger.log.get(position)
        if missing := sorted(names - set(opened.names())):
            where = f"log/entries.jsonl:{position + 1}"
            raise RecordError(f"the entry has no value {missing[0]!r} to erase", where=where, mend="name what it has")
    ledger.commit([erasure_draft({position: sorted(names) for position, names in targets.items()}, author, ground)])
    finish(ledger)


def whole_report(ledger: Ledger, report: str) -> dict[int, set[str]]:
    """All that the record holds of a report: every value of every version, and of every reading of one."""
    versions = set(ledger.index.versions(report))
    if not versions:
        raise RecordError(f"the record holds no report {report!r}", where=str(ledger.path), mend="name one it holds")
    found = {}
    for position in range(ledger.log.size):
        opened = ledger.log.get(position)
        if position in versions or (opened.kind == READING and opened.entry.facts["of"] in versions):
            found[position] = set(opened.names())
    return {position: names for position, names in found.items() if names}


def finish(ledger: Ledger) -> None:
    """Carry out what tombstones say and is not yet done."""
    due: dict[int, set[str]] = {}
    for position in ledger.index.erasures:
        for target, names in erased_by(ledger.log.get(position)).items():
            if left := names & set(ledger.log.get(target).names()):
                due.setdefault(target, set()).update(left)
    if due:
        ledger.objects.remove(_freed(ledger, due))
        _rewrite(ledger, due)
        ledger.log.close()
        ledger.load()


def _freed(ledger: Ledger, due: Targets) -> set[str]:
    """Digests that only the values to be erased hold on to."""
    freed: set[str] = set()
    held: set[str] = set()
    for position in range(ledger.log.size):
        for name, digest in ledger.log.get(position).objects().items():
            (freed if name in due.get(position, ()) else held).add(digest)
    return freed - held


def _rewrite(ledger: Ledger, due: Targets) -> None:
    path = ledger.path / "log" / OPENINGS
    lines = path.read_bytes().splitlines(keepends=True)
    for position, names in due.items():
        openings = read_openings(lines[position].rstrip(b"\n"), position)
        kept = {name: opening for name, opening in openings.open.items() if name not in names}
        lines[position] = canonical(Openings(entry=position, open=kept)) + b"\n"
    write_file(path, b"".join(lines))
