"""A photo, video or document that belongs to a report, a claim or a source note."""

from datetime import datetime

import msgspec


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """A sealed file, linked by digest.

    `of` is the id of what it belongs to, `anchor` a digest that stays though ids are given anew: of the report's bytes,
    of the text that the claim is read from, or of the note's sealed account. `object` is the SHA-256 of the sealed
    bytes, `size` how many. Of what belongs to a note (`private`) the sealed bytes are encrypted, and `file` and `media`
    are null for all who lack the key.
    """

    of: str
    anchor: str
    object: str
    size: int
    file: str | None = None
    media: str | None = None
    private: bool = False
    position: int
    logged: datetime
