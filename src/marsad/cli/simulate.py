"""`marsad simulate`: made-up worlds with a known truth, to see how far a number can be trusted."""

from typing import Annotated, Literal

import typer

from marsad.cli.flags import chosen, known
from marsad.cli.progress import progress
from marsad.cli.show import table
from marsad.cli.stream import write_lines
from marsad.cli.words import words
from marsad.model.simulated import Scene, Trust
from marsad.model.vocabulary import CountRule

say = words()
Form = Annotated[Literal["table", "jsonl", "claims", "truth"], typer.Option("--format", help=say("flag.sim_format"))]
Rules = Annotated[
    list[str] | None,
    typer.Option("--rule", metavar="NAME", help=say("flag.sim_rules", known=known(CountRule)), show_default=False),
]
Seed = Annotated[int, typer.Option("--seed", help=say("flag.sim_seed"))]
Worlds = Annotated[int, typer.Option("--worlds", min=1, help=say("flag.worlds"))]
Sources = Annotated[int, typer.Option("--sources", min=1, help=say("flag.sources"))]
Happenings = Annotated[int, typer.Option("--happenings", min=1, help=say("flag.happenings"))]
Miss = Annotated[float, typer.Option("--miss", min=0.0, max=1.0, help=say("flag.miss"))]
Repeat = Annotated[float, typer.Option("--repeat", min=0.0, max=1.0, help=say("flag.repeat"))]
Rounding = Annotated[float, typer.Option("--rounding", min=0.0, max=1.0, help=say("flag.rounding"))]
Inflate = Annotated[float, typer.Option("--inflate", min=0.0, max=1.0, help=say("flag.inflate"))]
Deny = Annotated[float, typer.Option("--deny", min=0.0, max=1.0, help=say("flag.deny"))]


def simulate(
    seed: Seed = 1,
    worlds: Worlds = 20,
    sources: Sources = 4,
    happenings: Happenings = 30,
    miss: Miss = 0.4,
    repeat: Repeat = 0.3,
    rounding: Rounding = 0.0,
    inflate: Inflate = 0.0,
    deny: Deny = 0.0,
    rule: Rules = None,
    form: Form = "table",
) -> None:
    """Print how each rule does over many worlds; or the claims, or the truth, of the first one."""
    from marsad import pipeline

    scene = Scene(
        seed=seed,
        sources=sources,
        happenings=happenings,
        miss=miss,
        repeat=repeat,
        rounding=rounding,
        inflate=inflate,
        deny=deny,
    )
    if form in {"claims", "truth"}:
        made = pipeline.simulate(scene)
        write_lines(made.readings if form == "claims" else made.happenings)
        return
    rules = chosen(rule, CountRule) or pipeline.SUMMED
    with progress("progress.simulate", worlds) as tick:
        found = pipeline.trust(scene, worlds, rules, tick=tick)
    if form == "jsonl":
        write_lines(found)
    else:
        columns = ("rule", "asked", "low_holds", "holds", "bounded", "best_share")
        table(say("title.trust", n=worlds), [say(f"column.{column}") for column in columns], map(_row, found))


def _row(one: Trust) -> tuple[str, ...]:
    best = "" if one.best_share is None else f"{one.best_share:.2f}"
    return (one.rule, str(one.asked), f"{one.low_holds:.0%}", f"{one.holds:.0%}", f"{one.bounded:.0%}", best)
