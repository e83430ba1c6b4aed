"""`marsad add URL`: a page that a person asks for; robots.txt speaks to programs that come by themselves."""

from collections.abc import Iterator

from marsad.archive.fetch.pages import taken
from marsad.archive.fetch.web import Web
from marsad.archive.items import Given, Item, Problem


def asked(web: Web, url: str, given: Given) -> Iterator[Item]:
    """The reports at an address, or the problem that stands in their place."""
    visit = web.get(url)
    if visit.good:
        yield from taken(visit, given, web.agent, {})
    else:
        what = visit.failure or f"the server answers {visit.status}"
        yield Problem(where=visit.url, what=what, mend=visit.mend or "try again later")
