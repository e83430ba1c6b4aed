"""A sentence as a reader of names sees it: quotation marks, hashes and short brackets are looked through."""

from collections.abc import Iterable

from marsad.arabic.clitics import HIDDEN_ARTICLE, JOINER, SENSE
from marsad.arabic.fold import fold_key
from marsad.arabic.tokens import unmasked
from marsad.grammar.lattice import Lattice, Match
from marsad.grammar.lexicon import ARTICLE
from marsad.grammar.trie import NameTrie
from marsad.model.name import Span
from marsad.read.sentences import Range

QUOTES = frozenset("«»“”„\"'‘’‹›`")
_SEEN_THROUGH = QUOTES | frozenset("#_*")
_TIDY = str.maketrans({**dict.fromkeys(_SEEN_THROUGH), "_": " ", "(": " ", ")": " "})
_QUOTED = 5
"""Words that a quoted name may have."""
_OPENING = {"«": "»", "“": "”", "„": "”", "‘": "’", "‹": "›", '"': '"', "'": "'"}
_BRACKETED = 2
"""Words that a bracket may hold and still be looked through, as in "تنظيم (داعش)"."""
PARTY, PLACE, THING, PREPOSITION = 1, 2, 4, 8
_FAMILIES = {
    **dict.fromkeys(("party_head", "party_part", "party_means", "party_nation"), PARTY),
    **dict.fromkeys(
        ("place_vague", "place_direction", "place_part", "place_intro", "place_intros", "place_land"), PLACE
    ),
    **dict.fromkeys(("thing_object", "person_noun", "means_weapon", "people"), THING),
    "place_site": PLACE | THING,
    "place_prep": PREPOSITION,
}
"""Which readers a label may open a name for."""


class Words:
    """The solid words of tokens `[start, end)`, counted from 0, each with its longest match by label.

    `at[k]` is the token of word k; `keys[k]` its folded letters; `owner[k]` which chunk has taken it, or "";
    `flags[k]` which readers its labels call for.
    """

    __slots__ = ("at", "before", "count", "flags", "keys", "labels", "lattice", "opened", "owner", "start")

    def __init__(self, lattice: Lattice, start: int, end: int) -> None:
        """Look at one sentence of a lattice."""
        self.lattice, self.start = lattice, start
        marks = [i for i in range(start, end) if lattice.tokens[i].kind == "mark"]
        self.opened = _quotations(lattice, marks) if marks else {}
        self.at: list[int] = []
        self.keys: list[str] = []
        self.before = [0]
        self._read_tokens(lattice, end, _seen_through(lattice, marks) if marks else set())
        self.count = len(self.at)
        self.owner = [""] * self.count
        self._read_labels(lattice)

    def _read_tokens(self, lattice: Lattice, end: int, seen_through: set[int]) -> None:
        """The solid words, and how many of them stand before each token."""
        if not seen_through:
            self.at = list(range(self.start, end))
            self.keys = [token.key for token in lattice.tokens[self.start : end]]
            self.before = list(range(end - self.start + 1))
            return
        for i in range(self.start, end):
            if i not in seen_through:
                self.at.append(i)
                self.keys.append(lattice.tokens[i].key)
            self.before.append(len(self.at))

    def _read_labels(self, lattice: Lattice) -> None:
        """The longest match of each word by label, and which readers the labels call for."""
        self.labels = lattice.labels_of(self.at)
        self.flags = [_calls(found) if found else 0 for found in self.labels]

    def get(self, k: int, label: str) -> Match | None:
        """The longest match of a label at word k, None also outside the sentence."""
        return self.labels[k].get(label) if 0 <= k < self.count else None

    def has(self, k: int, *labels: str) -> bool:
        """Whether word k bears any of the labels."""
        return 0 <= k < self.count and any(label in self.labels[k] for label in labels)

    def after(self, match: Match) -> int:
        """The word that follows a match."""
        return self.before[min(match.end - self.start, len(self.before) - 1)]

    def openers(self, flag: int, trie: NameTrie) -> list[int]:
        """The words whose labels call for a reader, or that may begin a name of a trie."""
        opening = trie.opening(self.keys)
        return [k for k, flags in enumerate(self.flags) if flags & flag or opening[k]]

    def before_is(self, k: int, label: str) -> Match | None:
        """The match of a label, of up to three words, that ends right before word k."""
        for back in (3, 2, 1):
            match = self.get(k - back, label)
            if match is not None and not match.suffix and self.after(match) == k:
                return match
        return None

    def tokens(self, k: int, stop: int) -> Range:
        """Tokens of words `[k, stop)`."""
        return self.at[k], self.at[stop - 1] + 1

    def quoted(self, k: int) -> int:
        """The word after a short quotation that opens right before word k, or 0."""
        close = self.opened.get(self.at[k])
        if close is None:
            return 0
        stop = self.before[close - self.start]
        return stop if k < stop <= k + _QUOTED else 0

    def text(self, k: int, stop: int, prefix: str = "") -> tuple[str, Span]:
        """Words `[k, stop)` without the peeled prefix, marks left out, and their code points.

        Of "لل" the article is put back, so that the text is the name and not a slice.
        """
        lattice = self.lattice
        start, end = lattice.tokens[self.at[k]].start, lattice.tokens[self.at[stop - 1]].end
        hidden = prefix.endswith(HIDDEN_ARTICLE)
        start = past(lattice.text, start, len(prefix) - (0 if hidden else len(ARTICLE) * prefix.endswith(ARTICLE)))
        name = tidy(lattice.text[start:end])
        return (ARTICLE + name if hidden else name), (start, end)


def _calls(labels: Iterable[str]) -> int:
    """Which readers some labels call for."""
    flags = 0
    for label in labels:
        if label in _FAMILIES:
            flags |= _FAMILIES[label]
    return flags


def tidy(text: str) -> str:
    """A name's words in plain letters, without quotation marks, hashes and brackets."""
    return " ".join(unmasked(text).translate(_TIDY).split())


def joined(prefix: str) -> bool:
    """Whether a peeled prefix begins with the conjunction that lists are made with."""
    return prefix.startswith(JOINER)


def kept(prefix: str) -> str:
    """What of a peeled prefix is left out of a name: all but the article (inside "لل" too, see `Words.text`)."""
    return prefix.removesuffix(ARTICLE)


def definite(prefix: str) -> bool:
    """Whether a peeled prefix holds the article."""
    return prefix.endswith((ARTICLE, HIDDEN_ARTICLE))


def sense(prefix: str) -> str:
    """What the preposition in a peeled prefix says ("in", "for"), or ""."""
    return SENSE.get(prefix.removeprefix(JOINER), "")


def _quotations(lattice: Lattice, marks: list[int]) -> dict[int, int]:
    """The token after each opening quotation mark, and that of the mark that closes it."""
    found: dict[int, int] = {}
    opened, closing = -1, ""
    for i in marks:
        key = lattice.tokens[i].key
        if opened >= 0 and key == closing:
            found[opened] = i
            opened = -1
        elif key in _OPENING:
            opened, closing = i + 1, _OPENING[key]
    return found


def _seen_through(lattice: Lattice, marks: list[int]) -> set[int]:
    """The marks that names are read across: quotation marks, hashes, and brackets around a short name."""
    found: set[int] = set()
    opened = -1
    for i in marks:
        key = lattice.tokens[i].key
        if key in _SEEN_THROUGH:
            found.add(i)
        elif key == "(":
            opened = i
        elif key == ")" and 0 <= opened < i - 1 <= opened + _BRACKETED and _names(lattice, opened + 1):
            found.update((opened, i))
    return found


def _names(lattice: Lattice, at: int) -> bool:
    """Whether a bracket seems to hold a name rather than a direction or a number."""
    return lattice.tokens[at].kind == "word" and not lattice.find(at, "place_direction")


def past(text: str, start: int, letters: int) -> int:
    """The offset after so many letters, vowel signs passed over."""
    while letters:
        letters -= bool(fold_key(text[start]))
        start += 1
    return start
