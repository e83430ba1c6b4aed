"""What may leave a record in a bag, by kind of entry and by field: what is not named here stays, and its salt with it.

Facts stand in the log's leaves, which anybody may see; of the values only those named here are opened. Of a report
that is its words and what its outlet says of them, not where the file lay on somebody's machine; of a judgement what
it is about, not who made it or why. Source notes and attachments leave in no bag.
"""

import msgspec

from marsad.archive.entries import OBJECT, Opened, Openings
from marsad.archive.kinds import (
    CHANGES,
    CLAIMS,
    ERASURE,
    IMPORT,
    JUDGEMENT,
    KEPT,
    KEY,
    NAMES,
    OVERLAY,
    READING,
    RECORD,
    REPORT,
    STAMP,
    STAMPED,
    TEXT,
    TOKEN,
    WITHIN,
)
from marsad.archive.ledger import OVERLAY_FOLDERS

META = "meta."
"""A report's metadata stand in its original, which leaves with it."""
LEAVES: dict[str, frozenset[str]] = {
    RECORD: frozenset(),
    KEY: frozenset(),
    REPORT: frozenset(
        {"report", OBJECT, TEXT, WITHIN, "published", "captured", "notes", "unsure", "outlet", "title", "url", "lang"}
    ),
    KEPT: frozenset({OBJECT, "why", WITHIN}),
    READING: frozenset({"report", TEXT, CLAIMS}),
    JUDGEMENT: frozenset({"about", "made"}),
    NAMES: frozenset({CHANGES}),
    OVERLAY: frozenset({"path", OBJECT}),
    IMPORT: frozenset({OBJECT, "packs"}),
    ERASURE: frozenset(),
    STAMP: frozenset({STAMPED, TOKEN}),
}
"""Kind → names of values. A kind that is not here stays in the record, a value that is not here stays closed."""


def may_leave(entry: Opened) -> bool:
    """Whether an entry may leave: its kind is named, and of the user's own files it is a rule or a pack.

    Settings and the keys of notes tell of those who keep the record.
    """
    if entry.kind != OVERLAY:
        return entry.kind in LEAVES
    return str(entry.value("path") or "").split("/")[0] in OVERLAY_FOLDERS


def leaving(entry: Opened) -> Opened:
    """The entry with only those openings that may leave."""
    named = LEAVES[entry.kind]
    kept = {
        name: opening
        for name, opening in entry.openings.open.items()
        if name in named or (entry.kind == REPORT and name.startswith(META))
    }
    return msgspec.structs.replace(entry, openings=Openings(entry=entry.position, open=kept))
