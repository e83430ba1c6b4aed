"""Parties by the names that reports give them; packs that do not hold together are refused."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import RulebookError
from marsad.gazetteer.parties import Parties, load_parties
from marsad.gazetteer.partypack import check_parties, read_parties

PARTIES = load_parties()


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("قوات النظام", "sy-government"),
        ("وقوات النظام السوري", "sy-government"),
        ("مسلحي داعش", "islamic-state"),
        ("لمواقع تنظيم الدولة الإسلامية", "islamic-state"),
        ("الحوثيون", "ye-houthis"),
        ("المقاتلات التركية", "turkey"),
        ("قوات تركية", "turkey"),
        ("تركية", "turkey"),
        ("أنقرة", "turkey"),
        ("بالمرصد السوري", "sohr"),
        ("مدير المرصد السوري", "sohr"),
        ("التلفزيون السوري", "syrian-state-tv"),
        ("قائد عسكري في «جيش حلب»", "sy-jaysh-halab"),
        ("وزارة الدفاع الروسية", "russia"),
        ("لحزب الله", "lb-hezbollah"),
    ],
)
def test_aliases_adjectives_capitals_and_nouns_before_names(text: str, party: str) -> None:
    assert PARTIES.find(text) == party


@pytest.mark.parametrize(
    ("text", "country", "party"),
    [
        ("الجيش", None, None),
        ("الجيش", "SY", "sy-government"),
        ("الجيش", "IQ", "iq-government"),
        ("الجيش", "SD", "sd-army"),
        ("الجيش", "FR", None),
        ("المتمردون", "TR", "pkk"),
        ("المتمردون", "YE", "ye-houthis"),
        ("التحالف", "YE", "saudi-led-coalition"),
        ("التحالف", "SY", "us-led-coalition"),
        ("أنصار الشريعة", None, None),
        ("أنصار الشريعة", "YE", "aqap"),
        ("أنصار الشريعة", "LY", "ly-benghazi-shura"),
    ],
)
def test_generic_and_shared_names_need_the_country(text: str, country: str | None, party: str | None) -> None:
    assert PARTIES.find(text, country) == party


@pytest.mark.parametrize("text", ["", "مدنيون", "مصدر عسكري", "شهود عيان", "قوات", "كتاب"])
def test_what_names_no_party_finds_none(text: str) -> None:
    assert PARTIES.find(text) is None


def test_side_and_kind() -> None:
    assert (PARTIES.side("sy-pro-government-militias"), PARTIES.kind("sohr")) == ("sy-government", "monitor")
    assert (PARTIES.side("no-such"), PARTIES.kind("no-such"), PARTIES.get("no-such")) == (None, None, None)


def test_names_for_a_trie_are_sorted_and_generic_ones_have_no_id() -> None:
    names = dict(PARTIES.names())
    assert list(names) == sorted(names, key=" ".join)
    assert names["قوات", "النظام"] == ("sy-government",)
    assert names[("الجيش",)] == ()
    assert names["القوات", "التركيه"] == ("turkey",)


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from([None, "SY", "YE", "XX"]))
def test_no_text_upsets_the_look_up(text: str, country: str | None) -> None:
    assert PARTIES.find(text, country) is None or PARTIES.get(str(PARTIES.find(text, country))) is not None


GOOD = (
    '[[party]]\nid = "xx-a"\nname_en = "A"\nname_ar = "ألف"\nkind = "rebel"\ncountry = "XX"\naliases = ["فرقة ألف"]\n\n'
)


@pytest.mark.parametrize(
    ("text", "line", "says", "mend"),
    [
        (GOOD + GOOD, 10, "id 'xx-a' is taken", ":1"),
        (GOOD + GOOD.replace("xx-a", "xx-b"), 15, "names both 'xx-a' and 'xx-b'", ":7"),
        (GOOD + GOOD.replace("xx-a", "xx-b").replace("rebel", "rebl"), 9, "rebl", "'rebel'"),
        (GOOD + GOOD.replace("xx-a", "xx-b").replace("aliases", "alias"), 9, "alias", "'aliases'"),
        (GOOD + '[[party]]\nid = "xx-b"\n', 9, "missing required field", "docs"),
        (GOOD + "[[party]\n", 9, "", "docs"),
    ],
)
def test_faults_name_file_line_and_mend(tmp_path: Path, text: str, line: int, says: str, mend: str) -> None:
    path = tmp_path / "pack.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulebookError) as told:
        check_parties(list(read_parties(path)))
    assert told.value.where == f"{path}:{line}"
    assert says in told.value.what
    assert mend in told.value.mend


def test_two_countries_may_share_a_name(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_text(GOOD + GOOD.replace("xx-a", "yy-a").replace('"XX"', '"YY"'), encoding="utf-8")
    entries = list(read_parties(path))
    check_parties(entries)
    both = Parties(entry.party for entry in entries)
    assert both.find("فرقة ألف") is None
    assert both.find("فرقة ألف", "YY") == "yy-a"


def test_an_overlay_adds_parties_and_replaces_a_built_in_one(tmp_path: Path) -> None:
    (tmp_path / "parties").mkdir()
    mine = '[[party]]\nid = "sohr"\nname_en = "SOHR"\nname_ar = "المرصد"\nkind = "monitor"\n\n' + GOOD
    (tmp_path / "parties" / "mine.toml").write_text(mine, encoding="utf-8")
    loaded = load_parties(tmp_path)
    assert len(loaded) == len(PARTIES) + 1
    assert loaded.find("فرقة ألف") == "xx-a"
    assert loaded.find("المرصد السوري لحقوق الإنسان") is None
    assert loaded.find("القوات التركية") == "turkey"
