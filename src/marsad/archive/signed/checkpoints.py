"""What an operator does with checkpoints: hands one out, and hands the signing over to a new key."""

from pathlib import Path

from marsad.archive.kinds import key_draft, stamp_draft
from marsad.archive.ledger import Ledger
from marsad.archive.log import SIGNED
from marsad.archive.proof.stamp import Stamp
from marsad.archive.signed.checkpoint import read_checkpoint
from marsad.archive.signed.keyring import signed_statement, statement
from marsad.archive.signed.signing import KEY_FILE, keep_key, new_key
from marsad.errors import RecordError


def latest(ledger: Ledger, key: Path | None = None) -> str:
    """The log as it is, signed: a note that others may keep. RecordError where that wants a key that is not here."""
    if ledger.index.keys.current is None:
        rotate(ledger)
    ledger.sign(key)
    path = ledger.log.folder / SIGNED
    if ledger.signed_size() < ledger.log.size:
        mend = "name the key's file with `--key`"
        raise RecordError("the log has grown since it was signed, and its key is not here", where=KEY_FILE, mend=mend)
    return path.read_text(encoding="utf-8")


def keep_stamp(ledger: Ledger, note: str, stamp: Stamp) -> None:
    """Seal a checkpoint and an authority's answer to it, and log them."""
    said = read_checkpoint(note)
    digests = ledger.objects.put([note.encode(), stamp.token])
    facts = {"size": said.size, "root": said.root.hex(), "authority": stamp.authority, "trusted": stamp.trusted}
    if stamp.time:
        facts["time"] = stamp.time.isoformat()
    ledger.commit([stamp_draft(facts, *digests)])
    ledger.sign()


def rotate(ledger: Ledger, key: Path | None = None) -> str:
    """Log a new key, signed by itself and by the one before, and keep it as the record's own; returns it as text.

    What was signed before stays signed with the key of its time. RecordError where the one before is not at hand. The
    new key is durable under a name of its own before the log names it, so that no crash leaves the log without one.
    """
    keys = ledger.index.keys
    old = ledger.key(key)
    if keys.current and old is None:
        mend = "name the key's file with `--key`"
        raise RecordError("a new key must be signed by the one before, which is not here", where=KEY_FILE, mend=mend)
    new = new_key(keys.name)
    said = statement(keys.name, "key", ledger.log.size, str(new.public))
    keep_key(ledger.path, new, following=True)
    ledger.commit([key_draft(str(new.public), signed_statement(said, *([old] if old else []), new))])
    keep_key(ledger.path, new)
    ledger.sign()
    return str(new.public)
