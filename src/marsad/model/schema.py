"""The shapes that the commands print, as JSON Schema (draft 2020-12), made from the nouns themselves."""

from inspect import cleandoc
from typing import Any

import msgspec

from marsad.model.answer import ControlSpan, CountLine, Why
from marsad.model.doubtful import Doubtful
from marsad.model.event import Event
from marsad.model.judged import JudgementLine
from marsad.model.paired import Pair
from marsad.model.reading import Reading

SHAPES: dict[str, type[msgspec.Struct]] = {
    "claims": Reading,
    "events": Event,
    "counts": CountLine,
    "control": ControlSpan,
    "why": Why,
    "pair": Pair,
    "judgements": JudgementLine,
    "doubts": Doubtful,
}
"""The noun behind each line that the command of that name prints; judgements by `judge`, doubts by `review --list`."""


def schema(shape: str) -> dict[str, Any]:
    """JSON Schema of one line of that shape, which holds every field; a KeyError for a shape that is not in SHAPES."""
    made = msgspec.json.schema(SHAPES[shape])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": shape,
        "$ref": made["$ref"],
        "$defs": {name: _complete(noun) for name, noun in made["$defs"].items()},
    }


def _complete(noun: dict[str, Any]) -> dict[str, Any]:
    """A noun as it is printed: msgspec calls a field with a default optional, but the commands print them all.

    Only a field that may be unset is left out where it is; msgspec gives it no default.
    """
    always = {name for name, field in noun["properties"].items() if "default" in field} | {*noun.get("required", ())}
    fields = {
        name: {key: value for key, value in field.items() if key != "default"}
        for name, field in noun["properties"].items()
    }
    described = cleandoc(noun.get("description", ""))
    return {
        **noun,
        "description": described,
        "properties": fields,
        "required": [name for name in fields if name in always],
        "additionalProperties": False,
    }
