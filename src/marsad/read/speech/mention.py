"""Mentions: one speaker as the words name them, and the small questions that a phrase's words are asked."""

from typing import Protocol

import msgspec

from marsad.arabic.clitics import peelings
from marsad.grammar.lattice import Match
from marsad.grammar.lexicon import ARTICLE
from marsad.read.speech.cues import Cues

LONGEST = 9
"""Words of a speaker's phrase at most."""
NAME = 4
"""Words of a person's name at most."""
_QUOTED = 6
"""Words of a name in quotation marks at most."""
HEADS = ("speech_source", "speech_media", "speech_org", "speech_text")
"""Labels of the nouns that open a speaker's phrase."""
BODIES = frozenset({"speech_org", "speech_media", "party"})
"""Kinds of mention that a person may speak for."""
TO = ("ل", "لل")
IN = ("ب", "بال")
COMMAS = frozenset("،,")
_FUTURE = "س"
_ACCUSATIVE = "ا"
RELATION = ("ي", "يا", "يه", "يون", "يين", "يان")
"""Endings of adjectives of relation."""


class Mention(msgspec.Struct):
    """One who speaks: tokens `[start, end)` of the phrase, the `words` that name them, the `body` they speak for.

    `kind` is the label of the head (or name, place, party, definite, self), `head` its value; `bare` for a lone
    definite word ("the source"), which stands for a name given before. The particles are joined to the first words.
    """

    start: int
    end: int
    words: list[int]
    kind: str
    head: str = ""
    particle: str = ""
    body: list[int] = []
    body_particle: str = ""
    bare: bool = False
    person: bool = False
    plural: bool = False


class Inner(Protocol):
    """Reads the phrase at a token, one level deeper; with `particle`, its first word bears one."""

    def __call__(self, at: int, *, particle: bool = False) -> Mention | None:
        """The phrase's speaker, or None where none begins."""


def quoted_words(cues: Cues, at: int, stop: int) -> list[int]:
    """The words of a short quotation that opens at a token; none where none does."""
    close = cues.quotes.get(at, 0)
    if not close or close > stop or close - at > _QUOTED + 1:
        return []
    return [word for word in range(at + 1, close) if cues.tokens[word].kind != "mark" and cues.tokens[word].key]


def joined_particle(cues: Cues, at: int, *, expected: bool) -> str:
    """The particle joined to a word: as its reading says, or where one is expected as its first letters say."""
    found = cues.lattice.at[at]
    if found and not found[0].prefix.endswith(_FUTURE):
        return found[0].prefix
    if not expected:
        return ""
    return next((p.prefix for p in peelings(cues.tokens[at].key) if p.prefix in TO and not p.suffix), "")


def name_end(cues: Cues, at: int, stop: int) -> int:
    """Where the run of words that may be a person's name ends; the start itself where there is none."""
    end = at
    while end < stop and end - at < NAME and _may_name(cues, end):
        end += 1
    return end


def name_words(cues: Cues, at: int, end: int) -> list[int]:
    """The words of a run, without the marks that a hashtag has."""
    return [k for k in range(at, end) if cues.tokens[k].kind == "word" and cues.tokens[k].key]


def _may_name(cues: Cues, at: int) -> bool:
    """Whether a word may be part of a person's name: one that no lexicon of speech knows."""
    if cues.stops(at) or any(m.label == "place" and m.prefix for m in cues.lattice.at[at]):
        return False
    return not any(label.startswith("speech_") and not _no_verb(match) for label, match in cues.labels(at).items())


def _no_verb(match: Match) -> bool:
    """Whether the article says that a reading as a verb is none."""
    return match.label == "speech_verb" and ARTICLE in match.prefix


def relates(cues: Cues, at: int) -> bool:
    """Whether a word that no lexicon knows has the ending of an adjective of relation."""
    key = cues.tokens[at].key
    if cues.lattice.at[at] or len(key) <= NAME or not key.endswith(RELATION):
        return False
    return not key.endswith(_ACCUSATIVE) or cues.tokens[at - 1].key.endswith(_ACCUSATIVE)


def bears(cues: Cues, at: int, particles: tuple[str, ...]) -> bool:
    """Whether a known head bears one of the particles."""
    return any(m.prefix in particles and m.label in (*HEADS, "party") for m in cues.lattice.at[at])


def opens_content(cues: Cues, at: int) -> bool:
    """Whether a token is "that", a colon or a quotation mark."""
    return "that_word" in cues.labels(at) or at in cues.quotes or cues.tokens[at].key == ":"
