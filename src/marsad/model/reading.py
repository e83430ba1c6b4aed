"""What one reader made of one report: the interchange line that `marsad read` prints."""

from datetime import date

import msgspec

from marsad.model.claim import Claim


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A report's claims, with the digests of what made them: text, rulebook (lexicons and rules), knowledge packs.

    `reader` is `fast` (rules alone) or `careful`, then with the version of the `finder`.
    """

    report: str
    published: date | None = None
    outlet: str | None = None
    text_digest: str
    reader: str = "fast"
    finder: str | None = None
    rulebook: str
    knowledge: str
    claims: tuple[Claim, ...] = ()
