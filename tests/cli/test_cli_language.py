from collections.abc import Callable
from typing import Any

import pytest

ARABIC = {"MARSAD_LANG": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "ar_SY.UTF-8"}


def test_help_and_errors_follow_an_arabic_locale(marsad_process: Callable[..., Any]) -> None:
    assert "يقرأ تقارير النزاعات" in marsad_process("--help", **ARABIC).text
    ran = marsad_process("read", "nowhere.txt", **ARABIC)
    assert ran.code == 1
    assert "nowhere.txt: لا تمكن قراءته" in ran.err
    assert "للإصلاح: تحقق من الاسم" in ran.err


def test_a_flag_goes_before_the_locale(marsad_process: Callable[..., Any]) -> None:
    assert "there is no record here" in marsad_process("--lang", "en", "events", **ARABIC).err
    assert "لا سجل هنا" in marsad_process("--lang=ar", "events").err


def test_a_language_that_is_none_is_wrong_usage(marsad_process: Callable[..., Any]) -> None:
    ran = marsad_process("--lang", "fr", "events")
    assert ran.code == 2
    assert "'fr' is no language that Marsad speaks" in ran.err


@pytest.mark.parametrize(
    "verb", [["events"], ["counts"], ["control"], ["brief"], ["why", "x"], ["verify"], ["rebuild"]]
)
def test_every_question_to_no_record_is_answered_in_words(marsad: Callable[..., Any], verb: list[str]) -> None:
    ran = marsad(*verb)
    assert ran.code == 1
    assert "there is no record here" in ran.err
    assert "Traceback" not in ran.err


def test_an_unknown_choice_is_wrong_usage_and_names_the_right_ones(marsad: Callable[..., Any]) -> None:
    ran = marsad("counts", "--by", "place,planet")
    assert ran.code == 2
    assert "'planet' is none of place, day, month" in ran.err
