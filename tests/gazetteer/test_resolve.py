"""A name in its context: the right place, a part of one, a coarser one, or honestly none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.gazetteer.index import Gazetteer, load_gazetteer
from marsad.gazetteer.place import PlaceRow
from marsad.gazetteer.rank import Context
from marsad.gazetteer.resolve import Resolver
from marsad.model.vocabulary import PlacePrecision

RESOLVER = Resolver(load_gazetteer())
IN_ALEPPO = Context(parents=("sy-aleppo",), country="SY")
IN_HOMS = Context(parents=("sy-homs",))


def place_id(name: str, context: Context | None = None) -> str | None:
    return RESOLVER.resolve(name, context or Context()).id


@pytest.mark.parametrize(
    ("name", "context", "place", "precision"),
    [
        ("حلب", Context(), "sy-aleppo", "town"),
        ("محافظة إدلب", Context(), "sy-gov-idlib", "governorate"),
        ("إدلب", Context(cue="governorate"), "sy-gov-idlib", "governorate"),
        ("سورية", Context(), "sy", "country"),
        ("كرم القاطرجي", Context(), "sy-aleppo-karm-al-qaterji", "neighbourhood"),
        ("حي الشعار", Context(), "sy-aleppo-ash-shaar", "neighbourhood"),
        ("الشعار", IN_ALEPPO, "sy-aleppo-ash-shaar", "neighbourhood"),
        ("مستشفى العيون", Context(), "sy-eye-hospital-aleppo", "point"),
        ("مخيم اليرموك", Context(), "sy-damascus-yarmouk-camp", "neighbourhood"),
        ("الغوطة الشرقية", Context(), "sy-eastern-ghouta", "district"),
        ("شمال سوريا", Context(), "sy-northern-syria", "country"),
        ("مدينة الحديدة", Context(), "ye-hudaydah", "town"),
    ],
)
def test_names_come_with_an_honest_precision(
    name: str, context: Context, place: str, precision: PlacePrecision
) -> None:
    found = RESOLVER.resolve(name, context)
    assert (found.id, found.precision, found.text) == (place, precision, name)
    assert found.lat is not None


@pytest.mark.parametrize(
    ("context", "place"),
    [
        (IN_HOMS, "sy-homs-khalidiyah"),
        (Context(parents=("sy-aleppo",)), "sy-aleppo-al-khaldiyeh"),
        (Context(nearby=("sy-aleppo-ash-shaar",)), "sy-aleppo-al-khaldiyeh"),
        (Context(country="IQ"), "iq-khalidiya-anbar"),
        (Context(parents=("iq-gov-anbar",)), "iq-khalidiya-anbar"),
        (Context(nearby=("sy-homs-al-waer",), cue="neighbourhood"), "sy-homs-khalidiyah"),
    ],
)
def test_one_name_is_told_apart_by_what_stands_beside_it(context: Context, place: str) -> None:
    assert place_id("الخالدية", context) == place


@pytest.mark.parametrize(
    ("name", "context"),
    [
        ("طرابلس", Context()),
        ("الباب", Context()),
        ("الثورة", Context()),
        ("السلام", Context()),
        ("نقاط", Context()),
        ("مناطق أخرى", Context(country="SY")),
        ("الأحياء الشرقية", Context()),
        ("المدينة", Context()),
        ("", Context()),
    ],
)
def test_what_is_not_clear_is_not_forced(name: str, context: Context) -> None:
    found = RESOLVER.resolve(name, context)
    assert (found.id, found.lat, found.precision) == (None, None, "unknown")


@pytest.mark.parametrize(("country", "place"), [("LY", "ly-tripoli-libya"), ("LB", "lb-tripoli-lebanon"), (None, None)])
def test_two_great_towns_of_one_name_need_the_country(country: str | None, place: str | None) -> None:
    assert place_id("طرابلس", Context(country=country)) == place


def test_a_great_town_stands_before_a_village_of_its_name() -> None:
    assert place_id("دوما") == "sy-douma"
    assert place_id("دوما", Context(parents=("ps-dist-nablus",))) == "ps-duma-nablus"


def test_an_unknown_name_in_a_known_place_gets_that_point_and_precision_but_no_id() -> None:
    found = RESOLVER.resolve("قرية المجهولة", Context(parents=("sy-gov-idlib",)))
    row = load_gazetteer().get("sy-gov-idlib")
    assert row is not None
    assert (found.id, found.lat, found.lon, found.precision) == (None, row.lat, row.lon, "governorate")


@pytest.mark.parametrize(
    ("name", "context", "place", "precision"),
    [
        ("شرق حلب", Context(), "sy-aleppo/east", "town"),
        ("الأحياء الشرقية في حلب", Context(), "sy-aleppo/east", "town"),
        ("القسم الشرقي من مدينة حلب", Context(), "sy-aleppo/east", "town"),
        ("الأحياء الشرقية", IN_ALEPPO, "sy-aleppo/east", "town"),
        ("الأحياء الشرقية", Context(before=("sy-aleppo-ash-shaar",)), "sy-aleppo/east", "town"),
        ("شرق المدينة", Context(before=("sy-aleppo-ash-shaar",)), "sy-aleppo/east", "town"),
        ("أحياء حلب", Context(), "sy-aleppo", "town"),
        ("جنوب حمص", Context(), "sy-homs/south", "town"),
        ("ريف حلب الشمالي", Context(), "sy-gov-aleppo/countryside-north", "governorate"),
        ("ريف إدلب", Context(), "sy-gov-idlib/countryside", "governorate"),
        ("ريف إدلب الجنوبي الشرقي", Context(), "sy-gov-idlib/countryside-south-east", "governorate"),
        ("الريف الجنوبي الشرقي لجسر الشغور", Context(), "sy-jisr-al-shughur/countryside-south-east", "district"),
        ("ريف دمشق", Context(), "sy-gov-rif-dimashq", "governorate"),
        ("ريف دمشق الجنوبي", Context(), "sy-gov-rif-dimashq/south", "governorate"),
        ("شمال غرب درعا", Context(), "sy-daraa/north-west", "town"),
        ("أطراف الميادين", Context(country="SY"), "sy-mayadin/outskirts", "town"),
        ("محيط مخيم اليرموك", Context(), "sy-damascus-yarmouk-camp/outskirts", "neighbourhood"),
        ("منطقة عفرين", Context(), "sy-afrin/area", "district"),
        ("الحدود مع سوريا", Context(), "sy/border", "country"),
        ("قرب مدخل المدينة الجنوبي", Context(parents=("sy-deir-ez-zor",)), "sy-deir-ez-zor/outskirts-south", "town"),
    ],
)
def test_parts_are_places_with_a_coarser_precision(
    name: str, context: Context, place: str, precision: PlacePrecision
) -> None:
    found = RESOLVER.resolve(name, context)
    assert (found.id, found.precision) == (place, precision)


def test_a_side_lies_where_it_says() -> None:
    homs = RESOLVER.resolve("حمص", Context())
    south = RESOLVER.resolve("جنوب حمص", Context())
    north_east = RESOLVER.resolve("شمال شرق حمص", Context())
    assert None not in {homs.lat, homs.lon, south.lat, south.lon, north_east.lat, north_east.lon}
    assert south.lat < homs.lat < north_east.lat  # type: ignore[operator] # none is missing, as just said
    assert south.lon == pytest.approx(homs.lon, abs=1e-3)
    assert north_east.lon > homs.lon  # type: ignore[operator] # likewise


def test_the_country_of_a_report_is_what_most_of_its_names_agree_on() -> None:
    assert RESOLVER.country_of([["sy-aleppo"], ["sy-homs", "sy-gov-homs"], ["iq-mosul"]]) == "SY"
    assert RESOLVER.country_of([["sy-aleppo"], ["iq-mosul"]]) is None
    assert RESOLVER.country_of([["sy-aleppo", "iq-mosul"]]) is None
    assert RESOLVER.country_of([["sy-aleppo/east"], ["no-such"]]) == "SY"
    assert RESOLVER.country_of([["sy-idlib"], ["iq-baghdad-jamiah-baghdad"]]) == "SY"  # a quarter has no vote
    assert RESOLVER.country_of([["iq-baghdad-jamiah-baghdad"]]) == "IQ"  # but where it is alone
    assert RESOLVER.country_of([]) is None


def test_candidates_are_ranked_with_their_reasons() -> None:
    candidates = RESOLVER.rank("الخالدية", Context(parents=("sy-homs",)))
    assert candidates[0].row.id == "sy-homs-khalidiyah"
    assert "inside the place named" in candidates[0].reasons
    assert [c.score for c in candidates] == sorted((c.score for c in candidates), reverse=True)


def test_two_equal_candidates_leave_the_name_open_whatever_their_order() -> None:
    rows = [
        PlaceRow("xx", "بلاد", "", (), "country", None, 10, 20, "XX", "t"),
        PlaceRow("xx-a", "قرية", "", (), "town", "xx", 1, 2, "XX", "t"),
        PlaceRow("xx-b", "قرية", "", (), "town", "xx", 5, 6, "XX", "t"),
    ]
    for order in (rows, rows[::-1]):
        resolver = Resolver(Gazetteer(order))
        assert resolver.resolve("قرية", Context()).id is None
        assert [c.row.id for c in resolver.rank("قرية", Context())] == ["xx-a", "xx-b"]


WORDS = st.sampled_from(
    [
        "شرق",
        "ريف",
        "الأحياء",
        "الشرقية",
        "في",
        "حلب",
        "مدينة",
        "إدلب",
        "محيط",
        "و",
        "من",
        "المدينة",
        "الشمالي",
        "حي",
        "الشعار",
        "كذا",
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(WORDS, max_size=6), st.sampled_from([(), ("sy-aleppo",), ("sy-gov-idlib",), ("no-such",)]))
def test_any_phrase_resolves_the_same_way_twice_and_never_finer_than_its_place(
    words: list[str], parents: tuple[str, ...]
) -> None:
    context = Context(parents=parents)
    name = " ".join(words)
    found = RESOLVER.resolve(name, context)
    assert found == Resolver(load_gazetteer()).resolve(name, context)
    assert found.text == name
    assert (found.lat is None) == (found.precision == "unknown")
    if found.id and "/" in found.id:
        assert found.precision != "point"


def test_the_town_after_its_governorate_alone_is_the_capital() -> None:
    alone = Context(before=("sy-gov-deir-ez-zor", "sy-maarrat-al-numan"))
    inside = Context(before=("sy-gov-idlib", "sy-maarrat-al-numan"))
    assert place_id("المدينة", alone) == "sy-deir-ez-zor"
    assert place_id("المدينة", inside) == "sy-maarrat-al-numan"


def test_the_airport_is_no_port() -> None:
    both = Context(before=("ye-hudaydah-port", "ye-hudaydah-airport"))
    assert place_id("المطار", both) == "ye-hudaydah-airport"


@pytest.mark.parametrize(
    ("name", "context", "place"),
    [
        ("سوق المدينة", Context(parents=("sy-sarrin",)), None),
        ("سوق المدينة", IN_ALEPPO, "sy-aleppo-souq-al-madina"),
        ("الأندلس", Context(country="IQ"), None),
        ("جنوب الغوطة الشرقية", Context(), "sy-eastern-ghouta/south"),
        ("القطاع الغربي من محافظة درعا", Context(), "sy-gov-daraa/west"),
        ("قاعدة العند العسكرية", Context(), "ye-al-anad-air-base"),
        ("الحدود بين القطاع", Context(before=("ps-gaza-city",)), "ps-gaza-strip/border"),
        ("محيط منطقة عين ترما", Context(), "sy-ayn-tarma/outskirts"),
        ("الجنوب", Context(country="SY"), "sy/south"),
        ("الأحياء", IN_ALEPPO, None),
    ],
)
def test_what_stands_beside_a_name_speaks_for_and_against_it(name: str, context: Context, place: str | None) -> None:
    assert place_id(name, context) == place


def test_a_container_inside_a_phrase_locates_it_and_gives_no_id() -> None:
    found = RESOLVER.resolve("عدة بلدات في ريف حلب", Context())
    assert (found.id, found.precision) == (None, "governorate")
    assert found.lat is not None


@pytest.mark.parametrize(
    ("name", "place", "near"),
    [
        ("عين العرب (كوباني)", "sy-kobani-ayn-al-arab", "sy-kobani-ayn-al-arab"),
        ("الريف الشمالي لعين العرب (كوباني)", "sy-kobani-ayn-al-arab/countryside-north", "sy-kobani-ayn-al-arab"),
        ("هضبة الجولان السورية المحتلة", "sy-golan-heights", "sy-golan-heights"),
        ("محيط إدلب المدينة", "sy-idlib/outskirts", "sy-idlib"),
        ("بساتين تحيط ببلدة راجو", None, "sy-rajo"),
        ("طريق زراعي يؤدي من عفرين إلى مزارع بعيدة", None, "sy-afrin"),
        ("طريق سرمدا - أطمة", None, "sy-sarmada"),
        ("الحدود العراقية السورية", None, "iq"),
        ("جيب عفرين الكردي", "sy-afrin", "sy-afrin"),
        ("الطريق الساحلي التحيتا", None, "ye-tuhayta"),
        ("التلال المحاذية لمديرية حيس", None, "ye-hays"),
        ("الطريق الرابط بين مديريتي زبيد وحيس", None, "ye-zabid"),
        ("الطريق الدولي القامشلي ـ القحطانية", None, "sy-qamishli"),
        ("شرقي وجنوبي التحيتا", "ye-tuhayta/south-east", "ye-tuhayta"),
        ("الساحل اليمني", None, "ye"),
        ("الريف الحلبي", None, "sy-gov-aleppo"),
    ],
)
def test_a_phrase_built_from_a_known_name_lies_where_that_lies(name: str, place: str | None, near: str) -> None:
    found, row = RESOLVER.resolve(name, Context()), load_gazetteer().get(near)
    assert row
    assert found.id == place
    assert found.lat == pytest.approx(row.lat, abs=0.1)


@pytest.mark.parametrize("name", ["مناطق أخرى", "الأحياء المجاورة", "طريق ترابي", "بلدات تركية محاذية للحدود"])
def test_a_phrase_that_names_nothing_lies_nowhere(name: str) -> None:
    found = RESOLVER.resolve(name, Context())
    assert (found.id, found.lat) == (None, None)


def test_an_adjective_of_another_country_is_not_left_out() -> None:
    assert place_id("الساحل اليمني") is None
    assert place_id("مطار حلب السوري") == place_id("مطار حلب")
    assert place_id("مطار حلب التركي") != place_id("مطار حلب")


def test_a_district_and_the_seat_of_its_name_are_no_rivals() -> None:
    assert place_id("الرضمة", Context(country="YE")) == "ye-radmah"
