"""Content: where what is said begins, past the time, the place and the medium of saying; relays are noted."""

from marsad.read.speech.cues import Cues, happens
from marsad.read.speech.mention import COMMAS, LONGEST, TO, Mention
from marsad.read.speech.speakers import speakers
from marsad.read.speech.subjects import is_time

AHEAD = 16
"""Tokens between a speaker and the word that opens the content, at most."""
_FARTHEST = 40
"""Tokens that all the asides together may take."""
_COLON = ":"
_RELAYS = frozenset({"speech_media", "party", "name"})


class Way:
    """The way from a speaker to what is said: its `start`, the `outer` relays and `inner` citations found on it."""

    def __init__(self, cues: Cues, at: int, stop: int) -> None:
        """Walk from a token; at most to the sentence's end."""
        self.cues = cues
        self.stop = stop
        self.outer: list[Mention] = []
        self.inner: list[Mention] = []
        self.start = self._walk(at)

    def _walk(self, at: int) -> int:
        cues, limit = self.cues, min(self.stop, at + _FARTHEST)
        while at < limit:
            that = cues.get(at, "that_word")
            if that is not None:
                return that.end
            if cues.tokens[at].key == _COLON or at in cues.quotes:
                return self._after_colon(at + 1)
            step = self._relay(at) or self._aside(at)
            if not step and cues.value(at, "speech_link") in {"about", "toward"}:
                that = cues.get(at + 1, "that_word") if at + 1 < self.stop else None
                return that.end if that is not None else at + 1
            if not step:
                return self._ahead(at) or at
            at = step
        return at

    def _after_colon(self, at: int) -> int:
        while at < self.stop and ("that_word" in self.cues.labels(at) or at in self.cues.quotes):
            at += 1
        return at

    def _relay(self, at: int) -> int:
        """Past a relay ("told the agency Y", "according to Y") or a citation ("citing Y"); 0 where none stands."""
        cues = self.cues
        by = cues.get(at, "speech_by")
        if by is not None:
            at = by.end + (by.end < self.stop and "speech_verb" in cues.labels(by.end))
            found = speakers(cues, at, self.stop, particle=by.value == "by-to")
            (self.inner if by.value == "from" else self.outer).extend(found)
            return found[-1].end if found else 0
        lone = cues.tokens[at].key == TO[0]
        known = any(m.prefix in TO and m.label in {"speech_media", "party"} for m in cues.lattice.at[at])
        if not lone and not known and not self._unknown_relay(at):
            return 0
        found = speakers(cues, at + lone, self.stop, particle=True)
        if not found or found[0].kind not in _RELAYS:
            return 0
        self.outer += found[:1]
        return found[0].end

    def _unknown_relay(self, at: int) -> bool:
        """Whether a word that no lexicon knows is "to Y" right before the content."""
        cues, after = self.cues, at + 1
        if cues.lattice.at[at] or not cues.tokens[at].key.startswith(TO[0]) or after >= self.stop:
            return False
        labels = cues.labels(after)
        opens = "that_word" in labels or "speech_medium" in labels
        return opens or after in cues.quotes or cues.tokens[after].key == _COLON

    def _aside(self, at: int) -> int:
        """Past a time, a medium, a relative clause, brackets or what stands between commas; 0 where none stands."""
        cues = self.cues
        medium = cues.get(at, "speech_medium")
        if medium is not None:
            return self._ahead(medium.end, keep=True) or medium.end
        date = cues.get(at, "date")
        if date is not None:
            return date.end
        if is_time(cues, at):
            return at + 1
        if "relative" in cues.labels(at):
            return self._past_relative(at)
        if cues.tokens[at].key == "(":
            close = next((k for k in range(at, min(self.stop, at + LONGEST)) if cues.tokens[k].key == ")"), 0)
            return close + 1 if close else 0
        return self._past_comma(at) if cues.tokens[at].key in COMMAS else 0

    def _past_relative(self, at: int) -> int:
        cues = self.cues
        for k in range(at, min(self.stop, at + AHEAD)):
            if cues.tokens[k].key in COMMAS:
                return k + 1
            if cues.tokens[k].key == _COLON or k in cues.quotes or "that_word" in cues.labels(k):
                return k
        return 0

    def _past_comma(self, at: int) -> int:
        """Past a comma, and past what stands between it and a second one before "that"."""
        cues = self.cues
        for k in range(at + 1, min(self.stop - 1, at + AHEAD)):
            if "speech_verb" in cues.labels(k) or "that_word" in cues.labels(k):
                break
            if cues.tokens[k].key in COMMAS and "that_word" in cues.labels(k + 1):
                return k + 1
        return at + 1

    def _ahead(self, at: int, *, keep: bool = False) -> int:
        """Past the next word that opens content (with `keep`, at it), before a happening is told; 0 where none is."""
        cues = self.cues
        for k in range(at, min(self.stop, at + AHEAD)):
            labels = cues.labels(k)
            that = labels.get("that_word")
            if that is not None and "date_role" not in cues.labels(k - 1):
                return k if keep else that.end
            if cues.tokens[k].key == _COLON or (k in cues.quotes and cues.quotes[k] - k > LONGEST):
                return k if keep else self._after_colon(k + 1)
            if "speech_verb" in labels or "speech_while" in labels:
                return 0
            if "speech_content" in labels or any(label == "number" or happens(label) for label in labels):
                return self._late(k, keep=keep)
        return 0

    def _late(self, at: int, *, keep: bool) -> int:
        """A "that" right after a comma, past asides that tell of happenings; 0 where none stands."""
        cues = self.cues
        for k in range(at, min(self.stop, at + AHEAD)):
            labels = cues.labels(k)
            that = labels.get("that_word")
            if that is not None:
                return (k if keep else that.end) if cues.tokens[k - 1].key in COMMAS and not that.prefix else 0
            if "speech_verb" in labels or "speech_while" in labels:
                return 0
        return 0
