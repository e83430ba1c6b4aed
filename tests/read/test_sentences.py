"""Sentences end at full stops and lines, not at initials or inside numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.tokens import tokenise
from marsad.read.sentences import sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("قال. ثم قال.", 2),
        ("سطر أول\nسطر ثان", 2),
        ("(د. ب. أ) قالت", 1),
        ("قال: «نعم.» وأضاف", 2),
        ("2.5 مليون", 1),
        ("غارة على البلدة #ريف_حلب #فجر_الحرية", 2),
        ("#عاجل #قصف_مدفعي على #البلدة", 1),
        ("ماذا؟! لا", 2),
        ("", 0),
    ],
)
def test_how_many(text: str, count: int) -> None:
    assert len(sentences(tokenise(text))) == count


@given(st.text("اب .؟\n»«1#_", max_size=60))
def test_every_token_but_breaks_lies_in_one_sentence(text: str) -> None:
    tokens = tokenise(text)
    inside = [at for start, end in sentences(tokens) for at in range(start, end)]
    assert inside == [at for at, token in enumerate(tokens) if token.kind != "break"]
