"""A name that a file gives to something in it, as a label: it may lie, and it is never a path."""

import re
import unicodedata

LONGEST = 200
_OUT = re.compile(r"^(?:[A-Za-z]:|[\\/])|(?:^|[\\/])\.\.(?:[\\/]|$)")


def label(name: str) -> str:
    """The name with all that moves a cursor or turns letters round made visible, and no longer than can be shown."""
    seen = "".join("\ufffd" if unicodedata.category(letter)[0] == "C" else letter for letter in name)
    return seen if len(seen) <= LONGEST else f"{seen[:LONGEST]}…"


def leads_out(name: str) -> bool:
    """Whether a name, taken for a path, would lead out of the folder that it is unpacked in."""
    return bool(_OUT.search(name)) or "\x00" in name
