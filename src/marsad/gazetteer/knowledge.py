"""Where the packs lie, the user's after the built-in ones, and one digest over all that are in use."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from marsad.gazetteer.disk.form import HEADER, SUFFIX
from marsad.gazetteer.towns import towns_version

BUILT_IN = Path(__file__).parents[1] / "knowledge"
FOLDERS = ("places", "parties")
_SUFFIXES = frozenset({".csv", ".toml", ".txt"})


def pack_files(folder: str, suffix: str, overlay: Path | None = None) -> list[list[Path]]:
    """The packs of one folder ("places", "parties"), one list a layer, the built-in first; each sorted by name."""
    layers = [BUILT_IN] if overlay is None else [BUILT_IN, overlay]
    return [sorted((layer / folder).glob(f"*{suffix}"), key=lambda path: path.name) for layer in layers]


def knowledge_digest(overlay: Path | None = None) -> str:
    """SHA-256 (hex) over every pack in use, built-in and overlay, and the version of the world's towns; order fixed.

    Line ends do not count, so that a checkout on another system has the same digest. Of an index on disk its header
    counts, which holds the digest of the rest.
    """
    digest = hashlib.sha256()
    for name, data in _pieces(overlay):
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def _pieces(overlay: Path | None) -> Iterator[tuple[str, bytes]]:
    yield "towns", towns_version().encode()
    for at, layer in enumerate([BUILT_IN] if overlay is None else [BUILT_IN, overlay]):
        for folder in FOLDERS:
            for path in sorted((layer / folder).glob("*"), key=lambda path: path.name):
                if path.suffix in _SUFFIXES and path.is_file():
                    yield f"{at}/{folder}/{path.name}", path.read_bytes().replace(b"\r\n", b"\n")
                elif path.suffix == SUFFIX and path.is_file():
                    with path.open("rb") as file:
                        yield f"{at}/{folder}/{path.name}", file.read(HEADER)
