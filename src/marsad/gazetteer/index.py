"""The immutable index of places: folded names to rows, rows to parents. Loaded once, shared by all."""

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path

from msgspec import structs

from marsad.gazetteer.disk.form import SUFFIX
from marsad.gazetteer.disk.index import DiskIndex, Named
from marsad.gazetteer.disk.shelf import Shelf
from marsad.gazetteer.distance import kilometres
from marsad.gazetteer.keys import name_key, name_words, peeled_keys
from marsad.gazetteer.knowledge import BUILT_IN, pack_files
from marsad.gazetteer.order import likeliest
from marsad.gazetteer.place import PlaceRow
from marsad.gazetteer.placepack import Line, check_places, joined, read_pack
from marsad.gazetteer.towns import is_unlisted, town_settings, world_towns

_SAME_TOWN_KM = 15.0
"""A town of the world is the pack's place of that name and country when it lies as near as this."""
_MEMORY = 1 << 16
"""Look-ups with particles peeled off, or in vain, that an index keeps."""
_AREAS = frozenset({"country", "governorate", "district", "region"})
_SETTLED = frozenset({"town", "village", "camp"})


class Gazetteer:
    """Places by id and by folded name. Answers have one order: the likeliest kind of place first, then id."""

    def __init__(
        self, rows: Iterable[PlaceRow] = (), common: Iterable[str] = (), indexes: Iterable[DiskIndex] = ()
    ) -> None:
        """Build over rows with unique ids; `common` are names that are ordinary words too.

        `indexes` are asked as if their rows stood behind these: a row hides those of its id that come later.
        """
        self._rows = {row.id: row for row in rows}
        self._common = frozenset(map(name_key, common))
        named: dict[str, dict[str, PlaceRow]] = {}
        for row in self._rows.values():
            for name in (row.name_ar, *row.variants):
                named.setdefault(name_key(name), {})[row.id] = row
        named.pop("", None)
        self._remembered: dict[str, str] = {}
        self._named = {key: tuple(sorted(found.values(), key=likeliest)) for key, found in named.items()}
        self._shelf = Shelf(found, self._rows) if (found := tuple(indexes)) else None

    def __len__(self) -> int:
        return len(self._rows) + (self._shelf.count() if self._shelf is not None else 0)

    @property
    def on_disk(self) -> bool:
        """Whether some of the rows lie on disk: `rows` and `names` then take long, and `look` serves instead."""
        return self._shelf is not None

    def check(self) -> None:
        """Read what lies on disk as a whole. RulebookError for an index of which a byte has changed."""
        if self._shelf is not None:
            self._shelf.check()

    def get(self, place_id: str) -> PlaceRow | None:
        """The row with this id, or None."""
        row = self._rows.get(place_id)
        return self._shelf.get(place_id) if row is None and self._shelf is not None else row

    def rows(self) -> Iterator[PlaceRow]:
        """Every row, in the order of loading."""
        yield from self._rows.values()
        if self._shelf is not None:
            yield from self._shelf.rows()

    def rows_in_memory(self) -> Iterator[PlaceRow]:
        """The rows that no index on disk holds."""
        yield from self._rows.values()

    def find(self, name: str) -> tuple[PlaceRow, ...]:
        """Every place of this name, spelling and clitics allowed for; () when no pack and no town bears it.

        The name as written comes first; particles are peeled off ("بحلب") only when that finds nothing.
        """
        found = self.exactly(name_key(name))
        if found:
            return found
        key = self._remembered.get(name)
        if key is None:
            key = next(filter(self.exactly, peeled_keys(name_words(name))), "")
            if len(self._remembered) >= _MEMORY:
                self._remembered.clear()
            self._remembered[name] = key
        return self.exactly(key)

    def exactly(self, key: str) -> tuple[PlaceRow, ...]:
        """The places that bear a folded key, nothing peeled."""
        found = self._named.get(key, ())
        stored = self._shelf.exactly(key) if self._shelf is not None else ()
        return tuple(sorted((*found, *stored), key=likeliest)) if found and stored else found or stored

    def look(self, key: str) -> tuple[tuple[str, ...], bool, bool]:
        """The ids that bear a folded key, whether it needs a cue, and whether longer names begin with its words."""
        stored = self._shelf.named(key) if self._shelf is not None else Named()
        begins = stored.begins or key in self._beginnings
        if key in self._named:
            return tuple(row.id for row in self.exactly(key)), self.needs_cue(key), begins
        return stored.ids, bool(stored.ids), begins

    def names(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Each name as folded words with the ids that bear it, the likeliest first; names in sorted order."""
        if self._shelf is not None:
            yield from Gazetteer(self.rows()).names()
            return
        for key in sorted(self._named):
            yield tuple(key.split(" ")), tuple(row.id for row in self._named[key])

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """Keys of whole words that longer names in memory begin with."""
        keys = (key.split(" ") for key in self._named)
        return frozenset(" ".join(words[:count]) for words in keys for count in range(1, len(words)))

    def needs_cue(self, name: str) -> bool:
        """Whether the name is a place only beside a cue (حي, بلدة, في …).

        So are common words, and names that only towns of the world or rows on disk bear: a list of all places holds
        every common noun.
        """
        key = name_key(name)
        found = self._named.get(key, ())
        return not found or key in self._common or all(is_unlisted(row) for row in found)


@lru_cache(maxsize=4)
def load_gazetteer(overlay: Path | None = None, *, towns: bool = True) -> Gazetteer:
    """Built-in packs, then the overlay's `places/*.csv`, then (with `towns`) towns of conflict-affected countries.

    The overlay's `places/*.index` stay on disk; they stand behind its packs and before the towns. A row of the overlay
    takes the place of the built-in row with its id; packs of the overlay that hold the same id add to one another
    (`placepack.joined`). Raises RulebookError, naming file and line, when a pack does not hold together.
    """
    rows = _pack_rows(overlay)
    indexes = [DiskIndex(path) for path in pack_files("places", SUFFIX, overlay)[-1]] if overlay else []
    stored = Shelf(indexes, {row.id for row in rows}) if indexes else None
    return Gazetteer(_with_towns(rows, stored) if towns else rows, _common_words(overlay), indexes)


def _pack_rows(overlay: Path | None) -> list[PlaceRow]:
    lines: dict[str, Line] = {}
    for layer in pack_files("places", ".csv", overlay):
        read = [list(read_pack(path)) for path in layer]
        packed = joined(read) if lines else [line for pack in read for line in pack]
        own = {line.row.id for line in packed}
        check_places([*(line for line in lines.values() if line.row.id not in own), *packed])
        added = [line._replace(row=structs.replace(line.row, added=line.row.id not in lines)) for line in packed]
        lines.update((line.row.id, line) for line in (added if lines else packed))
    return [line.row for line in lines.values()]


def _with_towns(rows: list[PlaceRow], stored: Shelf | None) -> Iterator[PlaceRow]:
    """The packs' rows and the towns of the world that none of them is; a town that one is lends it its population.

    `stored` are rows that stay where they are; a town that is one of them is left out.
    """
    packed = {row.id: row for row in rows}
    named: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for name in (row.name_ar, *row.variants):
            named.setdefault((row.country, name_key(name)), []).append(row.id)
    fresh: list[PlaceRow] = []
    for town in world_towns(town_settings(BUILT_IN / "places" / "towns.toml")):
        keys = [(town.country, name_key(name)) for name in (town.name_ar, *town.variants)]
        same = [row for key in keys for other in named.get(key, ()) if _is_town(town, row := packed[other])]
        for row in same:
            if row.type in _SETTLED and row.population < town.population:
                packed[row.id] = structs.replace(row, population=town.population)
        if not same and town.id not in packed and town.parent in packed and not _is_stored(town, stored):
            fresh.append(town)
    yield from packed.values()
    yield from fresh


def _is_stored(town: PlaceRow, stored: Shelf | None) -> bool:
    if stored is None or stored.get(town.id):
        return stored is not None
    named = (row for name in (town.name_ar, *town.variants) for row in stored.exactly(name_key(name)))
    return any(row.country == town.country and _is_town(town, row) for row in named)


def _is_town(town: PlaceRow, row: PlaceRow) -> bool:
    """Whether a row of the packs is the town: an area of its name is not, and its middle may lie beside the town."""
    return row.type not in _AREAS and kilometres(town.lat, town.lon, row.lat, row.lon) <= _SAME_TOWN_KM


def _common_words(overlay: Path | None) -> Iterator[str]:
    for layer in pack_files("places", ".txt", overlay):
        for path in layer:
            for line in path.read_text(encoding="utf-8").splitlines():
                name = line.partition("#")[0].strip()
                if name:
                    yield name
