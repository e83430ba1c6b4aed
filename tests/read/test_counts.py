"""Counts of people in sentences of our own: outcome, group, bounds and parts, as the codebook settles them."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.tokens import tokenise
from marsad.grammar.lattice import Lattice, annotate
from marsad.grammar.lexicon import Lexicons, load_entries
from marsad.read.counting.counts import Casualty, casualties, mark_counts
from marsad.read.counting.quantities import LABEL, MEASURE
from marsad.read.rulebook import BUILT_IN
from marsad.read.sentences import sentences

Told = tuple[str, str, int | None, int | None]


@cache
def lexicons() -> Lexicons:
    return Lexicons(load_entries(BUILT_IN / "lexicons"))


def lattice_of(text: str) -> Lattice:
    tokens = tokenise(text)
    lattice = annotate(text, tokens, lexicons())
    mark_counts(lattice, sentences(tokens))
    return lattice


def counts(text: str) -> list[Casualty]:
    lattice = lattice_of(text)
    return casualties(lattice, 0, len(lattice.tokens))


def told(text: str) -> list[Told]:
    return [(c.outcome, c.group, c.low, c.high) for c in counts(text)]


def parts(text: str) -> list[int | None]:
    return [c.part_of for c in counts(text)]


def killed(group: str, low: int | None, high: int | None) -> Told:
    return ("killed", group, low, high)


def injured(group: str, low: int | None, high: int | None) -> Told:
    return ("injured", group, low, high)


def held(group: str) -> Told:
    return ("detained", group, 2, None)


CASES: list[tuple[str, list[Told]]] = [
    # a verbal noun, a verb, and the forms of the noun
    ("أدى القصف إلى مقتل 17 مدنياً", [killed("civilian", 17, 17)]),
    ("مقتل مدني في القصف", [killed("civilian", 1, 1)]),
    ("فقد مدني حياته في القصف", [killed("civilian", 1, 1)]),
    ("فقدان شخص لحياته في القصف", [killed("person", 1, 1)]),
    ("يهدد القصف حياتهم", []),
    ("قتل شخصان في الغارة", [killed("person", 2, 2)]),
    ("مقتل طفلين وامرأة", [killed("child", 2, 2), killed("woman", 1, 1)]),
    ("سقوط قتلى وجرحى جراء القصف", [killed("person", 2, None), injured("person", 2, None)]),
    ("مقتل مدني واحد", [killed("civilian", 1, 1)]),
    ("مقتل عسكريين اثنين", [killed("combatant", 2, 2)]),
    ("قتل خمسة في انفجار", [killed("person", 5, 5)]),
    # dead and wounded in one breath, of one party or group; others are not of one child's group; a rank is nobody
    (
        "سقوط قتلى وجرحى وأسرى من الطرفين",
        [killed("combatant", 2, None), injured("combatant", 2, None), held("combatant")],
    ),
    ("سقوط عشرات القتلى والجرحى من المتمردين", [("casualties", "combatant", 20, 99)]),
    ("سقوط قتلى وجرحى بين عناصر الفصيل", [killed("combatant", 2, None), injured("combatant", 2, None)]),
    ("مقتل طفل وإصابة ستة آخرين", [killed("child", 1, 1), injured("person", 6, 6)]),
    ("مقتل أربعة أطفال وإصابة ستة آخرين", [killed("child", 4, 4), injured("child", 6, 6)]),
    ("مقتل ستة جنود بينهم ضابط برتبة نقيب", [killed("combatant", 6, 6), killed("combatant", 1, 1)]),
    ("مقتل سبعة أشخاص، وفق مصادر محلية أخرى", [killed("person", 7, 7)]),
    ("قصفت المدفعية القرية من دون خسائر بشرية", [("casualties", "person", 0, 0)]),
    ("لقي تسعة أشخاص حتفهم على الأقل", [killed("person", 9, None)]),
    # bounds and vague words
    ("مقتل ما لا يقل عن 12 شخصاً", [killed("person", 12, None)]),
    ("مقتل 12 شخصاً على الأقل", [killed("person", 12, None)]),
    ("أكثر من 60 قتيلاً و110 جرحى", [killed("person", 61, None), injured("person", 110, 110)]),
    ("مقتل العشرات وإصابة المئات", [killed("person", 20, 99), injured("person", 200, 999)]),
    ("إصابة نحو 40 آخرين", [injured("person", 40, 40)]),
    ("مقتل ما يصل إلى 50 مدنياً", [killed("civilian", None, 50)]),
    ("مقتل عدد من المدنيين", [killed("civilian", 2, None)]),
    # verbs before and behind, active and passive
    ("أعلن المستشفى أن ثلاثة أطفال قتلوا في الغارة", [killed("child", 3, 3)]),
    ("قال إن شخصين قتلا وأصيب أربعة آخرون", [killed("person", 2, 2), injured("person", 4, 4)]),
    ("قتلت القوات 5 مسلحين قرب الحاجز", [killed("combatant", 5, 5)]),
    ("قتل انتحاري 20 شخصاً في السوق", [killed("person", 20, 20)]),
    ("وقتل الخميس، وفق ناشطين، 8 مدنيين", [killed("civilian", 8, 8)]),
    ("لقي سبعة جنود مصرعهم في كمين", [killed("combatant", 7, 7)]),
    ("أودى التفجير بحياة 12 شخصاً", [killed("person", 12, 12)]),
    ("راح ضحيته 90 شخصاً", [killed("person", 90, 90)]),
    ("حصدت الألغام أرواح 30 مدنياً", [killed("civilian", 30, 30)]),
    # groups that go on
    ("قتل ثلاثة جنود وجرح تسعة", [killed("combatant", 3, 3), injured("combatant", 9, 9)]),
    ("مقتل عشرة مدنيين وسبعة آخرون أصيبوا", [killed("civilian", 10, 10), injured("civilian", 7, 7)]),
    ("قتل 3 من حزب الله", [killed("combatant", 3, 3)]),
    ("قتل 5 وأصيب 11 من قوات النظام", [killed("combatant", 5, 5), injured("combatant", 11, 11)]),
    ("مقتل تسعة من أفراد الطواقم الطبية", [killed("medic", 9, 9)]),
    ("مقتل 10 أطفال ونساء", [killed("woman_or_child", 10, 10)]),
    ("مقتل 15 طفلاً وامرأتين", [killed("child", 15, 15), killed("woman", 2, 2)]),
    ("كبد الهجوم قوات النظام 12 قتيلاً وعشرات الجرحى", [killed("combatant", 12, 12), injured("combatant", 20, 99)]),
    # not told apart
    ("مقتل وإصابة العشرات", [("casualties", "person", 20, 99)]),
    ("قتل وجرح 30 مسلحاً", [("casualties", "combatant", 30, 30)]),
    ("سقط 40 مدنياً بين قتيل وجريح", [("casualties", "civilian", 40, 40)]),
    ("وقوع عشرات القتلى والجرحى", [("casualties", "person", 20, 99)]),
    # totals
    ("ارتفعت حصيلة القتلى إلى 73 شخصاً", [killed("person", 73, 73)]),
    ("ارتفع عدد ضحايا الغارة التي ضربت السوق من 60 إلى 73", [killed("person", 73, 73)]),
    ("تجاوز عدد القتلى 200 شخص", [killed("person", 201, None)]),
    ("بلغ قتلى الجيش 80 جندياً", [killed("combatant", 80, 80)]),
    ("لترتفع إلى 123 حصيلة القتلى", [killed("person", 123, 123)]),
    ("عدد الجنود الذين قتلوا ارتفع إلى 40", [killed("combatant", 40, 40)]),
    ("11 قتيلاً وجريحاً جراء القصف", [("casualties", "person", 11, 11)]),
    ("كان بين القتلى امرأتان", [killed("woman", 2, 2)]),
    ("قال إن 12 سورياً قتلوا", [killed("person", 12, 12)]),
    ("قال إن المئات منهم قتلوا", [killed("person", 200, 999)]),
    ("المسلحون قتلوا 5 في السوق", [killed("person", 5, 5)]),
    ("خسرت الميليشيا ثلاثة من مقاتليها", [killed("combatant", 3, 3)]),
    ("مقتل القيادي محمد في الغارة", [killed("combatant", 1, 1)]),
    ("العثور على جثث أربعة أطفال", [killed("child", 4, 4)]),
    ("18 حالة اختناق بين الأهالي", [injured("civilian", 18, 18)]),
    # none
    ("لم تسفر الغارة عن إصابات", [("casualties", "person", 0, 0)]),
    ("ولم يقتل أي مدني", [killed("civilian", 0, 0)]),
    ("دون وقوع ضحايا", [("casualties", "person", 0, 0)]),
    # other fates
    ("اعتقال ستة أشخاص", [("detained", "person", 6, 6)]),
    ("ألقت الشرطة القبض على عدد من المدنيين", [("detained", "civilian", 2, None)]),
    ("إطلاق سراح 13 معتقلاً", [("released", "person", 13, 13)]),
    ("نزوح 3 آلاف عائلة", [("displaced", "person", 3000, 3000)]),
    ("دفع القصف مئات المدنيين إلى النزوح", [("displaced", "civilian", 200, 999)]),
    ("وفقدان 4 صيادين", [("missing", "person", 4, 4)]),
    ("إنقاذ عشرين شخصاً من تحت الأنقاض", [("rescued", "person", 20, 20)]),
    ("لا يزال العشرات في عداد المفقودين", [("missing", "person", 20, 99)]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_counts(text: str, expected: list[Told]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "لم يبلغ عن إصابات",
        "دون معلومات عن خسائر بشرية",
        "ولم ترد أنباء عن سقوط قتلى",
        "سيطر المقاتلون على 5 قرى",
        "قتل في هجوم للفرقة 16",
        "أصيبت 3 دبابات",
        "القرار 2254 والمدنيون في المدينة",
        "مقتل الجنود في الحرب",
        "قتل في عام 2013",
        "استمرت المعارك 10 ساعات وقتل فيها القائد",
        "عدد القتلى مرشح للارتفاع",
        "تجمع آلاف المتظاهرين في الساحة",
    ],
)
def test_no_count(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مقتل 18 مدنياً بينهم 5 أطفال", [None, 0]),
        ("مقتل 30 شخصاً، من بينهم سبع نساء وثلاثة أطفال، وإصابة 40", [None, 0, 0, None]),
        ("قتل 40 شخصاً بينهم 12 جندياً منهم ضابطان", [None, 0, 1]),
        ("عشرون قتيلاً، هم 16 طفلاً وأربع نساء", [None, 0, 0]),
        ("خلف الهجوم أربعة جرحى، جراح اثنين منهم خطيرة", [None, 0]),
        ("مقتل 142 مدنياً بينهم 38 طفلاً، و116 مسلحاً", [None, 0, None]),
    ],
)
def test_parts(text: str, expected: list[int | None]) -> None:
    assert parts(text) == expected


def test_a_part_takes_outcome_and_waits_for_the_verb() -> None:
    assert told("12 مدنياً بينهم 4 أطفال قتلوا في القصف") == [killed("civilian", 12, 12), killed("child", 4, 4)]


def test_a_part_outside_the_range_is_no_index() -> None:
    text = "مقتل 18 مدنياً بينهم 5 أطفال"
    lattice = lattice_of(text)
    whole, part = counts(text)
    assert casualties(lattice, part.start, len(lattice.tokens)) == [
        Casualty(part.outcome, part.group, part.low, part.high, None, part.start, part.end, part.place_at)
    ]
    assert casualties(lattice, 0, part.start)[0].start == whole.start


def test_a_place_of_the_counts_own() -> None:
    text = "مقتل 73 شخصاً، منهم 38 في معرة النعمان"
    lattice = lattice_of(text)
    own = counts(text)[1]
    assert own.place_at is not None
    assert lattice.tokens[own.place_at + 1].key == "معره"


def test_others_go_on_over_the_end_of_a_sentence() -> None:
    assert told("قتل ثلاثة جنود. وأصيب خمسة آخرون.")[1] == injured("combatant", 5, 5)


def test_those_taken_from_a_named_party_are_combatants() -> None:
    text = "مقتل 9 من الزنابقة"
    assert told(text) == [killed("person", 9, 9)]
    lattice = lattice_of(text)
    lattice.mark("party", "", 3, 4, None)
    assert casualties(lattice, 0, 4)[0].group == "combatant"


def test_numbers_say_what_they_count() -> None:
    lattice = lattice_of("على بعد 5 كيلومترات من مقر الفرقة 16 و70 % من الحي")
    found = [(m.label, m.value) for here in lattice.at for m in here if m.label in ("number", "share")]
    assert found == [("number", MEASURE), ("number", LABEL), ("share", "")]


def test_people_are_marked_with_their_group() -> None:
    lattice = lattice_of("استهدف القصف 3 مسلحين ومدنيين")
    assert [m.value for here in lattice.at for m in here if m.label == "people"] == ["combatant", "civilian"]


WORDS = [
    "مقتل",
    "قتل",
    "قتلوا",
    "وأصيب",
    "5",
    "عشرة",
    "مدنيين",
    "طفل",
    "جنود",
    "بينهم",
    "منهم",
    "من",
    "وعشرات",
    "القتلى",
    "والجرحى",
    "إلى",
    "لم",
    "دون",
    "آخرون",
    "،",
    ".",
    "و",
    "في",
    "أكثر",
    "من",
    "عدد",
    "ارتفع",
    "حتفهم",
    "لقي",
    "أحد",
    "اعتقال",
    "نزوح",
    "مئات",
    "الآلاف",
    "بين",
    "قتيل",
    "وجريح",
    "النظام",
    "محمد",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_run_of_words_gives_well_formed_counts(words: list[str]) -> None:
    found = counts(" ".join(words))
    for index, count in enumerate(found):
        assert count.start < count.end <= len(words)
        assert count.low is None or count.high is None or count.low <= count.high
        assert count.part_of is None or count.part_of != index
        assert count.part_of is None or 0 <= count.part_of < len(found)
