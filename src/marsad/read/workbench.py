"""A linguist's workbench: check every rule by its own examples, try a sentence, trace a rule, cover a corpus."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from marsad.arabic.fold import fold_key
from marsad.grammar.pattern import build, finish, parse
from marsad.grammar.rules import Example, Rule
from marsad.model.claim import Claim
from marsad.model.report import Report
from marsad.read.holdout import held_out
from marsad.read.reader import Reader
from marsad.read.triggers import find_triggers


class Flaw(msgspec.Struct, frozen=True):
    """An example that a rule does not hold to: which, and how."""

    rule: str
    example: str
    what: str


class Trace(msgspec.Struct, frozen=True):
    """How far one pattern line of a rule came: pieces met of all, and the word where it stopped ("" at the start)."""

    line: str
    met: int
    pieces: int
    word: str


class Coverage(msgspec.Struct, frozen=True):
    """How often each rule gave a claim, and sentences with a trigger of a rule but no claim (report id, words)."""

    reports: int
    held_out: int
    fired: dict[str, int]
    silent: tuple[tuple[str, str], ...]


def check(reader: Reader) -> list[Flaw]:
    """Every rule against its own examples; an empty list means that the rulebook holds."""
    return [flaw for rule in reader.rulebook.rules.rules.values() for flaw in _flaws(reader, rule)]


def _flaws(reader: Reader, rule: Rule) -> Iterator[Flaw]:
    for example in rule.yes:
        claims = _read(reader, example)
        if not any(gives(claim, example.gives) for claim in claims):
            found = "; ".join(f"{c.rule}: {c.kind}" for c in claims) or "no claim"
            yield Flaw(rule.id, example.text, f"`yes` is not read as it says ({found})")
    for example in rule.no:
        if any(claim.rule == rule.id for claim in _read(reader, example)):
            yield Flaw(rule.id, example.text, "`no` is read")
    for example in rule.someday:
        if any(claim.rule == rule.id and gives(claim, example.gives) for claim in _read(reader, example)):
            yield Flaw(rule.id, example.text, "`someday` is read now: move it to `yes`")


def _read(reader: Reader, example: Example) -> tuple[Claim, ...]:
    published = date.fromisoformat(example.published) if example.published else None
    return reader.read(Report(report="example", text=example.text, published=published)).claims


def gives(claim: Claim, wanted: dict[str, Any]) -> bool:
    """Whether a claim says what an example's `gives` wants: fields by name, `place`, `speaker`, an outcome's number."""
    return all(_field(claim, name, value) for name, value in wanted.items())


def _field(claim: Claim, name: str, value: Any) -> bool:  # noqa: ANN401 - a TOML value
    if name == "place":
        return any(fold_key(place.text) == fold_key(value) for place in claim.places)
    if name == "speaker":
        return bool(claim.sources) and fold_key(claim.sources[-1].text) == fold_key(value)
    if name in ("actor", "target"):
        held = getattr(claim, name)
        return held is not None and fold_key(held.text) == fold_key(value)
    if name in ("kind", "change", "stance", "modality", "scope"):
        return bool(getattr(claim, name) == value)
    return any(count.outcome == name and value == count.low for count in claim.counts)


def trace(reader: Reader, rule: Rule, text: str, published: date | None = None) -> list[Trace]:
    """How far each pattern line of a rule comes in a text."""
    page = reader.open(Report(report="trace", text=text, published=published))
    return [_trace(page.lattice, line) for line in rule.lines()]


def _trace(lattice: Any, line: str) -> Trace:  # noqa: ANN401 - any lattice
    nodes = parse(line, "trace")
    stop = len(lattice.tokens)
    best, word = 0, ""
    for met in range(1, len(nodes) + 1):
        step = build(nodes[:met], finish)
        found = next((hit for at in range(stop) if (hit := step(lattice, at, stop, ()))), None)
        if found is None:
            break
        best = met
        word = lattice.text[slice(*lattice.span(found[0] - 1, found[0]))] if found[0] else ""
    return Trace(line, best, len(nodes), word)


def coverage(reader: Reader, reports: Iterable[Report], *, limit: int = 200) -> Coverage:
    """Which rules fire over a corpus, and up to `limit` sentences with a trigger and no claim; a third is held out."""
    fired = dict.fromkeys(reader.rulebook.rules.rules, 0)
    silent: list[tuple[str, str]] = []
    seen = out = 0
    for report in reports:
        if held_out(report.report):
            out += 1
            continue
        seen += 1
        claims = reader.read(report).claims
        for claim in claims:
            fired[claim.rule] = fired.get(claim.rule, 0) + 1
        if len(silent) < limit:
            silent += [(report.report, words) for words in _silent(reader, report, claims)]
    return Coverage(seen, out, fired, tuple(silent[:limit]))


def _silent(reader: Reader, report: Report, claims: tuple[Claim, ...]) -> Iterator[str]:
    page = reader.open(report)
    covered = [span for claim in claims for span in claim.evidence]
    for sentence in page.sentences:
        start, end = page.lattice.span(*sentence)
        if any(first < end and last > start for first, last in covered):
            continue
        if find_triggers(page.lattice, sentence, reader.rulebook.rules):
            yield report.text[start:end]
