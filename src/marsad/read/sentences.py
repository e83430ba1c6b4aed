"""Where a report's sentences begin and end, in tokens. A point after one letter or inside a number ends nothing.

A row of hashtags behind a sentence is one of its own.
"""

from marsad.arabic.tokens import Token

Range = tuple[int, int]
"""Tokens `[start, end)`."""

LONGEST = 128
"""Tokens of a sentence; one in a thousand has more. Such a one is cut at its last pause, so that work stays linear."""
TAG, _JOINT = "#", "_"
_PAUSES = frozenset("،,؛;:")
_ENDS = frozenset(".؟?!…")
_CLOSERS = frozenset("»”\"’')]")


def sentences(tokens: list[Token]) -> list[Range]:
    """Token ranges of the sentences, in order, covering every token but line breaks."""
    found: list[Range] = []
    start = at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token.kind == "break":
            _close(found, tokens, start, at - 1)
            start = at
        elif token.key == TAG:
            end, many = _tags(tokens, at - 1)
            if many and (end == len(tokens) or tokens[end].kind != "word"):
                _close(found, tokens, start, at - 1)
                _close(found, tokens, at - 1, end)
                start = end
            at = max(at, end)
        elif token.key in _ENDS and not _abbreviates(tokens, at - 1):
            while at < len(tokens) and (tokens[at].key in _ENDS or _closes(tokens, at)):
                at += 1
            _close(found, tokens, start, at)
            start = at
    _close(found, tokens, start, len(tokens))
    return found


def files(tokens: list[Token], span: Range) -> bool:
    """Whether a sentence is a row of hashtags: they file a post under towns and campaigns, and tell nothing."""
    return tokens[span[0]].key == TAG and _tags(tokens, span[0]) == (span[1], True)


def _tags(tokens: list[Token], at: int) -> tuple[int, bool]:
    """The token after the hashtags that stand one behind another from a token on, and whether they are several."""
    start, first = at, 0
    while at + 1 < len(tokens) and tokens[at].key == TAG and tokens[at + 1].kind != "break":
        at += 2
        while at + 1 < len(tokens) and tokens[at].key == _JOINT and tokens[at + 1].kind != "break":
            at += 2
        first = first or at
    return at, at > max(start, first)


def _close(found: list[Range], tokens: list[Token], start: int, end: int) -> None:
    while end - start > LONGEST:
        pauses = (at + 1 for at in range(start + LONGEST - 1, start + LONGEST // 2, -1) if tokens[at].key in _PAUSES)
        cut = next(pauses, start + LONGEST)
        found.append((start, cut))
        start = cut
    if end > start:
        found.append((start, end))


def _abbreviates(tokens: list[Token], at: int) -> bool:
    """Whether the point at a token follows a lone letter, as in initials (but not at the end of a line)."""
    before = tokens[at - 1] if at else None
    return (
        tokens[at].key == "."
        and before is not None
        and before.kind == "word"
        and len(before.key) == 1
        and before.end == tokens[at].start
    )


def _closes(tokens: list[Token], at: int) -> bool:
    """Whether a closing quotation mark or bracket stands right at the token before it."""
    return tokens[at].key in _CLOSERS and tokens[at].start == tokens[at - 1].end
