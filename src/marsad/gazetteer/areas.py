"""Countries and governorates of a large dump, by their codes: what its other places lie in."""

from collections.abc import Iterable

from marsad.errors import InputError
from marsad.gazetteer.importer import Found, Row
from marsad.gazetteer.importing import check
from marsad.gazetteer.knowledge import BUILT_IN
from marsad.gazetteer.known import Known
from marsad.gazetteer.matching import Matcher
from marsad.gazetteer.naming import points_back
from marsad.gazetteer.towns import town_settings

_MOST = 1 << 31
"""Numbers that GeoNames may give."""
_DIGITS = 11


class Areas:
    """Ids by code, those of places known before and those to be; `new` are the latter, by the code of their row."""

    def __init__(self, rows: Iterable[Row], known: Known, matcher: Matcher) -> None:
        """Learn from the rows of a dump's areas; bad ones are left out, and told when their turn comes."""
        self.new: dict[str, str] = {}
        self._known, self._matcher = known, matcher
        self._countries: dict[str, str] = {}
        self._governorates: dict[tuple[str, str], str] = {}
        for country, codes in town_settings(BUILT_IN / "places" / "towns.toml").parents.items():
            self._governorates |= {(country, code): place for code, place in codes.items() if place in known.rows}
        for row in rows:
            if isinstance(row, Found) and row.country and self._is_usable(row):
                self._learn(row)

    def above(self, row: Found, place_id: str) -> str | None:
        """The governorate that a row names, else its country; None for a country, and where neither is known."""
        country = self._country(row.country)
        if place_id == country:
            return None
        governorate = None if row.type in {"country", "governorate"} else self._governorates.get(_codes(row))
        return governorate or country

    def _learn(self, row: Found) -> None:
        if row.type == "country" and self._country(row.country) is None:
            place = self._matcher.match(row)
            self._countries[row.country] = place.id if place else self._mark(row, row.country.lower())
        elif row.type == "governorate" and _codes(row) not in self._governorates and _codes(row)[1]:
            place = self._matcher.match(row)
            self._governorates[_codes(row)] = place.id if place else self._mark(row, self._matcher.id_of(row))

    def _mark(self, row: Found, place_id: str) -> str:
        return self.new.setdefault(row.code, place_id)

    def _country(self, code: str) -> str | None:
        known = code.lower() if code.lower() in self._known.rows else None
        return self._countries.get(code, known)

    def _is_usable(self, row: Found) -> bool:
        try:
            check(row, self._known)
            number_of(row)
        except InputError:
            return False
        return not points_back(row.name_ar)


def number_of(row: Found) -> int:
    """GeoNames' number of a row's place. InputError where it has none."""
    number = int(row.code) if row.code.isascii() and row.code.isdigit() and len(row.code) < _DIGITS else _MOST
    if number >= _MOST:
        raise InputError(f"{row.code!r} is no number of GeoNames", where=row.where, mend="get the file again")
    return number


def _codes(row: Found) -> tuple[str, str]:
    """Country and first-level code."""
    above = (word for above in row.above if above.type == "governorate" for word in above.words)
    return row.country, next(above, "")
