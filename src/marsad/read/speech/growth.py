"""How a speaker's phrase grows from its head, as Arabic noun phrases do.

Adjectives agree in definiteness, a construct takes definite words, "in", "of" and "close to" tie on, quotation marks
and brackets hold a name.
"""

from marsad.grammar.lattice import Match
from marsad.grammar.lexicon import ARTICLE
from marsad.read.speech.cues import Cues
from marsad.read.speech.mention import (
    BODIES,
    COMMAS,
    HEADS,
    IN,
    LONGEST,
    NAME,
    RELATION,
    TO,
    Inner,
    Mention,
    bears,
    name_end,
    opens_content,
    quoted_words,
    relates,
)

_NAMED_IN_QUOTES = frozenset({"speech_media", "speech_org", "speech_text", "definite"})
_TIES = frozenset({"speech_source", "speech_text", "speech_role", "speech_org", "speech_media", "definite"})
_DESCRIBED = frozenset({"speech_source", "speech_text"})
"""Heads that describe rather than bear a name."""
_LOOSE = 2
"""Words without the article that a construct may take."""
_NISBA = 6
"""Letters beyond which a definite word's ending tells an adjective of relation."""
_BRACKETS = 8
"""Tokens that brackets after a name may hold."""


def grow(cues: Cues, mention: Mention, stop: int, inner: Inner) -> Mention:
    """The phrase with all that belongs to its head; the mention itself is changed."""
    definite, alone, loose = cues.definite(mention.start), len(mention.words) == 1, 0
    first = mention.end
    while mention.end < stop and len(mention.words) < LONGEST:
        if _take_name(cues, mention, stop, inner) or (definite and _take_person(cues, mention, stop)):
            return mention
        if _take_more(cues, mention, stop, inner):
            definite = definite or not cues.is_through(mention.end - 1)
        elif cues.stops(mention.end):
            break
        elif _agrees(cues, mention.end, definite=definite, named=loose >= _LOOSE):
            definite = definite or cues.definite(mention.end)
            _take(mention, mention.end + 1)
        elif not definite and loose < _LOOSE and _constructs(cues, mention):
            named = _name(cues, mention.end)
            definite = named is not None
            _take(mention, named.end if named else mention.end + 1)
            loose += _LOOSE if named else 1
        else:
            break
    mention.bare = alone and mention.end == first and cues.definite(mention.start)
    mention.end += cues.value(mention.end, "speech_link") == "same"
    return mention


def _take(mention: Mention, end: int) -> None:
    mention.words += range(mention.end, end)
    mention.end = end


def _take_more(cues: Cues, mention: Mention, stop: int, inner: Inner) -> bool:
    """What makes a phrase definite: a name in quotation marks, a tail, a tie, the name of a body."""
    if cues.is_through(mention.end):
        mention.end += 1
        return True
    if _take_aside(cues, mention, stop) or take_tail(cues, mention) or _take_link(cues, mention, inner):
        return True
    if _names_itself(cues, mention):
        _take(mention, mention.end + 1)
        return True
    return False


def _names_itself(cues: Cues, mention: Mention) -> bool:
    """Whether a word right after a body's head is its name, even one that tells a happening elsewhere."""
    at = mention.end
    if mention.kind != "speech_org" or len(mention.words) > 1 or "relative" in cues.labels(at):
        return False
    return cues.tokens[at].key.startswith(ARTICLE) and not cues.definite(mention.start)


def _constructs(cues: Cues, mention: Mention) -> bool:
    """Whether a head may take a word without the article as the second of a construct."""
    bears = mention.kind not in _DESCRIBED or mention.head == "some"
    return bears and not cues.joined(mention.end) and not cues.definite(mention.end)


def _agrees(cues: Cues, at: int, *, definite: bool, named: bool) -> bool:
    """Whether a word goes on with the phrase: an adjective, a definite word, a head that the construct goes on with."""
    labels = cues.labels(at)
    if cues.joined(at):
        adjective = "speech_adjective" in labels and labels["speech_adjective"].value != "other"
        return adjective and "speech_adjective" in cues.labels(at - 1)
    if any(m.prefix in (*TO, *IN) for m in cues.lattice.at[at]):
        return False
    if cues.definite(at):
        return _describes(cues, at) if named else definite or "speech_adjective" not in cues.labels(at - 1)
    if definite:
        return False
    return "speech_adjective" in labels or any(kind in labels for kind in HEADS) or relates(cues, at)


def _name(cues: Cues, at: int) -> Match | None:
    """A known name that a head takes ("the organisation of such"): nothing but adjectives goes on after it."""
    return cues.get(at, "party") or cues.get(at, "place") or cues.get(at, "person_force")


def _describes(cues: Cues, at: int) -> bool:
    """Whether a definite word after a name is its adjective rather than what comes next."""
    key = cues.tokens[at].key
    return "speech_adjective" in cues.labels(at) or (len(key) > _NISBA and key.endswith(RELATION))


def _take_aside(cues: Cues, mention: Mention, stop: int) -> bool:
    """A name in quotation marks, or the short name of a medium in brackets or quotation marks after it."""
    at = mention.end
    if mention.kind not in _NAMED_IN_QUOTES or not cues.is_mark(at):
        return False
    media = mention.kind == "speech_media"
    if cues.tokens[at].key in COMMAS and media and at + 1 < stop:
        at += 1
    words = quoted_words(cues, at, stop)
    if words and len(words) < NAME and (len(mention.words) == 1 or media):
        mention.words = words if at > mention.end else [*mention.words, *words]
        mention.end = words[-1] + 2
        return True
    return cues.tokens[at].key == "(" and _take_brackets(cues, mention, at, stop)


def _take_brackets(cues: Cues, mention: Mention, at: int, stop: int) -> bool:
    close = next((k for k in range(at + 1, min(stop, at + _BRACKETS)) if cues.tokens[k].key == ")"), 0)
    inside = [k for k in range(at + 1, close) if cues.tokens[k].kind == "word"]
    if not inside:
        return False
    if mention.kind == "speech_media" and len(inside) == 1:
        mention.words, mention.particle = inside, ""
    mention.end = close + 1
    return True


def take_tail(cues: Cues, mention: Mention) -> bool:
    """Take a fixed tail of names ("for human rights")."""
    tail = cues.get(mention.end, "speech_tail")
    if tail is None:
        return False
    _take(mention, tail.end)
    return True


def _take_link(cues: Cues, mention: Mention, inner: Inner) -> bool:
    """What "in", "of" or "close to" ties on to a source."""
    at = mention.end
    if mention.kind not in _TIES or "speech_medium" in cues.labels(at):
        return False
    link = cues.get(at, "speech_link")
    if link is not None and link.value == "tied":
        return _take_tied(cues, mention, link.end, inner)
    if link is not None and link.value in {"in", "of"}:
        at = link.end
    elif not bears(cues, at, IN if mention.kind != "speech_text" else (*TO, *IN)):
        return False
    found = inner(at, particle=True)
    if found is None or (mention.kind in BODIES and found.kind != "place"):
        return False
    if found.kind in BODIES:
        mention.body, mention.body_particle = found.words, found.particle
    mention.words += [*range(mention.end, at), *found.words]
    mention.end = found.end
    return True


def _take_tied(cues: Cues, mention: Mention, at: int, inner: Inner) -> bool:
    """Whom a body is loyal to or backed by: part of the phrase, not of the name."""
    at += cues.value(at, "speech_link") == "of"
    found = inner(at, particle=True)
    if found is None:
        return False
    if mention.kind in _DESCRIBED:
        mention.words += [*range(mention.end, at), *found.words]
    mention.end = found.end
    return True


def _take_name(cues: Cues, mention: Mention, stop: int, inner: Inner) -> bool:
    """A source "called so": the person stands for the description."""
    if mention.kind != "speech_source" or cues.value(mention.end, "speech_link") != "named":
        return False
    person = inner(mention.end + 1) if mention.end + 1 < stop else None
    if person is None or not person.person:
        return False
    mention.words, mention.end, mention.person, mention.kind = person.words, person.end, True, "name"
    mention.body, mention.body_particle = person.body, person.body_particle
    return True


def _take_person(cues: Cues, mention: Mention, stop: int) -> bool:
    """The name of one who is described before it ("explosives expert T. S."), where the content follows right after."""
    at = mention.end
    if mention.kind != "speech_source" or len(mention.words) > _LOOSE or cues.definite(at):
        return False
    end = name_end(cues, at, stop)
    if end == at or end >= stop or not opens_content(cues, end):
        return False
    mention.words, mention.end, mention.person, mention.kind = list(range(at, end)), end, True, "name"
    return True
