"""Source notes: an account and its reading, each encrypted, then sealed; the log tells that there is one, no more."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from marsad.archive import agekeys, envelope
from marsad.archive.entries import OBJECT, Draft, Opened
from marsad.archive.kinds import CLAIMS, NOTE
from marsad.archive.ledger import Ledger
from marsad.errors import InputError, RecordError
from marsad.model.canonical import canonical, parse
from marsad.model.note import PREFIX, Note, Noted, SealedNote
from marsad.model.reading import Reading

ID_LENGTH = 24
_CIPHER = "age/1"


def seal(ledger: Ledger, note: Note, reading: Reading) -> Noted:
    """Encrypt to the record's keys, seal and log; the reading's `report` becomes the note's id."""
    keys = envelope.recipients(ledger.path)
    (account,) = ledger.objects.put([envelope.closed(canonical(note), keys)])
    reading = msgspec.structs.replace(reading, report=name(account))
    (claims,) = ledger.objects.put([envelope.closed(canonical(reading), keys)])
    facts = {"cipher": _CIPHER, "reader": reading.reader, "rulebook": reading.rulebook, "knowledge": reading.knowledge}
    ledger.commit([Draft(NOTE, facts, {OBJECT: account, CLAIMS: claims})])
    return Noted(id=name(account), object=account, claims=len(reading.claims), keys=len(keys))


def opened(ledger: Ledger, key: Path) -> Iterator[SealedNote]:
    """The notes that the keys of a file open, in log order. InputError where there are notes and it opens none."""
    secrets = agekeys.secrets(key)
    found = 0
    positions = [position for position in ledger.index.notes if ledger.log.get(position).has(OBJECT)]
    for position in positions:
        sealed = _opened(ledger, ledger.log.get(position), secrets)
        if sealed:
            found += 1
            yield sealed
    if positions and not found:
        raise InputError(
            "this key opens none of the record's notes", where=str(key), mend="give the key of this record"
        )


def name(digest: str) -> str:
    """The id of the note whose encrypted account has this digest: it leads to nothing that the note says."""
    return f"{PREFIX}{digest[:ID_LENGTH]}"


def digest_of(ledger: Ledger, note: str) -> str | None:
    """The digest of a note's encrypted account, where the record holds such a note."""
    accounts = (ledger.log.get(position).value(OBJECT) for position in ledger.index.notes)
    return next((account for account in accounts if account and name(account) == note), None)


def _opened(ledger: Ledger, entry: Opened, secrets: Sequence[agekeys.Secret]) -> SealedNote | None:
    account, claims = entry.value(OBJECT), entry.value(CLAIMS)
    plain = envelope.opened(ledger.objects.get(account), secrets)
    read = plain and claims and envelope.opened(ledger.objects.get(claims), secrets)
    if not plain or not read:
        return None
    try:
        note, reading = parse(plain, Note), parse(read, Reading)
    except msgspec.DecodeError as error:
        where = str(ledger.objects.path(account))
        raise RecordError(
            "a note of a form that this version does not know", where=where, mend="update Marsad"
        ) from error
    return SealedNote(id=name(account), position=entry.position, logged=entry.entry.logged, note=note, reading=reading)
