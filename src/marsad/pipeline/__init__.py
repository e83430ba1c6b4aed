"""The whole road on one page: bytes → archive → read → reconcile → store → answer. The only file that knows all stages.

The archive (sealed objects and log) is the truth, the store a projection of it. `add` brings the projection up to the
log before it ends, so that a run that was cut off is healed by the next one; `rebuild` makes it anew.
"""

from marsad.pipeline.answers import SUMMED, brief, control, counts, estimate, events, export, why
from marsad.pipeline.attaching import attach, attachments
from marsad.pipeline.inputs import reports
from marsad.pipeline.judging import add_claim, correct, judge_pair, judgements, reject, undo
from marsad.pipeline.keeping import backup, backup_key, erase, restore
from marsad.pipeline.measuring import evaluate
from marsad.pipeline.notes import account_in, new_note_key, note, notes
from marsad.pipeline.pairing import pair
from marsad.pipeline.places import check_places, find_place, import_places, place_gaps, show_place
from marsad.pipeline.projection import PROJECTION
from marsad.pipeline.reviewing import queue, settle_judgements
from marsad.pipeline.road import add, read, rebuild
from marsad.pipeline.rules import check_rules, cover, trace_rule, try_sentence
from marsad.pipeline.sealing import checkpoint, export_bag, prove, rotate_key, stamp
from marsad.pipeline.simulating import simulate, trust
from marsad.pipeline.standing import standing
from marsad.pipeline.watching import Heard, Hours, feeds_health, watch
from marsad.pipeline.whole import verify

__all__ = [
    "PROJECTION",
    "SUMMED",
    "Heard",
    "Hours",
    "account_in",
    "add",
    "add_claim",
    "attach",
    "attachments",
    "backup",
    "backup_key",
    "brief",
    "check_places",
    "check_rules",
    "checkpoint",
    "control",
    "correct",
    "counts",
    "cover",
    "erase",
    "estimate",
    "evaluate",
    "events",
    "export",
    "export_bag",
    "feeds_health",
    "find_place",
    "import_places",
    "judge_pair",
    "judgements",
    "new_note_key",
    "note",
    "notes",
    "pair",
    "place_gaps",
    "prove",
    "queue",
    "read",
    "rebuild",
    "reject",
    "reports",
    "restore",
    "rotate_key",
    "settle_judgements",
    "show_place",
    "simulate",
    "stamp",
    "standing",
    "trace_rule",
    "trust",
    "try_sentence",
    "undo",
    "verify",
    "watch",
    "why",
]
