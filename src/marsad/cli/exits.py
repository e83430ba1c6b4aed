"""Exit codes: one code, one meaning (docs/decisions/0009)."""

NOTHING_DONE = 1
"""Nothing could be done, or a record is damaged."""

IN_PART = 3
"""Some inputs were left out, each named on standard error; 2 is wrong usage."""
