"""What verifying finds, in words that name the file."""

import msgspec


class Finding(msgspec.Struct, frozen=True):
    """Something to say about a file of the record (its path inside it, with the line where there is one).

    `grave` is false for what an interrupted writer leaves behind: it was never acknowledged, and the record is whole.
    """

    path: str
    what: str
    grave: bool = True


class Verified(msgspec.Struct, frozen=True):
    """The findings, and how much was looked at: log entries, values erased on purpose, objects and their bytes."""

    findings: tuple[Finding, ...]
    entries: int
    erased: int
    objects: int
    bytes: int

    @property
    def whole(self) -> bool:
        """Whether nothing that was acknowledged is damaged or missing, and nothing foreign lies there."""
        return not any(finding.grave for finding in self.findings)
