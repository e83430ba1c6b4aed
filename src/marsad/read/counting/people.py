"""Counted people: what a phrase that counts them says (codebook, "counts")."""

from typing import Literal

import msgspec

from marsad.arabic.numbers import Quantity
from marsad.model.vocabulary import Group
from marsad.read.counting.persons import Joint

Form = Literal["counted", "number", "dual", "plural", "singular", "other", "definite", "named"]
ONE, TWO, SEVERAL = Quantity(1, 1), Quantity(2, 2), Quantity(2, None)


class People(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Tokens `[start, end)` count people; `group` is null where the words do not say.

    `outcome` is what the noun itself says ("" where it says nothing); `party` is the token after "of", where a party
    may stand, or -1; `joined` tells of a conjunction before them, `others` that they are others than those told before.
    """

    start: int
    end: int
    quantity: Quantity
    form: Form
    group: Group | None = None
    outcome: str = ""
    party: int = -1
    joined: Joint = ""
    others: bool = False
