"""robots.txt (RFC 9309): what a site asks of those who come by themselves."""

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from protego import Protego

from marsad.archive.fetch.web import Web

KEPT = timedelta(hours=24)
"""How long a site's answer counts (RFC 9309, 2.4)."""
UNCLEAR = timedelta(hours=1)
"""How long nothing is asked of a site whose robots.txt could not be had."""
MOST = 1000
"""Sites whose answers are kept."""
LARGEST = 500 << 10
"""Bytes that are read (RFC 9309, 2.5)."""
SLOWEST = 60.0
_NAME = "marsad"


class Rule(NamedTuple):
    """Whether an address may be asked for, and after how many seconds the next; `why` says why not."""

    allowed: bool
    delay: float = 0.0
    why: str = ""


class _Said(NamedTuple):
    until: datetime
    rules: Protego | None


class Robots:
    """What sites allow, asked for when first needed and once a day; one that cannot say allows nothing for now."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._said: OrderedDict[str, _Said] = OrderedDict()

    def rule(self, url: str) -> Rule:
        """What the site says of an address."""
        parts = urlsplit(url)
        rules = self._rules(f"{parts.scheme}://{parts.netloc}")
        if rules is None:
            return Rule(allowed=False, why="the site's robots.txt could not be had")
        if not rules.can_fetch(url, _NAME):
            return Rule(allowed=False, why="the site's robots.txt asks not to")
        return Rule(allowed=True, delay=min(float(rules.crawl_delay(_NAME) or 0), SLOWEST))

    def _rules(self, site: str) -> Protego | None:
        said = self._said.get(site)
        if said is None or said.until <= self._web.clock():
            said = self._asked(site)
            self._said[site] = said
            if len(self._said) > MOST:
                self._said.popitem(last=False)
        return said.rules

    def _asked(self, site: str) -> _Said:
        """No robots.txt (4xx) allows everything; an error of the server nothing, until it is asked again."""
        visit = self._web.get(f"{site}/robots.txt")
        now = self._web.clock()
        if visit.good:
            return _Said(now + KEPT, Protego.parse(visit.body[:LARGEST].decode("utf-8", "replace")))
        if 400 <= visit.status < 500 and visit.status != 429:  # noqa: PLR2004 - as RFC 9309 numbers them
            return _Said(now + KEPT, Protego.parse(""))
        return _Said(now + UNCLEAR, None)
