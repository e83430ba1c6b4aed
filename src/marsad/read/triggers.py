"""Triggers: the words of a sentence that say that something of a codebook kind happens, by the best rule for each."""

from collections.abc import Iterable, Iterator

import msgspec

from marsad.grammar.lattice import Lattice, Match
from marsad.grammar.rules import Rule, RuleMatch, Rules
from marsad.model.vocabulary import Change, Kind
from marsad.read.sentences import Range, files

WEAK, NOUN, VERB = range(3)
STRENGTHS = {"weak": WEAK, "noun": NOUN, "verb": VERB}
"""How far a trigger stands for a claim of its own: a passing word, a named happening, something told to happen."""


class Trigger(msgspec.Struct, frozen=True):
    """Token `at` says a kind of happening by a rule; `start`–`end` is all that the rule saw.

    `aside`: told in passing, by a relative clause or an adjective; `definite`: a noun that points back ("the attack");
    `plural`: several of it are told; `goes_on`: its doer stands before;
    `general`: a general word ("the shelling") that another kind may stand behind.
    """

    at: int
    start: int
    end: int
    kind: Kind
    change: Change | None
    strength: int
    rule: Rule
    match: RuleMatch
    aside: bool
    definite: bool
    plural: bool
    general: bool
    goes_on: bool


def find_triggers(lattice: Lattice, sentence: Range, rules: Rules) -> list[Trigger]:
    """The best trigger at each token of a sentence: longest rule, then most pieces, then file order."""
    start, end = sentence
    if files(lattice.tokens, sentence):
        return []
    best: dict[int, Trigger] = {}
    taken = _taken(lattice, sentence)
    for at in lattice.where(rules.openers, start, end):
        if at not in taken:
            for match in rules.at(lattice, at, end):
                trigger = _trigger(match)
                known = best.get(trigger.at)
                if known is None or _rank(trigger) > _rank(known):
                    best[trigger.at] = trigger
    return list(_outer(best[at] for at in sorted(best)))


def _outer(found: Iterable[Trigger]) -> Iterator[Trigger]:
    """The triggers, in text order, that none before them holds in its phrase, or in all that its rule saw."""
    reached = 0
    for trigger in found:
        if trigger.at >= reached:
            yield trigger
        event = trigger.match.role("event")
        reached = max(reached, trigger.end if trigger.rule.sets.get("absorbs") or event is None else event[1])


def _trigger(match: RuleMatch) -> Trigger:
    event = match.role("event")
    sets = match.rule.sets
    return Trigger(
        at=event[0] if event else match.start,
        start=match.start,
        end=match.end,
        kind=sets["kind"],
        change=sets.get("change"),
        strength=STRENGTHS[sets.get("strength", "noun")],
        rule=match.rule,
        match=match,
        aside=bool(sets.get("aside")),
        general=bool(sets.get("general")),
        plural=bool(event and event[2] and event[2].feature == "plural" and event[2].label.endswith("_noun")),
        definite=bool(event and event[2] and event[2].prefix.endswith(("ال", "لل"))),
        goes_on=bool(event and event[2] and _goes_on(event[2])),
    )


def _goes_on(word: Match) -> bool:
    """Whether a word leaves its doer to what stands before: a verbal noun with a pronoun, a verb joined by "and"."""
    return bool(word.suffix) if word.label.endswith("_noun") else bool(word.prefix) and word.label.endswith("_verb")


def _taken(lattice: Lattice, sentence: Range) -> set[int]:
    """Tokens that a date takes, so that dawn is no blast, and those inside the name of a known party."""
    dated = (at for date in lattice.within("date", *sentence) for at in range(date.start, date.end))
    known = (party for party in lattice.within("party", *sentence) if party.value)
    return {*dated, *(at for party in known for at in range(party.start + 1, party.end))}


def _rank(trigger: Trigger) -> tuple[int, int, int]:
    return (trigger.end - trigger.start, len(trigger.match.captures), -trigger.match.order)
