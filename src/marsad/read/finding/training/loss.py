"""What a net has still to learn of a lesson: the judge's and the linker's losses."""

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from marsad.read.finding.mentions import ROLES
from marsad.read.finding.sheet import SLOTS, Numbers, pairs
from marsad.read.finding.training.lesson import Lesson, Link
from marsad.read.finding.training.net import Linked, Linker, Opened, Opener

_LEAST = 3
"""Claims by which a report's judgements are shared out at least: a page without claims counts little."""
_NEVER = -1e4
_DATE = ROLES.index("date")
_NAMED = SLOTS[:-1]
"""Slots that hold one thing or nothing; a place slot holds any number."""


class Aims(NamedTuple):
    """A lesson as tensors, made once."""

    spans: Tensor
    names: Tensor
    of_span: Tensor
    of_name: Tensor
    kinds: Tensor
    counted: Tensor
    stretches: Tensor
    of_kind: Tensor
    pairs: Tensor
    weight: Tensor
    right: Tensor
    known: Tensor
    may: Tensor
    places: Tensor
    judged: Tensor
    flags: Tensor


def aims(lesson: Lesson) -> Aims:
    """The tensors of a lesson; Q links, M mentions."""
    page, links = lesson.finds.sheet, lesson.links
    spans = [lesson.finds.page.lattice.span(one.start, one.end) for one in lesson.finds.stretches]
    names = [lesson.finds.page.lattice.span(one.start, one.end) for one in lesson.finds.mentions]
    count = len(names)
    right = np.zeros((len(links), len(_NAMED), count + 1), bool)
    known = np.zeros((len(links), len(_NAMED)), bool)
    for row, link in enumerate(links):
        for slot, chosen in enumerate((link.actor, link.target, link.speaker, link.date)):
            known[row, slot] = chosen is not None
            right[row, slot, [one + 1 for one in chosen] if chosen else [0]] = chosen is not None
    dates = page.of_mention[:, _DATE] > 0
    may = np.stack([np.concatenate([[True], dates if slot == "date" else ~dates]) for slot in _NAMED])
    right &= may[None]
    known &= right.any(2)
    wanted, judged = _places(lesson)
    often = [sum((one.stretch, one.kind) == (link.stretch, link.kind) for one in links) for link in links]
    related = [pairs(page, link.stretch, lesson.finds.texts) for link in links]
    return Aims(*(
        torch.from_numpy(np.asarray(one)) for one in (
            lesson.pieces.rows(spans), lesson.pieces.rows(names), page.of_stretch, page.of_mention,
            lesson.kinds, lesson.counted,
            np.array([link.stretch for link in links], np.int64), np.array([link.kind for link in links], np.int64),
            np.stack(related) if links else np.zeros((0, count, 0), np.float32),
            np.array([1 / times for times in often], np.float32),
            right, known, may, wanted, judged,
            np.array([link.flags for link in links], np.float32).reshape(-1, 3),
        )
    ))  # fmt: skip


def _places(lesson: Lesson) -> tuple[Numbers, Numbers]:
    """Which mentions are a link's places, and which count: of one place's mentions the one nearest to the evidence."""
    links = lesson.links
    roles = np.array([bool(name.named) for name in lesson.finds.mentions], np.float32)
    wanted = np.zeros((len(links), len(roles)), np.float32)
    judged = np.tile(roles, (len(links), 1))
    for row, link in enumerate(links):
        for place in link.places:
            if place:
                judged[row, place] = 0
                near = min(place, key=lambda one: _away(lesson, link, one))
                wanted[row, near], judged[row, near] = 1, 1
    return wanted, judged


def _away(lesson: Lesson, link: Link, name: int) -> int:
    start, end = lesson.finds.sheet.stretch_tokens[link.stretch]
    first, last = lesson.finds.sheet.mention_tokens[name]
    return int(max(0, first - end, start - last))


def loss(opener: Opener, linker: Linker, states: Tensor, aim: Aims) -> Tensor:
    """The loss of one lesson, given its states."""
    opened: Opened = opener(states, aim.spans, aim.names, aim.of_span, aim.of_name)
    judged = functional.binary_cross_entropy_with_logits(opened.kinds, aim.kinds, reduction="none") * aim.counted
    links = len(aim.stretches)
    found = judged.sum() / max(_LEAST, links)
    if not links or not len(aim.names):
        return found
    linked: Linked = linker(
        opened.spans[aim.stretches], aim.of_kind, opened.names, aim.pairs, aim.of_name, aim.of_span[aim.stretches]
    )
    return found + (_linked(linked, aim) * aim.weight).sum() / aim.weight.sum()


def _linked(linked: Linked, aim: Aims) -> Tensor:
    """The loss of each link."""
    logits = torch.cat([linked.none[:, None], linked.slots[:, :, : len(_NAMED)]], 1).transpose(1, 2)
    odds = logits.masked_fill(~aim.may[None], _NEVER).log_softmax(2)
    slots = -odds.masked_fill(~aim.right, _NEVER).logsumexp(2) * aim.known
    places = functional.binary_cross_entropy_with_logits(linked.slots[:, :, -1], aim.places, reduction="none")
    flags = functional.binary_cross_entropy_with_logits(linked.flags, aim.flags, reduction="none")
    return slots.sum(1) + (places * aim.judged).sum(1) + flags.sum(1)
