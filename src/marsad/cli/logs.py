"""A log for machines: one JSON object a line of what was run and how it went; no name and no text stands in it.

MARSAD_LOG names the file, or "-" for standard error, where systemd and containers take it up. Of an error only the
words without their values are logged, for a value may be anybody's name.
"""

import json
import logging
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from marsad.cli.words import load, words
from marsad.errors import Doubt, MarsadError

LOG = logging.getLogger("marsad")
LOG.propagate = False
LOG.addHandler(logging.NullHandler())


class JsonLines(logging.Formatter):
    """Time (UTC), level, event and process, then what the event brings."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.msg,
            "pid": record.process,
            **getattr(record, "told", {}),
        }
        return json.dumps(told, ensure_ascii=False)


@contextmanager
def logged(environ: Mapping[str, str], arguments: Sequence[str]) -> Iterator[None]:
    """Around a whole run: its verb, its exit code and its seconds, where MARSAD_LOG asks for a log."""
    target = environ.get("MARSAD_LOG")
    if not target:
        yield
        return
    handler = _handler(target)
    verb, begun = _verb(arguments), time.monotonic()
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    tell("started", verb=verb)
    code, failed = 0, ""
    try:
        yield
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else int(left.code is not None)
        raise
    except BaseException as error:
        failed = type(error).__name__
        raise
    finally:
        how = {"error": failed} if failed else {"code": code}
        LOG.info("ended", extra={"told": {"verb": verb, "seconds": round(time.monotonic() - begun, 3), **how}})
        LOG.removeHandler(handler)
        handler.close()
        LOG.setLevel(logging.NOTSET)


def tell(event: str, *, level: int = logging.INFO, **told: object) -> None:
    """One line, where a log is kept; what is told must be numbers and words of ours."""
    LOG.log(level, event, extra={"told": told})


def problem(error: MarsadError) -> None:
    """What was left out or doubted: the kind of error and its words, a hole for each value."""
    if len(LOG.handlers) > 1:
        level = logging.INFO if isinstance(error, Doubt) else logging.WARNING
        tell("problem", level=level, error=type(error).__name__, what=load("ar").template(error.what))


def _verb(arguments: Sequence[str]) -> str:
    """The first argument that is a verb of ours; what else a user types is not logged."""
    verbs = {key.split(".")[1] for key in words().beginning("help.")}
    return next((argument for argument in arguments if argument in verbs), "")


def _handler(target: str) -> logging.Handler:
    """Standard error, or a file that only its owner reads."""
    if target == "-":
        handler: logging.Handler = logging.StreamHandler(sys.stderr)
    else:
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
        handler = logging.FileHandler(target, encoding="utf-8")
    handler.setFormatter(JsonLines())
    return handler
