"""What a sentence names: places, parties, things, as the words of the codebook and where they stand."""

import msgspec

from marsad.model.name import Span
from marsad.read.sentences import Range


class PlaceName(msgspec.Struct, frozen=True, gc=False):
    """A place in tokens `[start, end)`; `text` is the name as the codebook wants it, `text_span` its code points.

    `cue` is what the report says it is (place type, or a site's category), `ids` the gazetteer's places of this name;
    `listed` is whether there are any. `parent` is the token range of the larger place it is said to lie in, `via` the
    preposition before it by value (in, near, from, to, on, between, for, or empty), `group` the token where the list
    begins that it is one of.
    """

    text: str
    start: int
    end: int
    text_span: Span
    cue: str = ""
    ids: tuple[str, ...] = ()
    listed: bool = False
    parent: Range | None = None
    via: str = ""
    group: int = 0


class PartyName(msgspec.Struct, frozen=True, gc=False):
    """A party in tokens `[start, end)`: `text` without clitics and quotation marks, `id` where a pack knows it.

    `head` is the value of its head word (force, fighters, aircraft …) or "name"; `role_hint` is "voice" for one who
    reports rather than fights, else the head. `adjectival`: an adjective names it ("Turkish raids"). `means`: its
    weapon stands for it ("Turkish jets"). `bare`: nothing but a head word, or one with a pronoun ("the group").
    """

    text: str
    start: int
    end: int
    text_span: Span
    id: str | None = None
    role_hint: str = ""
    head: str = ""
    adjectival: bool = False
    means: bool = False
    bare: bool = False


class ThingName(msgspec.Struct, frozen=True, gc=False):
    """A thing that may be aimed at, in tokens `[start, end)`: its noun phrase and what kind of site it is."""

    text: str
    start: int
    end: int
    text_span: Span
    site: str
