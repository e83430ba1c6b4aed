"""What the surroundings say: where the record lies and which language to speak; read once, handed down."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

Language = Literal["ar", "en"]
DEFAULT_RECORD = Path("record")


class Settings(msgspec.Struct, frozen=True):
    """Choices of the surroundings; a flag of a command goes before each."""

    record: Path = DEFAULT_RECORD
    language: Language = "en"
    reader: str | None = None
    operator: str = ""
    author: str = ""


def settings(environ: Mapping[str, str]) -> Settings:
    """MARSAD_RECORD (default ./record), _READER, _OPERATOR, _AUTHOR, the language; pure: tests need no environment."""
    return Settings(
        record=Path(environ.get("MARSAD_RECORD") or DEFAULT_RECORD),
        language=language(environ),
        reader=environ.get("MARSAD_READER") or None,
        operator=environ.get("MARSAD_OPERATOR", ""),
        author=environ.get("MARSAD_AUTHOR", ""),
    )


def language(environ: Mapping[str, str]) -> Language:
    """MARSAD_LANG, else the locale in the order of POSIX: the first set of LC_ALL, LC_MESSAGES, LANG; else English."""
    for name in ("MARSAD_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(name):
            return "ar" if value.replace("-", "_").split("_")[0].split(".")[0].lower() == "ar" else "en"
    return "en"
