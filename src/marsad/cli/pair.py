"""`marsad pair`: why two claims or events are one, or are not: each finding, its weight, the sum, the decision."""

from typing import Annotated

import typer

from marsad.cli.flags import Record, Shape, folder
from marsad.cli.judgements import told
from marsad.cli.show import shown, table
from marsad.cli.stream import write_lines, write_text
from marsad.cli.why import claim_lines
from marsad.cli.words import words
from marsad.model.paired import Between, Pair, Weighed

say = words()
One = Annotated[str, typer.Argument(metavar="A", help=say("flag.pair_one"), show_default=False)]
Other = Annotated[str, typer.Argument(metavar="B", help=say("flag.pair_other"), show_default=False)]


def pair(one: One, other: Other, record: Record = None, form: Shape = "table") -> None:
    """Print the waterfall of two claims or events."""
    from marsad import pipeline

    answer = pipeline.pair(folder(record), one, other)
    if form == "jsonl":
        write_lines([answer])
    else:
        show(answer)


def show(answer: Pair) -> None:
    """The two with their words, the waterfall, and what decided."""
    write_text("\n".join([line for claim in answer.claims for line in claim_lines(claim)]) + "\n\n")
    columns = [say(f"column.{column}") for column in ("feature", "finding", "weight", "sum")]
    title = say("title.pair", one=answer.weighed.one[:8], other=answer.weighed.other[:8])
    table(title, columns, _falls(answer.weighed))
    write_text("\n".join(decision(answer)) + "\n")


def _falls(weighed: Weighed) -> list[tuple[str, ...]]:
    """A row a step: the prior, then each finding, with the sum so far."""
    total = weighed.prior
    rows: list[tuple[str, ...]] = [(say("feature.prior"), say("level.prior"), signed(weighed.prior), signed(total))]
    for found in weighed.features:
        total += found.weight
        key = f"level.{found.feature}.{found.level}"
        level = words().beginning(key).get(key, found.level)
        bars = "" if found.feature != weighed.never else f" {say('pair.bars')}"
        feature = words().beginning("feature.").get(f"feature.{found.feature}", found.feature)
        rows.append((feature, level + bars, signed(found.weight), signed(total)))
    return rows


def signed(weight: float) -> str:
    """A weight with its sign, two digits behind the point."""
    return f"{weight + 0.0:+.2f}"


def decision(answer: Pair) -> list[str]:
    """The sum, what stands between the two groups, the judgements, and the decision in a sentence."""
    lines = [say("pair.sum", sum=signed(answer.weighed.weight))]
    if answer.between and answer.between.pairs > 1:
        lines.append(_groups(answer.between))
    lines += [told(line) for line in answer.judgements]
    event = shown(" ".join(name[:8] for name in dict.fromkeys((*answer.events[0], *answer.events[1]))) or "-")
    return [*lines, say(f"decision.{answer.decision}", events=event)]


def _groups(between: Between) -> str:
    return say(
        "pair.between", pairs=between.pairs, unmet=between.unmet, barred=between.barred, mean=signed(between.mean)
    )
