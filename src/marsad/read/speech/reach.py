"""Reach: how far, in its sentence, what is said, closed, denied or pointed back to goes."""

from bisect import bisect_left, bisect_right

from marsad.grammar.lattice import Match
from marsad.read.clauses import Clause, clauses
from marsad.read.sentences import Range
from marsad.read.speech.cues import Cues, happens
from marsad.read.speech.mention import COMMAS

_SHORT_QUOTE = 6
"""Words in quotation marks that may be a name or a term."""
_PARTING = frozenset({"relative", "cause_word", "that_word", "connector"})
_LITTLE = 2
"""Words of a clause (a connector, an adverb) that tell nothing."""
_NEAR = 16
"""Tokens back to the happening that "which ‹party› claimed" is about."""
_NONE = Match("", "", 0, 0)


class Reach:
    """A sentence asked how far things go in it; its clauses are found once, when first asked for."""

    def __init__(self, cues: Cues, sentence: Range) -> None:
        self.cues = cues
        self.first, self.stop = sentence
        self._clauses: list[Clause] | None = None
        self._starts: list[int] = []

    def clauses(self) -> list[Clause]:
        """The sentence's clauses, in order."""
        if self._clauses is None:
            self._clauses = clauses(self.cues.lattice, (self.first, self.stop))
            self._starts = [clause.start for clause in self._clauses]
        return self._clauses

    def clause_start(self, at: int) -> int:
        """Where the clause before a token begins, clauses of results and reasons taken with what they follow."""
        told = self.clauses()
        k = bisect_left(self._starts, at - 1) - 1
        while k > 0 and told[k].opener in {"result", "explain"}:
            k -= 1
        return told[k].start if k > 0 else self.first

    def goes_on(self, at: int) -> int:
        """Where the clause that a closing stands in ends: right after it, or later where it only interrupts."""
        cues = self.cues
        if at >= self.stop:
            return at
        at += cues.tokens[at].key in COMMAS
        if at >= self.stop or cues.joined(at) or (cues.is_mark(at) and at not in cues.quotes):
            return at
        if any(label in cues.labels(at) for label in ("connector", "speech_object", "speech_while")):
            return at
        told = self.clauses()
        k = bisect_right(self._starts, at)
        return told[k].start if k < len(told) else self.stop

    def before(self, clause: int, start: int, behind: int) -> Range:
        """What a clause that points back means: what stands before it from `start`, or else the sentence `behind`."""
        return (start, clause) if clause - start > _LITTLE else (behind, self.first)

    def denied(self, start: int, end: int) -> int:
        """Where a denial's content ends: at a relative clause or a cause, which the denier asserts, or a new clause."""
        for at in self.cues.lattice.where(_PARTING, start, end):
            labels = self.cues.labels(at)
            if "relative" in labels or "cause_word" in labels or labels.get("that_word", _NONE).prefix:
                return at
            if labels.get("connector", _NONE).value in {"clause", "but"}:
                return at
        return end

    def holds(self, start: int, close: int) -> bool:
        """Whether a quotation is all that is said: a long one, or one that nothing follows."""
        after = close + 1
        return close - start > _SHORT_QUOTE or after >= self.stop or self.cues.is_mark(after)

    def happening(self, clause: int) -> int | None:
        """The nearest word before a clause that tells a happening, or None."""
        for at in range(clause - 1, max(self.first, clause - _NEAR) - 1, -1):
            if any(happens(label) or label == "bomb_word" for label in self.cues.labels(at)):
                return at
        return None

    def apart(self, clause: int) -> bool:
        """Whether a clause stands beside what is said before it rather than inside."""
        cues = self.cues
        if clause <= self.first or cues.joined(clause) or "connector" in cues.labels(clause):
            return True
        if cues.is_mark(clause - 1) or "relative" in cues.labels(clause - 1):
            return True
        near = range(max(self.first, clause - 3), clause)
        return any((match := cues.get(k, "connector")) is not None and match.end == clause for k in near)

    def of_noun(self, clause: int, verb: int) -> bool:
        """Whether "which" stands for a noun right before it, not for all that was told."""
        cues = self.cues
        if "relative" not in cues.labels(verb - 1) or clause < verb - 1 or clause <= self.first:
            return False
        return not cues.is_mark(clause - 1)
