"""Which claims speak of the same event: one batch in, events out, the same whatever the order.

judgements → sound claims → nodes → pairs worth comparing → groups → totals and prospects put to them → events with ids.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from marsad.model.event import FIRST_RUN, Before, Event, EventCount, Reconciled, SetAside
from marsad.model.judgement import Judgement
from marsad.model.sourced import SourcedClaim
from marsad.model.world import UNKNOWN_WORLD, World
from marsad.reconcile import compose
from marsad.reconcile.attach import Attached, attach
from marsad.reconcile.block import Pair
from marsad.reconcile.identity import name_events
from marsad.reconcile.judged import judged
from marsad.reconcile.node import Node, Quoted, no_words, nodes
from marsad.reconcile.pair import Comparer
from marsad.reconcile.parts import grouped
from marsad.reconcile.sound import unsound
from marsad.reconcile.status import status, voices_of
from marsad.reconcile.uncollected import uncollected
from marsad.reconcile.weigh import Weigher
from marsad.reconcile.weights import built_in

Tally = Callable[[Iterable[SourcedClaim]], tuple[EventCount, ...]]
"""The counts of one event from its claims; `marsad.answer.rules.tally.tally` is one."""


@uncollected()
def reconcile(  # noqa: PLR0913 - all that an event hangs on
    claims: Iterable[SourcedClaim],
    judgements: Iterable[Judgement] = (),
    *,
    tally: Tally,
    world: World = UNKNOWN_WORLD,
    before: Before = FIRST_RUN,
    quoted: Quoted = no_words,
) -> Reconciled:
    """Group claims into events; pure, and independent of the order of `claims` and `judgements`.

    `tally` gives an event's counts (`marsad.answer.rules.tally.tally`: the pipeline hands it in, stages do not know
    each other). With `before`, ids live on and every old one resolves.
    """
    weights = built_in()
    bench = judged(claims, judgements, before.reports)
    bad = {sourced.claim.id: why for sourced in bench.claims if (why := unsound(sourced.claim))}
    sound = [sourced for sourced in bench.claims if sourced.claim.id not in bad]
    known = nodes(sound, world, weights.days.presumed, quoted)
    telling = {claim: node for claim, node in known.items() if tells_an_event(node)}
    verdicts = {pair: same for pair, same in bench.pairs.items() if telling.keys() >= set(pair)}
    groups, overruled = grouped(telling, Weigher(Comparer(weights, world)), weights, verdicts)
    asides = [node for claim, node in known.items() if claim not in telling]
    gathered = [compose.by_id(known, group) for group in groups]
    attached = attach(asides, gathered, weights, world, bench.pairs)
    names, aliases = name_events(groups, before)
    return Reconciled(
        events=_events(gathered, attached, names, tally, world),
        claims=tuple(sound),
        aliases=aliases,
        loose=attached.loose,
        rejected=bench.rejected,
        set_aside=(*(SetAside(claim, bad[claim]) for claim in sorted(bad)), *_ended(names, aliases, before)),
        orphaned=(*bench.orphaned, *_overruled(overruled, bench.by)),
        applied=bench.applied,
    )


def _overruled(pairs: Mapping[Pair, Iterable[Pair]], by: Mapping[Pair, str]) -> Iterable[SetAside]:
    """Judgements that later ones contradict, with those that do."""
    for pair, against in pairs.items():
        later = dict.fromkeys(by[one] for one in against)
        yield SetAside(by[pair], f"it contradicts what was judged later: {', '.join(later)}")


def tells_an_event(node: Node) -> bool:
    """Whether the claim tells a happening or a state; running totals and prospects only speak of some."""
    return node.claim.scope == "incident" and node.claim.modality == "actual"


def _events(
    groups: Sequence[Sequence[Node]], attached: Attached, names: Mapping[str, str], tally: Tally, world: World
) -> tuple[Event, ...]:
    made = [_event(group, names[group[0].id], attached, tally, world) for group in groups]
    return tuple(sorted(made, key=lambda event: event.event))


def _event(group: Sequence[Node], name: str, attached: Attached, tally: Tally, world: World) -> Event:
    voice = voices_of(group)
    kind, change = compose.kind_and_change(group, voice)
    first = group[0].id
    return Event(
        event=name,
        kind=kind,
        change=change,
        date=compose.period(group, voice),
        places=compose.places(group, world),
        actor=compose.party(group, "actor", voice),
        target=compose.party(group, "target", voice),
        counts=tally(sourced for node in group for sourced in node.told),
        status=status(group, voice, world),
        totals=attached.totals.get(first, ()),
        prospects=attached.prospects.get(first, ()),
        claims=tuple(node.id for node in group),
        reports=compose.reports(group),
    )


def _ended(names: Mapping[str, str], aliases: Mapping[str, str], before: Before) -> Iterable[SetAside]:
    """Former ids that lead nowhere any more, since none of their claims is left."""
    alive = {*names.values(), *aliases}
    for former in sorted({*before.events, *before.aliases} - alive):
        yield SetAside(former, "none of this event's claims is left in the record")
