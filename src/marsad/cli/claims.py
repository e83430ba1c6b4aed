"""Claims as a table for people."""

from collections.abc import Iterable

from marsad.cli import cells
from marsad.cli.show import table
from marsad.cli.words import words
from marsad.model.claim import Claim


def claims_table(claims: Iterable[Claim], text: str) -> None:
    """Each claim of a text: who says what, where, when, of how many, in which words, and by which rule."""
    say = words()
    columns = ("says", "what", "where", "day", "sides", "people", "words", "rule")
    rows = [_row(claim, text) for claim in claims]
    table(say("title.claims", n=len(rows)), [say(f"column.{column}") for column in columns], rows)


def _row(claim: Claim, text: str) -> tuple[str, ...]:
    say = words()
    chain = " ← ".join(source.text for source in claim.sources)
    return (
        f"{chain} {say(f'stance.{claim.stance}')}".strip(),
        cells.kind(claim.kind, claim.change),
        cells.places(claim.places),
        cells.days(claim.date),
        cells.sides(claim.actor, claim.target),
        cells.people(claim.counts),
        " … ".join(text[start:end] for start, end in claim.evidence),
        claim.rule,
    )
