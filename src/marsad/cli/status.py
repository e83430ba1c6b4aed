"""`marsad status`: what came in, what failed and why, disk, the last checkpoint, what waits."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from marsad.cli.feedstable import feeds_table
from marsad.cli.flags import Record, Shape, folder
from marsad.cli.show import table
from marsad.cli.stream import write_lines, write_text
from marsad.cli.words import words
from marsad.model.standing import Failure, Standing

say = words()
Days = Annotated[int, typer.Option("--days", metavar="N", min=1, help=say("flag.days"))]
UNITS = ("B", "KiB", "MiB", "GiB", "TiB")
STEP = 1024


def status(days: Days = 7, record: Record = None, form: Shape = "table") -> None:
    """Print how the record stands; nothing in it is changed."""
    from marsad import pipeline

    now = datetime.now(UTC)
    standing = pipeline.standing(folder(record), now.date() - timedelta(days=days - 1), now)
    if form == "jsonl":
        write_lines([standing])
    else:
        _page(standing)


def _page(standing: Standing) -> None:
    kinds = sorted({kind for came in standing.came for kind in came.kinds})
    rows = [(str(came.day), *(str(came.kinds.get(kind, "")) for kind in kinds)) for came in standing.came]
    table(say("title.came", n=standing.entries, last=_time(standing.last)), [say("column.day"), *kinds], rows)
    _reasons("title.failed", standing.failed)
    _reasons("title.doubts", standing.doubts)
    if standing.feeds:
        feeds_table(standing.feeds)
    write_text("\n".join(_rest(standing)) + "\n")


def _reasons(title: str, reasons: Sequence[Failure]) -> None:
    if reasons:
        times = sum(reason.times for reason in reasons)
        columns = [say(f"column.{column}") for column in ("times", "last", "why")]
        rows = [(str(reason.times), _time(reason.last), words().translated(reason.why)) for reason in reasons]
        table(words()(title, n=times), columns, rows)


def _rest(standing: Standing) -> list[str]:
    disk, waits = standing.disk, standing.waits
    sizes = {name: _bytes(getattr(disk, name)) for name in ("objects", "log", "database", "free")}
    signed = standing.signed
    waiting = [
        say(f"waits.{name}", n=getattr(waits, name))
        for name in ("unread", "unprojected", "unsigned", "unsure")
        if getattr(waits, name)
    ]
    return [
        say("standing.disk", **sizes),
        say("standing.signed", n=signed.entries, time=_time(signed.written)) if signed else say("standing.unsigned"),
        *(waiting or [say("waits.nothing")]),
    ]


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%MZ")


def _bytes(size: float) -> str:
    """1536 as "1.5 KiB"."""
    unit = 0
    while size >= STEP and unit < len(UNITS) - 1:
        size, unit = size / STEP, unit + 1
    return f"{size:.1f} {UNITS[unit]}" if unit else f"{size:.0f} {UNITS[unit]}"
