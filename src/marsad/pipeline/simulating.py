"""Made-up worlds counted by every rule: how far a number can be trusted."""

from collections.abc import Iterator, Sequence

import msgspec

from marsad.answer.count import counts
from marsad.answer.rules.tally import RULES, tally
from marsad.evaluate.simulated.tell import simulate as simulate_world
from marsad.evaluate.simulated.world import dead
from marsad.model.asked import Asked
from marsad.model.simulated import Scene, Simulated, Trial, Trust
from marsad.model.sourced import sourced
from marsad.model.vocabulary import CountRule, Group
from marsad.model.world import World
from marsad.pipeline.inputs import Tick
from marsad.reconcile.reconcile import reconcile

GROUPS: tuple[Group, ...] = ("person", "civilian", "combatant")


def simulate(scene: Scene) -> Simulated:
    """One world and what its sources say."""
    return simulate_world(scene)


def trust(scene: Scene, worlds: int, rules: Sequence[CountRule], *, tick: Tick) -> tuple[Trust, ...]:
    """How each rule does over so many worlds, from the scene's seed on."""
    trials: list[Trial] = []
    for seed in range(scene.seed, scene.seed + worlds):
        trials += _trials(msgspec.structs.replace(scene, seed=seed), rules)
        tick()
    return tuple(_summed(rule, [trial for trial in trials if trial.rule == rule]) for rule in rules)


def _trials(scene: Scene, rules: Sequence[CountRule]) -> Iterator[Trial]:
    made = simulate_world(scene)
    world = World(parents=lambda place: made.inside.get(place, ()), side=lambda party: party)
    told = reconcile((c for reading in made.readings for c in sourced(reading)), tally=tally, world=world)
    for rule in rules:
        asked = Asked(outcomes=("killed",), groups=GROUPS, rule=rule)
        for line in counts(told.events, told.claims, asked, world):
            yield Trial(
                seed=scene.seed,
                rule=rule,
                place=None,
                group=line.group,
                truth=dead(made.happenings, made.inside, None, line.group),
                low=line.low,
                best=line.best,
                high=line.high,
            )


def _summed(rule: CountRule, trials: Sequence[Trial]) -> Trust:
    known = [trial for trial in trials if trial.low is not None]
    shares = [trial.best / trial.truth for trial in known if trial.best is not None and trial.truth]
    low = sum((trial.low or 0) <= trial.truth for trial in known)
    both = sum((t.low or 0) <= t.truth <= (t.truth if t.high is None else t.high) for t in known)
    return Trust(
        rule=rule,
        asked=len(known),
        holds=both / len(known) if known else 0.0,
        low_holds=low / len(known) if known else 0.0,
        bounded=sum(trial.high is not None for trial in known) / len(known) if known else 0.0,
        best_share=sum(shares) / len(shares) if shares else None,
    )


def known_rules() -> tuple[CountRule, ...]:
    """The rules by name."""
    return tuple(RULES)
