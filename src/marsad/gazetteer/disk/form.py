"""The bytes of an index on disk, form 1: header, rows, shared names, a table of hashes, its buckets, a filter.

    header      `HEADER` bytes: magic, form, counts, a digest of all that follows, two checksums (see `Header`)
    rows        in the order given, each its length (4 bytes), the CRC-32 (4) and the MessagePack array of its fields
    names       of each name that several rows bear, likewise: the name, their ids, and where their rows stand
                (offset · 2^22 + length); the likeliest first
    table       entries of 16 bytes in order: 8 of a key's hash, then what it leads to (`pack_entry`), big-endian
    buckets     the first entry of each bucket, and the end: `2^bits + 1` numbers of 4 bytes; a bucket is the entries
                whose hashes begin with the same `bits` bits
    filter      `blocks` words of 8 bytes: a Bloom filter of the keys, each in three bits of one word (Putze, Sanders
                and Singler 2007, "Cache-, hash- and space-efficient Bloom filters")

Numbers are little-endian but in the table, which is sorted as bytes. Keys are folded names, beginnings of longer names
(whole words), and ids behind `ID`. The hash is BLAKE2b of 8 bytes over the key's UTF-8.
"""

import struct
import zlib
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any, NamedTuple

import msgspec

from marsad.errors import RulebookError
from marsad.gazetteer.place import PlaceRow, PlaceType

SUFFIX = ".index"
"""Ends the name of such a file among the packs."""
MAGIC = b"MARSADGZ"
FORM = 1
HEADER = 128
ENTRY = 16
HASH = 8
ID = "\0"
"""Stands before an id among the keys; no folded name holds it."""
BEGINS, NAMES, SHARED, IS = 0, 1, 2, 3
"""What an entry says of its key: a longer name begins so, a row bears it, several do, it is a row's id."""
SIZE_BITS, KIND_BITS = 22, 2
LARGEST = (1 << SIZE_BITS) - 1
"""Bytes of one row, or of one shared name, at the most."""
_FIELDS = struct.Struct("<8sII QQQQQ II 32s I")
_CHECK = struct.Struct("<I")
_HEAD = struct.Struct("<II")
"""Before a row or name: bytes of its array, and their checksum."""
_MEND = "import the file again"
_ROW = tuple[str, str, str, tuple[str, ...], PlaceType, str | None, float, float, str, str, int, bool]
_row = msgspec.msgpack.Decoder(_ROW)
_shared = msgspec.msgpack.Decoder(tuple[str, tuple[str, ...], tuple[int, ...]])
_encoder = msgspec.msgpack.Encoder()


class Header(NamedTuple):
    """What stands in the first bytes.

    `digest` is SHA-256 over all after the header, `memory` CRC-32 over buckets and filter, which are held in memory;
    `row_bytes` and `name_bytes` are lengths, `names` how many names the rows bear together.
    """

    rows: int
    names: int
    row_bytes: int
    name_bytes: int
    entries: int
    bits: int
    blocks: int
    digest: bytes
    memory: int

    @property
    def names_at(self) -> int:
        """Where the shared names begin."""
        return HEADER + self.row_bytes

    @property
    def table_at(self) -> int:
        """Where the table begins."""
        return self.names_at + self.name_bytes

    @property
    def buckets_at(self) -> int:
        """Where the buckets' beginnings stand."""
        return self.table_at + self.entries * ENTRY

    @property
    def filter_at(self) -> int:
        """Where the filter begins."""
        return self.buckets_at + ((1 << self.bits) + 1) * 4

    @property
    def size(self) -> int:
        """Bytes of the whole file."""
        return self.filter_at + self.blocks * 8

    def pack(self) -> bytes:
        """The first bytes of the file."""
        fields = _FIELDS.pack(MAGIC, FORM, HEADER, *self)
        return (fields + _CHECK.pack(zlib.crc32(fields))).ljust(HEADER, b"\0")


class Shared(NamedTuple):
    """A name that several rows bear: who they are and where they stand."""

    key: str
    ids: tuple[str, ...]
    pointers: tuple[int, ...]


def read_header(data: bytes, where: str) -> Header:
    """The header out of a file's first bytes. RulebookError for another kind of file, a newer form, damage."""
    if data[: len(MAGIC)] != MAGIC:
        raise RulebookError("it is no index of places", where=where, mend="take the file out of the folder")
    if len(data) < HEADER:
        raise RulebookError("the index is cut off", where=where, mend=_MEND)
    _, form, _, *fields = _FIELDS.unpack_from(data)
    if form > FORM:
        raise RulebookError(f"the index has form {form}, which is newer", where=where, mend="update Marsad")
    if _CHECK.unpack_from(data, _FIELDS.size)[0] != zlib.crc32(data[: _FIELDS.size]):
        raise RulebookError("the index is damaged: its header", where=where, mend=_MEND)
    return Header(*fields)


def key_hash(key: str) -> bytes:
    """The 8 bytes by which a key is found."""
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=HASH).digest()


def pack_entry(hashed: bytes, kind: int, pointer: int = 0) -> bytes:
    """An entry: hash, then where its row or shared name stands, and what it says (2 bits)."""
    return hashed + (pointer << KIND_BITS | kind).to_bytes(8, "big")


def pack_pointer(at: int, size: int) -> int:
    """Where something stands: offset among the rows, or the names (40 bits), and length (22)."""
    return at << SIZE_BITS | size


def unpack_pointer(pointer: int) -> tuple[int, int]:
    """Offset and length."""
    return pointer >> SIZE_BITS, pointer & LARGEST


def filter_place(number: int, blocks: int) -> tuple[int, int]:
    """The filter's word for a hash, as a number, and the bits that must be set in it."""
    bits = 1 << (number >> 32 & 63) | 1 << (number >> 38 & 63) | 1 << (number >> 44 & 63)
    return (number & 0xFFFFFFFF) * blocks >> 32, bits


def pack_row(row: PlaceRow) -> bytes:
    """A row's bytes. RulebookError where letters of it cannot be written, or it is too long."""
    try:
        data = _packed(msgspec.structs.astuple(row))
    except UnicodeEncodeError as error:
        raise RulebookError(f"a name of {row.id!r} holds half a letter", mend="write it anew") from error
    if len(data) > LARGEST:
        raise RulebookError(f"{row.id!r} has too many names", mend="leave some out")
    return data


def unpack_row(data: bytes, where: str) -> PlaceRow:
    """The row of some bytes. RulebookError where they have changed."""
    return PlaceRow(*_unpacked(data, _row, where))


def row_size(data: bytes, at: int) -> int:
    """Bytes of the row that begins there, or 0 where not even its length is there."""
    return _HEAD.size + int(_HEAD.unpack_from(data, at)[0]) if at + _HEAD.size <= len(data) else 0


def pack_shared(name: Shared) -> bytes:
    """A shared name's bytes."""
    return _packed(name)


def unpack_shared(data: bytes, where: str) -> Shared:
    """The shared name of some bytes. RulebookError where they have changed."""
    return Shared(*_unpacked(data, _shared, where))


def _packed(fields: Iterable[object]) -> bytes:
    data = _encoder.encode(fields)
    return _HEAD.pack(len(data), zlib.crc32(data)) + data


def _unpacked(data: bytes, decoder: "msgspec.msgpack.Decoder[Any]", where: str) -> Any:  # noqa: ANN401 - by the decoder
    fields = data[_HEAD.size :]
    if len(data) >= _HEAD.size and _HEAD.unpack_from(data) == (len(fields), zlib.crc32(fields)):
        try:
            return decoder.decode(fields)
        except msgspec.MsgspecError:
            pass
    raise RulebookError("the index is damaged: a row or name", where=where, mend=_MEND)
