"""What may leave: every field has a class in `sensitivity.toml`, and one without a class stops the export."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

from marsad.errors import RecordError, RulebookError
from marsad.model.name import Name
from marsad.model.sourced import SourcedClaim

Sensitivity = Literal["public", "party", "withheld"]
_TABLE = "export/sensitivity.toml"


@lru_cache(maxsize=1)
def classes() -> dict[str, dict[str, Sensitivity]]:
    """Shape → field → class, as the package ships it."""
    table = (files("marsad.export") / "sensitivity.toml").read_bytes()
    return msgspec.toml.decode(table, type=dict[str, dict[str, Sensitivity]])


def cleared(shape: str, record: Mapping[str, Any], table: Mapping[str, Mapping[str, Sensitivity]]) -> dict[str, Any]:
    """The record without what is withheld; raises RulebookError for a field that has no class.

    `record` is what msgspec makes of a struct; names in it are mappings with `text` and `id`.
    """
    known = table.get(shape, {})
    if unknown := sorted(record.keys() - known.keys()):
        raise RulebookError(
            f"{shape} field {unknown[0]!r} has no sensitivity class", where=_TABLE, mend="give it a class, then export"
        )
    return {field: _as_party(value, known[field]) for field, value in record.items() if known[field] != "withheld"}


def public(claims: Iterable[SourcedClaim]) -> None:
    """Nothing, for claims of reports; RecordError for one of a source note, which leaves by no export."""
    for claim in claims:
        if claim.private:
            raise RecordError("a claim of a source note may not leave the record", where=claim.report)


def _as_party(value: Any, kind: Sensitivity) -> Any:  # noqa: ANN401 - a field of any shape
    """A name, or a list of names, that only leaves where a pack knows it."""
    if kind != "party":
        return value
    if isinstance(value, list):
        return [name for name in value if name["id"] is not None]
    return value if value is None or value["id"] is not None else None


def shown(name: Name | None, kind: Sensitivity) -> str:
    """The words of a name, empty where it is withheld or nobody is named."""
    if name is None or kind == "withheld" or (kind == "party" and name.id is None):
        return ""
    return name.text
