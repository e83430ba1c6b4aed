"""The sentences of a brief, as data in `phrases/ar.toml` and `phrases/en.toml`."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files

import msgspec

from marsad.model.name import Place
from marsad.model.period import Period
from marsad.model.vocabulary import Change, Group, Kind, Outcome, Status


class Phrases(msgspec.Struct, frozen=True):
    """Every word that a brief needs in one language; what is in braces is filled in."""

    comma: str
    semicolon: str
    quote: str
    day: str
    months: tuple[str, ...]
    heading: Mapping[str, str]
    period: Mapping[str, str]
    place: Mapping[str, str]
    number: Mapping[str, str]
    sentence: Mapping[str, str]
    kind: Mapping[str, str]
    outcome: Mapping[Outcome, str]
    group: Mapping[Group, str]
    status: Mapping[Status, str]

    def say(self, sentence: str, **parts: object) -> str:
        """A sentence with its parts filled in."""
        return self.sentence[sentence].format(**parts)

    def on(self, day: date) -> str:
        """A day with the name of its month, so that no mark between digits turns round in a line of Arabic."""
        return self.day.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def when(self, start: date | None, end: date | None) -> str:
        """A day or a period, open where an end is not known."""
        if start and start == end:
            return self.on(start)
        known = {name: self.on(day) for name, day in (("since", start), ("until", end)) if day}
        return self.period["_".join(known) or "unknown"].format(**known)

    def during(self, period: Period | None) -> str:
        """When something is said to have happened."""
        return self.when(period.start, period.end) if period else self.period["unknown"]

    def where(self, places: tuple[Place, ...] | list[Place]) -> str:
        """The names of places, as told."""
        return self.comma.join(place.text for place in places) or self.place["unknown"]

    def how_many(self, low: int | None, high: int | None) -> str:
        """A range in words; an end that nobody tells is left open."""
        if low is None:
            key = "unknown" if high is None else "up_to"
        elif high is None:
            key = "at_least"
        else:
            key = "exact" if low == high else "range"
        return self.number[key].format(low=low, high=high)

    def what(self, kind: Kind, change: Change | None) -> str:
        """The kind of happening, or of change, in words."""
        return self.kind.get(f"{kind}.{change}", self.kind[kind])


@lru_cache(maxsize=2)
def phrases(lang: str) -> Phrases:
    """The phrases of a language, `ar` or `en`."""
    return msgspec.toml.decode((files("marsad.answer") / "phrases" / f"{lang}.toml").read_bytes(), type=Phrases)
