"""Rules: TOML files in which every rule says what it means and carries its own examples.

A rule has `id`, `says`, `pattern` (or `patterns`), perhaps `unless` (`"{label} before"`, `after` or `inside`), the
fields that it `sets`, and examples: `yes` (obligatory, with what it `gives`), `no`, and `someday` (a known miss that
must still be missed). Names are checked at load, and the nearest right one is offered.
"""

import difflib
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

import msgspec

from marsad.errors import RulebookError
from marsad.grammar.lattice import Lattice, Match
from marsad.grammar.pattern import Captures, Piece, Step, build, finish, openers, parse, pieces

REACH = 3
"""Tokens before a match in which `unless = "{label} before"` looks."""


class Example(msgspec.Struct, frozen=True):
    """A sentence that a rule must (`yes`), must not (`no`) or cannot yet (`someday`) read, and what it gives."""

    text: str
    gives: dict[str, Any] = {}
    published: str | None = None


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule as its owner wrote it."""

    id: str
    says: str
    pattern: str = ""
    patterns: tuple[str, ...] = ()
    unless: tuple[str, ...] | str = ()
    sets: dict[str, Any] = {}
    yes: tuple[Example, ...] = ()
    no: tuple[Example, ...] = ()
    someday: tuple[Example, ...] = ()

    def lines(self) -> tuple[str, ...]:
        """All of its pattern lines."""
        return (*((self.pattern,) if self.pattern else ()), *self.patterns)

    def guards(self) -> tuple[str, ...]:
        """All of its `unless` lines."""
        return (self.unless,) if isinstance(self.unless, str) else self.unless


class RuleMatch(msgspec.Struct, frozen=True):
    """A rule met at tokens `[start, end)`, with the roles that its pieces play."""

    rule: Rule
    start: int
    end: int
    captures: Captures
    order: int

    def role(self, name: str) -> tuple[int, int, Match | None] | None:
        """The first capture of a role, as tokens and match."""
        return next(((start, end, match) for role, start, end, match in self.captures if role == name), None)


class _Compiled(msgspec.Struct, frozen=True):
    rule: Rule
    step: Step
    guards: tuple[tuple[str, Piece], ...]
    order: int
    pieces: int


class _File(msgspec.Struct, forbid_unknown_fields=True):
    rule: tuple[dict[str, Any], ...] = ()
    phrase: dict[str, str] = {}


class Rules:
    """Compiled rules, filed under the labels that can open them."""

    def __init__(self, rules: Iterable[tuple[str, Rule]], labels: dict[str, set[str]]) -> None:
        """Compile (file name, rule) pairs; `labels` are the names that a piece may use, with their values."""
        self.rules: dict[str, Rule] = {}
        self._index: dict[str, dict[str | None, list[_Compiled]]] = {}
        for name, rule in rules:
            where = f"{name}: {rule.id}"
            if rule.id in self.rules:
                raise RulebookError("the id stands twice", where=where, mend="ids name one rule each")
            if not rule.yes:
                raise RulebookError("no `yes` example", where=where, mend="add the sentence that the rule is for")
            self.rules[rule.id] = rule
            for line in rule.lines():
                self._file(rule, line, labels, where)

    def _file(self, rule: Rule, line: str, labels: dict[str, set[str]], where: str) -> None:
        nodes = parse(line, where)
        found = list(pieces(nodes))
        for piece in found:
            _check(piece, labels, where)
        opening = openers(nodes)
        if not opening:
            raise RulebookError("a pattern must open with a named piece", where=where, mend="begin with {label}")
        guards = tuple(_guard(guard, labels, where) for guard in rule.guards())
        compiled = _Compiled(rule, build(nodes, finish), guards, len(self.rules), len(found))
        for label, values in opening.items():
            for value in values or (None,):
                self._index.setdefault(label, {}).setdefault(value, []).append(compiled)

    @property
    def openers(self) -> AbstractSet[str]:
        """The labels that some rule can open with: a token without any of them needs no asking."""
        return self._index.keys()

    def _opened(self, opening: Match) -> Sequence[_Compiled]:
        """The patterns that a match may open, by its label and by what it means."""
        filed = self._index.get(opening.label)
        if filed is None:
            return ()
        anyhow, here = filed.get(None, ()), filed.get(opening.value, ())
        return [*anyhow, *here] if anyhow and here else anyhow or here

    def at(self, lattice: Lattice, at: int, stop: int) -> Iterator[RuleMatch]:
        """Every rule met at a token: longest first, then with most pieces, then in file order."""
        tried: dict[int, None] = {}
        found: list[tuple[int, int, int, RuleMatch]] = []
        for opening in lattice.at[at]:
            for compiled in self._opened(opening):
                if id(compiled) in tried:
                    continue
                tried[id(compiled)] = None
                met = compiled.step(lattice, at, stop, ())
                if met and not any(_guarded(g, lattice, at, met[0], stop) for g in compiled.guards):
                    match = RuleMatch(compiled.rule, at, met[0], met[1], compiled.order)
                    found.append((-met[0], -compiled.pieces, compiled.order, match))
        found.sort(key=lambda item: item[:3])
        yield from (match for *_, match in found)


def _check(piece: Piece, labels: dict[str, set[str]], where: str) -> None:
    for label, values in piece.wanted.items():
        if label == "*":
            continue
        if label not in labels:
            raise RulebookError(f"no lexicon {label!r}", where=where, mend=_nearest(label, labels))
        known = labels[label]
        for value in values or ():
            if known and value not in known:
                raise RulebookError(f"{label} has no meaning {value!r}", where=where, mend=_nearest(value, known))


def _nearest(wrong: str, right: Iterable[str]) -> str:
    """The mend: the nearest right name, or all of them."""
    names = sorted(right)
    near = difflib.get_close_matches(wrong, names, n=1)
    return f"did you mean {near[0]!r}?" if near else "one of " + ", ".join(names[:12])


def _guard(line: str, labels: dict[str, set[str]], where: str) -> tuple[str, Piece]:
    text, _, side = line.strip().rpartition(" ")
    if side not in ("before", "after", "inside"):
        raise RulebookError(f"cannot read unless {line!r}", where=where, mend='write "{label} before", after or inside')
    nodes = parse(text, where)
    if len(nodes) != 1 or not isinstance(nodes[0], Piece):
        raise RulebookError(f"unless {line!r} names more than one piece", where=where, mend="one piece a guard")
    _check(nodes[0], labels, where)
    return side, nodes[0]


def _guarded(guard: tuple[str, Piece], lattice: Lattice, start: int, end: int, stop: int) -> bool:
    side, piece = guard
    where = {
        "before": range(max(0, start - REACH), start),
        "after": range(end, min(end + 1, stop)),
        "inside": range(start, end),
    }[side]
    return any(
        match.label in piece.wanted and (not (values := piece.wanted[match.label]) or match.value in values)
        for at in where
        for match in lattice.at[at]
    )


def load_rules(folder: Path) -> Iterator[tuple[str, Rule]]:
    """Every (file name, rule) of the `.toml` files in a folder; `{phrase.name}` stands for a shared piece."""
    for path in sorted(folder.glob("*.toml")):
        try:
            file = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
        except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
            raise RulebookError(str(error), where=path.name, mend="see docs/rules.md for the form of a rule") from error
        for raw in file.rule:
            yield path.name, _rule(raw, file.phrase, path.name)


def _rule(raw: dict[str, Any], phrases: dict[str, str], name: str) -> Rule:
    where = f"{name}: {raw.get('id', 'a rule without id')}"
    unknown = sorted(set(raw) - set(Rule.__struct_fields__))
    if unknown:
        raise RulebookError(f"no field {unknown[0]!r}", where=where, mend=_nearest(unknown[0], Rule.__struct_fields__))
    expanded = dict(raw)
    for field in ("pattern", "patterns"):
        if field in raw:
            lines = [raw[field]] if field == "pattern" else raw[field]
            done = [_expanded(line, phrases) for line in lines]
            expanded[field] = done[0] if field == "pattern" else done
    try:
        return msgspec.convert(expanded, Rule)
    except msgspec.ValidationError as error:
        raise RulebookError(str(error), where=where, mend="see docs/rules.md for the form of a rule") from error


def _expanded(line: str, phrases: dict[str, str]) -> str:
    for name, text in phrases.items():
        line = line.replace("{phrase." + name + "}", text)
    return line
