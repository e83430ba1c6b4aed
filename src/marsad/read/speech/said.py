"""The nouns of speech: who speaks, and what stretch of the report they say."""

import msgspec

from marsad.model.vocabulary import Stance


class Speaker(msgspec.Struct, frozen=True, gc=False):
    """Somebody who says something: tokens `[start, end)` and the words as the codebook names them.

    `continued` when carried over from before ("he added"): the tokens are then those of the antecedent.
    """

    start: int
    end: int
    text: str
    continued: bool = False


Chain = tuple[Speaker, ...]
"""Who says it, from the outside in (docs/codebook.md, "sources"); empty: the outlet's own voice."""


class Speech(msgspec.Struct):
    """Tokens `[start, end)` are said by a chain of speakers.

    `verb` is the token of saying; `closing` for "according to X" after what it covers; `quote` where quotation marks
    bound it; `retort` for a denial told after what it denies ("which Damascus denied"): it stands beside the assertion.
    """

    start: int
    end: int
    chain: Chain
    stance: Stance
    verb: int
    closing: bool = False
    quote: bool = False
    retort: bool = False
