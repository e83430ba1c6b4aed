"""What is asked of the record: which places, days and people, split by what, as known on which day."""

from datetime import date
from typing import Literal

import msgspec

from marsad.model.vocabulary import CountRule, Group, Outcome

By = Literal["place", "day", "month", "year", "kind", "party", "source"]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One question; every answer heeds the fields that mean something to it.

    `place`: id or name, asks for it and what lies inside. `since`/`until`: inclusive days; what may have happened in
    them is in. `as_known_on`: only what was published (without a date of publication: logged) by that day. `by`,
    `outcomes`, `groups` and `rule` are for counts (no outcome or group given: all), and so is `sensitivity` (each
    line by every rule); `lang` is for the brief, and so is `changed_since`: the day of the last one.
    """

    place: str | None = None
    since: date | None = None
    until: date | None = None
    as_known_on: date | None = None
    changed_since: date | None = None
    by: tuple[By, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    groups: tuple[Group, ...] = ()
    rule: CountRule = "range"
    sensitivity: bool = False
    lang: Literal["ar", "en"] = "en"


EVERYTHING = Asked()
"""The whole record, as known now."""
