"""A source note: a person's own account, which only those may see who hold the key."""

from datetime import date, datetime
from typing import Literal

import msgspec

from marsad.model.reading import Reading

Consent = Literal["unasked", "keep", "share", "publish"]
"""What the source agreed to: was not asked; that it is kept; that it is shown to who asks in their name; that it is
published without a name. None of these opens the class: a note leaves the record by no export.
"""
PREFIX = "note:"
"""What a note's id begins with; what follows are the first digits of the digest of the sealed, encrypted account."""


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """An account as it was taken down: whose (a code name), with what consent, by whom, when, in what language, where.

    `taken` is the day to which "yesterday" in the text refers; `place` is where it was taken down.
    """

    source: str
    consent: Consent
    taken_by: str
    taken: date
    text: str
    lang: str = "ar"
    place: str | None = None


class SealedNote(msgspec.Struct, frozen=True, kw_only=True):
    """A note that was opened with its key, with the reading that was sealed beside it."""

    id: str
    position: int
    logged: datetime
    note: Note
    reading: Reading


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """What sealing a note gave, with nothing in it of what the note says."""

    id: str
    object: str
    claims: int
    keys: int
