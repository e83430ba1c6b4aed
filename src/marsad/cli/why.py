"""`marsad why`: from an event, a claim or a number back to the claims, their words and the sealed bytes."""

import sys
from typing import Annotated

import msgspec
import typer

from marsad.cli import cells
from marsad.cli.flags import Record, Shape, folder
from marsad.cli.show import shown
from marsad.cli.stream import write_lines, write_text
from marsad.cli.words import words
from marsad.errors import InputError
from marsad.model.answer import ClaimWords, CountLine, Why

say = words()
About = Annotated[list[str], typer.Argument(metavar="ID...", help=say("flag.about"), show_default=False)]


def why(about: About, record: Record = None, form: Shape = "table") -> None:
    """Print what each id stands on; `-` takes lines of `marsad counts` or `marsad events` from standard input."""
    from marsad import pipeline

    asked = [thing for given in about for thing in (_lines() if given == "-" else [given])]
    answers = pipeline.why(folder(record), asked)
    if form == "jsonl":
        write_lines(answers)
    else:
        for answer in answers:
            write_text(page(answer))


def _lines() -> list[str | CountLine]:
    """Lines of JSON from standard input: a count line as a whole, an event by its id."""
    things: list[str | CountLine] = []
    for number, line in enumerate(sys.stdin.buffer.read().splitlines(), start=1):
        if line.strip():
            things.append(_thing(line, f"-:{number}"))
    return things


def _thing(line: bytes, where: str) -> str | CountLine:
    try:
        fields = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
        if "outcome" in fields:
            return msgspec.json.decode(line, type=CountLine)
        return msgspec.json.decode(fields.get("event", fields.get("claim", msgspec.Raw(b"null"))), type=str)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise InputError(
            "no line of `marsad counts` or `marsad events`", where=where, mend="give them with --format jsonl"
        ) from None


def page(answer: Why) -> str:
    """One answer as a page of text: what was asked, then each claim with who says it and its words."""
    head = [f"{answer.what or answer.about}"]
    body = [line for claim in answer.claims for line in _claim(claim)]
    beside = [say("why.totals"), *(line for claim in answer.totals for line in _claim(claim))] if answer.totals else []
    return "\n".join([*head, *body, *beside]) + "\n\n"


def _whence(claim: ClaimWords) -> str:
    """The report, its day, and the digest of its sealed text."""
    return say("why.from", report=shown(claim.report), published=claim.published or "?", digest=claim.text_digest)


def _claim(claim: ClaimWords) -> list[str]:
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
    ]
