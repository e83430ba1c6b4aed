"""A Word document (.docx, ECMA-376): its paragraphs and the rows of its tables in their order, by python-docx.

`docx/1`. When it was made and changed is kept as metadata: it says nothing of when it was published.
"""

import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

import docx
from docx.document import Document
from docx.table import Table

from marsad.archive.format import Found, Text
from marsad.archive.formats.caps import MEMBERS, Caps
from marsad.archive.formats.extractor import extractor
from marsad.errors import InputError

DOCX = extractor("docx/1", "python-docx")
_ANEW = "open it in a word processor and save it anew as .docx, or as plain text"
_KEPT = ("author", "last_modified_by", "created", "modified", "subject", "keywords")


def read(file: BinaryIO, _name: str) -> Iterator[Found]:
    """The document's words."""
    _weigh(file)
    try:
        document = docx.Document(file)
    except Exception as error:
        if isinstance(error, MemoryError):
            raise
        raise InputError("it is no whole Word document", mend=_ANEW) from error
    text = "\n".join(_lines(document)).strip()
    properties = document.core_properties
    said = {name: value for name in _KEPT if (value := getattr(properties, name, None))}
    title = properties.title or None
    stated = [*said, *(("title",) if title else ())]
    yield Text(
        text=text,
        extractor=DOCX,
        title=title,
        lang=properties.language or None,
        meta={name: str(value) for name, value in said.items()},
        origins={name: f"document {name}" for name in stated},
    )


def _weigh(file: BinaryIO) -> None:
    """Unpack it once, counting and keeping nothing, before anything is built of it."""
    caps = Caps(file.seek(0, 2))
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if len(members) > MEMBERS:
                raise InputError(f"it holds more than {MEMBERS} files", mend=_ANEW)
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as stream:
                        caps.unpacked(stream)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise InputError("it is no whole Word document", mend=_ANEW) from error
    file.seek(0)


def _lines(document: Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            yield block.text


def _rows(table: Any) -> Iterator[str]:  # noqa: ANN401 - python-docx is untyped here
    """A row a line, its cells apart; a cell that spans several is said once."""
    for row in table.rows:
        cells: list[str] = []
        seen: list[Any] = []
        for cell in row.cells:
            if cell._tc not in seen:  # noqa: SLF001 - the only name by which a spanning cell is known to be one
                seen.append(cell._tc)  # noqa: SLF001 - likewise
                cells.append(cell.text.strip())
        yield "\t".join(cells)
