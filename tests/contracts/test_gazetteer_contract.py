"""What every form of the gazetteer answers, in memory, on disk and in part on each; and the tries over them."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from placerows import COUNTRY, FEW, FORMS, NAME, SPELT, WORDS, WRITTEN, Make, in_memory, place, rows

from marsad.arabic.fold import fold_key
from marsad.gazetteer.ancestry import Ancestry
from marsad.gazetteer.index import Gazetteer
from marsad.gazetteer.keys import name_key
from marsad.gazetteer.place import PlaceRow
from marsad.grammar.stored import Looked, StoredTrie
from marsad.grammar.trie import NameHit, article_free
from marsad.read.naming.names import place_trie

TEXT = st.lists(WRITTEN, min_size=1, max_size=6)
forms = pytest.mark.parametrize("make", FORMS.values(), ids=FORMS)
PLACES = [
    COUNTRY,
    place("xx-gov", "حلب", kind="governorate"),
    place("xx-aleppo", "حلب", "الشهباء", parent="xx-gov", population=9),
    place("xx-deir", "دير الزور", parent="xx-gov"),
    place("xx-bab", "الباب", parent="xx-gov"),
    place("geonames-1", "وان", source="GeoNames"),
    place("xx-idlib", "إدلب"),
]


def ids(found: tuple[PlaceRow, ...]) -> list[str]:
    return [row.id for row in found]


@forms
def test_names_are_found_with_spelling_and_clitics(make: Make) -> None:
    gazetteer = make(PLACES, [])
    assert ids(gazetteer.find("حلب")) == ids(gazetteer.find("وبحلب")) == ["xx-aleppo", "xx-gov"]
    assert ids(gazetteer.find("الشهباء")) == ["xx-aleppo"]
    assert ids(gazetteer.find("ادلب")) == ids(gazetteer.find("إِدلِب")) == ["xx-idlib"]
    assert ids(gazetteer.find("لدير الزور")) == ["xx-deir"]
    assert gazetteer.find("دير") == gazetteer.find("") == gazetteer.exactly("") == ()


@forms
def test_rows_come_back_as_they_were_given(make: Make) -> None:
    gazetteer = make(PLACES, [])
    assert sorted(gazetteer.rows(), key=lambda row: row.id) == sorted(PLACES, key=lambda row: row.id)
    assert len(gazetteer) == len(PLACES)
    assert all(gazetteer.get(row.id) == row for row in PLACES)
    assert gazetteer.get("xx-") is gazetteer.get("حلب") is gazetteer.get("") is None


@forms
def test_what_needs_a_cue(make: Make) -> None:
    """A name that only rows on disk bear always does: a list of all places holds every common noun."""
    gazetteer = make(PLACES, ["الباب"])
    assert all(gazetteer.needs_cue(name) for name in ("الباب", "وان", "لا"))
    in_memory = {row.id for row in gazetteer.rows_in_memory()}
    assert gazetteer.needs_cue("حلب") is in_memory.isdisjoint({"xx-aleppo", "xx-gov"})


@forms
def test_a_look_tells_of_longer_names(make: Make) -> None:
    gazetteer = make(PLACES, ["الباب"])
    assert gazetteer.look("دير") == ((), False, True)
    assert gazetteer.look("دير الزور") == (("xx-deir",), gazetteer.needs_cue("دير الزور"), False)
    assert gazetteer.look(name_key("الباب")) == (("xx-bab",), True, False)
    assert gazetteer.look("الزور") == ((), False, False)


@forms
def test_parents_are_followed_from_form_to_form(make: Make) -> None:
    ancestry = Ancestry(make(PLACES, []))
    assert ancestry.parents("xx-aleppo/east") == ("xx-aleppo", "xx-gov", "xx")
    assert ancestry.inside("xx-deir", "xx")


@forms
def test_the_recogniser_finds_the_longest_name(make: Make) -> None:
    trie = place_trie(make(PLACES, ["الباب"]))
    hit = trie.find(["لدير", "الزور", "والباب"], 0)
    assert hit is not None
    assert (hit.end, hit.ids, hit.prefix) == (2, ("xx-deir",), "ل")
    hit = trie.find(["لدير", "الزور", "والباب"], 2)
    assert hit is not None
    assert (hit.end, hit.ids, hit.prefix, hit.weak) == (3, ("xx-bab",), "و", True)
    assert trie.find(["قصف"], 0) is None


@given(rows(), st.lists(SPELT, max_size=3), st.lists(st.one_of(WRITTEN, SPELT), min_size=1, max_size=6))
def test_every_form_answers_as_memory_does(places: list[PlaceRow], common: list[str], asked: list[str]) -> None:
    memory = in_memory(places, common)
    for make in FORMS.values():
        form = make(places, common)
        assert sorted(form.rows(), key=lambda row: row.id) == sorted(places, key=lambda row: row.id)
        assert list(form.names()) == list(memory.names())
        for name in [*asked, *(name for row in places for name in (row.name_ar, *row.variants))]:
            assert form.find(name) == memory.find(name), name
            assert form.exactly(name_key(name)) == memory.exactly(name_key(name)), name
            assert form.needs_cue(name) == in_memory(list(form.rows_in_memory()), common).needs_cue(name), name
            weak = form.look(name_key(name))[1]
            assert weak == (form.needs_cue(name) and bool(form.exactly(name_key(name)))), name
            assert form.look(name_key(name))[::2] == memory.look(name_key(name))[::2], name
            assert form.get(name) == memory.get(name), name


@given(st.one_of(rows(), rows(name=FEW)), st.lists(NAME, max_size=2), st.lists(TEXT, min_size=1, max_size=4))
def test_every_trie_answers_as_that_in_memory(
    places: list[PlaceRow], common: list[str], texts: list[list[str]]
) -> None:
    gazetteers = [make(places, common) for make in FORMS.values()]
    memory, *tries = map(place_trie, gazetteers)
    asked = StoredTrie(lambda key: Looked(*gazetteers[0].look(key)))
    for text in [*texts, *(text for row in places for text in written(row.name_ar))]:
        keys = [fold_key(word) for word in text]
        for at in range(len(keys)):
            hit = memory.find(keys, at)
            assert asked.find(keys, at) == hit, (keys, at)
            for trie in tries:
                assert said(trie.find(keys, at)) == said(hit), (keys, at)


def written(name: str) -> Iterator[list[str]]:
    """A name as reports may write it: later words with and without the article, a particle joined to the first."""
    first, *later = name_key(name).split(" ")
    for words in product(*map(article_free, later)):
        yield [f"و{first}", *words]
        yield [first, *words, "كرم"]


def said(hit: NameHit | None) -> tuple[int, tuple[str, ...], str] | None:
    """All but whether it is weak, which is another matter on disk."""
    return None if hit is None else (hit.end, hit.ids, hit.prefix)


def test_a_row_in_memory_hides_that_of_its_id_on_disk() -> None:
    mine = place("xx-aleppo", "زور")
    gazetteer = Gazetteer([mine], (), FORMS["disk"](PLACES, [])._shelf._indexes)  # type: ignore[union-attr]
    assert gazetteer.get("xx-aleppo") == mine
    assert ids(gazetteer.find("حلب")) == ["xx-gov"]
    assert gazetteer.find("الشهباء") == ()
    assert len(gazetteer) == len(PLACES)


def test_the_words_of_these_tests_meet() -> None:
    """Names that begin alike, hide in one another and take the article: without them the tests above say little."""
    assert any(a != b and b.endswith(a) for a in WORDS for b in WORDS)
    assert any(f"ال{word}" in WORDS for word in WORDS)
