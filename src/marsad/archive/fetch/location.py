"""Addresses of pages: what may be asked for at all, in one spelling."""

import httpx

from marsad.errors import InputError

PORTS = frozenset({80, 443})
SCHEMES = {"http": 80, "https": 443}
LONGEST = 4096
_MEND = "give the address as a browser shows it: https://example.org/news/1"


def located(text: str, base: httpx.URL | None = None) -> httpx.URL:
    """The address, absolute, without its fragment; InputError where it is none of http or https, or carries a user."""
    try:
        url = httpx.URL(text.strip()) if base is None else base.join(text.strip())
        url = url.copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError, UnicodeError, TypeError) as error:
        raise InputError("this is no address of the web", where=shown(text), mend=_MEND) from error
    if url.scheme not in SCHEMES:
        raise InputError("only http and https are fetched", where=shown(text), mend=_MEND)
    if not url.host or len(str(url)) > LONGEST:
        raise InputError("this is no address of the web", where=shown(text), mend=_MEND)
    if url.userinfo:
        what = "an address that carries a user's name is not fetched"
        raise InputError(what, where=url.host, mend=_MEND)
    return url


def port_of(url: httpx.URL) -> int:
    """The port that an address means."""
    return url.port or SCHEMES[url.scheme]


def shown(text: str) -> str:
    """An address that nobody has checked, short and of one line."""
    plain = "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}…"


_SHOWN = 200
