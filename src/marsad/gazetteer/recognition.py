"""The table of columns, `importers/columns.toml`, as it stands in its file: which headers and words mean what."""

import unicodedata
from functools import lru_cache
from pathlib import Path

import msgspec

from marsad.errors import RulebookError
from marsad.gazetteer.place import PlaceType

TABLE = Path(__file__).parent / "importers" / "columns.toml"


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Headers of one step of what a place lies in; `own` is false where it is never the row's own place."""

    type: PlaceType | None = None
    own: bool = True
    loose: bool = False
    name_ar: tuple[str, ...] = ()
    name_en: tuple[str, ...] = ()
    code: tuple[str, ...] = ()


class _Headers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    headers: tuple[str, ...]


class _Bare(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...]


class _Codes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    passed_over: tuple[str, ...] = ()


class _Beside(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    phrases: tuple[str, ...]


class _Latin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    articles: tuple[str, ...]
    generic: tuple[str, ...]
    same: dict[str, str] = {}


class Recognition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table as it stands in its file; headers are compared by `normal`."""

    nothing: tuple[str, ...]
    separators: str
    roles: dict[str, tuple[str, ...]]
    variants: _Headers
    level: tuple[Level, ...]
    types: dict[PlaceType, tuple[str, ...]]
    geonames: _Codes
    bare: _Bare
    names: dict[PlaceType, tuple[str, ...]]
    beside: _Beside
    files: dict[PlaceType, tuple[str, ...]]
    prefixes: dict[str, tuple[str, ...]]
    latin: _Latin

    def type_of(self, word: str) -> PlaceType | None:
        """What a value of a type column means."""
        wanted = normal(word)
        return next((kind for kind, words in self.types.items() if wanted in map(normal, words)), None)


@lru_cache(maxsize=1)
def recognition() -> Recognition:
    """The built-in table. RulebookError where it is not as described."""
    try:
        return msgspec.toml.decode(TABLE.read_bytes(), type=Recognition)
    except (msgspec.MsgspecError, OSError) as error:
        raise RulebookError(f"not a table of columns: {error}", where=str(TABLE), mend="install Marsad anew") from error


def normal(header: str) -> str:
    """A header without case, marks, spaces and accents."""
    plain = unicodedata.normalize("NFKD", header.casefold())
    return "".join(letter for letter in plain if letter.isalnum())
