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
