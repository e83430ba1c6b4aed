"""A course: from pages and what is right on them to a finder in a folder."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from marsad.model.coded import CodedClaim
from marsad.read.finding.finds import Finds
from marsad.read.finding.pieces import cut
from marsad.read.finding.training.e5 import Weights, installed, load_encoder
from marsad.read.finding.training.fit import Net, Plan, fit
from marsad.read.finding.training.lesson import Alike, lesson
from marsad.read.finding.training.net import Linker, Opener
from marsad.read.finding.training.ship import ship
from marsad.read.finding.training.vocabulary import cutter, kept_pieces

SLICES = "training"
"""The folder beside the finder's files in which a run keeps its state, so that it can go on."""


class Course(NamedTuple):
    """Where to, how long, from which seed, and when two names mean the same."""

    folder: Path
    epochs: int
    seed: int
    same_party: Callable[[str | None, str | None], bool]
    same_place: Callable[[str, str], bool]


def learn(
    course: Course,
    pages: Sequence[tuple[Finds, Sequence[CodedClaim]]],
    texts: Sequence[str],
    tick: Callable[[int, int, float], None],
) -> None:
    """Train on pages and write the graphs; the vocabulary is that of the texts."""
    weights = Weights(installed())
    rows = kept_pieces(weights.pieces, texts)
    cuts = cutter([weights.pieces[row] for row in rows])
    alike = Alike(course.same_party, course.same_place)
    lessons = [lesson(found, cut(cuts, found.page.report.text), claims, alike) for found, claims in pages]
    plan = Plan(epochs=course.epochs, seed=course.seed)
    net = Net(load_encoder(weights, rows), *new_heads(course.seed))
    fit(net, lessons, plan, course.folder / SLICES, tick)
    ship(net, cuts, course.folder)


def new_heads(seed: int) -> tuple[Opener, Linker]:
    """The parts that start from nothing, from a seed."""
    import torch  # noqa: PLC0415 - for its seed alone

    torch.manual_seed(seed)
    return Opener(), Linker()
