"""From a number back to the words; and a page in which nothing stands without its source."""

import re
import string
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, Literal, get_args

import msgspec
import pytest
from hand import TEXTS, WORLD, joined, only, people, told
from hypothesis import given
from hypothesis import strategies as st

from marsad.answer.brief import brief
from marsad.answer.count import counts
from marsad.answer.markdown import WITHHELD, cut, plain
from marsad.answer.phrasebook import Phrases, phrases
from marsad.answer.select import select
from marsad.answer.why import why
from marsad.errors import InputError
from marsad.model.asked import Asked
from marsad.model.claim import Person
from marsad.model.name import Name
from marsad.model.sourced import SourcedClaim
from marsad.model.vocabulary import Group, Kind, Outcome, Status

ONE = told("airstrike", "mill", 6, [people(5)], by=["المرصد"], report="first")
TWO = told("airstrike", "mill", 6, [people(9)], by=["المستشفى"], report="second", published=9)
NO = told("airstrike", "mill", 6, by=["الناطق"], stance="denies", report="third")
TOTAL = told("airstrike", "city", None, [people(324, "civilian")], by=["المرصد"], scope="cumulative", report="first")
HELD = told("control", "mill", 6, actor="army", change="gained", by=["الناطق"], report="third")
LOST = told("control", "mill", 6, actor="front", change="holds", by=["القائد"], report="fourth")
FEARED = told("clash", "wells", None, modality="prospect", by=["القائد"], report="fourth")
ALL = [ONE, TWO, NO, TOTAL, HELD, LOST, FEARED]
RESULT = joined(ALL)
LANGUAGES: tuple[Literal["ar", "en"], ...] = ("ar", "en")


def event_of(sourced: SourcedClaim) -> str:
    """The id of the event that holds the claim."""
    return next(event.event for event in RESULT.events if sourced.claim.id in event.claims)


def test_an_event_leads_to_all_its_claims_and_their_very_words() -> None:
    answer = why(event_of(ONE), RESULT.events, RESULT.claims, TEXTS.get)
    assert answer.what == "event"
    assert {words.claim for words in answer.claims} == {ONE.claim.id, TWO.claim.id, NO.claim.id}
    assert [words.claim for words in answer.totals] == [TOTAL.claim.id]
    for words in answer.claims:
        (quote,) = words.quotes
        start, end = quote.span
        assert quote.words == TEXTS[words.text_digest][start:end]
        assert (words.rule, words.rulebook) == ("by-hand", "0")


def test_a_number_leads_to_the_claims_that_tell_of_such_people() -> None:
    line = next(line for line in counts(RESULT.events, RESULT.claims, world=WORLD) if line.group == "person")
    answer = why(line, RESULT.events, RESULT.claims, TEXTS.get)
    assert answer.line == line
    assert {words.claim for words in answer.claims} == {ONE.claim.id, TWO.claim.id}
    assert {words.claim for words in answer.totals} == {TOTAL.claim.id}
    assert [event.event for event in answer.events] == [event_of(ONE)]


def test_a_claim_leads_to_its_events_and_a_total_to_those_that_it_stands_at() -> None:
    answer = why(TOTAL.claim.id, RESULT.events, RESULT.claims, TEXTS.get)
    assert answer.what == "claim"
    assert [words.report for words in answer.claims] == ["first"]
    assert [event.event for event in answer.events] == [event_of(ONE)]


def test_a_text_that_is_not_to_be_had_leaves_the_span_without_words() -> None:
    answer = why(TOTAL.claim.id, RESULT.events, RESULT.claims, lambda _: None)
    assert answer.claims[0].quotes[0].words is None


def test_former_ids_and_first_letters_lead_there_too() -> None:
    event = event_of(ONE)
    assert why("gone", RESULT.events, RESULT.claims, TEXTS.get, aliases={"gone": event}).events[0].event == event
    assert why(event[:12], RESULT.events, RESULT.claims, TEXTS.get).events[0].event == event
    assert why(TOTAL.claim.id[:12], RESULT.events, RESULT.claims, TEXTS.get).what == "claim"


@pytest.mark.parametrize("about", ["", "no such id", "ffffffffffffffffffffffff"])
def test_an_unknown_id_says_what_to_do(about: str) -> None:
    with pytest.raises(InputError, match="no event and no claim") as raised:
        why(about, RESULT.events, RESULT.claims, TEXTS.get)
    assert raised.value.mend


def test_a_slip_in_an_id_is_answered_with_the_nearest() -> None:
    event = event_of(ONE)
    with pytest.raises(InputError, match=event):
        why(event[:5] + "x" + event[6:], RESULT.events, RESULT.claims, TEXTS.get)


def test_letters_that_begin_several_ids_are_not_guessed() -> None:
    many = joined([told("airstrike", "hamlet", day, report=f"r{day}") for day in range(1, 28)])
    first = sorted(event.event[0] for event in many.events)
    twice = next(a for a, b in pairwise(first) if a == b)
    with pytest.raises(InputError, match="ids begin with"):
        why(twice, many.events, many.claims, TEXTS.get)


def page(lang: str = "en", **asked: Any) -> str:
    """The brief about the claims above."""
    return brief(RESULT.events, RESULT.claims, TEXTS.get, Asked(lang=lang, **asked), WORLD).markdown  # type: ignore[arg-type]


def notes(markdown: str) -> tuple[set[str], set[str]]:
    """Footnotes that are cited, and that are given."""
    given = set(re.findall(r"^\[\^(\d+)\]:", markdown, re.MULTILINE))
    return set(re.findall(r"\[\^(\d+)\](?!:)", markdown)), given


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_line_of_a_brief_cites_and_every_note_is_cited(lang: str) -> None:
    markdown = page(lang)
    cited, given = notes(markdown)
    assert cited == given == {str(number) for number in range(1, len(ALL) + 1)}
    heads = {"- **"}
    for line in markdown.splitlines():
        if line.lstrip().startswith("- ") and not any(line.startswith(head) for head in heads):
            assert "[^" in line, line
    for sourced in ALL:
        note = next(line for line in markdown.splitlines() if line.startswith("[^") and sourced.report in line)
        assert sourced.text_digest[:12] in note


def test_a_brief_puts_disputes_side_by_side_and_totals_apart() -> None:
    markdown = page()
    disputed = markdown[markdown.index("## Disputed") : markdown.index("## Who is said")]
    assert disputed.count("According to") == 2
    assert disputed.count("Denied by") == 1
    totals = markdown[markdown.index("## Running totals") :]
    assert "324" in totals
    assert "324" not in markdown[: markdown.index("## Running totals")]
    assert "killed (people): 5 to 9" in markdown
    assert "contested" in markdown[markdown.index("## Who is said") :]
    assert "not yet happened" in markdown


def test_a_part_is_told_as_a_part() -> None:
    claims = [told("airstrike", "mill", 6, [people(9), people(4, "child", part_of=0)])]
    markdown = brief(joined(claims).events, claims, TEXTS.get, Asked(), WORLD).markdown
    assert "killed 9 (people), among them 4 (children)" in markdown


def test_a_brief_about_nothing_says_so() -> None:
    nothing = brief([], [], TEXTS.get, Asked(place="nowhere", since=date(2016, 12, 1), as_known_on=date(2016, 12, 2)))
    assert phrases("en").heading["nothing"] in nothing.markdown
    assert "As known on 2 December 2016" in nothing.markdown
    assert nothing.claims == ()


def test_a_brief_is_about_its_place_and_its_days() -> None:
    assert "حي الطاحونة" in page(place="mill").splitlines()[0]
    assert phrases("en").heading["nothing"] in page(place="hamlet")
    early = page(as_known_on=date(2016, 12, 8))
    assert "second" not in early
    assert "killed (people): 5," in early


def test_names_of_persons_are_withheld_in_every_quotation_of_their_text() -> None:
    TEXTS["named"] = "قتل فلان بن علان في البستان وأصيب آخر"
    base = told("airstrike", "orchard", 6, report="named-report").claim
    named = msgspec.structs.replace(base, id="named", evidence=((0, 25),), persons=(Person("victim", span=(4, 16)),))
    other = msgspec.structs.replace(base, id="other", evidence=((4, 30),), kind="violence")
    claims = [SourcedClaim(claim=claim, report="named-report", text_digest="named") for claim in (named, other)]
    for lang in LANGUAGES:
        asked = Asked(lang=lang)
        markdown = brief(joined(claims).events, claims, TEXTS.get, asked, WORLD).markdown
        assert "علان" not in markdown
        assert markdown.count(phrases(lang).sentence["withheld"].replace("[", "").replace("]", "")) == 2


def test_words_of_others_cannot_break_the_page() -> None:
    evil = "\u202e]( javascript:x) <script> `x` \ud800 # head\n# head **b**"
    TEXTS["evil"] = evil
    base = told("airstrike", "orchard", 6, report="evil`report").claim
    claim = msgspec.structs.replace(base, id="evil", evidence=((0, len(evil)),), sources=(Name(evil),))
    claims = [SourcedClaim(claim=claim, report="evil`report", text_digest="evil", outlet=evil)]
    markdown = brief(joined(claims).events, claims, TEXTS.get, Asked(), WORLD).markdown
    assert markdown.encode()
    assert "\u202e" not in markdown
    assert "<script>" not in markdown
    assert "\n# head" not in markdown
    assert len(re.findall(r"^#", markdown, re.MULTILINE)) == len(re.findall(r"^##? \w", markdown, re.MULTILINE))


@given(st.text(st.characters()))
def test_plain_text_is_one_line_that_encodes(words: str) -> None:
    shown = plain(words)
    assert shown.encode() is not None
    assert len(shown.splitlines()) <= 1
    bare = re.sub(r"\\(.)", "", shown)
    assert not set(bare) & set("`*_[]<>#|")


@given(st.text(min_size=1), st.data())
def test_a_cut_keeps_all_but_the_withheld(text: str, data: st.DataObject) -> None:
    text = text.replace(WITHHELD, "x")
    bounds = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda ends: (min(ends), max(ends)))
    span, withheld = data.draw(bounds), data.draw(st.lists(bounds))
    hidden = {at for start, end in withheld for at in range(start, end)}
    assert cut(text, span, withheld).replace(WITHHELD, "") == "".join(
        text[at] for at in range(*span) if at not in hidden
    )


def fields(words: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    """Every phrase with the parts that it is filled with."""
    for key, value in words.items():
        if isinstance(value, dict):
            yield from fields(value, f"{path}{key}.")
        elif isinstance(value, str):
            yield path + key, frozenset(name for _, name, _, _ in string.Formatter().parse(value) if name)


def test_both_languages_say_the_same_things_with_the_same_parts() -> None:
    ar, en = (dict(fields(msgspec.to_builtins(phrases(lang)))) for lang in ("ar", "en"))
    assert ar == en
    assert len(phrases("ar").months) == len(phrases("en").months) == 12


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_word_of_the_vocabulary_can_be_said(lang: str) -> None:
    words: Phrases = phrases(lang)
    assert set(get_args(Kind)) <= words.kind.keys()
    assert set(get_args(Outcome)) == words.outcome.keys()
    assert set(get_args(Group)) == words.group.keys()
    assert set(get_args(Status)) == words.status.keys()


def test_events_are_selected_as_they_were_known() -> None:
    early = select(RESULT.events, RESULT.claims, Asked(place="mill", as_known_on=date(2016, 12, 8)), WORLD)
    raid = next(event for event in early if event.kind == "airstrike")
    assert set(raid.claims) == {ONE.claim.id, NO.claim.id}
    assert raid.reports == ("first", "third")
    assert [(c.low, c.high) for c in raid.counts] == [(5, 5)]
    assert select(RESULT.events, RESULT.claims, Asked(as_known_on=date(2016, 12, 1)), WORLD) == ()
    assert select(RESULT.events, RESULT.claims, world=WORLD) == RESULT.events
    assert only(joined([ONE])).claims == (ONE.claim.id,)
