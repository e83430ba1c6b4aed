"""Whether a text is Arabic at all: by the blocks of Unicode, not by words."""

import re

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
SAMPLE = 100_000
"""Code points at a text's beginning that are looked at."""


def is_arabic(text: str) -> bool:
    """Whether at least half of a text's letters are Arabic; a text without letters is not."""
    letters = [letter for letter in text[:SAMPLE] if letter.isalpha()]
    return 2 * len(_ARABIC.findall("".join(letters))) >= len(letters) > 0
