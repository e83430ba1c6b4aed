"""Phrases that may name a place though no rule makes them one: a word for a sort of place with the words after it."""

from collections.abc import Iterator

from marsad.arabic.clitics import HIDDEN_ARTICLE
from marsad.grammar.lattice import Lattice, Match
from marsad.grammar.lexicon import ARTICLE
from marsad.read.draft import Page
from marsad.read.naming.named import PlaceName
from marsad.read.naming.words import past, tidy
from marsad.read.sentences import Range

CUES = frozenset({"place_intro", "place_intros", "place_site", "place_part", "place_direction", "place_vague"})
"""Labels of words for sorts, sides and parts of places."""
MORE = 2
"""Words after the last such word that a phrase may have."""


def phrases(page: Page) -> Iterator[PlaceName]:
    """Every such phrase of a page: alone, and with one or two words more; those that rules made places among them."""
    for sentence in page.sentences:
        for at in page.lattice.where(CUES, *sentence):
            yield from _from(page.lattice, at, sentence)


def _from(lattice: Lattice, at: int, sentence: Range) -> Iterator[PlaceName]:
    first = _cue(lattice, at)
    if first is None:
        return
    stop, more = first.end, _cue(lattice, first.end)
    while more is not None and more.end <= sentence[1]:
        stop, more = more.end, _cue(lattice, more.end)
    for end in range(stop, min(stop + MORE, sentence[1]) + 1):
        if end > stop and lattice.tokens[end - 1].kind != "word":
            return
        text, span = _named(lattice, first, end)
        if text:
            yield PlaceName(text, at, end, span, first.value)


def _cue(lattice: Lattice, at: int) -> Match | None:
    found = [match for label in CUES if (match := lattice.find(at, label)) is not None]
    return max(found, key=lambda match: (match.end, match.label), default=None)


def _named(lattice: Lattice, first: Match, end: int) -> tuple[str, Range]:
    """The words without what is joined to the first, but for its article, and their code points."""
    begin, stop = lattice.span(first.start, end)
    hidden = first.prefix.endswith(HIDDEN_ARTICLE)
    letters = len(first.prefix) - (0 if hidden else len(ARTICLE) * first.prefix.endswith(ARTICLE))
    begin = past(lattice.text, begin, letters)
    name = tidy(lattice.text[begin:stop])
    return (ARTICLE + name if hidden else name), (begin, stop)
