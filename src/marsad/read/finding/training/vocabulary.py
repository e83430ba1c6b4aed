"""The vocabulary that ships: of the encoder's quarter of a million pieces those that Arabic news is cut into."""

from collections.abc import Iterable, Sequence

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

SPECIAL = 4
"""The first pieces: a window's beginning, nothing, its end, and an unknown piece."""
UNKNOWN = 3
_JOINER = "▁"
"""What stands for the space before a word in this family of vocabularies."""


def cutter(pieces: Sequence[tuple[str, float]]) -> Tokenizer:
    """Cuts texts into pieces `(letters, log-likelihood)`, as SentencePiece with NFKC does (Kudo, 2018)."""
    made = Tokenizer(models.Unigram(list(pieces), UNKNOWN))
    made.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace(_JOINER, "always", split=True)
    return made


def kept_pieces(pieces: Sequence[tuple[str, float]], texts: Iterable[str]) -> list[int]:
    """The numbers of the pieces of Arabic letters, and of those that texts are cut into."""
    whole = cutter(pieces)
    seen = {number for text in texts for number in whole.encode(text, add_special_tokens=False).ids}
    arabic = {number for number, (piece, _) in enumerate(pieces) if _is_arabic(piece.removeprefix(_JOINER))}
    return sorted({*range(SPECIAL), *seen, *arabic})


def _is_arabic(piece: str) -> bool:
    """Whether a piece has Arabic's own letters and signs alone, not those that other languages add to its script."""
    return bool(piece) and all("\u0621" <= letter <= "\u0652" for letter in piece)
