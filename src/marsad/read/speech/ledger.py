"""Ledger: the speeches of a report as they are found, and those that are open in the sentence at hand."""

from marsad.model.vocabulary import Stance
from marsad.read.sentences import Range
from marsad.read.speech.cues import Cues
from marsad.read.speech.memory import Memory
from marsad.read.speech.reach import Reach
from marsad.read.speech.said import Chain, Speech
from marsad.read.speech.speakers import speakers
from marsad.read.speech.subjects import past_adverbs

_OPEN = 24
"""Speeches of a sentence that are kept in mind; those before them are let go."""
_ACTS_WITHIN = 4
"""Tokens from a sentence's start within which its verb stands."""
_ACTORS = frozenset({"speech_org", "party", "place", "speech_role", "speech_media", "definite", "name"})


class Ledger:
    """Speeches found so far (`found`); those of this sentence or still quoted (`here`); what is behind is `past`."""

    def __init__(self, cues: Cues, memory: Memory) -> None:
        self.cues = cues
        self.memory = memory
        self.found: list[Speech] = []
        self.here: list[Speech] = []
        self.past = self.first = 0
        self.turn((0, 0))

    def turn(self, sentence: Range) -> None:
        """Go to a sentence; quotations may carry those before it on."""
        self.behind = self.first
        self.first, self.stop = sentence
        self.reach = Reach(self.cues, sentence)
        self.here = [speech for speech in self.here if speech.quote and speech.end > self.first]

    def add(self, speech: Speech) -> None:
        """Note a speech, unless it covers nothing."""
        if speech.end > speech.start:
            self.found.append(speech)
            self.here = [*self.here[-_OPEN:], speech]

    def over(self, at: int) -> Speech | None:
        """The innermost speech so far that covers a token and has opened before it."""
        covering = [s for s in self.here if s.start <= at < s.end and not s.retort and not s.closing]
        return min(covering, key=lambda speech: speech.end - speech.start, default=None)

    def depth(self, at: int) -> int:
        """How many speeches that have opened before a token cover it."""
        return sum(s.start <= at < s.end for s in self.here)

    def cut(self, clause: int) -> None:
        """End what is said before a clause that stands beside it."""
        for speech in self.here:
            if not speech.quote and not speech.closing and speech.start < clause < speech.end:
                speech.end = clause

    def open(self, start: int, chains: list[Chain], verb: int, value: str, over: Speech | None = None) -> None:
        """What is said from a token on: to the end of its quotation, of what it lies inside, or of the sentence."""
        quoted = self.cues.quotes.get(start - 1) or self.cues.quotes.get(start)
        end, quote = over.end if over else self.stop, False
        if quoted is not None and value != "accuse" and self.reach.holds(start, quoted):
            end, quote = quoted, True
        told = stance(value)
        denied = self.reach.denied(start, end) if told == "denies" else end
        for chain in chains:
            self.add(Speech(start, denied, chain, told, verb, quote=quote))
            if denied < end and "connector" not in self.cues.labels(denied):
                self.add(Speech(denied, end, chain, "asserts", verb, quote=quote))

    def close(self, clause: int, end: int, chains: list[Chain], verb: int, told: Stance = "asserts") -> None:
        """What "…, according to X" covers: the last clause before it, and what goes on after it without a pause."""
        start, stop = self.clause_start(clause), self.reach.goes_on(end)
        for chain in chains:
            self.add(Speech(start, stop, chain, told, verb, closing=True))

    def clause_start(self, at: int) -> int:
        """Where the clause before a token begins, no earlier than what is said there."""
        said = [s.start for s in self.here if s.start < at <= s.end + 2 and not s.closing]
        return max([self.reach.clause_start(at), *said])

    def subject(self) -> Chain:
        """Whoever acts in the sentence, for a saying that names nobody; else the last speaker."""
        for at in range(self.first, min(self.stop, self.first + _ACTS_WITHIN)):
            if any(match.label.endswith("_verb") for match in self.cues.lattice.at[at]):
                found = speakers(self.cues, past_adverbs(self.cues, at + 1, self.stop), self.stop)
                if found and found[0].kind in _ACTORS:
                    return self.memory.chain(found[0])
        return self.memory.carried()


def stance(value: str) -> Stance:
    """What a verb or noun of saying does to its content."""
    return "denies" if value in {"deny", "refuse", "untrue"} else "asserts"


def nest(outer: Chain, inner: Chain) -> Chain:
    """One chain inside another; who is already there is not named twice."""
    texts = {speaker.text for speaker in inner}
    return (*(speaker for speaker in outer if speaker.text not in texts), *inner)
