"""The id that somebody means: whole, or by its first letters."""

from collections.abc import Collection
from difflib import get_close_matches

from marsad.errors import InputError


def meant(about: str, events: Collection[str], claims: Collection[str]) -> str:
    """The id that is meant: itself, else the only event's that begins so, else the only claim's.

    Raises InputError for an id that is neither an event's nor a claim's, naming the nearest, and for letters that
    begin several.
    """
    if about in events or about in claims:
        return about
    for ids in (events, claims):
        begun = sorted({i for i in ids if about and i.startswith(about)})
        if len(begun) > 1:
            raise InputError(f"{len(begun)} ids begin with {about!r}", mend=f"say more of it: {', '.join(begun[:4])}")
        if begun:
            return begun[0]
    raise _unknown(about, [*events, *claims])


def _unknown(about: str, ids: Collection[str]) -> InputError:
    near = get_close_matches(about, sorted(ids), n=1, cutoff=0.5)
    mend = f"did you mean {near[0]}?" if near else "ids stand in what `marsad events` and `marsad read` print"
    return InputError(f"no event and no claim has the id {about!r}", mend=mend)
