"""Every name of every party has an example: in a plain sentence the reader sees it, and it is that party's."""

from datetime import date

import pytest

from marsad.gazetteer.keys import name_key
from marsad.gazetteer.knowledge import BUILT_IN
from marsad.gazetteer.partypack import FORMS, read_parties
from marsad.model.report import Report
from marsad.read.reader import load_reader

READER = load_reader()
PARTIES = [
    entry.party
    for path in sorted((BUILT_IN / "parties").glob("*.toml"))
    if path.name != FORMS
    for entry in read_parties(path)
]
SENTENCES = ("ذكر تقرير أن {} قالت ذلك أمس.", "قتل ثلاثة في هجوم شنته {} أمس.")
_DASH = " - "
"""A dash ends a name for the reader; such a name is known to look-ups alone."""
EXAMPLES = [
    (party.id, name, country)
    for party in PARTIES
    for names, country in (
        ((party.name_ar, *party.aliases), party.country),
        (party.generic, next(iter(party.generic_countries), party.country)),
    )
    for name in dict.fromkeys(names)
]


def seen(name: str, country: str | None) -> set[str | None]:
    """Who the reader takes the whole name for, in either sentence."""
    found = set()
    for sentence in SENTENCES:
        page = READER.open(Report(report="alias", text=sentence.format(name), published=date(2018, 1, 1)))
        named = [match.data for matches in page.lattice.at for match in matches if match.label == "party"]
        found |= {READER.who.find(party.text, country) for party in named if name_key(party.text) == name_key(name)}
    return found


@pytest.mark.parametrize("party", [party.id for party in PARTIES])
def test_each_name_is_seen_as_its_party(party: str) -> None:
    names = [(name, country) for owner, name, country in EXAMPLES if owner == party and _DASH not in name]
    assert names
    assert [name for name, country in names if party not in seen(name, country)] == []


def test_names_with_a_dash_are_few() -> None:
    dashed = [(party, name, country) for party, name, country in EXAMPLES if _DASH in name]
    assert len(dashed) <= 3
    assert all(READER.who.find(name, country) == party for party, name, country in dashed)
