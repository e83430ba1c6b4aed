"""The web, as far as the extra `fetch` is installed: asked in an operator's name, and only when it is needed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from marsad.archive.intake import Fetch, Item
from marsad.archive.items import Given
from marsad.errors import InputError

if TYPE_CHECKING:
    from marsad.archive.fetch.web import Web


def web_for(operator: str, ports: tuple[int, ...] = (), clock: Callable[[], datetime] | None = None) -> "Web":
    """The web, asked in an operator's name on 80, 443 and the ports given."""
    with installed():
        from marsad.archive.fetch.location import PORTS  # noqa: PLC0415 - an extra
        from marsad.archive.fetch.web import Guard, Web  # noqa: PLC0415 - likewise

        guard = Guard(ports=PORTS.union(ports))
        return Web(operator, guard=guard, clock=clock or (lambda: datetime.now(UTC)))


def fetcher(operator: str) -> Fetch:
    """What asks for an address that is given to `marsad add`; the operator is needed only then."""

    def fetch(url: str, given: Given) -> Iterator[Item]:
        with installed():
            from marsad.archive.fetch.asked import asked  # noqa: PLC0415 - an extra

            return asked(web_for(operator), url, given)

    return fetch


@contextmanager
def installed() -> Iterator[None]:
    """InputError where the extra `fetch` is not installed."""
    try:
        yield
    except ImportError as error:
        name = (error.name or str(error)).split(".")[0]
        what = f"fetching needs the package {name}, which is not installed"
        raise InputError(what, mend="install it with `pip install 'marsad[fetch]'`") from error
