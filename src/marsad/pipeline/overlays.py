"""What a record brings beside what is built in: rules, packs of places and parties, and the world they make."""

from pathlib import Path

from marsad.gazetteer.ancestry import Ancestry
from marsad.gazetteer.index import load_gazetteer
from marsad.gazetteer.parties import load_parties
from marsad.model.world import Region, World
from marsad.read.reader import load_reader

OVERLAYS = ("rules", "knowledge")
PACKS = "knowledge/places"


def world_of(record: Path) -> World:
    """What the packs, the record's own among them, know of places and parties."""
    parties = load_parties(knowledge_of(record))
    gazetteer = load_gazetteer(knowledge_of(record))
    ancestry = Ancestry(gazetteer)

    def lineage(place: str) -> tuple[Region, ...]:
        rows = (gazetteer.get(key) for key in (place, *ancestry.parents(place)))
        return tuple(Region(row.type, row.name_en, row.country) for row in rows if row)

    return World(parents=ancestry.parents, side=parties.side, forces=parties.kind, lineage=lineage)


def overlay_of(record: Path) -> Path | None:
    """The record, where it brings rules or knowledge of its own; what is built in is loaded once for all others."""
    return record if any((record / name).is_dir() for name in OVERLAYS) else None


def knowledge_of(record: Path) -> Path | None:
    """The folder of the packs that a record brings."""
    overlay = overlay_of(record)
    return overlay / "knowledge" if overlay else None


def forget_packs() -> None:
    """Let the next question load rules and packs anew: a record's own have changed on disk."""
    for load in (load_reader, load_gazetteer, load_parties):
        load.cache_clear()
