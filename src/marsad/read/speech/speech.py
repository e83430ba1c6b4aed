"""Who says it and who denies it: the speeches of a report, each with its chain of speakers (docs/codebook.md).

A speech is a stretch of the report whose content somebody says: after a verb of saying, before "according to X", inside
quotation marks. Speeches lie inside one another ("the agency quoted a source who said").
"""

from typing import Literal

from marsad.grammar.lattice import Lattice
from marsad.grammar.scopes import Scope, kinds_at
from marsad.model.vocabulary import Modality
from marsad.read.sentences import Range
from marsad.read.speech.accounts import read_accounts
from marsad.read.speech.cues import Cues
from marsad.read.speech.memory import Memory
from marsad.read.speech.quotes import quotations
from marsad.read.speech.said import Speaker, Speech

__all__ = ["Speaker", "Speech", "find_speech", "modality_at", "negated_at", "speech_at", "stance_at", "voices_at"]


def find_speech(
    lattice: Lattice, sentences: list[Range], outlet: str = "", own: frozenset[str] = frozenset()
) -> list[Speech]:
    """The speeches of a whole report in text order.

    The outlet never joins a chain: neither by its name nor by a party's id in `own` (see marsad.read.speech.outlet).
    """
    cues = Cues(lattice, quotations(lattice.tokens))
    found = read_accounts(cues, Memory(cues, outlet, own), sentences)
    return sorted(found, key=lambda speech: (speech.start, -speech.end))


def voices_at(speeches: list[Speech], at: int) -> list[Speech]:
    """Every speech to which a claim at a token belongs: the innermost, those who say it with them, then its deniers."""
    over = [speech for speech in speeches if speech.start <= at < speech.end]
    plain = [speech for speech in over if not speech.retort]
    retorts = [speech for speech in over if speech.retort]
    if plain:
        inmost = min(plain, key=lambda speech: (speech.end - speech.start, -speech.start))
        plain = [s for s in plain if (s.start, s.end, s.verb) == (inmost.start, inmost.end, inmost.verb)]
    return plain + retorts


def speech_at(speeches: list[Speech], at: int) -> Speech | None:
    """The innermost speech that covers a token, or None: the outlet's own voice."""
    return next((speech for speech in voices_at(speeches, at) if not speech.retort), None)


def negated_at(scopes: list[Scope], at: int) -> bool:
    """Whether a token is said not to be."""
    return "negated" in kinds_at(scopes, at)


def modality_at(scopes: list[Scope], at: int) -> Modality:
    """Whether a token tells what was or is, or only a prospect: planned, threatened, feared, conditional."""
    return "prospect" if "prospect" in kinds_at(scopes, at) else "actual"


Standing = Literal["asserts", "denies", "unclaimed"]


def stance_at(speech: Speech | None, scopes: list[Scope], at: int) -> Standing:
    """What a voice says of a happening at a token: a negated one is a denial where somebody says it, else no claim."""
    negated = negated_at(scopes, at)
    if speech is None or not speech.chain:
        return "unclaimed" if negated else "asserts"
    return "denies" if negated else speech.stance
