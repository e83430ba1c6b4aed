"""A trained finder as it ships: a folder with three graphs for onnxruntime, a vocabulary, and a card.

`encoder.onnx` gives the states of pieces, `opener.onnx` the kinds of stretches, `linker.onnx` what fills their slots;
`tokenizer.json` cuts texts, and `card.json` says what it was trained on, with which figures, limits and calibration.
"""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from marsad.errors import InputError
from marsad.model.canonical import canonical, parse
from marsad.read.doubt import Doubt
from marsad.read.finding.filling import Limits
from marsad.read.finding.finds import Finds
from marsad.read.finding.mentions import ROLES
from marsad.read.finding.pieces import Cutter, Pieces, batch, cut, kept
from marsad.read.finding.sheet import SLOTS, Numbers, Places, Sheet, pairs
from marsad.read.finding.weigher import FLAGS, Asked, Links, Weighed, links, sigmoid

T = TypeVar("T")
_CPU = ["CPUExecutionProvider"]
GRAPHS = ("encoder", "opener", "linker")
TOKENIZER, CARD = "tokenizer.json", "card.json"
BESIDE = 400
"""Stretches that are judged beside one another; only a text much longer than a report has more."""
TOGETHER = 64
"""Claims that are linked at once."""
REACH = 60
"""Sentences around a claim in which what fills its slots is looked for."""
_NEVER = -80.0
"""A logit of what is out of reach."""
_MEND = "pip install 'marsad[careful]', or read with `--reader fast`"


class Card(msgspec.Struct, frozen=True):
    """What a finder is: how it was made and how far to believe it."""

    trained: dict[str, Any]
    figures: dict[str, Any]
    limits: Limits
    doubt: Doubt
    licence: str


class OnnxWeigher:
    """A finder run by onnxruntime on one thread, so that the same page is weighed alike every time."""

    def __init__(self, folder: Path) -> None:
        """Load a folder; InputError where something is missing or what runs it is not installed."""
        onnxruntime, tokenizers = _libraries()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # it keeps the memory of the longest text for good
        for name in (*(f"{graph}.onnx" for graph in GRAPHS), TOKENIZER, CARD):
            if not (folder / name).is_file():
                raise InputError("the finder's folder lacks a file", where=str(folder / name), mend=_MEND)
        self._encoder, self._opener, self._linker = (
            _loaded(
                folder / f"{graph}.onnx", lambda path: onnxruntime.InferenceSession(str(path), options, providers=_CPU)
            )
            for graph in GRAPHS
        )
        self._cutter: Cutter = _loaded(folder / TOKENIZER, lambda path: tokenizers.Tokenizer.from_file(str(path)))
        self.card = _loaded(folder / CARD, lambda path: parse(path.read_bytes(), Card))
        self.version = _digest(folder)

    def weigh(self, found: Finds) -> Weighed:
        """Weigh the stretches of a page."""
        pieces = cut(self._cutter, found.page.report.text)
        lattice, page = found.page.lattice, found.sheet
        states = self._states(pieces)
        given: dict[str, npt.NDArray[Any]] = {
            "spans": pieces.rows([lattice.span(one.start, one.end) for one in found.stretches]),
            "names": pieces.rows([lattice.span(one.start, one.end) for one in found.mentions]),
            "of_span": page.of_stretch,
            "of_name": page.of_mention,
        }
        count = -(-len(found.stretches) // BESIDE)
        parts = {name: np.array_split(rows, count) for name, rows in given.items()}
        opened = [
            self._opener.run(None, {"states": states} | {name: rows[part] for name, rows in parts.items()})
            for part in range(count)
        ]
        spans, kinds, names = (np.concatenate(rows) for rows in zip(*opened, strict=True))
        return Weighed(sigmoid(kinds), spans, names)

    def _states(self, pieces: Pieces) -> Numbers:
        """The states of a text's pieces, a window at a time: a long text takes no more memory than a short one."""
        ids, mask = batch(pieces)
        found = []
        for row, first, last in kept(len(pieces.ids)):
            width = int(mask[row].sum())
            (states,) = self._encoder.run(
                None, {"ids": ids[row : row + 1, :width], "mask": mask[row : row + 1, :width]}
            )
            found.append(states[0, first:last])
        return np.concatenate(found)

    def link(self, found: Finds, weighed: Weighed, claims: Asked) -> Links:
        """Weigh what fills the slots of some claims of a page."""
        count, page = len(claims.kinds), found.sheet
        dates = page.of_mention[:, ROLES.index("date")] > 0
        if not found.mentions:
            empty = np.zeros((count, 0, len(SLOTS)), np.float32)
            return links(
                empty, np.zeros((count, len(SLOTS) - 1), np.float32), np.zeros((count, len(FLAGS)), np.float32), dates
            )
        slots = np.full((count, len(found.mentions), len(SLOTS)), _NEVER, np.float32)
        none, flags = np.zeros((count, len(SLOTS) - 1), np.float32), np.zeros((count, len(FLAGS)), np.float32)
        order = np.argsort(claims.stretches, kind="stable")
        for rows in np.array_split(order, -(-count // TOGETHER)):
            near = _near(page, claims.stretches[rows])
            slots[rows, near], none[rows], flags[rows] = self._link(found, weighed, claims, rows, near)
        return links(slots, none, flags, dates)

    def _link(
        self, found: Finds, weighed: Weighed, claims: Asked, rows: Places, near: slice
    ) -> tuple[Numbers, Numbers, Numbers]:
        """The logits of some claims' mentions, of none, and of flags."""
        page, stretches, texts = found.sheet, claims.stretches[rows], found.texts
        given = {
            "spans": weighed.spans[stretches],
            "kinds": claims.kinds[rows],
            "names": weighed.names[near],
            "pairs": np.stack([pairs(page, int(number), texts)[near] for number in stretches]),
            "of_name": page.of_mention[near],
            "of_span": page.of_stretch[stretches],
        }
        slots, none, flags = self._linker.run(None, given)
        return slots, none, flags


def _near(page: Sheet, stretches: Places) -> slice:
    """The mentions that claims of these stretches may be linked to: all of a report, in a book those around them."""
    sentences = page.stretch_sentences[stretches]
    first = np.searchsorted(page.mention_sentences, sentences.min() - REACH, "left")
    last = np.searchsorted(page.mention_sentences, sentences.max() + REACH, "right")
    return slice(int(first), int(last))


def write_card(card: Card, folder: Path) -> None:
    """Write, or write anew, what the folder's finder is."""
    (folder / CARD).write_bytes(canonical(card))


def _loaded(path: Path, load: Callable[[Path], T]) -> T:
    """What a file of a finder holds; InputError for a damaged one, whatever the library that reads it raises."""
    try:
        return load(path)
    except Exception as error:
        raise InputError("the finder's file is damaged", where=str(path), mend=_MEND) from error


def _libraries() -> tuple[Any, Any]:
    try:
        import onnxruntime  # noqa: PLC0415 - an extra: reading by rules alone needs neither
        import tokenizers  # noqa: PLC0415
    except ImportError as error:
        raise InputError("what runs a finder is not installed", mend=_MEND) from error
    return onnxruntime, tokenizers


def _digest(folder: Path) -> str:
    """The version: of all its files together."""
    whole = sha256()
    for name in (*(f"{graph}.onnx" for graph in GRAPHS), TOKENIZER, CARD):
        whole.update((folder / name).read_bytes())
    return whole.hexdigest()[:16]
