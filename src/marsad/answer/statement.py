"""One claim of control about one place, as a statement that lives from the day it speaks of."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from marsad.answer.sift import by_claim
from marsad.arabic.fold import fold_key
from marsad.model.claim import Claim
from marsad.model.holding import Stand, is_change, opposed, stand
from marsad.model.name import Name, Place
from marsad.model.sourced import SourcedClaim
from marsad.model.voice import speaker, voices
from marsad.model.world import World

PRESUMED = 1
"""Days before publication that a report may mean by the present."""
SILENCE = 30
"""Days after the last word about a place from which on nobody is said to hold it."""


class Statement(msgspec.Struct, frozen=True):
    """Who holds the place, or does not, on the days `start` to `end` (ordinals), by whose word."""

    key: str
    place: Place
    claim: Claim
    stand: Stand
    voice: str
    speaker: str
    start: int
    end: int

    @property
    def party(self) -> Name | None:
        """The party without the place of its name in the text."""
        actor = self.claim.actor
        return None if actor is None else Name(actor.text, actor.id)

    @property
    def side(self) -> str | None:
        """The side that is said to hold the place, or not to."""
        return self.stand.side

    @property
    def holds(self) -> bool:
        """Whether the party is said to hold the place."""
        return self.stand.holds

    def opposes(self, other: "Statement") -> bool:
        """Whether both cannot be so."""
        return opposed(self.stand, other.stand)


def statements(claims: Iterable[SourcedClaim], world: World) -> tuple[list[Statement], list[Statement]]:
    """Statements with a day, and those without any (their days are 0), each sorted."""
    spoken = [told[0] for _, told in sorted(by_claim(_control(claims)).items())]
    voice = voices(spoken, fold_key)
    dated: list[Statement] = []
    undated: list[Statement] = []
    for sourced in spoken:
        days = _days(sourced)
        (dated if days else undated).extend(_for_each_place(sourced, voice[sourced.claim.id], days or (0, 0), world))
    return dated, undated


def _control(claims: Iterable[SourcedClaim]) -> list[SourcedClaim]:
    """Claims about who holds what, the first publication of a text first."""
    found = [s for s in claims if s.claim.kind == "control" and s.claim.modality == "actual"]
    return sorted(found, key=lambda s: (s.published or date.max, s.report))


def _for_each_place(sourced: SourcedClaim, voice: str, days: tuple[int, int], world: World) -> Iterator[Statement]:
    claim = sourced.claim
    meant = stand(claim, world.side, fold_key)
    for place in claim.places:
        plain = Place(place.text, place.id, None, place.lat, place.lon, place.precision)
        yield Statement(key_of(place), plain, claim, meant, voice, speaker(sourced), *days)


def key_of(place: Place) -> str:
    """One key for all spellings of a place: its id, else `~` and its folded name."""
    return place.id or f"~{fold_key(place.text)}"


def _days(sourced: SourcedClaim) -> tuple[int, int] | None:
    """The days that a claim speaks of; told in the present, those just before publication; None where nothing says."""
    when, published = sourced.claim.date, sourced.published
    if when is None:
        return None if published is None else (published.toordinal() - PRESUMED, published.toordinal())
    first, last = when.start or when.end, when.end or when.start
    return None if first is None or last is None else (first.toordinal(), last.toordinal())


def spoken_until(told: Sequence[Statement]) -> dict[int, int]:
    """First day of a statement → the last day before the place falls silent, long after the last word on it."""
    until: dict[int, int] = {}
    episode: list[int] = []
    reach = 0
    for statement in sorted(told, key=lambda s: s.start):
        if episode and statement.start > reach + 1:
            until |= dict.fromkeys(episode, reach)
            episode, reach = [], 0
        episode.append(statement.start)
        reach = max(reach, statement.end + SILENCE)
    return until | dict.fromkeys(episode, reach)


class Lives:
    """How long each statement about a place is taken to hold.

    One ends when its own voice says otherwise, or when somebody tells of a later change of hands, unless its own voice
    contradicts that too. Others who go on speaking do not make an older word against theirs go away; long silence does.
    """

    def __init__(self, told: Sequence[Statement]) -> None:
        self._silence = spoken_until(told)
        self._of_voice: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in told:
            self._of_voice[statement.voice].append(statement)
        self._changes = sorted((s for s in told if is_change(s.claim)), key=lambda s: s.start)

    def until(self, statement: Statement) -> int:
        """The last day on which the statement is taken to hold."""
        own = self._of_voice[statement.voice]
        turned = [o.start for o in own if o.start > statement.start and o.opposes(statement)]
        later = self._changes[bisect_right(self._changes, statement.end, key=lambda s: s.start) :]
        taken = (change.start for change in later if self._takes(change, statement))
        ends = [self._silence[statement.start], *(start - 1 for start in (*turned, next(taken, date.max.toordinal())))]
        return min(ends)

    def _takes(self, change: Statement, statement: Statement) -> bool:
        """Whether another voice's change of hands ends the statement, its own voice saying nothing against it."""
        if change.voice == statement.voice or not change.opposes(statement):
            return False
        return not any(o.end >= change.start and o.opposes(change) for o in self._of_voice[statement.voice])
