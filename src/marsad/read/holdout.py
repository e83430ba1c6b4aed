"""What is held out: reports that nobody looks at while rules are written, and reports that no finder learns from.

Both are drawn by the digest of the report's id, so that they are the same wherever they are asked for.
"""

import hashlib

PARTS = 3
"""One report in so many is held out."""
KEPT_OUT = 8
"""One coded report in so many is kept out of training."""


def held_out(report: str) -> bool:
    """Whether a report belongs to the third out of sight, which is only ever scored."""
    return _number(report) % PARTS == 0


def kept_out(report: str) -> bool:
    """Whether a coded report is kept out of a finder's training: its limits are set and its figures taken there."""
    return _number(f"kept out {report}") % KEPT_OUT == 0


def _number(text: str) -> int:
    return int(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), 16)
