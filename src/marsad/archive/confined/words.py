"""What the parent asks of the process that forks readers, and what it is told."""

from typing import Literal

import msgspec

from marsad.archive.format import Limits

Outcome = Literal["done", "refused", "missing", "slow", "greedy", "large", "crashed"]


class Ask(msgspec.Struct, frozen=True):
    """Read the file that comes with this, by the reader at "module:function", within the limits."""

    reader: str
    name: str
    size: int
    limits: Limits


class Answer(msgspec.Struct, frozen=True):
    """How it ended; `number` frames were found. `what` and `mend` are a refusal's, or say how a reader crashed.

    `memory` is the most that the child had in memory, bytes; `seconds` what it used of a processor.
    """

    outcome: Outcome
    number: int = 0
    what: str = ""
    mend: str = ""
    memory: int = 0
    seconds: float = 0.0
