"""Speakers: the noun phrases that say who speaks ("the observatory's director Rami A.", "a source close to the forces").

A phrase opens with a head that the lexicons know (a source, a body, a medium, a role) or is a name; it goes on as Arabic
noun phrases do: adjectives agree in definiteness, a construct takes definite words, "in", "of" and "in the name of" tie on.
"""

import msgspec

from marsad.arabic.clitics import peelings
from marsad.grammar.lattice import Match
from marsad.grammar.lexicon import ARTICLE
from marsad.read.cues import Cues

LONGEST = 9
"""Words of a speaker's phrase at most."""
_NAME = 4
"""Words of a person's name at most."""
_QUOTED = 6
"""Words of a name in quotation marks at most."""
_HEADS = ("speech_source", "speech_media", "speech_org", "speech_text")
_TO = ("ل", "لل")
_IN = ("ب", "بال")
_FUTURE = "س"
_AND = "وف"
_RELATION = ("ي", "يا", "يه", "يون", "يين", "يان")
_COMMAS = frozenset("،,")


class Mention(msgspec.Struct):
    """One who speaks: tokens `[start, end)` of the phrase, the `words` that name them, and the `body` they speak for.

    `kind` is the label of the head (or `name`, `place`, `party`, `self`), `head` its value; `bare` for a lone definite word
    ("the source"), which stands for a name given before.
    """

    start: int
    end: int
    words: list[int]
    kind: str
    head: str = ""
    particle: str = ""
    body: list[int] = []
    body_particle: str = ""
    bare: bool = False
    person: bool = False
    plural: bool = False


def speakers(cues: Cues, at: int, stop: int, *, particle: bool = False) -> list[Mention]:
    """The speakers whose phrase begins at a token: one, or several joined by "and"; none where no phrase begins.

    With `particle`, the first word bears a joined "to" or "in" that is no part of the name.
    """
    if not particle and at < stop and any(_tied_on(m) for m in cues.lattice.at[at]):
        return []
    first = _mention(cues, at, stop, 0, particle=particle)
    if first is None:
        return []
    found = [first]
    while len(found) < _NAME:
        more = _next(cues, found, stop)
        if more is None:
            break
        found.append(more)
    return found


def _tied_on(match: Match) -> bool:
    """Whether a head, party or place bears a particle, so that it can be nobody's subject."""
    return match.prefix.lstrip(_AND) in (*_TO, *_IN) and match.label in (*_HEADS, "speech_role", "party", "place")


def _next(cues: Cues, found: list[Mention], stop: int) -> Mention | None:
    """The speaker that "and" joins on, or None."""
    at = found[-1].end
    if at >= stop or not cues.joined(at):
        return None
    labels = cues.labels(at)
    if "speech_adjective" in labels and labels["speech_adjective"].value == "other":
        return _other(cues, found[0], at, stop)
    if any(label in labels for label in (*_HEADS, "speech_role", "party", "place")):
        return _mention(cues, at, stop, 0, particle=False)
    return None


def _other(cues: Cues, first: Mention, at: int, stop: int) -> Mention:
    """ "… and others opposed": the same head with another adjective."""
    words = [first.words[0]]
    end = at + 1
    while end < stop and "speech_adjective" in cues.labels(end):
        words.append(end)
        end += 1
    return Mention(at, end, words, first.kind, first.head)


def _mention(cues: Cues, at: int, stop: int, depth: int, *, particle: bool) -> Mention | None:
    while at < stop and cues.is_through(at):
        at += 1
    if at >= stop or depth > 2:  # noqa: PLR2004 - a body of a body of a body is none
        return None
    quoted = _quoted(cues, at, stop)
    if quoted:
        return Mention(at, quoted[-1] + 2, quoted, "name")
    labels = cues.labels(at)
    if "speech_role" in labels:
        return _role(cues, at, stop, depth)
    for kind in _HEADS:
        if kind in labels:
            return _headed(cues, labels[kind], stop, kind, depth)
    named = labels.get("party") or labels.get("place")
    if named:
        return _named(cues, named, stop)
    if cues.stops(at):
        return None
    if cues.definite(at):
        return _grow(cues, Mention(at, at + 1, [at], "definite", particle=_particle(cues, at, particle)), stop, depth)
    return _person(cues, at, stop, particle=particle)


def _quoted(cues: Cues, at: int, stop: int) -> list[int]:
    """The words of a short quotation that opens at a token."""
    close = cues.quotes.get(at, 0)
    if not close or close > stop or close - at > _QUOTED + 1:
        return []
    return [word for word in range(at + 1, close) if cues.tokens[word].kind != "mark"]


def _particle(cues: Cues, at: int, expected: bool) -> str:
    """The particle joined to a word: as its reading says, or where one is expected as its first letters say."""
    found = cues.lattice.at[at]
    if found and not found[0].prefix.endswith(_FUTURE):
        return found[0].prefix
    if expected:
        for peeling in peelings(cues.tokens[at].key):
            if peeling.prefix in _TO and not peeling.suffix:
                return peeling.prefix
    return ""


def _named(cues: Cues, match: Match, stop: int) -> Mention:
    """A party or place that the names' step found."""
    words = [at for at in range(match.start, match.end) if cues.tokens[at].kind == "word"]
    mention = Mention(match.start, match.end, words, match.label, match.value, match.prefix)
    end = match.end
    while match.label == "party" and end < stop and "speech_adjective" in cues.labels(end) and cues.definite(end):
        words.append(end)
        end += 1
    mention.end = end
    return mention


def _headed(cues: Cues, match: Match, stop: int, kind: str, depth: int) -> Mention:
    words = list(range(match.start, match.end))
    mention = Mention(match.start, match.end, words, kind, match.value, match.prefix)
    mention.plural = match.feature == "plural"
    return _grow(cues, mention, stop, depth)


def _grow(cues: Cues, mention: Mention, stop: int, depth: int) -> Mention:
    """The phrase with all that belongs to its head."""
    definite = cues.definite(mention.start)
    start = len(mention.words)
    loose = 0
    while mention.end < stop and len(mention.words) < LONGEST:
        at = mention.end
        if cues.is_through(at):
            mention.end += 1
        elif _take_name(cues, mention, stop) or (definite and _take_person(cues, mention, stop)):
            return mention
        elif _take_aside(cues, mention, stop) or _take_tail(cues, mention) or _take_link(cues, mention, stop, depth):
            definite = True
        elif _names_itself(cues, mention, at):
            definite = True
            mention.words.append(at)
            mention.end += 1
        elif cues.stops(at):
            break
        elif _agrees(cues, mention, at, definite=definite):
            definite = definite or cues.definite(at)
            mention.words.append(at)
            mention.end += 1
        elif not definite and not cues.joined(at) and not _indefinite_head(mention) and loose < 2:  # noqa: PLR2004 - a construct of three words
            named = cues.get(at, "party") or cues.get(at, "place")
            end = named.end if named else at + 1
            mention.words += range(at, end)
            definite = definite or named is not None
            mention.end = end
            loose += 1
        else:
            break
    mention.bare = len(mention.words) == start == 1 and cues.definite(mention.start)
    if cues.value(mention.end, "speech_link") == "same":
        mention.end += 1
    return mention


def _names_itself(cues: Cues, mention: Mention, at: int) -> bool:
    """Whether a word right after a body's head is its name, even one that tells a happening elsewhere."""
    word = cues.tokens[at].kind == "word"
    if not word or mention.kind != "speech_org" or len(mention.words) > 1 or "relative" in cues.labels(at):
        return False
    return cues.tokens[at].key.startswith(ARTICLE) and not cues.definite(mention.start)


def _indefinite_head(mention: Mention) -> bool:
    """Whether the head is a source by description, which takes no name after it."""
    return mention.kind in {"speech_source", "speech_text"}


def _agrees(cues: Cues, mention: Mention, at: int, *, definite: bool) -> bool:
    """Whether a word goes on with the phrase: an adjective, a definite word, a head that the construct goes on with."""
    labels = cues.labels(at)
    if cues.joined(at):
        adjective = "speech_adjective" in labels and labels["speech_adjective"].value != "other"
        return adjective and "speech_adjective" in cues.labels(at - 1)
    if any(m.prefix in (*_TO, *_IN) for m in cues.lattice.at[at]):
        return False
    described = not definite and "speech_adjective" in cues.labels(at - 1)
    if cues.definite(at):
        return not described
    if definite:
        return False
    return "speech_adjective" in labels or any(kind in labels for kind in _HEADS) or _relates(cues, at)


def _relates(cues: Cues, at: int) -> bool:
    """Whether a word that no lexicon knows has the ending of an adjective of relation."""
    key = cues.tokens[at].key
    return not cues.lattice.at[at] and len(key) > _NAME and key.endswith(_RELATION)


def _take_aside(cues: Cues, mention: Mention, stop: int) -> bool:
    """A name in quotation marks, or the short name of a medium in brackets or quotation marks after it."""
    at = mention.end
    if mention.kind not in {"speech_media", "speech_org", "definite", "speech_text"} or not cues.is_mark(at):
        return False
    if cues.tokens[at].key in _COMMAS and mention.kind == "speech_media" and at + 1 < stop:
        at += 1
    words = _quoted(cues, at, stop)
    if words and len(words) < _NAME and not (len(mention.words) > 1 and mention.kind != "speech_media"):
        short = at > mention.end
        mention.words = words if short else [*mention.words, *words]
        mention.end = words[-1] + 2
        return True
    return _take_brackets(cues, mention, at, stop)


def _take_brackets(cues: Cues, mention: Mention, at: int, stop: int) -> bool:
    if cues.tokens[at].key != "(":
        return False
    close = next((k for k in range(at + 1, min(stop, at + 8)) if cues.tokens[k].key == ")"), 0)
    inside = [k for k in range(at + 1, close) if cues.tokens[k].kind == "word"]
    if not inside:
        return False
    if mention.kind == "speech_media" and len(inside) == 1:
        mention.words = inside
        mention.particle = ""
    mention.end = close + 1
    return True


def _take_tail(cues: Cues, mention: Mention) -> bool:
    tail = cues.get(mention.end, "speech_tail")
    if tail is None:
        return False
    mention.words += range(tail.start, tail.end)
    mention.end = tail.end
    return True


def _take_link(cues: Cues, mention: Mention, stop: int, depth: int) -> bool:
    """What "in", "of" or "close to" ties on to a source."""
    at = mention.end
    if "speech_medium" in cues.labels(at) or not _ties(mention):
        return False
    link = cues.get(at, "speech_link")
    if link is not None and link.value in {"in", "of"}:
        inner = _mention(cues, link.end, stop, depth + 1, particle=True)
        words = list(range(link.start, link.end))
    elif link is not None and link.value == "tied":
        return _take_tied(cues, mention, link.end, stop, depth)
    elif _bears(cues, at, _IN if mention.kind != "speech_text" else (*_TO, *_IN)):
        inner, words = _mention(cues, at, stop, depth + 1, particle=True), []
    else:
        return False
    if inner is None or (mention.kind in {"speech_org", "speech_media"} and inner.kind != "place"):
        return False
    if inner.kind in {"speech_org", "party", "speech_media"}:
        mention.body, mention.body_particle = inner.words, inner.particle
    mention.words += [*words, *inner.words]
    mention.end = inner.end
    return True


def _take_tied(cues: Cues, mention: Mention, at: int, stop: int, depth: int) -> bool:
    """Whom a body is loyal to or backed by: part of the phrase, not of the name."""
    if at < stop and cues.value(at, "speech_link") == "of":
        at += 1
    inner = _mention(cues, at, stop, depth + 1, particle=True) if at < stop else None
    if inner is None:
        return False
    if _indefinite_head(mention):
        mention.words += [*range(mention.end, at), *inner.words]
    mention.end = inner.end
    return True


def _bears(cues: Cues, at: int, particles: tuple[str, ...]) -> bool:
    """Whether a known head bears one of the particles."""
    return any(m.prefix in particles and m.label in (*_HEADS, "party") for m in cues.lattice.at[at])


def _take_name(cues: Cues, mention: Mention, stop: int) -> bool:
    """A source "called so": the person stands for the description."""
    if mention.kind != "speech_source" or cues.value(mention.end, "speech_link") != "named":
        return False
    person = _person(cues, mention.end + 1, stop, particle=False)
    if person is None:
        return False
    mention.words, mention.end, mention.person, mention.kind = person.words, person.end, True, "name"
    mention.body, mention.body_particle = person.body, person.body_particle
    return True


def _take_person(cues: Cues, mention: Mention, stop: int) -> bool:
    """The name of one who is described before it ("explosives expert T. S."), where the content follows right after."""
    at = mention.end
    if mention.kind != "speech_source" or len(mention.words) > 2 or cues.definite(at):  # noqa: PLR2004 - head and adjective
        return False
    end = at
    while end < stop and end - at < _NAME and _names(cues, end):
        end += 1
    after = end < stop and (
        "that_word" in cues.labels(end) or end in cues.quotes or (cues.is_mark(end) and cues.tokens[end].key == ":")
    )
    if end == at or not after:
        return False
    mention.words, mention.end, mention.person, mention.kind = list(range(at, end)), end, True, "name"
    return True


def _ties(mention: Mention) -> bool:
    return mention.kind in {"speech_source", "speech_text", "speech_role", "speech_org", "speech_media", "definite"}


def _person(cues: Cues, at: int, stop: int, *, particle: bool) -> Mention | None:
    """A person's name, and the body that an apposition after it names."""
    end = at
    while end < stop and end - at < _NAME and _names(cues, end):
        end += 1
    if end == at:
        return None
    words = [k for k in range(at, end) if cues.tokens[k].kind == "word"]
    mention = Mention(at, end, words, "name", particle=_particle(cues, at, particle), person=True)
    return _appose(cues, mention, stop)


def _names(cues: Cues, at: int) -> bool:
    """Whether a word may be part of a person's name: one that no lexicon of speech knows."""
    if cues.stops(at) or any(m.label == "place" and m.prefix for m in cues.lattice.at[at]):
        return False
    return not any(label.startswith("speech_") and not _bears_article(m) for label, m in cues.labels(at).items())


def _bears_article(match: Match) -> bool:
    return match.label == "speech_verb" and ARTICLE in match.prefix


def _appose(cues: Cues, mention: Mention, stop: int) -> Mention:
    """ "Rami A., the observatory's director", "Firas D. of the civil defence": the body stands before the person."""
    at = mention.end
    if at < stop and cues.tokens[at].key in _COMMAS:
        at += 1
    who = at < stop and cues.value(at, "speech_link") == "who"
    at += who
    inner = None
    if who and at < stop:
        inner = _mention(cues, at, stop, 1, particle=False)
        inner = _of_body(cues, inner, stop) if inner else None
    elif at < stop and "speech_role" in cues.labels(at) and not cues.joined(at):
        inner = _role(cues, at, stop, 1)
    elif cues.value(at, "speech_link") == "of" and at == mention.end:
        inner = _mention(cues, at + 1, stop, 1, particle=False)
        if inner and inner.kind not in {"speech_org", "party", "speech_media"}:
            inner = None
    if inner:
        mention.end = inner.end
        if inner.body and cues.value(at, "speech_role") != "title":
            mention.body, mention.body_particle = inner.body, inner.body_particle
        elif inner.kind in {"speech_org", "party", "speech_media"}:
            mention.body, mention.body_particle = inner.words, inner.particle
    return mention


def _of_body(cues: Cues, inner: Mention, stop: int) -> Mention:
    """A description with the body that "of" or "for" ties to it ("a deputy for the party")."""
    if not inner.body and inner.end < stop and cues.value(inner.end, "speech_link") == "about":
        body = _mention(cues, inner.end + 1, stop, 1, particle=False)
        if body and body.kind in {"speech_org", "party"}:
            inner.body, inner.body_particle, inner.end = body.words, body.particle, body.end
    return inner


def _role(cues: Cues, at: int, stop: int, depth: int) -> Mention:
    """ "the director of B, P": the person with the body before them, or the role as described where no name follows."""
    role = cues.labels(at)["speech_role"]
    mention = Mention(at, role.end, list(range(at, role.end)), "speech_role", role.value, role.prefix)
    if role.value == "self":
        mention.kind = "self"
    _take_adjectives(cues, mention, stop)
    _take_tail(cues, mention)
    inner = _body(cues, mention, stop, depth)
    person = _titled(cues, mention.end, stop)
    if person and mention.kind == "self":
        return person
    if person and depth == 0:
        if inner and role.value == "of" and inner.kind not in {"place", "name"}:
            person.body, person.body_particle = inner.words, inner.particle
        person.start = at
        return person
    mention.bare = len(mention.words) == 1 and cues.definite(at)
    if inner:
        mention.body, mention.body_particle = inner.words, inner.particle
    return mention


def _take_adjectives(cues: Cues, mention: Mention, stop: int) -> None:
    definite = cues.definite(mention.start)
    while mention.end < stop and "speech_adjective" in cues.labels(mention.end):
        if cues.definite(mention.end) != definite or cues.joined(mention.end):
            return
        mention.words.append(mention.end)
        mention.end += 1


def _body(cues: Cues, mention: Mention, stop: int, depth: int) -> Mention | None:
    """The body that a role is of; its words go on with the role's."""
    at = mention.end
    if at >= stop or "speech_medium" in cues.labels(at):
        return None
    link = cues.get(at, "speech_link")
    tied = any(m.prefix in _TO for m in cues.lattice.at[at])
    if link is not None and link.value in {"in", "of"}:
        at = link.end
    elif not tied and (cues.definite(mention.start) and not cues.definite(at)):
        return None
    inner = _mention(cues, at, stop, depth + 1, particle=tied)
    if inner is None and cues.tokens[at].key.startswith(ARTICLE) and not cues.definite(mention.start):
        inner = _grow(cues, Mention(at, at + 1, [at], "definite"), stop, depth + 1)
    if inner is None or (inner.person and link is None):
        return None
    mention.words += [*range(mention.end, at), *inner.words]
    mention.end = inner.end
    if inner.end < stop and any(m.prefix in _TO and m.label == "speech_org" for m in cues.lattice.at[inner.end]):
        return _body(cues, mention, stop, depth) or inner
    return inner


def _titled(cues: Cues, at: int, stop: int) -> Mention | None:
    """The person's name after a role, past a comma and titles."""
    comma = at < stop and cues.tokens[at].key in _COMMAS
    at += comma
    while at < stop and cues.value(at, "speech_role") == "title":
        at += 1
    if at >= stop or cues.stops(at) or cues.definite(at) or cues.joined(at):
        return None
    end = at
    while end < stop and end - at < _NAME and _names(cues, end):
        end += 1
    if end == at or (comma and not (end < stop and (cues.is_mark(end) or "that_word" in cues.labels(end)))):
        return None
    return Mention(at, end, [k for k in range(at, end) if cues.tokens[k].kind == "word"], "name", person=True)
