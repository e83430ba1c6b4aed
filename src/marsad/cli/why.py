"""`marsad why`: from an event, a claim or a number back to the claims, their words and the sealed bytes."""

import sys
from collections.abc import Sequence
from typing import Annotated

import msgspec
import typer

from marsad.cli import cells
from marsad.cli.attach import attached_lines
from marsad.cli.flags import Key, Record, Shape, folder, told_key
from marsad.cli.judgements import told
from marsad.cli.show import shown
from marsad.cli.stream import write_lines, write_text
from marsad.cli.words import words
from marsad.errors import InputError
from marsad.model.answer import ClaimWords, CountLine, Step, Why

say = words()
About = Annotated[list[str], typer.Argument(metavar="ID...", help=say("flag.about"), show_default=False)]


def why(about: About, key: Key = None, record: Record = None, form: Shape = "table") -> None:
    """Print what each id stands on; `-` takes lines of `counts`, `events` or `control` from standard input."""
    from marsad import pipeline

    asked = [thing for given in about for thing in (_lines() if given == "-" else [given])]
    answers = pipeline.why(folder(record), asked, told_key(key))
    if form == "jsonl":
        write_lines(answers)
    else:
        for answer in answers:
            write_text(page(answer))


class _Line(msgspec.Struct):
    """What a line of another command may name: an event, or claims (those of a span of control)."""

    event: str | None = None
    outcome: str | None = None
    claims: tuple[str, ...] = ()


def _lines() -> list[str | CountLine]:
    """What the lines of JSON on standard input ask about."""
    lines = enumerate(sys.stdin.buffer.read().splitlines(), start=1)
    return [thing for number, line in lines if line.strip() for thing in _things(line, f"stdin:{number}")]


def _things(line: bytes, where: str) -> Sequence[str | CountLine]:
    """A count line as a whole, an event by its id, a span of control by its claims."""
    try:
        named = msgspec.json.decode(line, type=_Line)
        if named.outcome:
            return [msgspec.json.decode(line, type=CountLine)]
    except (msgspec.DecodeError, UnicodeDecodeError):
        named = _Line()
    if not named.event and not named.claims:
        what = "no line of `marsad counts`, `marsad events` or `marsad control`"
        raise InputError(what, where=where, mend="give them with --format jsonl")
    return [named.event] if named.event else named.claims


def page(answer: Why) -> str:
    """One answer as a page of text: what was asked, then each claim with who says it and its words."""
    head = [f"{answer.what or answer.about}"]
    head += _ends(answer.line) if answer.line else []
    body = [line for claim in answer.claims for line in claim_lines(claim)]
    beside = (
        [say("why.totals"), *(line for claim in answer.totals for line in claim_lines(claim))] if answer.totals else []
    )
    return "\n".join([*head, *_updates(answer), *body, *beside]) + "\n\n"


def _ends(line: CountLine) -> list[str]:
    """Which claims bind either end, and which cannot all be true: rule `bounds` alone says so."""
    said = [("why.binds_low", line.binds_low), ("why.binds_high", line.binds_high)]
    bound = [say(key, claims=" ".join(claims)) for key, claims in said if claims]
    return [*bound, *(say("conflict", claims=" ".join(claims)) for claims in line.conflicts)]


def _whence(claim: ClaimWords) -> str:
    """The report, its day, and the digest of its sealed text."""
    return say("why.from", report=shown(claim.report), published=claim.published or "?", digest=claim.text_digest)


def claim_lines(claim: ClaimWords) -> list[str]:
    """A claim with who says it, its words, where they stand, who read it, and what people judged of it."""
    stance = say(f"stance.{claim.says.stance}")
    speakers = " ← ".join(source.text for source in claim.says.sources) or claim.outlet or claim.report
    said = say("why.says", speaker=speakers, stance=stance, kind=say(f"kind.{claim.says.kind}"))
    counted = cells.people(claim.says.counts)
    told = [shown(quote.words) if quote.words is not None else say("why.gone") for quote in claim.quotes]
    spans = [f"[{quote.span[0]}, {quote.span[1]})" for quote in claim.quotes]
    return [
        f"  {claim.claim}  {shown(said)}" + (f": {counted}" if counted else ""),
        *(f"    «{words}» {span}" for words, span in zip(told, spans, strict=True)),
        f"    {_whence(claim)}",
        f"    {say('why.rule', rule=claim.rule, rulebook=claim.rulebook[:12])}",
        *(f"    {line}" for line in (*attached_lines(claim.attachments), *_judged(claim))),
    ]


def _judged(claim: ClaimWords) -> list[str]:
    """What people said of the claim, how it was read before, and why it counts for nothing where it does not."""
    lines = [told(line) for line in claim.judgements]
    if claim.read is not None:
        kind, counted = cells.kind(claim.read.kind, claim.read.change), cells.people(claim.read.counts)
        lines.append(say("why.read", kind=kind, people=counted or cells.DASH))
    return [*lines, *([say("why.aside", why=words().translated(claim.aside))] if claim.aside else [])]


def _updates(answer: Why) -> list[str]:
    """What one source says of one toll, day after day; what a later figure superseded is marked."""
    return [
        say(
            "why.update",
            source=shown(update.source),
            who=cells.who(update.outcome, update.group),
            steps=say("why.then").join(_step(step) for step in update.steps),
        )
        for update in answer.updates
    ]


def _step(step: Step) -> str:
    key = "why.superseded" if step.superseded else "why.counts_now"
    return say(key, n=cells.number(step.low, step.high), day=step.published or "?", claim=step.claim[:8])
