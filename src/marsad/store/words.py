"""Text of any code points in a database: what it cannot hold is written as JSON behind a mark, and read back."""

import json
import re

from sqlalchemy import Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_MARK = "\x01"
_UNFIT = re.compile("[\x00\ud800-\udfff]")


class Words(TypeDecorator[str]):
    """A column of texts that may hold NUL or half a surrogate pair, which SQLite's or PostgreSQL's text may not."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's form
        """As it is stored, and as it is asked for."""
        return None if value is None else stored(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - likewise
        """As it was given."""
        return given(value) if value else value


def stored(text: str) -> str:
    """A text as a database can hold it."""
    return _MARK + json.dumps(text) if text.startswith(_MARK) or _UNFIT.search(text) else text


def given(text: str) -> str:
    """The text that `stored` stored."""
    return str(json.loads(text[1:])) if text.startswith(_MARK) else text
