"""What is weighed becomes claims: likely drafts stand, what the rules missed joins, slots change by a margin."""

from datetime import date

import numpy as np
import pytest

from marsad.model.report import Report
from marsad.read.doubt import Curve
from marsad.read.finding.calibrate import calibrated
from marsad.read.finding.choosing import SIGNS, choose
from marsad.read.finding.filling import RULE, Limits, filled
from marsad.read.finding.finds import Finds, finds
from marsad.read.finding.kinds import KINDS, kind_number
from marsad.read.finding.sheet import SLOTS, Numbers
from marsad.read.finding.weigher import Asked, Links, Weighed
from marsad.read.reader import load_reader

READER = load_reader()
TEXT = "قصفت طائرات حربية بلدة سراقب اليوم. وأعلنت الحكومة الهدنة في حلب. وتجمع الناس في ساحة المدينة."
STAND = Limits(add=0.5, drop=0.05, actor=0.2, target=0.2, speaker=0.2, date=0.2, place=0.5)


def found(text: str = TEXT) -> Finds:
    page = READER.open(Report(report="r", text=text, published=date(2016, 12, 5)))
    return finds(page, READER.rulebook.rules)


class Told:
    """A weigher that is told what to say: kinds by stretch, and one mention for a slot."""

    version = "told"

    def __init__(self, kinds: dict[tuple[int, int], float], slot: str = "actor", name: str = "-") -> None:
        self.kinds, self.slot, self.name = kinds, slot, name

    def weigh(self, page: Finds) -> Weighed:
        kinds = np.full((len(page.stretches), len(KINDS)), 0.1, np.float32)
        for at, likely in self.kinds.items():
            kinds[at] = likely
        nothing = np.zeros((0, 0), np.float32)
        return Weighed(kinds, nothing, nothing)

    def link(self, page: Finds, _: Weighed, claims: Asked) -> Links:
        count, names = len(claims.kinds), len(page.mentions)
        slots = np.zeros((count, names + 1, len(SLOTS) - 1), np.float32)
        places: Numbers = np.zeros((count, names), np.float32)
        for row, stretch in enumerate(claims.stretches):
            draft = next((d for d in page.settled if d.pieces[0] == tuple(page.sheet.stretch_tokens[stretch])), None)
            for number, mention in enumerate(page.mentions):
                own = draft and any(place.start == mention.start for place in draft.places)
                places[row, number] = 0.9 if own and "place" in mention.named else 0.0
                for slot, name in enumerate((draft.actor, draft.target, *draft.chain[-1:]) if draft else ()):
                    if name and (name.start, name.end) == (mention.start, mention.end) and not mention.when:
                        slots[row, number + 1, slot] = 0.6
                if draft and mention.when and mention.period == draft.date:
                    slots[row, number + 1, 3] = 0.9
                if mention.text == self.name:
                    slots[row, number + 1, SLOTS.index(self.slot)] = 0.9
        slots[:, 0] = 1 - slots[:, 1:].sum(1)
        return Links(slots, places, np.zeros((count, 3), np.float32))


def stretch_of(page: Finds, words: str) -> int:
    text = page.page.report.text
    spans = [page.page.lattice.span(span.start, span.end) for span in page.stretches]
    return next(number for number, span in enumerate(spans) if text[slice(*span)] == words)


def test_likely_drafts_stand_as_the_rules_made_them() -> None:
    page = found()
    chosen = [one.draft for one in choose(page, Told({}), STAND)]
    assert chosen == page.settled
    assert any(draft.kind == "airstrike" for draft in chosen)


def test_an_unlikely_draft_is_none() -> None:
    page = found()
    at = stretch_of(page, "قصفت طائرات حربية بلدة سراقب اليوم")
    dropped = Told({(at, kind): 0.01 for kind in range(len(KINDS))})
    assert not any(one.draft.kind == "airstrike" for one in choose(page, dropped, STAND))


def test_a_likely_stretch_that_no_rule_found_joins_under_the_finders_name() -> None:
    page = found()
    at = stretch_of(page, "وتجمع الناس في ساحة المدينة")
    added = [one.draft for one in choose(page, Told({(at, kind_number("violence", None)): 0.8}), STAND)]
    new = [draft for draft in added if draft not in page.settled]
    assert [(draft.kind, draft.rule) for draft in new] == [("violence", RULE)]
    span = page.page.lattice.span(*new[0].pieces[0])
    assert TEXT[slice(*span)] == "وتجمع الناس في ساحة المدينة"


def test_of_two_stretches_of_one_kind_over_the_same_words_the_likelier_joins() -> None:
    page = found()
    kind = kind_number("violence", None)
    told = {(number, kind): 0.6 for number, span in enumerate(page.stretches) if span.sentence == 2}
    told[stretch_of(page, "وتجمع الناس في ساحة المدينة"), kind] = 0.8
    new = [one for one in choose(page, Told(told), STAND) if one.draft.rule == RULE]
    assert len(new) == 1


@pytest.mark.parametrize(("margin", "named"), [(0.2, "الحكومة"), (0.95, None)])
def test_a_slot_changes_only_by_the_margin(margin: float, named: str | None) -> None:
    page = found()
    limits = Limits(add=0.99, drop=0, actor=margin, target=9, speaker=9, date=9)
    strike = next(
        one.draft for one in choose(page, Told({}, "actor", "الحكومة"), limits) if one.draft.kind == "airstrike"
    )
    own = next(draft for draft in page.settled if draft.kind == "airstrike")
    if named is None:
        assert strike.actor == own.actor
        assert strike.rule == own.rule
    else:
        assert strike.actor is not None
        assert strike.actor.text == named
        assert strike.rule == f"{own.rule}+{RULE}"


def test_every_claim_has_its_signs() -> None:
    assert all(len(one.signs) == len(SIGNS) for one in choose(found(), Told({}), STAND))


def test_calibration_finds_the_sign_that_tells() -> None:
    draws = np.random.default_rng(1).normal(size=(400, 2))
    right = [bool(row[0] > 0) for row in draws]
    curve = calibrated([tuple(row) for row in draws], right)
    assert curve.weights[0] > 10 * abs(curve.weights[1])
    assert curve.confidence((3.0, 0.0)) > 0.9
    assert curve.confidence((-3.0, 0.0)) < 0.1


def test_without_both_right_and_wrong_there_is_no_curve() -> None:
    assert calibrated([(1.0,), (2.0,)], [True, True]) == Curve()


@pytest.mark.parametrize(("odds", "own_is_named"), [(5e-5, True), (0.09, True), (0.0, False)])
def test_what_the_rules_have_is_as_likely_as_it_is_weighed(odds: float, own_is_named: bool) -> None:  # noqa: FBT001
    page = found("قال المرصد إن طائرات حربية قصفت بلدة سراقب اليوم.")
    name = next(one for one in page.mentions if one.when is None)
    own = (name.start, name.end) if own_is_named else (10_000, 10_001)
    likely = np.zeros(len(page.mentions) + 1, np.float32)
    likely[0], likely[page.mentions.index(name) + 1] = 1 - odds, odds
    kept = filled(page.mentions, likely, own, 0.3, keep=True)
    assert (kept.mention, kept.changed) == (None, False)
    assert (kept.likely < 0.1) == own_is_named
    emptied = filled(page.mentions, likely, own, 0.3, keep=False)
    assert emptied.changed == own_is_named
