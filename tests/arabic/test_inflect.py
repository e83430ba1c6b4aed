"""Inflection: the written forms that a lexicon's line stands for."""

import pytest

from marsad.arabic.inflect import INFLECTIONS


@pytest.mark.parametrize(
    ("how", "forms", "holds", "holds_not"),
    [
        ("noun", ["غارة", "غارات"], {"غاره", "غارات", "غارتان", "غارتين"}, {"غارهان", "غاراتا"}),
        ("noun", ["مدني", "مدنيين"], {"مدني", "مدنيين", "مدنيون", "مدنيو"}, {"مدنيات"}),
        ("noun", ["جندي", "جنود"], {"جندي", "جنود", "جنديان", "جنديين"}, set()),
        ("noun", ["هجوم", "هجمات"], {"هجوم", "هجوما", "هجومين", "هجمات"}, set()),
        ("verb", ["استهدف", "يستهدف"], {"استهدفت", "استهدفوا", "تستهدف", "يستهدفون"}, {"استهدفه"}),
        ("verb", ["نفى", "ينفي"], {"نفي", "نفت", "نفوا", "تنفي", "ينفون"}, {"نفيت ه"}),
        ("adjective", ["جوي"], {"جوي", "جويه", "جويا"}, set()),
        ("nation", ["تركي"], {"تركي", "تركيه", "تركيون", "تركيين"}, {"تركيا"}),
        ("as-is", ["هدنة"], {"هدنه"}, {"هدنتان"}),
    ],
)
def test_forms(how: str, forms: list[str], holds: set[str], holds_not: set[str]) -> None:
    made = {form for form, _ in INFLECTIONS[how](forms)}
    assert holds <= made
    assert not holds_not & made


def test_a_dual_says_so() -> None:
    made = dict(INFLECTIONS["noun"](["غارة", "غارات"]))
    assert made["غارتان"] == "dual"
    assert made["غارات"] == "plural"
