"""Accounts: the report read sentence by sentence for what is said, by whom, and how far it reaches."""

from marsad.read.sentences import Range
from marsad.read.speech.attributions import by, participle, verbal_noun
from marsad.read.speech.cues import Cues
from marsad.read.speech.guards import may_say, stands
from marsad.read.speech.ledger import Ledger, nest, stance
from marsad.read.speech.memory import Memory, again
from marsad.read.speech.mention import Mention
from marsad.read.speech.said import Chain, Speech
from marsad.read.speech.saying import Saying, saying
from marsad.read.speech.speakers import speakers
from marsad.read.speech.subjects import past_adverbs

_OPENERS = frozenset({"speech_verb", "speech_while", "speech_noun", "speech_by"})
"""Labels of the words that open what somebody says."""
_DEEPEST = 6
"""Speeches that may lie one inside the other."""
_WITNESSED = frozenset({"show", "document"})


def read_accounts(cues: Cues, memory: Memory, sentences: list[Range]) -> list[Speech]:
    """The speeches of a report's sentences, in the order in which they are found."""
    ledger = Ledger(cues, memory)
    for sentence in sentences:
        ledger.turn(sentence)
        had = _had(cues, sentence)
        for at in cues.lattice.where(_OPENERS, *sentence):
            opened = [label for label in cues.labels(at) if label in _OPENERS]
            if "speech_verb" in opened and at >= ledger.past and may_say(cues, at, sentence):
                _verb(ledger, at, had)
                had = None
            _attribution(ledger, at, opened)
    return ledger.found


def _attribution(ledger: Ledger, at: int, opened: list[str]) -> None:
    """What opens without a verb of saying at a token."""
    if "speech_while" in opened:
        participle(ledger, at)
    if "speech_noun" in opened:
        verbal_noun(ledger, at)
    if "speech_by" in opened and at >= ledger.past:
        by(ledger, at)


def _had(cues: Cues, sentence: Range) -> Mention | None:
    """The subject of a sentence that opens with "had": whoever says is named before the verb."""
    first, stop = sentence
    for at in range(first, min(stop, first + 2)):
        if cues.value(at, "speech_link") == "had":
            found = speakers(cues, past_adverbs(cues, at + 1, stop), stop)
            return found[0] if found else None
    return None


def _verb(ledger: Ledger, at: int, had: Mention | None) -> None:
    """What a verb of saying adds to the ledger."""
    sentence = (ledger.first, ledger.stop)
    value = ledger.cues.value(at, "speech_verb")
    said = saying(ledger.cues, at, value, sentence, had)
    over = ledger.over(at)
    if said is None or not stands(ledger.cues, said, sentence) or (over and over.quote and not said.subjects):
        return
    within = over if over and said.subjects and (over.quote or not ledger.reach.apart(said.clause)) else None
    if within and (value in _WITNESSED or ledger.depth(at) >= _DEEPEST):
        return
    chains = _chains(ledger, said, over)
    if within:
        chains = [nest(within.chain, chain) for chain in chains]
    elif not said.told and not said.ends:
        ledger.cut(said.clause)
    _place(ledger, said, chains, within)
    ledger.past = max(ledger.past, said.start)
    ledger.memory.last = chains[-1]


def _place(ledger: Ledger, said: Saying, chains: list[Chain], within: Speech | None) -> None:
    """Note what is said where it stands: before the verb, after it, or elsewhere where the verb only points."""
    owned = said.value in {"own", "owned"} and (said.told or said.ends)
    if owned or (said.told and ledger.reach.of_noun(said.clause, said.verb)):
        _of_happening(ledger, said, chains)
    elif said.told or said.this:
        _of_before(ledger, said, chains)
    elif said.ends:
        ledger.close(said.clause, said.start, chains, said.verb, stance(said.value))
    else:
        ledger.open(said.start, chains, said.verb, said.value, within)


def _chains(ledger: Ledger, said: Saying, over: Speech | None) -> list[Chain]:
    """A chain for each who says it, with relays before and those whom they cite after."""
    memory = ledger.memory
    subjects = [memory.chain(mention, goes_on=said.value == "continue") for mention in said.subjects]
    if not subjects:
        subjects = [again(over.chain) if over else _unnamed(ledger, said.verb)]
    outer = tuple(speaker for mention in said.outer for speaker in memory.chain(mention))
    inner = tuple(speaker for mention in said.inner for speaker in memory.chain(mention))
    return [nest(nest(outer, chain), memory.carried() if said.cites_last else inner) for chain in subjects]


def _unnamed(ledger: Ledger, verb: int) -> Chain:
    """Who says it where nobody is named: whoever acts in the sentence, else the last speaker."""
    spoken = any(ledger.first <= speech.verb for speech in ledger.here)
    return ledger.memory.carried() if spoken or verb <= ledger.first + 1 else ledger.subject()


def _of_happening(ledger: Ledger, said: Saying, chains: list[Chain]) -> None:
    """The happening that somebody is told to have taken on or denied ("the blast that the group claimed")."""
    at = ledger.reach.happening(said.clause)
    told = stance(said.value)
    if at is not None:
        for chain in chains:
            ledger.add(Speech(at, said.start, chain, told, said.verb, closing=True, retort=told == "denies"))


def _of_before(ledger: Ledger, said: Saying, chains: list[Chain]) -> None:
    """What was told before a clause that points back to it; a denial stands beside what it denies."""
    start, end = ledger.reach.before(said.clause, ledger.clause_start(said.clause), ledger.behind)
    told = stance(said.value)
    for chain in chains:
        beside = told == "denies" or any(s.start <= start < s.end for s in ledger.here if not s.retort)
        ledger.add(Speech(start, end, chain, told, said.verb, closing=True, retort=beside))
