"""Figures written in digits: thousands separators and decimal points of either custom."""

import re

_LONGEST = 15
"""Digits of the largest figure that is taken for a number; longer ones are telephone numbers and ids."""
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+")
_DECIMAL = re.compile(r"\d+[.,]\d{1,2}")


def digits(key: str, *, decimal: bool = False) -> float | None:
    """The worth of a folded number token, or None for dates and hours; `decimal` lets 1.160 be little over one."""
    if len(key) > _LONGEST:
        return None
    if key.isdigit():
        return int(key)
    if decimal and key.count(".") == 1 and key.replace(".", "").isdigit():
        return float(key)
    if _GROUPED.fullmatch(key):
        return int(re.sub(r"[.,]", "", key))
    return float(key.replace(",", ".")) if _DECIMAL.fullmatch(key) else None
