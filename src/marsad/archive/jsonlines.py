"""One line of a .jsonl of reports: known fields checked, unknown ones kept, the text as it stands in the line.

`json-line/1`: the string in the field `text`, as RFC 8259 reads it; an escape of half a surrogate pair survives.
"""

import json
import math
import re
from datetime import date, datetime
from typing import Any

import msgspec

from marsad.archive.extract import NOT_ARABIC
from marsad.archive.letters import is_arabic
from marsad.errors import InputError
from marsad.model.canonical import paired
from marsad.model.report import Report
from marsad.model.sealed import TextBase

JSON_LINE = "json-line/1"
_WORDS = ("outlet", "title", "url", "lang")
_KNOWN = {"report", "text", "published", "captured", *_WORDS}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]|$)")


class Doubt(msgspec.Struct, frozen=True):
    """Something in a line that could not be taken as it stands; it is kept as metadata."""

    what: str
    mend: str


def report_of(line: bytes) -> tuple[Report, TextBase, list[Doubt]]:
    """The report in a line; its id is "" where the line gives none. InputError where it is no report."""
    fields = _fields(line)
    report, text = fields.get("report"), fields.get("text")
    if not (report is None or isinstance(report, str)) or report == "":
        raise InputError("the field `report` is not a name", mend='write it as a string: "report": "…"')
    if not isinstance(text, str) or not text.strip():
        raise InputError("the field `text` holds no text", mend='give the report\'s text: "text": "…"')
    meta = {name: value for name, value in fields.items() if name not in _KNOWN}
    doubts: list[Doubt] = []
    published = _published(fields.get("published"), meta, doubts)
    captured = _captured(fields.get("captured"), meta, doubts)
    words = {name: _word(name, fields.get(name), meta, doubts) for name in _WORDS}
    base = TextBase(JSON_LINE, notes=() if is_arabic(text) else (NOT_ARABIC,))
    report = Report(report=report or "", text=text, published=published, captured=captured, meta=meta, **words)
    return report, base, doubts


def _fields(line: bytes) -> dict[str, Any]:
    try:
        text = paired(line.decode("utf-8", "surrogatepass"))
        value = json.loads(text, parse_constant=_refuse, parse_float=_float)
    except UnicodeDecodeError as error:
        what = f"the line is not UTF-8 (byte {error.start + 1})"
        raise InputError(what, mend="write the file as UTF-8") from error
    except json.JSONDecodeError as error:
        what = f"the line is not JSON: {error.msg} (character {error.pos + 1})"
        raise InputError(what, mend="one whole JSON object a line") from error
    except (ValueError, RecursionError) as error:
        what = f"the line is not JSON that can be kept: {error}"
        raise InputError(what, mend="one plain JSON object a line") from error
    if not isinstance(value, dict):
        raise InputError("the line is JSON, but no object", mend='one object a line: {"report": …, "text": …}')
    return value


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _float(digits: str) -> float | str:
    """A number; one too great for a float stays as it is written."""
    return number if math.isfinite(number := float(digits)) else digits


def _published(value: Any, meta: dict[str, Any], doubts: list[Doubt]) -> date | None:  # noqa: ANN401 - any JSON
    """The day; a time of day with it is kept as metadata, and so is what is no date, which gives no day."""
    if value is None or value == "":
        return None
    day = _day(value) if isinstance(value, str) else None
    if day is None:
        doubts.append(Doubt(f"`published` is no date: {_shown(value)}; the report is kept without one", _DATE_MEND))
    if day is None or value != day.isoformat():
        meta["published"] = value
    return day


def _day(value: str) -> date | None:
    """The day of a date, or of a date with a time, as written: no time zone moves it."""
    try:
        return datetime.fromisoformat(value).date() if _DAY.match(value) else None
    except ValueError:
        return None


def _captured(value: Any, meta: dict[str, Any], doubts: list[Doubt]) -> datetime | None:  # noqa: ANN401 - any JSON
    if value is None or value == "":
        return None
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError):
        meta["captured"] = value
        doubts.append(Doubt(f"`captured` is no time: {_shown(value)}; the report is kept without one", _TIME_MEND))
        return None


def _word(name: str, value: Any, meta: dict[str, Any], doubts: list[Doubt]) -> str | None:  # noqa: ANN401 - any JSON
    if value is None or isinstance(value, str):
        return value
    meta[name] = value
    doubts.append(Doubt(f"`{name}` is no string: {_shown(value)}; it is kept as metadata", "write it as a string"))
    return None


def _shown(value: Any) -> str:  # noqa: ANN401 - any JSON
    """A value as JSON, short enough for a message."""
    text = json.dumps(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


SHOWN = 40
_DATE_MEND = "write it as 2016-12-06, or null where it is not known"
_TIME_MEND = "write it as 2016-12-06T18:30:00Z, or null"
