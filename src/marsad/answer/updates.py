"""Update chains: what one source says of one toll, day after day; the latest figures count, the earlier are shown."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from marsad.answer.figures import Figure, Row, figures
from marsad.answer.rules.tally import in_order
from marsad.arabic.fold import fold_key
from marsad.model.answer import Step, Update
from marsad.model.sourced import SourcedClaim
from marsad.model.voice import is_named, speaker, voices


def updates(claims: Iterable[SourcedClaim]) -> tuple[Update, ...]:
    """The chains among the claims of one event, or among its running totals: those of which a figure was superseded.

    As counting has it: a later publication supersedes an earlier one of the same voice; a voice without a name does not
    correct itself from one outlet to another.
    """
    told = [sourced for sourced in claims if sourced.claim.stance == "asserts"]
    given = {(count.outcome, count.group) for sourced in told for count in sourced.claim.counts}
    voice = voices(told, fold_key)
    chains: defaultdict[tuple[Row, str, str], dict[tuple[date, str], tuple[Figure, SourcedClaim]]] = defaultdict(dict)
    for sourced in told:
        apart = "" if is_named(sourced) else sourced.outlet or sourced.report
        for row, figure in figures(sourced.claim.counts).items():
            step = (sourced.published or date.min, sourced.claim.id)
            chains[row, voice[sourced.claim.id], apart][step] = (figure, sourced)
    ordered = sorted((key for key in chains if key[0] in given), key=lambda key: (in_order(key[0]), *key[1:]))
    made = (_update(key[0], [chains[key][at] for at in sorted(chains[key])]) for key in ordered)
    return tuple(update for update in made if update is not None)


def _update(row: Row, steps: list[tuple[Figure, SourcedClaim]]) -> Update | None:
    """One chain; none where no figure of an earlier day differs from those of the last."""
    last = max(sourced.published or date.min for _, sourced in steps)
    latest = {figure for figure, sourced in steps if (sourced.published or date.min) == last}
    if all(figure in latest for figure, _ in steps):
        return None
    return Update(
        source=speaker(steps[-1][1]),
        outcome=row[0],
        group=row[1],
        steps=tuple(
            Step(sourced.claim.id, figure.low, figure.high, sourced.published, (sourced.published or date.min) < last)
            for figure, sourced in steps
        ),
    )
