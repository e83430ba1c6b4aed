"""How feeds are, as a table."""

from collections.abc import Sequence

from marsad.cli.show import shown, table
from marsad.cli.words import words
from marsad.model.came import Health

COLUMNS = ("feed", "health", "fresh", "taken", "revised", "given_up", "waiting")


def feeds_table(feeds: Sequence[Health]) -> None:
    """Print a row for each feed."""
    say = words()
    rows = (
        (
            shown(one.url),
            say(f"health.{one.state}") + (f": {words().translated(one.error)}" if one.error else ""),
            one.fresh.isoformat(" ", "minutes") if one.fresh else "—",
            *(str(number) for number in (one.taken, one.revised, one.given_up, one.waiting)),
        )
        for one in feeds
    )
    table(say("title.feeds", n=len(feeds)), [say(f"column.{name}") for name in COLUMNS], rows)
