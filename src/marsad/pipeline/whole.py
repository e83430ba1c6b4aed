"""Whether a record is whole: what is sealed, what is signed, and the projection beside them, part by part."""

from collections.abc import Sequence
from pathlib import Path

from marsad.archive.archive import Archive
from marsad.archive.findings import Finding, Verified
from marsad.archive.overlays import is_overlay
from marsad.archive.verify import Progress
from marsad.archive.verify import verify as verify_sealed
from marsad.errors import Doubt, InputError, MarsadError, RecordError
from marsad.model.done import Checked, Part, PartName
from marsad.pipeline.projection import PROJECTION, differences
from marsad.store.stores.sqlite import side_files


def verify(record: Path, copies: Sequence[Path] = (), *, progress: Progress | None = None) -> Checked:
    """Re-hash all that is sealed, check the log and its signatures, rebuild the projection elsewhere and compare.

    `copies` are checkpoints that lay elsewhere; the log is held to each.
    """
    notes = {str(copy.absolute()): note_in(copy) for copy in copies}
    sealed = verify_sealed(record, besides=side_files(PROJECTION), copies=notes, progress=progress)
    parts = _parts(sealed, len(notes))
    found: list[MarsadError] = [
        (RecordError if finding.grave else Doubt)(finding.what, where=str(record / finding.path))
        for finding in sealed.findings
    ]
    if not sealed.whole:
        return Checked(sealed.entries, "", tuple(found), (*parts, Part("database", "unseen")))
    with Archive.open(record) as archive:
        differing = tuple(differences(archive, record))
        database = Part("database", "damaged" if differing else "whole", damaged=len(differing))
        return Checked(archive.size, archive.root(), (*differing, *found), (*parts, database))


def note_in(path: Path) -> str:
    """The note in a file that was kept elsewhere."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        what = f"the checkpoint cannot be read: {error.strerror}"
        raise InputError(what, where=str(path), mend="name a file that `marsad checkpoint` wrote") from error


def _parts(sealed: Verified, copies: int) -> tuple[Part, ...]:
    """Each part of a record that is there, with how much of it is damaged."""
    damaged: dict[PartName, set[str]] = {}
    for finding in sealed.findings:
        if finding.grave:
            damaged.setdefault(_part(finding), set()).add(finding.path.split(":")[0])
    there: dict[PartName, int] = {
        "log": sealed.entries,
        "signature": sealed.signed,
        "copies": copies,
        "objects": sealed.objects,
        "own": sealed.overlays,
        "foreign": 0,
    }
    return tuple(
        Part(name, "damaged" if name in damaged else "whole", number, len(damaged.get(name, ())))
        for name, number in there.items()
        if number or name in damaged
    )


def _part(finding: Finding) -> PartName:
    path = finding.path
    if path.startswith("/"):
        return "copies"
    if finding.what == "it is no part of a record":
        return "foreign"
    if path.startswith(("log/checkpoint.note", "keys/")):
        return "signature"
    if path.startswith("log/"):
        return "log"
    return "own" if is_overlay(path) else "objects"
