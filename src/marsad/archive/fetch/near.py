"""Near-duplicates: one text in two places, told by a sketch of each and not by holding all texts.

A sketch is the smallest hashes of a text's shingles, three words each (Broder 1997; bottom-k, Cohen & Kaplan 2007). The
smallest of two sketches together are a fair sample of both texts' shingles, and the share that lies in both estimates
the Jaccard similarity; where a text has no more shingles than the sketch holds, it is exact.
"""

from collections import OrderedDict
from hashlib import blake2b
from heapq import nsmallest

SIZE = 128
"""Hashes of a sketch: the estimate's standard deviation is at most 0.045."""
KEYS = 12
"""Smallest hashes by which candidates are found: texts of similarity 0.6 that share none of them are one in 60,000."""
WORDS = 3
LEAST = 0.6
MOST = 5000
"""Reports that are remembered."""

Sketch = tuple[int, ...]


def sketch(text: str) -> Sketch:
    """The smallest hashes of a text's shingles, ascending; empty for a text without words."""
    words = text.split()
    shingles = {" ".join(words[at : at + WORDS]) for at in range(max(len(words) - WORDS + 1, min(len(words), 1)))}
    return tuple(nsmallest(SIZE, {_hash(shingle) for shingle in shingles}))


def similarity(one: Sketch, other: Sketch) -> float:
    """Jaccard similarity of two texts' shingles, from 0 to 1, as their sketches estimate it."""
    sample = nsmallest(SIZE, {*one, *other})
    both = {*one} & {*other}
    return sum(value in both for value in sample) / len(sample) if sample else 0.0


class Near:
    """The sketches of the latest reports; the oldest go first, so that memory stays what it is."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._sketches: OrderedDict[str, Sketch] = OrderedDict()
        self._found: dict[int, list[str]] = {}

    def __len__(self) -> int:
        return len(self._sketches)

    def nearest(self, report: str, text: str) -> tuple[str, float] | None:
        """The report, another than this one, whose text is nearest, and how near; None where none is near."""
        mine = sketch(text)
        candidates = {name for key in mine[:KEYS] for name in self._found.get(key, ()) if name != report}
        near = [(similarity(mine, self._sketches[name]), name) for name in candidates]
        best = min(((-value, name) for value, name in near if value >= LEAST), default=None)
        return (best[1], round(-best[0], 2)) if best else None

    def add(self, report: str, text: str) -> None:
        """Remember a report by its latest text."""
        self._drop(report)
        made = self._sketches[report] = sketch(text)
        for key in made[:KEYS]:
            self._found.setdefault(key, []).append(report)
        if len(self._sketches) > self._most:
            self._drop(next(iter(self._sketches)))

    def _drop(self, report: str) -> None:
        for key in self._sketches.pop(report, ())[:KEYS]:
            names = self._found[key]
            names.remove(report)
            if not names:
                del self._found[key]


def _hash(shingle: str) -> int:
    return int.from_bytes(blake2b(shingle.encode("utf-8", "surrogatepass"), digest_size=8).digest())
