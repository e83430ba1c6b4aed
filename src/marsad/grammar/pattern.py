"""Patterns over a lattice: what a rule's line compiles to.

A line names pieces from left to right: `{label}`, `{label=value/value}`, `{one|other}`, `{label as role}`, `{*}` for
any one token, `[…]` for what may be missing, `(… | …)` for alternatives, `~4` for up to four tokens of anything.
Quotation marks between pieces are passed over. The grammar is regular: nothing refers to itself.
"""

import re
from collections.abc import Callable, Iterator

import msgspec

from marsad.errors import RulebookError
from marsad.grammar.lattice import Lattice, Match

Captures = tuple[tuple[str, int, int, Match | None], ...]
"""Roles in the order found: (role, first token, token after the last, the match, or None for `{*}`)."""
Found = tuple[int, Captures]
Step = Callable[[Lattice, int, int, Captures], Found | None]
"""(lattice, token, token where the search must stop, captures so far) → (token after the match, captures)."""

_SYNTAX = re.compile(r"\s*(\{[^{}]*\}|\[|\]|\(|\)|\||~\d+)")
_QUOTES = frozenset("«»“”\"'‘’")


class Piece(msgspec.Struct, frozen=True):
    """One named piece: labels with the values they may have (None: any), and the role that it plays."""

    wanted: dict[str, frozenset[str] | None]
    role: str | None


class Gap(msgspec.Struct, frozen=True):
    """Up to so many tokens of anything."""

    limit: int


class Choice(msgspec.Struct, frozen=True):
    """One of several sequences, tried in order; an optional part has an empty one at the end."""

    branches: tuple[tuple["Node", ...], ...]


Node = Piece | Gap | Choice


def parse(line: str, where: str) -> tuple[Node, ...]:
    """The nodes of a pattern's line; a RulebookError at `where` says what it cannot read."""
    tokens, at = [], 0
    line = line.strip()
    while at < len(line):
        found = _SYNTAX.match(line, at)
        if not found:
            raise RulebookError(
                f"cannot read {line[at : at + 20]!r}", where=where, mend="pieces are {name}, [ ], ( | ), ~4"
            )
        tokens.append(found.group(1))
        at = found.end()
    branches, rest = _branches(tokens, where, "")
    if rest:
        raise RulebookError(f"{rest[0]!r} closes nothing", where=where, mend="each bracket needs its opening")
    return branches[0] if len(branches) == 1 else (Choice(branches),)


def _branches(tokens: list[str], where: str, closer: str) -> tuple[tuple[tuple[Node, ...], ...], list[str]]:
    """Sequences up to a closing bracket, and the tokens after it."""
    branches: list[tuple[Node, ...]] = []
    nodes: list[Node] = []
    while tokens:
        part, *tokens = tokens
        if part in ("]", ")"):
            if part != closer:
                raise RulebookError(f"{part!r} closes nothing", where=where, mend="each bracket needs its opening")
            return (*branches, tuple(nodes)), tokens
        if part == "|":
            branches.append(tuple(nodes))
            nodes = []
        elif part in ("[", "("):
            inner, tokens = _branches(tokens, where, "]" if part == "[" else ")")
            nodes.append(Choice((*inner, ()) if part == "[" else inner))
        elif part.startswith("~"):
            nodes.append(Gap(int(part[1:])))
        else:
            nodes.append(_piece(part[1:-1]))
    if closer:
        raise RulebookError(f"a bracket is never closed by {closer!r}", where=where, mend="close it")
    return (*branches, tuple(nodes)), tokens


def _piece(inside: str) -> Piece:
    names, _, role = inside.partition(" as ")
    wanted: dict[str, frozenset[str] | None] = {}
    for name in names.split("|"):
        label, _, values = name.strip().partition("=")
        wanted[label] = frozenset(v.strip() for v in values.split("/")) if values else None
    return Piece(wanted, role.strip() or None)


def pieces(nodes: tuple[Node, ...]) -> Iterator[Piece]:
    """Every piece of a pattern, to check its names."""
    for node in nodes:
        if isinstance(node, Piece):
            yield node
        elif isinstance(node, Choice):
            for branch in node.branches:
                yield from pieces(branch)


Openers = dict[str, frozenset[str] | None]
"""Labels with the meanings that they must have, None for any."""


def openers(nodes: tuple[Node, ...]) -> Openers | None:
    """The labels that a match can begin with; None when it can begin with anything."""
    labels: Openers = {}
    for node in nodes:
        if isinstance(node, Piece):
            return None if "*" in node.wanted else _either(labels, node.wanted)
        if isinstance(node, Gap):
            return None
        for branch in filter(None, node.branches):
            inner = openers(branch)
            if inner is None:
                return None
            labels = _either(labels, inner)
        if () not in node.branches:
            return labels
    return None


def _either(one: Openers, other: Openers) -> Openers:
    """What begins as one or as the other does."""
    found = dict(one)
    for label, values in other.items():
        known = one.get(label, frozenset())
        found[label] = None if known is None or values is None else known | values
    return found


def build(nodes: tuple[Node, ...], then: Step) -> Step:
    """A function that matches the nodes one after another and goes on with `then`."""
    for node in reversed(nodes):
        then = _build(node, then)
    return then


def finish(_lattice: Lattice, at: int, _stop: int, captures: Captures) -> Found | None:
    """The last step: all pieces were found."""
    return at, captures


def _build(node: Node, then: Step) -> Step:
    if isinstance(node, Piece):
        return _any(node.role, then) if "*" in node.wanted else _named(node, then)
    if isinstance(node, Gap):
        return _gap(node.limit, then)
    branches = [build(branch, then) for branch in node.branches]

    def choose(lattice: Lattice, at: int, stop: int, captures: Captures) -> Found | None:
        for branch in branches:
            found = branch(lattice, at, stop, captures)
            if found:
                return found
        return None

    return choose


def _named(piece: Piece, then: Step) -> Step:
    wanted, role = piece.wanted, piece.role

    def named(lattice: Lattice, at: int, stop: int, captures: Captures) -> Found | None:
        while at < stop and lattice.tokens[at].key in _QUOTES:
            at += 1
        if at >= stop:
            return None
        for match in lattice.at[at]:
            if match.label in wanted and match.end <= stop:
                values = wanted[match.label]
                if values is None or match.value in values:
                    more = (*captures, (role, at, match.end, match)) if role else captures
                    found = then(lattice, match.end, stop, more)
                    if found:
                        return found
        return None

    return named


def _any(role: str | None, then: Step) -> Step:
    def anything(lattice: Lattice, at: int, stop: int, captures: Captures) -> Found | None:
        if at >= stop:
            return None
        return then(lattice, at + 1, stop, (*captures, (role, at, at + 1, None)) if role else captures)

    return anything


def _gap(limit: int, then: Step) -> Step:
    def gap(lattice: Lattice, at: int, stop: int, captures: Captures) -> Found | None:
        for skipped in range(min(limit, stop - at) + 1):
            found = then(lattice, at + skipped, stop, captures)
            if found:
                return found
        return None

    return gap
