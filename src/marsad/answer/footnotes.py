"""Numbered footnotes, one for each claim that a page cites: report, outlet, day, digest, and the very words."""

from collections.abc import Iterable, Mapping, Sequence

from marsad.answer.markdown import WITHHELD, code, cut, plain
from marsad.answer.phrasebook import Phrases
from marsad.answer.why import Text
from marsad.model.name import Span
from marsad.model.sourced import SourcedClaim

_DIGEST_LENGTH = 12


class Footnotes:
    """Numbers claims in the order in which a page first cites them. Names of persons are withheld in the quotations."""

    def __init__(self, known: Mapping[str, Sequence[SourcedClaim]], text: Text, phrases: Phrases) -> None:
        self._known, self._text, self._phrases = known, text, phrases
        self._withheld = _persons(told for every in known.values() for told in every)
        self.cited: dict[str, int] = {}

    def cite(self, claims: Iterable[str]) -> str:
        """The marks for these claims."""
        numbers = [self.cited.setdefault(claim, len(self.cited) + 1) for claim in claims if claim in self._known]
        return "".join(f"[^{number}]" for number in sorted(set(numbers)))

    def lines(self) -> list[str]:
        """The notes themselves."""
        return [f"[^{number}]: {self._note(claim)}" for claim, number in self.cited.items()]

    def _note(self, claim: str) -> str:
        return self._phrases.semicolon.join(dict.fromkeys(self._source(told) for told in self._known[claim]))

    def _source(self, told: SourcedClaim) -> str:
        return self._phrases.say(
            "footnote",
            outlet=plain(told.outlet) if told.outlet else self._phrases.sentence["outlet"],
            published=self._phrases.on(told.published) if told.published else self._phrases.sentence["undated"],
            report=code(told.report),
            digest=code(told.text_digest[:_DIGEST_LENGTH]),
            quote=self._quote(told),
        )

    def _quote(self, told: SourcedClaim) -> str:
        text = self._text(told.text_digest)
        if text is None:
            return self._phrases.sentence["gone"]
        withheld = self._withheld.get(told.text_digest, ())
        words = " … ".join(cut(text, span, withheld) for span in told.claim.evidence)
        shown = plain(words).replace(WITHHELD, self._phrases.sentence["withheld"])
        return self._phrases.quote.format(words=shown)


def _persons(claims: Iterable[SourcedClaim]) -> dict[str, set[Span]]:
    """Where persons are named, by text: a name told of in one claim is withheld in every quotation of its text."""
    found: dict[str, set[Span]] = {}
    for told in claims:
        spans = {person.span for person in told.claim.persons if person.span}
        found.setdefault(told.text_digest, set()).update(spans)
    return found
