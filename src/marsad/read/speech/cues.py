"""Cues: what the lexicons say of a report's tokens, as the parts that look for speakers ask for it."""

from collections.abc import Callable

from marsad.arabic.tokens import Token
from marsad.grammar.lattice import Lattice, Match
from marsad.grammar.lexicon import ARTICLE

_TO_THE = "لل"
_JOINING = frozenset({"و", "ف"})
_THROUGH = frozenset({"#", "_"})
"""Marks inside a name: a hashtag is its words."""
_HAPPENS = ("_noun", "_verb")
_NAMES = ("speech_", "person_", "party_", "place_", "means_", "date_", "number_")
"""Families of labels that a speaker's name may bear."""
_STOPS = frozenset(
    {
        "that_word", "relative", "connector", "speech_verb", "speech_while", "speech_by", "speech_link",
        "speech_medium", "speech_content", "speech_noun", "claim_word", "control_under", "cause_word", "use_word",
        "date", "date_weekday", "date_month", "date_this", "date_day", "date_part", "date_role", "number",
        "number_cardinal", "number_teen", "number_ten", "number_hundred", "number_scale", "number_vague",
        "number_bound", "count",
    }
)  # fmt: skip
"""Labels of words that no speaker's name goes through."""


class Cues:
    """A lattice asked by token and label; answers are remembered."""

    def __init__(self, lattice: Lattice, quotes: dict[int, int]) -> None:
        self.lattice = lattice
        self.tokens: list[Token] = lattice.tokens
        self.quotes = quotes
        self.closers = frozenset(quotes.values())
        self._stops: dict[int, bool] = {}
        self.labels: Callable[[int], dict[str, Match]] = lattice.labels
        """The longest match of each label that starts at a token."""

    def get(self, at: int, label: str) -> Match | None:
        """The longest match of a label that starts at a token, or None (also outside the report)."""
        return self.labels(at).get(label) if 0 <= at < len(self.tokens) else None

    def value(self, at: int, label: str) -> str:
        """What a label means at a token, or ""."""
        match = self.get(at, label)
        return match.value if match else ""

    def is_mark(self, at: int) -> bool:
        """Whether a token is a mark (a hashtag's own marks are part of the word)."""
        token = self.tokens[at]
        return token.kind == "mark" and token.key not in _THROUGH

    def is_through(self, at: int) -> bool:
        """Whether a token is a mark that a name runs through."""
        return self.tokens[at].key in _THROUGH

    def definite(self, at: int) -> bool:
        """Whether a word bears the article."""
        key = self.tokens[at].key
        if key.startswith(ARTICLE):
            return True
        return any(m.prefix.endswith((ARTICLE, _TO_THE)) for m in self.lattice.at[at] if m.prefix)

    def joined(self, at: int) -> bool:
        """Whether a word bears a joined "and"."""
        return any(m.prefix[:1] in _JOINING for m in self.lattice.at[at] if m.prefix)

    def stops(self, at: int) -> bool:
        """Whether no name goes on through a token: a mark, a number, a date, or a word that opens something else."""
        known = self._stops.get(at)
        if known is None:
            token = self.tokens[at]
            no_name = not token.key or (token.kind != "word" and not self.is_through(at))
            known = no_name or self._opens_other(at)
            self._stops[at] = known
        return known

    def _opens_other(self, at: int) -> bool:
        """Whether a word opens something else than a name; with the article it is no verb and has no pronoun."""
        labels = self.labels(at)
        if "speech_source" in labels:
            return False
        return any(
            (label in _STOPS or happens(label))
            and not (ARTICLE in match.prefix and (match.suffix or label.endswith("_verb")))
            for label, match in labels.items()
        )

    def text(self, words: list[int], particle: str = "") -> str:
        """The words as the report writes them, one blank between, the first without its joined particle."""
        source = self.lattice.text
        written = [source[self.tokens[at].start : self.tokens[at].end] for at in words]
        if written and particle:
            written[0] = without(written[0], particle)
        return " ".join(written)


def happens(label: str) -> bool:
    """Whether a label is of words that tell a happening."""
    return label.endswith(_HAPPENS) and not label.startswith(_NAMES)


def without(word: str, particle: str) -> str:
    """A written word without the joined particle before it; "to the" leaves the article behind."""
    if particle.endswith(_TO_THE):
        rest = _cut(word, len(particle))
        return ARTICLE + rest
    return _cut(word, len(particle.removesuffix(ARTICLE)))


def _cut(word: str, letters: int) -> str:
    """A word without its first letters; vowel signs between them go with them."""
    at = 0
    while at < len(word) and letters:
        letters -= word[at].isalpha()
        at += 1
    while at < len(word) and not word[at].isalpha():
        at += 1
    return word[at:]
