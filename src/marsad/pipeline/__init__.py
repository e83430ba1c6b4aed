"""The whole road on one page: bytes → archive → read → reconcile → store → answer. The only file that knows all stages.

The archive (sealed objects and log) is the truth, the store a projection of it. `add` brings the projection up to the
log before it ends, so that a run that was cut off is healed by the next one; `rebuild` makes it anew.
"""

from marsad.pipeline.answers import brief, control, counts, events, export, why
from marsad.pipeline.inputs import reports
from marsad.pipeline.measuring import evaluate
from marsad.pipeline.notes import account_in, new_note_key, note, notes
from marsad.pipeline.places import check_places, find_place, import_places, place_gaps, show_place
from marsad.pipeline.projection import PROJECTION
from marsad.pipeline.road import add, read, rebuild, verify
from marsad.pipeline.rules import check_rules, cover, trace_rule, try_sentence

__all__ = [
    "PROJECTION",
    "account_in",
    "add",
    "brief",
    "check_places",
    "check_rules",
    "control",
    "counts",
    "cover",
    "evaluate",
    "events",
    "export",
    "find_place",
    "import_places",
    "new_note_key",
    "note",
    "notes",
    "place_gaps",
    "read",
    "rebuild",
    "reports",
    "show_place",
    "trace_rule",
    "try_sentence",
    "verify",
    "why",
]
