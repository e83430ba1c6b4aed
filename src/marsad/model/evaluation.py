"""What comparing two codings finds: figures by slot, chance-corrected agreement, and each report side by side."""

from typing import Any, Literal

import msgspec

from marsad.model.coded import CodedClaim, CodedReport
from marsad.model.vocabulary import Kind

Slot = Literal[
    "claim", "kind", "evidence", "denial", "prospect", "cumulative", "speaker", "source", "actor", "target", "place",
    "share", "date", "count", "part",
]  # fmt: skip
By = Literal["kind", "outlet"]
Third = Literal["seen", "unseen"]


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be compared: the claims of one kind alone, one part of the reports alone.

    `texts` are files; `reader` is as in marsad.model.done.Given.
    """

    texts: tuple[str, ...] = ()
    only: Kind | None = None
    by: By | None = None
    third: Third | None = None
    reader: str | None = None


class Figures(msgspec.Struct, frozen=True):
    """Of filled slots: precision, recall and F1, 0 to 1 in four decimals, and how many either side filled."""

    precision: float
    recall: float
    f1: float
    gold: int
    read: int


class Kappa(msgspec.Struct, frozen=True):
    """Cohen's κ over so many things judged twice; null where chance leaves nothing to agree on."""

    kappa: float | None
    n: int


class Interval(msgspec.Struct, frozen=True):
    """Where the figure lies in `level` of all draws of as many reports, with replacement."""

    low: float
    high: float
    level: float
    draws: int
    seed: int


class Confused(msgspec.Struct, frozen=True):
    """How often a kind in gold stands beside a kind in the reading; null where a claim has no pair."""

    gold: str | None
    read: str | None
    times: int


class Verdict(msgspec.Struct, frozen=True):
    """One slot of one claim: what either side says (null: nothing), and whether that is the same."""

    slot: Slot
    gold: Any
    read: Any
    right: bool


class Pairing(msgspec.Struct, frozen=True):
    """A claim of gold and its pair in the reading, either of them missing, with the verdict on each filled slot."""

    gold: CodedClaim | None
    read: CodedClaim | None
    verdicts: tuple[Verdict, ...]


class Compared(msgspec.Struct, frozen=True):
    """A report that both have coded, its claims in pairs, and the figures of all its slots."""

    report: CodedReport
    pairings: tuple[Pairing, ...]
    figures: Figures


class Poor(msgspec.Struct, frozen=True):
    """A report by its figures, for the list of the worst."""

    report: str
    outlet: str | None
    figures: Figures
    wrong: int


class Evaluation(msgspec.Struct, frozen=True):
    """The whole comparison; `compared` has the worst report first."""

    reports: int
    paired: int
    slots: dict[str, Figures]
    interval: Interval | None
    kappa_kind: Kappa
    kappa_claim: Kappa
    confusion: tuple[Confused, ...]
    by: dict[str, Figures]
    worst: tuple[Poor, ...]
    compared: tuple[Compared, ...]
