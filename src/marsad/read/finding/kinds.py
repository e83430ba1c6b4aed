"""The kinds that are told apart: the codebook's, with the changes that turn one into its opposite."""

from marsad.model.vocabulary import Change, Kind

KINDS: tuple[tuple[Kind, Change | None], ...] = (
    ("clash", None),
    ("airstrike", None),
    ("shelling", None),
    ("explosion", None),
    ("chemical", None),
    ("violence", None),
    ("detention", None),
    ("detention", "released"),
    ("displacement", None),
    ("displacement", "returned"),
    ("siege", None),
    ("siege", "lifted"),
    ("control", "gained"),
    ("control", "lost"),
    ("control", "holds"),
    ("agreement", None),
    ("agreement", "broken"),
    ("toll", None),
)
_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}


def kind_number(kind: Kind, change: Change | None) -> int:
    """The column of a kind; a change that the codebook does not know of that kind counts as its first."""
    found = _NUMBERS.get((kind, change))
    return next(n for n, (known, _) in enumerate(KINDS) if known == kind) if found is None else found
