"""What the record's log holds, each with its position in the log and the time it was logged."""

from datetime import datetime

import msgspec

from marsad.model.judgement import Judgement
from marsad.model.name import Span
from marsad.model.reading import Reading
from marsad.model.report import Report


class TextBase(msgspec.Struct, frozen=True):
    """How bytes became the text that evidence offsets count in: for ever, so the extractor carries its version.

    `bom` says that a byte order mark stood first and was kept out; `notes` name what a person should know. `unsure` are
    the pieces [start, end) whose figures the extractor may have got wrong: they wait for a person before they count.
    """

    extractor: str = "plain/1"
    encoding: str = "utf-8"
    bom: bool = False
    notes: tuple[str, ...] = ()
    unsure: tuple[Span, ...] = ()


class Logged(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the log, of whatever kind: its position (0 is the first) and the time it was logged (UTC)."""

    position: int
    kind: str
    logged: datetime


class Acquisition(msgspec.Struct, frozen=True, kw_only=True):
    """A report as it was taken in: one version of it. The same id with other bytes or metadata is a later version.

    `object` is the SHA-256 of the bytes as they came, `text_digest` that of the text; `source` says where it was read
    from ("reports.jsonl:17"), `within` is the SHA-256 of the archive, mailbox or feed that held it.
    """

    report: Report
    position: int
    logged: datetime
    object: str
    text_digest: str
    source: str = ""
    within: str = ""
    base: TextBase = TextBase()


class SealedReading(msgspec.Struct, frozen=True, kw_only=True):
    """A reading of the acquisition at log position `of`; `claims_digest` names the object that holds it."""

    reading: Reading
    position: int
    logged: datetime
    of: int
    claims_digest: str


class SealedJudgement(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement in the order of the log, which is the order in which later ones undo earlier ones."""

    judgement: Judgement
    position: int
    logged: datetime


class Names(msgspec.Struct, frozen=True):
    """Which claims each event's id has stood for, and where former ids lead: what keeps an old id resolving."""

    events: dict[str, tuple[str, ...]] = {}
    aliases: dict[str, str] = {}
