"""Two codings of the same reports, compared: figures by slot, κ, confusion, and each report with its worst first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

import msgspec

from marsad.evaluate.agreement import claimed, interval, kappa
from marsad.evaluate.pairing import pair_up
from marsad.evaluate.slots import overall, table, tally, verdicts
from marsad.model.coded import CodedReport
from marsad.model.evaluation import By, Compared, Confused, Evaluation, Figures, Pairing, Poor
from marsad.model.vocabulary import Kind

UNNAMED = ""
"""The outlet of reports that name none."""

Both = tuple[CodedReport, CodedReport]


def compare(gold: CodedReport, read: CodedReport) -> Compared:
    """A report's claims in pairs: the pairs first, then what only gold has, then what only the reading has."""
    pairs = pair_up(gold.claims, read.claims)
    ours, theirs = {i for i, _ in pairs}, {j for _, j in pairs}
    sides = [
        *((gold.claims[i], read.claims[j]) for i, j in pairs),
        *((claim, None) for i, claim in enumerate(gold.claims) if i not in ours),
        *((None, claim) for j, claim in enumerate(read.claims) if j not in theirs),
    ]
    pairings = tuple(Pairing(one, other, tuple(verdicts(one, other))) for one, other in sides)
    return Compared(gold, pairings, overall(_tally([pairings])))


def evaluation(both: Sequence[Both], found: Sequence[Compared], *, by: By | None = None) -> Evaluation:
    """All that is to be said of the compared reports; `found` are the reports of `both` in their order."""
    pairings = [one.pairings for one in found]
    counted = _tally(pairings)
    return Evaluation(
        reports=len(found),
        paired=counted["claim", "right"],
        slots=table(counted),
        interval=interval([_wrong(one) for one in found]),
        kappa_kind=kappa((one.gold.kind, one.read.kind) for all_ in pairings for one in all_ if one.gold and one.read),
        kappa_claim=kappa(unit for gold, read in both for unit in claimed(gold.text, gold.claims, read.claims)),
        confusion=_confusion(pairings),
        by=_by_kind(both) if by == "kind" else _by_outlet(found) if by == "outlet" else {},
        worst=tuple(map(_poor, worst := _worst(found))),
        compared=tuple(worst),
    )


def only(report: CodedReport, kind: Kind | None) -> CodedReport:
    """The report with its claims of one kind alone."""
    if kind is None:
        return report
    return msgspec.structs.replace(report, claims=tuple(claim for claim in report.claims if claim.kind == kind))


def _tally(pairings: Iterable[Iterable[Pairing]]) -> Counter[tuple[str, str]]:
    return tally(verdict for report in pairings for pairing in report for verdict in pairing.verdicts)


def _wrong(one: Compared) -> tuple[int, int, int]:
    counted = _tally([one.pairings])
    right, missing, spurious = (
        sum(times for (slot, what), times in counted.items() if what == fate and slot != "claim")
        for fate in ("right", "missing", "spurious")
    )
    return right, missing, spurious


def _confusion(pairings: Iterable[Iterable[Pairing]]) -> tuple[Confused, ...]:
    """Kinds beside each other, in the order of the codebook; what has no pair last."""
    order = [*get_args(Kind), None]
    times = Counter(
        (one.gold.kind if one.gold else None, one.read.kind if one.read else None) for all_ in pairings for one in all_
    )
    return tuple(Confused(a, b, times[a, b]) for a in order for b in order if times[a, b])


def _by_kind(both: Sequence[Both]) -> dict[str, Figures]:
    """All slots of the claims of each kind alone, paired among themselves."""
    return {kind: figures for kind in get_args(Kind) if (figures := _of_kind(both, kind)).gold or figures.read}


def _of_kind(both: Sequence[Both], kind: Kind) -> Figures:
    return overall(_tally(compare(only(gold, kind), only(read, kind)).pairings for gold, read in both))


def _by_outlet(found: Iterable[Compared]) -> dict[str, Figures]:
    """All slots of each outlet's reports."""
    groups: dict[str, list[Compared]] = {}
    for one in found:
        groups.setdefault(one.report.outlet or UNNAMED, []).append(one)
    return {name: overall(_tally(one.pairings for one in groups[name])) for name in sorted(groups)}


def _worst(found: Iterable[Compared]) -> list[Compared]:
    """The lowest F1 first, then the most wrong slots; reports in which nobody sees a claim last."""
    return sorted(found, key=lambda one: (not one.pairings, one.figures.f1, -sum(_wrong(one)[1:]), one.report.report))


def _poor(one: Compared) -> Poor:
    return Poor(one.report.report, one.report.outlet, one.figures, sum(_wrong(one)[1:]))


def differences(pairing: Pairing) -> Iterator[str]:
    """The slots in which a pair disagrees."""
    yield from dict.fromkeys(verdict.slot for verdict in pairing.verdicts if not verdict.right)
