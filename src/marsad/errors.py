"""The one family of exceptions: each says what is wrong, where, and what to do about it."""


class MarsadError(Exception):
    """Something that a user can mend; `where` names the file and line, `mend` says what to do."""

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        mend = f" ({self.mend})" if self.mend else ""
        return f"{place}{self.what}{mend}"


class InputError(MarsadError):
    """A report, file or value that cannot be taken as it stands."""


class RulebookError(MarsadError):
    """A lexicon, rule or knowledge pack that does not hold together."""


class RecordError(MarsadError):
    """A record that is missing, locked, damaged or of a form that this version does not know."""


class Doubt(MarsadError):  # noqa: N818 - it is told and never raised
    """Something that was taken in, with a doubt that a person should know; told, never raised."""
