"""`marsad rebuild`: the database anew from objects and log."""

from marsad.cli.flags import Record, folder
from marsad.cli.stream import write_text
from marsad.cli.words import words


def rebuild(record: Record = None) -> None:
    """Replay the sealed readings into a new database, which takes the old one's place when it is whole."""
    from marsad import pipeline

    made = pipeline.rebuild(folder(record))
    write_text(words()("rebuilt", reports=made.reports, claims=made.claims, events=made.events) + "\n")
