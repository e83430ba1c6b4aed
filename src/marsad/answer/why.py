"""From any event, claim or count line back to the claims and their exact words."""

from collections.abc import Callable, Iterable

from marsad.model.answer import CountLine, Why
from marsad.model.event import Event
from marsad.model.sourced import SourcedClaim

Text = Callable[[str], str | None]
"""The text with this digest, or None where it is not to be had (erased, sealed away)."""


def why(
    about: str | CountLine,
    events: Iterable[Event],
    claims: Iterable[SourcedClaim],
    text: Text,
    *,
    aliases: dict[str, str] | None = None,
) -> Why:
    """What an event id (former ones included), a claim id or a count line stands on.

    Raises InputError for an id that is neither an event's nor a claim's, naming the nearest.
    """
    _ = events, claims, text, aliases
    return Why(about=str(about), what="")
