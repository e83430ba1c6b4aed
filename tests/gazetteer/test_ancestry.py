"""What lies inside what, and how far apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.gazetteer.ancestry import Ancestry
from marsad.gazetteer.distance import kilometres, shifted
from marsad.gazetteer.index import load_gazetteer

ANCESTRY = Ancestry(load_gazetteer())
IDS = [row.id for row in load_gazetteer().rows()]
LATITUDE = st.floats(min_value=-80, max_value=80)
LONGITUDE = st.floats(min_value=-180, max_value=180)


def test_parents_run_from_the_nearest_to_the_country() -> None:
    assert ANCESTRY.parents("sy-aleppo-ash-shaar") == ("sy-aleppo/east", "sy-aleppo", "sy-gov-aleppo", "sy")
    assert ANCESTRY.parents("sy") == ()
    assert ANCESTRY.parents("no-such-place") == ()


def test_a_derived_part_lies_inside_its_place_and_all_above() -> None:
    assert ANCESTRY.parents("sy-homs/south") == ("sy-homs", "sy-gov-homs", "sy")
    assert ANCESTRY.inside("sy-homs/south", "sy-gov-homs")
    assert not ANCESTRY.inside("sy-homs", "sy-homs/south")
    assert ANCESTRY.parents("no-such/south") == ()


@pytest.mark.parametrize(
    ("inner", "outer", "lies"),
    [
        ("sy-aleppo-ash-shaar", "sy-aleppo/east", True),
        ("sy-aleppo-ash-shaar", "sy-aleppo", True),
        ("sy-aleppo-ash-shaar", "sy-aleppo/west", False),
        ("sy-aleppo", "sy-aleppo", True),
        ("sy-aleppo", "sy-aleppo-ash-shaar", False),
        ("ps-gaza-city-shujaiya", "ps-gaza-strip", True),
        ("sy-douma", "sy-eastern-ghouta", True),
    ],
)
def test_inside(inner: str, outer: str, lies: bool) -> None:  # noqa: FBT001 - a table's column
    assert ANCESTRY.inside(inner, outer) is lies


def test_above_gives_the_place_of_a_type() -> None:
    assert ANCESTRY.above("sy-aleppo-ash-shaar", "town") == "sy-aleppo"
    assert ANCESTRY.above("sy-aleppo", "town") == "sy-aleppo"
    assert ANCESTRY.above("sy", "town") is None


def test_distances_in_kilometres() -> None:
    assert ANCESTRY.distance_km("sy-aleppo", "sy-damascus") == pytest.approx(310, rel=0.02)
    assert ANCESTRY.distance_km("sy-aleppo", "sy-aleppo") == 0
    assert ANCESTRY.distance_km("sy-aleppo/north", "sy-aleppo") == 0
    assert ANCESTRY.distance_km("sy-aleppo", "no-such") is None


@settings(deadline=None)
@given(st.sampled_from(IDS))
def test_every_chain_ends_at_a_country_and_never_turns(place_id: str) -> None:
    chain = (place_id, *ANCESTRY.parents(place_id))
    assert len(set(chain)) == len(chain)
    last = load_gazetteer().get(chain[-1])
    assert last is not None
    assert last.type == "country"


@settings(deadline=None)
@given(LATITUDE, LONGITUDE, LATITUDE, LONGITUDE)
def test_distance_is_symmetric_and_bounded(lat: float, lon: float, lat2: float, lon2: float) -> None:
    there, back = kilometres(lat, lon, lat2, lon2), kilometres(lat2, lon2, lat, lon)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 20_040


@settings(deadline=None)
@given(LATITUDE, LONGITUDE, st.floats(min_value=0, max_value=360), st.floats(min_value=1, max_value=200))
def test_a_shifted_point_lies_as_far_off_as_it_was_moved(lat: float, lon: float, bearing: float, far: float) -> None:
    assert kilometres(lat, lon, *shifted(lat, lon, bearing, far)) == pytest.approx(far, rel=0.12, abs=0.1)
