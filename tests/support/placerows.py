"""Places for tests of the index: few letters and words, so that names meet, begin alike and are ambiguous."""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from marsad.gazetteer.disk.build import build_disk_index
from marsad.gazetteer.disk.index import DiskIndex
from marsad.gazetteer.index import Gazetteer
from marsad.gazetteer.place import PLACE_TYPES, PlaceRow, PlaceType

WORDS = ["دير", "ال", "الزور", "زور", "حلب", "وان", "باب", "الباب", "لد", "بلد", "كرم", "الكرم", "شرق", "ولد", "سد"]
NAME = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
SPELT = st.one_of(NAME, NAME.map(lambda name: name.replace("ا", "أ")), NAME.map(lambda name: f"«{name}»"))
WRITTEN = st.one_of(st.sampled_from(WORDS), st.builds("{}{}".format, st.sampled_from("وبلفس"), st.sampled_from(WORDS)))

Make = Callable[[Sequence[PlaceRow], Sequence[str]], Gazetteer]


def place(  # noqa: PLR0913 - a place has as many fields
    place_id: str,
    name: str,
    *variants: str,
    kind: PlaceType = "town",
    parent: str | None = "xx",
    country: str = "XX",
    source: str = "test",
    population: int = 0,
) -> PlaceRow:
    """A row with a point that nobody asks for."""
    return PlaceRow(place_id, name, "", variants, kind, parent, 1.5, -2.25, country, source, population)


COUNTRY = place("xx", "بلاد الاختبار", kind="country", parent=None)


FEW = st.lists(st.sampled_from(["كرم", "الكرم", "لد", "اللد"]), min_size=1, max_size=4).map(" ".join)
"""Names that differ by the article alone, or begin alike, more often than not."""


@st.composite
def rows(draw: st.DrawFn, *, most: int = 12, name: st.SearchStrategy[str] = SPELT) -> list[PlaceRow]:
    """A country and some places in it; now and then a town that no pack lists, or a name that folds to nothing."""
    found = [COUNTRY]
    for number in range(draw(st.integers(0, most))):
        names = draw(st.lists(name, min_size=1, max_size=3))
        unlisted = draw(st.booleans())
        found.append(
            place(
                f"geonames-{number}" if unlisted else f"xx-{number}",
                names[0] if draw(st.integers(0, 9)) else "ـ",
                *names[1:],
                kind=draw(st.sampled_from([kind for kind in PLACE_TYPES if kind != "country"])),
                source="GeoNames" if unlisted else "test",
                population=draw(st.integers(0, 3)),
            )
        )
    return found


def in_memory(rows: Sequence[PlaceRow], common: Sequence[str] = ()) -> Gazetteer:
    """All rows in memory."""
    return Gazetteer(rows, common)


def on_disk(rows: Sequence[PlaceRow], common: Sequence[str] = ()) -> Gazetteer:
    """All rows on disk."""
    return Gazetteer((), common, [stored(rows)])


def halves(rows: Sequence[PlaceRow], common: Sequence[str] = ()) -> Gazetteer:
    """Every other row in memory, and in an index too; the rest in a second index."""
    known = {row.id for row in rows}
    return Gazetteer(rows[::2], common, [stored(rows[::2], known), stored(rows[1::2], known)])


FORMS: dict[str, Make] = {"memory": in_memory, "disk": on_disk, "both": halves}


def stored(rows: Sequence[PlaceRow], known: set[str] | None = None) -> DiskIndex:
    """The rows as an open index, whose file nobody has to clear away."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "test.index"
        build_disk_index(rows, path, known or set())
        return DiskIndex(path)
