"""One armed actor or voice of a party pack, and the closed list of what a party may be."""

from datetime import date
from typing import Literal, get_args

import msgspec

PartyKind = Literal[
    "state-forces",
    "rebel",
    "jihadist",
    "militia",
    "coalition",
    "foreign-state",
    "police",
    "monitor",
    "agency",
    "media",
    "un",
    "health",
    "civil-defence",
    "ngo",
    "official-body",
]
PARTY_KINDS: tuple[PartyKind, ...] = get_args(PartyKind)


class Party(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A party or voice, with its names as reports write them, without clitics and quotation marks.

    `aliases` name it everywhere; `generic` words ("الجيش") only in reports about the countries `generic_in` (its own
    where that is empty); `adjectives` are masculine singulars that name it ("تركي"); `metonyms` are capitals that speak
    or act for it. `side` groups parties that fight together; `since` and `until` bound its existence.
    """

    id: str
    name_en: str
    name_ar: str
    kind: PartyKind
    country: str | None = None
    side: str | None = None
    aliases: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()
    generic_in: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def generic_countries(self) -> tuple[str, ...]:
        """ISO codes of the countries in whose reports its generic names mean it."""
        if self.generic_in:
            return self.generic_in
        return (self.country,) if self.country else ()


class Forms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns that stand before an adjective or a name of a party and leave it the same party (`parties/_forms.toml`)."""

    masculine: tuple[str, ...] = ()
    feminine: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
