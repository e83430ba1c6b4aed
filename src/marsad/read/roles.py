"""Who does it, to whom and where: the names that play a part around a trigger, by the constructions of Arabic."""

from collections.abc import Callable

import msgspec

from marsad.grammar.lattice import Lattice
from marsad.model.vocabulary import Kind
from marsad.read.named import PartyName, PlaceName, ThingName
from marsad.read.scene import Actant, actants
from marsad.read.where import chosen_places
from marsad.read.words import tidy

_DOERS = frozenset({"by", "fire", "verb", "own"})
_AIMED = frozenset({"on", "aim"})
_NEAR = 3
"""Words between a trigger and an adjective or subject that belongs to it."""
_VICTIM_KINDS = frozenset({"violence", "detention", "displacement"})
_BETWEEN_KINDS = frozenset({"clash", "shelling", "agreement", "airstrike"})
_TOLD_KINDS = frozenset({"airstrike", "shelling", "clash", "control", "agreement", "siege", "detention"})
_SMALL = frozenset({"members", "fighters", "people", "command"})
_WAYS = frozenset({"road", "bridge", "mountain", "square", "water"})
_NO_TARGET = frozenset({"control", "toll"})
_LOSS_KINDS = frozenset({"clash", "airstrike", "explosion", "shelling"})


class Scene(msgspec.Struct, frozen=True):
    """What stands around a trigger: names before and after it, whether it is a verb, and whether it takes an object.

    `end` is the token after the words that make the trigger; `dealt` after "to deal (a blow)", whose "to" names the target.
    """

    kind: Kind
    at: int
    end: int
    before: list[Actant]
    after: list[Actant]
    verb: bool
    noun: bool
    takes_object: bool
    dealt: bool

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
        any(m.label.endswith(("_noun", "_word")) for m in here),
        any(m.label == "role_object" for m in here),
        trigger > start and lattice.find(trigger - 1, "role_deal") is not None,
    )


def _before_closing(lattice: Lattice, trigger: int, end: int) -> int:
    """The token where a closing attribution begins after a comma, or the end."""
    after = range(trigger + 2, end)
    return next((at for at in after if lattice.find(at, "speech_by") and lattice.tokens[at - 1].kind == "mark"), end)


def actor_of(lattice: Lattice, start: int, end: int, trigger: int, kind: Kind) -> PartyName | None:
    """The party that does what the trigger at a token says, in tokens `[start, end)`; None when the words do not say."""
    scene = scene_of(lattice, start, end, trigger, kind)
    found = _actor(scene)
    return _joined(lattice, scene, found) if found else None


def _actor(scene: Scene) -> Actant | None:
    ways: tuple[Callable[[Scene], Actant | None], ...] = (_by, _sides, _holder, _adjective, _genitive, _aimer, _killer, _subject, _opposed, _teller)
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
    first = scene.after[0] if scene.after and scene.noun and not scene.takes_object else None
    if first is None or not isinstance(first.name, PartyName) or not first.name.adjectival:
        return None
    return first if first.start - scene.end <= _NEAR and not first.mark else None


def _genitive(scene: Scene) -> Actant | None:
    """The one whose it is: right after the verbal noun, or near after "of"."""
    first = scene.after[0] if scene.after else None
    if first is None or not _acts(first) or first.pause > scene.at or scene.dealt:
        return None
    owned = not scene.takes_object or scene.kind == "control"
    if owned and first.start == scene.end and not first.mark:
        return first
    of = first.mark == "for" or (first.mark == "of" and scene.kind != "control")
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


def _aimer(scene: Scene) -> Actant | None:
    """The subject of a verb of targeting: what follows it is the target, unless a target follows that."""
    if len(scene.after) < 2 or not scene.verb:  # noqa: PLR2004 - a subject and an object
        return None
    first, second = next(((a, b) for a, b in zip(scene.after, scene.after[1:], strict=False) if not b.listed), (None, None))
    if first is None or second is None or first.mark != "aim" or not _acts(first):
        return None
    return scene.after[0] if second.mark == "" and second.pause < scene.at and second.label != "place" else None


def _killer(scene: Scene) -> Actant | None:
    """The subject of a verb of killing or seizing that may be passive: a subject where people follow it."""
    names = scene.all
    for at, a in enumerate(names):
        if a.mark == "kill" and _acts(a):
            victim = next((b for b in names[at + 1 :] if not b.listed and b.label != "place"), None)
            if victim is not None and victim.mark == "" and victim.pause < a.end:
                return a
    return None


def _opposed(scene: Scene) -> Actant | None:
    """The other side of a clash or deal of which only one is told."""
    if scene.kind == "agreement" or (scene.kind == "clash" and any(a.mark == "suffer" for a in scene.all)):
        return next((a for a in scene.all if a.mark == "with" and _acts(a)), None)
    return None


def _teller(scene: Scene) -> Actant | None:
    """A party that tells of its own deeds: "the army announced raids"."""
    told = [a for a in scene.before if a.mark == "say" and _acts(a) and a.name.head not in _SMALL]
    return told[-1] if told and scene.kind in _TOLD_KINDS else None


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
    rest = names[last + 1 :]
    if found.mark == "between" and not any(_acts(a) and (a.mark in {"with", "between"} or a.joins) for a in rest):
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
    for way in (_other_side, _aimed, _object, _victims, _losers, _struck):
        found = way(scene, actor)
        if found is not None and not isinstance(found.name, PlaceName):
            return found.name
    return None


def _aimed(scene: Scene, actor: Actant | None) -> Actant | None:
    """What stands after "on", "against", "targeting"."""
    if scene.kind in _VICTIM_KINDS:
        return None
    marks = _AIMED | {"for"} if scene.dealt else _AIMED
    ordered = scene.after + scene.before[::-1]
    return next((a for a in ordered if a.mark in marks and _suffers(a, actor)), None)


def _other_side(scene: Scene, actor: Actant | None) -> Actant | None:
    """The second of two sides, or the one fought "with"."""
    if scene.kind not in _BETWEEN_KINDS:
        return None
    names = scene.all
    if actor is not None and actor.mark == "between":
        rest = [a for a in names[names.index(actor) + 1 :] if _acts(a)]
        apart = [a for a in rest if not a.listed and (a.mark in {"between", "with"} or a.joins)]
        return (apart or [a for a in rest if a.listed] or [None])[0]
    return next((a for a in names if a.mark == "with" and _acts(a) and a is not actor), None)


def _object(scene: Scene, actor: Actant | None) -> Actant | None:
    """The verb's or verbal noun's object: the next name that nothing governs."""
    if not (scene.verb or scene.takes_object) or scene.kind == "agreement":
        return None
    after = [a for a in scene.after if not a.listed or not _acts(a)]
    return next((a for a in after if a.mark in {"", "for"} and a.pause < scene.at and _suffers(a, actor)), None)


def _victims(scene: Scene, actor: Actant | None) -> Actant | None:
    """People named near the trigger, where the kind is one that befalls people."""
    if scene.kind not in _VICTIM_KINDS:
        return None
    people = [a for a in scene.after + scene.before[::-1] if a.label in {"person", "party"} and a.mark not in _DOERS]
    return next((a for a in people if _befalls(a, actor)), None)


def _befalls(a: Actant, actor: Actant | None) -> bool:
    """Whether harm to people may be told of this name; of an adjective ("a Palestinian") only after words of harm."""
    if isinstance(a.name, PartyName) and a.name.adjectival:
        return a.mark in {"suffer", "kill"}
    return _suffers(a, actor) and a.mark not in {"hold", "say"}


def _losers(scene: Scene, actor: Actant | None) -> Actant | None:
    """The side that is said to have lost people."""
    if scene.kind not in _LOSS_KINDS:
        return None
    return next((a for a in scene.all if a.mark == "suffer" and a.label != "person" and _suffers(a, actor)), None)


def _struck(scene: Scene, actor: Actant | None) -> Actant | None:
    """Where a bomb goes off, when that is a thing: "an explosion in a market"."""
    if scene.kind != "explosion":
        return None
    things = [a for a in scene.after if a.label == "thing" and a.mark == "prep" and a.place is None and _suffers(a, actor)]
    return next((a for a in things if isinstance(a.name, ThingName) and a.name.site not in _WAYS), None)


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
