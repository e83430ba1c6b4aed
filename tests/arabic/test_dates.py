"""Dates in words and figures: what each phrase means, read from a fixed day, Tuesday, 6 December 2016."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hijridate import Gregorian
from hypothesis import example, given
from hypothesis import strategies as st

import marsad
from marsad.arabic.calendar import day_near, month_near, months_from, unit_near, weekday_near
from marsad.arabic.dates import LABEL, When, mark_dates, parse_date
from marsad.arabic.tokens import tokenise
from marsad.grammar.lattice import Lattice, annotate
from marsad.grammar.lexicon import Lexicons, load_entries

TODAY = date(2016, 12, 6)
RULEBOOK = Path(marsad.__file__).parent / "rulebook" / "ar" / "lexicons"


@cache
def lexicons() -> Lexicons:
    return Lexicons(entry for entry in load_entries(RULEBOOK) if entry[0].startswith("date_"))


def lattice(text: str, published: date | None = TODAY) -> Lattice:
    found = annotate(text, tokenise(text), lexicons())
    mark_dates(found, published)
    return found


def dates(text: str, published: date | None = TODAY) -> list[tuple[str, When]]:
    """The words and meaning of every date of a text."""
    found = lattice(text, published)
    matches = [m for at in range(len(found.tokens)) if (m := found.find(at, LABEL))]
    return [(text[slice(*found.span(m.start, m.end))], m.data) for m in matches]


def said(text: str, published: date | None = TODAY) -> list[str]:
    """Role and days of every date of a text, as "role from..to"."""
    return [f"{w.role} {w.period.start or ''}..{w.period.end or ''}" for _, w in dates(text, published)]


MEANINGS = [
    # days told from publication
    ("قصفوا السوق أمس", "at 2016-12-05..2016-12-05"),
    ("وصلوا أول من أمس", "at 2016-12-04..2016-12-04"),
    ("وصلوا أول أمس", "at 2016-12-04..2016-12-04"),
    ("وصلوا أمس الأول", "at 2016-12-04..2016-12-04"),
    ("سقطت بالأمس قذيفة", "at 2016-12-05..2016-12-05"),
    ("سقطت البارحة قذيفة", "at 2016-12-05..2016-12-05"),
    ("دخلوا القرية اليوم", "at 2016-12-06..2016-12-06"),
    ("يصلون غدا", "at 2016-12-07..2016-12-07"),
    ("يصلون بعد غد", "at 2016-12-08..2016-12-08"),
    ("للَيوم الثالث على التوالي", "at 2016-12-06..2016-12-06"),
    ("تقصف القرية لليوم الثاني", "at 2016-12-06..2016-12-06"),
    # parts of a day
    ("صباح أمس", "at 2016-12-05..2016-12-05"),
    ("صباح اليوم الثلاثاء", "at 2016-12-06..2016-12-06"),
    ("الجمعة 2 كانون الأول, 2016", "at 2016-12-02..2016-12-02"),
    ("اليوم الأربعاء", "at 2016-12-07..2016-12-07"),
    ("اليوم الجمعة", "at 2016-12-02..2016-12-02"),
    ("قصف منذ قليل", "at 2016-12-06..2016-12-06"),
    ("مساء يوم الأحد", "at 2016-12-04..2016-12-04"),
    ("فجر السبت", "at 2016-12-03..2016-12-03"),
    ("بعد ظهر أمس", "at 2016-12-05..2016-12-05"),
    ("السبت مساءً", "at 2016-12-03..2016-12-03"),
    ("ليل السبت", "at 2016-12-03..2016-12-03"),
    ("ليلة الاثنين", "at 2016-12-05..2016-12-05"),
    ("ليل الجمعة - السبت", "at 2016-12-02..2016-12-03"),
    ("ليل الجمعة السبت", "at 2016-12-02..2016-12-03"),
    ("ليلة الخميس/الجمعة", "at 2016-12-01..2016-12-02"),
    ("بعد منتصف ليل أمس", "at 2016-12-06..2016-12-06"),
    ("بعد منتصف ليل الجمعة - السبت", "at 2016-12-03..2016-12-03"),
    ("في ساعة متأخرة من مساء السبت", "at 2016-12-03..2016-12-03"),
    ("قصفوها الليلة الماضية", "at 2016-12-05..2016-12-06"),
    ("قصفوها خلال الليل", "at 2016-12-05..2016-12-06"),
    ("نزحوا أثناء الليل", "at 2016-12-05..2016-12-06"),
    ("أغارت الطائرات فجراً على القرية", "at 2016-12-06..2016-12-06"),
    ("الساعة الثالثة فجر الأحد", "at 2016-12-04..2016-12-04"),
    # weekdays lie in the past
    ("قال الاثنين", "at 2016-12-05..2016-12-05"),
    ("قال الثلاثاء", "at 2016-12-06..2016-12-06"),
    ("قصفوا السوق الأربعاء", "at 2016-11-30..2016-11-30"),
    ("والخميس قتل اثنان", "at 2016-12-01..2016-12-01"),
    ("يوم الجمعة الماضي", "at 2016-12-02..2016-12-02"),
    ("الثلاثاء الماضي", "at 2016-11-29..2016-11-29"),
    ("الأحد المقبل", "at 2016-12-11..2016-12-11"),
    ("الجمعة القادمة", "at 2016-12-09..2016-12-09"),
    ("أمس الاثنين", "at 2016-12-05..2016-12-05"),
    ("أمس (الاثنين)", "at 2016-12-05..2016-12-05"),
    ("اليوم (أمس الاثنين)", "at 2016-12-05..2016-12-05"),
    ("يوم أمس", "at 2016-12-05..2016-12-05"),
    ("يومي السبت والأحد الماضيين", "at 2016-12-03..2016-12-04"),
    ("الجمعة والسبت", "at 2016-12-02..2016-12-03"),
    ("اليوم الجمعة", "at 2016-12-02..2016-12-02"),  # the words are older than the report
    # so long ago, for so long
    ("قبل ثلاثة أيام", "at 2016-12-03..2016-12-03"),
    ("قبل يومين", "at 2016-12-04..2016-12-04"),
    ("قبل 10 أيام", "at 2016-11-26..2016-11-26"),
    ("قبل نحو أسبوع", "at 2016-11-29..2016-11-29"),
    ("قبل أسبوعين", "at 2016-11-22..2016-11-22"),
    ("قبل شهر", "at 2016-11-01..2016-11-30"),
    ("قبل عامين", "at 2014-01-01..2014-12-31"),
    ("قبل عدة أشهر", "at ..2016-12-06"),
    ("قبل أيام", "at ..2016-12-06"),
    ("تمكنوا قبل أيام من دخول البلدة", "at ..2016-12-06"),
    ("منذ يومين", "since 2016-12-04..2016-12-06"),
    ("منذ ثلاث سنوات", "since 2013-12-06..2016-12-06"),
    ("منذ نحو شهرين", "since 2016-10-06..2016-12-06"),
    ("منذ عام ونصف العام", "since 2015-06-06..2016-12-06"),
    ("منذ خمسة وعشرين يوما", "since 2016-11-11..2016-12-06"),
    ("منذ أكثر من عقد", "since ..2016-12-06"),
    ("منذ أسابيع", "since ..2016-12-06"),
    ("خلال الساعات الماضية", "at 2016-12-05..2016-12-06"),
    ("خلال الـ24 ساعة الماضية", "at 2016-12-05..2016-12-06"),
    ("خلال الساعات الـ48 الماضية", "at 2016-12-04..2016-12-06"),
    ("خلال الأيام الثلاثة الماضية", "at 2016-12-03..2016-12-06"),
    ("في الأسبوعين الماضيين", "at 2016-11-22..2016-12-06"),
    ("في الأيام القليلة الماضية", "at ..2016-12-06"),
    ("في أحد الأيام الماضية", "at ..2016-12-06"),
    ("خلال الأشهر الأخيرة", "at ..2016-12-06"),
    ("في الآونة الأخيرة", "at ..2016-12-06"),
    ("خلال أسبوع من الغارات", "at 2016-11-29..2016-12-06"),
    # weeks, months, years
    ("الأسبوع الماضي", "at 2016-11-28..2016-12-04"),
    ("هذا الأسبوع", "at 2016-12-05..2016-12-06"),
    ("الأسبوع المقبل", "at 2016-12-12..2016-12-18"),
    ("الشهر الماضي", "at 2016-11-01..2016-11-30"),
    ("هذا الشهر", "at 2016-12-01..2016-12-06"),
    ("العام الماضي", "at 2015-01-01..2015-12-31"),
    ("العام قبل الماضي", "at 2014-01-01..2014-12-31"),
    ("العام الجاري", "at 2016-01-01..2016-12-06"),
    ("مطلع الشهر الجاري", "at 2016-12-01..2016-12-10"),
    ("منتصف مارس", "at 2016-03-15..2016-03-15"),
    ("أواخر أكتوبر الماضي", "at 2016-10-21..2016-10-31"),
    ("منذ الشهر الماضي", "since 2016-11-01..2016-12-06"),
    ("منذ نهاية العام الماضي", "since 2015-12-31..2016-12-06"),
    ("منذ مطلع العام", "since 2016-01-01..2016-12-06"),
    ("منذ منتصف تموز", "since 2016-07-15..2016-12-06"),
    ("في صيف عام 2014", "at 2014-06-01..2014-08-31"),
    ("في شتاء 2013", "at 2013-12-01..2014-02-28"),
    ("عام 2014", "at 2014-01-01..2014-12-31"),
    ("في 2011", "at 2011-01-01..2011-12-31"),
    ("منذ العام 2012", "since 2012-01-01..2016-12-06"),
    ("1953 - توقيع الهدنة", "at 1953-01-01..1953-12-31"),
    # months of every series
    ("في يناير الماضي", "at 2016-01-01..2016-01-31"),
    ("في كانون الأول", "at 2016-12-01..2016-12-06"),
    ("في ديسمبر الماضي", "at 2015-12-01..2015-12-31"),
    ("كانون الأول/ديسمبر 2015", "at 2015-12-01..2015-12-31"),
    ("في حزيران (يونيو) 2014", "at 2014-06-01..2014-06-30"),
    ("في نوفمبر/ تشرين الثاني", "at 2016-11-01..2016-11-30"),
    ("في جويلية الماضي", "at 2016-07-01..2016-07-31"),
    ("منذ شهر غشت", "since 2016-08-01..2016-12-06"),
    ("في مارس من العام الماضي", "at 2015-03-01..2015-03-31"),
    ("في يناير المقبل", "at 2017-01-01..2017-01-31"),
    # days by number
    ("في 23 سبتمبر", "at 2016-09-23..2016-09-23"),
    ("في 23 ديسمبر", "at 2015-12-23..2015-12-23"),
    ("في 24 ديسمبر المقبل", "at 2016-12-24..2016-12-24"),
    ("12 آذار/مارس 2024", "at 2024-03-12..2024-03-12"),
    ("يوم الأحد (4 ديسمبر 2016)", "at 2016-12-04..2016-12-04"),
    ("الأحد، 4 كانون الأول", "at 2016-12-04..2016-12-04"),
    ("الخامس عشر من آذار 2011", "at 2011-03-15..2011-03-15"),
    ("في الحادي والعشرين من أغسطس 2013", "at 2013-08-21..2013-08-21"),
    ("أول تموز/يوليو", "at 2016-07-01..2016-07-01"),
    ("18 من فبراير الماضي", "at 2016-02-18..2016-02-18"),
    ("في الثاني من الشهر الجاري", "at 2016-12-02..2016-12-02"),
    ("9/8/2012", "at 2012-08-09..2012-08-09"),
    ("٩/٨/٢٠١٢", "at 2012-08-09..2012-08-09"),
    ("2016-12-05", "at 2016-12-05..2016-12-05"),
    ("2016/11/30", "at 2016-11-30..2016-11-30"),
    ("29 فبراير", "at 2016-02-29..2016-02-29"),
    # Hijri
    ("7 ربيع الأول 1438هـ", "at 2016-12-06..2016-12-06"),
    ("6 ربيع الأول 1438 هـ الموافق 5 ديسمبر 2016", "at 2016-12-05..2016-12-05"),
    ("في العاشر من محرم", "at 2016-10-11..2016-10-11"),
    ("شهر رمضان 1437", "at 2016-06-06..2016-07-05"),
    # ranges
    ("بين 5 و9 يوليو", "at 2016-07-05..2016-07-09"),
    ("من الأحد إلى الثلاثاء", "at 2016-12-04..2016-12-06"),
    ("بين عامي 2011 و2014", "at 2011-01-01..2014-12-31"),
    ("بين 15 نوفمبر و5 ديسمبر", "at 2016-11-15..2016-12-05"),
    ("منذ 23 سبتمبر 2014 وحتى فجر أمس", "since 2014-09-23..2016-12-05"),
    ("منذ يوم الأحد", "since 2016-12-04..2016-12-06"),
    ("منذ مساء الأربعاء", "since 2016-11-30..2016-12-06"),
    ("ابتداء من الأحد", "since 2016-12-04..2016-12-06"),
    ("منذ بدء الهجوم", "since ..2016-12-06"),
    ("حتى الآن", "until ..2016-12-06"),
    ("حتى مساء أمس", "until ..2016-12-05"),
    ("الأعنف منذ عام", "compare 2015-12-06..2016-12-06"),
    ("بعد يومين من الغارة", "after 2016-12-04..2016-12-04"),
    ("قبل الأحد", "before 2016-12-04..2016-12-04"),
]
FALSE_FRIENDS = [
    "أحمد الرمضان وأحد المصابين",
    "شارع 30",
    "لواء 14 تموز",
    "الأب وثلاث بنات",
    "ثورة 17 فبراير",
    "حي 17 نيسان",
    "عيد الفطر ويوم الأرض",
    "مقتل 2014 شخصا",
    "قتل 30 مدنيا",
    "الساعة 9 مساء",
    "الساعة التاسعة مساء",
    "الساعة الخامسة فجرا",
    "الأمين العام الحالي",
    "31 فبراير 2014",
    "31/2/2014",
    "اليوم التالي",
    "وفي اليوم نفسه",
    "هدنة لمدة ثلاثة أيام",
    "فجر انتحاري نفسه",
    "مارس الضغط على الأهالي",
    "رجب طيب أردوغان",
    "انطلاقا من قاعدة قريبة",
    "صلاة الجمعة",
    "سوق الجمعة",
    "أطفال بين 5 و9 أعوام",
    "قبل يومين من الغارة",
]


@pytest.mark.parametrize(("text", "meaning"), MEANINGS, ids=[text for text, _ in MEANINGS])
def test_a_phrase_means_these_days(text: str, meaning: str) -> None:
    assert said(text) == [meaning]


@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_what_only_looks_like_a_date(text: str) -> None:
    assert said(text) == []


RELATIVE = [text for text, meaning in MEANINGS if not any(c.isdigit() for c in text) and "1953" not in text]


@pytest.mark.parametrize("text", RELATIVE)
def test_without_publication_nothing_relative_is_guessed(text: str) -> None:
    for _, when in dates(text, None):
        assert when.anchored
        assert (when.period.start, when.period.end) == (None, None)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("12 آذار 2011", "at 2011-03-12..2011-03-12"),
        ("عام 2014", "at 2014-01-01..2014-12-31"),
        ("منذ 23 سبتمبر 2014", "since 2014-09-23.."),
        ("7 ربيع الأول 1438هـ", "at 2016-12-06..2016-12-06"),
        ("بين 5 و9 يوليو 2014", "at 2014-07-05..2014-07-09"),
    ],
)
def test_without_publication_full_dates_stand(text: str, meaning: str) -> None:
    assert said(text, None) == [meaning]


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("أمس", "day"),
        ("صباح أمس", "part_of_day"),
        ("الأسبوع الماضي", "week"),
        ("في نيسان 2015", "month"),
        ("عام 2015", "year"),
        ("منذ يومين", "range"),
        ("منتصف مارس", "week"),
        ("أواخر مارس", "range"),
    ],
)
def test_precision_is_no_finer_than_the_words(text: str, precision: str) -> None:
    assert [when.period.precision for _, when in dates(text)] == [precision]


def test_dates_are_longest_and_do_not_overlap() -> None:
    text = "منذ 23 سبتمبر 2014 وحتى فجر أمس، ثم مساء الأحد 4 ديسمبر 2016 وفي 2011"
    assert [words for words, _ in dates(text)] == [
        "منذ 23 سبتمبر 2014 وحتى فجر أمس",
        "مساء الأحد 4 ديسمبر 2016",
        "2011",
    ]


def test_a_since_may_point_back() -> None:
    text = "بدأ الحصار في 12 أيلول 2014. ومنذ ذلك الحين مات خمسون مدنيا"
    assert said(text) == ["at 2014-09-12..2014-09-12", "since 2014-09-12..2016-12-06"]


def test_a_beginning_is_that_of_the_since_before_it() -> None:
    text = "منذ 30 آذار يتظاهرون. هجروا عام 1948. وقتل مئة منذ بدء التظاهرات"
    assert said(text)[-1] == "since 2016-03-30..2016-12-06"
    assert said(text.replace("منذ 30", "في 30"))[-1] == "since ..2016-12-06"


def test_a_bare_weekday_also_lies_ahead() -> None:
    ahead = {words: when.ahead and when.ahead.start for words, when in dates("الخميس ثم الجمعة الماضي ثم أمس الاثنين")}
    assert ahead == {"الخميس": date(2016, 12, 8), "الجمعة الماضي": None, "أمس الاثنين": None}


def test_now_is_marked_as_such() -> None:
    assert [when.now for _, when in dates("تسيطر حاليا على البلدة وقصفتها أمس")] == [True, False]


MONTHS = {
    series: months.split(",")
    for series, months in {
        "levant": "كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,كانون الأول",
        "egypt": "يناير,فبراير,مارس,أبريل,مايو,يونيو,يوليو,أغسطس,سبتمبر,أكتوبر,نوفمبر,ديسمبر",
        "maghreb": "جانفي,فيفري,مارس,أفريل,ماي,جوان,جويلية,أوت,سبتمبر,أكتوبر,نوفمبر,ديسمبر",
        "hijri": "محرم,صفر,ربيع الأول,ربيع الآخر,جمادى الأولى,جمادى الآخرة,رجب,شعبان,رمضان,شوال,ذي القعدة,ذي الحجة",
    }.items()
}
WEEKDAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
UNITS = ["الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر"]
INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def ordinal(number: int) -> str:
    """A day's number as an ordinal in words."""
    if number <= 10:
        return UNITS[number - 1]
    if number < 20:
        return ("الحادي" if number == 11 else UNITS[number - 11]) + " عشر"
    tens = "العشرين" if number < 30 else "الثلاثين"
    return tens if number % 10 == 0 else ("الحادي" if number % 10 == 1 else UNITS[number % 10 - 1]) + " و" + tens


def styles(day: date) -> list[str]:
    """A day in every way that reports write one out."""
    levant, egypt, maghreb = (MONTHS[series][day.month - 1] for series in ("levant", "egypt", "maghreb"))
    return [
        f"{day.day} {levant} {day.year}",
        f"{day.day} {egypt} {day.year}",
        f"{day.day} {maghreb} {day.year}",
        f"{day.day} {levant}/{egypt} {day.year}",
        f"{day.day} {egypt} ({levant}) {day.year}",
        f"{day.day} {egypt} من عام {day.year}",
        f"{day.day} من {levant} سنة {day.year}",
        f"{ordinal(day.day)} من {egypt} {day.year}",
        f"{ordinal(day.day)} من شهر {levant} عام {day.year}",
        f"{WEEKDAYS[day.weekday()]} {day.day} {egypt} {day.year}",
        f"{WEEKDAYS[day.weekday()]} ({day.day} {levant} {day.year})",
        f"مساء يوم {WEEKDAYS[day.weekday()]}، {day.day} {egypt} {day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day:02}-{day.month:02}-{day.year}",
        day.isoformat(),
        f"{day.day} {levant} {day.year}".translate(INDIC),
        f"وفي {day.day} {egypt} {day.year}",
    ]


DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31))
REPORTED = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@given(DAYS, REPORTED | st.none())
def test_a_day_written_out_in_any_style_is_that_day(day: date, published: date | None) -> None:
    for text in styles(day):
        found = dates(text, published)
        assert [(w.period.start, w.period.end) for _, w in found] == [(day, day)], text


@given(REPORTED, st.integers(0, 360))
def test_a_day_without_its_year_is_the_last_one(published: date, back: int) -> None:
    day = published - timedelta(days=back)
    for text in (
        f"{day.day} {MONTHS['levant'][day.month - 1]}",
        f"{ordinal(day.day)} من {MONTHS['egypt'][day.month - 1]}",
    ):
        assert [w.period.start for _, w in dates(text, published)] == [day], text


@given(REPORTED, st.integers(0, 6))
def test_a_weekday_is_the_last_before_or_on_publication(published: date, weekday: int) -> None:
    found = [w.period.start for _, w in dates(f"قتل {WEEKDAYS[weekday]} ثلاثة", published)]
    expected = next(d for back in range(7) if (d := published - timedelta(days=back)).weekday() == weekday)
    assert found == [expected]


@given(st.dates(date(1930, 1, 1), date(2070, 1, 1)))
def test_a_hijri_day_is_that_of_the_umm_al_qura_table(day: date) -> None:
    hijri = Gregorian.fromdate(day).to_hijri()
    month = MONTHS["hijri"][hijri.month - 1]
    for text in (
        f"{hijri.day} {month} {hijri.year}هـ",
        f"{hijri.day} من {month} عام {hijri.year} هجري",
    ):
        assert [(w.period.start, w.period.end) for _, w in dates(text)] == [(day, day)], text


@given(st.text(alphabet="مند حتىقبل 0123456789/-،.()أسالثءيوبعر\n", max_size=60), REPORTED | st.none())
def test_any_text_is_read_without_harm(text: str, published: date | None) -> None:
    end = 0
    found = lattice(text, published)
    for at in range(len(found.tokens)):
        match = found.find(at, LABEL)
        if match:
            assert end <= match.start < match.end <= len(found.tokens)
            end = match.end
            start, stop = match.data.period.start, match.data.period.end
            assert start is None or stop is None or start <= stop


@example(["الأعنف منذ عام", "2016-12-05"], None)
@given(st.lists(st.sampled_from([text for text, _ in MEANINGS] + FALSE_FRIENDS), max_size=4), REPORTED | st.none())
def test_phrases_side_by_side_never_break(texts: list[str], published: date | None) -> None:
    for _, when in dates(" ".join(texts), published):
        assert published or not when.anchored or when.period.end is None


def test_parse_date_says_where_it_ends() -> None:
    found = annotate("في 12 آذار 2011 قتل", tokenise("في 12 آذار 2011 قتل"), lexicons())
    read = parse_date(found, 1, TODAY)
    assert read is not None
    assert (read[0].period.start, read[1]) == (date(2011, 3, 12), 4)
    assert parse_date(found, 4, TODAY) is None
    assert parse_date(found, len(found.tokens), TODAY) is None  # also beyond the text


@given(REPORTED, st.integers(0, 6))
def test_weekdays_past_and_coming_are_a_week_apart(today: date, weekday: int) -> None:
    past, coming = weekday_near(today, weekday, "past"), weekday_near(today, weekday, "next")
    assert past < today < coming
    assert (coming - past).days in {7, 14}
    assert past.weekday() == coming.weekday() == weekday


@given(REPORTED, st.integers(-600, 600))
def test_months_forward_and_back(today: date, months: int) -> None:
    there = months_from(today.replace(day=1), months)
    assert months_from(there, -months) == today.replace(day=1)
    assert (there.year - today.year) * 12 + there.month - today.month == months


@given(REPORTED, st.sampled_from(["week", "month", "year"]))
def test_units_follow_each_other_without_a_gap(today: date, unit: str) -> None:
    past, this = unit_near(today, unit, "past"), unit_near(today, unit, "this")  # type: ignore[arg-type]
    coming = unit_near(today, unit, "next")  # type: ignore[arg-type]
    assert past is not None
    assert this is not None
    assert coming is not None
    assert past.end is not None
    assert this.start is not None
    assert coming.start is not None
    assert past.end + timedelta(days=1) == this.start
    assert this.start <= today < coming.start
    assert this.end == today


def test_the_ends_of_the_calendar_hold() -> None:
    assert weekday_near(date.min, 6).year == 1
    assert day_near(date.max, 1, 1, "next") is None
    assert month_near(date.min, 12).start == date(1, 12, 1)
