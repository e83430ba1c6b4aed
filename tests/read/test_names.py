"""Places, parties, things and weapons in sentences of our own about public facts."""

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.arabic.tokens import tokenise
from marsad.gazetteer.index import load_gazetteer
from marsad.gazetteer.parties import load_parties
from marsad.grammar.lattice import Lattice, Match, annotate
from marsad.grammar.lexicon import Lexicons, load_entries
from marsad.grammar.trie import NameTrie
from marsad.read.naming.names import mark_names, party_trie, place_trie
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


def found(text: str, label: str) -> list[Match]:
    return [m for here in read(text).at for m in here if m.label == label and (m.data is not None or label == "means")]


def texts(text: str, label: str) -> list[str]:
    return [m.data.text for m in found(text, label)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("وقعت اشتباكات في مدينة الباب", ["الباب"]),
        ("سيطرت القوات على أحياء كرم الميسر وكرم القاطرجي وكرم الطحان", ["كرم الميسر", "كرم القاطرجي", "كرم الطحان"]),
        ("قصف حيي الشعار والفردوس", ["الشعار", "الفردوس"]),
        ("معارك في ريف حلب الشمالي", ["ريف حلب الشمالي"]),
        ("قصف على شرق حلب", ["شرق حلب"]),
        ("غارة على قرية تفاحين الحدودية", ["تفاحين"]),
        ("غارة على بلدة «تفاحين»", ["تفاحين"]),
        ("دخلت القافلة إلى دوما", ["دوما"]),
        ("اشتباكات في حلب وإدلب وحماة", ["حلب", "إدلب", "حماة"]),
        ("انفجار في تفاحين (جنوب)", ["تفاحين"]),
        ("قصف على محيط مخيم اليرموك", ["محيط مخيم اليرموك"]),
        ("قتال في محيط الشعار والفردوس", ["الشعار", "الفردوس"]),
        ("قتال في مناطق عدة", ["مناطق عدة"]),
        ("سقطت قذيفة قرب مستشفى القدس", ["مستشفى القدس"]),
        ("سيطر على معظم حي الوعر", ["الوعر"]),
    ],
)
def test_places_as_the_codebook_writes_them(text: str, places: list[str]) -> None:
    assert texts(text, "place") == places


@pytest.mark.parametrize(
    "text",
    [
        "فتح الرجل الباب", "رفع المتظاهرون الشعار نفسه", "أعلن الجيش السوري الهدنة", "حقق الفريق النصر",
        "هاجم تنظيم القاعدة", "قالت وزارة الداخلية", "بعد يوم من النهب",
    ],
)  # fmt: skip
def test_ordinary_words_are_no_places(text: str) -> None:
    assert texts(text, "place") == []


@pytest.mark.parametrize(
    ("text", "place", "parent"),
    [
        ("غارة على سراقب في محافظة إدلب", "سراقب", "إدلب"),
        ("قتال في حي الوعر بمدينة حمص", "الوعر", "حمص"),
        ("قصف بلدة نبل شمال حلب", "نبل", "شمال حلب"),
        ("انفجار في منبج (شمال سوريا)", "منبج", "شمال سوريا"),
        ("قصف قرية تفاحين التابعة لناحية الزربة", "تفاحين", "الزربة"),
    ],
)
def test_what_lies_in_what(text: str, place: str, parent: str) -> None:
    lattice = read(text)
    match = next(m for here in lattice.at for m in here if m.label == "place")
    assert match.data.text == place
    start, end = match.data.parent
    held = next(m for m in lattice.at[start] if m.label == "place_context")
    assert (held.end, held.data.text) == (end, parent)


def test_a_report_teaches_its_own_names() -> None:
    text = "دخلت القوات بلدة تفاحين أمس. وقال شاهد إن تفاحين هادئة. ثم قصفت مدفعية أطراف تفاحين."
    assert texts(text, "place") == ["تفاحين", "تفاحين", "أطراف تفاحين"]


def test_listed_names_carry_ids_and_unlisted_none() -> None:
    listed, unlisted = found("معارك في حي الشعار وفي قرية تفاحين", "place")
    assert listed.data.listed
    assert listed.data.ids
    assert not unlisted.data.listed
    assert unlisted.data.ids == ()


def test_a_noun_that_points_back_is_kept_apart() -> None:
    assert texts("انسحبوا من المدينة", "place") == []
    assert texts("انسحبوا من المدينة", "place_bare") == ["المدينة"]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("قصفت قوات النظام السوري الحي", ["قوات النظام السوري"]),
        ("أعلن تنظيم «داعش» مسؤوليته", ["تنظيم داعش"]),
        ("هاجم مقاتلو المعارضة النقطة", ["مقاتلو المعارضة"]),
        ("تقدمت الفصائل المسلحة", ["الفصائل المسلحة"]),
        ("قصفت طائرات حربية تركية المكان", ["طائرات حربية تركية"]),
        ("هجوم للقوات التركية", ["القوات التركية"]),
        ("قوات تدعمها تركيا", ["قوات تدعمها تركيا"]),
        ("القوات التركية والفصائل الموالية لها", ["القوات التركية", "الفصائل الموالية لها"]),
        ("مقاتلو وحدات حماية الشعب الكردية", ["مقاتلو وحدات حماية الشعب الكردية"]),
        ("#داعش", ["داعش"]),
    ],
)
def test_parties_as_the_codebook_writes_them(text: str, parties: list[str]) -> None:
    assert texts(text, "party") == parties


def test_an_adjective_may_name_a_party_and_a_capital_stands_for_a_state() -> None:
    (adjective,) = found("غارات تركية", "party")
    assert adjective.data.adjectival
    assert adjective.data.text == "تركية"
    assert texts("وأطلقت أنقرة عملية", "party") == ["أنقرة"]
    assert texts("انفجار في أنقرة", "party") == []


def test_voices_and_means_say_so() -> None:
    (monitor,) = found("أفاد المرصد السوري لحقوق الإنسان", "party")
    assert monitor.data.role_hint == "voice"
    (jets,) = found("أغارت مقاتلات روسية", "party")
    assert jets.data.means
    (group,) = found("تبنى التنظيم الهجوم", "party")
    assert group.data.bare


@pytest.mark.parametrize(
    ("text", "thing", "site"),
    [
        ("استهدف مواقع لتنظيم داعش", "مواقع لتنظيم داعش", "position"),
        ("قصف نقطة تفتيش", "نقطة تفتيش", "checkpoint"),
        ("ضرب سوقا شعبية", "سوقا شعبية", "market"),
        ("دمر المستشفى الميداني", "المستشفى الميداني", "hospital"),
        ("استهدف مقرات لجبهة النصرة", "مقرات لجبهة النصرة", "headquarters"),
    ],
)
def test_things_with_their_site(text: str, thing: str, site: str) -> None:
    match = found(text, "thing")[0]
    assert (match.data.text, match.data.site) == (thing, site)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("ألقت براميل متفجرة", "barrel_bomb"),
        ("طائرة مسيرة", "drone"),
        ("انفجر لغم", "mine"),
        ("قذائف هاون", "mortar"),
        ("سيارة مفخخة", "car_bomb"),
        ("بحزام ناسف", "suicide_belt"),
        ("قنابل عنقودية", "cluster"),
        ("بعبوة ناسفة", "ied"),
    ],
)
def test_weapons(text: str, means: str) -> None:
    assert found(text, "means")[0].value == means


SENTENCE = (
    "قصف قوات النظام في حي الشعار و وادلب (شمال حلب) «داعش» التابعة ل لها ريف محيط بلدة تفاحين ، . غارات تركية"
    " على من مواقع بين المدينة #حلب_الشهباء 12 الشمالي أحياء"
)
WORD = st.sampled_from(SENTENCE.split())


@settings(max_examples=150, deadline=None)
@given(st.lists(WORD, max_size=40), st.text(max_size=12))
def test_names_lie_in_the_text_and_their_words_are_its_words(words: list[str], noise: str) -> None:
    text = " ".join(words) + noise
    for here in read(text).at:
        for match in here:
            if match.label in {"place", "place_context", "place_bare", "party", "thing", "person"}:
                start, end = match.data.text_span
                assert 0 <= start < end <= len(text)
                assert match.start == match.data.start < match.data.end == match.end
                letters = set(text[start:end])
                assert set(match.data.text.replace(" ", "")) <= letters | {"ا"}


def test_work_grows_with_the_text() -> None:
    """Names inside names are bounded: a long chain of links is read without recursion's end."""
    lattice = read("قوات تابعة لفصائل " * 3000 + "ريف محيط أطراف مدينة " * 3000)
    assert any(m.label == "party" for here in lattice.at for m in here)
