"""Erasing: a value and its salt are destroyed, the log says so, and the tree stays what it was.

In this order, so that what a crash interrupts can be finished later: the tombstone is logged, the objects that
nothing else holds on to are removed, the openings are written anew without the values.
"""

from collections.abc import Mapping
from pathlib import Path

from marsad.archive.entries import OBJECT, Opened, Openings, read_openings
from marsad.archive.files import TEMPORARY, write_file
from marsad.archive.kept import holding
from marsad.archive.kinds import JUDGEMENT, READING, TEXT, erased_by, erasure_draft
from marsad.archive.ledger import Ledger
from marsad.archive.log import OPENINGS
from marsad.archive.notes import digest_of
from marsad.archive.signed.keyring import erased_digest, signed_statement, statement
from marsad.archive.signed.signing import KEY_FILE
from marsad.errors import RecordError
from marsad.model.canonical import canonical

Targets = Mapping[int, set[str]]
"""Log position → names of values."""


def erase(ledger: Ledger, targets: Targets, *, author: str, ground: str, key: Path | None = None) -> None:
    """Destroy values, with the objects that nothing else holds on to; the tombstone says by whom and on what ground.

    It is signed with the log's key, its own or the one in a file.
    """
    for position, names in targets.items():
        opened = ledger.log.get(position)
        if missing := sorted(names - set(opened.names())):
            where = f"log/entries.jsonl:{position + 1}"
            raise RecordError(f"the entry has no value {missing[0]!r} to erase", where=where, mend="name what it has")
    erased = {str(position): sorted(names) for position, names in sorted(targets.items())}
    ledger.commit([erasure_draft(erased, _signed(ledger, erased, key), author, ground)])
    finish(ledger)


def _signed(ledger: Ledger, erased: dict[str, list[str]], path: Path | None) -> str | None:
    key = ledger.key(path)
    if key is None:
        if ledger.index.keys.current:
            mend = "name the key's file with `--key`"
            raise RecordError("an erasure must be signed, and the log's key is not here", where=KEY_FILE, mend=mend)
        return None
    said = statement(key.name, "erase", ledger.log.size, erased_digest(erased))
    return signed_statement(said, key)


def whole_report(ledger: Ledger, report: str) -> dict[int, set[str]]:
    """All that the record holds of a report: every value of every version, and of each reading and judgement of one.

    A judgement about a text that another report has too stays. A kept file that held the report goes: it has its bytes.
    """
    if of_note := _whole_note(ledger, report):
        return of_note
    versions = set(ledger.index.versions(report))
    if not versions:
        raise RecordError(f"the record holds no report {report!r}", where=str(ledger.path), mend="name one it holds")
    others = set(ledger.index.acquisitions) - versions
    texts = _texts(ledger, versions) - _texts(ledger, others)
    held = versions | holding(ledger, versions) | _beside(ledger, report, texts)
    found = {}
    for position in range(ledger.log.size):
        opened = ledger.log.get(position)
        if position in held or _of(opened, versions, texts):
            found[position] = set(opened.names())
    return {position: names for position, names in found.items() if names}


def _whole_note(ledger: Ledger, note: str) -> dict[int, set[str]]:
    """All that the record holds of a source note, with what is attached to it; nothing where there is no such note."""
    account = digest_of(ledger, note)
    if account is None:
        return {}
    entries = {at for at in ledger.index.notes if ledger.log.get(at).value(OBJECT) == account}
    return {at: set(ledger.log.get(at).names()) for at in entries | _beside(ledger, note, set())}


def _beside(ledger: Ledger, thing: str, texts: set[str]) -> set[int]:
    """Entries of what is attached to a report or note, or to a claim that is read from one of these texts."""
    opened = ((at, ledger.log.get(at)) for at in ledger.index.attachments)
    return {at for at, entry in opened if entry.value("of") == thing or entry.value("anchor") in texts}


def _texts(ledger: Ledger, positions: set[int]) -> set[str]:
    """Digests of the texts of these acquisitions."""
    return {ledger.log.get(position).value(TEXT) for position in positions}


def _of(opened: Opened, versions: set[int], texts: set[str]) -> bool:
    """Whether an entry is a reading of one of these versions, or judges what one of these texts says."""
    if opened.kind == READING:
        return opened.entry.facts["of"] in versions
    return opened.kind == JUDGEMENT and any(about["text_digest"] in texts for about in opened.value("about") or ())


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
        for path in (ledger.path / "log").glob(f"*.cut{TEMPORARY}"):
            path.unlink()  # the torn end of an interrupted write may hold what is erased
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
