"""Doubt: each claim and each of its fields says how far it is to be believed, and what it says is worth something."""

from datetime import date

import pytest

from marsad.model.report import Report
from marsad.read.compose import compose
from marsad.read.doubt import FIELDS, SIGNS, Curve, Doubt, signs_of
from marsad.read.reader import load_reader
from marsad.read.settle import settle

READER = load_reader()
TEXT = "قال المرصد السوري لحقوق الإنسان إن طائرات حربية قصفت بلدة سراقب اليوم، ما أدى إلى مقتل ثلاثة مدنيين."
REPORT = Report(report="r", text=TEXT, published=date(2016, 12, 5))


def test_each_claim_and_field_has_a_confidence() -> None:
    claims = READER.read(REPORT).claims
    assert claims
    for claim in claims:
        assert claim.field_confidence is not None
        assert set(claim.field_confidence) == set(FIELDS)
        assert all(0 < one < 1 for one in (claim.confidence, *claim.field_confidence.values()) if one is not None)
        assert claim.confidence is not None
        assert claim.confidence <= min(claim.field_confidence.values()) + 0.1


def test_a_draft_shows_all_signs() -> None:
    (draft, *_) = settle(compose(READER.open(REPORT), READER.rulebook.rules))
    signs = dict(zip(SIGNS, signs_of(draft), strict=True))
    assert signs[draft.kind] == 1
    assert sum(signs[kind] for kind in SIGNS[SIGNS.index("first") + 1 :]) == 1
    assert (signs["date"], signs["source"], signs["denied"]) == (1, 1, 0)


@pytest.mark.parametrize(("level", "told"), [(-800.0, 0.0), (0.0, 0.5), (800.0, 1.0)])
def test_a_curve_bears_any_level(level: float, told: float) -> None:
    assert Curve(0.0, (1.0,)).confidence((level,)) == told


def test_without_curves_a_claim_says_nothing_of_its_fields() -> None:
    (draft, *_) = settle(compose(READER.open(REPORT), READER.rulebook.rules))
    told = Doubt().told(draft, signs_of(draft))
    assert (told.confidence, told.field_confidence) == (0.5, {})
