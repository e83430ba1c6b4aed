"""Memory of who has spoken: what "he added", "the source", "the same observatory" and a bare family name stand for."""

import msgspec

from marsad.arabic.fold import fold_key
from marsad.read.speech.cues import Cues
from marsad.read.speech.mention import Mention
from marsad.read.speech.said import Chain, Speaker
from marsad.read.speech.speakers import speakers

_ISSUERS = frozenset({"speech_org", "party", "speech_media", "speech_role"})
"""Kinds of mention that issue statements."""


_REMEMBERED = 200
"""Speakers back that a short name may mean."""
_FAR = 2000
"""Tokens back to a name that nobody has spoken under yet."""


class _Known(msgspec.Struct):
    """A speaker named before: the label and value of the head, the folded words, and the chain up to them."""

    kind: str
    head: str
    keys: tuple[str, ...]
    chain: Chain


class Memory:
    """Speakers in the order of the text. `last` is the chain that spoke last."""

    def __init__(self, cues: Cues, outlet: str = "", own: frozenset[str] = frozenset()) -> None:
        """Nobody has spoken yet; `outlet` and the party ids in `own` are the report's own voice."""
        self._cues = cues
        self._known: list[_Known] = []
        self._outlet = frozenset(fold_key(outlet).split())
        self._own = own
        self.last: Chain = ()

    def carried(self) -> Chain:
        """The last chain, as one who goes on."""
        return again(self.last)

    def chain(self, mention: Mention, *, goes_on: bool = False) -> Chain:
        """The chain of a mention, the body before the person; `goes_on` for a verb that continues an account."""
        if mention.kind == "self":
            return ()
        if mention.kind == "speech_text" and mention.head == "statement":
            issued = self._issuer(mention)
            if issued is not None:
                return issued
        antecedent = self._antecedent(mention)
        if mention.bare and not mention.plural and mention.head == "source" and antecedent is None and self.last:
            return self.carried()
        if antecedent is not None and (mention.bare or mention.person or goes_on):
            return self._whole(antecedent, goes_on=goes_on or mention.bare)
        outer: Chain = self.chain(self._bodily(mention)) if mention.body and mention.person else ()
        if mention.body and mention.kind == "speech_role" and mention.bare is False:
            outer = self._short_body(mention)
        return self._learn(mention, outer)

    def _whole(self, known: _Known, *, goes_on: bool) -> Chain:
        """The antecedent with those who relay it, where it spoke last; else alone."""
        if goes_on and known.chain and self.last and known.chain[-1].text == self.last[-1].text:
            return again(self.last)
        return again(known.chain)

    def _issuer(self, mention: Mention) -> Chain | None:
        """Who issued a statement: the body named after it, or for a bare one who spoke last."""
        if mention.bare:
            return self.carried() or None
        inner = speakers(self._cues, mention.start + 1, mention.end)
        return (
            self.chain(inner[0])
            if inner and inner[0].kind in {"speech_org", "party", "speech_media", "speech_role"}
            else None
        )

    def _bodily(self, mention: Mention) -> Mention:
        """The body of a mention as a mention of its own."""
        inner = speakers(self._cues, mention.body[0], mention.body[-1] + 1, particle=bool(mention.body_particle))
        if inner and not inner[0].person:
            return inner[0]
        return Mention(mention.body[0], mention.body[-1] + 1, mention.body, "body", particle=mention.body_particle)

    def _short_body(self, mention: Mention) -> Chain:
        """The body of an unnamed role, where a bare word stands for one named before ("the union's spokeswoman")."""
        body = self._bodily(mention)
        known = self._antecedent(body) if body.bare else None
        return again(known.chain) if known else ()

    def _antecedent(self, mention: Mention) -> _Known | None:
        """Whoever named before has the head of a bare mention, or the whole of a person's shorter name."""
        keys = self._keys(mention)
        for known in reversed(self._known[-_REMEMBERED:]):
            if (
                mention.bare
                and known.kind == mention.kind
                and known.head == mention.head
                and (mention.head or keys == known.keys)
            ):
                return known
            if mention.person and known.kind == "name" and set(keys) <= set(known.keys):
                return known
            if keys == known.keys:
                return known
            if (
                mention.head
                and (known.kind, known.head) == (mention.kind, mention.head)
                and set(keys) < set(known.keys)
            ):
                return known
        return self._named_before(mention) if mention.bare else None

    def _named_before(self, mention: Mention) -> _Known | None:
        """A body that the text names before it speaks ("the organisation" after "the organisation of such")."""
        if mention.kind not in {"speech_org", "speech_media"}:
            return None
        for at in range(mention.start - 1, max(-1, mention.start - _FAR), -1):
            match = self._cues.get(at, mention.kind)
            if match and match.value == mention.head and not self._cues.definite(at):
                found = speakers(self._cues, at, len(self._cues.tokens))
                if found and len(found[0].words) > 1:
                    return _Known(mention.kind, mention.head, self._keys(found[0]), (self._speaker(found[0]),))
        return None

    def _learn(self, mention: Mention, outer: Chain) -> Chain:
        if not mention.words:  # nothing but marks stands where a name should
            return outer
        speaker = self._speaker(mention)
        if not fold_key(speaker.text).strip() or self._is_outlet(mention, speaker.text):
            return outer
        chain = (*outer, speaker)
        self._known.append(_Known(mention.kind, mention.head, self._keys(mention), chain))
        return chain

    def _is_outlet(self, mention: Mention, text: str) -> bool:
        """Whether a mention names the outlet itself."""
        if self._own and any(self._cues.value(at, "party") in self._own for at in mention.words):
            return not mention.person
        words = frozenset(fold_key(text).split())
        return bool(self._outlet) and (words <= self._outlet or self._outlet <= words)

    def _speaker(self, mention: Mention) -> Speaker:
        return Speaker(mention.words[0], mention.words[-1] + 1, self._cues.text(mention.words, mention.particle))

    def _keys(self, mention: Mention) -> tuple[str, ...]:
        return tuple(fold_key(word) for word in self._cues.text(mention.words, mention.particle).split())


def again(chain: Chain) -> Chain:
    """A chain that goes on: each speaker is carried over from before."""
    return tuple(msgspec.structs.replace(speaker, continued=True) for speaker in chain)
