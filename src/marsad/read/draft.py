"""A claim in the making: still in tokens, so that coreference and merging can look around it."""

from collections.abc import Callable

import msgspec

from marsad.arabic.tokens import Token
from marsad.grammar.covers import Covers
from marsad.grammar.lattice import Lattice
from marsad.grammar.scopes import Scope
from marsad.model.period import Period
from marsad.model.report import Report
from marsad.model.vocabulary import Change, Kind, Modality, Stance
from marsad.model.vocabulary import Scope as Extent
from marsad.read.counting.counts import Casualty
from marsad.read.naming.coreference import Antecedents
from marsad.read.naming.named import PartyName, PlaceName, ThingName
from marsad.read.sentences import Range
from marsad.read.speech.speech import Speaker, Speech


class Page(msgspec.Struct, frozen=True):
    """A report laid open: its lattice and what was found on it before claims are composed.

    `inside(a, b)` says whether the place with id a lies in that with id b.
    """

    report: Report
    tokens: list[Token]
    lattice: Lattice
    sentences: list[Range]
    speeches: Covers[Speech]
    scopes: Covers[Scope]
    inside: Callable[[str, str], bool]
    antecedents: Antecedents


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a claim; `pieces` are the token ranges of its evidence, `at` its trigger, `sentence` its number.

    `definite`: told by a noun that points back; `general`: by a word that what it points back to may give a kind.
    """

    kind: Kind
    change: Change | None
    stance: Stance
    modality: Modality
    extent: Extent
    chain: tuple[Speaker, ...]
    actor: PartyName | None
    target: PartyName | ThingName | None
    places: tuple[PlaceName, ...]
    share: float | None
    date: Period | None
    counts: tuple[Casualty, ...]
    pieces: tuple[Range, ...]
    at: int
    sentence: int
    strength: int
    definite: bool
    general: bool
    goes_on: bool
    rule: str
    means: str | None = None
    site: str | None = None
    confidence: float | None = None
    field_confidence: dict[str, float] | None = None
