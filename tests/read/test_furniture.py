"""What a page shows around a report is not the report's."""

from datetime import date

import pytest

from marsad.model.report import Report
from marsad.read.reader import load_reader

BODY = "قتل ثلاثة مدنيين في غارة على بلدة سراقب.\n"
ASIDE = "مقتل خمسة أشخاص.. وقصف على مدينة إدلب\nسقوط قذائف على مدينة حماة\n"


def told(text: str, published: date | None = date(2024, 12, 9)) -> list[list[str]]:
    reading = load_reader(None).read(Report(report="page", text=text, published=published))
    return [[place.text for place in claim.places] for claim in reading.claims]


def test_headlines_under_a_later_day_are_left_out() -> None:
    assert told(BODY + "السبت 1 آب, 2026\n" + ASIDE) == told(BODY) == [["سراقب"]]
    assert told("السبت 1 آب 2026\n" + ASIDE + BODY) == [["سراقب"]]


@pytest.mark.parametrize("day", ["الاثنين 9 كانون الأول 2024", "الثلاثاء 10 كانون الأول 2024", "في 1 آب 2026 اجتمعوا"])
def test_lines_under_the_reports_own_day_are_kept(day: str) -> None:
    assert len(told(f"{day}\n{ASIDE}")) == len(told(ASIDE)) > 1


def test_without_a_day_of_publication_nothing_is_left_out() -> None:
    assert len(told("السبت 1 آب, 2026\n" + ASIDE, None)) == len(told(ASIDE, None))
