"""Sketches estimate what counting every shingle gives, and remember no more than they should."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.archive.fetch.near import SIZE, Near, similarity, sketch
from marsad.archive.fetch.versions import difference

WORDS = st.lists(st.sampled_from(["قُتل", "خمسة", "في", "حلب", "اليوم", "قصف", "أمس", "حي"]), max_size=40)


def exact(one: str, other: str) -> float:
    sets = []
    for text in (one, other):
        words = text.split()
        sets.append({tuple(words[at : at + 3]) for at in range(max(len(words) - 2, min(len(words), 1)))})
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1]) if sets[0] | sets[1] else 0.0


@given(WORDS, WORDS)
def test_short_texts_are_compared_exactly(one: list[str], other: list[str]) -> None:
    first, second = " ".join(one), " ".join(other)
    assert similarity(sketch(first), sketch(second)) == pytest.approx(exact(first, second))


@pytest.mark.parametrize("changed", [0.01, 0.05, 0.1, 0.3])
def test_long_texts_are_estimated(changed: float) -> None:
    chance = Random(4)  # noqa: S311 - texts, not secrets
    errors = []
    for _ in range(60):
        words = [f"w{chance.randrange(10**6)}" for _ in range(800)]
        other = [f"x{at}" if chance.random() < changed else word for at, word in enumerate(words)]
        one, two = " ".join(words), " ".join(other)
        errors.append(similarity(sketch(one), sketch(two)) - exact(one, two))
    assert len(sketch(" ".join(words))) == SIZE
    assert max(map(abs, errors)) < 0.16
    assert abs(sum(errors) / len(errors)) < 0.03


def test_a_repost_is_found_among_many_and_the_oldest_are_forgotten() -> None:
    chance = Random(5)  # noqa: S311 - likewise
    texts = [" ".join(f"w{chance.randrange(5000)}" for _ in range(120)) for _ in range(300)]
    near = Near(most=200)
    for number, text in enumerate(texts):
        near.add(str(number), text)
    assert len(near) == 200
    found = near.nearest("new", f"{texts[299]} منقول")
    assert found is not None
    assert found[0] == "299"
    assert found[1] > 0.96
    assert near.nearest("new", texts[0]) is None, "forgotten"
    assert near.nearest("299", texts[299]) is None, "itself is no other"
    assert near.nearest("new", "") is None


@given(WORDS, WORDS)
def test_a_difference_leads_from_one_text_to_the_other(one: list[str], other: list[str]) -> None:
    changes = difference(" ".join(one), " ".join(other))
    gone = sum(len(change.gone.split()) for change in changes)
    come = sum(len(change.come.split()) for change in changes)
    assert len(one) - gone == len(other) - come
    assert (changes == ()) == (one == other)
