"""Who says it: constructions in our own words, each with its chain, its stance and a word that it covers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.arabic.fold import fold_key
from marsad.arabic.tokens import tokenise
from marsad.grammar.lattice import Lattice, annotate
from marsad.grammar.lexicon import Lexicons, load_entries
from marsad.grammar.scopes import ScopeRules, find_scopes, load_scopes
from marsad.read.sentences import Range, sentences
from marsad.read.speech.speech import Speech, find_speech, speech_at, stance_at, voices_at

RULEBOOK = Path(__file__).parents[2] / "src" / "marsad" / "rulebook" / "ar"
DENIALS = Path(__file__).with_name("denials.tsv")
LEXICONS = Lexicons(load_entries(RULEBOOK / "lexicons"))


def opened(text: str) -> tuple[Lattice, list[Range]]:
    tokens = tokenise(text)
    return annotate(text, tokens, LEXICONS), sentences(tokens)


def word(lattice: Lattice, wanted: str) -> int:
    key = fold_key(wanted)
    return next(at for at, token in enumerate(lattice.tokens) if key in token.key)


def chains(text: str, wanted: str, outlet: str = "") -> list[tuple[list[str], str]]:
    lattice, ranges = opened(text)
    voices = voices_at(find_speech(lattice, ranges, outlet), word(lattice, wanted))
    return [([speaker.text for speaker in voice.chain], voice.stance) for voice in voices]


SAID = [
    # verb, speaker, that
    ("قال مصدر طبي إن عشرة أشخاص قتلوا.", "قتلوا", ["مصدر طبي"]),
    ("وأعلنت وزارة الدفاع أن قواتها دخلت البلدة.", "دخلت", ["وزارة الدفاع"]),
    ("أفادت مصادر محلية بمقتل خمسة جنود.", "بمقتل", ["مصادر محلية"]),
    ("أعلن الجيش العراقي مقتل أربعين مسلحا.", "مقتل", ["الجيش العراقي"]),
    ("كشف مصدر أمني في المحافظة عن اعتقال رجلين.", "اعتقال", ["مصدر أمني في المحافظة"]),
    ("أكد سكان في البلدة أن الطائرات عادت.", "عادت", ["سكان في البلدة"]),
    ("قالت مصادر مقربة من قوات النظام إن الحي سقط.", "سقط", ["مصادر مقربة من قوات النظام"]),
    ("قال متحدث باسم وزارة الداخلية إن انفجارا وقع.", "انفجارا", ["متحدث باسم وزارة الداخلية"]),
    ("قال مصدر عسكري، طلب عدم ذكر اسمه، إن القصف بدأ.", "القصف", ["مصدر عسكري"]),
    ("وذكر التلفزيون الرسمي في شريط عاجل أن قذيفة سقطت.", "قذيفة", ["التلفزيون الرسمي"]),
    ("قالت وزارة الصحة في بيان صدر أمس إن طفلا قتل.", "قتل", ["وزارة الصحة"]),
    # speaker before the verb
    ("مصادر طبية تعلن مقتل ثلاثة مدنيين.", "مقتل", ["مصادر طبية"]),
    ("لكن ناشطين يقولون إن الحصار مستمر.", "الحصار", ["ناشطين"]),
    ("وكان الجيش الإسرائيلي قد أعلن قصف موقعين.", "قصف", ["الجيش الإسرائيلي"]),
    # a person and the body spoken for
    ("قال مدير المرصد السوري سامي حداد إن غارة وقعت.", "غارة", ["المرصد السوري", "سامي حداد"]),
    ("قال سامي حداد مدير المرصد السوري إن غارة وقعت.", "غارة", ["المرصد السوري", "سامي حداد"]),
    ("قال سامي حداد من الدفاع المدني إن غارة وقعت.", "غارة", ["الدفاع المدني", "سامي حداد"]),
    ("قال المتحدث باسم الشرطة، سامي حداد، إن رجلا قتل.", "قتل", ["الشرطة", "سامي حداد"]),
    ("قال وزير الخارجية التركي سامي حداد إن جنديا قتل.", "قتل", ["سامي حداد"]),
    # relays
    ("قال ناشط لوكالة الأناضول إن القصف مستمر.", "القصف", ["وكالة الأناضول", "ناشط"]),
    ("نقلت وكالة سانا عن مصدر عسكري قوله إن صاروخا سقط.", "صاروخا", ["وكالة سانا", "مصدر عسكري"]),
    ("ونقلت صحيفة الوطن عن مصادر أن الهدنة انهارت.", "الهدنة", ["صحيفة الوطن", "مصادر"]),
    ("ذكرت وكالة الأنباء السورية نقلا عن مصدر عسكري أن غارة وقعت.", "غارة", ["وكالة الأنباء السورية", "مصدر عسكري"]),
    ("قال شهود إن الغارة دمرت منزلا، بحسب صحيفة الوطن.", "دمرت", ["صحيفة الوطن", "شهود"]),
    # closings cover the clause that they close
    ("قتل عشرة مدنيين في غارة، بحسب المرصد السوري.", "غارة", ["المرصد السوري"]),
    ("قتل عشرة مدنيين في غارة، وفقا للمرصد السوري.", "غارة", ["المرصد السوري"]),
    ("قتل عشرة مدنيين في غارة، حسبما أفاد ناشطون.", "غارة", ["ناشطون"]),
    ("قتل عشرة مدنيين في غارة، وفق ما ذكرت مصادر طبية.", "غارة", ["مصادر طبية"]),
    ("قتل عشرة مدنيين في غارة، كما قال شهود عيان.", "غارة", ["شهود عيان"]),
    ("بدأ الهجوم فجرا، بينما انفجرت سيارة مفخخة، بحسب الشرطة.", "انفجرت", ["الشرطة"]),
    ("وبحسب الدفاع المدني، قتل طفلان في القصف.", "القصف", ["الدفاع المدني"]),
    ("وتدور، وفق المرصد، اشتباكات قرب المطار.", "اشتباكات", ["المرصد"]),
    # quotations
    ("قال القائد: «دخلنا البلدة. قصفنا المطار. سنعود غدا».", "قصفنا", ["القائد"]),
    ('قال القائد "دخلنا البلدة مع الفجر وقصفنا المطار".', "وقصفنا", ["القائد"]),
    # claims of responsibility, accusations
    ("تبنى تنظيم داعش هجوما على حاجز.", "هجوما", ["تنظيم داعش"]),
    ("أعلنت حركة طالبان مسؤوليتها عن التفجير.", "التفجير", ["حركة طالبان"]),
    ("وقع الهجوم الذي تبناه تنظيم داعش أمس.", "الهجوم", ["تنظيم داعش"]),
    ("اتهمت المعارضة قوات النظام بقصف السوق.", "بقصف", ["المعارضة"]),
    # texts and pictures
    ("أظهرت لقطات مصورة إطلاق صاروخ على المبنى.", "صاروخ", ["لقطات مصورة"]),
    ("وتشير تقارير إلى نزوح آلاف المدنيين.", "نزوح", ["تقارير"]),
]


@pytest.mark.parametrize(("text", "wanted", "chain"), SAID, ids=[text[:40] for text, _, _ in SAID])
def test_who_says_it(text: str, wanted: str, chain: list[str]) -> None:
    assert chains(text, wanted)[0] == (chain, "asserts")


GOES_ON = [
    ("قال مصدر طبي إن رجلا قتل. وأضاف أن القصف مستمر.", "القصف", ["مصدر طبي"]),
    ("قال مصدر طبي إن رجلا قتل.\nوأشار المصدر إلى إصابة طفلين.", "إصابة", ["مصدر طبي"]),
    ("قال مصدر طبي إن رجلا قتل، مضيفا أن القصف مستمر.", "القصف", ["مصدر طبي"]),
    ("قالت وزارة الدفاع البريطانية إن رجلا قتل. وذكرت الوزارة أن غارة وقعت.", "غارة", ["وزارة الدفاع البريطانية"]),
    ("قتل رجل، بحسب مصدر أمني. وانفجرت عبوة، بحسب المصدر نفسه.", "عبوة", ["مصدر أمني"]),
    ("هاجم تنظيم داعش القرية. وقال التنظيم إن عناصره قتلوا جنديا.", "قتلوا", ["تنظيم داعش"]),
    ("قال مدير المرصد السوري سامي حداد إن غارة وقعت. وقال حداد إن رجلا قتل.", "قتل", ["المرصد السوري", "سامي حداد"]),
    ("نقلت وكالة سانا عن مصدر عسكري أن صاروخا سقط. وأضاف المصدر أن رجلا قتل.", "قتل", ["وكالة سانا", "مصدر عسكري"]),
]


@pytest.mark.parametrize(("text", "wanted", "chain"), GOES_ON, ids=[text[:40] for text, _, _ in GOES_ON])
def test_who_goes_on(text: str, wanted: str, chain: list[str]) -> None:
    lattice, ranges = opened(text)
    speech = speech_at(find_speech(lattice, ranges), word(lattice, wanted))
    assert speech is not None
    assert [speaker.text for speaker in speech.chain] == chain
    assert all(speaker.continued for speaker in speech.chain)
    assert speech.chain[-1].end <= speech.start  # the antecedent's words, not the pronoun's


OWN_VOICE = [
    ("قتل عشرة مدنيين في غارة. وقال ناشطون إن القصف مستمر.", "غارة"),
    ("قال ناشطون إن القصف مستمر. وسيطرت القوات على الحي.", "سيطرت"),
    ("بدأ الهجوم فجرا، بينما انفجرت سيارة مفخخة، بحسب الشرطة.", "الهجوم"),
    ("يذكر أن المدينة تتعرض لحصار منذ أشهر.", "لحصار"),
    ("لم يعلن الجيش عن قصف البلدة.", "قصف"),
    ("تبنى مجلس الأمن قرارا يدعم وقف القتال.", "قرارا"),
    ("نشر الجيش قواته قرب المعبر بعد اشتباكات.", "اشتباكات"),
    ("جرت العملية وفق الخطة بعد قصف عنيف.", "العملية"),
    ("أفاد مراسلنا بسماع انفجار قرب المطار.", "انفجار"),
]


@pytest.mark.parametrize(("text", "wanted"), OWN_VOICE, ids=[text[:40] for text, _ in OWN_VOICE])
def test_the_outlets_own_voice(text: str, wanted: str) -> None:
    assert [chain for chain, _ in chains(text, wanted) if chain] == []


def test_each_of_several_speakers_has_a_speech() -> None:
    found = chains("نفت وزارة الدفاع ووزارة الخارجية قصف السوق.", "قصف")
    assert found == [(["وزارة الدفاع"], "denies"), (["وزارة الخارجية"], "denies")]


def test_a_denial_told_after_stands_beside_the_assertion() -> None:
    found = chains("قال ناشطون إن غارة أصابت سوقا، وهو ما نفته الحكومة.", "غارة")
    assert found == [(["ناشطون"], "asserts"), (["الحكومة"], "denies")]


def test_an_assertion_inside_a_denial_is_no_denial() -> None:
    text = "نفت المصادر استعادة الحي الذي سيطر عليه الجيش."
    assert chains(text, "استعادة")[0][1] == "denies"
    assert chains(text, "سيطر")[0] == (["المصادر"], "asserts")


def test_a_credit_at_the_end_is_the_source_of_all_that_nobody_else_says() -> None:
    text = "قصفت الطائرات البلدة.\nقال طبيب إن رجلا قتل.\nالمصدر: وكالة الشرق"
    assert chains(text, "قصفت")[0][0] == ["وكالة الشرق"]
    assert chains(text, "قتل")[0][0] == ["طبيب"]
    assert chains("قصفت الطائرات البلدة.\n(وكالات)", "قصفت") == []


def test_the_outlet_never_joins_a_chain() -> None:
    text = "قال ناشط لصحيفة الشرق إن القصف مستمر."
    assert chains(text, "القصف")[0][0] == ["صحيفة الشرق", "ناشط"]
    assert chains(text, "القصف", outlet="صحيفة الشرق")[0][0] == ["ناشط"]


def test_a_speech_inside_a_speech() -> None:
    text = "قال متحدث باسم الجيش إن جماعة مسلحة أعلنت مسؤوليتها عن التفجير."
    lattice, ranges = opened(text)
    speeches = find_speech(lattice, ranges)
    inner = speech_at(speeches, word(lattice, "التفجير"))
    assert inner is not None
    assert [speaker.text for speaker in inner.chain] == ["متحدث باسم الجيش", "جماعة مسلحة"]
    outer = speech_at(speeches, word(lattice, "جماعة"))
    assert outer is not None
    assert [speaker.text for speaker in outer.chain] == ["متحدث باسم الجيش"]


def denials() -> Iterator[list[str]]:
    for line in DENIALS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@pytest.fixture(scope="module")
def scopes() -> ScopeRules:
    return load_scopes(RULEBOOK / "scopes.toml", LEXICONS.values)


def deniers(text: str, wanted: str, rules: ScopeRules) -> list[Speech]:
    lattice, ranges = opened(text)
    at = word(lattice, wanted)
    found = find_scopes(lattice, ranges, rules)
    return [v for v in voices_at(find_speech(lattice, ranges), at) if stance_at(v, found, at) == "denies"]


def test_denials_are_told_from_their_look_alikes(scopes: ScopeRules) -> None:
    """Floors on 160 sentences of our own; lowering one is a visible act."""
    right = missed = wrong = named = 0
    for expected, wanted, speaker, text in denials():
        found = deniers(text, wanted, scopes)
        if expected == "denies":
            right, missed = right + bool(found), missed + (not found)
            last = {fold_key(voice.chain[-1].text) for voice in found if voice.chain}
            named += any(fold_key(speaker) in name or name in fold_key(speaker) for name in last)
        else:
            wrong += any(not voice.retort for voice in found)
    assert right / (right + wrong) >= 0.92
    assert right / (right + missed) >= 0.95
    assert named / right >= 0.9


WORDS = (
    "قال", "وأضاف", "نفى", "بحسب", "مصدر", "المصدر", "طبي", "وزارة", "الدفاع", "إن", "أن", "القصف", "عن", "لوكالة",
    "مضيفا", "الذي", "نفته", "وكالة", "سامي", "مدير", "المرصد", "«", "»", '"', "،", ".", ":", "(", ")", "\n",
    "ـــ", "ل", "لـ", "#", "_",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_speeches_stay_inside_the_report(words: list[str]) -> None:
    text = " ".join(words)
    lattice, ranges = opened(text)
    found = find_speech(lattice, ranges)
    assert found == find_speech(*opened(text))
    assert [s.start for s in found] == sorted(s.start for s in found)
    for speech in found:
        assert 0 <= speech.start < speech.end <= len(lattice.tokens)
        for speaker in speech.chain:
            assert 0 <= speaker.start < speaker.end <= len(lattice.tokens)
            assert fold_key(speaker.text).strip()
            assert not set(speaker.text) & set('«»"')


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    find_speech(*opened(text))


@pytest.mark.parametrize("unit", ["قال مصدر إن ", "بحسب مصدر ، ", "نفى ذلك ، ", "« قال ", "وأضاف أن ", "الذي نفته "])
def test_a_report_of_nothing_but_sayings_ends(unit: str) -> None:
    """Without a bound on what lies open, each of these would take a minute."""
    lattice, ranges = opened(unit * 6_000)
    assert len(find_speech(lattice, ranges)) <= 6_000
