"""Mentions: the names, speakers and days of a page that a slot of a claim may be filled with."""

import msgspec

from marsad.arabic.dates import When
from marsad.model.name import Span
from marsad.model.period import Period
from marsad.read.draft import Page
from marsad.read.finding.phrases import phrases
from marsad.read.finding.where import sentence_of
from marsad.read.naming.named import PartyName, PlaceName, ThingName
from marsad.read.naming.scene import actants
from marsad.read.sentences import Range
from marsad.read.speech.said import Speaker

PLACES = ("place", "place_context", "place_bare")
"""Labels of places: where something happens, what holds such a place, and what points back to one."""
NAMES = (*PLACES, "party", "thing", "person")
PHRASE = "phrase"
ROLES = (*NAMES, PHRASE, "speaker", "date")
"""Every part that a mention may be known to play before claims are made."""
Named = PlaceName | PartyName | ThingName


class Mention(msgspec.Struct, frozen=True):
    """Tokens `[start, end)` that name something; `named` holds what the steps before made of it, by label.

    `mark` is how the word before governs it in its sentence ("by", "on", "with" …; marsad.read.naming.scene). A day is
    a mention of its own, with `when`.
    """

    start: int
    end: int
    sentence: int
    text: str
    named: dict[str, Named]
    speaker: Speaker | None = None
    when: When | None = None
    mark: str = ""

    @property
    def roles(self) -> tuple[str, ...]:
        """The parts that it may play."""
        if self.when is not None:
            return ("date",)
        return (*self.named, "speaker") if self.speaker else tuple(self.named)

    @property
    def period(self) -> Period | None:
        """The days that it gives."""
        return self.when.period if self.when else None

    def party(self, page: Page) -> PartyName:
        """Who it is as one that acts."""
        found = self.named.get("party")
        return found if isinstance(found, PartyName) else PartyName(self.text, self.start, self.end, self._span(page))

    def sufferer(self, page: Page) -> PartyName | ThingName:
        """Who or what it is as one that something is done to."""
        for label in ("party", "thing", "person"):
            found = self.named.get(label)
            if found is not None and not isinstance(found, PlaceName):
                return found
        return self.party(page)

    def place(self, page: Page) -> PlaceName:
        """Where it is as a place."""
        for label in (*PLACES, PHRASE):
            found = self.named.get(label)
            if isinstance(found, PlaceName):
                return found
        return PlaceName(self.text, self.start, self.end, self._span(page))

    def voice(self) -> Speaker:
        """Who it is as one that speaks."""
        return self.speaker or Speaker(self.start, self.end, self.text)

    def _span(self, page: Page) -> Span:
        return page.lattice.span(self.start, self.end)


def mentions(page: Page) -> list[Mention]:
    """Every mention of a page, in text order; names of the same tokens are one mention."""
    named, days = _named(page)
    speakers = _speakers(page)
    numbers = sentence_of(page)
    marks = _marks(page)
    found = [
        Mention(
            *key,
            numbers[key[0]],
            speakers[key].text if key in speakers and key not in named else next(iter(named[key].values())).text,
            named.get(key, {}),
            speakers.get(key),
            mark=marks.get(key, ""),
        )
        for key in {**named, **speakers}
    ]
    found += [Mention(*key, numbers[key[0]], "", {}, when=when) for key, when in days.items()]
    return sorted(found, key=lambda mention: (mention.start, mention.end, mention.when is not None))


def _named(page: Page) -> tuple[dict[Range, dict[str, Named]], dict[Range, When]]:
    named: dict[Range, dict[str, Named]] = {}
    days: dict[Range, When] = {}
    for at in page.lattice.where({*NAMES, "date"}):
        for match in page.lattice.at[at]:
            if match.label == "date":
                days.setdefault((match.start, match.end), match.data)
            elif match.label in NAMES and match.data is not None:
                named.setdefault((match.start, match.end), {}).setdefault(match.label, match.data)
    for phrase in phrases(page):
        if (phrase.start, phrase.end) not in named:
            named[phrase.start, phrase.end] = {PHRASE: phrase}
    return named, days


def _speakers(page: Page) -> dict[Range, Speaker]:
    return {(one.start, one.end): one for speech in page.speeches for one in speech.chain}


def _marks(page: Page) -> dict[Range, str]:
    """How each name is governed in its sentence."""
    return {(a.start, a.end): a.mark for start, end in page.sentences for a in actants(page.lattice, start, end)}
