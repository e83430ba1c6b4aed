"""FIELD=VALUE, as a person corrects a claim, into the fields of a judgement; places and parties by what the packs know.

An empty value says that nothing is known. Lists are parted by `|`. Whatever has no short form is given as JSON.
"""

import calendar
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args

import msgspec

from marsad.errors import InputError
from marsad.gazetteer.index import Gazetteer, load_gazetteer
from marsad.gazetteer.parties import Parties, load_parties
from marsad.gazetteer.resolve import Context, Resolver
from marsad.model.claim import Claim
from marsad.model.name import Name, Place
from marsad.model.vocabulary import Change, Group, Kind, Modality, Outcome, Scope, Stance
from marsad.pipeline.overlays import knowledge_of
from marsad.reconcile.setting import SETTABLE

_BETWEEN = re.compile(r"\s*(?:\||←)\s*")
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)?\.\.(\d{4}-\d\d-\d\d)?")
_NUMBER = re.compile(
    r"(?P<exact>\d{1,9})|(?P<low>\d{1,9})-(?P<high>\d{1,9})|(?P<least>\d{1,9})\+|-(?P<most>\d{1,9})|(?P<unknown>\?)"
)
_COUNT = "write a count as outcome:group:number, and of=0 behind it for a part of the first: killed:child:2:of=0"
_DAY = "write 2016-12-06, 2016-12-01..2016-12-06, 2016-12 or 2016"


class FieldWords:
    """Puts what a person writes into the fields of a claim, with the packs of one record.

    `nearby`: ids of places that the report tells of, by which a name that several places bear is settled.
    """

    def __init__(self, record: Path, nearby: Iterable[str] = ()) -> None:
        knowledge = knowledge_of(record)
        self._gazetteer: Gazetteer = load_gazetteer(knowledge)
        self._parties: Parties = load_parties(knowledge)
        self._resolver = Resolver(self._gazetteer)
        self._context = Context(nearby=tuple(nearby))
        self._of: Mapping[str, Callable[[str], Any]] = {
            "places": lambda words: [self._place(name) for name in _parted(words)],
            "sources": lambda words: [self._party(name) for name in _parted(words)],
            "actor": self._party,
            "target": self._party,
            "date": _period,
            "counts": lambda words: [_count(item) for item in words.split(",")],
        }

    def fields(self, given: Iterable[str]) -> dict[str, Any]:
        """The fields as a judgement holds them; InputError for a field that does not exist and what it cannot say."""
        found: dict[str, Any] = {}
        for words in given:
            field, equals, value = words.partition("=")
            field = field.strip()
            if not equals:
                raise InputError(f"{words!r} is no FIELD=VALUE", mend="write the field's name, = and what it shall say")
            if field not in SETTABLE:
                raise InputError(f"a claim has no field {field!r} that can be set", mend=f"name one of {_SETTABLE}")
            if field in found:
                raise InputError(f"the field {field!r} is given twice", mend="part the values of a list by |")
            found[field] = self._value(field, value.strip())
        self._known_places(found.get("places") or ())
        return found

    def _value(self, field: str, words: str) -> Any:  # noqa: ANN401 - as JSON has it
        if not words:
            return [] if field in _LISTS else None
        if words[0] in "[{":
            return _json(words, field)
        if field == "share":
            return _number(words)
        if field == "persons":
            raise InputError("persons are given as JSON", mend='write persons=[{"role": "…"}]')
        if words not in _WORDS.get(field, (words,)):
            raise InputError(f"{words!r} is no {field}", mend=f"name one of {', '.join(_WORDS[field])}")
        return self._of[field](words) if field in self._of else words

    def _place(self, name: str) -> Any:  # noqa: ANN401 - as JSON has it
        row = self._gazetteer.get(name)
        if row is None:
            return msgspec.to_builtins(self._resolver.resolve(name, self._context))
        place = Place(row.name_ar, row.id, lat=row.lat, lon=row.lon, precision=self._resolver.precision(row))
        return msgspec.to_builtins(place)

    def _known_places(self, places: Iterable[Any]) -> None:
        """Refuse an id that no pack has: such a place would lie in nothing."""
        for place in places:
            at = place.get("id") if isinstance(place, dict) else None
            if isinstance(at, str) and self._gazetteer.get(at) is None and not self._part(place):
                mend = "`marsad places find` prints the ids of places; without an id the name stays open"
                raise InputError(f"no place has the id {at!r}", mend=mend)

    def _part(self, place: Mapping[str, Any]) -> bool:
        """Whether the id is that of a part of a place, which its name gives."""
        return bool(self._resolver.resolve(str(place.get("text", "")), self._context).id == place["id"])

    def _party(self, name: str) -> Any:  # noqa: ANN401 - as JSON has it
        return msgspec.to_builtins(Name(name, self._parties.find(name)))


_LISTS = {field.encode_name for field in msgspec.structs.fields(Claim) if field.default == ()}
_SETTABLE = ", ".join(sorted(SETTABLE))
_WORDS: Mapping[str, tuple[str, ...]] = {
    "kind": get_args(Kind),
    "change": get_args(Change),
    "stance": get_args(Stance),
    "modality": get_args(Modality),
    "scope": get_args(Scope),
}
"""Fields that hold a word of a closed list."""


def _parted(words: str) -> list[str]:
    return [part for part in _BETWEEN.split(words) if part]


def _json(words: str, field: str) -> Any:  # noqa: ANN401 - as JSON has it
    try:
        return msgspec.json.decode(words)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise InputError(f"the value of {field!r} is no JSON: {error}", mend="see that its brackets close") from error


def _number(words: str) -> float:
    try:
        return float(words)
    except ValueError:
        raise InputError(f"{words!r} is no number", mend="write a fraction of 1: share=0.67") from None


def _period(words: str) -> dict[str, Any]:
    """From and to with their precision: a day, a range, a month or a year."""
    try:
        if found := _DAYS.fullmatch(words):
            start, end = (date.fromisoformat(day) if day else None for day in found.groups())
            return _from_to(start, end, "range")
        parts = [int(part) for part in words.split("-")]
        if len(parts) == 1:
            return _from_to(date(parts[0], 1, 1), date(parts[0], 12, 31), "year")
        if len(parts) == 2:  # noqa: PLR2004 - a year and a month
            last = calendar.monthrange(parts[0], parts[1])[1]
            return _from_to(date(parts[0], parts[1], 1), date(parts[0], parts[1], last), "month")
        day = date.fromisoformat(words)
        return _from_to(day, day, "day")
    except (ValueError, OverflowError):
        raise InputError(f"{words!r} is no day and no period", mend=_DAY) from None


def _from_to(start: date | None, end: date | None, precision: str) -> dict[str, Any]:
    return {"from": start and start.isoformat(), "to": end and end.isoformat(), "precision": precision}


def _count(item: str) -> dict[str, Any]:
    """One count: killed:civilian:7, killed:5-9, injured:person:10+, killed:child:2:of=0."""
    parts = [part.strip() for part in item.split(":")]
    whole = int(parts.pop()[3:]) if len(parts) > 1 and re.fullmatch(r"of=\d{1,9}", parts[-1]) else None
    number = _NUMBER.fullmatch(parts[-1]) if len(parts) in {2, 3} else None
    outcome, group = parts[0], parts[1] if len(parts) == 3 else "person"  # noqa: PLR2004 - outcome, group, number
    if number is None or outcome not in get_args(Outcome) or group not in get_args(Group):
        raise InputError(f"{item.strip()!r} is no count", mend=_COUNT)
    found = {name: int(value) for name, value in number.groupdict().items() if value and value != "?"}
    exact = found.get("exact")
    low, high = found.get("low", found.get("least", exact)), found.get("high", found.get("most", exact))
    return {"outcome": outcome, "group": group, "low": low, "high": high, "part_of": whole}
