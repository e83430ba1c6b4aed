"""BagIt bags (RFC 8493): files with a manifest of their digests, written beside their place and renamed into it."""

import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from marsad.archive.files import TEMPORARY, disk_error
from marsad.errors import RecordError
from marsad.model.canonical import file_digest

PAYLOAD = "data/"
_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_MANIFEST, _TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"


class Bag:
    """A bag on its way to `target`, where nothing may be; `finish` puts it there. RecordError where a disk refuses."""

    def __init__(self, target: Path) -> None:
        if target.exists():
            raise RecordError("there is something at this place already", where=str(target), mend="choose a new name")
        self._target = target
        self._folder = target.with_name(f"{target.name}{TEMPORARY}")
        self._digests: dict[str, str] = {}
        shutil.rmtree(self._folder, ignore_errors=True)
        self.add("bagit.txt", _DECLARATION)

    def add(self, name: str, data: bytes) -> None:
        """Put a file of these bytes in: payload where its name begins with `data/`, else beside it."""
        if name not in self._digests:
            self._made(name, lambda path: path.write_bytes(data))

    def copy(self, name: str, source: Path) -> str:
        """Put a copy of a file in, and return the copy's digest."""
        if name not in self._digests:
            self._made(name, lambda path: shutil.copyfile(source, path))
        return self._digests[name]

    def _made(self, name: str, make: Callable[[Path], object]) -> None:
        path = self._folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            make(path)
        except OSError as error:
            raise disk_error(path, error) from error
        self._digests[name] = file_digest(path)

    def finish(self, info: Mapping[str, str]) -> None:
        """Write the manifests, and rename the bag into its place. `info`: what bag-info.txt says."""
        payload = {name: digest for name, digest in self._digests.items() if name.startswith(PAYLOAD)}
        octets = sum((self._folder / name).stat().st_size for name in payload)
        said = {**info, "Payload-Oxum": f"{octets}.{len(payload)}"}
        self.add("bag-info.txt", "".join(f"{label}: {value}\n" for label, value in said.items()).encode())
        self.add(_MANIFEST, _lines(payload))
        self.add(_TAGS, _lines({name: digest for name, digest in self._digests.items() if name not in payload}))
        try:
            self._folder.rename(self._target)
        except OSError as error:
            raise disk_error(self._target, error) from error

    def drop(self) -> None:
        """Take away what is there of it."""
        with suppress(OSError):
            shutil.rmtree(self._folder)


def _lines(digests: Mapping[str, str]) -> bytes:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode()
