"""Tables for people: plain when piped, safe to show whatever a report contains, columns in order beside Arabic."""

import io
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence

from marsad.cli.stream import write_text

PIPED_WIDTH = 120
"""Columns of a table that goes into a file or a pipe: fixed, so that the output never depends on a terminal."""

LEFT_TO_RIGHT_MARK = "\u200e"
BETWEEN = "\ue000"
"""Stands between columns while a table is drawn; no text that is shown holds it."""

GRID = f"    \n  {BETWEEN} \n ── \n  {BETWEEN} \n    \n    \n    \n    \n"
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A titled table on standard output; cells are the report's own words, made harmless by `shown`, in lines."""
    from rich.box import Box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=Box(GRID), title=Text(title), title_justify="left", pad_edge=False)
    for column in columns:
        grid.add_column(Text(column), overflow="fold")
    for row in rows:
        grid.add_row(*(Text("\n".join(map(harmless, cell.split("\n")))) for cell in row))
    page = io.StringIO()
    Console(file=page, width=_width(), color_system=None, legacy_windows=False).print(grid)
    lines = [_in_order(line.rstrip()) for line in page.getvalue().splitlines()]
    write_text("\n".join(lines).rstrip("\n") + "\n\n")


def shown(text: str) -> str:
    """Harmless text that stands by itself in a line of another direction."""
    plain = harmless(text)
    return f"{LEFT_TO_RIGHT_MARK}{plain}{LEFT_TO_RIGHT_MARK}" if _is_right_to_left(plain) else plain


def harmless(text: str) -> str:
    """Text that cannot move the cursor, colour the screen or turn its neighbours round; lines become one."""
    return "".join(_harmless(letter) for letter in text if letter not in BIDI_CONTROLS)


def _is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in {"R", "AL", "AN"} for letter in text)


def _in_order(line: str) -> str:
    """A table's line whose columns stay in their order on a terminal that turns Arabic round."""
    if _is_right_to_left(line):
        return (LEFT_TO_RIGHT_MARK + line.replace(BETWEEN, f"{LEFT_TO_RIGHT_MARK} ")).rstrip(f" {LEFT_TO_RIGHT_MARK}")
    return line.replace(BETWEEN, " ").rstrip()


def _harmless(letter: str) -> str:
    category = unicodedata.category(letter)
    if letter in "\n\t" or category in {"Zl", "Zp"}:
        return " "
    return "\ufffd" if category in {"Cc", "Cs", "Co"} else letter


def _width() -> int:
    return shutil.get_terminal_size((PIPED_WIDTH, 24)).columns if sys.stdout.isatty() else PIPED_WIDTH
