"""`marsad review`: doubtful pairs and claims one by one, the most useful first; each answer is logged at once."""

import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from marsad.cli import cells
from marsad.cli.flags import Record, Shape, folder
from marsad.cli.judge import By, author
from marsad.cli.show import table
from marsad.cli.stream import note, write_lines, write_text
from marsad.cli.words import words
from marsad.errors import InputError, MarsadError
from marsad.model.answer import ClaimWords
from marsad.model.doubtful import Doubtful
from marsad.model.judged import Judged

if TYPE_CHECKING:
    from pathlib import Path

    from marsad.pipeline.reviewing import Queue

say = words()
Listed = Annotated[bool, typer.Option("--list", help=say("flag.review_list"), show_default=False)]
Answer = Literal["same", "different", "unsure", "stands", "correct", "reject", "skip", "quit"]
OF_PAIR: tuple[Answer, ...] = ("same", "different", "unsure", "correct", "reject", "skip", "quit")
OF_CLAIM: tuple[Answer, ...] = ("stands", "unsure", "correct", "reject", "skip", "quit")


def review(listed: Listed = False, by: By = None, record: Record = None, form: Shape = "table") -> None:
    """Walk the questions, or print them."""
    from marsad import pipeline

    where = folder(record)
    if listed or form == "jsonl":
        _print(pipeline.queue(where), form)
        return
    author(by, "")
    walk = _Walk(where, by, pipeline.queue(where))
    try:
        walk.on()
    except KeyboardInterrupt:
        note("")
    finally:
        walk.end()


def _print(queue: "Queue", form: Shape) -> None:
    if form == "jsonl":
        write_lines(queue.questions)
        return
    columns = [say(f"column.{column}") for column in ("usefulness", "question", "claims", "people", "says")]
    rows = [
        (
            f"{doubt.usefulness:.2f}",
            _question(doubt),
            "\n".join(claim[:8] for claim in doubt.claims),
            str(doubt.people),
            "\n".join(_who(queue.claims[claim]) for claim in doubt.claims),
        )
        for doubt in queue.questions
    ]
    table(say("title.doubtful", n=len(rows)), columns, rows)


class _Walk:
    """One walk through the questions: what was answered, and what follows from it."""

    def __init__(self, record: "Path", by: str | None, queue: "Queue") -> None:
        self._record, self._by, self._queue = record, by, queue
        self._answered = 0
        self._gone: set[str] = set()
        self._keys = _keys()

    def on(self) -> None:
        """Ask until the questions, the answers or the patience end."""
        total = len(self._queue.questions)
        for number, doubt in enumerate(self._queue.questions, start=1):
            if self._gone & {*doubt.claims, *doubt.events}:
                continue  # an answer has changed what this one asks; the next walk asks it anew
            write_text(say("review.head", n=number, total=total, question=_question(doubt)) + "\n")
            _show([self._queue.claims[claim] for claim in doubt.claims])
            if not self._ask(doubt):
                return

    def end(self) -> None:
        """Put the answers into force, and say how many there were."""
        from marsad import pipeline

        if self._answered:
            made = pipeline.settle_judgements(self._record)
            write_text(say("review.done", n=self._answered, claims=made.claims, events=made.events) + "\n")
        else:
            write_text(say("review.nothing") + "\n")

    def _ask(self, doubt: Doubtful) -> bool:
        """Ask until an answer is understood; False to stop."""
        known = OF_PAIR if len(doubt.claims) > 1 else OF_CLAIM
        note(say("review.keys_pair" if len(doubt.claims) > 1 else "review.keys_claim"))
        while line := sys.stdin.readline():
            try:
                key, *rest = shlex.split(line) or [""]
            except ValueError:
                key, rest = "", []
            answer = self._keys.get(key.lower())
            if answer == "quit":
                return False
            if answer == "skip":
                return True
            if answer in known and self._take(answer, doubt, rest):
                return True
            note(say("review.what"))
        return False

    def _take(self, answer: Answer, doubt: Doubtful, rest: list[str]) -> bool:
        """Log an answer; one that cannot be is told, and asked again."""
        try:
            self._log(answer, doubt, rest)
        except MarsadError as error:
            note(words().error(error))
            return False
        self._answered += 1
        if answer != "unsure":
            self._gone |= {*doubt.events, *doubt.claims}
        return True

    def _log(self, answer: Answer, doubt: Doubtful, rest: list[str]) -> Judged:
        from marsad import pipeline

        claims = doubt.claims
        if answer in {"correct", "reject"} and len(claims) > 1 and rest[:1] in (["1"], ["2"]):
            claims, rest = (claims[int(rest[0]) - 1],), rest[1:]
        if answer in {"correct", "reject"}:
            if len(claims) > 1:
                raise InputError("which of the two is meant", mend="write 1 or 2 behind the key")
            fields = [word for word in rest if "=" in word] if answer == "correct" else []
            who = author(self._by, " ".join(word for word in rest if word not in fields))
            if answer == "reject":
                return pipeline.reject(self._record, claims, who)
            if not fields:
                raise InputError("nothing is set", mend="write FIELD=VALUE behind the key")
            return pipeline.correct(self._record, claims[0], fields, who)
        who = author(self._by, " ".join(rest))
        if answer == "stands":
            return pipeline.correct(self._record, claims[0], _stands(self._queue.claims[claims[0]]), who)
        return pipeline.judge_pair(self._record, answer, claims, who)  # type: ignore[arg-type]


def _stands(claim: ClaimWords) -> list[str]:
    """What is set when a claim is right as it stands: nothing, but for figures that wait for somebody to say so."""
    from marsad.cli.stream import json_line

    if not any(count.awaits for count in claim.says.counts):
        return []
    plain = [{name: getattr(count, name) for name in _COUNT} for count in claim.says.counts]
    return ["counts=" + json_line(plain).decode().strip()]


_COUNT = ("outcome", "group", "low", "high", "part_of", "place", "span")


def _keys() -> Mapping[str, Answer]:
    """Letter or word → answer, in the user's language and in Latin letters."""
    found: dict[str, Answer] = {}
    for key, spelled in words().beginning("review.key.").items():
        answer: Answer = key.removeprefix("review.key.")  # type: ignore[assignment]
        found |= dict.fromkeys(spelled.split(), answer)
    return found


def _question(doubt: Doubtful) -> str:
    if doubt.why == "contradiction":
        return say("doubt.contradiction", about=words().translated(doubt.about))
    if doubt.why == "weight":
        key = "doubt.together" if doubt.together else "doubt.apart"
        return say(key, weight=f"{doubt.weight or 0:+.2f}", people=doubt.people)
    return say(f"doubt.{doubt.why}", confidence=f"{doubt.confidence or 0:.2f}", people=doubt.people)


def _who(claim: ClaimWords) -> str:
    speakers = " ← ".join(source.text for source in claim.says.sources) or claim.outlet or claim.report
    return f"{speakers} {say(f'stance.{claim.says.stance}')}"


def _show(claims: Sequence[ClaimWords]) -> None:
    """The claims side by side, each a column."""
    rows: list[tuple[str, Callable[[ClaimWords], str]]] = [
        ("says", _who),
        ("what", lambda c: cells.kind(c.says.kind, c.says.change)),
        ("day", lambda c: cells.days(c.says.date)),
        ("where", lambda c: cells.places(c.says.places)),
        ("sides", lambda c: cells.sides(c.says.actor, c.says.target)),
        ("people", lambda c: cells.people(c.says.counts)),
        ("published", lambda c: str(c.published or cells.DASH)),
        ("words", lambda c: " … ".join(quote.words or say("why.gone") for quote in c.quotes)),
    ]
    heads = ["", *(f"{number}  {claim.claim[:8]}" for number, claim in enumerate(claims, start=1))]
    table("", heads, [(say(f"column.{name}"), *(cell(claim) for claim in claims)) for name, cell in rows])
