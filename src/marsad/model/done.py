"""What a run of the road is given and what it gives back."""

from datetime import date
from typing import Literal

import msgspec

from marsad.errors import MarsadError
from marsad.model.event import Event
from marsad.model.sourced import SourcedClaim


class Given(msgspec.Struct, frozen=True):
    """What the user says of the inputs, for reports that do not say it themselves, and by which `reader` to read them.

    `reader`: "fast", "careful" or the folder of a finder; null: the careful one where it is installed. `operator`: in
    whose name addresses are asked for.
    """

    published: date | None = None
    outlet: str | None = None
    report: str | None = None
    reader: str | None = None
    operator: str = ""


class AddedReport(msgspec.Struct, frozen=True):
    """A report that is in the record now: its id, digests of bytes and text, how many claims, and whether it is new."""

    report: str
    object: str
    text_digest: str
    claims: int
    new: bool


class Added(msgspec.Struct, frozen=True):
    """What an `add` did (`reports`; `unread` files were kept and not read), and how much the record holds now."""

    reports: tuple[AddedReport, ...] = ()
    unread: int = 0
    claims: int = 0
    events: int = 0


class Told(msgspec.Struct, frozen=True):
    """Events, and the claims that tell them."""

    events: tuple[Event, ...]
    claims: tuple[SourcedClaim, ...]


class Made(msgspec.Struct, frozen=True):
    """How much a rebuilt projection holds."""

    reports: int
    claims: int
    events: int


PartName = Literal["log", "signature", "copies", "objects", "own", "foreign", "database"]
"""`own`: the user's rules, knowledge and settings; `copies`: checkpoints that lay elsewhere; `foreign`: no part."""


class Part(msgspec.Struct, frozen=True):
    """A part of a record: of how many entries or files, how many are damaged; `unseen` was not compared."""

    name: PartName
    state: Literal["whole", "damaged", "unseen"]
    number: int = 0
    damaged: int = 0


class Checked(msgspec.Struct, frozen=True):
    """What `verify` found; a whole record has no finding, and every part of it is whole."""

    entries: int
    root: str
    findings: tuple[MarsadError, ...] = ()
    parts: tuple[Part, ...] = ()
