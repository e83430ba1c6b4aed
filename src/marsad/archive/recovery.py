"""What an interrupted writer leaves behind the head: whole entries are taken in, a torn end is set aside and cut off.

A writer appends openings, then leaves, then rewrites the head, each synced before the next; only then does it
acknowledge. So nothing behind the head was acknowledged. Whole entries are written once more, not merely synced: after
a failed sync the system may show bytes that the disk has not got.
"""

import os
from pathlib import Path
from typing import BinaryIO

import msgspec

from marsad.archive.entries import misfits, read_entry, read_openings
from marsad.archive.files import TEMPORARY, disk_error, write_file


def whole_lines(entries: BinaryIO, openings: BinaryIO, position: int) -> list[tuple[bytes, bytes]]:
    """The leaves and openings from here on that are whole and belong together, up to the first that does not."""
    lines: list[tuple[bytes, bytes]] = []
    for leaf, opening in zip(entries, openings, strict=False):
        if not _whole(leaf, opening, position + len(lines)):
            break
        lines.append((leaf[:-1], opening[:-1]))
    return lines


def settle(file: BinaryIO, start: int, lines: list[bytes]) -> None:
    """Make a file hold these lines from `start` on and nothing after, durably; what is cut off is kept as *.cut.tmp."""
    path = Path(file.name)
    wanted = joined(lines)
    try:
        file.seek(start)
        found = file.read()
        if found == wanted == b"":
            return
        if found[len(wanted) :]:
            write_file(path.with_name(f"{path.name}.{start + len(wanted)}.cut{TEMPORARY}"), found[len(wanted) :])
        append(file, start, lines)
    except OSError as error:
        raise disk_error(path, error) from error


def append(file: BinaryIO, start: int, lines: list[bytes]) -> None:
    """Write lines at `start`, where the file then ends, and sync it."""
    try:
        file.seek(start)
        file.write(joined(lines))
        file.truncate()
        file.flush()
        os.fsync(file.fileno())
    except OSError as error:
        raise disk_error(Path(file.name), error) from error


def joined(lines: list[bytes]) -> bytes:
    """Lines with their ends."""
    return b"".join(line + b"\n" for line in lines)


def _whole(leaf: bytes, opening: bytes, position: int) -> bool:
    if not (leaf.endswith(b"\n") and opening.endswith(b"\n")):
        return False
    try:
        entry, openings = read_entry(leaf[:-1]), read_openings(opening[:-1], position)
    except msgspec.DecodeError:
        return False
    return openings.open.keys() == entry.commitments.keys() and not misfits(entry, openings)
