"""Latin spellings of Arabic names made comparable: "Al-Hasakeh", "Hassakah" and "Hasaka" are one key."""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby

from marsad.gazetteer.recognition import recognition

_VOWELS = str.maketrans({**dict.fromkeys("aeiouyw", ""), "q": "k"})
_APOSTROPHES = re.compile("['’‘ʿʾ`´ʻʼ]")


@lru_cache(maxsize=1 << 15)
def latin_key(name: str) -> str:
    """The consonants, doubled ones once, without articles and generic words; "" for a name in other letters."""
    table = recognition().latin
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name.casefold()))
    words = re.findall("[a-z0-9]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    same = table.same.get(" ".join(words))
    if same:
        return latin_key(same)
    kept = [word for word in words if word not in table.articles and word not in table.generic]
    return " ".join(filter(None, map(_skeleton, kept or words)))


def latin_words(name: str) -> str:
    """The name as lower-case ASCII words parted by hyphens, for an id that a person can read."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name.casefold()))
    return "-".join(re.findall("[a-z0-9]+", "".join(letter for letter in plain if not unicodedata.combining(letter))))


def _skeleton(word: str) -> str:
    consonants = word.translate(_VOWELS)
    once = "".join(letter for letter, _ in groupby(consonants))
    return once[:-1] if len(once) > 1 and once.endswith("h") else once or word[:1]
