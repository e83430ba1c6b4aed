"""Accounts: the report read sentence by sentence for what is said, by whom, and how far it reaches."""

from marsad.grammar.lattice import Match
from marsad.model.vocabulary import Stance
from marsad.read.clauses import Clause, clauses
from marsad.read.cues import Cues, happens
from marsad.read.memory import Memory
from marsad.read.said import Chain, Speech
from marsad.read.saying import Saying, past_adverbs, refers, saying
from marsad.read.sentences import Range
from marsad.read.mention import Mention
from marsad.read.speakers import speakers

_COMMAS = frozenset("،,")
_VERB_PREFIX = frozenset("وفس")
_TO = ("ل", "لل")
_NOT_OBJECTS = frozenset({"ي", "نا", "هن"})
_BLAME_AHEAD = 16
_OWN_AHEAD = 10
_SHORT_QUOTE = 6
_OWN_BACK = 16
_NONE = Match("", "", 0, 0)
_PLAIN = frozenset({"say", "announce", "continue"})
"""Verbs that with a pronoun for object say no more than "which they call"."""
_DENIES = frozenset({"deny", "refuse", "untrue"})
_LEFT_OUT = frozenset({"say", "announce", "continue", "deny", "threaten"})
"""Verbs whose speaker may be left out."""
_ISSUERS = frozenset({"speech_media", "speech_text", "speech_source", "speech_org", "party", "speech_role", "self"})
_RELAYS = frozenset({"speech_media", "speech_source", "speech_role", "speech_org", "party", "definite", "self", "name"})
_BODIES = frozenset({"speech_org", "party", "place", "speech_role", "speech_media", "definite"})


class Accounts:
    """Builds a report's speeches in text order; `found` grows with each sentence."""

    def __init__(self, cues: Cues, memory: Memory) -> None:
        self.cues = cues
        self.memory = memory
        self.found: list[Speech] = []
        self._here: list[Speech] = []
        self._clauses: list[Clause] | None = None
        self._sentence: Range = (0, 0)
        self._past = 0
        self._told_by: Mention | None = None

    def read(self, sentence: Range) -> None:
        """Add the speeches of one sentence; quotations may carry those before it on."""
        self._sentence = sentence
        self._clauses = None
        self._told_by = self._had(sentence)
        self._here = [speech for speech in self._here if speech.quote and speech.end > sentence[0]]
        for at in range(*sentence):
            labels = {match.label for match in self.cues.lattice.at[at]}
            if "speech_verb" in labels:
                self._verb(at)
            if "speech_while" in labels:
                self._while(at)
            if "speech_noun" in labels:
                self._noun(at)
            if "speech_by" in labels and at >= self._past:
                self._by(at)

    def _had(self, sentence: Range) -> Mention | None:
        """The subject of a sentence that opens with "had": whoever says is named before the verb."""
        first, stop = sentence
        for at in range(first, min(stop, first + 2)):
            if self.cues.value(at, "speech_link") == "had":
                found = speakers(self.cues, past_adverbs(self.cues, at + 1, stop), stop)
                return found[0] if found else None
        return None

    def _add(self, speech: Speech) -> None:
        if speech.end > speech.start:
            self.found.append(speech)
            self._here.append(speech)

    def _over(self, at: int) -> Speech | None:
        """The innermost speech so far that covers a token."""
        covering = [s for s in self._here if s.start <= at < s.end and not s.retort and not s.closing]
        return min(covering, key=lambda speech: speech.end - speech.start, default=None)

    def _verb(self, at: int) -> None:
        match = self.cues.labels(at)["speech_verb"]
        if (
            not _VERB_PREFIX.issuperset(match.prefix)
            or match.suffix in _NOT_OBJECTS
            or self._silent(at, match.value)
            or at < self._past
        ):
            return
        told_by, self._told_by = self._told_by, None
        said = saying(self.cues, at, match.value, self._sentence, told_by)
        if said is not None and self._stands(said):
            self._say(said)

    def _silent(self, at: int, value: str) -> bool:
        """Whether a verb of saying says nothing: negated, impersonal, or lacking the word that it needs."""
        cues, (first, stop) = self.cues, self._sentence
        before = range(max(first, at - 2), at)
        if any("neg_word" in cues.labels(k) for k in before) and not any(cues.is_mark(k) for k in before):
            return True
        if "speech_impersonal" in cues.labels(at) and not self._has_subject(at):
            return True
        if cues.labels(at)["speech_verb"].suffix and value in _PLAIN and not refers(cues, at - 1):
            return True
        if value in {"blame", "refuse"}:
            return not any("speech_blame" in cues.labels(k) for k in range(at + 1, min(stop, at + _BLAME_AHEAD)))
        if value == "own":
            ahead = range(at + 1, min(stop, at + _OWN_AHEAD))
            return any(cues.value(k, "speech_object") == "not-own" for k in ahead)
        return False

    def _has_subject(self, at: int) -> bool:
        """Whether a verb that may be impersonal has a speaker after it."""
        found = speakers(self.cues, at + 1, self._sentence[1])
        return bool(found) and found[0].kind in _ISSUERS

    def _stands(self, said: Saying) -> bool:
        """Whether what was found is a saying: some verbs need a speaker of a kind, or words that open the content."""
        kinds = {mention.kind for mention in said.subjects}
        if said.value == "publish":
            ahead = range(said.verb + 1, min(self._sentence[1], said.start + _OWN_AHEAD))
            return bool(kinds) and any(self.cues.value(k, "speech_object") == "published" for k in ahead)
        if said.value in {"show", "document"}:
            return bool(kinds & {"speech_text", "speech_media", "party", "speech_source"})
        if said.value == "relay":
            return bool(kinds & _RELAYS) and (bool(said.inner) or said.cites_last or self._introduced(said))
        introduced = self._introduced(said) or self.cues.value(said.start - 1, "speech_link") == "about"
        if said.value == "reveal" and not introduced and all(mention.person for mention in said.subjects):
            return False
        if said.subjects or said.told or self._introduced(said):
            return True
        if "relative" in self.cues.labels(said.verb - 1) or said.ends:
            return False
        if said.value == "continue":
            return self.cues.value(said.verb + 1, "speech_link") == "about"
        return said.value in _LEFT_OUT

    def _introduced(self, said: Saying) -> bool:
        """Whether "that", a colon or a quotation mark opens the content."""
        before = said.start - 1
        cues = self.cues
        return "that_word" in cues.labels(before) or cues.tokens[before].key == ":" or before in cues.quotes

    def _say(self, said: Saying) -> None:
        over = self._over(said.verb)
        apart = self._apart(said.clause)
        if over is not None and over.quote and not said.subjects:
            return
        chains = self._chains(said, over)
        nests = over is not None and said.subjects and (over.quote or not apart)
        if nests and said.value in {"show", "document"}:
            return
        if nests and over is not None:
            chains = [_nest(over.chain, chain) for chain in chains]
        elif not said.told and not said.ends:
            self._cut(said.clause)
        if (said.value == "own" and (said.told or said.ends)) or (said.told and self._of_noun(said)):
            self._own(said, chains)
        elif said.told or said.this:
            self._retort(said, chains)
        elif said.ends:
            self._close(said.clause, said.start, chains, said.verb, _stance(said.value))
        else:
            self._open(said, chains, over if nests else None)
        self._past = max(self._past, said.start)
        self.memory.last = chains[-1]

    def _chains(self, said: Saying, over: Speech | None) -> list[Chain]:
        """A chain for each who says it, with relays before and those whom they cite after."""
        goes_on = said.value == "continue"
        subjects = [self.memory.chain(mention, goes_on=goes_on) for mention in said.subjects]
        if not subjects:
            subjects = [over.chain if over else self._silent_subject(said.verb)]
        outer = tuple(speaker for mention in said.outer for speaker in self.memory.chain(mention))
        inner = tuple(speaker for mention in said.inner for speaker in self.memory.chain(mention))
        if said.cites_last:
            inner = self.memory.carried()
        return [_nest(_nest(outer, chain), inner) for chain in subjects]

    def _silent_subject(self, verb: int) -> Chain:
        """Who says it where nobody is named: whoever acts in the sentence, else the last speaker."""
        first = self._sentence[0]
        spoken = any(first <= speech.verb for speech in self._here)
        return self.memory.carried() if spoken or verb <= first + 1 else self._subject()

    def _apart(self, clause: int) -> bool:
        """Whether a clause stands beside what is said before it rather than inside."""
        cues = self.cues
        if clause <= self._sentence[0] or cues.joined(clause) or "connector" in cues.labels(clause):
            return True
        if cues.is_mark(clause - 1) or "relative" in cues.labels(clause - 1):
            return True
        near = range(max(self._sentence[0], clause - 3), clause)
        return any((match := cues.get(k, "connector")) is not None and match.end == clause for k in near)

    def _cut(self, clause: int) -> None:
        """End what is said before a clause that stands beside it."""
        for speech in self._here:
            if not speech.quote and not speech.closing and speech.start < clause < speech.end:
                speech.end = clause

    def _open(self, said: Saying, chains: list[Chain], over: Speech | None) -> None:
        quoted = self.cues.quotes.get(said.start - 1) or self.cues.quotes.get(said.start)
        end = over.end if over else self._sentence[1]
        long_quote = quoted is not None and said.value != "accuse" and self._holds(said.start, quoted)
        if quoted is not None and long_quote:
            end = quoted
        stance = _stance(said.value)
        denied = self._denied(said.start, end) if stance == "denies" else end
        for chain in chains:
            self._add(Speech(said.start, denied, chain, stance, said.verb, quote=long_quote))
            if denied < end and "connector" not in self.cues.labels(denied):
                self._add(Speech(denied, end, chain, "asserts", said.verb, quote=long_quote))

    def _denied(self, start: int, end: int) -> int:
        """Where a denial's content ends: at a relative clause, which the denier asserts, or at a new clause."""
        for at in range(start, end):
            labels = self.cues.labels(at)
            if "relative" in labels or labels.get("connector", _NONE).value in {"clause", "but"}:
                return at
            if "cause_word" in labels or ("that_word" in labels and labels["that_word"].prefix):
                return at
        return end

    def _holds(self, start: int, close: int) -> bool:
        """Whether a quotation is all that is said: a long one, or one that nothing follows; a short one is a name."""
        after = close + 1
        return close - start > _SHORT_QUOTE or after >= self._sentence[1] or self.cues.is_mark(after)

    def _retort(self, said: Saying, chains: list[Chain]) -> None:
        """A denial (or claim) that points back to what was told before it."""
        stance = _stance(said.value)
        start, end = self._before(said.clause)
        for chain in chains:
            beside = stance == "denies" or any(s.start <= start < s.end for s in self._here if not s.retort)
            self._add(Speech(start, end, chain, stance, said.verb, closing=True, retort=beside))

    def _of_noun(self, said: Saying) -> bool:
        """Whether "which" stands for a noun right before it, not for all that was told."""
        cues, before = self.cues, said.clause - 1
        if "relative" not in cues.labels(said.verb - 1) or said.clause < said.verb - 1:
            return False
        return before >= self._sentence[0] and not cues.is_mark(before)

    def _own(self, said: Saying, chains: list[Chain]) -> None:
        """The happening that somebody is told to have taken on ("the blast that the group claimed")."""
        cues = self.cues
        for at in range(said.clause - 1, max(self._sentence[0], said.clause - _OWN_BACK) - 1, -1):
            if any(happens(label) or label == "bomb_word" for label in cues.labels(at)):
                stance = _stance(said.value)
                for chain in chains:
                    denies = stance == "denies"
                    self._add(Speech(at, said.start, chain, stance, said.verb, closing=True, retort=denies))
                return

    def _before(self, clause: int) -> Range:
        """What a clause that points back means: the clause before it, or else the sentence before."""
        start = self._clause_start(clause)
        if clause - start > 2:  # noqa: PLR2004 - a connector and an adverb tell nothing
            return start, clause
        first = self._sentence[0]
        back = first - 1
        while (
            back > 0
            and self.cues.tokens[back - 1].key not in {".", "\n"}
            and self.cues.tokens[back - 1].kind != "break"
        ):
            back -= 1
        return max(back, 0), first

    def _clause_start(self, at: int) -> int:
        """Where the clause before a token begins, clauses of results and reasons taken with what they follow."""
        if self._clauses is None:
            self._clauses = clauses(self.cues.lattice, self._sentence)
        start = self._sentence[0]
        for clause in self._clauses:
            if clause.start >= at - 1:
                break
            if clause.opener not in {"result", "explain"}:
                start = clause.start
        low = max((s.start for s in self._here if s.start < at <= s.end + 2 and not s.closing), default=start)
        return max(start, low)

    def _close(self, clause: int, end: int, chains: list[Chain], verb: int, stance: Stance) -> None:
        """What "…, according to X" covers: the last clause before it, and what goes on after it without a pause."""
        start = self._clause_start(clause)
        for chain in chains:
            self._add(Speech(start, self._goes_on(end), chain, stance, verb, closing=True))

    def _goes_on(self, at: int) -> int:
        """Where the clause that a closing stands in ends: right after it, or later where it only interrupts."""
        stop = self._sentence[1]
        if at >= stop:
            return at
        at += self.cues.tokens[at].key in _COMMAS
        if at >= stop or self.cues.joined(at) or "connector" in self.cues.labels(at):
            return at
        if self.cues.is_mark(at) and at not in self.cues.quotes:
            return at
        if "speech_object" in self.cues.labels(at) or "speech_while" in self.cues.labels(at):
            return at
        if self._clauses is None:
            self._clauses = clauses(self.cues.lattice, self._sentence)
        return next((clause.start for clause in self._clauses if clause.start > at), stop)

    def _while(self, at: int) -> None:
        cues = self.cues
        if not (cues.joined(at) or at == self._sentence[0] or cues.is_mark(at - 1)):
            return
        said = saying(cues, at, cues.value(at, "speech_while"), self._sentence)
        if said is None:
            return
        said.subjects, said.clause = [], at
        over = self._over(at)
        if over is not None and over.quote:
            return
        spoken = next((s for s in reversed(self._here) if not s.closing and s.end <= at + 1), None)
        chain = (over or spoken).chain if (over or spoken) else self._subject()
        self._cut(at)
        self._open(said, [chain], None)
        self.memory.last = chain

    def _subject(self) -> Chain:
        """Whoever acts in the sentence, for a participle that no verb of saying goes before."""
        first, stop = self._sentence
        for at in range(first, min(stop, first + 4)):
            if any(match.label.endswith("_verb") for match in self.cues.lattice.at[at]):
                found = speakers(self.cues, past_adverbs(self.cues, at + 1, stop), stop)
                if found and found[0].kind in _BODIES | {"name"}:
                    return self.memory.chain(found[0])
        return self.memory.carried()

    def _noun(self, at: int) -> None:
        """A verbal noun of saying: "its denial of", "Ankara's announcement of", "there is no truth to"."""
        cues = self.cues
        match = cues.labels(at)["speech_noun"]
        over = self._over(at)
        stop = self._sentence[1]
        if match.value in {"quote"} or "speech_verb" in cues.labels(at) and not match.suffix:
            return
        ends = match.end >= stop or cues.is_mark(match.end) or cues.joined(match.end)
        if match.value == "untrue" and ends and over is not None:
            self._add(Speech(over.start, at, over.chain, "denies", at))
            return
        found = [] if match.prefix.endswith(_TO) else speakers(cues, match.end, stop)
        if match.value in _DENIES and not found:
            chain = over.chain if over else self._subject()
            self._add(Speech(match.end, over.end if over else stop, chain, "denies", at))
            return
        if not found or found[0].kind not in _BODIES or found[0].end >= stop:
            return
        chain = self.memory.chain(found[0])
        end = next((k for k in range(found[0].end, stop) if cues.tokens[k].key in _COMMAS), stop)
        self._add(Speech(found[0].end, end, chain, _stance(match.value), at))

    def _by(self, at: int) -> None:
        """An "according to X": at a sentence's head it opens, else it closes."""
        cues, (first, stop) = self.cues, self._sentence
        by = cues.labels(at)["speech_by"]
        after = past_adverbs(cues, by.end, stop)
        if after < stop and "speech_verb" in cues.labels(after):
            after = past_adverbs(cues, after + 1, stop)
        if after >= stop or cues.value(after, "speech_object").startswith("not-"):
            return
        found = speakers(cues, after, stop, particle=by.value == "by-to")
        own_words = cues.get(after, "speech_noun")
        if own_words is not None and own_words.value == "quote":
            self._close(at, own_words.end, [self.memory.carried()], at, "asserts")
            return
        if not found:
            return
        chains = [self.memory.chain(mention) for mention in found]
        end = found[-1].end
        inner = cues.get(end, "speech_by")
        if inner is not None and inner.value == "from":
            cited = speakers(cues, inner.end, stop)
            chains = [_nest(chain, self.memory.chain(m)) for chain in chains for m in cited] or chains
            end = cited[-1].end if cited else end
        self._past = end
        if at == first or (at == first + 1 and "connector" in cues.labels(first)):
            self._opens(end, chains, at)
        else:
            self._closes(at, end, chains, found)
        self.memory.last = chains[-1]

    def _opens(self, at: int, chains: list[Chain], verb: int) -> None:
        said = Saying(verb, "say", verb, at)
        stop = self._sentence[1]
        while said.start < stop and (
            self.cues.tokens[said.start].key in _COMMAS or "that_word" in self.cues.labels(said.start)
        ):
            said.start += 1
        self._open(said, chains, None)

    def _closes(self, at: int, end: int, chains: list[Chain], found: list[Mention]) -> None:
        over = self._over(at - 1)
        relays = any(mention.kind in {"speech_media", "self"} for mention in found)
        if over is not None and relays and chains[0] and over.chain[-1:] != chains[0][-1:]:
            for speech in self._here:
                if (speech.start, speech.end, speech.verb) == (over.start, over.end, over.verb):
                    speech.chain = _nest(chains[0], speech.chain)
            return
        self._close(at, end, chains, at, "asserts")


def _nest(outer: Chain, inner: Chain) -> Chain:
    """One chain inside another; who is already there is not named twice."""
    texts = {speaker.text for speaker in inner}
    return (*(speaker for speaker in outer if speaker.text not in texts), *inner)


def _stance(value: str) -> Stance:
    return "denies" if value in _DENIES else "asserts"
