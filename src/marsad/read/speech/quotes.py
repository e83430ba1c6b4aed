"""Quotations of a report: which tokens stand between quotation marks, over several sentences where need be."""

from marsad.arabic.tokens import Token

_PAIRS = {"«": "»", "“": "”", "„": "“", "‘": "’", "‹": "›"}
_STRAIGHT = '"'
_ENDS = frozenset('»”’›"“')
_LONGEST = 600
"""Tokens that a quotation may hold; a mark that nothing closes opens none."""


def quotations(tokens: list[Token]) -> dict[int, int]:
    """Opening mark → closing mark, by token, nested ones too; a straight mark does not outlive its line."""
    found: dict[int, int] = {}
    open_marks: list[tuple[int, str]] = []
    for at, token in enumerate(tokens):
        if token.kind == "break":
            open_marks = [(mark, kind) for mark, kind in open_marks if kind in _PAIRS and at - mark < _LONGEST]
        elif token.kind == "mark" and (token.key in _PAIRS or token.key in _ENDS):
            _turn(found, open_marks, tokens, at)
    return found


def _turn(found: dict[int, int], open_marks: list[tuple[int, str]], tokens: list[Token], at: int) -> None:
    """Close the quotation that a mark fits, or open one with it."""
    key = tokens[at].key
    if open_marks and _fits(open_marks[-1][1], key) and not (key == _STRAIGHT and _leans_on(tokens, at)):
        found[open_marks.pop()[0]] = at
    elif key in _PAIRS or key == _STRAIGHT:
        open_marks.append((at, key))


def _leans_on(tokens: list[Token], at: int) -> bool:
    """Whether a straight mark stands right before a word and apart from the one before it: it can only open."""
    after = at + 1 < len(tokens) and tokens[at + 1].start == tokens[at].end and tokens[at + 1].kind == "word"
    return after and (at == 0 or tokens[at - 1].end < tokens[at].start)


def _fits(opened: str, key: str) -> bool:
    """Whether a mark closes what another opened; reports mix the kinds of closing mark."""
    if opened == _STRAIGHT:
        return key in {_STRAIGHT, "”"}
    return key == _PAIRS[opened] or (opened in "“‘" and key in {"”", _STRAIGHT, "’"})
