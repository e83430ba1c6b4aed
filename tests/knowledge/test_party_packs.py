"""The built-in parties: every name leads back to its party, kinds and sides are told, voices are known."""

import tomllib

import pytest

from marsad.gazetteer.keys import name_key
from marsad.gazetteer.knowledge import BUILT_IN
from marsad.gazetteer.parties import load_parties
from marsad.gazetteer.party import Party
from marsad.gazetteer.partypack import FORMS, read_parties

PARTIES = load_parties()
ALL = [
    entry.party
    for path in sorted((BUILT_IN / "parties").glob("*.toml"))
    if path.name != FORMS
    for entry in read_parties(path)
]
FIGHTS = {"state-forces", "rebel", "jihadist", "militia", "coalition", "foreign-state", "police"}


@pytest.mark.parametrize("party", ALL, ids=lambda party: party.id)
def test_every_name_leads_back_to_its_party(party: Party) -> None:
    for alias in (party.name_ar, *party.aliases):
        assert PARTIES.find(alias, party.country) == party.id, alias
    for country in party.generic_countries:
        for word in party.generic:
            assert PARTIES.find(word, country) == party.id, word


def test_those_who_fight_have_a_side_but_for_missions() -> None:
    assert [p.id for p in ALL if p.kind in FIGHTS and p.side is None] == ["amisom"]


def test_generic_names_say_where_they_hold() -> None:
    assert [party.id for party in ALL if party.generic and not party.generic_countries] == []


def test_countries_at_war_have_their_parties() -> None:
    countries = {party.country for party in ALL if party.kind in FIGHTS}
    assert {"SY", "IQ", "YE", "LY", "PS", "IL", "SD", "LB", "EG", "TR", "RU", "US", "IR", "SA"} <= countries
    assert sum(party.kind in {"monitor", "agency", "media", "un"} for party in ALL) >= 60


def test_no_party_says_one_spelling_twice() -> None:
    for party in ALL:
        names = [*party.aliases, *party.generic]
        assert len({name_key(name) for name in names}) == len(names), party.id


def test_existence_is_bounded_in_order() -> None:
    assert all(party.since < party.until for party in ALL if party.since and party.until)


def test_the_nouns_before_names_are_written_once() -> None:
    forms = tomllib.loads((BUILT_IN / "parties" / FORMS).read_text(encoding="utf-8"))
    for words in forms.values():
        assert len({name_key(word) for word in words}) == len(words)
