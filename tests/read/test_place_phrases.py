"""Where a sentence puts a happening: lists under one cue, lengths before a side, capitals, parts of parts."""

from datetime import date

import pytest

from marsad.model.report import Report
from marsad.read.reader import load_reader

READER = load_reader()


def places(text: str) -> dict[str, str | None]:
    """The places of a text's claims: id by name."""
    claims = READER.read(Report(report="sentence", text=text, published=date(2018, 1, 1))).claims
    return {place.text: place.id for claim in claims for place in claim.places}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("قتل تسعة في غارات على محافظتي حجة وصعدة في اليمن", {"حجة": "ye-gov-hajjah", "صعدة": "ye-gov-saada"}),
        ("قتل تسعة في غارات على مدينتي حجة وصعدة في اليمن", {"حجة": "ye-hajjah", "صعدة": "ye-saada"}),
        ("قصفت الطائرات قرية قصر البريج التي تبعد 60 كلم شرق حلب", {"قصر البريج": "sy-qasr-al-bureij"}),
        ("قصفت الطائرات مواقع في شرق حلب", {"شرق حلب": "sy-aleppo/east"}),
        ("قتل ثلاثة في قصف على العاصمة اليمنية صنعاء", {"صنعاء": "ye-sanaa"}),
        ("انفجرت سيارة في العاصمة اليمنية", {"العاصمة اليمنية": "ye-sanaa"}),
        ("سقطت قذائف في محيط دير الزور", {"محيط دير الزور": "sy-deir-ez-zor/outskirts"}),
        ("أطلقت صواريخ على الأراضي الإسرائيلية من قطاع غزة", {"الأراضي الإسرائيلية": "il"}),
        ("وقع انفجار في جنوب الولايات المتحدة", {"جنوب الولايات المتحدة": "us/south"}),
        ("قتل مدنيان في قصف على حي الصاخور في حلب", {"الصاخور": "sy-aleppo-as-sakhour"}),
        ("قتل مدنيان في قصف على حي الصاخور في حمص", {"الصاخور": None}),
        ("اندلعت اشتباكات في مدينة زنجبار جنوب اليمن", {"زنجبار": "ye-zinjibar"}),
        ("قتل مدنيان بغارة على مدينة سراقب - شمال سوريا", {"سراقب": "sy-saraqib"}),
        ("سيطرت قوات المعارضة على تلة كرزون بعد اشتباكات", {"تلة كرزون": None}),
    ],
)
def test_a_sentences_places(text: str, found: dict[str, str | None]) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("شنت الطائرات غارات على مناطق متفرقة في تعز", ["تعز"]),
        ("شنت الطائرات غارات على عدة قرى من محافظة إدلب", ["إدلب"]),
        ("قتل مدنيان بقصف على أحياء سكنية بمدينة تعز وسط البلاد", ["تعز"]),
        ("قصف الطيران الطريق الرابط بين حلب وحماة قرب بلدة مورك", ["مورك"]),
        ("قصفت المدفعية قرى ناحية تل تمر", ["تل تمر"]),
        ("استهدفت غارات الأطراف الغربية لمدينة إدلب", ["الأطراف الغربية لمدينة إدلب"]),
        ("سقطت قذائف على ريف إدلب شمالي سوريا", ["ريف إدلب"]),
        ("اندلعت اشتباكات في محور السلطاني", ["محور السلطاني"]),
        ("اندلعت اشتباكات في محور بلدة خان طومان", ["محور بلدة خان طومان"]),
        ("شن الجيش هجوما على جبهة ميدي الساحلية", ["جبهة ميدي الساحلية"]),
        ("دارت معارك في مركز مديرية باقم", ["مركز مديرية باقم"]),
        ("سقطت قذيفة على حرم الجامعة", ["حرم الجامعة"]),
        ("قصفت الطائرات وادي سعران وتلال الزيتون", ["وادي سعران", "تلال الزيتون"]),
        ("استهدفت المدفعية تلة أبو نديم", ["تلة أبو نديم"]),
        ("سيطر الجيش على منطقتي الراهدة وصبر", ["الراهدة", "صبر"]),
        ("قصفت المدفعية قرى (الفوعة، شيزرون، معرة مصرين)", ["الفوعة", "شيزرون", "معرة مصرين"]),
        ("نفذت الشرطة حملة اعتقالات في أحياء المختلطة والطيار", ["المختلطة", "الطيار"]),
    ],
)
def test_which_words_are_the_name(text: str, found: list[str]) -> None:
    assert list(places(text)) == found


def test_a_front_is_no_party_and_a_front_by_name_is() -> None:
    (claim,) = READER.read(Report(report="x", text="شن مقاتلو جبهة النصرة هجوما على جبهة الحديدة")).claims
    assert [place.text for place in claim.places] == ["جبهة الحديدة"]
    assert claim.actor is not None
    assert "جبهة النصرة" in claim.actor.text


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("قصفت الطائرات مدينة سراقب أمس", ["سراقب"]),
        ("قصفت الطائرات مدينتي سراقب وبنش أمس", []),
    ],
)
def test_a_lone_place_is_taken_over_and_one_of_several_is_not(before: str, found: list[str]) -> None:
    text = f"{before}.\nوأسفرت الغارات الجوية عن مقتل ستة مدنيين."
    last = READER.read(Report(report="x", text=text, published=date(2018, 1, 1))).claims[-1]
    assert [place.text for place in last.places] == found
