"""JSON of place files: read with suspicion, and named by the line where it breaks off."""

import json
from typing import Any

from marsad.errors import InputError
from marsad.gazetteer.encoding import text_of
from marsad.gazetteer.importer import Source

_LOOK = 64


def looks_like_json(source: Source) -> bool:
    """Whether the text opens as a JSON object or array does."""
    try:
        return text_of(source.data)[:_LOOK].lstrip()[:1] in {"{", "["}
    except InputError:
        return False


def load(source: Source) -> Any:  # noqa: ANN401 - any JSON
    """The file's value. InputError, naming the line, where it is not JSON or breaks off."""
    try:
        return json.loads(text_of(source.data))
    except json.JSONDecodeError as error:
        cut = error.pos >= len(error.doc.rstrip()) or "Unterminated" in error.msg
        what = "the JSON breaks off" if cut else f"it is not JSON: {error.msg}"
        mend = "get the whole file again" if cut else "mend it, or export it anew"
        raise InputError(what, where=f"{source.name}:{error.lineno}", mend=mend) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"it is not JSON: {error}", where=source.name, mend="mend it, or export it anew") from error


def cell(value: Any) -> str:  # noqa: ANN401 - any JSON
    """A property as the text of a cell: lists joined, null and objects empty."""
    if isinstance(value, list):
        return "|".join(text for item in value if (text := cell(item)))
    if value is None or isinstance(value, dict | bool):
        return ""
    return str(value)
