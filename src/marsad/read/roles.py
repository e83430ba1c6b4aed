"""Who does it, to whom and where: the names that play a part around a trigger, by the constructions of Arabic."""

from collections.abc import Callable

import msgspec

from marsad.grammar.lattice import Lattice
from marsad.model.vocabulary import Kind
from marsad.read.named import PartyName, PlaceName, ThingName
from marsad.read.scene import Actant, actants
from marsad.read.where import chosen_places
from marsad.read.words import tidy

_DOERS = frozenset({"by", "fire", "verb"})
_AIMED = frozenset({"on", "aim"})
_NEAR = 3
"""Words between a trigger and an adjective or subject that belongs to it."""
_VICTIM_KINDS = frozenset({"violence", "detention", "displacement"})
_BETWEEN_KINDS = frozenset({"clash", "shelling", "agreement", "airstrike"})
_NO_TARGET = frozenset({"control", "toll"})
_LOSS_KINDS = frozenset({"clash", "airstrike", "explosion", "shelling"})


class Scene(msgspec.Struct, frozen=True):
    """What stands around a trigger: names before and after it, whether it is a verb, and whether it takes an object.

    `end` is the token after the words that make the trigger.
    """

    kind: Kind
    at: int
    end: int
    before: list[Actant]
    after: list[Actant]
    verb: bool
    takes_object: bool

    @property
    def all(self) -> list[Actant]:
        """Every name, in text order."""
        return self.before + self.after


def scene_of(lattice: Lattice, start: int, end: int, trigger: int, kind: Kind) -> Scene:
    """The scene around a trigger token in tokens `[start, end)`; a closing "according to" is no part of it."""
    names = actants(lattice, start, _before_closing(lattice, trigger, end))
    here = lattice.at[trigger]
    stop = max((m.end for m in here if m.data is None and m.label.endswith(("_noun", "_word"))), default=trigger + 1)
    return Scene(
        kind,
        trigger,
        stop,
        [a for a in names if a.start < trigger],
        [a for a in names if a.start >= trigger],
        any(m.label.endswith("_verb") or (m.label.endswith("_word") and m.value != "noun") for m in here),
        any(m.label == "role_object" for m in here),
    )


def _before_closing(lattice: Lattice, trigger: int, end: int) -> int:
    """The token where a closing attribution begins, or the end."""
    return next((at for at in range(trigger + 1, end) if lattice.find(at, "speech_by")), end)


def actor_of(lattice: Lattice, start: int, end: int, trigger: int, kind: Kind) -> PartyName | None:
    """The party that does what the trigger at a token says, in tokens `[start, end)`; None when the words do not say."""
    scene = scene_of(lattice, start, end, trigger, kind)
    found = _actor(scene)
    return _joined(lattice, scene, found) if found else None


def _actor(scene: Scene) -> Actant | None:
    ways: tuple[Callable[[Scene], Actant | None], ...] = (_by, _sides, _holder, _adjective, _genitive, _subject)
    if scene.kind == "displacement":
        ways = (_by,)
    return next((found for way in ways if (found := way(scene)) is not None), None)


def _by(scene: Scene) -> Actant | None:
    """The one after "by", "at the hands of", "that … launched"."""
    return next((a for a in scene.all if a.mark in _DOERS and _acts(a)), None)


def _sides(scene: Scene) -> Actant | None:
    """The first of two sides "between" which it is."""
    if scene.kind not in _BETWEEN_KINDS:
        return None
    return next((a for a in scene.all if a.mark == "between" and _acts(a)), None)


def _holder(scene: Scene) -> Actant | None:
    """The one under whose control it is."""
    return next((a for a in scene.all if a.mark == "hold" and _acts(a)), None) if scene.kind == "control" else None


def _adjective(scene: Scene) -> Actant | None:
    """An adjective that names a party, right after the trigger: "Turkish raids"."""
    first = scene.after[0] if scene.after else None
    adjectival = first is not None and isinstance(first.name, PartyName) and first.name.adjectival
    return first if first is not None and adjectival and first.start - scene.end <= _NEAR else None


def _genitive(scene: Scene) -> Actant | None:
    """The one whose it is: right after the verbal noun, or near after "of"."""
    first = scene.after[0] if scene.after else None
    if first is None or not _acts(first) or first.pause:
        return None
    owned = not scene.takes_object or scene.kind == "control"
    if owned and first.start == scene.end and not first.mark:
        return first
    of = first.mark == "for" or (first.mark == "of" and scene.kind != "control" and not scene.verb)
    return first if of and first.start - scene.end <= _NEAR else None


def _subject(scene: Scene) -> Actant | None:
    """The verb's subject: right before or after it, else the last one before that nothing governs."""
    free = [at for at, a in enumerate(scene.before) if _acts(a) and not a.mark]
    last = _first_of_list(scene.before, free[-1]) if free else None
    if last is not None and scene.at - scene.before[free[-1]].end <= 1:
        return last
    first = scene.after[0] if scene.after else None
    if first is not None and scene.verb and _acts(first) and not first.mark and first.start - scene.end <= _NEAR:
        return first
    if last is not None:
        return last
    return next((a for a in scene.after if scene.verb and _acts(a) and not a.mark), None)


def _first_of_list(names: list[Actant], at: int) -> Actant:
    while at and names[at].listed and _acts(names[at - 1]):
        at -= 1
    return names[at]


def _acts(a: Actant) -> bool:
    name = a.name
    return isinstance(name, PartyName) and name.role_hint != "voice" and not name.adjectival


def _joined(lattice: Lattice, scene: Scene, found: Actant) -> PartyName:
    """The party with those that "and" joins to it; of two sides "between" which it is, the second is the other."""
    first = found.name
    if not isinstance(first, PartyName):
        raise TypeError(first)
    names = scene.all
    at = names.index(found)
    last = at
    while last + 1 < len(names) and names[last + 1].listed and _acts(names[last + 1]):
        last += 1
    if found.mark == "between" and not any(a.mark in {"with", "between"} and not a.listed for a in names[last + 1 :]):
        last = at
    end = names[last].name
    if last == at or not isinstance(end, PartyName):
        return first
    return _spanning(lattice, first, end)


def _spanning(lattice: Lattice, first: PartyName, last: PartyName) -> PartyName:
    span = (first.text_span[0], last.text_span[1])
    between = lattice.text[first.text_span[1] : last.text_span[0]]
    tail = lattice.text[last.text_span[0] : last.text_span[1]]
    text = tidy(first.text + between + tail)
    return msgspec.structs.replace(first, text=text, end=last.end, text_span=span)


def target_of(lattice: Lattice, start: int, end: int, trigger: int, kind: Kind) -> PartyName | ThingName | None:
    """What or whom it is aimed at, in tokens `[start, end)`; None when the words do not say, and for control and tolls."""
    if kind in _NO_TARGET:
        return None
    scene = scene_of(lattice, start, end, trigger, kind)
    actor = _actor(scene)
    for way in (_aimed, _other_side, _object, _victims, _losers):
        found = way(scene, actor)
        if found is not None and not isinstance(found.name, PlaceName):
            return found.name
    return None


def _aimed(scene: Scene, actor: Actant | None) -> Actant | None:
    """What stands after "on", "against", "targeting"."""
    if scene.kind in _VICTIM_KINDS:
        return None
    ordered = scene.after + scene.before[::-1]
    return next((a for a in ordered if a.mark in _AIMED and _suffers(a, actor)), None)


def _other_side(scene: Scene, actor: Actant | None) -> Actant | None:
    """The second of two sides, or the one fought "with"."""
    if scene.kind not in _BETWEEN_KINDS:
        return None
    sides = [a for a in scene.all if a.mark in {"between", "with"} and _acts(a) and a is not actor]
    later = [a for a in sides if not a.listed]
    return (later or sides or [None])[0]


def _object(scene: Scene, actor: Actant | None) -> Actant | None:
    """The verb's or verbal noun's object: the next name that nothing governs."""
    if not (scene.verb or scene.takes_object) or scene.kind == "agreement":
        return None
    after = [a for a in scene.after if not a.listed or not _acts(a)]
    return next((a for a in after if a.mark in {"", "for"} and not a.pause and _suffers(a, actor)), None)


def _victims(scene: Scene, actor: Actant | None) -> Actant | None:
    """People named near the trigger, where the kind is one that befalls people."""
    if scene.kind not in _VICTIM_KINDS:
        return None
    people = [a for a in scene.after + scene.before[::-1] if a.label in {"person", "party"} and a.mark not in _DOERS]
    return next((a for a in people if _suffers(a, actor) and a.mark not in {"hold", "say"}), None)


def _losers(scene: Scene, actor: Actant | None) -> Actant | None:
    """The side that is said to have lost people."""
    if scene.kind not in _LOSS_KINDS:
        return None
    return next((a for a in scene.all if a.mark == "suffer" and a.label != "person" and _suffers(a, actor)), None)


def _suffers(a: Actant, actor: Actant | None) -> bool:
    if a is actor or a.label == "place":
        return False
    return not (isinstance(a.name, PartyName) and (a.name.role_hint == "voice" or a.name.adjectival))


def places_of(
    lattice: Lattice,
    start: int,
    end: int,
    trigger: int,
    kind: Kind,
    inside: Callable[[str, str], bool] | None = None,
) -> list[PlaceName]:
    """Where it happens: the finest places in tokens `[start, end)` that nothing else takes, in text order.

    `inside(a, b)` says whether the place with id a lies in that with id b (marsad.gazetteer.ancestry): a place that holds
    another of them is left out.
    """
    scene = scene_of(lattice, start, end, trigger, kind)
    return chosen_places(scene.before, scene.after, kind, inside)
