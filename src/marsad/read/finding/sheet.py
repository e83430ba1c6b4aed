"""The sheet: all that is known of a page's stretches and mentions before it is weighed, in numbers.

The rules' own findings are among them, so that what is learned is when to believe the rules.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple, get_args

import numpy as np
import numpy.typing as npt

from marsad.grammar.scopes import kinds_at
from marsad.model.period import Period
from marsad.model.vocabulary import Outcome
from marsad.read.counting.counts import casualties
from marsad.read.draft import Draft, Page
from marsad.read.finding.kinds import KINDS, kind_number
from marsad.read.finding.mentions import PLACES, ROLES, Mention
from marsad.read.finding.stretches import SOURCES, Stretch
from marsad.read.sentences import Range

Numbers = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

MARKS = (
    "by",
    "on",
    "with",
    "hold",
    "suffer",
    "kill",
    "say",
    "aim",
    "between",
    "prep",
    "of",
    "in",
    "for",
    "fire",
    "verb",
)
"""How a name may be governed; other marks count as none."""
SLOTS = ("actor", "target", "speaker", "date", "place")
"""What a mention may be linked to a claim as."""
_OUTCOMES: tuple[str, ...] = get_args(Outcome)
_SCOPES = ("negated", "prospect")
_FAR = 8
_LONG = 40
_LEAD = 5

OF_STRETCH = 2 * len(KINDS) + len(SOURCES) + len(_OUTCOMES) + len(_SCOPES) + 9
OF_MENTION = len(ROLES) + len(MARKS) + 6
OF_PAIR = 25


class Sheet(NamedTuple):
    """A page in numbers: S stretches, M mentions; `drafts` are the rules' own, `near` each stretch's nearest (or -1).

    `stretch_tokens` and `mention_tokens` are `[start, end)` rows.
    """

    of_stretch: Numbers
    of_mention: Numbers
    stretch_tokens: Places
    mention_tokens: Places
    stretch_sentences: Places
    mention_sentences: Places
    near: list[int]
    believed: list["Believed"]
    heard: list[list[int]]


class Believed(NamedTuple):
    """What the rules put into each slot of a draft, as numbers of mentions."""

    actor: list[int]
    target: list[int]
    speaker: list[int]
    date: list[int]
    place: list[int]


def sheet(
    page: Page, spans: Sequence[Stretch], names: Sequence[Mention], drafts: Sequence[tuple[Draft, bool]]
) -> Sheet:
    """The sheet of a page; `drafts` with whether settling kept each."""
    near, overlap = _overlaps(spans, drafts)
    index = _index(names)
    return Sheet(
        np.stack([_stretch(page, span, overlap[n], names, index) for n, span in enumerate(spans)])
        if spans
        else np.zeros((0, OF_STRETCH), np.float32),
        _mentions(page, names),
        _rows([(span.start, span.end) for span in spans]),
        _rows([(name.start, name.end) for name in names]),
        np.array([span.sentence for span in spans], np.int64),
        np.array([name.sentence for name in names], np.int64),
        near,
        [_believed(draft, index) for draft, _ in drafts],
        [_heard(page, span, index) for span in spans],
    )


def overlaps(many: Places, one: Range) -> npt.NDArray[np.float64]:
    """Shared tokens of all tokens of each of many stretches `[start, end)` and one, 0 to 1."""
    starts, ends = many[:, 0], many[:, 1]
    shared = (np.minimum(ends, one[1]) - np.maximum(starts, one[0])).clip(0)
    found: npt.NDArray[np.float64] = shared / (ends - starts + one[1] - one[0] - shared).clip(1)
    return found


def _rows(ranges: list[Range]) -> Places:
    return np.array(ranges, np.int64).reshape(-1, 2)


def _overlaps(spans: Sequence[Stretch], drafts: Sequence[tuple[Draft, bool]]) -> tuple[list[int], list[Numbers]]:
    """The draft that each stretch is nearest to, and how far it is one of each kind by kept and by other drafts."""
    near, found = [], []
    pieces = _rows([draft.pieces[0] for draft, _ in drafts])
    for span in spans:
        numbers = np.zeros(2 * len(KINDS), np.float32)
        shared = overlaps(pieces, (span.start, span.end))
        best, at = 0.0, -1
        for number in np.flatnonzero(shared).tolist():
            (draft, kept), part = drafts[number], float(shared[number])
            column = kind_number(draft.kind, draft.change) + (0 if kept else len(KINDS))
            numbers[column] = max(numbers[column], part)
            if part + kept / 100 > best:
                best, at = part + kept / 100, number
        near.append(at)
        found.append(numbers)
    return near, found


class _Index(NamedTuple):
    """The mentions' first tokens, in order; the numbers of names by their tokens, and of days by their period."""

    starts: list[int]
    at: dict[Range, list[int]]
    days: dict[Period, list[int]]


def _index(names: Sequence[Mention]) -> _Index:
    at, days = defaultdict[Range, list[int]](list), defaultdict[Period, list[int]](list)
    for number, name in enumerate(names):
        if name.when is None:
            at[name.start, name.end].append(number)
        elif name.period is not None:
            days[name.period].append(number)
    return _Index([name.start for name in names], at, days)


def _stretch(page: Page, span: Stretch, kinds: Numbers, names: Sequence[Mention], index: _Index) -> Numbers:
    lattice, start, end = page.lattice, span.start, span.end
    counts = casualties(lattice, start, end)
    told = {count.outcome for count in counts}
    first, last = bisect_left(index.starts, start), bisect_left(index.starts, end)
    inside = [name for name in names[first:last] if name.end <= end]
    roles = Counter(role for name in inside for role in name.roles)
    marked = {kind for at in (start, (start + end) // 2) for kind in kinds_at(page.scopes.near(at), at)}
    rest = [
        *(source in span.sources for source in SOURCES),
        *(outcome in told for outcome in _OUTCOMES),
        *(scope in marked for scope in _SCOPES),
        min(1.0, (end - start) / _LONG),
        min(3, len(counts)) / 3,
        span.sentence / max(1, len(page.sentences)),
        span.sentence == 0,
        min(3, sum(roles[label] for label in PLACES)) / 3,
        min(3, roles["party"]) / 3,
        min(2, roles["date"]) / 2,
        min(2, roles["speaker"]) / 2,
        any(speech.start <= start < speech.end for speech in page.speeches.near(start)),
    ]
    return np.concatenate([kinds, np.array(rest, np.float32)])


def _mentions(page: Page, names: Sequence[Mention]) -> Numbers:
    found = np.zeros((len(names), OF_MENTION), np.float32)
    often = Counter(name.text for name in names if name.text)
    for row, name in zip(found, names, strict=True):
        for role in name.roles:
            row[ROLES.index(role)] = 1
        if name.mark in MARKS:
            row[len(ROLES) + MARKS.index(name.mark)] = 1
        party = name.named.get("party")
        row[len(ROLES) + len(MARKS) :] = (
            getattr(party, "role_hint", "") == "voice",
            getattr(party, "adjectival", False),
            getattr(party, "bare", False),
            bool(name.when and name.when.now),
            name.sentence / max(1, len(page.sentences)),
            np.log1p(often[name.text]) / 3,
        )
    return found


def _believed(draft: Draft, index: _Index) -> Believed:
    def at(*ranges: Range) -> list[int]:
        return sorted({number for tokens in ranges for number in index.at.get(tokens, ())})

    return Believed(
        at((draft.actor.start, draft.actor.end)) if draft.actor else [],
        at((draft.target.start, draft.target.end)) if draft.target else [],
        at((draft.chain[-1].start, draft.chain[-1].end)) if draft.chain else [],
        index.days.get(draft.date, []) if draft.date else [],
        at(*((place.start, place.end) for place in draft.places)),
    )


def _heard(page: Page, span: Stretch, index: _Index) -> list[int]:
    """Who speaks over the middle of a stretch, as the rules hear it."""
    at = (span.start + span.end) // 2
    speakers = {
        (speech.chain[-1].start, speech.chain[-1].end)
        for speech in page.speeches.near(at)
        if speech.start <= at < speech.end and speech.chain
    }
    return sorted(number for tokens in speakers for number in index.at.get(tokens, ()))


def pairs(page: Sheet, number: int, texts: Sequence[str]) -> Numbers:
    """How each mention stands to stretch `number`, as M rows; `texts` are the mentions' own."""
    start, end = (int(at) for at in page.stretch_tokens[number])
    first, last = page.mention_tokens[:, 0], page.mention_tokens[:, 1]
    inside, before, after = (first >= start) & (last <= end), last <= start, first >= end
    away = np.where(inside, 0, np.where(before, start - last, first - end)).clip(0)
    sentences = page.mention_sentences - page.stretch_sentences[number]
    named = {text for text, here in zip(texts, inside, strict=True) if here and text}
    columns = [
        inside, before, after, np.log1p(away) / 5,
        sentences == 0, sentences == -1, sentences == 1, sentences.clip(-_FAR, _FAR) / _FAR,
        np.where(inside, (first - start) / max(1, end - start), 0), first < _LEAD,
        [text in named for text in texts],
        *_ranks(page, inside, before),
    ]  # fmt: skip
    found = np.zeros((len(texts), OF_PAIR), np.float32)
    for column, values in enumerate(columns):
        found[:, column] = values
    _believe(page, number, texts, found, len(columns))
    return found


def _ranks(page: Sheet, inside: npt.NDArray[np.bool_], before: npt.NDArray[np.bool_]) -> list[npt.NDArray[np.bool_]]:
    """Whether a mention is the first of its role inside, and the last of its role before."""
    first, last = np.zeros(len(inside), bool), np.zeros(len(inside), bool)
    for role in range(len(ROLES)):
        has = page.of_mention[:, role] > 0
        if (within := np.flatnonzero(has & inside)).size:
            first[within[0]] = True
        if (ahead := np.flatnonzero(has & before)).size:
            last[ahead[-1]] = True
    return [first, last]


def _believe(page: Sheet, number: int, texts: Sequence[str], found: Numbers, column: int) -> None:
    """What the rules put into the slots of the nearest draft: the mention itself, its like, or nothing."""
    draft = page.near[number]
    if draft >= 0:
        for slot, chosen in enumerate(page.believed[draft]):
            found[chosen, column + slot] = 1
            if slot < len(SLOTS) - 1 and not chosen:
                found[:, column + len(SLOTS) + slot] = 1
        for slot, chosen in enumerate((page.believed[draft].actor, page.believed[draft].speaker)):
            likes = {texts[n] for n in chosen} - {""}
            found[:, column + 2 * len(SLOTS) - 1 + slot] = [text in likes for text in texts]
    found[page.heard[number], column + 2 * len(SLOTS) + 1] = 1
