"""Events as the R package verdata reads lists of victims: a row an event, a column `in_<source>` a source, 0 or 1."""

import csv
import io
import re
from collections.abc import Iterable

from marsad.export.clean import cell, encodable

Listed = tuple[str, str, str, Iterable[str]]
"""An event's id, its period, its place, and the independent sources that tell of it."""
_NO_NAME = re.compile(r"\W+")


def to_verdata(events: Iterable[Listed]) -> bytes:
    """CSV in UTF-8 with a byte order mark, rows by event; `period` and `place` are the strata."""
    told = sorted((event, period, place, frozenset(sources)) for event, period, place, sources in events)
    sources = sorted({source for *_, named in told for source in named})
    columns = _columns(sources)
    page = io.StringIO()
    lines = csv.writer(page, lineterminator="\r\n")
    lines.writerow(["event", "period", "place", *(columns[source] for source in sources)])
    lines.writerows(
        [event, cell(period), cell(place), *(int(source in named) for source in sources)]
        for event, period, place, named in told
    )
    return page.getvalue().encode("utf-8-sig")


def _columns(sources: Iterable[str]) -> dict[str, str]:
    """A name for each source that R takes as it is; sources whose names come out alike are numbered."""
    names: dict[str, str] = {}
    for source in sources:
        plain = f"in_{_NO_NAME.sub('_', encodable(source)).strip('_')}"
        taken = set(names.values())
        names[source] = next(n for n in (plain, *(f"{plain}_{at}" for at in range(2, 10_000))) if n not in taken)
    return names
