"""The names of events: logged as changes, so that an id that somebody cited resolves for ever, also after a rebuild."""

from typing import TypeVar

import msgspec

from marsad.archive.kinds import CHANGES, names_draft
from marsad.archive.ledger import Ledger
from marsad.errors import RecordError
from marsad.model.canonical import canonical, parse
from marsad.model.sealed import Names

T = TypeVar("T")


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """From the names before to the names now: what is set, and what is gone."""

    events: dict[str, tuple[str, ...]] = {}
    aliases: dict[str, str] = {}
    gone_events: tuple[str, ...] = ()
    gone_aliases: tuple[str, ...] = ()


def seal(ledger: Ledger, names: Names) -> frozenset[str]:
    """Log how the names have changed since the last time, if they have; returns former ids that lead nowhere now."""
    known = current(ledger)
    changes = Changes(
        events=_set(known.events, names.events),
        aliases=_set(known.aliases, names.aliases),
        gone_events=tuple(sorted(known.events.keys() - names.events.keys())),
        gone_aliases=tuple(sorted(known.aliases.keys() - names.aliases.keys())),
    )
    if changes != Changes():
        (digest,) = ledger.objects.put([canonical(changes)])
        ledger.commit([names_draft(digest)])
    return frozenset({*known.events, *known.aliases} - {*names.events, *names.aliases})


def current(ledger: Ledger) -> Names:
    """The names as last logged."""
    events: dict[str, tuple[str, ...]] = {}
    aliases: dict[str, str] = {}
    for position in ledger.index.names:
        changes = _changes(ledger, ledger.log.get(position).value(CHANGES))
        for gone in changes.gone_events:
            events.pop(gone, None)
        for gone in changes.gone_aliases:
            aliases.pop(gone, None)
        events.update(changes.events)
        aliases.update(changes.aliases)
    return Names(dict(sorted(events.items())), dict(sorted(aliases.items())))


def _changes(ledger: Ledger, digest: str) -> Changes:
    try:
        return parse(ledger.objects.get(digest), Changes)
    except msgspec.DecodeError as error:
        what = f"sealed names that cannot be read: {error}"
        raise RecordError(what, where=str(ledger.objects.path(digest)), mend="update Marsad") from error


def _set(known: dict[str, T], now: dict[str, T]) -> dict[str, T]:
    return {name: value for name, value in now.items() if known.get(name) != value}
