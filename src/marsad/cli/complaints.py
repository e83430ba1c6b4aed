"""Names what was left out while the rest goes on, and settles the exit code when the work is done."""

import typer

from marsad.cli.exits import IN_PART, NOTHING_DONE
from marsad.cli.logs import problem
from marsad.cli.stream import note
from marsad.cli.words import words
from marsad.errors import Doubt, MarsadError


class Complaints:
    """Call it with each error; `settle` leaves with the code that says how it went."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: MarsadError) -> None:
        """Say on standard error what is wrong, where, and the mend; a doubt is told and not counted."""
        self.count += not isinstance(error, Doubt)
        problem(error)
        note(words().error(error))

    def settle(self, done: int) -> None:
        """Exit 0 when nothing was left out, 1 when nothing could be done, 3 when some was."""
        if self.count:
            raise typer.Exit(IN_PART if done else NOTHING_DONE)
