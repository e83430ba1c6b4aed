"""The third out of sight: reports that no tool lists while rules are written, so that accuracy is measured on them."""

import hashlib

PARTS = 3
"""One report in so many is held out."""


def held_out(report: str) -> bool:
    """Whether a report, by the digest of its id, belongs to the third that is only ever scored."""
    return int(hashlib.sha256(report.encode("utf-8", "surrogatepass")).hexdigest(), 16) % PARTS == 0
