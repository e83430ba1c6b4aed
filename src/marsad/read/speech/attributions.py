"""Attributions without a verb of their own: "according to X", "adding that", "its denial of", a credit at the end."""

from marsad.grammar.lattice import Match
from marsad.read.speech.cues import Cues
from marsad.read.speech.ledger import Ledger, nest, stance
from marsad.read.speech.memory import again
from marsad.read.speech.mention import COMMAS, TO, Mention
from marsad.read.speech.said import Chain, Speech
from marsad.read.speech.saying import saying
from marsad.read.speech.speakers import speakers
from marsad.read.speech.subjects import past_adverbs

_ANNOUNCERS = frozenset({"speech_org", "party", "place", "speech_role", "speech_media", "definite"})
_CREDIT = 12
"""Tokens from the report's end within which a credit stands."""


def by(ledger: Ledger, at: int) -> None:
    """An "according to X": at a sentence's head it opens, else it closes."""
    cues, stop = ledger.cues, ledger.stop
    match = cues.labels(at)["speech_by"]
    if match.value == "credit":
        credit(ledger, match)
        return
    after = past_adverbs(cues, match.end, stop)
    if after < stop and "speech_verb" in cues.labels(after):
        after = past_adverbs(cues, after + 1, stop)
    if after >= stop or cues.value(after, "speech_object").startswith("not-"):
        return
    own_words = cues.get(after, "speech_noun")
    if own_words is not None and own_words.value == "quote":
        ledger.close(at, own_words.end, [ledger.memory.carried()], at)
        return
    found = speakers(cues, after, stop, particle=match.value == "by-to")
    if found:
        _attribute(ledger, at, found)


def credit(ledger: Ledger, match: Match) -> None:
    """A named credit at the report's end is the source of all that nobody else says (docs/codebook.md)."""
    tokens = ledger.cues.tokens
    if len(tokens) - match.start > _CREDIT:
        return
    found = speakers(ledger.cues, match.end, len(tokens))
    for mention in found:
        ledger.add(Speech(0, match.start, ledger.memory.chain(mention), "asserts", match.start, closing=True))


def _attribute(ledger: Ledger, at: int, found: list[Mention]) -> None:
    cues = ledger.cues
    chains = [ledger.memory.chain(mention) for mention in found]
    end = found[-1].end
    source = cues.get(end, "speech_by")
    cited = speakers(cues, source.end, ledger.stop) if source is not None and source.value == "from" else []
    if cited:
        chains = [nest(chain, ledger.memory.chain(mention)) for chain in chains for mention in cited]
        end = cited[-1].end
    ledger.past = end
    if at == ledger.first or (at == ledger.first + 1 and "connector" in cues.labels(ledger.first)):
        _open(ledger, at, end, chains)
    elif not _relay(ledger, at, chains, found):
        ledger.close(at, end, chains, at)
    ledger.memory.last = chains[-1]


def _open(ledger: Ledger, at: int, start: int, chains: list[Chain]) -> None:
    cues = ledger.cues
    while start < ledger.stop and (cues.tokens[start].key in COMMAS or "that_word" in cues.labels(start)):
        start += 1
    ledger.open(start, chains, at, "say")


def _relay(ledger: Ledger, at: int, chains: list[Chain], found: list[Mention]) -> bool:
    """A medium that closes what somebody else was said to say relays it: it joins that chain from outside."""
    over = ledger.over(at - 1)
    relays = any(_relays(ledger.cues, mention) for mention in found)
    if over is None or not relays or not chains[0] or over.chain[-1:] == chains[0][-1:]:
        return False
    where = (over.start, over.end, over.verb)
    for speech in ledger.here:
        if (speech.start, speech.end, speech.verb) == where:
            speech.chain = nest(chains[0], speech.chain)
    return True


def _relays(cues: Cues, mention: Mention) -> bool:
    """Whether a mention is one who reports what others say: a medium, or a voice among the parties."""
    if mention.kind != "party":
        return mention.kind in {"speech_media", "self"}
    match = cues.get(mention.start, "party")
    return match is not None and getattr(match.data, "role_hint", "") == "voice"


def participle(ledger: Ledger, at: int) -> None:
    """A participle such as "adding that": whoever spoke before it in the sentence, else whoever acts in it."""
    cues = ledger.cues
    if not (cues.joined(at) or at == ledger.first or cues.is_mark(at - 1)):
        return
    value = cues.value(at, "speech_while")
    said = saying(cues, at, value, (ledger.first, ledger.stop))
    over = ledger.over(at)
    if said is None or (over is not None and over.quote):
        return
    spoken = over or next((s for s in reversed(ledger.here) if not s.closing and s.end <= at + 1), None)
    chain = again(spoken.chain) if spoken else ledger.subject()
    ledger.cut(at)
    ledger.open(said.start, [chain], at, value)
    ledger.memory.last = chain


def verbal_noun(ledger: Ledger, at: int) -> None:
    """A verbal noun of saying: "its denial of", "Ankara's announcement of", "there is no truth to"."""
    cues = ledger.cues
    match = cues.labels(at)["speech_noun"]
    if match.value == "quote" or ("speech_verb" in cues.labels(at) and not match.suffix):
        return
    over, denies = ledger.over(at), stance(match.value) == "denies"
    ends = match.end >= ledger.stop or cues.is_mark(match.end) or cues.joined(match.end)
    if match.value == "untrue" and ends and over is not None:
        ledger.add(Speech(over.start, at, over.chain, "denies", at))
        return
    found = [] if match.prefix.endswith(TO) else speakers(cues, match.end, ledger.stop)
    if denies and not found:
        chain = over.chain if over else ledger.subject()
        ledger.add(Speech(match.end, over.end if over else ledger.stop, chain, "denies", at))
    elif found and found[0].kind in _ANNOUNCERS and found[0].end < ledger.stop:
        start = found[0].end
        end = next((k for k in range(start, ledger.stop) if cues.tokens[k].key in COMMAS), ledger.stop)
        ledger.add(Speech(start, end, ledger.memory.chain(found[0]), stance(match.value), at))
