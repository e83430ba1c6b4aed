"""How many people, what befell them, and of which larger count they are a part."""

import msgspec

from marsad.model.name import Place, Span
from marsad.model.vocabulary import Group, Outcome


class Count(msgspec.Struct, frozen=True):
    """People counted: `low`/`high` inclusive, null where no bound is set; `part_of` indexes the claim's list.

    `awaits` is there, and true, where the words came out of a picture or a doubtful PDF: the figure is shown and not
    counted until a person has given it (a judgement that corrects `counts`).
    """

    outcome: Outcome
    group: Group
    low: int | None
    high: int | None
    part_of: int | None = None
    place: Place | None = None
    span: Span | None = None
    awaits: bool | msgspec.UnsetType = msgspec.UNSET
