"""A picture of a page: its words by Tesseract, every one of them unsure.

`image/1`. Its size is looked at before a point is unpacked: a small file may claim to hold a billion of them.
"""

import warnings
from collections.abc import Iterator
from typing import BinaryIO

from PIL import Image

from marsad.archive.format import Found, Text
from marsad.archive.formats.ocr import UNSURE, engine, recognised
from marsad.errors import InputError

IMAGE = "image/1"
POINTS = 40_000_000
"""Points of a picture: an A3 page at 400 dpi has 31 million."""
_SMALLER = "give it smaller: 300 dots an inch are enough to read"


def read(file: BinaryIO, _name: str) -> Iterator[Found]:
    """The picture's words."""
    _weigh(file)
    text = recognised(file.read())
    notes = (UNSURE,) if text else ()
    yield Text(text=text, extractor=f"{IMAGE} {engine()}", notes=notes, unsure=((0, len(text)),))


def _weigh(file: BinaryIO) -> None:
    """Refuse what is no picture or a flood of points, from its header alone."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(file)
        width, height = picture.size
    except Image.DecompressionBombError:
        width = height = POINTS
    except (OSError, ValueError, SyntaxError) as error:
        raise InputError("it is no whole picture", mend="save it anew as PNG or JPEG") from error
    if width * height > POINTS:
        raise InputError(f"the picture has more than {POINTS // 1_000_000} million points", mend=_SMALLER)
    file.seek(0)
