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
    """The findings, and how much was looked at: log entries, values erased on purpose, objects and their bytes.

    `signed`: for how many entries, from the first on, the latest checkpoint vouches; 0 where none does. `overlays`:
    files of the user's own rules, knowledge and settings.
    """

    findings: tuple[Finding, ...]
    entries: int
    erased: int
    objects: int
    bytes: int
    signed: int = 0
    overlays: int = 0

    @property
    def whole(self) -> bool:
        """Whether nothing that was acknowledged is damaged or missing, and nothing foreign lies there."""
        return not any(finding.grave for finding in self.findings)
