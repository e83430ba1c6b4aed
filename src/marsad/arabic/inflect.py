"""Written forms of a lemma, vowels left out: what a lexicon's line stands for.

The tables are those of any grammar of written Arabic; forms are folded keys. A feature tells what the form alone says:
`dual` (two of them), `plural`.
"""

from collections.abc import Callable, Iterable, Iterator

from marsad.arabic.fold import fold_key

ACCUSATIVE = "ا"
"""The letter that an indefinite accusative ends in, where it has one of its own."""
Form = tuple[str, str]
"""A folded form and its feature: "", "dual" or "plural"."""


def as_is(forms: Iterable[str]) -> Iterator[Form]:
    """The forms as they are given."""
    for form in forms:
        yield fold_key(form), ""


def noun(forms: Iterable[str]) -> Iterator[Form]:
    """The first form is the singular, the others plurals as written; case endings and the dual are made."""
    for at, form in enumerate(map(fold_key, forms)):
        feature = "plural" if at else ""
        yield form, feature
        yield from _accusative(form, feature)
        if at == 0:
            base = form[:-1] + "ت" if form.endswith("ه") else form
            yield from ((base + ending, "dual") for ending in ("ان", "ين"))
        if form.endswith(("ون", "ين")) and at:
            stem = form[:-2]
            yield from ((stem + ending, feature) for ending in ("ون", "ين", "و", "ي"))


def adjective(forms: Iterable[str]) -> Iterator[Form]:
    """A masculine singular: its feminine, dual and sound plurals are made; further forms are taken as given."""
    listed = [fold_key(form) for form in forms]
    base = listed[0]
    yield base, ""
    yield from _accusative(base, "")
    yield base + "ه", ""
    yield from ((base + ending, "dual") for ending in ("ان", "تان", "تين"))
    yield from ((base + ending, "plural") for ending in ("ون", "ين", "ات"))
    yield from ((form, "plural") for form in listed[1:])


def nation(forms: Iterable[str]) -> Iterator[Form]:
    """An adjective of a country or people, without its accusative: that is also the country's name (تركيا)."""
    listed = [fold_key(form) for form in forms]
    country = listed[0] + ACCUSATIVE
    return (form for form in adjective(listed) if form[0] != country)


def verb(forms: Iterable[str]) -> Iterator[Form]:
    """Past, then present in the third person; further forms are taken as given (hollow and defective stems).

    A dash stands for a tense that means something else, and is listed elsewhere.
    """
    listed = [fold_key(form) for form in forms]
    for past in (form for form in listed[:1] if form != "-"):
        stem = past[:-1] + "ا" if past.endswith("ي") and len(past) > 3 else past  # noqa: PLR2004 - letters of a root
        yield past, ""
        if past.endswith(("ي", "ا")):
            stem = past[:-1]
            yield from ((stem + e, "plural" if e == "وا" else "") for e in ("ت", "وا", "يا", "تا"))
        else:
            yield from (
                (stem + e, f) for e, f in (("ت", ""), ("وا", "plural"), ("ا", "dual"), ("تا", "dual"), ("ن", "plural"))
            )
    for present in (form for form in listed[1:2] if form != "-"):
        bare = present[1:]
        stem = bare[:-1] if bare.endswith(("ي", "و", "ا")) else bare
        for prefix in ("ي", "ت", "ن"):
            yield prefix + bare, ""
            yield prefix + stem, ""
        for prefix in ("ي", "ت"):
            yield from (
                (prefix + stem + e, f)
                for e, f in (("ون", "plural"), ("وا", "plural"), ("ان", "dual"), ("ا", "dual"), ("ن", "plural"))
            )
    yield from ((form, "") for form in listed[2:])


def _accusative(form: str, feature: str) -> Iterator[Form]:
    if not form.endswith(("ه", "ا", "ات", "ء")):
        yield form + "ا", feature


INFLECTIONS: dict[str, Callable[[Iterable[str]], Iterator[Form]]] = {
    "as-is": as_is,
    "noun": noun,
    "adjective": adjective,
    "nation": nation,
    "verb": verb,
}
"""What a lexicon's section heading may name."""


_RELATION_ENDINGS = ("يه", "ي", "يين", "يون")
_RELATION_SHORTEST = 6


def definite_relation(key: str) -> bool:
    """Whether a folded word looks like a definite adjective of relation ("the governmental"), of whatever noun."""
    return len(key) >= _RELATION_SHORTEST and key.startswith("ال") and key.endswith(_RELATION_ENDINGS)


def feminine_relation(key: str) -> bool:
    """Whether a folded word may be an indefinite adjective of relation in the feminine ("coastal")."""
    return len(key) >= _RELATION_SHORTEST - 1 and key.endswith("يه")
