"""The one order in which places of a name are told, wherever they are kept."""

from marsad.gazetteer.place import PRIOR_OF_TYPE, PlaceRow
from marsad.gazetteer.towns import is_unlisted


def likeliest(row: PlaceRow) -> tuple[float, bool, bool, int, str]:
    """Sorts by kind, then what a list vouches for, what is built in, the larger, the smaller id."""
    return -PRIOR_OF_TYPE[row.type], is_unlisted(row), row.added, -row.population, row.id
