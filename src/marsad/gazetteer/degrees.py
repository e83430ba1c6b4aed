"""Coordinates as files write them: decimal degrees in digits of any script, on the globe or refused."""

import unicodedata

from marsad.errors import InputError


def degrees(text: str, axis: str) -> float:
    """A coordinate in decimal degrees, in digits of any script. InputError for what is none or lies off the globe."""
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)
    plain = plain.replace("\u066b", ".").replace("\u2212", "-").strip("° \u200e\u200f")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    if not plain:
        raise InputError(f"the {axis} is missing", mend="decimal degrees, such as 36.2012")
    try:
        value = float(plain)
    except ValueError:
        raise InputError(f"the {axis} {text!r} is no number", mend="decimal degrees, such as 36.2012") from None
    return on_globe(value, axis)


def on_globe(value: float, axis: str) -> float:
    """The coordinate; InputError where it lies off the globe."""
    farthest = 90.0 if axis == "latitude" else 180.0
    if not -farthest <= value <= farthest:
        raise InputError(f"the {axis} {value:g} lies off the globe", mend="decimal degrees, such as 36.2012")
    return value
