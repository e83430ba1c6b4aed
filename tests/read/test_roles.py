"""Who does it, to whom and where, in sentences of our own: one row for each construction."""

from datetime import date
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.arabic.fold import fold_key
from marsad.arabic.tokens import tokenise
from marsad.gazetteer.ancestry import Ancestry
from marsad.gazetteer.index import load_gazetteer
from marsad.gazetteer.parties import load_parties
from marsad.grammar.lattice import Lattice, annotate
from marsad.grammar.lexicon import Lexicons, load_entries
from marsad.grammar.trie import NameTrie
from marsad.model.report import Report
from marsad.model.vocabulary import Kind
from marsad.read.naming.names import mark_names, party_trie, place_trie
from marsad.read.naming.roles import actor_of, places_of, target_of
from marsad.read.naming.stage import scene_of
from marsad.read.reader import load_reader
from marsad.read.rulebook import BUILT_IN
from marsad.read.sentences import sentences


@lru_cache(maxsize=1)
def tools() -> tuple[Lexicons, NameTrie, NameTrie]:
    lexicons = Lexicons(load_entries(BUILT_IN / "lexicons"))
    return lexicons, place_trie(load_gazetteer()), party_trie(load_parties())


def read(text: str) -> Lattice:
    lexicons, places, parties = tools()
    tokens = tokenise(text)
    lattice = annotate(text, tokens, lexicons)
    mark_names(lattice, sentences(tokens), places, parties)
    return lattice


def played(text: str, trigger: str, kind: Kind) -> tuple[str | None, str | None, list[str]]:
    """Actor, target and places around the first token of that word."""
    lattice = read(text)
    at = next(i for i, token in enumerate(lattice.tokens) if token.key == fold_key(trigger))
    end = len(lattice.tokens)
    scene = scene_of(lattice, 0, end, at, kind)
    actor, target = actor_of(lattice, scene), target_of(scene)
    inside = Ancestry(load_gazetteer()).inside
    places = [place.text for place in places_of(scene, inside)]
    return (actor.text if actor else None, target.text if target else None, places)


Played = tuple[str | None, str | None, list[str]]
CASES: list[tuple[str, str, Kind, str | None, str | None, list[str]]] = [
    # verb, subject, object
    ("قصفت قوات النظام مواقع الفصائل في دوما", "قصفت", "shelling", "قوات النظام", "مواقع الفصائل", ["دوما"]),
    ("الجيش التركي قصف مواقع داعش", "قصف", "shelling", "الجيش التركي", "مواقع داعش", []),
    ("هاجم تنظيم داعش قوات النظام في تدمر", "هاجم", "clash", "تنظيم داعش", "قوات النظام", ["تدمر"]),
    # whose it is
    ("قتل مدنيان في قصف قوات النظام على دوما", "قصف", "shelling", "قوات النظام", None, ["دوما"]),
    ("قتل مدنيان في قصف للتحالف الدولي على الرقة", "قصف", "airstrike", "التحالف الدولي", None, ["الرقة"]),
    ("تعرضت دوما لقصف مكثف من القوات الحكومية", "لقصف", "shelling", "القوات الحكومية", None, ["دوما"]),
    # light verbs
    ("شن الطيران الروسي غارات على مواقع في إدلب", "غارات", "airstrike", "الطيران الروسي", "مواقع", ["إدلب"]),
    ("غارات شنتها الطائرات التركية على عفرين", "غارات", "airstrike", "الطائرات التركية", None, ["عفرين"]),
    # adjectives
    ("قتل مدنيون في غارات تركية على عفرين", "غارات", "airstrike", "تركية", None, ["عفرين"]),
    # by, at the hands of, by bullets
    ("اعتقل شابان من قبل قوات النظام في حماة", "اعتقل", "detention", "قوات النظام", "شابان", ["حماة"]),
    ("قتل فتى برصاص الجيش الإسرائيلي في نابلس", "برصاص", "violence", "الجيش الإسرائيلي", "فتى", ["نابلس"]),
    (
        "اعتقل عناصر تنظيم داعش من قبل قوات سوريا الديمقراطية",
        "اعتقل",
        "detention",
        "قوات سوريا الديمقراطية",
        "عناصر تنظيم داعش",
        [],
    ),
    # two sides
    (
        "معارك بين قوات النظام وداعش على حواجز في تدمر",
        "معارك",
        "clash",
        "قوات النظام",
        "داعش",
        ["تدمر"],
    ),
    ("اشتباكات بين قوات النظام وتنظيم داعش في تدمر", "اشتباكات", "clash", "قوات النظام", "تنظيم داعش", ["تدمر"]),
    (
        "معارك بين قوات النظام من جهة، وفصائل المعارضة من جهة أخرى",
        "معارك",
        "clash",
        "قوات النظام",
        "فصائل المعارضة",
        [],
    ),
    # targeting
    ("انفجار استهدف حافلة عسكرية في حمص", "انفجار", "explosion", None, "حافلة عسكرية", ["حمص"]),
    ("استهدفت الغارات مستودعا في الرقة", "الغارات", "airstrike", None, "مستودعا", ["الرقة"]),
    ("تفجير في سوق شعبية بمدينة الباب", "تفجير", "explosion", None, "سوق شعبية", ["الباب"]),
    # control
    ("سيطرت قوات النظام على حي الشعار", "سيطرت", "control", "قوات النظام", None, ["الشعار"]),
    ("دوما التي يسيطر عليها جيش الإسلام", "يسيطر", "control", "جيش الإسلام", None, ["دوما"]),
    ("انسحبت الفصائل من حي بستان القصر", "انسحبت", "control", "الفصائل", None, ["بستان القصر"]),
    # displacement: the origin, and nobody does it
    ("نزح آلاف المدنيين من عفرين إلى نبل", "نزح", "displacement", None, "المدنيين", ["عفرين"]),
    # voices do nothing, and who says it does not do it
    ("أفاد المرصد السوري لحقوق الإنسان بوقوع غارات على إدلب", "غارات", "airstrike", None, None, ["إدلب"]),
    ("غارة على إدلب، بحسب مصدر في مستشفى بدمشق", "غارة", "airstrike", None, None, ["إدلب"]),
    # the finest place
    ("قصف على حي الشعار في حلب", "قصف", "shelling", None, None, ["الشعار"]),
    ("قتال في دوما، وهي مدينة كبيرة في سوريا", "قتال", "clash", None, None, ["دوما"]),
]


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "roles"), [(*c[:3], c[3:]) for c in CASES], ids=[c[0] for c in CASES]
)
def test_constructions(text: str, trigger: str, kind: Kind, roles: Played) -> None:
    assert played(text, trigger, kind) == roles


def test_allies_are_one_actor() -> None:
    actor, _, places = played("سيطرت القوات التركية والفصائل الموالية لها على عفرين", "سيطرت", "control")
    assert actor == "القوات التركية والفصائل الموالية لها"
    assert places == ["عفرين"]


def test_a_name_that_begins_before_the_clause_is_whole() -> None:
    lattice = read("مسلحو تنظيم داعش هاجموا تدمر")
    actor = actor_of(lattice, scene_of(lattice, 1, len(lattice.tokens), 3, "clash"))
    assert actor is not None
    assert actor.text == "مسلحو تنظيم داعش"


SENTENCE = "قصف قصفت غارات قوات النظام داعش على في بين و من قبل برصاص تركية مواقع دوما استهدف مدنيين ، سيطرت بحسب مقتل"
KINDS: list[Kind] = ["clash", "airstrike", "control", "displacement", "explosion", "agreement", "violence", "toll"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(SENTENCE.split()), min_size=1, max_size=25), st.sampled_from(KINDS), st.integers(0, 24))
def test_roles_are_names_of_the_clause(words: list[str], kind: Kind, at: int) -> None:
    lattice = read(" ".join(words))
    at %= len(lattice.tokens)
    scene = scene_of(lattice, 0, len(lattice.tokens), at, kind)
    actor, target, places = actor_of(lattice, scene), target_of(scene), places_of(scene)
    for name in (actor, target, *places):
        assert name is None or 0 <= name.start < name.end <= len(lattice.tokens)
    assert actor is None or not target or target is not actor
    assert len({place.text for place in places}) == len(places)


READER = load_reader()


def actors(text: str) -> list[str | None]:
    """The actor of each claim of a text, in order."""
    claims = READER.read(Report(report="sentence", text=text, published=date(2018, 1, 1))).claims
    return [claim.actor.text if claim.actor else None for claim in claims]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("وصلت قوات النظام إلى أطراف البلدة، واعتقلت عشرة شبان في قرية حيان", "قوات النظام"),
        ("قال الجيش التركي في بيان، وقصفت مدينة منبج بالمدفعية", None),
    ],
)
def test_the_subject_of_a_sentence_stays_until_another_is_named(text: str, found: str | None) -> None:
    assert actors(text)[-1] == found


def test_another_name_in_brackets_is_nobody_else() -> None:
    (claim,) = READER.read(Report(report="x", text='قتل مدني بقصف لـ "قوات سوريا الديمقراطية" (قسد) على اعزاز')).claims
    assert claim.target is None
    assert [place.text for place in claim.places] == ["اعزاز"]


def test_a_village_whose_name_begins_with_a_house_is_not_aimed_at() -> None:
    (claim,) = READER.read(Report(report="x", text="قصفت المدفعية بيت لاهيا")).claims
    assert claim.target is None
    assert [place.text for place in claim.places] == ["بيت لاهيا"]
