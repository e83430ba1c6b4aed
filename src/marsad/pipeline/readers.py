"""Which reader reads: `fast` by rules alone, `careful` with the finder that ships, or with one in a folder."""

from pathlib import Path

from marsad.errors import InputError
from marsad.read.finding.shipped import shipped
from marsad.read.reader import Reader, load_reader

FAST, CAREFUL = "fast", "careful"


def reader_for(choice: str | None, overlay: Path | None) -> Reader:
    """The reader of a choice, with a record's rules on top; without a choice the careful one where it is installed."""
    return load_reader(overlay, finder_for(choice))


def finder_for(choice: str | None) -> Path | None:
    """The folder of the finder that a choice asks for, None for rules alone; InputError where there is none."""
    if choice == FAST:
        return None
    if choice not in {None, CAREFUL}:
        return Path(str(choice))
    folder = shipped()
    if folder is None and choice == CAREFUL:
        mend = "pip install 'marsad[careful]', or read with `--reader fast`"
        raise InputError("the careful reader is not installed", mend=mend)
    return folder
