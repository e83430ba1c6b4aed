"""How far long work has come: a bar on a terminal, a plain count elsewhere; always on standard error."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from marsad.cli.logs import tell
from marsad.cli.stream import note
from marsad.cli.words import words

PLAIN_STEP = 1000
"""Reports between two lines of the plain count: short work stays silent until its end."""

Tick = Callable[[], None]


@contextmanager
def progress(key: str, total: int | None = None) -> Iterator[Tick]:
    """Gives a function to call once for each report done; `key` names the sentence of the catalogue."""
    done = 0

    def counted(tick: Tick) -> Tick:
        def count() -> None:
            nonlocal done
            done += 1
            tick()

        return count

    try:
        if sys.stderr.isatty():
            with _bar(words()(key), total) as tick:
                yield counted(tick)
        else:
            yield counted(_counter(words()(key)))
    finally:
        tell("worked", what=key.removeprefix("progress."), done=done)


@contextmanager
def _bar(label: str, total: int | None) -> Iterator[Tick]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda: bar.advance(task)


def _counter(label: str) -> Tick:
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        if done % PLAIN_STEP == 0:
            note(f"{label}: {done}")

    return tick
