"""What of a visit is new to the record: a first report, or a new wording of one, told with the difference."""

from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher

import msgspec

from marsad.archive.fetch.near import Near
from marsad.archive.fetch.pages import FETCHED
from marsad.archive.items import Intake, Item
from marsad.model.came import Came, Change
from marsad.model.canonical import text_digest
from marsad.model.sealed import Acquisition

MOST_WORDS = 20_000
"""Words of a text that are compared with those before."""
Latest = Callable[[str], Acquisition | None]


def fresh(items: Iterable[Item], latest: Latest) -> Iterator[Item]:
    """All but the reports that were fetched and whose text the record has as their latest: a page asked for again."""
    for item in items:
        if isinstance(item, Intake) and FETCHED in item.report.meta:
            before = latest(item.report.report)
            if before and before.text_digest == text_digest(item.report.text):
                continue
        yield item


def linked(intake: Intake, before: Acquisition | None, near: Near) -> tuple[Intake, Came]:
    """The report linked to what it words anew, or to the report of somebody else that it is near to; and both told.

    `meta.revises` is the digest of the text before, `meta.near` the id of the other report and the similarity.
    """
    report = intake.report
    meta = dict(report.meta)
    neighbour = near.nearest(report.report, report.text)
    if before:
        meta["revises"] = before.text_digest
    if neighbour:
        meta["near"] = {"report": neighbour[0], "similarity": neighbour[1]}
    came = Came(
        report=report.report,
        url=report.url,
        title=report.title,
        feed=str(meta.get("feed") or "") or None,
        revises=before.text_digest if before else None,
        changes=difference(before.report.text, report.text) if before else (),
        near=neighbour[0] if neighbour else None,
        similarity=neighbour[1] if neighbour else None,
    )
    return msgspec.structs.replace(intake, report=msgspec.structs.replace(report, meta=meta)), came


def difference(before: str, after: str) -> tuple[Change, ...]:
    """The words that went and those that came in their place, in order."""
    old, new = before.split()[:MOST_WORDS], after.split()[:MOST_WORDS]
    steps = SequenceMatcher(None, old, new, autojunk=len(old) > 2000).get_opcodes()  # noqa: PLR2004 - it is quadratic
    return tuple(Change(" ".join(old[i:j]), " ".join(new[k:m])) for step, i, j, k, m in steps if step != "equal")
