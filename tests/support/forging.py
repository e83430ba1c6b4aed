"""What an operator can do who knows the form of a record: any log with a fitting head, signed where the key is held."""

from pathlib import Path

from marsad.archive.head import head_of, write_head
from marsad.archive.merkle import leaf_hash, tree_root
from marsad.archive.signed.checkpoint import Checkpoint
from marsad.archive.signed.note import SigningKey

Lines = list[bytes]


def lines_of(record: Path) -> tuple[Lines, Lines]:
    """The log's leaves and openings, without their line ends."""
    entries, openings = (record / "log" / name for name in ("entries.jsonl", "openings.jsonl"))
    return entries.read_bytes().splitlines(), openings.read_bytes().splitlines()


def forge(record: Path, leaves: Lines, openings: Lines, key: SigningKey | None = None) -> None:
    """Put another log in place of a record's, with the head that fits; and the checkpoint, where the key is held."""
    root = tree_root([leaf_hash(leaf) for leaf in leaves])
    for name, lines in (("entries.jsonl", leaves), ("openings.jsonl", openings)):
        (record / "log" / name).write_bytes(b"".join(line + b"\n" for line in lines))
    write_head(record / "log" / "head.json", head_of(len(leaves), root.hex()))
    if key:
        note = Checkpoint(key.name, len(leaves), root).signed(key)
        (record / "log" / "checkpoint.note").write_text(note)
