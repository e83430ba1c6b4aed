"""Files that belong to a report, a claim or a note: sealed as they are, or encrypted where they belong to a note."""

import mimetypes
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from marsad.archive import envelope
from marsad.archive.agekeys import Secret, secrets
from marsad.archive.entries import OBJECT, Draft, Opened, sensible
from marsad.archive.files import TEMPORARY
from marsad.archive.kinds import ATTACHMENT
from marsad.archive.ledger import Ledger
from marsad.model.attachment import Attachment
from marsad.model.canonical import canonical, parse
from marsad.model.note import PREFIX

ABOUT = f"{OBJECT}.about"


class About(msgspec.Struct, frozen=True):
    """What only the key tells of a note's file."""

    file: str
    media: str | None


def attach(ledger: Ledger, path: Path, of: str, anchor: str) -> Attachment:
    """Seal and log a file of any size; one that is attached there already is logged once. OSError where unreadable.

    What belongs to a note is encrypted first; the same file twice is then sealed twice, for nothing tells that it is.
    """
    private = of.startswith(PREFIX)
    about = About(path.name, mimetypes.guess_type(path.name)[0])
    values = {"of": of, "anchor": anchor}
    if private:
        keys = envelope.recipients(ledger.path)
        values |= {OBJECT: _closed(ledger, path, keys)}
        (values[ABOUT],) = ledger.objects.put([envelope.closed(canonical(about), keys)])
    else:
        values |= {OBJECT: ledger.objects.put_file(path), **msgspec.structs.asdict(about)}
        for present in attachments(ledger):
            if (present.of, present.object) == (of, values[OBJECT]):
                return present
    (entry,) = ledger.commit([Draft(ATTACHMENT, {"private": private}, values)])
    return _attachment(ledger, entry, about)


def attachments(ledger: Ledger, key: Path | None = None) -> Iterator[Attachment]:
    """All attachments, in log order; a key tells the names of those that belong to notes."""
    keys = secrets(key) if key else []
    for position in ledger.index.attachments:
        entry = ledger.log.get(position)
        if entry.has(OBJECT) and entry.has("of"):
            yield _attachment(ledger, entry, _about(ledger, entry, keys))


def _about(ledger: Ledger, entry: Opened, keys: list[Secret]) -> About | None:
    if not entry.has(ABOUT):
        return About(entry.value("file") or "", entry.value("media"))
    plain = envelope.opened(ledger.objects.get(entry.value(ABOUT)), keys) if keys else None
    return parse(plain, About) if plain else None


def _attachment(ledger: Ledger, entry: Opened, about: About | None) -> Attachment:
    with sensible(entry):
        digest = entry.value(OBJECT)
        return Attachment(
            of=entry.value("of"),
            anchor=entry.value("anchor"),
            object=digest,
            size=ledger.objects.path(digest).stat().st_size,
            file=about.file if about else None,
            media=about.media if about else None,
            private=entry.entry.facts["private"],
            position=entry.position,
            logged=entry.entry.logged,
        )


def _closed(ledger: Ledger, path: Path, keys: list[str]) -> str:
    """The digest of a file that was encrypted in pieces and sealed."""
    with path.open("rb") as source, tempfile.NamedTemporaryFile(dir=ledger.path, suffix=TEMPORARY) as target:
        envelope.close_file(source, target, keys)
        target.flush()
        return ledger.objects.put_file(Path(target.name))
