"""What or whom it is aimed at: the constructions in which a name suffers, the surest first."""

from marsad.read.naming.named import PartyName, PlaceName, ThingName
from marsad.read.naming.scene import Actant
from marsad.read.naming.stage import BETWEEN_KINDS, DOERS, Scene, acts

_AIMED = frozenset({"on", "aim"})
_VICTIM_KINDS = frozenset({"violence", "detention", "displacement"})
"""Kinds that befall people."""
_LOSS_KINDS = frozenset({"clash", "airstrike", "explosion", "shelling"})
_LAND = frozenset({"mountain", "water"})
"""Sites that with a name are places and nothing that is aimed at."""
_WAYS = frozenset({"road", "bridge", "mountain", "square", "water"})
"""Sites at which a bomb goes off rather than against which."""


def sufferer(scene: Scene, actor: Actant | None) -> PartyName | ThingName | None:
    """The name that a scene's trigger is aimed at, or None."""
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
    if scene.kind not in BETWEEN_KINDS:
        return None
    names = scene.all
    if actor is not None and actor.mark == "between":
        rest = [a for a in names[names.index(actor) + 1 :] if acts(a)]
        apart = [a for a in rest if not a.listed and (a.mark in {"between", "with"} or a.joins)]
        return next(iter(apart or [a for a in rest if a.listed]), None)
    return next((a for a in names if a.mark == "with" and acts(a) and a is not actor), None)


def _object(scene: Scene, actor: Actant | None) -> Actant | None:
    """The verb's or verbal noun's object: the next name that nothing governs."""
    if not (scene.verb or scene.takes_object) or scene.kind == "agreement":
        return None
    after = [a for a in scene.after if not a.listed or not acts(a)]
    return next((a for a in after if a.mark in {"", "for"} and a.pause < scene.at and _suffers(a, actor)), None)


def _victims(scene: Scene, actor: Actant | None) -> Actant | None:
    """People named near the trigger, where the kind is one that befalls people."""
    if scene.kind not in _VICTIM_KINDS:
        return None
    people = [a for a in scene.after + scene.before[::-1] if a.label in {"person", "party"} and a.mark not in DOERS]
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
    things = [
        a for a in scene.after if a.label == "thing" and a.mark == "prep" and a.place is None and _suffers(a, actor)
    ]
    return next((a for a in things if isinstance(a.name, ThingName) and a.name.site not in _WAYS), None)


def _suffers(a: Actant, actor: Actant | None) -> bool:
    if a is actor or a.label == "place" or (isinstance(a.name, ThingName) and a.name.site in _LAND and a.place):
        return False
    return not (isinstance(a.name, PartyName) and (a.name.role_hint == "voice" or a.name.adjectival))
