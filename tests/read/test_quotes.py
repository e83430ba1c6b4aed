"""Which tokens stand between quotation marks."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.tokens import tokenise
from marsad.read.speech.quotes import quotations


def quoted(text: str) -> list[str]:
    tokens = tokenise(text)
    found = quotations(tokens)
    return [text[tokens[opened].end : tokens[found[opened]].start].strip() for opened in sorted(found)]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("قال «نحن هنا» ومضى", ["نحن هنا"]),
        ("قال “نحن هنا” ومضى", ["نحن هنا"]),
        ('قال "نحن هنا" ومضى', ["نحن هنا"]),
        ("قال «دخلنا. قصفنا.\nسنعود» ومضى", ["دخلنا. قصفنا.\nسنعود"]),
        ('قال "نرفض "الحوار" معهم" ومضى', ['نرفض "الحوار" معهم', "الحوار"]),
        ("قناة ‘إن تي في” التركية", ["إن تي في"]),
        ("قال «قوات «الفصيل» تقدمت» ومضى", ["قوات «الفصيل» تقدمت", "الفصيل"]),
        ('قال "نحن هنا\nومضى الرجل', []),
        ("قال نحن» هنا", []),
    ],
)
def test_quotations(text: str, inside: list[str]) -> None:
    assert quoted(text) == inside


@given(st.text(alphabet='اب «»“”"‘’\n.', max_size=80))
def test_pairs_never_cross(text: str) -> None:
    pairs = sorted(quotations(tokenise(text)).items())
    assert all(opened < closed for opened, closed in pairs)
    assert len({closed for _, closed in pairs}) == len(pairs)
    for (_, first_end), (second, second_end) in pairwise(pairs):
        assert second > first_end or second_end < first_end
