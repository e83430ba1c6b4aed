"""What claims say, in a person's words; the words themselves come from the catalogue of whoever asks."""

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

from marsad.model.evaluation import Verdict

DASH = "–"


class Say(Protocol):
    """A catalogue: the sentence of a key, with its values filled in."""

    @property
    def language(self) -> str:
        """`ar` or `en`."""

    def __call__(self, key: str, **values: object) -> str:
        """The sentence."""


def number(low: int | None, high: int | None) -> str:
    """A range of people: "3", "3–12", "3+" with no upper bound, "≤12" with no lower one, "?" for unknown."""
    if low is None:
        return "?" if high is None else f"≤{high}"
    if high is None:
        return f"{low}+"
    return str(low) if low == high else f"{low}{DASH}{high}"


def span(start: date | None, end: date | None) -> str:
    """Two inclusive days, either of them open."""
    if start == end:
        return str(start) if start else ""
    return f"{start or '…'} {DASH} {end or '…'}"


def kind(kind: str, change: str | None, say: Say) -> str:
    """Kind and, where there is one, change."""
    return say(f"kind.{kind}") + (f" ({say(f'change.{change}')})" if change else "")


def count(figure: tuple[str, str, int | None, int | None], say: Say) -> str:
    """People of one outcome and group."""
    outcome, group, low, high = figure
    return say("toll", outcome=say(f"outcome.{outcome}"), n=number(low, high), group=say(f"group.{group}"))


def both(verdict: Verdict, text: str, say: Say) -> tuple[str, str]:
    """What either side says in a slot; empty where it says nothing."""
    return tuple(  # type: ignore[return-value] # two in, two out
        "" if value is None else _value(verdict.slot, value, text, say) for value in (verdict.gold, verdict.read)
    )


def _value(slot: str, value: Any, text: str, say: Say) -> str:  # noqa: ANN401 - each slot holds its own type
    said: dict[str, Callable[[], str]] = {
        "kind": lambda: kind(value[0], value[1], say),
        "evidence": lambda: " … ".join(text[start:end] for start, end in value),
        "date": lambda: span(*value),
        "count": lambda: count(value, say),
        "part": lambda: say("page.part", part=count(value[0], say), whole=count(value[1], say)),
    }
    if slot in said:
        return said[slot]()
    return say("yes") if slot in {"denial", "prospect", "cumulative"} else str(value)
