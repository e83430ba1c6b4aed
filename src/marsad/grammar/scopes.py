"""Scopes: stretches of a sentence over which a word casts its meaning, after ConText (Chapman et al. 2007; medspaCy).

A rule says which labels open a scope, in which direction and how many words it reaches, what closes it, and which
longer phrases only look like an opener. The rules are data (`scopes.toml`), each with its own examples; no word
stands here.
"""

import tomllib
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

import msgspec

from marsad.errors import RulebookError
from marsad.grammar.lattice import Lattice, Match
from marsad.grammar.lexicon import JOINED

Direction = Literal["forward", "backward", "both"]


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text and the word in it that lies, or does not lie, in the scope."""

    text: str
    word: str


class ScopeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What opens and closes a scope. Openers and closers are `label` or `label=value`.

    `id` and `says` are for people; `gives` is the scope's kind; `opens` the labels that open it, `prefix` the joined
    particle that does; `reach` counts words (0: to the close, within 60); `closes` labels and `marks` tokens that end
    it; `before` the letters that the next word must begin with (none: any); `unless` labels that cover the opener in a
    phrase of another meaning; `yes` and `no` examples, at least one `yes`.
    """

    id: str
    says: str
    gives: str
    yes: tuple[Example, ...]
    no: tuple[Example, ...] = ()
    opens: tuple[str, ...] = ()
    prefix: str = ""
    direction: Direction = "forward"
    reach: int = 0
    closes: tuple[str, ...] = ()
    marks: str = ""
    before: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Scope(msgspec.Struct, frozen=True, gc=False):
    """Tokens `[start, end)` lie in a `kind` that the tokens `[opener, opener_end)` cast, by a rule."""

    kind: str
    start: int
    end: int
    opener: int
    opener_end: int
    rule: str

    def covers(self, at: int) -> bool:
        """Whether a token lies in the scope."""
        return self.start <= at < self.end


class ScopeRules(msgspec.Struct, frozen=True):
    """The rules in file order, filed under the labels that open them."""

    rules: tuple[ScopeRule, ...] = ()

    def labels(self) -> set[str]:
        """Every label that a rule names, for a check against the lexicons."""
        return {name.partition("=")[0] for rule in self.rules for name in (*rule.opens, *rule.closes, *rule.unless)}


def load_scopes(path: Path, labels: Collection[str] | None = None) -> ScopeRules:
    """The rules of a TOML file (`[[scope]]` tables); names are checked against `labels` where given. RulebookError."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        rules = msgspec.convert(raw.get("scope", []), tuple[ScopeRule, ...])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise RulebookError(
            f"the scopes cannot be read: {error}", where=path.name, mend="see grammar/scopes.py"
        ) from error
    for rule in rules:
        _check(rule, path.name, labels)
    return ScopeRules(rules)


def _check(rule: ScopeRule, where: str, labels: Collection[str] | None) -> None:
    where = f"{where}: {rule.id}"
    if not rule.yes:
        raise RulebookError("a scope without an example", where=where, mend="give it at least one `yes`")
    if not rule.opens and not rule.prefix:
        raise RulebookError("a scope that nothing opens", where=where, mend="give `opens` or `prefix`")
    for name in (*rule.opens, *rule.closes, *rule.unless):
        label = name.partition("=")[0]
        if labels is not None and label not in labels:
            near = get_close_matches(label, sorted(labels), n=1)
            raise RulebookError(
                f"no lexicon {label!r}", where=where, mend=f"did you mean {near[0]!r}?" if near else "name a lexicon"
            )


def find_scopes(lattice: Lattice, sentences: list[tuple[int, int]], rules: ScopeRules) -> list[Scope]:
    """The scopes of a report's sentences, in text order. Linear in the text."""
    opened = _index(rules)
    openers = {*opened, JOINED}
    prefixed = [rule for rule in rules.rules if rule.prefix]
    found: list[Scope] = []
    for sentence in sentences:
        for at in lattice.where(openers, *sentence):
            for match in lattice.at[at]:
                opening = opened.get(match.label)
                if opening is not None:
                    for rule in opening.get(match.value, opening[_ANY]):
                        found += _scopes(lattice, match, rule, sentence)
                if match.prefix:
                    for rule in prefixed:
                        if match.prefix.endswith(rule.prefix):
                            found += _scopes(lattice, match, rule, sentence)
    return list(dict.fromkeys(found))


_ANY = ""
"""Stands for every value of a label."""


def _index(rules: ScopeRules) -> dict[str, dict[str, list[ScopeRule]]]:
    """The rules by the label and the value that open them; under each value also those that take any."""
    found: dict[str, dict[str, list[ScopeRule]]] = {}
    for any_value in (True, False):
        for rule in rules.rules:
            for name in rule.opens:
                label, _, value = name.partition("=")
                if any_value == (not value):
                    values = found.setdefault(label, {_ANY: []})
                    values.setdefault(value, list(values[_ANY])).append(rule)
    return found


def _scopes(lattice: Lattice, match: Match, rule: ScopeRule, sentence: tuple[int, int]) -> Iterator[Scope]:
    """The scope before and after an opener, as the rule's direction says; an opener by its prefix is inside."""
    if _looks_only(lattice, match, rule, sentence[0]) or not _stands_before(lattice, match.end, rule, sentence[1]):
        return
    if rule.direction != "backward":
        first = match.start if rule.prefix and match.prefix.endswith(rule.prefix) else match.end
        end = _reach(lattice, range(match.end, sentence[1]), rule)
        yield Scope(rule.gives, first, end, match.start, match.end, rule.id)
    if rule.direction != "forward":
        start = _reach(lattice, range(match.start - 1, sentence[0] - 1, -1), rule)
        yield Scope(rule.gives, start, match.start, match.start, match.end, rule.id)


def _looks_only(lattice: Lattice, match: Match, rule: ScopeRule, first: int) -> bool:
    """Whether a longer phrase of another meaning covers the opener."""
    return any(
        other.end >= match.end and _named(other, rule.unless)
        for at in range(max(first, match.start - _PHRASE), match.start + 1)
        for other in lattice.at[at]
    )


_PHRASE = 3
"""Words that a look-alike may begin before the opener."""


def _stands_before(lattice: Lattice, at: int, rule: ScopeRule, end: int) -> bool:
    return not rule.before or (at < end and lattice.tokens[at].key.startswith(rule.before))


def _reach(lattice: Lattice, way: range, rule: ScopeRule) -> int:
    """Where a scope that walks `way` ends (forward: past its last token; backward: its first)."""
    words = 0
    for at in way:
        token = lattice.tokens[at]
        if token.kind == "mark" and token.key in rule.marks:
            return at if way.step > 0 else at + 1
        if any(_named(match, rule.closes) for match in lattice.at[at]):
            return at if way.step > 0 else at + 1
        words += token.kind != "mark"
        if words >= (rule.reach or _FARTHEST):
            return at + 1 if way.step > 0 else at
    return way.stop if way.step > 0 else way.stop + 1


_FARTHEST = 60
"""Words that a scope without a reach of its own goes to at most."""


def _named(match: Match, names: Collection[str]) -> bool:
    return match.label in names or f"{match.label}={match.value}" in names


def kinds_at(scopes: list[Scope], at: int) -> set[str]:
    """The kinds of scope that a token lies in."""
    return {scope.kind for scope in scopes if scope.start <= at < scope.end}
